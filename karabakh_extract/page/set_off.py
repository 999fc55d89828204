"""Paragraphs that the source sets off in ways a body of plain words cannot show, for those who look for statements.

In: a finished Page. Out: where in its body quotations without marks stand (`<blockquote>`), and where paragraphs are,
or open, in bold, italics or as headings, as the questions of many an interview do.
"""

from collections.abc import Iterator

from karabakh_extract.page.block import Block
from karabakh_extract.page.edits import Edit
from karabakh_extract.page.page import Page

SetOff = tuple[tuple[int, int], ...]
"""A quotation over one or several paragraphs: (start, end) of each in the body."""

_MARKS = ("*", "_")
_TAGS = ("<b>", "<b ", "<strong", "<em>", "<em ", "<i>", "<i ")


def set_off(page: Page) -> list[SetOff]:
    """Return the quotations set off, in order; paragraphs that follow each other make one."""
    if all(block.role != "quote" for block in page.blocks):
        return []
    found: list[SetOff] = []
    open_ = False
    for block, at, pieces in _placed(page):
        if block.role == "quote":
            place = (at, at + _size(pieces))
            found[-1:] = [(*found[-1], place)] if open_ else [*found[-1:], (place,)]
        open_ = block.role == "quote"
    return found


def emphasised(page: Page) -> list[tuple[int, int]]:
    """Return the stretches, (start, end) in the body, that open a paragraph (or are one) in bold, in italics or as a
    heading, in order."""
    openings = {id(block): size for block in page.blocks if (size := _opening(block))}
    if not openings:
        return []
    return [
        (at, at + min(openings[id(block)], pieces[0][1]))
        for block, at, pieces in _placed(page)
        if id(block) in openings and pieces[0][0] == 0
    ]


def _placed(page: Page) -> Iterator[tuple[Block, int, list[tuple[int, int]]]]:
    """Give each Block of the body with its offset there and the stretches of it that are left."""
    at = 0
    for n, block in enumerate(page.blocks):
        pieces = page.rest(n) if block.role != "furniture" and block.text else []
        if pieces:
            at += len(block.glue) if at else 0
            yield block, at, pieces
            at += _size(pieces)


def _size(pieces: list[tuple[int, int]]) -> int:
    return sum(end - start for start, end in pieces) + len(pieces) - 1


def _opening(block: Block) -> int:
    """Return how many characters of a Block's text, from its first on, are emphasised."""
    if block.role == "heading":
        return len(block.text)
    if block.opening or not block.edits or block.edits[0].start != block.start:
        return block.opening
    at = block.start
    for place, edit in enumerate(block.edits):
        if edit.start != at or edit.text:
            return 0
        at = edit.end
        closing = _closing(block.source[edit.start : edit.end])
        if closing:
            return _up_to(block, closing, tuple(block.edits[place + 1 :]))
    return 0


def _closing(mark: str) -> str:
    """Return what closes an emphasis that `mark` opens: "**", "</b>"; "" for other markup."""
    if mark.startswith(_MARKS):
        return mark
    lowered = mark.lower()
    return f"</{lowered[1:-1].split()[0]}>" if lowered.startswith(_TAGS) else ""


def _up_to(block: Block, closing: str, edits: tuple[Edit, ...]) -> int:
    for edit in edits:
        if block.source[edit.start : edit.end].lower().replace(" ", "").startswith(closing):
            return block.text_offset(edit.start)
    return 0
