"""The records of a web archive, one after the other, with those that are damaged named and passed.

In: a stream of bytes, unpacked. Out: a Record for each response, resource or conversion; others are passed over without
being kept. Where no record begins, or the stream below is damaged, a StreamError stands in the place of what is lost,
and the next line that begins a record is looked for.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from karabakh_extract.readers.opening import BUFFER, StreamError, joined

_PAGES = ("response", "resource", "conversion")
_BEGIN = b"WARC/"
_NEXT = b"\r\n\r\nWARC/1."
LONGEST_LINE = 1 << 16
MOST_LINES = 1_000
ROOM = 1 << 16
"""Bytes that the HTTP headers of a page may take beside --max-bytes."""


@dataclass(slots=True)
class Record:
    """A record: its headers by names in small letters, its block, and what is wrong with it."""

    headers: dict[str, str]
    data: bytes = b""
    trouble: StreamError | None = None

    @property
    def id(self) -> str:
        """The record's identifier, as printed."""
        return self.header("warc-record-id") or "<no record id>"

    @property
    def type(self) -> str:
        """The record's type in small letters."""
        return self.header("warc-type").lower()

    def header(self, name: str) -> str:
        """Return a header's value, "" where there is none."""
        return self.headers.get(name, "")


class Records:
    """Iterates over the records of a stream."""

    def __init__(self, stream: io.BufferedReader, limit: int) -> None:
        self._stream = stream
        self._limit = limit + ROOM

    def __iter__(self) -> Iterator[Record | StreamError]:
        lost = False
        while True:
            record: Record | None = None
            try:
                line = self._stream.readline(LONGEST_LINE)
                if not line:
                    return
                if not line.startswith(_BEGIN):
                    if line.strip() and not lost:
                        lost = True
                        yield _damaged("no record begins where one should")
                    continue
                lost = False
                record = Record({})
                self._fill(record)
                if record.type in _PAGES:
                    yield record
            except StreamError as trouble:
                if record is not None and record.header("warc-record-id"):
                    record.trouble = trouble
                    yield record
                else:
                    yield trouble
                if trouble.resume is None:
                    if trouble.ends:
                        return
                elif not trouble.resume():
                    return
                # what is left of the damaged record is passed over without another word
                lost = True

    def _fill(self, record: Record) -> None:
        """Read the headers and the block of a record.

        Raises:
            StreamError: they are damaged or cut off.
        """
        self._headers(record)
        try:
            length = int(record.header("content-length"))
        except ValueError:
            length = -1
        if length < 0:
            raise _damaged("its length is missing")
        if record.type not in _PAGES or length > self._limit:
            self._pass(length)
            if record.type in _PAGES:
                what = f"too large ({length:,} bytes)"
                record.trouble = StreamError("too_large", what, "give a larger --max-bytes")
            return
        record.data = self._stream.read(length)
        if len(record.data) < length:
            if (at := record.data.find(_NEXT)) >= 0:
                self._back(record.data[at:])
                raise _damaged("its length is wrong")
            raise StreamError("truncated", "the record is cut off", "copy the file again", ends=True)
        after = self._stream.peek(4)[:4]
        if after and not after.startswith((b"\r\n", b"\n", b"\r")):
            if (at := record.data.find(_NEXT)) >= 0:
                self._back(record.data[at:])
            raise _damaged("its length is wrong")

    def _headers(self, record: Record) -> None:
        name = ""
        for _ in range(MOST_LINES):
            line = self._stream.readline(LONGEST_LINE)
            if not line:
                raise StreamError("truncated", "the record is cut off", "copy the file again", ends=True)
            text = line.decode("utf-8", "backslashreplace").rstrip("\r\n")
            if not text:
                return
            if text[0] in " \t" and name:
                record.headers[name] += " " + text.strip()
                continue
            name, _, value = text.partition(":")
            name = name.strip().lower()
            record.headers.setdefault(name, value.strip())
        raise _damaged("its headers do not end")

    def _pass(self, length: int) -> None:
        """Read over a block, but not over the beginning of another record: then the length is wrong."""
        rest = b""
        while length > 0:
            piece = self._stream.read1(min(length, BUFFER))
            if not piece:
                raise StreamError("truncated", "the record is cut off", "copy the file again", ends=True)
            length -= len(piece)
            seen = rest + piece
            if (at := seen.find(_NEXT)) >= 0:
                self._back(seen[at:])
                raise _damaged("its length is wrong")
            rest = seen[-len(_NEXT) :]

    def _back(self, data: bytes) -> None:
        """Put bytes back that belong to the next record."""
        self._stream = joined(data, self._stream)


def _damaged(what: str) -> StreamError:
    return StreamError("damaged", f"the record is damaged: {what}", "copy the file again, or crawl the page again")
