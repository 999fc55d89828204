"""Records as YAML that a person reads with pleasure and every YAML 1.1 and 1.2 reader takes for the same
values.

The body and every long or many-lined text is a literal block (`|-`); short lists of names and short entries
of lists stand on one line; a string that some reader could take for a number, a date, a boolean or null is
quoted. Neither block scalars nor plain ones can hold text with spaces before a line break, with tabs or with
control characters; such text is written in double quotes, with escapes. The text is put together here:
a record needs few of YAML's forms, loading PyYAML takes longer than extracting an article, and libyaml
escapes emoji. A test holds it against what PyYAML prints of the same events.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from karabakh_extract.patterns import lazy
from karabakh_extract.record import Record
from karabakh_extract.writers.encoding import encoded

SUFFIX = ".yaml"

ONE_LINE = 100
"""Up to so many characters a text, or all texts of an entry together, stand on one line."""

_QUOTED_KEYS = frozenset(("id", "sha256", "rules", "version", "date", "published", "original", "modified", "fetched"))
# YAML allows none of these raw, or readers disagree about them (NEL, LS and PS break lines in 1.1), or they turn
# the writing direction over, so that a terminal shows a text that is not there
_SPECIAL = lazy("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_UNFIT_FOR_BLOCK = lazy(r"\A[ \n]| \n|[ \n]\Z")
# starts with a letter (so it is no number, date, indicator or document mark), breaks no line, starts no
# comment
_PLAIN = lazy(r"[^\W\d_](?:[^\n :]++|:(?=[^ \n])| (?=[^ #]))*+\Z")
_FLOW_INDICATOR = lazy(r"[,?:\[\]{}]")
_WORDS_WITH_MEANING = frozenset(
    ("y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nil", "nan", "inf", "infinity")
)
_TO_ESCAPE = lazy('[\x00-\x1f"\\\\\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]')
_ESCAPES = {
    "\0": "\\0", "\a": "\\a", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\v": "\\v", "\f": "\\f", "\r": "\\r",
    "\x1b": "\\e", '"': '\\"', "\\": "\\\\", "\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P",
}  # fmt: skip


def document(record: Record) -> str:
    """Return one record as a YAML document without a document mark."""
    lines: list[str] = []
    _mapping(msgspec.json.decode(encoded(record)), "", "", lines)
    return "\n".join(lines) + "\n"


def stream(records: Iterable[Record]) -> Iterator[str]:
    """Yield a document for each record, each opened by `---`."""
    for record in records:
        yield "---\n" + document(record)


def _mapping(data: dict[str, Any], first: str, indent: str, lines: list[str]) -> None:
    """Add the lines of a mapping; its first key stands behind `first`, the others behind `indent`."""
    for key, value in data.items():
        lead = f"{first}{key}:"
        first = indent
        if isinstance(value, dict):
            lines.append(lead)
            _mapping(value, indent + "  ", indent + "  ", lines)
        elif isinstance(value, list) and not _is_short(value):
            lines.append(lead)
            for part in value:
                _entry(part, key, indent, lines)
        elif isinstance(value, str):
            lines.append(f"{lead} {_block_string(value, key, indent)}")
        else:
            lines.append(f"{lead} {_flow(value, key)}")


def _entry(value: Any, key: str, indent: str, lines: list[str]) -> None:  # noqa: ANN401 - plain data of any shape
    """Add the lines of an entry of a list that stands under `key`, one key a line."""
    if isinstance(value, dict) and not _is_short(value.values()):
        _mapping(value, indent + "- ", indent + "  ", lines)
    else:
        text = _block_string(value, key, indent) if isinstance(value, str) else _flow(value, key)
        lines.append(f"{indent}- {text}")


def _flow(value: Any, key: str) -> str:  # noqa: ANN401 - plain data of any shape
    """Return a short value, all on one line."""
    if isinstance(value, str):
        return _string(value, key, flow=True)
    if isinstance(value, dict):
        return "{" + ", ".join([f"{name}: {_flow(part, name)}" for name, part in value.items()]) + "}"
    if isinstance(value, list):
        return "[" + ", ".join([_flow(part, key) for part in value]) + "]"
    return _other(value)


def _is_short(values: Iterable[Any]) -> bool:
    """Say whether scalar values, or entries of numbers alone, fit in one line together."""
    length = 0
    for value in values:
        if isinstance(value, str):
            if "\n" in value:
                return False
            length += len(value)
        elif isinstance(value, dict):
            if not all(isinstance(part, int) for part in value.values()):
                return False
            length += 25
        elif isinstance(value, list):
            return False
    return length <= ONE_LINE


def _block_string(text: str, key: str, indent: str) -> str:
    """Return a string that stands on a line of its own: long or many-lined text as a block, below `indent`."""
    if (key == "body" or "\n" in text or (len(text) > ONE_LINE and key != "url")) and not _SPECIAL.search(text):
        if not text or _UNFIT_FOR_BLOCK.search(text):
            return _quoted(text)
        return "\n".join(["|-", *(f"{indent}  {line}" if line else "" for line in text.split("\n"))])
    return _string(text, key, flow=False)


def _string(text: str, key: str, *, flow: bool) -> str:
    """Return a string on one line, in quotes where it needs some."""
    if (
        key in _QUOTED_KEYS
        or not _PLAIN.match(text)
        or _SPECIAL.search(text)
        or text.lower() in _WORDS_WITH_MEANING
        or (flow and _FLOW_INDICATOR.search(text))
    ):
        return _quoted(text)
    return text


def _quoted(text: str) -> str:
    return f'"{_TO_ESCAPE.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    code = ord(character)
    return _ESCAPES.get(character) or (f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}")


def _other(value: float | bool | None) -> str:
    """Return null, a boolean or a number."""
    text = "null" if value is None else str(value)
    if isinstance(value, bool):
        text = text.lower()
    elif "e" in text and "." not in text and isinstance(value, float):
        text = text.replace("e", ".0e")  # YAML 1.1 takes 1e-05 for a string
    return text
