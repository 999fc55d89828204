"""Edits: what turns a stretch of the source into clean text, kept in twelve bytes each where there are many.

In: edits in order, one after the other. Out: a sequence of them that takes a tenth of the memory of a list: a text may
consist of nothing but tabs, tags or soft hyphens, with an edit for every second character.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, overload


class Edit(NamedTuple):
    """Replace `source[start:end]` by `text`."""

    start: int
    end: int
    text: str


MANY = 1_000
"""Edits of a stretch from which they are kept in this way; reading fewer is quicker from a list."""


class Edits(Sequence[Edit]):
    """Edits in order, not overlapping; `append` adds the next one. A slice is a tuple."""

    __slots__ = ("_ends", "_known", "_numbers", "_starts", "_texts")

    def __init__(self, edits: Iterable[Edit] = ()) -> None:
        # offsets of a text, below four thousand million
        self._starts, self._ends, self._texts = array("I"), array("I"), array("I")
        self._numbers: dict[str, int] = {}
        self._known: list[str] = []
        for edit in edits:
            self.append(edit)

    def append(self, edit: Edit) -> None:
        """Add an edit behind the others."""
        self._starts.append(edit.start)
        self._ends.append(edit.end)
        # most edits leave nothing or a space
        number = self._numbers.setdefault(edit.text, len(self._known))
        if number == len(self._known):
            self._known.append(edit.text)
        self._texts.append(number)

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[Edit]:
        texts = self._known
        for start, end, text in zip(self._starts, self._ends, self._texts, strict=True):
            yield Edit(start, end, texts[text])

    @overload
    def __getitem__(self, at: int) -> Edit: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Edit, ...]: ...

    def __getitem__(self, at: int | slice) -> Edit | tuple[Edit, ...]:
        texts = self._known
        if isinstance(at, int):
            return Edit(self._starts[at], self._ends[at], texts[self._texts[at]])
        chosen = zip(self._starts[at], self._ends[at], self._texts[at], strict=True)
        return tuple(Edit(start, end, texts[text]) for start, end, text in chosen)
