"""The word lists behind names, read once from the data: given names, surname shapes, titles, organisation words.

All tables are keyed by the folded form of a word (see `fold`), so that "Arpiné", "ARPINE" and "arpine" meet; most lists
are folded when the data is compiled.
"""

import unicodedata
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from karabakh_extract.data import load
from karabakh_extract.patterns import lazy

_SHORTEST_COMPOUND = 8
_MOST_FOLDED = 8192
_MARKS = lazy("[\u0300-\u036f]+")
_LETTERS = str.maketrans({"ı": "i", "ə": "a", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss", "’": "'"})


class _Folded(dict[str, str]):
    """The folded forms of the words met so far. A look-up takes half the time of one in a cache that keeps an order."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_FOLDED:
            self.clear()
        if word.isascii():
            folded = word.lower()
        else:
            folded = _MARKS.sub("", unicodedata.normalize("NFD", word.casefold())).translate(_LETTERS)
        self[word] = folded
        return folded


fold: Callable[[str], str] = _Folded().__getitem__
"""Return a word in lower case without diacritics, apostrophes straight."""


class Surname(NamedTuple):
    """A surname ending: the gender it gives and the group of given names it goes with, if any."""

    gender: str | None
    group: str | None
    sure: bool


@cache
def given(group: str | None = None) -> dict[str, str | None]:
    """Return folded given name → "m", "f", or None where it serves both; of one group or of all."""
    table: dict[str, str | None] = {}
    for name, genders in load("given_names").items():
        if group is not None and name != group:
            continue
        for letter, names in genders.items():
            value = None if letter == "u" else letter
            for word in names.split():
                table[word] = value if table.get(word, value) == value else None
    return table


def _words(lists: str | list[str] | dict[str, str]) -> frozenset[str]:
    """Return the words of one list, or of those of all languages."""
    return frozenset(_joined(lists).split())


def _joined(lists: str | list[str] | dict[str, str]) -> str:
    return lists if isinstance(lists, str) else " ".join(lists.values() if isinstance(lists, dict) else lists)


@cache
def titles(kind: str) -> frozenset[str]:
    """Return the folded `honorifics`, `roles` or `also_names` of all languages."""
    return _words(load("titles")[kind])


@cache
def organisation_words(kind: str) -> frozenset[str]:
    """Return the folded words of one list of organisation_words.yaml (`outlets`, `bodies`, `not_names` …), all
    languages."""
    return _words(load("organisation_words")[kind])


@cache
def compound_ends() -> tuple[str, ...]:
    """Return the folded ends of compound roles, for `str.endswith`."""
    return tuple(load("titles")["compounds"])


def is_role(folded: str) -> bool:
    """Tell whether a folded word is a role, whole, behind a hyphen ("co-chairman") or as a compound."""
    roles = titles("roles")
    return (
        folded in roles or folded.rpartition("-")[2] in roles or (len(folded) > 8 and folded.endswith(compound_ends()))
    )


@cache
def title_words() -> frozenset[str]:
    """Return the folded honorifics and roles of all languages, together."""
    return titles("honorifics") | titles("roles")


@cache
def body_words() -> frozenset[str]:
    """Return the folded words that mark a name as an outlet's or another body's."""
    return organisation_words("outlets") | organisation_words("bodies")


@cache
def small_words(kind: str) -> frozenset[str]:
    """Return one list of phrases.yaml, as printed there."""
    return frozenset(str(load("phrases")[kind]).split())


@cache
def shape_words(kind: str) -> frozenset[str]:
    """Return the folded `particles` or `suffixes` of names."""
    return _words(fold(_joined(load("surnames")[kind])))


@cache
def addresses() -> dict[str, str]:
    """Return folded form of address → "m" or "f"."""
    return {fold(word): letter for letter, words in load("surnames")["addresses"].items() for word in words.split()}


@cache
def _endings() -> tuple[dict[str, Surname], int]:
    data = load("surnames")
    unreliable = {fold(e) for e in data["unreliable"]}
    table = {
        fold(end): Surname(row.get("gender"), row.get("group"), fold(end) not in unreliable)
        for row in data["endings"]
        for end in row["ends"]
    }
    return table, max(map(len, table))


def surname_ending(word: str) -> Surname | None:
    """Return what the longest known ending of the folded `word` says; at least two letters must stand before it."""
    table, longest = _endings()
    for size in range(min(longest, len(word) - 2), 0, -1):
        found = table.get(word[-size:])
        if found is not None:
            return found
    return None
