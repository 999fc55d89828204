"""A Record becomes text: one module a format, each with the same three names.

`SUFFIX` is what a file of that format is called by, `document(record)` gives one record as a text of its
own, `stream(records)` gives many as one text, piece by piece, so that nothing is held back or kept in
memory. Texts end with a newline and hold no lone surrogates, so they encode as UTF-8 always.
"""

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from karabakh_extract.record import Record

SUFFIXES = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}
"""What the name of an output file says about its format."""


class Writer(Protocol):
    """What a format's module offers."""

    @property
    def SUFFIX(self) -> str: ...  # noqa: D102 - a constant

    def document(self, record: "Record") -> str: ...  # noqa: D102 - the room's text says it

    def stream(self, records: Iterable["Record"]) -> Iterator[str]: ...  # noqa: D102 - the same


def writer(name: str) -> Writer:
    """Return the writer called `name` ("yaml", "json", "jsonl", "body"); imports what that format needs."""
    module: Writer = import_module(f"{__name__}.{name}")
    return module
