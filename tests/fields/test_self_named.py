"""Names by which an outlet calls itself in its own notices: the cases of `self_named.yaml`."""

from pathlib import Path

import pytest
import yaml

from karabakh_extract import Extractor, Source
from karabakh_extract.fields.self_named import WEIGHT

CASES = yaml.safe_load(Path(__file__).with_name("self_named.yaml").read_text("utf-8"))["names"]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_names(case):
    draft = Extractor().draft(Source(data=case["text"], name="case.txt"))
    offered = [each for each in draft.candidates.by_field.get("publisher", ()) if each.weight == WEIGHT]
    assert [each.value for each in offered] == case["names"]
    for each in offered:
        assert draft.page.blocks[each.block].text[each.start : each.end] == each.value
        assert draft.outlets.is_outlet(each.value)
