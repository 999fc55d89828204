"""A stream of JSON is cut at the ends of its elements, by strings and brackets alone.

In: a stream that holds an array of objects, or objects one behind the other. Out: the bytes of each element, with what
is wrong with it; what is inside is for a decoder to judge. One element is in memory at a time, and a broken one ends
only itself, since strings end on their line.
"""

import re
from collections.abc import Iterator
from io import BufferedReader
from typing import NamedTuple

from karabakh_extract.readers.opening import BUFFER

# a string that ends, one that a raw line end breaks off, one that is not read to its end yet; or a bracket
_TOKEN = re.compile(rb'"(?:[^"\\\n]++|\\[^\n])*+("|\n|\\?\Z)|[\[\]{}]')
# where the next element may begin behind a broken one
_NEXT = re.compile(rb"\n\s*(?:\},?\s*)?(?=\{)|\}\s*,\s*(?=\{)")
_BLANK = b" \t\r\n,"
TOO_LARGE = "too large"


class Element(NamedTuple):
    """The bytes of an element, and what is wrong with it: "" where nothing is."""

    data: bytes
    trouble: str = ""


class Elements:
    """Iterates over the elements of a stream, each of at most `limit` bytes."""

    def __init__(self, stream: BufferedReader, limit: int, read_size: int = BUFFER) -> None:
        self._stream = stream
        self._limit = limit
        self._read_size = read_size
        self._buffer = b""
        self._at = 0  # where the next token is looked for
        self._behind = 0  # where the last element ended
        self._start = -1  # where the element under way began
        self._depth = 0  # brackets that are open
        self._ground = 0  # brackets around each element: 1 in an array
        self._dropped = False  # the element under way was too large

    def __iter__(self) -> Iterator[Element]:
        while True:
            token = _TOKEN.search(self._buffer, self._at)
            if token is None or token[1] not in (None, b'"', b"\n"):
                at = token.start() if token else len(self._buffer)
                if self._start >= 0 and len(self._buffer) - self._start > self._limit:
                    if not self._dropped:
                        yield Element(self._buffer[self._start : self._start + self._limit], TOO_LARGE)
                    self._let_go(in_string=token is not None)
                    at = 0
                if not self._more(at):
                    break
                continue
            self._at = token.end()
            char = token[0][:1]
            if token[1] == b"\n":
                yield from self._broken(token.start(), token.end())
            elif char in b"{[":
                yield from self._opened(token.start(), char)
            elif char in b"}]":
                yield from self._closed(token.start(), token.end())
        if self._start >= 0 and not self._dropped:
            yield Element(self._buffer[self._start :], "it is cut off")
        elif self._ground:
            yield Element(self._buffer[self._behind :], "the array is cut off")

    def _more(self, at: int) -> bool:
        """Read on, keeping what is not done with; `at` is where the next token is looked for. False at the end."""
        done = self._start if self._start >= 0 else min(self._behind, at)
        more = self._stream.read1(max(self._read_size, len(self._buffer) - done))
        self._buffer = self._buffer[done:] + more
        self._at = at - done
        self._behind = max(self._behind - done, 0)
        self._start = 0 if self._start >= 0 else -1
        return bool(more)

    def _let_go(self, *, in_string: bool) -> None:
        """Forget what was read of an element, but for where in it the stream stands."""
        self._dropped = True
        escapes = len(self._buffer) - len(self._buffer.rstrip(b"\\"))
        self._buffer = b'"' + b"\\" * (escapes % 2) if in_string else b""
        self._start = self._at = self._behind = 0

    def _opened(self, start: int, char: bytes) -> Iterator[Element]:
        if self._depth == 0 and self._ground == 0 and char == b"[":
            self._depth = self._ground = 1
            self._behind = start + 1
            return
        if self._start < 0 and self._depth == self._ground:
            yield from self._stray(start)
            self._start = start
        self._depth += 1

    def _closed(self, start: int, end: int) -> Iterator[Element]:
        self._depth = max(self._depth - 1, 0)
        if self._start >= 0 and self._depth == self._ground:
            if end - self._start > self._limit and not self._dropped:
                yield Element(self._buffer[self._start : self._start + self._limit], TOO_LARGE)
            elif not self._dropped:
                yield Element(self._buffer[self._start : end])
            self._start, self._dropped, self._behind = -1, False, end
        elif self._depth == 0 and self._ground:
            yield from self._stray(start)
            self._ground, self._behind = 0, end

    def _broken(self, start: int, end: int) -> Iterator[Element]:
        """Give up an element of which a string is not closed, and look for the next one."""
        if not self._dropped:
            begin = self._start if self._start >= 0 else start
            yield Element(self._buffer[begin:end], "a string is not closed on its line")
        self._start, self._dropped, self._depth = -1, False, self._ground
        found = _NEXT.search(self._buffer, end - 1)
        self._behind = self._at = found.end() if found else end

    def _stray(self, end: int) -> Iterator[Element]:
        """Yield what stands between two elements and is neither blank nor a comma."""
        if stray := self._buffer[self._behind : end].strip(_BLANK):
            yield Element(stray, "no JSON object")
