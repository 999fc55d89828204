"""A stretch of plain text into one Block: leftover markup, joints of wrapped lines, odd space and damage seen to.

In: the source, a stretch of it that is a paragraph, the edits that join its lines. Out: its Block. Most lines need
nothing at all, and a page may have thousands of them, so what can be asked of the whole source once is not asked of
each line.
"""

from collections.abc import Sequence
from typing import NamedTuple

from karabakh_extract.page.block import Block
from karabakh_extract.page.edits import Edit
from karabakh_extract.page.markup import MARKS, composed, inline_edits, is_plain, spacing
from karabakh_extract.page.repair import is_sound, repairs
from karabakh_extract.patterns import lazy

_RULERS = "*_=~#•·-"
RULE = lazy(r"[*_=~#•·-][*_=~#•·\s-]*+")
_TABLE_RULE = lazy(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?)?\s*")
_BULLETS = frozenset("-–—*•·◦▪■●○►‣⁃(")
_BULLET = lazy(r"(?:[-–—*•·◦▪■●○►‣⁃]|\(?\d{1,3}[.)])\s+\S")


class Known(NamedTuple):
    """What is asked of a whole source rather than of each line: the marks of markup in it, whether its letters are
    sound, and whether nothing stands in it but what is printed, line ends and single spaces."""

    marks: list[str]
    sound: bool
    even: bool


def known_of(source: str) -> Known:
    """Return what is known of a source."""
    even = "  " not in source and source.replace("\n", "").isprintable()
    return Known([mark for mark in MARKS if mark in source], is_sound(source), even)


def cleaned(source: str, start: int, end: int, joints: list[Edit], indent: int, known: Known) -> Block:
    """Return one Block with its markup, joints, damage and composition seen to."""
    piece = source[start:end]
    first = piece[0]
    if (first in _RULERS and RULE.fullmatch(piece)) or ("--" in piece and _TABLE_RULE.fullmatch(piece)):
        return Block(source, start, end, [Edit(start, end, "")])
    if not joints and is_plain(piece, *known):
        block = Block(source, start, end, indent=indent)
        may_be_item = first in _BULLETS or first.isdecimal()
    else:
        block = _edited(source, start, end, joints, indent)
        if block.edits and block.edits[0].start == start and source[start] in "#=":
            block.role = "heading"
            return block
        may_be_item = True
    if may_be_item and _BULLET.match(block.text):
        block.role = "item"
    return block


def _edited(source: str, start: int, end: int, joints: list[Edit], indent: int) -> Block:
    edits = _with_joints(inline_edits(source, start, end), joints)
    block = Block(source, start, end, edits, indent=indent)
    if changes := spacing(block.text):
        block = block.revised(changes)
    repaired = sum(("\x80" <= source[e.start] <= "\x9f" and e.text != "") or source[e.start] == "\xc2" for e in edits)
    if not block.text.isascii():
        damage = repairs(block.text)
        repaired += len(damage)
        block = block.revised(damage)
        block = block.revised(composed(block.text))
    block.repaired = repaired
    return block


def _with_joints(edits: Sequence[Edit], joints: list[Edit]) -> Sequence[Edit]:
    """Put the joints of wrapped lines in the place of the white space edits they cover; one inside a tag is part of
    it.
    """
    if not joints:
        return edits
    merged: list[Edit] = []
    for edit in sorted([*edits, *joints], key=lambda e: (e.start, -e.end)):
        if merged and edit.start < merged[-1].end:
            last = merged[-1]
            if edit.end > last.end or last.text == " ":
                merged[-1] = Edit(last.start, max(last.end, edit.end), "" if "" in (edit.text, last.text) else " ")
            continue
        merged.append(edit)
    return merged
