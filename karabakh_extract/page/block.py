"""Blocks: paragraph-like stretches of the source whose clean text is derived by replaying a list of edits.

In: the decoded source and, for each stretch, where it lies and what has to change in it (a tag to nothing, a soft
hyphen to nothing, a hard wrap to a space, mojibake to its letters). Out: clean text, with offsets that map both ways.
Nothing is ever rewritten in place, so every claim made on clean text can be shown in the source, and what is
shown, replayed, gives the body.
"""

import itertools
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Literal

from karabakh_extract.page.edits import MANY, Edit, Edits

Role = Literal["text", "heading", "item", "row", "quote", "furniture"]


_end = attrgetter("end")
_NONE = array("I")
PIECES = 20_000
"""Pieces that are joined at a time: of a text full of tags there are more than it has bytes."""


def replay(source: str, start: int, end: int, edits: Iterable[Edit]) -> str:
    """Return `source[start:end]` with its edits (in order, not overlapping) carried out."""
    pieces, at = [], start
    for edit in edits:
        pieces.append(source[at : edit.start])
        pieces.append(edit.text)
        at = edit.end
        if len(pieces) >= PIECES:
            pieces = ["".join(pieces)]
    pieces.append(source[at:end])
    return "".join(pieces)


class Block:
    """One stretch `source[start:end]`, its edits and the clean text they give.

    `glue` is what stands before this block in a body where another block precedes it: a blank line, a line end
    (rows of a table) or a space (a sentence of an article that came as one line).
    `indent` counts the columns before the first character. `furniture` lists source spans of page numbers and running
    heads over which the paragraph goes on; edits take them out of the text. `repaired` counts stretches of mojibake.
    `opening` counts the characters at the front that a web page emphasises; in plain text the edits tell it.
    """

    __slots__ = (
        "_ends",
        "_starts",
        "edits",
        "end",
        "furniture",
        "glue",
        "indent",
        "opening",
        "repaired",
        "role",
        "source",
        "start",
        "text",
    )

    def __init__(
        self,
        source: str,
        start: int,
        end: int,
        edits: Sequence[Edit] = (),
        *,
        role: Role = "text",
        glue: str = "\n\n",
        indent: int = 0,
        furniture: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        # not `isinstance`: a class that stands for all sequences is slow to ask, once for each line
        self.edits: Sequence[Edit] = edits if edits.__class__ is Edits else tuple(edits)
        self.role: Role = role
        self.glue = glue
        self.indent = indent
        self.furniture = tuple(furniture)
        self.repaired = 0
        self.opening = 0
        self.text = replay(source, start, end, edits) if edits else source[start:end]
        self._starts: array[int] | None = None
        # one array serves all Blocks that nobody asks: there may be as many as lines
        self._ends = _NONE

    def __repr__(self) -> str:
        return f"Block({self.start}, {self.end}, {self.text!r})"

    def _map(self) -> "array[int]":
        """Clean offsets at which each edit's replacement starts and ends, for bisection."""
        if self._starts is None:
            self._starts, self._ends, at, shift = array("I"), array("I"), self.start, 0
            for edit in self.edits:
                shift += edit.start - at
                self._starts.append(shift)
                shift += len(edit.text)
                self._ends.append(shift)
                at = edit.end
        return self._starts

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source span from which `text[start:end]` (not empty) was made."""
        if not self.edits:
            return self.start + start, self.start + end
        starts = self._map() if self._starts is None else self._starts
        # the last edit whose replacement ends at or before `start` decides how far clean and source have drifted
        before = bisect_right(self._ends, start)
        if before < len(starts) and starts[before] <= start < self._ends[before]:
            left = self.edits[before].start
        elif before:
            left = self.edits[before - 1].end + start - self._ends[before - 1]
        else:
            left = self.start + start
        after = bisect_left(starts, end)
        if after and starts[after - 1] < end <= self._ends[after - 1]:
            right = self.edits[after - 1].end
        elif after:
            right = self.edits[after - 1].end + end - self._ends[after - 1]
        else:
            right = self.start + end
        return left, right

    def text_offset(self, position: int) -> int:
        """Return the clean offset of a source position; inside an edit, where its replacement starts."""
        shift, at = 0, self.start
        for edit in self.edits:
            if position < edit.end or position == edit.start:
                return shift + min(position, edit.start) - at
            shift += edit.start - at + len(edit.text)
            at = edit.end
        return shift + position - at

    def revised(self, changes: Sequence[tuple[int, int, str]]) -> "Block":
        """Return this block with further changes, given as (start, end, replacement) on its clean text, in order.

        A change that cuts into an earlier edit's replacement takes the whole of it along.
        """
        if not changes:
            return self
        starts = self._map()
        many = isinstance(self.edits, Edits) or len(changes) >= MANY
        edits: list[Edit] | Edits = Edits() if many else []
        todo, at = self.edits, 0
        for start, end, text in self._widened(changes):
            while at < len(todo) and self._ends[at] <= start and starts[at] <= start:
                edits.append(todo[at])
                at += 1
            left, right = self.source_span(start, end)
            while at < len(todo) and todo[at].start < right:
                left, right = min(left, todo[at].start), max(right, todo[at].end)
                at += 1
            edits.append(Edit(left, right, text))
        for edit in itertools.islice(todo, at, None):
            edits.append(edit)
        return self._like(self.start, self.end, edits, self.glue)

    def _widened(self, changes: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
        """Widen changes to the whole of each edit's replacement they cut into; those that meet in one become one."""
        starts = self._map()
        begin = until = 0
        members: list[tuple[int, int, str]] = []
        for change in changes:
            start, end, _ = change
            first = bisect_right(self._ends, start)
            if first < len(starts) and starts[first] < start:
                start = starts[first]
            last = bisect_left(starts, end) - 1
            if last >= 0 and self._ends[last] > end:
                end = self._ends[last]
            if members and start < until:
                until = max(until, end)
                members.append(change)
                continue
            if members:
                yield begin, until, self._changed(begin, until, members)
            begin, until, members = start, end, [change]
        if members:
            yield begin, until, self._changed(begin, until, members)

    def _changed(self, start: int, end: int, changes: Sequence[tuple[int, int, str]]) -> str:
        """Return `text[start:end]` with changes carried out."""
        at, pieces = start, []
        for a, b, text in changes:
            pieces.append(self.text[at:a] + text)
            at = b
        return "".join(pieces) + self.text[at:end]

    def _like(self, start: int, end: int, edits: Sequence[Edit], glue: str) -> "Block":
        inside = [span for span in self.furniture if start <= span[0] and span[1] <= end]
        block = Block(self.source, start, end, edits, role=self.role, glue=glue, indent=self.indent, furniture=inside)
        block.opening = min(self.opening, len(block.text)) if start == self.start else 0
        return block

    def cut(self, points: Sequence[int], glue: str) -> list["Block"]:
        """Split at clean offsets; the pieces lose the white space at their ends and carry `glue` between them."""
        pieces: list[Block] = []
        bounds = [0, *points, len(self.text)]
        for left, right in itertools.pairwise(bounds):
            piece = self.text[left:right]
            start = left + len(piece) - len(piece.lstrip())
            end = left + len(piece.rstrip())
            if start >= end:
                continue
            first, last = self.source_span(start, end)
            inside = self.edits[bisect_left(self.edits, (first,)) : bisect_right(self.edits, last, key=_end)]
            joint = glue if pieces else self.glue
            pieces.append(self._like(first, last, inside, joint))
        return pieces
