"""The dense run of a page: the stretch of Blocks where the running text stands.

In: Blocks. Out: the run of Blocks whose words, counted where a Block reads like a paragraph, outweigh the short lines between them
the most. A flattened page has its article there: the headline stands shortly before, menus, cards and footers outside.
"""

from karabakh_extract.page.block import Block

PARAGRAPH_WORDS = 12
"""Words from which a Block counts as running text; where words are not spaced, four characters stand for one."""
MOST_WORDS = 90
"""Words beyond which a Block counts no more, so that one long notice does not outweigh an article of short paragraphs."""
GAP = 6.0
"""What a short line takes off: two short lines may stand between paragraphs of average length, ten may not."""


def text_words(text: str) -> float:
    """Return about how many words a Block has, in scripts without spaces too."""
    spaces = text.count(" ") + 1
    return len(text) / 4 if len(text) > 12 * spaces else float(spaces)


def dense_run(blocks: list[Block]) -> tuple[int, int]:
    """Return the first Block of the dense run and the one after its last; (0, 0) where no Block is a paragraph."""
    best = total = 0.0
    start, run = 0, (0, 0)
    for n, block in enumerate(blocks):
        if total <= 0:
            total, start = 0.0, n
        words = text_words(block.text)
        total += min(words, MOST_WORDS) if words >= PARAGRAPH_WORDS else -GAP
        if total > best:
            best, run = total, (start, n + 1)
    return run
