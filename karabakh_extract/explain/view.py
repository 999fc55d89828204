"""A finished draft in, a View out: the source as rows, each with what it was taken for, and the decisions behind the
values.

A row is a stretch of one line (of a web page: of one block) under one label, cut into pieces where a statement or
leftover markup begins or ends. Nothing here knows how it is going to be shown.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from karabakh_extract.draft import Draft
from karabakh_extract.evidence import used_marks
from karabakh_extract.explain.decisions import Decision, decisions
from karabakh_extract.explain.places import LINE_END, BodyMap, Lines
from karabakh_extract.explain.route import way
from karabakh_extract.page.marks import Label, Mark, Span
from karabakh_extract.record import Quote, Warning


class Piece(NamedTuple):
    """Text of one row. `quote` is the number of the statement it belongs to, 0 for none; `opens` and `closes` say
    whether a part of it begins or ends here; `markup` is leftover markup or noise that the clean text does not
    have."""

    text: str
    quote: int = 0
    opens: bool = False
    closes: bool = False
    markup: bool = False


class Row(NamedTuple):
    """A stretch under one label. `place` is the number of its line (of a web page: of its block); `kind` is the kind
    of a notice or the record field, `rule` the rule's id or the origin; `close` the decision that was a near thing,
    if any; `left` the field that a stretch speaks of though no value was taken from it."""

    place: int
    label: Label
    kind: str
    rule: str
    pieces: tuple[Piece, ...]
    confidence: float | None = None
    close: Decision | None = None
    left: str = ""


class Statement(NamedTuple):
    """A statement with its number and the line (or block) where it begins."""

    number: int
    place: int
    quote: Quote


class View(NamedTuple):
    """Everything there is to show. `way`: how a web page was read, as headings with a sentence each. `by_lines`:
    places are lines of the source, else numbers of blocks."""

    name: str
    about: tuple[str, ...]
    way: tuple[tuple[str, str], ...]
    by_lines: bool
    rows: tuple[Row, ...]
    decisions: tuple[Decision, ...]
    statements: tuple[Statement, ...]
    warnings: tuple[Warning, ...]


class _Overlay(NamedTuple):
    start: int
    end: int
    quote: int  # 0: markup


def view(draft: Draft) -> View:
    """Return the View of a finished draft."""
    page = draft.page
    lines = Lines(page.source) if page.offsets else None

    def place(block: int, start: int) -> int:
        return lines.at(page.source_span(block, start, block, start + 1)[0]) if lines else block + 1

    made = decisions(draft, place)
    quoted = _quoted(draft)
    rows = _text_rows(draft, lines, quoted, made) if lines else _block_rows(draft, quoted, made)
    statements = tuple(
        Statement(n, place(*quoted[n][0][:2]) if quoted[n] else 0, quote) for n, quote in enumerate(draft.quotes, 1)
    )
    about = (draft.format, draft.encoding, *([draft.language] if draft.language else []), f"id {draft.sha256[:32]}")
    if draft.url:
        about += (draft.url,)
    steps, warnings = tuple(way(draft, made)), tuple(draft.warnings)
    return View(draft.source.name, about, steps, page.offsets, tuple(rows), tuple(made), statements, warnings)


def _quoted(draft: Draft) -> dict[int, list[tuple[int, int, int]]]:
    """Return for each statement, by number, the stretches of Blocks that it stands in."""
    if not draft.quotes:
        return {}
    body = BodyMap(draft.page)
    return {
        n: [piece for part in quote.parts for piece in body.blocks(part.start, part.end)]
        for n, quote in enumerate(draft.quotes, 1)
    }


def _text_rows(
    draft: Draft, lines: Lines, quoted: dict[int, list[tuple[int, int, int]]], made: list[Decision]
) -> Iterator[Row]:
    """Yield the rows of a source with offsets: its Spans, cut at line ends."""
    page, source = draft.page, draft.page.source
    used = {page.source_span(n, at, n, at + 1)[0]: path for (n, at), path in used_marks(draft).items()}
    overlays = [
        _Overlay(*page.source_span(block, start, block, end), number)
        for number, pieces in quoted.items()
        for block, start, end in pieces
    ]
    overlays += [
        _Overlay(edit.start, edit.end, 0)
        for block in page.blocks
        for edit in block.edits
        if not source[edit.start : edit.end].isspace() and edit.start < edit.end
    ]
    cuts = _Cuts(overlays)
    sure = _confidences(draft)
    close = _close(made)
    for span in page.spans():
        if span.label == "space":
            continue
        kind = used.get(span.start, "") if span.label == "field" else span.kind
        near = close.pop((lines.at(span.start), kind), None)
        for start, end in _lines_of(source, span):
            pieces = tuple(cuts.pieces(source, start, end))
            sureness = sure.get((span.start, span.rule))
            yield Row(lines.at(start), span.label, kind, span.rule, pieces, sureness, near, _left(span, kind))
            near = None


def _lines_of(source: str, span: Span) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a Span that stand on one line each, blank ones left out."""
    at = span.start
    for found in LINE_END.finditer(source, span.start, span.end):
        if not source[at : found.start()].isspace() and at < found.start():
            yield at, found.start()
        at = found.end()
    if at < span.end and not source[at : span.end].isspace():
        yield at, span.end


def _block_rows(draft: Draft, quoted: dict[int, list[tuple[int, int, int]]], made: list[Decision]) -> Iterator[Row]:
    """Yield the rows of a web page: the clean text of its Blocks, cut where marks begin and end."""
    by_block: dict[int, list[_Overlay]] = {}
    for number, pieces in quoted.items():
        for n, start, end in pieces:
            by_block.setdefault(n, []).append(_Overlay(start, end, number))
    close, used = _close(made), used_marks(draft)
    for n, block in enumerate(draft.page.blocks):
        cuts = _Cuts(by_block.get(n, []))
        at = 0
        for mark in (*draft.page.marks.get(n, ()), None):
            end = mark.start if mark else len(block.text)
            if block.text[at:end].strip():
                yield Row(n + 1, "body", "", "", tuple(cuts.pieces(block.text, at, end)))
            if mark:
                kind = used.get((n, mark.start), "") if mark.label == "field" else mark.kind
                near = close.pop((n + 1, kind), None)
                inside = tuple(cuts.pieces(block.text, mark.start, mark.end))
                yield Row(n + 1, mark.label, kind, mark.rule, inside, mark.confidence, near, _left(mark, kind))
                at = mark.end


class _Cuts:
    """Overlays in order, none overlapping (of two that do, the first stays): cuts text into pieces along them."""

    def __init__(self, overlays: list[_Overlay]) -> None:
        # statements first: markup within them is not shown apart
        overlays.sort(key=lambda each: (each.start, not each.quote))
        self.overlays: list[_Overlay] = []
        for each in overlays:
            if not self.overlays or each.start >= self.overlays[-1].end:
                self.overlays.append(each)
        self._ends = [each.end for each in self.overlays]
        self._starts = [each.start for each in self.overlays]

    def pieces(self, text: str, start: int, end: int) -> Iterator[Piece]:
        """Yield the pieces of `text[start:end]`."""
        at = start
        for each in self.overlays[bisect_right(self._ends, start) : bisect_left(self._starts, end)]:
            left, right = max(each.start, start), min(each.end, end)
            if at < left:
                yield Piece(text[at:left])
            opens, closes = each.quote > 0 and left == each.start, each.quote > 0 and right == each.end
            yield Piece(text[left:right], each.quote, opens, closes, not each.quote)
            at = right
        if at < end:
            yield Piece(text[at:end])


def _confidences(draft: Draft) -> dict[tuple[int, str], float]:
    """Return how sure the classifier was of what it removed, by start in the source and rule."""
    return {
        (draft.page.source_span(n, mark.start, n, mark.end)[0], mark.rule): mark.confidence
        for n, marks in draft.page.marks.items()
        for mark in marks
        if mark.confidence is not None
    }


def _close(made: list[Decision]) -> dict[tuple[int, str], Decision]:
    """Return the decisions that were a near thing, by the place of the winner and the field."""
    return {(each.candidates[0].place, each.field): each for each in made if each.close}


def _left(stretch: Span | Mark, kind: str) -> str:
    """Return the field that a metadata stretch speaks of though no value was taken from it."""
    return stretch.kind if stretch.label == "field" and not kind else ""
