"""A stream that holds one article, or a text that several stand in, becomes Sources.

In: a stream of bytes, decompressed. Out: its Sources. What is empty, too large or no text raises InputError.
"""

import os
import stat
from collections.abc import Iterator
from typing import BinaryIO, Literal

from karabakh_extract.readers.exports import articles
from karabakh_extract.readers.kinds import refuse_binary
from karabakh_extract.readers.place import KEPT, Place, Told
from karabakh_extract.readers.source import Source

HTML_SUFFIXES = (".html", ".htm", ".xhtml")
NOTHING = Told()


def read_article(stream: BinaryIO, place: Place) -> Iterator[Source]:
    """Yield the Sources of a stream; reads at most one byte more than the limit.

    Raises:
        InputError: it is empty, too large or no text.
    """
    limit = place.options.max_bytes
    size = _file_size(stream)
    if size > limit:
        raise place.too_large(size)
    # room for the limit is not asked for with each small file
    data = stream.read((size or limit) + 1)
    if size and len(data) > size:
        data += stream.read(limit + 1 - len(data))  # it has grown meanwhile
    if len(data) > limit:
        raise place.too_large(data=data)
    yield from sources_of(data, place)


def _file_size(stream: BinaryIO) -> int:
    """Return the bytes that a regular file holds, 0 for what is none: so no large file is read in vain."""
    try:
        status = os.fstat(stream.fileno())
    except OSError:
        return 0
    return status.st_size - stream.tell() if stat.S_ISREG(status.st_mode) else 0


def sources_of(data: bytes, place: Place, told: Told = NOTHING) -> Iterator[Source]:
    """Yield the Sources of the bytes of an article or of several.

    Raises:
        InputError: they are none, or no text.
    """
    if not data:
        raise place.error("the file is empty", "there is nothing to convert", "empty")
    yield from articles(article_source(data, place, told, article_format(data, place)))


def article_source(data: bytes, place: Place, told: Told, format: Literal["text", "html"] | None) -> Source:
    """Return the Source of the bytes of one article; what the caller says of all articles goes first.

    Raises:
        InputError: they are no text.
    """
    options = place.options
    file = place.name.partition("!")[0]
    known = options.encoding is not None
    refuse_binary(data, place.name, file, encoding_known=known, kept=data[:KEPT])
    return Source(
        data,
        place.name,
        options.article_format or format,
        options.encoding,
        options.url or told.url or place.address,
        told.fetched,
        told.charset,
    )


def article_format(data: bytes, place: Place) -> Literal["text", "html"] | None:
    """Return what the caller or the name says of an article; what is called .html is HTML when it holds a tag."""
    if place.options.article_format:
        return place.options.article_format
    return "html" if place.label.endswith(HTML_SUFFIXES) and b"<" in data else None
