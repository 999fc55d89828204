"""Offsets in, places out: where a stretch of the body stands in the Blocks, and on which line a source offset is."""

from bisect import bisect_right

from karabakh_extract.page.page import Page
from karabakh_extract.patterns import lazy

LINE_END = lazy(r"\r\n?|\n")


class Lines:
    """The lines of a source, counted from 1; `ends` matches what ends one."""

    def __init__(self, source: str) -> None:
        self._starts = [0, *(found.end() for found in LINE_END.finditer(source))]

    def at(self, offset: int) -> int:
        """Return the number of the line that holds an offset."""
        return bisect_right(self._starts, offset)


class BodyMap:
    """Where the pieces of a body come from: the body is cut the way `Page.body` joins it."""

    def __init__(self, page: Page) -> None:
        self._starts: list[int] = []
        self._pieces: list[tuple[int, int, int]] = []  # block, and start and end in its clean text
        at = 0
        for n, block in enumerate(page.blocks):
            if block.role == "furniture" or not block.text:
                continue
            for m, (start, end) in enumerate(page.rest(n)):
                if self._pieces:
                    at += 1 if m else len(block.glue)
                self._starts.append(at)
                self._pieces.append((n, start, end))
                at += end - start
        self.size = at

    def blocks(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Return the stretches (block, start, end in its clean text) that `body[start:end]` was made of."""
        found = []
        for index in range(max(bisect_right(self._starts, start) - 1, 0), len(self._pieces)):
            at, (block, low, high) = self._starts[index], self._pieces[index]
            if at >= end:
                break
            left, right = max(start - at, 0), min(end - at, high - low)
            if left < right:
                found.append((block, low + left, low + right))
        return found
