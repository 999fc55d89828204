"""The three dates of a record: of this copy, of the first publication, of the last change."""

from collections.abc import Iterable

from karabakh_extract.draft import Draft
from karabakh_extract.fields.datetimes import find_dates
from karabakh_extract.fields.same_day import read_change_of_same_day
from karabakh_extract.patterns import lazy

_NUMBERS = lazy(r"(\d(?<!\d\d)\d?)([/-])(\d{1,2})\2(?:19|20)\d\d(?!\d)")

_DAY_MONTH = lazy(r"\d{1,2}(?:st|nd|rd|th|er|º)?\.?\s(?:de\s)?[^\W\d_]{3}")

_EAST = lazy(r"\+(?!00:00)\d\d:\d\d$")
"""A clock east of Greenwich: no American's, who would print the month first."""


def day_order(texts: Iterable[str]) -> bool | None:
    """Return whether an article's header prints days before months, `None` where its dates do not tell.

    One date in numbers that can be read one way only settles all; else dates with the month in letters show the habit.
    """
    lines = [text for text in texts if len(text) < 200]
    numbers = [found for text in lines if "/" in text or "-" in text for found in _NUMBERS.finditer(text)]
    if not numbers:
        return None
    for found in numbers:
        if int(found.group(1)) > 12 or int(found.group(3)) > 12:
            return int(found.group(1)) > 12
    dates = [(text[date.start : date.end], date) for text in lines for date in find_dates(text)]
    if any(date.ambiguous and _EAST.search(date.value) for _, date in dates):
        return True
    for printed, _ in dates:
        if not _NUMBERS.search(printed) and any(char.isalpha() for char in printed):
            return bool(_DAY_MONTH.search(printed))
    return None


def decide_dates(draft: Draft) -> None:
    """Choose published, original and modified; warn where strong sources disagree or a date cannot be."""
    read_change_of_same_day(draft)
    for name in ("published", "original", "modified"):
        ranked = draft.candidates.ranked(f"dates.{name}")
        if not ranked:
            continue
        best = ranked[0]
        # of equal days the one that prints the time says more
        same = [c for c in ranked if c.value[:10] == best.value[:10]]
        best = max(same, key=lambda c: (len(c.value), c.weight))
        setattr(draft.dates, name, best.value)
        draft.candidates.use([best, *(c for c in same if c is not best)])
        rivals = {c.value[:10] for c in ranked if c.weight >= 7 and c.value[:10] != best.value[:10]}
        if rivals:
            days = ", ".join(sorted({best.value[:10], *rivals}))
            draft.warn("dates_disagree", f"the article gives several dates for dates.{name}: {days}", name)
    if draft.original_publisher is None and draft.dates.original and draft.dates.published is None:
        # "First published" of a text that stood nowhere else is when this copy was
        draft.dates.published, draft.dates.original = draft.dates.original, None
        changed = draft.dates.modified or ""
        if changed.startswith(draft.dates.published):
            draft.dates.published = changed  # the same day, with its time
    if draft.dates.published is None and draft.dates.modified is not None:
        draft.dates.published = draft.dates.modified
    fetched = draft.source.fetched
    if fetched and draft.dates.published and draft.dates.published[:10] > fetched[:10]:
        draft.warn("date_implausible", f"published {draft.dates.published[:10]} is later than fetched {fetched[:10]}")
