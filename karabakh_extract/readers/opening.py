"""An input is opened for reading bytes, and its beginning is looked at without being lost.

In: an Input. Out: a stream; the first bytes of any stream, pipe or not, with a stream that still has them.
"""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from karabakh_extract.errors import InputError, Reason
from karabakh_extract.readers.inputs import STDIN, Input
from karabakh_extract.remote import is_url, open_url
from karabakh_extract.remote import what as what_of

BUFFER = 1 << 18
"""Bytes read at once."""


class StreamError(Exception):
    """A stream cannot be read any further: its reason code, what is wrong, and what helps.

    `resume` goes on behind the damage where that can be done, and says whether there was anything; `ends` says that
    nothing follows.
    """

    def __init__(
        self,
        reason: Reason,
        problem: str,
        remedy: str,
        *,
        resume: Callable[[], bool] | None = None,
        ends: bool = False,
    ) -> None:
        super().__init__(problem)
        self.resume = resume
        self.ends = ends
        self.reason = reason
        self.problem = problem
        self.remedy = remedy


@contextmanager
def opened(item: Input) -> Iterator[BinaryIO]:
    """Open an input for reading bytes; standard input stays open.

    Raises:
        InputError: it is missing or cannot be opened.
        UsageError: it is a URL, and the package for its protocol is missing.
    """
    if item.path == STDIN:
        # Python sets it to None where the caller closed it
        if sys.stdin is None:
            raise InputError(STDIN, "standard input is closed", "give a file", reason="missing")
        yield sys.stdin.buffer
        return
    try:
        stream = _stream(item.path)
    except FileNotFoundError as trouble:
        raise InputError(item.name, "no such file", "check the path", reason="missing") from trouble
    except PermissionError as trouble:
        what = "permission denied"
        raise InputError(item.name, what, "check who may read it", reason="unreadable") from trouble
    except (OSError, ValueError) as trouble:
        why = what_of(trouble) if isinstance(trouble, OSError) else "no file can be called so"
        what = f"cannot be opened ({why})"
        raise InputError(item.name, what, "check the path", reason="unreadable") from trouble
    with stream:
        yield stream


def _stream(path: str) -> BinaryIO:
    return open_url(path) if is_url(path) else open(path, "rb", buffering=BUFFER)


def beginning(stream: BinaryIO, size: int) -> tuple[bytes, io.BufferedReader]:
    """Return the first `size` bytes of a stream (fewer where it is shorter), and a stream that begins with them."""
    if stream.seekable():
        start = stream.tell()
        head = stream.read(size)
        stream.seek(start)
        return head, cast(io.BufferedReader, stream)
    rest = cast(io.BufferedReader, stream)
    head = b""
    try:
        while len(head) < size and (piece := rest.read1(size - len(head))):
            head += piece
    except StreamError:
        # it comes again when the rest is read: what was read before it must not be lost
        if not head:
            raise
    return head, joined(head, rest)


def joined(head: bytes, rest: io.BufferedReader) -> io.BufferedReader:
    """Return a stream that gives bytes and then what is left of a stream."""
    return io.BufferedReader(_Joined(head, rest), BUFFER)


class _Joined(io.RawIOBase):
    """A stream whose beginning has been read already."""

    def __init__(self, head: bytes, rest: io.BufferedReader) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed has no name for what it gets
        if self._head:
            piece = self._head[: len(buffer)]
            self._head = self._head[len(piece) :]
        else:
            # one piece at a time: what was read before an error must not be lost with it
            piece = memoryview(self._rest.read1(len(buffer)))
        buffer[: len(piece)] = piece
        return len(piece)
