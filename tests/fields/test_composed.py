"""Notices told by their words: the cases of `composed.yaml`, and where in an article they are looked for."""

from pathlib import Path

import pytest
import yaml

from karabakh_extract import Extractor, Source, extract
from karabakh_extract.fields.composed import composed

CASES = yaml.safe_load(Path(__file__).with_name("composed.yaml").read_text("utf-8"))
STORY = [
    "The ferry to Skerry will stay in dock until spring, the harbour office said on Friday, because its rudder broke.",
    "Two hundred people live on the island, and until the ferry sails again they depend on the mail boat for bread.",
]
APPEAL = "Each donation to our newsroom keeps independent reporting going, so become a supporter with us today."


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in CASES["takes"].items() for text in texts])
def test_taken(kind, text):
    assert composed(text) == kind


@pytest.mark.parametrize("text", CASES["leaves"])
def test_left(text):
    assert composed(text) is None


@pytest.mark.parametrize("place", [0, 1, 2])
def test_above_between_and_below_paragraphs(place):
    blocks = [*STORY[:place], APPEAL, *STORY[place:]]
    record = extract("\n\n".join(["The ferry that broke its rudder", *blocks]))
    assert record.body == "\n\n".join(STORY)
    assert [(each.kind, each.rule) for each in record.removed] == [("donation", "composed-donation")]


def test_on_a_flattened_page_the_classifier_judges_first():
    """A box between the paragraphs, known as one, would tell it that the article ends there."""
    names = [
        f"{word} {name}" for word in ("North", "South", "Upper", "Lower") for name in ("Quay", "Mill", "Hill", "Inn")
    ]
    more = [each.replace("ferry", "boat").replace("Skerry", "Ellery") for each in STORY]
    lines = ["Home", "Login", "Newsletter", *names, "Ferry stays in dock until spring", "By Moira Kell", "12 May 2024"]
    draft = Extractor().draft(Source(data="\n".join([*lines, *STORY, APPEAL, *more, *names]), name="page.txt"))
    assert draft.page.furnished
    assert draft.body == "\n\n".join([*STORY, *more])
    assert {mark.rule for marks in draft.page.marks.values() for mark in marks} >= {"classifier", "composed-donation"}


def test_our_at_a_words_end_is_looked_for_where_a_language_has_it():
    # "bültenimize" is "to our newsletter"; "optimize" is nobody's
    assert composed("Haftalık bültenimize abone olun", language="tr") == "subscription"
    assert composed("Subscribe to the newsletter, optimize", language="en") is None
