"""Records become texts, tables and databases: one module a format.

A Writer makes text. `SUFFIX` is what a file of that format is called by, `document(record)` gives one record as a text
of its own, `stream(records)` gives many as one text, piece by piece, so that nothing is held back or kept in memory.
Texts end with a newline and hold no lone surrogates, so they encode as UTF-8 always. A Saver makes files of its own:
a folder of tables, a database.
"""

import os
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from karabakh_extract.writers.compression import method_of

if TYPE_CHECKING:
    from karabakh_extract.record import Record

SUFFIXES = {
    ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv",
    ".db": "sqlite", ".sqlite": "sqlite", ".sqlite3": "sqlite",
}  # fmt: skip
"""What the name of an output file says about its format."""


class Writer(Protocol):
    """What a format's module offers."""

    @property
    def SUFFIX(self) -> str: ...  # noqa: D102 - a constant

    def document(self, record: "Record") -> str: ...  # noqa: D102 - the room's text says it

    def stream(self, records: Iterable["Record"]) -> Iterator[str]: ...  # noqa: D102 - what it does is said at the class


@runtime_checkable
class Saver(Protocol):
    """What writes to files by itself."""

    def files(self, place: str) -> list[str]:
        """Return the files that are going to be written."""

    def save(self, place: str, records: Iterable["Record"]) -> None:
        """Write records; the files appear whole or not at all. Raises OutputError."""


def format_of(place: str) -> str | None:
    """Return the format that the name of an output file tells, behind which `.gz` or `.zst` may stand."""
    return SUFFIXES.get(os.path.splitext(method_of(place)[0])[1].lower())


def writer(name: str) -> Writer:
    """Return the writer called `name` ("yaml", "json", "jsonl", "body"); imports what that format needs."""
    module: Writer = import_module(f"{__name__}.{name}")
    return module
