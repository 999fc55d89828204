"""The record as UTF-8 JSON bytes: the common ground of all formats, made by msgspec in some microseconds.

Text taken from a broken JSON field can hold lone surrogates, which no encoding carries: they become U+FFFD
here.
"""

from typing import Any

import msgspec

from karabakh_extract.patterns import lazy
from karabakh_extract.record import Record

_SURROGATE = lazy("[\ud800-\udfff]")


def encoded(record: msgspec.Struct) -> bytes:
    """Return a record, or another value of the program, as compact JSON in UTF-8, keys in the order of the Struct."""
    try:
        return msgspec.json.encode(record)
    except UnicodeEncodeError:
        return msgspec.json.encode(whole(msgspec.to_builtins(record)))


def mended(record: Record) -> Record:
    """Return a record without lone surrogates: the same one, where it has none."""
    try:
        msgspec.json.encode(record)
    except UnicodeEncodeError:
        return msgspec.convert(whole(msgspec.to_builtins(record)), Record)
    return record


def whole(value: Any) -> Any:  # noqa: ANN401 - plain data of any shape
    """Return `value` with U+FFFD for each lone surrogate in its strings."""
    if isinstance(value, str):
        return _SURROGATE.sub("�", value)
    if isinstance(value, dict):
        return {whole(key): whole(part) for key, part in value.items()}
    if isinstance(value, list):
        return [whole(part) for part in value]
    return value
