"""Header and footer lines read as runs of values: every line of lines.yaml."""

from pathlib import Path

import pytest
import yaml

from karabakh_extract.fields.line import parse_line
from karabakh_extract.fields.outlets import Outlets

CASES = yaml.safe_load(Path(__file__).with_name("lines.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["line"][:60])
def test_pieces(case):
    outlets = Outlets()
    for name in case.get("outlets", ()):
        outlets.learn(name)
    pieces = parse_line(case["line"], outlets)
    found = None if pieces is None else [[piece.field, piece.value] for piece in pieces]
    assert found == case["pieces"]


@pytest.mark.parametrize("case", [case for case in CASES if case["pieces"]], ids=lambda case: case["line"][:60])
def test_pieces_lie_in_order_inside_the_line(case):
    pieces = parse_line(case["line"], Outlets()) or []
    bounds = [(piece.start, piece.end) for piece in pieces]
    assert all(0 <= start < end <= len(case["line"]) for start, end in bounds)
    assert bounds == sorted(bounds)
