"""Compressed streams are unpacked as they are read, never ahead and never to disk.

In: a stream that begins with the mark of gzip, bzip2, xz or zstd. Out: the stream of its bytes. One that ends early,
is damaged, or unpacks to far more than dumps of news do raises StreamError where a reader comes to that point; the
bytes before it have been handed out.
"""

import io
from typing import BinaryIO, cast

from karabakh_extract.readers.opening import BUFFER, StreamError
from karabakh_extract.readers.unpackers import MAKERS, Gzip, Unpacker

RATIO = 250
"""Times its size that a stream may unpack to. Text shrinks to a fifth, dumps that repeat themselves to a hundredth;
bombs begin at a thousand."""
GRACE = 50_000_000
"""Unpacked bytes up to which the ratio does not count."""

SUFFIXES = (".gz", ".bz2", ".xz", ".zst")
MARKS = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\0": "xz", b"\x28\xb5\x2f\xfd": "zstd"}
"""How each compression begins, by its own specification."""


def compression(head: bytes) -> str | None:
    """Return the name of the compression that bytes begin with."""
    return next((name for mark, name in MARKS.items() if head.startswith(mark)), None)


def bare(label: str) -> str:
    """Return a file name without the suffix of a compression: what is called .tgz holds a .tar."""
    for suffix in SUFFIXES:
        if label.endswith(suffix):
            return label.removesuffix(suffix)
    for suffix in (".tgz", ".tbz2", ".txz", ".tzst"):
        if label.endswith(suffix):
            return label.removesuffix(suffix) + ".tar"
    return label


def unpacked(stream: BinaryIO, name: str) -> io.BufferedReader:
    """Return the unpacked stream of one that begins with the mark of the compression `name`."""
    return io.BufferedReader(Unpacked(stream, name), BUFFER)


class Unpacked(io.RawIOBase):
    """The bytes of a compressed stream, members one behind the other."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream = stream
        self._name = name
        self._unpacker: Unpacker | None = None
        self._packed = b""
        self._taken = 0
        self._given = 0
        self._trouble: StreamError | None = None

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed has no name for what it gets
        """Fill a buffer as far as the stream goes at once; raises StreamError as `some` does."""
        piece = self.some(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def some(self, most: int) -> bytes:
        """Return between one and `most` bytes, none at the end.

        Raises:
            StreamError: the stream is truncated, damaged or a bomb, now and at each later call.
        """
        if self._trouble:
            raise self._trouble
        try:
            return self._next(most)
        except StreamError as trouble:
            self._trouble = trouble
            raise

    def _next(self, most: int) -> bytes:
        while True:
            if self._unpacker is None and not self._begin():
                return b""
            unpacker = cast(Unpacker, self._unpacker)
            if unpacker.needs_input and not self._packed:
                self._more()
                if not self._packed:
                    what = f"the {self._name} stream is cut off"
                    raise StreamError("truncated", what, "copy the file again", ends=True)
            try:
                piece = unpacker.decompress(self._packed, most)
            except Exception as trouble:  # each compression has errors of its own, and OSError and EOFError besides
                if isinstance(unpacker, Gzip):
                    self._packed = unpacker.tail
                what = f"the {self._name} stream is damaged ({trouble})"
                resume = self.resume if isinstance(unpacker, Gzip) else None
                ends = resume is None
                raise StreamError("damaged", what, "copy the file again", resume=resume, ends=ends) from trouble
            self._packed = b""
            if unpacker.eof:
                self._packed, self._unpacker = unpacker.unused_data, None
            self._given += len(piece)
            refuse_bomb(self._given, self._taken)
            if piece:
                return piece

    def resume(self) -> bool:
        """Go on behind damage, at the next place that looks like the beginning of a gzip member; False: there is
        none."""
        self._trouble = self._unpacker = None
        # a mark at the very beginning is that of the damaged member
        start = 1
        while (found := self._packed.find(b"\x1f\x8b\x08", start)) < 0:
            kept = self._packed[-2:]
            self._more()
            if not self._packed:
                return False
            self._packed, start = kept + self._packed, 0
        self._packed = self._packed[found:]
        return True

    def _more(self) -> None:
        self._packed = self._stream.read(BUFFER)
        self._taken += len(self._packed)

    def _begin(self) -> bool:
        """Begin the next member; False where there is none. Zeros between members are padding."""
        while not self._packed.strip(b"\0"):
            self._more()
            if not self._packed:
                return False
        self._packed = self._packed.lstrip(b"\0")
        mark = next(mark for mark, name in MARKS.items() if name == self._name)
        if len(self._packed) < len(mark):
            self._packed += self._stream.read(BUFFER)
        if not self._packed.startswith(mark):
            what = f"something that is no {self._name} stands behind the {self._name} stream"
            resume = self.resume if self._name == "gzip" else None
            remedy = "what stands before it is read"
            raise StreamError("damaged", what, remedy, resume=resume, ends=resume is None)
        self._unpacker = MAKERS[self._name]()
        return True


def refuse_bomb(given: int, taken: int) -> None:
    """Raise StreamError where so few packed bytes have become so many."""
    if given > GRACE and given > RATIO * taken:
        what = f"it unpacks to more than {RATIO} times its size"
        raise StreamError("bomb", what, "if that is really so, unpack it yourself", ends=True)
