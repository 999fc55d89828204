"""What the labelled lines of a news database's article say: authors, dates, outlet, topics.

In: a label and its value. Out: candidates for the fields.
"""

import re

from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import parse_names
from karabakh_extract.fields.datetimes import find_dates
from karabakh_extract.fields.export_labels import Found
from karabakh_extract.fields.lexicon import is_generic, is_genre, is_role
from karabakh_extract.fields.line_values import topic_field
from karabakh_extract.patterns import lazy

_SHARE = lazy(r"\s*\(\d{1,3}\s?%\)")
_PLACE_CODE = lazy(r"--.*$|\s*\([^)]*\)$")
_TERM_CODE = lazy(r"^\s*[\w-]+\s+:\s+")
_VALUES = lazy(r"\s*[;|]\s*")
_PUBLICATION = lazy(r"[,;\[(]|\.\s(?=\S*\d)|\.$")


def offer_value(draft: Draft, n: int, at: int, label: Found, value: str) -> None:
    """Offer what a value says."""
    span = (at, at + len(value))
    if not value.strip() or label.field in ("nothing", "caption", "copyright"):
        return
    if label.field == "authors":
        for place, name in enumerate(_authors(draft, value)):
            draft.offer("authors", name, "label", n, span, 9 - 0.01 * place)
    elif label.field in ("published", "source"):
        # the databases whose source line says volume and page write the month first
        dates = find_dates(value, day_first=False if label.field == "source" else draft.day_first)
        if dates:
            draft.offer("dates.published", dates[0].value, "label", n, span, 9)
        if label.field == "source":
            value = value[: dates[0].start] if dates else value
            draft.offer("publisher", _PUBLICATION.split(value.strip(), maxsplit=1)[0].strip(), "label", n, span, 8)
    elif label.field == "publisher":
        name = _PLACE_CODE.sub("", _PUBLICATION.split(value, maxsplit=1)[0]).strip()
        draft.offer("publisher", name or value, "label", n, span, 9)
    elif label.field in ("themes", "regions"):
        _topics(draft, n, span, label, value)
    else:
        draft.offer(label.field, value.strip(), "label", n, span, 9)


def _topics(draft: Draft, n: int, span: tuple[int, int], label: Found, value: str) -> None:
    for term in _VALUES.split(value):
        term = _TERM_CODE.sub("", _SHARE.sub("", term))
        term = _PLACE_CODE.sub("", term).strip(" ,.")
        name = topic_field(term) if term and not is_generic(term) and not is_genre(term) else ""
        if name in ("regions", "themes") and not re.search(r"\d", term):
            draft.offer(name, term, "label", n, span, 8)


def _authors(draft: Draft, value: str) -> list[str]:
    """Return the names of an author field: "Surname, Name" turned round, several parted by semicolons."""
    items = [item.strip(" .,") for item in _VALUES.split(value) if item.strip(" .,")]
    names: list[str] = []
    for item in items:
        parts = [part.strip() for part in item.split(",")]
        if len(parts) == 2 and all(0 < len(part.split()) <= 3 for part in parts) and not is_role(parts[1]):
            turned = f"{parts[1]} {parts[0]}"
            if len(items) > 1 or len(parts[0].split()) == 1 or len(parts[1].split()) == 1:
                names.append(turned)
                continue
        found = parse_names(item, draft.outlets, certain=True).authors
        bare = re.sub(r"^(?:by|par|von|por|di)\s+", "", item, flags=re.IGNORECASE)
        if bare != item:
            found = parse_names(bare, draft.outlets, certain=True).authors
        names += [named.name for named in found]
    return list(dict.fromkeys(names))
