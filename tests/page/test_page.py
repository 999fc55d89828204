"""Marks of a Page as spans and stretches of the source."""

from karabakh_extract.page.block import Block
from karabakh_extract.page.edits import Edit
from karabakh_extract.page.marks import Mark, Span
from karabakh_extract.page.page import Page


def test_marks_that_share_what_one_edit_gave_stay_apart():
    source = "xxxxx, yes"
    page = Page(source, [Block(source, 0, 10, [Edit(0, 5, "ab cd")])])
    page.mark(0, Mark(0, 2, "removed", "other", "first"))
    page.mark(0, Mark(3, 6, "removed", "other", "second"))
    page.mark(0, Mark(7, 10, "field", "headline", "header"))
    assert page.spans() == [
        Span(0, 5, "removed", "other", "first"),
        Span(5, 6, "removed", "other", "second"),
        Span(6, 7, "space"),
        Span(7, 10, "field", "headline", "header"),
    ]
    assert [(each.rule, each.text) for each in page.stretches("removed")] == [("first", "xxxxx"), ("second", ",")]


def test_a_mark_within_what_another_took_leaves_no_stretch():
    source = "xxxxx"
    page = Page(source, [Block(source, 0, 5, [Edit(0, 5, "ab cd")])])
    page.mark(0, Mark(0, 2, "removed", "other", "first"))
    page.mark(0, Mark(3, 5, "removed", "other", "second"))
    assert page.spans() == [Span(0, 5, "removed", "other", "first")]
    assert [each.rule for each in page.stretches("removed")] == ["first"]
