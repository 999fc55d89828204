"""The evidence of a record: every stretch that was taken out, and where every value was read.

In: a finished draft. Out: `removed` and `evidence`, with offsets in the source (`None` for a web page). Together with
the body they account for every character of a text that is neither white space nor markup.
"""

from bisect import bisect_right
from operator import attrgetter

from karabakh_extract.draft import Draft
from karabakh_extract.page.marks import Mark
from karabakh_extract.page.page import Page
from karabakh_extract.record import Evidence, RecordSpan, Removed

_ORDER = (
    "headline", "authors", "publisher", "original_publisher", "dates.published", "dates.original", "dates.modified",
    "regions", "themes", "media", "source.url",
)  # fmt: skip


def removed(draft: Draft) -> list[Removed]:
    """Return the removed stretches in order."""
    return [
        Removed(
            kind=s.kind,  # type: ignore[arg-type]  # a rule's kind, checked when its pack was read
            rule=s.rule,
            confidence=s.confidence,
            start=s.start,
            end=s.end,
            text=s.text,
        )
        for s in draft.page.stretches("removed")
    ]


def evidence(draft: Draft) -> list[Evidence]:
    """Return the evidence: by field, the strongest first; then metadata lines that no value came from."""
    page = draft.page
    found: list[Evidence] = []
    covered: set[tuple[int | None, int | None, str | None]] = set()

    def add(item: Evidence) -> None:
        key = (item.start, item.end, item.field)
        if item.start is None or key not in covered:
            covered.add(key)
            found.append(item)

    shown: set[tuple[int, int]] = set()
    for candidate in sorted(draft.candidates.used, key=lambda c: _ORDER.index(_path(c.field))):
        path = _path(candidate.field)
        if candidate.block < 0:
            add(Evidence(field=path, origin=candidate.origin, text=candidate.value))
            continue
        block = page.blocks[candidate.block]
        start, end = candidate.start, candidate.end
        whole = _field_mark(page, candidate.block, start, end)
        if whole is not None:
            start, end = whole.start, whole.end
            shown.add((candidate.block, whole.start))
        if start >= end:
            continue
        left, right = page.source_span(candidate.block, start, candidate.block, end)
        if page.offsets:
            add(Evidence(field=path, origin=candidate.origin, text=page.source[left:right], start=left, end=right))
        else:
            add(Evidence(field=path, origin=candidate.origin, text=block.text[start:end]))
    fields = [(n, mark) for n, marks in sorted(page.marks.items()) for mark in marks if mark.label == "field"]
    for n, mark in fields:
        if (n, mark.start) in shown:
            continue
        left, right = page.source_span(n, mark.start, n, mark.end)
        text = page.source[left:right] if page.offsets else page.blocks[n].text[mark.start : mark.end]
        add(
            Evidence(
                field=None,
                origin=mark.rule,  # type: ignore[arg-type]  # a field's mark has its origin there
                text=text,
                start=left if page.offsets else None,
                end=right if page.offsets else None,
            )
        )
    return found


def spans(draft: Draft) -> list[RecordSpan]:
    """Return the partition of the source; nothing for a web page, whose text has no offsets."""
    if not draft.page.offsets:
        return []
    page = draft.page
    fields = {page.source_span(n, start, n, start + 1)[0]: path for (n, start), path in used_marks(draft).items()}
    return [
        RecordSpan(
            start=s.start,
            end=s.end,
            label=s.label,
            kind=fields.get(s.start) if s.label == "field" else s.kind or None,
            rule=s.rule or None,
        )
        for s in page.spans()
    ]


def used_marks(draft: Draft) -> dict[tuple[int, int], str]:
    """Return for each metadata mark, by Block and start, the path of the field that took a value from it.

    A mark that no field took a value from is not in it; of several fields the one that the mark was made for counts.
    """
    found: dict[tuple[int, int], str] = {}
    for candidate in draft.candidates.used:
        mark = _field_mark(draft.page, candidate.block, candidate.start, candidate.end)
        if mark is not None:
            key = (candidate.block, mark.start)
            if key not in found or candidate.field == mark.kind:
                found[key] = _path(candidate.field)
    return found


def _field_mark(page: Page, block: int, start: int, end: int) -> Mark | None:
    """Return the metadata mark that a stretch of a Block lies in; marks stand in order and apart."""
    marks = page.marks.get(block, [])
    at = bisect_right(marks, start, key=attrgetter("start")) - 1
    return marks[at] if at >= 0 and marks[at].label == "field" and end <= marks[at].end else None


def _path(field: str) -> str:
    return "source.url" if field == "url" else field
