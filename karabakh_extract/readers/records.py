"""Records that were written before, read again: YAML streams, JSON objects and arrays, JSON lines.

In: the bytes of a file or of standard input, compressed or not. Out: one plain value a record, as it was decoded;
whether it is a record is for `schema` to say. What cannot be decoded raises InputError with its line.
"""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO, Literal

from karabakh_extract.errors import InputError
from karabakh_extract.nesting import refuse_depth
from karabakh_extract.patterns import lazy
from karabakh_extract.readers.opening import StreamError, beginning

Format = Literal["yaml", "json", "jsonl"]


_OPENS = lazy(rb"---(?=\s|\Z)")


def read_records(stream: BinaryIO, name: str, format: Format | None = None) -> Iterator[Any]:
    """Yield the values that a stream holds, one at a time where the format allows it.

    Where `format` is None the first line tells: JSON begins with { or [, and is JSON lines where that line is an
    object of its own; everything else is YAML.

    Raises:
        InputError: it cannot be read or decoded, is cut off, or holds nothing.
    """
    # imported here: what converts articles only reads no records
    from karabakh_extract.readers.compressed import compression, unpacked

    try:
        head, stream = beginning(stream, len(b"\xfd7zXZ\0"))
        packing = compression(head)
        if not packing and b"\0" in head:
            raise InputError(name, "this is no text", "give YAML, JSON or JSON lines, as convert writes them")
        if packing:
            stream = unpacked(stream, packing)
        if format is None:
            head = stream.readline()
            while head.isspace():
                head = stream.readline()
            stream = _Joined(head, stream)
            format = _sniffed(head)
        found = False
        reader = {"yaml": _yaml, "json": _json, "jsonl": _lines}[format]
        for value in reader(stream, name):
            found = True
            yield value
    except StreamError as trouble:
        raise InputError(name, trouble.problem, trouble.remedy, reason=trouble.reason) from trouble
    except OSError as trouble:
        raise InputError(name, f"cannot be read ({trouble.strerror})", "check the file") from trouble
    except UnicodeDecodeError as trouble:
        raise InputError(name, "this is no UTF-8", "records are written in UTF-8") from trouble
    except RecursionError as trouble:
        raise InputError(name, "nested deeper than any record", "check where the file comes from") from trouble
    if not found:
        raise InputError(name, "there is no record in it", "give what convert has written")


class _Joined(BytesIO):
    """A stream whose beginning has been read already; the rest is read when it is asked for."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__(head)
        self._rest = rest

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        if size is None or size < 0:
            return data + self._rest.read()
        return data if len(data) == size else data + self._rest.read(size - len(data))

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline()
        return line if line.endswith(b"\n") else line + self._rest.readline()

    def __next__(self) -> bytes:
        line = self.readline()
        if not line:
            raise StopIteration
        return line


def _sniffed(line: bytes) -> Format:
    text = line.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text.startswith((b"{", b"[")):
        return "yaml"
    try:
        return "jsonl" if isinstance(json.loads(text), dict) else "json"
    except ValueError:
        return "json"


def _yaml(stream: BinaryIO, name: str) -> Iterator[Any]:
    for first, text in _documents(stream):
        yield from _loaded(text, name, first)


def _documents(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the documents of a YAML stream, each with the number of its first line: `---` opens one, wherever it stands
    at the start of a line."""
    lines: list[bytes] = []
    first = number = 1
    for number, line in enumerate(stream, 1):
        if _OPENS.match(line) and lines:
            yield first, b"".join(lines)
            lines, first = [], number
        lines.append(line)
    yield first, b"".join(lines)


def _loaded(text: bytes, name: str, first: int) -> Iterator[Any]:
    import yaml

    loader: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    try:
        refuse_depth(text, loader)
        yield from yaml.load_all(text, loader)
    except yaml.YAMLError as trouble:
        mark = getattr(trouble, "problem_mark", None)
        line = f"line {first + mark.line}: " if mark else ""
        what = getattr(trouble, "problem", None) or getattr(trouble, "reason", None) or "it cannot be read"
        remedy = "check that line" if line else "give YAML, JSON or JSON lines, as convert writes them"
        raise InputError(name, f"{line}no valid YAML ({what})", remedy) from trouble
    except ValueError as trouble:  # a date such as 2020-02-31 without quotes
        raise InputError(name, f"a value that YAML cannot hold ({trouble})", "put dates in quotes") from trouble


def _json(stream: BinaryIO, name: str) -> Iterator[Any]:
    value = _decoded(stream.read(), name, 1)
    yield from value if isinstance(value, list) else (value,)


def _lines(stream: BinaryIO, name: str) -> Iterator[Any]:
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield _decoded(line.strip(), name, number)


def _decoded(data: bytes, name: str, first: int) -> Any:  # noqa: ANN401 - JSON may hold any value
    text = data.decode("utf-8-sig")
    if not text.strip():
        raise InputError(name, "there is no record in it", "give what convert has written")
    try:
        return json.loads(text)
    except json.JSONDecodeError as trouble:
        line = first + trouble.lineno - 1
        raise InputError(name, f"line {line}: no valid JSON ({trouble.msg})", "check that line") from trouble
    except ValueError as trouble:  # integers of some thousand digits
        raise InputError(name, f"line {first}: no valid JSON ({trouble})", "check that line") from trouble
