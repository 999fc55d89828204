"""Which lines of a flattened page interrupt its text, and which stand in it."""

import pytest

from karabakh_extract.boilerplate.seen import interruptions, seen, taken_as
from karabakh_extract.page.dense import text_words
from karabakh_extract.page.page import Page
from karabakh_extract.page.text import text_blocks

LONG = "The harbour office said on Friday that the ferry would not sail before April, since the shipyard had no room."
SHORT = "Nobody seemed surprised by that."


def page_of(lines):
    source = "\n\n".join(lines)
    page = Page(source, text_blocks(source))
    page.sizes = [text_words(block.text) for block in page.blocks]
    return page


def found(lines):
    page = page_of(lines)
    return sorted({page.blocks[n].text for n in interruptions(page, taken_as(page))})


def between(*labels):
    """A title, and paragraphs with a label before each."""
    return ["Ferry stays in dock", *(line for label in labels for line in (label, LONG))]


def test_a_line_between_paragraphs_again_and_again():
    lines = ["Ferry stays in dock", LONG, "Article content", SHORT, "Article content", "Article content", LONG]
    assert found([*lines, "Article content", LONG]) == ["Article content"]


@pytest.mark.parametrize(
    "label", ["Kurier:", "7", "4 March 2023", "Wednesday 12:40", "He came back again and again then"]
)
def test_who_speaks_a_figure_a_date_and_a_sentence_are_part_of_a_text(label):
    assert not found(between("Home", label, label, label, label))


def test_what_comes_twice_may_be_a_subheading():
    assert not found(between("Home", "The rudder", "The rudder"))


def test_what_stands_among_other_short_lines_is_no_interruption():
    menu = [line for n in range(4) for line in ("Read more", f"Owls delay bridge {'again ' * n}")]
    assert not found(["Ferry stays in dock", LONG, *menu, LONG])


def test_paragraphs_that_are_parted_are_neighbours():
    page = page_of(["Ferry stays in dock", *(line for _ in range(4) for line in (LONG, "Advertisement"))])
    look = seen(page, 0)
    assert look.at == [0, 1, 3, 5, 7]
    assert look.texts == [page.blocks[n].text for n in look.at]
    assert look.headline == 0
    assert look.run == (1, 5)
