"""Wordings of phrases: what a phrase is written to match, it matches, or it can never match."""

import pytest

from karabakh_extract.boilerplate import RuleBook
from karabakh_extract.boilerplate.packs import read_packs
from karabakh_extract.boilerplate.phrases import SLOTS as KNOWN
from karabakh_extract.boilerplate.rules import Rule
from karabakh_extract.boilerplate.samples import SLOTS, wordings
from karabakh_extract.boilerplate.where import BUILTIN, places, source

CASES = [
    ("support us", ["support us"]),
    ("(support|help fund) us", ["support us"]),
    ("support [the] [work of] us", ["support us", "support the work of us"]),
    ("read ..4 here", ["read here"]),
    ("{year} by {outlet}, page {number}", ["2021 by Tarnbeck Mail, page 27"]),
    ("by {person} {outlet}", ["by Ada Brook Tarnbeck Mail", "by Ada Brook, Tarnbeck Mail"]),
    ("[a [b] c] d", ["d", "a b c d"]),
    ("((one|two) three|four) five", ["one three five"]),
    ("visit hill.example now", ["visit hill.example now"]),
]


@pytest.mark.parametrize(("phrase", "expected"), CASES)
def test_wordings(phrase, expected):
    assert list(wordings(phrase)) == expected


def test_every_slot_has_a_sample_that_it_takes():
    assert set(SLOTS) == set(KNOWN)
    for slot, text in SLOTS.items():
        rule = Rule("r", "other", "why", (f"before {{{slot}}} after",), at="start", extent="match")
        assert RuleBook.of([rule]).match([f"before {text} after"]), slot


def test_the_place_of_every_rule_is_where_it_stands():
    packs = read_packs([BUILTIN])
    where = places(packs)
    for pack in packs:
        with open(pack.path, encoding="utf-8") as stream:
            lines = stream.read().split("\n")
        for rule in pack.rules:
            place = where[rule.id]
            assert place.path == pack.path
            assert lines[place.line - 1].startswith("  - ")
            assert source(place)[0] == lines[place.line - 1]
            assert sum(line.startswith("  - ") for line in source(place)) == 1
            for key in ("phrases", "takes", "leaves"):
                assert len(place.items.get(key, ())) == len(getattr(rule, key))


def test_the_last_rule_of_a_pack_without_a_line_end(tmp_path):
    path = tmp_path / "p.yaml"
    path.write_text(
        "pack: p\nformat: 1\nrules:\n  - id: a\n    kind: other\n    why: w\n    phrases:\n      - some words", "utf-8"
    )
    packs = read_packs([path])
    assert source(places(packs)["a"])[-1] == "      - some words"
