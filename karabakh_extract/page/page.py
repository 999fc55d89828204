"""A Page: the source, its Blocks, and what each stretch of them was taken for.

In: Blocks, then marks made on their clean text by rules and fields. Out: the partition of the source into
labelled Spans, the removed stretches, the metadata stretches, and the body, which is what nobody marked.
"""

from bisect import bisect_left, insort
from operator import attrgetter
from typing import Literal

from msgspec.structs import replace

from karabakh_extract.page.block import Block, replay
from karabakh_extract.page.edits import Edit
from karabakh_extract.page.marks import Mark, Span, Stretch

FURNITURE, BEYOND = "page-furniture", "beyond-limit"
"""The rule ids under which page numbers and running heads are listed, and what stands behind the last line read."""

_start = attrgetter("start")


class Page:
    """One article's Blocks with their marks. `offsets` is false where Blocks have no place in the source (HTML).

    `run` is the dense run of a page printed node by node (first Block, one after the last); `None` for any other text.
    `sizes` counts the words of each Block of such a page, `furnished` says that it has menus, cards or footers around
    its article. `parted` is a page whose paragraphs blank lines part: its lines are whole, its header reads like
    any other.
    `reach` is where the last Block begins where that is text nobody read, since there is too much of it.
    """

    def __init__(self, source: str, blocks: list[Block], *, offsets: bool = True) -> None:
        self.source = source
        self.blocks = blocks
        self.offsets = offsets
        self.marks: dict[int, list[Mark]] = {}
        self.changes = 0  # to the marks: what was asked of them before none has the same answer
        self.groups = 0
        self.run: tuple[int, int] | None = None
        self.sizes: list[float] = []
        self.furnished = False
        self.parted = False
        self.reach: int | None = None
        self._removed: tuple[int, list[Stretch]] = (-1, [])

    def new_group(self) -> int:
        """Return a number for marks that belong to one stretch."""
        self.groups += 1
        return self.groups - 1

    def mark(self, block: int, mark: Mark) -> None:
        """Add a mark; marks of a Block never overlap."""
        self.changes += 1
        if block in self.marks:
            insort(self.marks[block], mark, key=_start)
        else:
            self.marks[block] = [mark]

    def unmark_group(self, group: int) -> list[int]:
        """Take back every mark of a stretch; return the Blocks that are free again."""
        self.changes += 1
        freed = []
        for n in list(self.marks):
            kept = [mark for mark in self.marks[n] if mark.group != group]
            if len(kept) < len(self.marks[n]):
                freed.append(n)
                if kept:
                    self.marks[n] = kept
                else:
                    del self.marks[n]
        return freed

    def marked(self, block: int) -> bool:
        """Whether any stretch of the Block is marked."""
        return block in self.marks

    def taken(self, block: int) -> bool:
        """Whether one mark has all of the Block's text: nothing of it is left."""
        marks = self.marks.get(block)
        return marks is not None and not marks[0].start and marks[0].end == len(self.blocks[block].text)

    def replace_block(self, index: int, pieces: list[Block]) -> None:
        """Put several Blocks in the place of one; only before anything is marked."""
        self.blocks[index : index + 1] = pieces

    def rest(self, block: int) -> list[tuple[int, int]]:
        """Return the unmarked stretches of a Block that hold a letter or digit or stand for a whole Block."""
        text = self.blocks[block].text
        marks = self.marks.get(block)
        if marks is None:
            return [(0, len(text))] if text else []
        if not marks[0].start and marks[0].end == len(text):
            return []
        free, at = [], 0
        for mark in marks:
            free.append((at, mark.start))
            at = mark.end
        free.append((at, len(text)))
        result = []
        for start, end in free:
            piece = text[start:end]
            start, end = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
            if start < end:
                result.append((start, end))
        return result

    def body(self) -> str:
        """Return the article's own text: what is unmarked, Block by Block, paragraphs separated by a blank line."""
        pieces: list[str] = []
        # a sentence of a one-line article is glued to what stands before it, except over something removed
        for n, block in enumerate(self.blocks):
            if block.role == "furniture" or not block.text:
                continue
            marks = self.marks.get(n)
            if not marks:
                text = block.text
            elif not marks[0].start and marks[0].end == len(block.text):
                continue
            else:
                text = " ".join(block.text[start:end] for start, end in self.rest(n))
                if not text:
                    continue
            if pieces:
                pieces.append(block.glue)
            pieces.append(text)
        return "".join(pieces)

    def stretches(self, label: Literal["removed", "field"]) -> list[Stretch]:
        """Return what was marked so, in order; marks of one group are one stretch, page furniture is a notice."""
        if label == "removed" and self._removed[0] == self.changes:
            return self._removed[1]
        found: list[Stretch] = []
        pending: list[tuple[int, Mark]] = []
        beside = (
            {n for n, block in enumerate(self.blocks) if block.furniture or block.role == "furniture"}
            if label == "removed"
            else set()
        )
        group = -1
        for n in sorted(self.marks.keys() | beside):
            if n in beside:
                found += self._furniture(n)
            for mark in self.marks.get(n, ()):
                if mark.label != label:
                    continue
                if pending and (mark.group < 0 or mark.group != group):
                    found.append(self._joined(pending))
                group = mark.group
                pending.append((n, mark))
        if pending:
            found.append(self._joined(pending))
        if beside:
            found.sort(key=lambda stretch: stretch.start or 0)
        if label == "removed":
            found = self._apart(found) if self.offsets else found
            self._removed = self.changes, found
        return found

    def _furniture(self, n: int) -> list[Stretch]:
        """Return the page furniture of a Block; what stands in the midst of a stretch that is taken goes with it."""
        block = self.blocks[n]
        taken = [
            self.source_span(n, mark.start, n, mark.end) for mark in self.marks.get(n, ()) if mark.label == "removed"
        ]
        return [
            Stretch(*self._furniture_as(start), None, start, end, self.source[start:end])
            for start, end in block.furniture or ((block.start, block.end),)
            if not any(left <= start and end <= right for left, right in taken)
        ]

    def _apart(self, found: list[Stretch]) -> list[Stretch]:
        """Return stretches in order without what the one before has of them: one edit may have given parts of both."""
        at, apart = 0, []
        for stretch in found:
            start, end = stretch.start or 0, stretch.end or 0
            if start < at:
                stretch = replace(stretch, start=at, text=self.source[at:end])
            if end > at:
                apart.append(stretch)
                at = end
        return apart

    def _furniture_as(self, start: int) -> tuple[str, str]:
        """Return kind and rule under which a stretch of furniture is listed."""
        return ("other", BEYOND) if start == self.reach else ("navigation", FURNITURE)

    def _joined(self, pending: list[tuple[int, Mark]]) -> Stretch:
        (first, mark), (last, final) = pending[0], pending[-1]
        pending.clear()
        if self.offsets:
            start, end = self.source_span(first, mark.start, last, final.end)
            return Stretch(mark.kind, mark.rule, mark.confidence, start, end, self.source[start:end])
        texts = [self.blocks[n].text for n in range(first, last + 1)]
        if first == last:
            text = texts[0][mark.start : final.end]
        else:
            text = "\n\n".join([texts[0][mark.start :], *texts[1:-1], texts[-1][: final.end]])
        return Stretch(mark.kind, mark.rule, mark.confidence, None, None, text)

    def source_span(self, first: int, start: int, last: int, end: int) -> tuple[int, int]:
        """Return the source span of clean text from `start` in Block `first` to `end` in Block `last`.

        A stretch takes the tags that open right before it and close right behind it along, and at an end of its Block
        whatever markup stands there.
        """
        block = self.blocks[first]
        if first == last and not block.edits:
            return block.start + start, block.start + end
        final = self.blocks[last]
        if first == last and start < end:
            left, right = block.source_span(start, end)
        else:
            left, right = block.source_span(start, start + 1)[0], final.source_span(end - 1, end)[1]
        if not start:
            left = block.start
        if end >= len(final.text):
            right = final.end
        at = bisect_left(block.edits, (left,)) - 1
        while (
            at >= 0 and block.edits[at].end == left and not block.edits[at].text and not self._closes(block.edits[at])
        ):
            left = block.edits[at].start
            at -= 1
        at = bisect_left(final.edits, (right,))
        while at < len(final.edits) and final.edits[at].start == right and self._closes(final.edits[at]):
            if final.edits[at].text:
                break
            right = final.edits[at].end
            at += 1
        return left, right

    def _closes(self, edit: Edit) -> bool:
        """Whether an edit takes out what closes an element or an emphasis: markup that no space precedes."""
        if self.source.startswith("<", edit.start):
            return self.source.startswith("</", edit.start)
        return edit.start > 0 and not self.source[edit.start - 1].isspace()

    def spans(self) -> list[Span]:
        """Return the partition of the source: Spans in order whose stretches, joined, are the source."""
        spans: list[Span] = []
        at = 0
        for n, block in enumerate(self.blocks):
            if block.start > at:
                spans.append(self._between(at, block.start))
            at = block.start
            taken: list[Span] = []
            for mark in self.marks.get(n, ()):
                start, end = self.source_span(n, mark.start, n, mark.end)
                # two marks may share what one edit gave: a line of mojibake repaired as a whole is the first one's
                start = max(start, taken[-1].end) if taken else start
                if start < end:
                    taken.append(Span(start, end, mark.label, mark.kind, mark.rule))
            furniture = block.furniture or (((block.start, block.end),) if block.role == "furniture" else ())
            if not taken:
                taken = [Span(start, end, "removed", *self._furniture_as(start)) for start, end in furniture]
            for span in taken:
                if span.start > at:
                    spans.append(self._plain(at, span.start, block))
                spans.append(span)
                at = span.end
            if block.end > at:
                spans.append(self._plain(at, block.end, block))
            at = block.end
        if at < len(self.source):
            spans.append(self._between(at, len(self.source)))
        return spans

    def _plain(self, start: int, end: int, block: Block) -> Span:
        if self.source[start:end].isspace():
            return Span(start, end, "space")
        # what edits leave nothing of is no body: a closing tag between two marks
        first = after = bisect_left(block.edits, (start,))
        while after < len(block.edits) and block.edits[after].end <= end:
            after += 1
        clean = block.text and replay(self.source, start, end, block.edits[first:after]).strip()
        return Span(start, end, "body" if clean else "markup")

    def _between(self, start: int, end: int) -> Span:
        return Span(start, end, "space" if self.source[start:end].isspace() else "markup")
