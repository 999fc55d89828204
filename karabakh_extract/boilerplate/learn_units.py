"""A stretch of an article as learning sees it: what is printed alike in many articles, with places for what changes.

In: a Block's clean text. Out: its words with slots for names, dates, numbers and addresses, and the skeleton by which
stretches that differ only there are counted as one.
"""

import re
from functools import cache
from typing import NamedTuple

from karabakh_extract.boilerplate.tokens import ADDRESS, fold
from karabakh_extract.data import load
from karabakh_extract.fields.datetimes import find_dates
from karabakh_extract.fields.lexicon import function_words
from karabakh_extract.patterns import lazy

TITLED = 0.7
"""Share of capitalised words from which a line is printed in capitals, and they tell no names."""
DATED = 400
"""Characters up to which a stretch is searched for dates: notices with dates are short."""

_PART = lazy(rf"(?P<address>{ADDRESS.pattern})|(?P<number>\d+(?:[.,:]\d+)*)|(?P<word>[^\W\d_]+|©)", re.IGNORECASE)
_STOP = lazy(r"[.!?…:]\s*[\"'”’»]?\s*$")


class Piece(NamedTuple):
    """A word (`slot` is "") or what fills a slot, folded as phrases of rules are."""

    slot: str
    text: str


class Cues(NamedTuple):
    """Words that speak for a notice: by kind, those of its voice, and those with which one opens."""

    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    persons: frozenset[str]
    openers: frozenset[str]
    imperatives: frozenset[str]


@cache
def cues() -> Cues:
    """Return the cues of `data/learning.yaml`."""
    data = load("learning")
    kinds = []
    for kind, words in data["kinds"].items():
        listed = "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True))
        kinds.append((kind, re.compile(rf"(?<![^\W_])(?:{listed})(?![^\W_])")))
    imperatives = frozenset(data["openers"])
    return Cues(tuple(kinds), frozenset(data["persons"]), imperatives | function_words(), imperatives)


def pieces(text: str) -> list[Piece]:
    """Return the words and slots of a stretch, in order; capitalised words side by side are one name."""
    dates = find_dates(text) if len(text) <= DATED and any(char.isdigit() for char in text) else []
    spans = [(date.start, date.end) for date in dates]
    parts = list(_PART.finditer(text))
    words = [part[0] for part in parts if part.lastgroup == "word"]
    titled = sum(word[0].isupper() for word in words) > TITLED * len(words)
    openers = cues().openers
    found: list[Piece] = []
    at = 0
    for part in parts:
        start, sort, value = part.start(), part.lastgroup, part[0]
        until = _until(spans, start) if spans else 0
        if until and at == until:
            continue
        if until > start:
            found.append(Piece("date", fold(text[start:until])))
        elif sort == "address":
            found.append(Piece("email" if "@" in value else "url", fold(value.rstrip(".,;:!?)"))))
        elif sort == "number":
            found.append(Piece("number", value))
        elif titled or not value[0].isupper():
            found.append(Piece("", fold(value)))
        else:
            opens = not found or bool(_STOP.search(text, max(start - 6, 0), start))
            if opens and fold(value) in openers:
                found.append(Piece("", fold(value)))
            elif found and found[-1].slot == "name" and text[at:start].isspace():
                found[-1] = Piece("name", f"{found[-1].text} {fold(value)}")
            else:
                found.append(Piece("name", fold(value)))
        at = max(part.end(), until)
    return found


def _until(spans: list[tuple[int, int]], at: int) -> int:
    """Return where the date ends in which a place lies; 0 where it lies in none."""
    return next((end for start, end in spans if start <= at < end), 0)


def skeleton(found: list[Piece]) -> str:
    """Return the words with marks for slots."""
    return " ".join(f"{{{piece.slot}}}" if piece.slot else piece.text for piece in found)


def kind_of(text: str) -> tuple[str, int]:
    """Return the kind of notice that a text speaks most for, and by how many of its words; "other" where by none."""
    folded = fold(text)
    best, most = "other", 0
    for kind, words in cues().kinds:
        hits = len(set(words.findall(folded)))
        if hits > most:
            best, most = kind, hits
    return best, most


def voice(text: str) -> int:
    """Return how much a text has the voice of a notice: one each for a word of what notices ask, for a second one, for
    an address or ©, for speaking to the reader or of the house."""
    folded = fold(text)
    hits = sum(len(set(words.findall(folded))) for _, words in cues().kinds)
    person = any(word in cues().persons for word in re.findall(r"[^\W_]+", folded))
    linked = bool(ADDRESS.search(folded)) or "©" in folded
    return (hits > 0) + (hits > 1) + person + linked
