"""The headline of flattened pages: the cases of `titled.yaml`, and pages that have no menu."""

from pathlib import Path

import pytest
import yaml

from karabakh_extract.fields.titled import find_titled
from karabakh_extract.page.dense import dense_run, text_words
from karabakh_extract.page.fragments import join_fragments, parted_lines
from karabakh_extract.page.text import text_blocks

CASES = yaml.safe_load(Path(__file__).with_name("titled.yaml").read_text("utf-8"))
MENU = ["Home", "News", "Sport", "Weather", "Culture"] * 4
TEXT = [
    "The ferry to Skerry will stay in dock until spring, the harbour office said on Friday, because its rudder broke.",
    "Two hundred people live on the island, and until the ferry sails again they depend on the mail boat for bread.",
    "A spokeswoman of the council said that a landing craft of the navy had been asked for, with little hope.",
]


def found(lines):
    apart = text_blocks("\n".join(lines))
    blocks = join_fragments(apart, parted_lines(apart))
    titled = find_titled(blocks, dense_run([text_words(block.text) for block in blocks]))
    return None if titled is None else blocks[titled.block].text[: titled.end]


@pytest.mark.parametrize("case", CASES, ids=[str(n) for n, _ in enumerate(CASES)])
def test_the_headline(case):
    assert found([*case["lines"], *MENU, *case["below"], *TEXT, *MENU]) == case["headline"]


def test_without_a_menu_the_header_is_read_like_any_other():
    assert found(["The Ellery Courier", "Ferry stays in dock", "By Moira Kell", *TEXT, *MENU]) is None


def test_a_page_without_text_has_none():
    assert found(["Ferry stays in dock until spring", *MENU]) is None


def test_an_endless_first_line_costs_no_time():
    long = "word " * 200_000
    lines = [long, *MENU * 50, *TEXT]
    assert found(lines) is None or len(found(lines)) <= 600
