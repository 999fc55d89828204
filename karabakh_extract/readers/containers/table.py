"""Tables (CSV, TSV): an article a row, `table.csv!17` by the number of the row below the header.

In: a stream; its first row names the columns. Out: a Source or an InputError for each row. The delimiter is read off
the header, the encoding off the first bytes; cells may hold line ends, NUL bytes and whole pages, up to the size limit.
"""

import codecs
import csv
import io
from collections.abc import Iterator

from karabakh_extract.errors import InputError
from karabakh_extract.readers.fields import Fields
from karabakh_extract.readers.opening import BUFFER
from karabakh_extract.readers.place import KEPT, Place
from karabakh_extract.readers.source import Source

DELIMITERS = "\t,;|"
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"), (codecs.BOM_UTF8, "utf-8-sig"))


class _LongLine(Exception):
    """A line is longer than the limit; it was passed over."""


def read(stream: io.BufferedReader, place: Place) -> Iterator[Source | InputError]:
    """Yield the articles of a table.

    Raises:
        InputError: it has no header that names a column for the article.
    """
    head = stream.peek(BUFFER)
    text = io.TextIOWrapper(stream, _encoding(head, place), errors="surrogateescape", newline="")
    try:
        yield from _rows(text, head, place)
    finally:
        # it would close the stream, which may be standard input
        text.detach()


def _rows(text: io.TextIOWrapper, head: bytes, place: Place) -> Iterator[Source | InputError]:
    limit = place.options.max_bytes
    # the limit belongs to the whole process; cells of articles are longer than what it is at first
    csv.field_size_limit(limit)
    lines = _lines(text, limit)
    header = next(lines, "")
    delimiter = "\t" if place.label.endswith(".tsv") or place.options.format == "tsv" else _delimiter(header)
    backslash = b'\\"' in head and b'""' not in head
    rows = csv.reader(
        _chained(header, lines),
        delimiter=delimiter,
        escapechar="\\" if backslash else None,
        doublequote=not backslash,
    )
    columns = next(rows, [])
    fields = Fields(place, "column")
    if not fields.holds_article(dict.fromkeys(columns, "x")):
        known = ", ".join(columns[:12])
        what = "no column of its header is known to hold an article"
        raise place.error(what, f"name it with --text-field or --html-field; there are: {known}", "bad_record", head)
    number = 0
    while True:
        number += 1
        name = f"{place.name}!{number}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except _LongLine:
            yield place.too_large(member=str(number))
            # what generators raised they do not go on after
            rows = csv.reader(_lines(text, limit), rows.dialect)
            continue
        except csv.Error as trouble:
            what = f"no valid row ({trouble})"
            yield InputError(name, what, "a quotation mark before it may not be closed", reason="bad_record")
            continue
        if not row:
            number -= 1
        elif place.wants(name):
            yield _article(row, columns, name, fields)


def _article(row: list[str], columns: list[str], name: str, fields: Fields) -> Source | InputError:
    """Return the article of a row; one that is shorter lacks its last cells."""
    raw = "\t".join(row).encode("utf-8", "surrogateescape")[:KEPT]
    if len(row) > len(columns):
        what = f"{len(row):,} cells under {len(columns):,} columns"
        return InputError(name, what, "check its quotation marks", reason="bad_record", data=raw)
    cells = (cell.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for cell in row)
    return fields.source(dict(zip(columns, cells, strict=False)), name, raw)


def _lines(text: io.TextIOWrapper, limit: int) -> Iterator[str]:
    """Yield the lines of a table; one of more characters than the limit is passed over."""
    while line := text.readline(limit + 2):
        if len(line) > limit and not line.endswith(("\n", "\r")):
            while (piece := text.readline(1 << 16)) and not piece.endswith(("\n", "\r")):
                pass
            raise _LongLine
        yield line


def _chained(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _delimiter(header: str) -> str:
    """Return the delimiter that stands most often in the header."""
    return max(DELIMITERS, key=header.count) if any(char in header for char in DELIMITERS) else ","


def _encoding(head: bytes, place: Place) -> str:
    """Return the encoding of a table: the caller's, that of a byte order mark, UTF-8, or what its bytes look like."""
    if place.options.encoding:
        return place.options.encoding
    for mark, wide in _WIDE:
        if head.startswith(mark):
            return wide
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        from karabakh_extract.page.decode import decode

        return decode(head).encoding
    return "utf-8"
