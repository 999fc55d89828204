"""JSON lines: an article a line, `feed.jsonl!17` by the number of its line.

In: a stream of lines. Out: a Source or an InputError for each that is not blank; one line is in memory at a time.
"""

import json
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

import msgspec

from karabakh_extract.errors import InputError
from karabakh_extract.readers.fields import Fields
from karabakh_extract.readers.place import KEPT, Place
from karabakh_extract.readers.source import Source

_DECODER = msgspec.json.Decoder()


def read(stream: BufferedReader, place: Place) -> Iterator[Source | InputError]:
    """Yield the articles of JSON lines."""
    limit = place.options.max_bytes
    fields = Fields(place, "field")
    number = 0
    while line := stream.readline(limit + 2):
        number += 1
        if len(line) > limit and not line.endswith(b"\n"):
            _skip_line(stream)
            yield place.too_large(data=line, member=str(number))
        elif (line := line.strip()) and line != b"\xef\xbb\xbf" and place.wants(name := f"{place.name}!{number}"):
            yield article(line, name, fields, place)


def article(data: bytes, name: str, fields: Fields, place: Place) -> Source | InputError:
    """Return the article of one JSON object."""
    try:
        value = decoded(data, place.options.encoding)
    except (ValueError, RecursionError) as trouble:
        what = f"no valid JSON ({trouble})" if isinstance(trouble, ValueError) else "JSON nested too deeply"
        return InputError(name, what, "check that line", reason="bad_record", data=data[:KEPT])
    if not isinstance(value, dict):
        return InputError(name, "no JSON object", "give an object an article", reason="bad_record", data=data[:KEPT])
    return fields.source(value, name, data)


def decoded(data: bytes, encoding: str | None) -> Any:  # noqa: ANN401 - JSON may hold any value
    """Return the value of JSON text, which may be in another encoding than UTF-8.

    Raises:
        ValueError: it is no JSON.
        RecursionError: it is nested too deeply.
    """
    try:
        return _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        # the standard library takes NaN and unpaired surrogates, which dumps contain, and says where it fails
        from karabakh_extract.page.decode import decode

        return json.loads(decode(data, encoding=encoding).text)


def _skip_line(stream: BufferedReader) -> None:
    """Read to the end of a line without keeping it."""
    while (piece := stream.readline(1 << 16)) and not piece.endswith(b"\n"):
        pass
