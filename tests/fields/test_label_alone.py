"""Bylines in two lines: an opener alone, the names below it; in the header and behind the text."""

import pytest

from karabakh_extract import extract

STORY = [
    "The ferry to Skerry will stay in dock until spring, the harbour office said on Friday, because its rudder broke.",
    "Two hundred people live on the island, and until the ferry sails again they depend on the mail boat for bread.",
]
OPENERS = ["By", "Author", "Written by", "Words by", "Von", "Text von", "Ein Beitrag von", "Texte", "Texto", "Testo di"]


@pytest.mark.parametrize("opener", [*OPENERS, "Автор", "Текст"])
@pytest.mark.parametrize("place", [0, 2])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_names_below_their_opener(opener, place, gap):
    blocks = [*STORY[:place], f"{opener}{gap}Moira Kell", *STORY[place:]]
    record = extract("\n\n".join(["Ferry stays in dock until spring", *blocks]))
    assert (record.authors, record.body) == (["Moira Kell"], "\n\n".join(STORY))


def test_a_writer_who_signs_again_is_named_once():
    record = extract("\n\n".join(["Ferry stays in dock", "By Moira Kell", *STORY, "Text\nMoira Kell"]))
    assert (record.authors, record.body) == (["Moira Kell"], "\n\n".join(STORY))


def test_an_opener_between_paragraphs_is_the_articles():
    lines = [STORY[0], "By", "Moira Kell", STORY[1]]
    assert "By\n\nMoira Kell" in extract("\n\n".join(["Ferry stays in dock", *STORY, *lines])).body
