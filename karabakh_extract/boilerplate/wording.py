"""The text of one Block in, how much it reads like a notice around an article rather than like its prose out.

A linear model over the words: their beginnings, pairs of them, the first and the last, and what the text looks like
(length, ending, marks, capitals). It knows no outlet and no phrase by heart, so it answers for wordings that no rule
has. Its weights (`data/wording.json`) are readable: under each kind of notice the signs that speak for it, under
`prose` those against any. How they were made: `docs/wording.md`.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
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
    **dict.fromkeys("\"'”»’“", "quotation"),
    **dict.fromkeys("?؟", "question"),
    "!": "exclamation",
    ":": "colon",
    ")": "bracket",
    "…": "ellipsis",
}
_MARKS = "©|/·•#→»:;()!?*@"
_QUOTED = lazy(r"[“\"«„][^”\"»“]{25,}[”\"»“]")
_STOPS = lazy(r"[.!?։؟](?:\s|$)")
_LETTERS = lazy(r"[^\W\d_]{2,}")
_LABEL = lazy(r"[^:]{2,30}:")
_OPENERS = '"“«„‘—–-'


class Wording(NamedTuple):
    """What a text says: log odds that it is a notice, the part of them that its words give rather than its looks, and
    of which kind it would be."""

    odds: float
    words: float
    kind: str


def read_wording(text: str) -> Wording:
    """Return what the words of a text, of one Block, say."""
    bias, weights, _ = _weights()
    odds, words, votes = bias, 0.0, {"other": 0.0}
    # in the order of the text: sums of floats, and which kind comes first, must not hang on that of a set
    for sign in dict.fromkeys(signs(text)):
        known = weights.get(sign)
        if known is not None:
            odds += known[0]
            if sign[0] != "<":
                words += known[0]
            if known[1] != PROSE:
                votes[known[1]] = votes.get(known[1], 0.0) + known[0]
    return Wording(odds, words, max(votes, key=votes.__getitem__))


def is_read(language: str | None) -> bool:
    """Whether the model has learnt from lines in a language (a primary subtag)."""
    return language in _weights()[2]


@cache
def _weights() -> tuple[float, dict[str, tuple[float, str]], frozenset[str]]:
    data = msgspec.json.decode(content("wording.json"))
    weights = {sign: (weight, kind) for kind, listed in data["weights"].items() for sign, weight in listed.items()}
    return data["bias"], weights, frozenset(data["languages"])


def signs(text: str) -> list[str]:
    """Return the signs that a text shows, some of them more than once; what each looks like is said below."""
    words = WORD.findall(_folded(text))
    found = [word[:STEM] if not word.isdigit() else "0" * min(len(word), 5) for word in words[:MOST]]
    if found:
        ends = f"^{found[0]}", f"{found[-1]}$"
        short = [stem[:PAIR] for stem in found]
        found += map(" ".join, pairwise(short))
        found += ends
    found += _looks(text, len(words))
    return found


def _looks(text: str, count: int) -> Iterator[str]:
    """Yield what a text looks like, each in angle brackets."""
    size = next((n for n, most in enumerate(SIZES) if count <= most), len(SIZES))
    last = text.rstrip()[-1:]
    end = _ENDS.get(last, "letter" if last.isalpha() else "digit" if last.isdigit() else "other")
    yield f"<words {size}>"
    yield f"<ends {end}>"
    yield f"<ends {end} {size // 2}>"
    if text[:1] in _OPENERS:
        yield "<opens quotation>"
    if _QUOTED.search(text):
        yield "<quotes>"
    if DOTTED.search(text) and ADDRESS.search(text.lower()):
        yield "<address>"
    for mark in _MARKS:
        if mark in text:
            yield f"<{mark}>"
    letters = _LETTERS.findall(text)
    if letters:
        capitals = sum(word[0].isupper() for word in letters)
        yield f"<capitals {5 * capitals // len(letters)} {min(size // 3, 2)}>"
        if all(map(str.isupper, letters)):
            yield "<all capitals>"
    if _LABEL.match(text):
        yield "<label>"
    yield f"<digits {min(10 * sum(map(str.isdigit, text)) // max(len(text), 1), 4)}>"
    yield f"<sentences {min(len(_STOPS.findall(text)), 4)}>"


def _folded(text: str) -> str:
    """Return a text in small letters without accents, so that a word is one whoever typed it."""
    if text.isascii():
        return text.lower()
    parted = unicodedata.normalize("NFKD", text.casefold())
    for char in filter(unicodedata.combining, set(parted)):
        parted = parted.replace(char, "")
    return parted
