"""The body alone, as plain text; many bodies are separated by a line that holds one form feed.

No body holds a control character, so the separator cannot be taken for text, and pagers and printers know it.
"""

from collections.abc import Iterable, Iterator

from karabakh_extract.record import Record
from karabakh_extract.writers.encoding import whole

SUFFIX = ".body.txt"
SEPARATOR = "\f\n"


def document(record: Record) -> str:
    """Return the body; the empty text where there is none."""
    return f"{whole(record.body)}\n" if record.body else ""


def stream(records: Iterable[Record]) -> Iterator[str]:
    """Yield the bodies with the separator between them."""
    opening = ""
    for record in records:
        yield opening + document(record)
        opening = SEPARATOR
