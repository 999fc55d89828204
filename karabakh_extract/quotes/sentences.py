"""Where sentences begin: a (masked) text goes in, offsets come out; "Mr.", initials and a lower-case letter behind
a stop begin none."""

import re
from functools import cache

from karabakh_extract.names.lexicon import small_words
from karabakh_extract.patterns import lazy

# one class of characters first: the search for it runs at the speed of C
_SENTENCE = lazy(r"[.!?…։\n](?:(?<=\n)\n+|(?<!\n)[.!?…\"”’»)\]'“]*\s+(?=\S))")

# "PARIS, 12 mars (AFP) - ", "EASTQUAY, March 4 — "
_DATELINE = lazy(
    r"(?:[^\W\d_][^\n()\"“«]{2,50}\([^()\n]{2,30}\)\.?"
    r"|[A-ZÀ-ÞЀ-Я][A-ZÀ-ÞЀ-Я .'’-]{2,40}(?:,[^\n()\"“«:]{2,30})?) ?[–—-]{1,2} "
)
# No abbreviation is longer.
_WINDOW = 8


@cache
def _abbreviation() -> re.Pattern[str]:
    known = "|".join(sorted(small_words("abbreviations")))
    return re.compile(rf"(?:\b(?:{known})|\b[^\W\d_]|\b[^\W\d_]\.[^\W\d_])$")


def abbreviated(text: str, at: int) -> bool:
    """Tell whether the stop at `text[at]` belongs to an abbreviation or initial."""
    before = text[max(0, at - _WINDOW) : at]
    word = before.rpartition(" ")[2]
    if len(word) < len(before) and word.isalpha():
        return len(word) == 1 or word in small_words("abbreviations")
    return _abbreviation().search(text, max(0, at - _WINDOW), at) is not None


def sentence_starts(text: str) -> list[int]:
    """Return the offsets at which sentences begin, 0 first. Linear in the length of `text`."""
    starts = [0]
    for match in _SENTENCE.finditer(text):
        at, end = match.span()
        if "\n" not in text[at:end] and (
            text[end].islower() or (end - at == 2 and text[at] == "." and abbreviated(text, at))
        ):
            continue
        starts.append(end)
    return starts


def behind_dateline(text: str, start: int, end: int) -> int:
    """Return the offset behind a dateline that begins at `start`, else `start`."""
    match = _DATELINE.match(text, start, end)
    return match.end() if match else start
