"""Words that tell what a value is: sections, regions, genres, roles, everyday words, words of outlets' names.

In: `data/labels.yaml` and `data/regions.yaml`, and a value as printed. Out: what kind of value it is.
"""

import re
from functools import cache

from karabakh_extract.data import load
from karabakh_extract.fields.phrases import fold
from karabakh_extract.patterns import lazy

_WORD = lazy(r"\w+")


@cache
def _sections() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    data = load("labels")
    return (
        frozenset(load("regions")["regions"]),
        frozenset(data["generic"]),
        frozenset(data["genres"]),
        frozenset(data["sections"]),
    )


_MORE = lazy(r"\s*(?:\+|and|&)\s*\d{1,2}\s+(?:more|others?)$")
_REGION_JOINER = lazy(r"\s*(?:&|\band\b|\bet\b|\bund\b|\by\b|\be\b|\bи\b|\bve\b|/)\s*")


def is_region(value: str) -> bool:
    """Whether a value names a country, a part of the world or a disputed territory, or several of them."""
    regions = _sections()[0]
    folded = fold(value).strip(" .")
    if folded in regions or folded.removeprefix("the ") in regions:
        return True
    parts = [part for part in _REGION_JOINER.split(folded) if part]
    return len(parts) > 1 and all(part in regions for part in parts)


def first_of_several(value: str) -> str:
    """Return the region that a line names with the number of the others ("Georgia + 2 more"), else the line itself."""
    more = _MORE.search(value)
    return value[: more.start()] if more and is_region(value[: more.start()]) else value


def is_generic(value: str) -> bool:
    """Whether a section or tag says nothing ("News", "Home")."""
    return fold(value).strip(" .") in _sections()[1]


@cache
def _no_names() -> frozenset[str]:
    return frozenset(load("labels")["no_names"])


def is_no_name(value: str) -> bool:
    """Whether a capitalised word that stands where a notice names its outlet is an everyday word."""
    folded = fold(value).strip(" .")
    return folded in _no_names() or folded.removeprefix("the ") in _no_names() or folded in function_words()


def is_genre(value: str) -> bool:
    """Whether a word names the kind of text ("Opinion", "Analysis")."""
    return fold(value).strip(" .") in _sections()[2]


def is_section(value: str) -> bool:
    """Whether a line is the name of a section as sites print it above a headline, a region or a genre."""
    folded = fold(value).strip(" .")
    return any(folded in words for words in _sections()) or first_of_several(value) != value


@cache
def function_words() -> frozenset[str]:
    """Return articles, prepositions, conjunctions and pronouns of all languages: a sentence may open with one."""
    return frozenset(word for words in load("labels")["function_words"].values() for word in words)


@cache
def _buttons() -> tuple[frozenset[str], frozenset[str]]:
    data = load("labels")
    return frozenset(data["buttons"]), frozenset(data["desks"])


def trailing_button(text: str) -> int:
    """Return where a name ends before a page's button ("A. Author Print |"), 0 where none stands behind it."""
    words = text.rstrip(" |").rsplit(None, 1)
    return len(words[0].rstrip(" |")) if len(words) == 2 and fold(words[1]) in _buttons()[0] else 0


def signs_for_newsroom(text: str) -> bool:
    """Whether a line holds a word with which a newsroom signs ("Redazione ANSA")."""
    return any(word in _buttons()[1] for word in re.findall(r"[^\W\d_]+", fold(text)))


def is_desk(text: str) -> bool:
    """Whether a line is a newsroom's name for itself alone ("Redacción", "The News Desk"), without an outlet's."""
    words = re.findall(r"[^\W\d_]+", fold(text))
    desks = _buttons()[1]
    return any(word in desks for word in words) and all(
        word in desks or word in function_words() or is_generic(word) for word in words
    )


@cache
def _sentence_words() -> frozenset[str]:
    return frozenset(load("labels")["sentence_words"])


def says_something(text: str) -> bool:
    """Whether capitalised words hold one that sentences have and names of organisations have not ("That", "Is")."""
    return not _sentence_words().isdisjoint(_WORD.findall(fold(text)))


@cache
def _outlet_words() -> frozenset[str]:
    return frozenset(load("labels")["outlet_words"])


def is_outlet_name(text: str) -> bool:
    """Whether a capitalised name holds a word by which news outlets call themselves ("The Weir Times")."""
    words = re.findall(r"[^\W\d_]+", text)
    if not 0 < len(words) <= 7 or not words[0][0].isupper():
        return False
    folded = [fold(word) for word in words]
    # "Elbezeitung": languages that write compounds as one word
    if any(word.endswith(end) and len(word) > len(end) + 2 for word in folded for end in _outlet_endings()):
        return True
    return any(word in _outlet_words() for word in folded) and len(words) > 1


@cache
def _outlet_endings() -> tuple[str, ...]:
    return tuple(load("labels")["outlet_endings"])


@cache
def _role_words() -> frozenset[str]:
    return frozenset(load("labels")["roles"])


def is_role(text: str, longest: int = 7) -> bool:
    """Whether a short line says what a writer is ("Political Editor", "staff writer, Tbilisi") rather than who."""
    words = re.findall(r"[^\W\d_]+", fold(text))
    return 0 < len(words) <= longest and any(word in _role_words() for word in words)
