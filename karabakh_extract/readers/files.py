"""One input becomes one Source: its bytes, read up to the size limit, and the hints that came with it.

In: an Input. Out: a Source. What is missing, unreadable, empty, too large or no text raises InputError.
"""

import os
import shlex
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Literal

from karabakh_extract.errors import InputError
from karabakh_extract.readers.inputs import STDIN, Input
from karabakh_extract.readers.kinds import refuse_binary
from karabakh_extract.readers.source import Source

_HTML_SUFFIXES = (".html", ".htm", ".xhtml")


def read(
    item: Input,
    *,
    max_bytes: int,
    format: Literal["text", "html"] | None = None,
    encoding: str | None = None,
    url: str | None = None,
) -> Source:
    """Return the Source of one input. Reads at most `max_bytes` + 1 bytes.

    A file called .html is HTML when it holds a tag; otherwise `format` stays open unless the caller gives it.

    Raises:
        InputError: it is missing, unreadable, empty, too large, or no text.
    """
    with _opened(item) as stream:
        try:
            status = os.fstat(stream.fileno())
            size = status.st_size if stat.S_ISREG(status.st_mode) and item.path != STDIN else 0
            data = stream.read(max_bytes + 1) if size <= max_bytes else b""
        except OSError as trouble:
            raise InputError(item.name, f"cannot be read ({trouble.strerror})", "check the file") from trouble
    if max(size, len(data)) > max_bytes:
        what = f"too large ({size:,} bytes)" if size else f"too large (more than {max_bytes:,} bytes)"
        raise InputError(item.name, what, "split it into articles, or give a larger --max-bytes")
    if not data:
        what = "nothing came on standard input" if item.path == STDIN else "the file is empty"
        raise InputError(item.name, what, "there is nothing to convert")
    refuse_binary(data, item.name, shlex.quote(item.name), encoding_known=encoding is not None)
    if format is None and item.path.lower().endswith(_HTML_SUFFIXES) and b"<" in data:
        format = "html"
    return Source(data, item.name, format, encoding, url)


@contextmanager
def _opened(item: Input) -> Iterator[BinaryIO]:
    """Open an input for reading bytes; standard input stays open."""
    if item.path == STDIN:
        # Python sets it to None where the caller closed it
        if sys.stdin is None:
            raise InputError(STDIN, "standard input is closed", "give a file")
        yield sys.stdin.buffer
        return
    try:
        stream = open(item.path, "rb")  # noqa: SIM115 - closed below
    except FileNotFoundError as trouble:
        raise InputError(item.name, "no such file", "check the path") from trouble
    except PermissionError as trouble:
        raise InputError(item.name, "permission denied", "check who may read it") from trouble
    except OSError as trouble:
        raise InputError(item.name, f"cannot be opened ({trouble.strerror})", "check the path") from trouble
    with stream:
        yield stream
