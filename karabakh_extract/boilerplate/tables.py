"""Tables of a flattened page: long rows of short lines, half of them figures, in or right below its running text.

In: what the block classifier looks at. Out: which of these Blocks are a table's cells. Cell by cell a table of results
reads like a menu; menus, ranked links and calendars stand elsewhere, hold fewer figures, or figures that count up.
"""

from itertools import pairwise

from karabakh_extract.boilerplate.seen import Seen
from karabakh_extract.page.dense import PARAGRAPH_WORDS

CELLS, FIGURES = 20, 0.5
"""Cells that a table has at least, and the share of them that begin with a figure."""
NEAR = 3
"""Blocks behind the running text within which a table begins."""


def find_cells(look: Seen) -> list[int]:
    """Return the places of the tables' cells among what is looked at, in order."""
    cells: list[int] = []
    at, count = max(look.headline, 0) + 1, len(look.sizes)
    while at < count and at <= look.run[1] + NEAR:
        end = at
        while end < count and look.sizes[end] < PARAGRAPH_WORDS and not look.taken[end]:
            end += 1
        if end - at >= CELLS and end >= look.run[0]:
            row = look.texts[at:end]
            figures = sum(text[:1].isdigit() and not _counts(last, text) for last, text in pairwise(["", *row]))
            if figures >= FIGURES * (end - at):
                cells += range(at, end)
        at = max(end, at + 1)
    return cells


def _counts(last: str, text: str) -> bool:
    """Whether a line is the number after or before the last one, as the days and years of a calendar are."""
    return len(last) < 5 > len(text) and last.isdecimal() and text.isdecimal() and abs(int(text) - int(last)) == 1
