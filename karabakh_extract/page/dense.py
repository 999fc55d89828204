"""The dense run of a page: the stretch of Blocks where the running text stands.

In: how many words each Block has. Out: the run of Blocks whose words, counted where a Block reads like a paragraph,
outweigh the short lines between them the most. A flattened page has its article there: the headline stands shortly
before, menus, cards and footers outside.
"""

from collections.abc import Sequence

PARAGRAPH_WORDS = 12
"""Words from which a Block counts as running text; where words are not spaced, four letters stand for one."""
MOST_WORDS = 90
"""Words beyond which a Block counts no more, so that one long notice does not outweigh an article of short
paragraphs."""
GAP = 6.0
"""What a short line takes off: two may stand between paragraphs of average length, ten may not."""

DISTANCE = 25
"""Blocks behind the headline at which a run counts half."""


def text_words(text: str) -> float:
    """Return about how many words a Block has, in scripts without spaces too."""
    spaces = text.count(" ") + 1
    return len(text) / 4 if len(text) > 12 * spaces else float(spaces)


def dense_runs(sizes: Sequence[float]) -> list[tuple[float, int, int]]:
    """Return the runs of a page, whose Blocks have so many words: words, first Block, one after the last; a run ends
    where lines outweigh it."""
    runs: list[tuple[float, int, int]] = []
    best = total = 0.0
    start = end = 0
    for n, words in enumerate(sizes):
        if words >= PARAGRAPH_WORDS:
            if total <= 0:
                if best:
                    runs.append((best, start, end))
                best, total, start = 0.0, 0.0, n
            total += min(words, MOST_WORDS)
            if total > best:
                best, end = total, n + 1
        elif total > 0:
            total -= GAP
    if best:
        runs.append((best, start, end))
    return runs


def dense_run(sizes: Sequence[float], headline: int = -1) -> tuple[int, int]:
    """Return the first Block of the dense run and the one after its last; (0, 0) where no Block is a paragraph.

    Where the headline is known, runs count less the farther behind it they begin, and hardly where they end
    before it.
    """
    found, run = 0.0, (0, 0)
    for words, start, end in dense_runs(sizes):
        if headline >= 0:
            words *= 0.2 if end <= headline else 1 / (1 + max(0, start - headline) / DISTANCE)
        if words > found:
            found, run = words, (start, end)
    return run
