"""Records as JSON, indented by two, UTF-8 as it is; many records are one array, written as it grows."""

from collections.abc import Iterable, Iterator

import msgspec

from karabakh_extract.patterns import lazy
from karabakh_extract.record import Record
from karabakh_extract.writers.encoding import encoded

SUFFIX = ".json"

# DEL and the C1 controls may stand raw in JSON, but a terminal takes some of them for commands; marks that turn the
# writing direction over would show a text that is not there
_CONTROL = lazy("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def compact(record: Record) -> str:
    """Return one record as JSON without a line break."""
    return escaped(encoded(record).decode())


def escaped(text: str) -> str:
    """Return JSON with the control characters that JSON itself would leave raw written as escapes."""
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def document(record: Record) -> str:
    """Return one record as an indented JSON object."""
    return escaped(msgspec.json.format(encoded(record), indent=2).decode()) + "\n"


def stream(records: Iterable[Record]) -> Iterator[str]:
    """Yield an array piece by piece. A string in JSON has no raw newline, so indenting its lines is safe."""
    opening = "[\n  "
    for record in records:
        yield opening + document(record).rstrip("\n").replace("\n", "\n  ")
        opening = ",\n  "
    yield "[]\n" if opening[0] == "[" else "\n]\n"
