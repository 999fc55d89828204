"""Where a header or footer line is cut: at labels, dates, byline openers, words of re-publication and separators.

In: a line, and the dates found in it. Out: Cuts in order, without overlap; none where nothing says that the line is
metadata. What stands between them is read in `line_values`.
"""

from functools import cache

from msgspec import Struct

from karabakh_extract.data import load
from karabakh_extract.fields.ago import is_ago
from karabakh_extract.fields.byline import is_login
from karabakh_extract.fields.datetimes import DateFound, find_dates
from karabakh_extract.fields.labels import (
    byline_lead,
    byline_leads,
    label_at_start,
    labels_inside,
    phrase_label,
    republished_from,
    topics_inside,
)
from karabakh_extract.fields.outlets import known
from karabakh_extract.fields.phrases import fold
from karabakh_extract.patterns import lazy

DATES = ("published", "modified", "original")
"""Labels that stand before dates."""
AFTER_DATE = 3
"""Characters between a date and the opener of a byline behind it."""
_SEPARATOR = lazy(r"\s[|•·⋅∙>›»→—–]\s|\s-\s|\s/\s|\s\|$|^\|\s|\n")
_ARTICLE = lazy(r"(?:the|la|le|die|der|el)\s|l['’]")
_DIGIT = lazy(r"\d")
_WORD = lazy(r"[^\W\d_]+")


class Cut(Struct, frozen=True, gc=False):
    """A stretch `[start, end)` at which a line is cut; `kind`: label (`value`: its field), date (its value), lead (the
    byline opener), origin, separator, or "end" behind the last one."""

    start: int
    end: int
    kind: str
    value: str


@cache
def fillers() -> frozenset[str]:
    """Return the small words that stand between a label and its date ("published on")."""
    return frozenset(load("labels")["fillers"])


def opens_header(text: str) -> bool:
    """Whether the beginning of a long line is that of a header that runs all its values together."""
    folded = fold(text)
    if byline_lead(folded) or label_at_start(folded):
        return True
    return bool(_DIGIT.search(text, 0, 80)) and any(found.start < 60 for found in find_dates(text))


def find_cuts(text: str, folded: str, dates: list[DateFound]) -> list[Cut]:
    """Return the Cuts of a line, `folded` of the same length, in order; `dates` are those found in it."""
    cuts = [Cut(found.start, found.end, "date", found.value) for found in dates]
    first = label_at_start(folded)
    if first and _label_holds(first.field, first.colon, first.word, first.end, folded, cuts):
        cuts.append(Cut(first.start, first.end, "label", first.field))
    elif (lead := byline_lead(folded)) and opens_names(text, lead.end):
        cuts.append(Cut(lead.start, lead.end, "lead", lead.word))
    origin = republished_from(folded)
    if origin:
        cuts.append(Cut(origin.start, origin.end, "origin", ""))
    if cuts:
        inside = cuts[-1].end if cuts[-1].kind == "label" or origin else 1
        for label in labels_inside(folded, inside):
            if (
                label.colon
                or label.word in topics_inside()
                or (label.field in DATES and any(0 <= cut.start - label.end <= 4 for cut in cuts))
            ):
                cuts.append(Cut(label.start, label.end, "label", label.field))
        for lead in byline_leads(folded, 1):
            # "23 April 2024 von A. Author": behind a date any opener is one
            dated = any(0 <= lead.start - cut.end <= AFTER_DATE for cut in cuts if cut.kind == "date")
            sure = dated or lead.word in ("by", "par", "por") or " " in lead.word
            if sure and opens_names(text, lead.end, True):
                cuts.append(Cut(lead.start, lead.end, "lead", lead.word))
    topics = bool(first) and any(cut.kind == "label" and cut.value in ("themes", "regions") for cut in cuts)
    if not topics:
        cuts.extend(Cut(m.start(), m.end(), "separator", "") for m in _SEPARATOR.finditer(text))
    cuts.sort(key=lambda cut: (cut.start, cut.kind == "separator", -cut.end))
    result: list[Cut] = []
    for cut in cuts:
        if not result or cut.start >= result[-1].end:
            result.append(cut)
    return result


def _label_holds(field: str, colon: bool, word: str, end: int, folded: str, dates: list[Cut]) -> bool:
    """Whether a label at the start of a line is one: by its colon, by the date after it, or as a known phrase."""
    if colon or end >= len(folded.rstrip()):
        return True
    if field in DATES:
        between = [folded[end : cut.start].split() for cut in dates if cut.kind == "date" and cut.start >= end - 1]
        if not between:
            return is_ago(folded[end:])
        return len(between[0]) <= 2 and all(w in fillers() for w in between[0])
    return phrase_label(word)


def opens_names(text: str, at: int, inside: bool = False) -> bool:
    """Whether what follows a byline opener can be a name: a capital, or a login where the opener says so."""
    char = text[at : at + 1]
    if char.islower() and (article := _ARTICLE.match(text, at)):
        # "By the Editorial Board"
        at = article.end()
        char = text[at : at + 1]
    if char.islower() and (word := _WORD.match(text, at)) and (outlet := known(word[0])) and outlet.agency:
        # "Von dpa": an agency that writes itself small
        return True
    return (
        char.isupper() or (char.isalpha() and not char.islower()) or (inside and is_login(text[at:].split(" ", 1)[0]))
    )
