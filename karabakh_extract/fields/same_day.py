"""When a text was changed, where the page prints the time alone: "12 mar 2021. Actualizado a las 05:00 h.".

In: the lines in which the date of publication stands, and the lines right below them. Out: a candidate for the date of
the last change, on that day.
"""

from datetime import date

from karabakh_extract.draft import Draft
from karabakh_extract.fields.clock import clock_after
from karabakh_extract.fields.clock import fold as fold_figures
from karabakh_extract.fields.datetimes import find_dates
from karabakh_extract.fields.labels import label_at_start
from karabakh_extract.fields.phrases import fold

LONGEST = 60
"""Characters behind the date, or of the line below it, at most."""
WEIGHT = 6.0
_BETWEEN = " .,;|·•(-–—"
_DAY = 10


def read_change_of_same_day(draft: Draft) -> None:
    """Offer the time of the last change that stands behind or right below the date of publication."""
    if draft.candidates.by_field.get("dates.modified"):
        return
    blocks = draft.page.blocks
    for found in draft.candidates.ranked("dates.published"):
        if not 0 <= found.block < draft.header_end or len(found.value) < _DAY:
            continue
        for n, start in ((found.block, found.end), (found.block + 1, 0)):
            text = blocks[n].text if n < len(blocks) else ""
            if start < len(text) <= start + LONGEST and _read(draft, n, start, found.value):
                return


def _read(draft: Draft, n: int, start: int, published: str) -> bool:
    text = draft.page.blocks[n].text
    rest = text[start:].lstrip(_BETWEEN)
    start = len(text) - len(rest)
    label = label_at_start(fold(rest))
    if label is None or label.field != "modified" or find_dates(rest):
        return False
    at = len(rest[: label.end].rstrip())
    clock = clock_after(rest, fold_figures(rest), at, date.fromisoformat(published[:_DAY]))
    if clock is None:
        return False
    changed = published[:_DAY] + clock.value
    if changed[:16] < published[:16]:
        return False  # it would have been changed before it was published
    draft.offer("dates.modified", changed, "label", n, (start, start + clock.end), WEIGHT)
    return True
