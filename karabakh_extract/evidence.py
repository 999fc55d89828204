"""The evidence of a record: every stretch that was taken out, and where every value was read.

In: a finished draft. Out: `removed` and `evidence`, with offsets in the source (`None` for a web page). Together with
the body they account for every character of a text that is neither white space nor markup.
"""

from bisect import bisect_right
from operator import attrgetter

from karabakh_extract.draft import Draft
from karabakh_extract.fields.candidates import Candidate
from karabakh_extract.page.marks import Mark
from karabakh_extract.page.page import Page
from karabakh_extract.record import Evidence, RecordSpan, Removed

_ORDER = {
    path: place
    for place, path in enumerate((
        "headline", "authors", "publisher", "original_publisher", "dates.published", "dates.original",
        "dates.modified", "regions", "themes", "media", "source.url",
    ))
}  # fmt: skip
_start = attrgetter("start")


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
    source, offsets = page.source, page.offsets
    found: list[Evidence] = []
    covered: set[tuple[int, int, str]] = set()  # Block, place in it and field: agreeing candidates share a line
    shown: set[tuple[int, int]] = set()
    spans: dict[tuple[int, int, int], tuple[int, int]] = {}
    for candidate in sorted(draft.candidates.used, key=_place):
        n, start, end = candidate.block, candidate.start, candidate.end
        path = _path(candidate.field)
        if n < 0:
            found.append(Evidence(field=path, origin=candidate.origin, text=candidate.value))
            continue
        whole = _field_mark(page, n, start, end)
        if whole is not None:
            start, end = whole.start, whole.end
            shown.add((n, start))
        if start >= end:
            continue
        if not offsets:
            text = page.blocks[n].text[start:end]
            found.append(Evidence(field=path, origin=candidate.origin, text=text))
            continue
        left, right = spans.get((n, start, end)) or spans.setdefault(
            (n, start, end), page.source_span(n, start, n, end)
        )
        if (left, right, path) not in covered:
            covered.add((left, right, path))
            found.append(Evidence(field=path, origin=candidate.origin, text=source[left:right], start=left, end=right))
    for n, marks in sorted(page.marks.items()):
        text = page.blocks[n].text
        for mark in marks:
            if mark.label != "field" or (n, mark.start) in shown:
                continue
            item = Evidence(
                field=None,
                origin=mark.rule,  # type: ignore[arg-type]  # a field's mark has its origin there
                text=text[mark.start : mark.end],
            )
            if offsets:
                item.start, item.end = left, right = page.source_span(n, mark.start, n, mark.end)
                item.text = source[left:right]
            found.append(item)
    return found


def _place(candidate: Candidate) -> int:
    return _ORDER[_path(candidate.field)]


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
    marks = page.marks.get(block)
    if marks is None:
        return None
    at = bisect_right(marks, start, key=_start) - 1 if len(marks) > 1 else 0
    mark = marks[at]
    return mark if at >= 0 and mark.start <= start and end <= mark.end and mark.label == "field" else None


def _path(field: str) -> str:
    return "source.url" if field == "url" else field
