"""The decompressors of gzip, bzip2, xz and zstd, with manners in common.

In: packed bytes, as many as there are. Out: at most so many unpacked ones at a time, in bounded memory.
"""

from collections.abc import Callable
from typing import Protocol

XZ_MEMORY = 200_000_000
"""Bytes that unpacking xz may take: the strongest preset of xz asks for 65 MB."""
ZSTD_WINDOW = 1 << 27
"""Window that unpacking zstd may take: what `zstd --long` asks for."""


class Unpacker(Protocol):
    """What the decompressors of bz2 and lzma have in common."""

    @property
    def eof(self) -> bool:
        """Whether the end of a member was reached."""

    @property
    def needs_input(self) -> bool:
        """Whether more packed bytes must come before more unpacked ones can."""

    @property
    def unused_data(self) -> bytes:
        """What came behind the end of a member."""

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Take packed bytes, return at most so many unpacked ones."""


class Gzip:
    """zlib's decompressor with the manners of the others."""

    def __init__(self) -> None:
        import zlib

        self._inner = zlib.decompressobj(31)
        self.tail = b""
        """packed bytes that are not unpacked yet"""

    @property
    def eof(self) -> bool:
        """Whether the end of a member was reached."""
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        """Whether more packed bytes must come before more unpacked ones can."""
        return not self.tail and not self._inner.eof

    @property
    def unused_data(self) -> bytes:
        """What came behind the end of a member."""
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Take packed bytes, return at most so many unpacked ones."""
        # kept before it may fail: behind damage the next member is looked for in it
        self.tail += data
        given = self._inner.decompress(self.tail, max_length)
        self.tail = self._inner.unconsumed_tail
        return given


class Zstd:
    """zstandard's decompressor with the manners of the others: it knows no `max_length`, so it is fed little."""

    _MOUTHFUL = 2_048
    """Packed bytes at a time: a bomb makes at most 64 MB of them."""

    def __init__(self) -> None:
        import zstandard

        self._inner = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW).decompressobj()
        self._trouble = zstandard.ZstdError
        self._packed = memoryview(b"")
        self._ready = memoryview(b"")

    @property
    def eof(self) -> bool:
        """Whether the end of a member was reached."""
        return self._inner.eof and not self._ready

    @property
    def needs_input(self) -> bool:
        """Whether more packed bytes must come before more unpacked ones can."""
        return not self._packed and not self._ready and not self._inner.eof

    @property
    def unused_data(self) -> bytes:
        """What came behind the end of a member."""
        return self._inner.unused_data + self._packed

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Take packed bytes, return at most so many unpacked ones."""
        if data:
            self._packed = memoryview(bytes(self._packed) + data)
        while not self._ready and self._packed and not self._inner.eof:
            piece, self._packed = self._packed[: self._MOUTHFUL], self._packed[self._MOUTHFUL :]
            try:
                self._ready = memoryview(self._inner.decompress(piece))
            except self._trouble as trouble:
                raise OSError(str(trouble)) from trouble
        given, self._ready = self._ready[:max_length], self._ready[max_length:]
        return bytes(given)


def _bzip2() -> Unpacker:
    import bz2

    return bz2.BZ2Decompressor()


def _xz() -> Unpacker:
    import lzma

    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=XZ_MEMORY)


MAKERS: dict[str, Callable[[], Unpacker]] = {
    "gzip": Gzip,
    "bzip2": _bzip2,
    "xz": _xz,
    "zstd": Zstd,
}
