"""Records as YAML that a person reads with pleasure and every YAML 1.1 and 1.2 reader takes for the same
values.

The body and every long or many-lined text is a literal block (`|-`); short lists of names and short entries
of lists stand on one line; a string that some reader could take for a number, a date, a boolean or null is
quoted. The styles are chosen here and handed, as events, to the emitter of libyaml, or to PyYAML's own where
PyYAML was built without it: both print the same text. Neither block scalars nor plain ones can hold text
with spaces before a line break, with tabs or with control characters; such text is written in double quotes,
with escapes.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from io import StringIO
from typing import Any

import msgspec
import yaml
from yaml import events as ev

from karabakh_extract.patterns import lazy
from karabakh_extract.record import Record
from karabakh_extract.writers.encoding import encoded

# PyYAML built without libyaml has only the slower one, which prints the same text
EMITTER: Any = yaml.CSafeDumper if yaml.__with_libyaml__ else yaml.SafeDumper

SUFFIX = ".yaml"

ONE_LINE = 100
"""Up to so many characters a text, or all texts of an entry together, stand on one line."""

_UNLIMITED = 2**31 - 1
_QUOTED_KEYS = frozenset(("id", "sha256", "rules", "version", "date", "published", "original", "modified", "fetched"))
# outside these ranges YAML allows no raw character, or readers disagree about it (NEL, LS and PS break lines
# in 1.1), or it turns the writing direction over, so that a terminal shows a text that is not there
_SPECIAL = lazy("[^\n -~\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_UNFIT_FOR_BLOCK = lazy(r"\A[ \n]| \n|[ \n]\Z")
# starts with a letter (so it is no number, date, indicator or document mark), breaks no line, starts no
# comment
_PLAIN = lazy(r"[^\W\d_](?:[^\n :]++|:(?=[^ \n])| (?=[^ #]))*+\Z")
_FLOW_INDICATOR = lazy(r"[,?:\[\]{}]")
_WORDS_WITH_MEANING = frozenset(
    ("y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nil", "nan", "inf", "infinity")
)
_DIRECTION = lazy("[\u202a-\u202e\u2066-\u2069]")
_ASTRAL = lazy("[\U00010000-\U0010ffff]")
_STAND_IN = lazy("[\ue000-\uf8ff]")


def document(record: Record) -> str:
    """Return one record as a YAML document without a document mark."""
    text = encoded(record).decode()
    if _DIRECTION.search(text):
        # the emitters print them as they are, in double quotes, where an escape may stand for them
        return _DIRECTION.sub(lambda found: f"\\u{ord(found[0]):04X}", _printed(text))
    return _printed(text)


def _printed(text: str) -> str:
    """Return the YAML of a record that is given as JSON."""
    astral = set(_ASTRAL.findall(text))
    if not astral:
        return emitted(document_events(msgspec.json.decode(text)), EMITTER)
    stand_ins = _stand_ins(astral, text)
    text = _ASTRAL.sub(lambda found: stand_ins.get(found[0], found[0]), text)
    printed = emitted(document_events(msgspec.json.decode(text)), EMITTER)
    back = {stand_in: character for character, stand_in in stand_ins.items()}
    return _STAND_IN.sub(lambda found: back.get(found[0], found[0]), printed)


def stream(records: Iterable[Record]) -> Iterator[str]:
    """Yield a document for each record, each opened by `---`."""
    for record in records:
        yield "---\n" + document(record)


def emitted(pieces: Iterable[ev.Event], emitter: Any) -> str:  # noqa: ANN401 - any value of a record - two classes without a base
    """Return the text of YAML events as one of the two emitter classes prints it."""
    target = StringIO()
    printer = emitter(target, width=_UNLIMITED, allow_unicode=True)
    for piece in pieces:
        printer.emit(piece)
    return target.getvalue()


def _stand_ins(astral: Iterable[str], text: str) -> dict[str, str]:
    """Return for each character above U+FFFF one of the private use area that does not stand in the text.

    libyaml takes emoji and rare Chinese characters for unprintable ones and writes escapes in double quotes
    where a block was asked for; private characters carry them through. A text with more such characters than
    there are free private ones keeps the rest: they are escaped, and still read as they are.
    """
    free = (character for character in map(chr, range(0xE000, 0xF900)) if character not in text)
    return dict(zip(sorted(astral), free, strict=False))


def document_events(data: dict[str, Any]) -> list[ev.Event]:
    """Return the events of one document, each scalar in its style."""
    out: list[ev.Event] = [ev.StreamStartEvent(), ev.DocumentStartEvent(explicit=False)]
    _block(data, "", out)
    out += ev.DocumentEndEvent(explicit=False), ev.StreamEndEvent()
    return out


def _block(value: Any, key: str, out: list[ev.Event]) -> None:  # noqa: ANN401 - plain data of any shape
    """Add the events of a value that stands under `key`, one entry a line."""
    if isinstance(value, str):
        out.append(_string(value, key, flow=False))
    elif isinstance(value, dict):
        out.append(ev.MappingStartEvent(None, None, True, flow_style=False))
        for name, part in value.items():
            out.append(_name(name))
            _block(part, name, out)
        out.append(ev.MappingEndEvent())
    elif isinstance(value, list) and not _is_short(value):
        out.append(ev.SequenceStartEvent(None, None, True, flow_style=False))
        for part in value:
            short = isinstance(part, dict) and _is_short(part.values())
            (_flow if short else _block)(part, key, out)
        out.append(ev.SequenceEndEvent())
    else:
        _flow(value, key, out)


def _flow(value: Any, key: str, out: list[ev.Event]) -> None:  # noqa: ANN401
    """Add the events of a short value, all on one line."""
    if isinstance(value, str):
        out.append(_string(value, key, flow=True))
    elif isinstance(value, dict):
        out.append(ev.MappingStartEvent(None, None, True, flow_style=True))
        for name, part in value.items():
            out.append(_name(name))
            _flow(part, name, out)
        out.append(ev.MappingEndEvent())
    elif isinstance(value, list):
        out.append(ev.SequenceStartEvent(None, None, True, flow_style=True))
        for part in value:
            _flow(part, key, out)
        out.append(ev.SequenceEndEvent())
    else:
        out.append(_other(value))


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


def _string(text: str, key: str, *, flow: bool) -> ev.ScalarEvent:
    """Return the event of a string in the style that suits it."""
    if _SPECIAL.search(text):
        return _scalar(text, '"')
    if not flow and (key == "body" or "\n" in text or (len(text) > ONE_LINE and key != "url")):
        return _scalar(text, '"' if not text or _UNFIT_FOR_BLOCK.search(text) else "|")
    if (
        key in _QUOTED_KEYS
        or not _PLAIN.match(text)
        or text.lower() in _WORDS_WITH_MEANING
        or (flow and _FLOW_INDICATOR.search(text))
    ):
        return _scalar(text, '"')
    return _scalar(text, None)


def _scalar(text: str, style: str | None) -> ev.ScalarEvent:
    return ev.ScalarEvent(None, None, (True, True), text, style=style)


@cache
def _name(key: str) -> ev.ScalarEvent:
    return _scalar(key, None)


def _other(value: float | bool | None) -> ev.ScalarEvent:
    """Return the event of null, a boolean or a number."""
    text = "null" if value is None else str(value)
    if isinstance(value, bool):
        text = text.lower()
    elif "e" in text and "." not in text and isinstance(value, float):
        text = text.replace("e", ".0e")  # YAML 1.1 takes 1e-05 for a string
    return _scalar(text, None)
