"""Where sentences begin: a (masked) text goes in, offsets come out; "Mr.", initials and a lower-case letter behind
a stop begin none."""

import re

from karabakh_extract.names.lexicon import small_words
from karabakh_extract.patterns import lazy
from karabakh_extract.quotes.scan import spans

# of a line of dots each dot is a start
_BORDERS = (
    ("\n\n", lazy(r"\n\n+")),
    *((stop, lazy(rf"{re.escape(stop)}[.!?…\"”’»)\]'“]{{0,40}}+\s+(?=\S)")) for stop in ".?!…։"),
)

# Armenian stops a sentence with "։", which keyboards give as a colon
_COLON_STOP = lazy(r":\s+(?=[\u0531-\u0556])")

# "PARIS, 12 mars (AFP) - ", "EASTQUAY, March 4 — "
_DATELINE = lazy(
    r"(?:[^\W\d_][^\n()\"“«]{2,50}\([^()\n]{2,30}\)\.?"
    r"|[A-ZÀ-ÞЀ-Я][A-ZÀ-ÞЀ-Я .'’-]{2,40}(?:,[^\n()\"“«:]{2,30})?) ?[–—-]{1,2} "
)
# No abbreviation is longer.
_WINDOW = 8
_LONGEST_DATELINE = 100


def abbreviated(text: str, at: int) -> bool:
    """Tell whether the stop at `text[at]` belongs to an abbreviation or initial."""
    first = at - _WINDOW if at > _WINDOW else 0
    space = text.rfind(" ", first, at)
    word = text[space + 1 : at]
    if space >= 0 and word.isalpha():
        return len(word) == 1 or word in small_words("abbreviations")
    # "(Mr.", "U.S.": the letters that end the window, where they are the whole of a word
    start = at
    while start > first and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    if start and start == first and (text[start - 1].isalnum() or text[start - 1] == "_"):
        return False
    word = text[start:at]
    return (len(word) == 1 and word.isalpha()) or word in small_words("abbreviations")


def sentence_starts(text: str, colons: bool = False) -> list[int]:
    """Return the offsets at which sentences begin, 0 first; `colons`: in a language that prints a colon for a stop.
    Linear in the length of `text`.
    """
    starts, behind = [0], 0
    borders = [pattern for mark, pattern in _BORDERS if mark in text]
    if colons and ":" in text:
        borders.append(_COLON_STOP)
    for at, end in spans(text, borders):
        # within what another mark began: the marks of "?..", the empty line behind a stop
        if at < behind:
            continue
        behind = end
        if end - at > 2:
            if "\n" not in text[at:end] and text[end].islower():
                continue
        elif (
            text[at + 1] != "\n"
            and (
                text[end].islower()
                # no abbreviation has as many letters
                or (text[at] == "." and not text[at - 7 : at].isalpha() and abbreviated(text, at))
            )
        ):
            continue
        starts.append(end)
    return starts


def behind_dateline(text: str, start: int, end: int) -> int:
    """Return the offset behind a dateline that begins at `start`, else `start`."""
    reach = min(end, start + _LONGEST_DATELINE)
    opening = text[start:reach]
    if "- " not in opening and "– " not in opening and "— " not in opening:
        return start
    match = _DATELINE.match(text, start, end)
    return match.end() if match else start
