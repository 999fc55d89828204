"""The text of one Block in, how much it reads like a notice around an article rather than like its prose out.

A linear model over the words: their beginnings, pairs of them, the first and the last, and what the text looks like
(length, ending, marks, capitals). It knows no outlet and no phrase by heart, so it answers for wordings that no rule
has. Its weights (`data/wording.json`) are readable: under each kind of notice the signs that speak for it, under
`prose` those against any. How they were made: `docs/wording.md`.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from math import fsum
from operator import itemgetter
from typing import NamedTuple

import msgspec

from karabakh_extract.boilerplate.tokens import ADDRESS, DOTTED, WORD
from karabakh_extract.data import content
from karabakh_extract.patterns import lazy

PROSE = "prose"
STEM, PAIR = 6, 5
"""Letters of a word, and of each word of a pair, that are looked at."""
MOST = 120
"""Words of a text that are looked at: a notice says what it is before."""
SIZES = (1, 2, 4, 7, 11, 17, 26, 40, 65)
"""Words up to which a text falls into each class of length."""
_ENDS = {
    **dict.fromkeys(".։。۔", "stop"),
    **dict.fromkeys("\"'”’»“", "quotation"),
    **dict.fromkeys("?؟", "question"),
    "!": "exclamation",
    ":": "colon",
    ")": "bracket",
    "…": "ellipsis",
}
_MARKS = "©|/·•#→»:;()!?*@"
_STOPS = (". ", "? ", "! ", "։ ", "؟ ")
_QUOTED = lazy(r"[“\"«„][^”\"»“]{25,}[”\"»“]")
_COMBINING = lazy(r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]+")
_OPENERS = '"“«„‘—–-'
_stem, _pair, _first = itemgetter(slice(STEM)), itemgetter(slice(PAIR)), itemgetter(0)


class Wording(NamedTuple):
    """What a text says: log odds that it is a notice, and the part of them that its words give, not its looks."""

    odds: float
    words: float


class _Model(NamedTuple):
    """The weights of words (pairs of them among these) and of looks, the bias; the kind that each sign speaks for."""

    words: dict[str, float]
    looks: dict[str, float]
    bias: float
    kinds: dict[str, str]
    languages: frozenset[str]


def read_wording(text: str) -> Wording:
    """Return what the words of a text, of one Block, say."""
    by = _model()
    words = WORD.findall(_folded(text))
    # an exact sum: a set has no order
    given = fsum(map(by.words.__getitem__, by.words.keys() & _said(words)))
    return Wording(by.bias + given + _looks_weigh(*_look(text, words)), given)


def kind_of(text: str) -> str:
    """Return the kind of notice that the signs of a text say most for, one of `removed[].kind`."""
    by, votes = _model(), {"other": 0.0}
    for sign in sorted(signs(text)):
        kind = by.kinds.get(sign)
        if kind is not None:
            votes[kind] = votes.get(kind, 0.0) + (by.looks if sign[0] == "<" else by.words)[sign]
    return max(votes, key=votes.__getitem__)


@cache
def _model() -> _Model:
    data = msgspec.json.decode(content("wording.json"))
    by = _Model({}, {}, data["bias"], {}, frozenset(data["languages"]))
    for name, weights in (("words", by.words), ("looks", by.looks)):
        for kind, listed in data[name].items():
            weights.update(listed)
            if kind != PROSE:
                by.kinds.update(dict.fromkeys(listed, kind))
    return by


def is_read(language: str | None) -> bool:
    """Whether the model has learnt from lines in a language (a primary subtag)."""
    return language in _model().languages


def signs(text: str) -> set[str]:
    """Return the signs that a text shows: beginnings of words, pairs of them parted by a space, `^` before the first
    word and `$` behind the last, what the text looks like in angle brackets.
    """
    words = WORD.findall(_folded(text))
    return _said(words).union(_looks(*_look(text, words)))


def _said(words: list[str]) -> set[str]:
    """Return the signs of words; a number is as many zeros as it has figures."""
    stems = [
        stem if stem[0] > "9" or not stem.isdigit() else "0" * min(len(stem), 5) for stem in map(_stem, words[:MOST])
    ]
    found = set(stems)
    if stems:
        found.update(map(" ".join, pairwise(map(_pair, stems))), (f"^{stems[0]}", f"{stems[-1]}$"))
    return found


def _look(text: str, words: list[str]) -> tuple[int, str, str, int, int, int]:
    """Return what a text looks like: class of length, last character, marks and quotations in it as a string, fifths of
    its words that begin with a capital (6: all capitals, -1: no letters), tenths that are figures, sentences.
    """
    count = len(words)
    size = next((n for n, most in enumerate(SIZES) if count <= most), len(SIZES))
    marks = "".join(mark for mark in _MARKS if mark in text)
    if text[:1] in _OPENERS:
        marks += "o"
    if _QUOTED.search(text):
        marks += "q"
    if text.find(":", 0, 32) >= 2:
        marks += "l"
    if DOTTED.search(text) and ADDRESS.search(text.lower()):
        marks += "a"
    letters = [word for word in text.split() if word[0].isalpha()]
    capitals = 5 * sum(map(str.isupper, map(_first, letters))) // len(letters) if letters else -1
    if letters and text.isupper():
        capitals = 6
    figures = min(10 * sum(map(str.isdigit, words)) // max(count, 1), 4)
    return size, text.rstrip()[-1:], marks, capitals, figures, min(sum(map(text.count, _STOPS)), 4)


def _looks(size: int, last: str, marks: str, capitals: int, figures: int, stops: int) -> Iterator[str]:
    """Yield the signs of what a text looks like."""
    end = _ENDS.get(last, "letter" if last.isalpha() else "digit" if last.isdigit() else "other")
    yield f"<words {size}>"
    yield f"<ends {end}>"
    yield f"<ends {end} {size // 2}>"
    names = {"o": "opens quotation", "q": "quotes", "l": "label", "a": "address"}
    yield from (f"<{names.get(mark, mark)}>" for mark in marks)
    if capitals >= 0:
        yield f"<capitals {capitals} {min(size // 3, 2)}>"
    yield f"<figures {figures}>"
    yield f"<sentences {stops}>"


@lru_cache(maxsize=4096)
def _looks_weigh(size: int, last: str, marks: str, capitals: int, figures: int, stops: int) -> float:
    known = _model().looks
    return fsum(known.get(sign, 0.0) for sign in set(_looks(size, last, marks, capitals, figures, stops)))


def _folded(text: str) -> str:
    """Return a text in small letters without accents, so that a word is one whoever typed it."""
    if text.isascii():
        return text.lower()
    return _COMBINING.sub("", unicodedata.normalize("NFKD", text.casefold()))
