"""The View holds the whole source, each stretch under what it was taken for, and the decisions behind the values."""

import pytest
from flood_article import FLOOD, draft

from karabakh_extract.explain.decisions import CLOSE
from karabakh_extract.explain.places import BodyMap
from karabakh_extract.explain.view import view
from karabakh_extract.explain.words import note
from karabakh_extract.fields.candidates import Candidate
from karabakh_extract.page.marks import Mark

SAMPLES = [
    FLOOD,
    "",
    "\n\n  \n",
    "One line only, with no end",
    "A\r\n\r\nThe first paragraph goes on\r\nover a line end.\r\n\r\n\u2022 an item\r\n\u2022 another",
    "**Bold** headline\n\nSome <b>marked</b> words &amp; an entity, soft\u00adhyphens and\u00a0spaces \u00adinside.",
    'He said: "One part,\n\nand another part," on Monday.\n\n"And a third," she added. "And a fourth."',
]


@pytest.mark.parametrize("text", SAMPLES, ids=range(len(SAMPLES)))
def test_rows_hold_every_character_that_can_be_seen(text):
    shown = "".join(piece.text for row in view(draft(text)).rows for piece in row.pieces)
    assert "".join(shown.split()) == "".join(text.split())


@pytest.mark.parametrize("text", SAMPLES, ids=range(len(SAMPLES)))
def test_the_map_of_the_body_is_the_body(text):
    made = draft(text)
    where = BodyMap(made.page)
    assert where.size == len(made.body)
    for start in range(0, max(len(made.body) - 12, 0), 7):
        pieces = [made.page.blocks[n].text[low:high] for n, low, high in where.blocks(start, start + 12)]
        assert "".join("".join(pieces).split()) == "".join(made.body[start : start + 12].split())


def rows():
    return [(row.place, row.label, row.kind, row.rule) for row in view(draft()).rows]


def test_rows_say_what_each_stretch_was_taken_for():
    assert rows()[0] == (1, "field", "headline", "first_line")
    assert (3, "field", "authors", "byline") in rows()
    assert (6, "field", "regions", "label") in rows()
    assert (8, "body", "", "") in rows()
    assert (14, "removed", "donation", "support-outlet") in rows()
    assert (15, "removed", "donation", "support-outlet") in rows()
    assert [row[1:3] for row in rows() if row[0] == 17] == [("removed", "copyright")]


def test_a_date_that_lost_is_shown_as_not_used():
    made = view(draft())
    lost = [row for row in made.rows if row.place == 4 and row.left]
    assert [(row.kind, row.left) for row in lost] == [("", "dates.published")]


def test_statements_are_marked_where_they_stand():
    made = view(draft())
    pieces = [piece for row in made.rows for piece in row.pieces if piece.quote == 1]
    assert [piece.text for piece in pieces] == [
        "We have waited for this night a long time",
        "The houses behind the wall are dry.",
    ]
    assert all(piece.opens and piece.closes for piece in pieces)
    assert (made.statements[0].place, made.statements[0].quote.speaker.name) == (10, "Ada Brook")


def test_leftover_markup_is_told_apart():
    line = next(row for row in view(draft()).rows if row.place == 6)
    assert [piece.text for piece in line.pieces if piece.markup] == ["<u>", "</u>", "<u>", "</u>"]


def test_a_decision_ranks_what_was_taken_before_what_was_left():
    decision = next(each for each in view(draft()).decisions if each.field == "dates.published")
    assert decision.values == ("2020-11-06",)
    assert [offer.taken for offer in decision.candidates] == [True, False]
    assert decision.runner_up is not None and decision.runner_up.value == "2020-11-05"


@pytest.mark.parametrize(("below", "close"), [(CLOSE - 0.1, True), (CLOSE + 0.1, False)])
def test_a_runner_up_is_close_by_its_weight(below, close):
    made = draft()
    winner = made.candidates.ranked("headline")[0]
    made.candidates.add(Candidate("headline", "Another line", "header", 1, 0, 4, winner.weight - below))
    shown = view(made)
    decision = next(each for each in shown.decisions if each.field == "headline")
    assert decision.close is close
    assert [row.close is decision for row in shown.rows if row.kind == "headline"] == [close]


def test_a_web_page_is_shown_by_blocks():
    page = "<html><head><title>Flood</title></head><body><article><h1>Flood</h1>"
    page += "<p>The flood wall of Tarnbeck held on Wednesday night while the river rose.</p>" * 2
    page += "<p>Copyright © 2020 Tarnbeck Mail. All rights reserved.</p></article></body></html>"
    made = draft(page, "flood.html", format="html")
    shown = view(made)
    assert not shown.by_lines
    for n, block in enumerate(made.page.blocks, 1):
        text = "".join(piece.text for row in shown.rows if row.place == n for piece in row.pieces)
        assert "".join(text.split()) == "".join(block.text.split())
    assert any(row.kind == "copyright" for row in shown.rows)


@pytest.mark.parametrize("format", ["text", "html"])
def test_what_the_classifier_took_says_how_sure_it_was(format):
    page = f"<html><body><article><p>{'The wall held. ' * 9}</p><p>{'The river rose. ' * 9}</p></article></body></html>"
    made = draft(page if format == "html" else FLOOD, format=format)
    block = next(
        n for n, each in enumerate(made.page.blocks) if each.text.startswith("The ") and not made.page.marked(n)
    )
    size = len(made.page.blocks[block].text)
    made.page.mark(block, Mark(0, size, "removed", "other", "classifier", 0.934))
    made.quotes = []
    (row,) = [row for row in view(made).rows if row.rule == "classifier"]
    assert note(row) == "other · classifier · 93% sure"
