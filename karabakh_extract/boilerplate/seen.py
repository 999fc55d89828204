"""What the block classifier looks at: the Blocks of a flattened page without the lines that interrupt its text.

In: a page whose rules and fields have taken their parts, the headline's Block. Out: its Blocks in order, what each was
taken for, where headline and dense run stand among them. Some pages print one line between all paragraphs
("Advertisement", "Article content", "Enlarge image"). These are never body, and paragraphs that they part are
neighbours.
"""

from collections import Counter
from typing import NamedTuple

from karabakh_extract.page.dense import PARAGRAPH_WORDS, dense_run
from karabakh_extract.page.fragments import SHORT_LENGTH, SHORT_WORDS
from karabakh_extract.page.page import Page

RULE = "classifier"
"""The rule id under which the classifier's stretches are listed."""
MENU = 15
"""Blocks before the dense run from which a headline in the first Block is the page's title, not the headline's
place."""
INTERRUPTS, BETWEEN, SHARE = 3, 2, 0.3
"""Times that a short line comes on a page that interrupts its text; times, and share of these, that it stands between
a paragraph and another sentence."""
MAY_INTERRUPT = frozenset(("", "advertisement"))
"""What such a line may have been taken for."""


class Seen(NamedTuple):
    """The Blocks that are looked at: their numbers on the page, texts, sizes in words, and the kind or field under
    which each was marked, "" where it is not; the headline and the dense run count among these Blocks."""

    at: list[int]
    texts: list[str]
    sizes: list[float]
    taken: list[str]
    headline: int
    run: tuple[int, int]


def seen(page: Page, headline: int) -> Seen:
    """Return what of a page is looked at; `headline`: the number of its Block, -1 where that is unknown."""
    taken = taken_as(page)
    passed = interruptions(page, taken)
    at = [n for n in range(len(taken)) if n not in passed or n == headline or not n]
    sizes = [page.sizes[n] for n in at]
    where, run = article_place(sizes, at.index(headline) if headline >= 0 else -1)
    return Seen(at, [page.blocks[n].text for n in at], sizes, [taken[n] for n in at], where, run)


def interruptions(page: Page, taken: list[str]) -> set[int]:
    """Return the Blocks of the short lines that come again and again between paragraphs.

    A line with a colon behind it names who speaks, one with figures is a cell or a date: neither is one.
    """
    low = [
        block.text.lower() if kind in MAY_INTERRUPT and len(block.text) <= SHORT_LENGTH else ""
        for block, kind in zip(page.blocks, taken, strict=True)
    ]
    count = Counter(low)
    found = [n for n, line in enumerate(low) if count[line] >= INTERRUPTS and _is_label(line)]
    among, between = set(found), Counter[str]()
    last = len(low) - 1
    before = after = -1
    for n in found:
        if after < n:
            # the next of a row of such lines has the same neighbours
            before, after = n - 1, n + 1
            while after in among:
                after += 1
        if before >= 0 and after <= last:
            shorter, longer = sorted((page.sizes[before], page.sizes[after]))
            between[low[n]] += longer >= PARAGRAPH_WORDS and shorter > SHORT_WORDS
    return {n for n in found if between[low[n]] >= max(BETWEEN, SHARE * count[low[n]])}


def taken_as(page: Page) -> list[str]:
    """Return for each Block the kind or field under which all of it was marked, the classifier's own name for what was
    too far from the text to be looked at, "" where something of it is left."""
    found = [""] * len(page.blocks)
    for n, marks in page.marks.items():
        if not page.rest(n):
            found[n] = RULE if marks[0].rule == RULE else marks[0].kind or "other"
    return found


def article_place(sizes: list[float], headline: int) -> tuple[int, tuple[int, int]]:
    """Return the headline's Block, -1 where its place is unknown, and the dense run that belongs to it."""
    if headline == 0:
        run = dense_run(sizes)
        if run[0] >= MENU:
            return -1, run
    return headline, dense_run(sizes, headline)


def _is_label(text: str) -> bool:
    return text[:1].isalpha() and text[-1] != ":" and text.count(" ") <= SHORT_WORDS and not any(map(str.isdigit, text))
