"""Which fields of a dump's records hold the article, its address and its date: named by the caller, or guessed.

In: a record as a mapping of names to values. Out: a Source, or the error that says why there is none. What was guessed
is said once for each container, on the notices of its Place.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from karabakh_extract.data import load
from karabakh_extract.errors import InputError
from karabakh_extract.readers.moments import moment
from karabakh_extract.readers.place import KEPT, Place
from karabakh_extract.readers.source import Source

_OPTIONS = {"text": "--text-field", "html": "--html-field", "url": "--url-field", "date": "--date-field"}


@cache
def _usual(sort: str) -> tuple[str, ...]:
    """Return the usual names of one sort of field."""
    return tuple(load("dump_fields")[sort])


class Fields:
    """Finds the article in the records of one container."""

    def __init__(self, place: Place, what: str) -> None:
        """`what` is what a field is called here: field or column."""
        options = place.options
        self._place = place
        self._what = what
        self._named = {
            "text": options.text_field,
            "html": options.html_field,
            "url": options.url_field,
            "date": options.date_field,
        }
        # a caller who names one of these means no other
        self._article_named = bool(options.text_field or options.html_field)
        self._said = False

    def source(self, record: Mapping[str, Any], name: str, raw: bytes | None = None) -> Source | InputError:
        """Return the article of a record under the given name."""
        folded = {_folded(key): value for key, value in record.items()}
        used: dict[str, str] = {}
        html, text = self._article(record, folded, used)
        if not html and not text:
            return self._nothing(record, name, raw)
        url = self._value("url", record, folded, used)
        when = moment(self._value("date", record, folded, used))
        self._notify(used)
        format = self._place.options.article_format or ("html" if html else None)
        address = url.strip() if isinstance(url, str) and url.strip() else None
        return Source(html or text or "", name, format, None, address, when)

    def holds_article(self, record: Mapping[str, Any]) -> bool:
        """Whether a record has an article where one is looked for."""
        return any(self._article(record, {_folded(key): value for key, value in record.items()}, {}))

    def _article(
        self, record: Mapping[str, Any], folded: Mapping[str, Any], used: dict[str, str]
    ) -> tuple[str | None, str | None]:
        """Return the article as HTML, else as text."""
        html = _text(self._value("html", record, folded, used))
        return html, None if html else _text(self._value("text", record, folded, used))

    def _value(self, sort: str, record: Mapping[str, Any], folded: Mapping[str, Any], used: dict[str, str]) -> object:
        """Return the value of one sort of field, None where there is none or nothing in it."""
        named = self._named[sort]
        if named:
            return record[named] if named in record else _inside(record, named)
        if self._article_named and sort in ("text", "html"):
            return None
        for usual in _usual(sort):
            value = _inside(folded, usual) if "." in usual else folded.get(usual)
            if value is not None and (sort in ("url", "date") or _text(value)):
                used[sort] = usual
                return value
        return None

    def _nothing(self, record: Mapping[str, Any], name: str, raw: bytes | None) -> InputError:
        """Return the error for a record without an article."""
        names = [named for named in (self._named["html"], self._named["text"]) if named]
        if names:
            what = f"nothing under {' or '.join(names)}"
        elif any(_folded(str(key)) in (*_usual("text"), *_usual("html")) for key in record):
            what = f"its {self._what}s for an article are empty"
        else:
            what = f"no {self._what} that is known to hold an article"
        known = ", ".join(str(key) for key in list(record)[:12])
        remedy = f"name it with --text-field or --html-field; there are: {known}" if known else "it is empty"
        return InputError(name, what, remedy, reason="bad_record", data=raw[:KEPT] if raw else None)

    def _notify(self, used: dict[str, str]) -> None:
        """Say once what was guessed."""
        if self._said:
            return
        self._said = True
        if used:
            guessed = ", ".join(f"{sort} from {name}" for sort, name in used.items())
            options = ", ".join(_OPTIONS[sort] for sort in used)
            self._place.notify(f"{self._place.name}: {self._what}s guessed: {guessed}: {options} name others")


def _folded(name: str) -> str:
    return name.strip().lstrip("\ufeff").lower().replace("-", "_").replace(" ", "_")


def _inside(record: Mapping[str, Any], path: str) -> object:
    """Return what stands at the end of a dotted path, None where it leads nowhere."""
    value: object = record
    for step in path.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _text(value: object) -> str | None:
    """Return a string, or a list of strings as paragraphs; None for anything else and for blank ones."""
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        value = "\n\n".join(value)
    return value if isinstance(value, str) and value.strip() else None
