"""Who a byline names: authors as printed, in order, and the outlet or agency that may follow them.

In: what stands after "By" (or a line of names alone). Out: names with their places in the line. A name is kept
as printed, without title, role, address or handle; whatever is no name of a person or organisation is left out:
a missing author is better than a wrong one.
"""

import re

from msgspec import Struct

from karabakh_extract.fields.labels import joiner, via
from karabakh_extract.fields.lexicon import (
    function_words,
    is_generic,
    is_outlet_name,
    is_region,
    is_role,
    trailing_button,
)
from karabakh_extract.fields.outlets import Outlets, known
from karabakh_extract.fields.phrases import fold
from karabakh_extract.names import looks_like_organisation, looks_like_person, split_title
from karabakh_extract.patterns import lazy

PERSON = 0.5
"""Share of certainty from which a string in a byline's place counts as a personal name."""
SURE = 0.8
"""Certainty from which a name that holds the word of a role ("Amanda Baker") is a name."""
_ADDRESS = lazy(r"\S*@\S+|https?://\S+|\(?@\w+\)?")
_TAIL_PLACE = lazy(r"\s+(?:in|à|aus|en|da|reporting from|à|из|from)\s+[A-ZÀ-ÞА-Я]\S*(?:[ -][A-ZÀ-ÞА-Я]\S*){0,2}$")
_EDGES = " ,.;:|-–—•·()[]*"
LONGEST = 200
"""Characters of an item that are looked at: a name stands at its beginning, an address may follow."""
_ABBREVIATED = lazy(r"(?:\b\w|\b[JS]r|\.[A-Za-z])\.$")
_DEGREES = lazy(r",?\s+(?:Ph\.?\s?D\.?|M\.?D\.?|M\.?A\.?|Esq\.?|LL\.?[MBD]\.?|J\.?D\.?|MBE|OBE|CBE)$")
_DESK = lazy(
    r"\b(?:desk|staff|team|editors?|editorial board|newsroom|correspondents?|redaktion|rédaction|redacción|"
    r"redazione|редакция|bureau)\b"
)

_BRACKET = lazy(r"\s*\(([^()]{1,60})\)[\s.,;|]*$")
_ARTICLE = lazy(r"the\s(?=[A-Z])")
_LOWER_LOGIN = lazy(r"[a-z][a-z0-9_.-]{2,}")


class Named(Struct, frozen=True, gc=False):
    """A name of a byline at `[start, end)` of the text given."""

    name: str
    start: int
    end: int
    organisation: bool


class Byline(Struct, frozen=True, gc=False):
    """Authors in order, and the outlet printed with them."""

    authors: list[Named]
    outlet: Named | None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        # the dot of an initial or of "Jr." belongs to the name
        if text[end - 1] == "." and _ABBREVIATED.search(text, max(start, end - 4), end):
            break
        end -= 1
    return start, end


def parse_names(text: str, outlets: Outlets, *, certain: bool, outlet_follows: bool = False) -> Byline:
    """Read the names of a byline.

    `certain`: a byline opener stood before, so an organisation or a desk may be the author. `outlet_follows`: a date
    comes after, so the last name may be the outlet ("By A. Author Some Outlet, 5 March").
    """
    authors: list[Named] = []
    outlet: Named | None = None
    bracket = _BRACKET.search(text)
    start, end = _trimmed(text, 0, bracket.start() if bracket and bracket.start() else len(text))
    if bracket and start < end and (outlets.is_outlet(bracket[1]) or is_outlet_name(bracket[1])):
        # "A. Author (Some Outlet)"; another bracket says where from
        outlet = Named(bracket[1], *bracket.span(1), True)
    if certain and (article := _ARTICLE.match(text, start, end)):
        start = article.end()
    channel = via().search(fold(text), start, end)
    if channel:
        a, b = _trimmed(text, channel.end(), end)
        name = text[a:b]
        if channel.group(1) in ("via", "through") or outlets.is_outlet(name) or looks_like_organisation(name) >= PERSON:
            outlet = Named(name, a, b, True)
            start, end = _trimmed(text, start, channel.start())
    if outlet is None and certain:
        line = text[start:end]
        cut = _outlet_at_end(line, outlets) if outlet_follows else _agency_at_end(line, outlets)
        if cut >= 0:
            a, b = _trimmed(text, start + cut, end)
            outlet = Named(text[a:b], a, b, True)
            start, end = _trimmed(text, start, start + cut)
    for a, b in _items(text, start, end):
        named = _named(text, a, b, outlets, first=not authors, certain=certain)
        if named is None:
            continue
        if named.organisation and authors:
            if outlet is None and (outlets.is_outlet(named.name) or is_outlet_name(named.name)):
                outlet = named
            continue
        authors.append(named)
    return Byline(authors, outlet)


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    items, at = [], start
    for found in joiner().finditer(fold(text), start, end):
        items.append(_trimmed(text, at, found.start()))
        at = found.end()
    items.append(_trimmed(text, at, end))
    return _whole([(a, b) for a, b in items if a < b], text)


def _whole(items: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Put an organisation with "and" in its name together again ("Friends of the Earth and Sky" is rare, "A and B"
    not).
    """
    result: list[tuple[int, int]] = []
    for a, b in items:
        if result:
            joined = text[result[-1][0] : b]
            if "," not in joined and known(joined) is not None:
                result[-1] = (result[-1][0], b)
                continue
        result.append((a, b))
    return result


def _named(text: str, start: int, end: int, outlets: Outlets, *, first: bool, certain: bool) -> Named | None:
    """Return the name that an item holds; `None` for roles, places, addresses and what cannot be told."""
    end = min(end, start + LONGEST)
    item = text[start:end]
    address = _ADDRESS.search(item)
    if address:
        if address.start() == 0:
            return None
        start, end = _trimmed(text, start, start + address.start())
        item = text[start:end]
    place = _TAIL_PLACE.search(item)
    if place and place.start() > 2:
        end = start + place.start()
        item = text[start:end]
    while button := trailing_button(item):
        end = start + button
        item = text[start:end]
    degree = _DEGREES.search(item)
    if degree:
        end = start + degree.start()
        item = text[start:end]
    if not item or len(item) > 80 or is_region(item) or is_generic(item):
        return None
    if outlets.is_outlet(item):
        return Named(item, start, end, True)
    if not first and is_role(item, 4) and looks_like_person(item) < SURE:
        return None  # "By A. Author, Transport Correspondent"
    whole = looks_like_organisation(item)
    name, title = split_title(item)
    if title and name and name in item and whole < PERSON:
        start = start + item.rindex(name)
        end = start + len(name)
        item = name
    person, organisation = looks_like_person(item), max(whole, looks_like_organisation(item))
    if person >= PERSON and person >= organisation:
        return Named(item, start, end, False)
    if certain and first and (item[:1].isupper() or _caseless(item)) and len(item.split()) <= 6:
        if organisation >= PERSON or _DESK.search(item.lower()):
            return Named(item, start, end, True)
        # after an opener, two to four capitalised words are a name even where no list knows it
        words = item.split()
        if 1 <= len(words) <= 4 and all(word[:1].isupper() or len(word) <= 3 or _caseless(word) for word in words):
            return Named(item, start, end, False)
    if organisation >= PERSON:
        return Named(item, start, end, True)
    return None


def _caseless(text: str) -> bool:
    """Whether a text is of a script without capitals."""
    return text[:1].isalpha() and text.lower() == text.upper()


def _outlet_at_end(text: str, outlets: Outlets) -> int:
    """Return where an outlet's name begins with which a byline ends; -1 where the names say nothing of one.

    The cut is looked for in the last of several names ("A. Author and B. Author Some Outlet").
    """
    text = text[: len(text.rstrip(" ,;-–—|"))]
    cut = outlets.suffix(text)
    if cut >= 0:
        return cut if cut > 0 else -1
    first = outlets.prefix(text)
    if first and text[first : first + 1] == " " and _capitals(text[first + 1 :]):
        # "By Some Agency Some Outlet, 5 March": the writer is an organisation the article names elsewhere
        return first + 1
    items = _items(text, 0, len(text))
    start, end = items[-1]
    if len(items) > 1:
        last = text[start:end]
        person, organisation = looks_like_person(last), looks_like_organisation(last)
        before = text[items[-2][1] : start]
        if "," in before and (organisation > max(person, PERSON - 0.1) or is_outlet_name(last)):
            return start
        if "," in before and person < 0.6 and _capitals(last) and outlets.is_outlet(text[slice(*items[0])]):
            return start
    cut = _cut_between(text[start:end])
    return start + cut if cut >= 0 else -1


def _agency_at_end(text: str, outlets: Outlets) -> int:
    """Return where an agency's name begins behind a person's ("A. Author Associated Press"), -1 where none does."""
    cut = outlets.suffix(text)
    agency = known(text[cut:].strip()) if cut > 0 else None
    if agency is None or not agency.agency or looks_like_person(text[:cut].strip(_EDGES)) < SURE:
        return -1
    return cut


def _cut_between(text: str) -> int:
    """Return where in capitalised words a person's name ends and an outlet's begins, -1 where nothing tells."""
    words = [found.start() for found in re.finditer(r"\S+", text)]
    if len(words) < 4 or not _capitals(text):
        return -1
    best, where = 0.0, -1
    for n, at in enumerate(words[2:-1]):
        # a name of two words is the usual one
        score = looks_like_person(text[: at - 1]) + looks_like_organisation(text[at:]) - 0.15 * n
        if score > best:
            best, where = score, at
    return where if best >= 1.0 else -1


def _capitals(text: str) -> bool:
    """Whether every word begins with a capital, small words inside names apart."""
    words = text.split()
    return bool(words) and all(
        word[0].isupper() or not word[0].isalpha() or fold(word).strip(".,") in function_words() for word in words
    )


def is_login(text: str) -> bool:
    """Whether a word is a user's name on a blog rather than a person's."""
    return bool(_LOWER_LOGIN.fullmatch(text))
