"""The three dates of a record: of this copy, of the first publication, of the last change."""

from karabakh_extract.draft import Draft


def decide_dates(draft: Draft) -> None:
    """Choose published, original and modified; warn where strong sources disagree or a date cannot be."""
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
    if draft.dates.published is None and draft.dates.modified is not None:
        draft.dates.published = draft.dates.modified
    if draft.original_publisher is None and draft.dates.original and draft.dates.published is None:
        draft.dates.published, draft.dates.original = draft.dates.original, None
    fetched = draft.source.fetched
    if fetched and draft.dates.published and draft.dates.published[:10] > fetched[:10]:
        draft.warn("date_implausible", f"published {draft.dates.published[:10]} is later than fetched {fetched[:10]}")
