"""The margin of a flattened page: short lines so far from the text that no rule or field has to look at them.

In: the Blocks of a flattened page, its dense run. Out: where the page's headline stands, and marks over the menus far
above it and the links far below the text, signed as the block classifier's: it would take them whatever they say, and
they are half of such a page. The last lines are left to the rules, since a page names its publisher there.
"""

from functools import cache

from karabakh_extract.boilerplate.classifier import SURE, is_furnished, kind_of, mark_removed, model
from karabakh_extract.data import load
from karabakh_extract.draft import Draft
from karabakh_extract.fields.titled import find_titled
from karabakh_extract.page.dense import PARAGRAPH_WORDS, dense_runs

ABOVE, BELOW = 8, 30
"""Blocks above the headline and below the running text in which sections, dates, credits and footers stand."""
FIRST, LAST = 3, 20
"""Blocks at the page's ends that hold its title and the name of its publisher."""
ENOUGH = 100
"""Words of running text below which a page may be a list, all of which has to be looked at."""
OTHER = 0.5
"""Share of the dense run's words from which another run may be the article's, or go on with it."""


def find_margin(draft: Draft) -> None:
    """Find the headline of a flattened page, and mark the lines far from its text as removed."""
    page = draft.page
    if page.run is None:
        return
    draft.titled = find_titled(page.blocks, page.run)
    page.furnished = is_furnished(page.blocks, model().furniture)
    if not page.furnished:
        return
    start, end = _text(page.sizes, draft.titled.place if draft.titled else -1)
    count = len(page.blocks)
    spans = (FIRST, min(start, count - LAST)), (max(end, FIRST), count - LAST)
    far = [n for span in spans for n in range(*span) if page.sizes[n] < PARAGRAPH_WORDS]
    texts = [page.blocks[n].text for n in far]
    rights = _of_rights(texts)
    mark_removed(
        page,
        (
            (n, kind_of(text, page.sizes[n], n < start), SURE)
            for place, (n, text) in enumerate(zip(far, texts, strict=True))
            if place not in rights
        ),
    )


def _text(sizes: list[float], place: int) -> tuple[int, int]:
    """Return the first Block that may belong to the article, its header included, and one after the last; all Blocks
    where there is little text."""
    runs = dense_runs(sizes)
    most = max((words for words, _, _ in runs), default=0.0)
    if most < ENOUGH:
        return 0, len(sizes)
    spans = [(first, end) for words, first, end in runs if words >= OTHER * most]
    first = place if place > 0 else min(first for first, _ in spans)
    return first - ABOVE, max(place, *(end for _, end in spans)) + BELOW


def _of_rights(texts: list[str]) -> set[int]:
    """Return which of some lines say whose the rights are."""
    folded = "\n".join(texts).lower()
    # few pages have more than two of these words: looked for in all lines at once
    said = [right for right in _rights() if right in folded]
    if not said:
        return set()
    lines = folded.split("\n")
    return {n for right in said for n, line in enumerate(lines) if right in line}


@cache
def _rights() -> tuple[str, ...]:
    return ("©", "(c)", "copyright", *load("outlet_forms")["rights"])
