"""Records as JSON lines: one object a line, UTF-8 as it is."""

from collections.abc import Iterable, Iterator

from karabakh_extract.record import Record
from karabakh_extract.writers.json import compact

SUFFIX = ".jsonl"


def document(record: Record) -> str:
    """Return one record as one line."""
    return compact(record) + "\n"


def stream(records: Iterable[Record]) -> Iterator[str]:
    """Yield a line for each record."""
    return map(document, records)
