"""Where sentences begin: a (masked) text goes in, offsets come out; "Mr.", initials and a lower-case letter behind
a stop begin none."""

from karabakh_extract.names.lexicon import small_words
from karabakh_extract.patterns import lazy

# one class of characters first: the search for it runs at the speed of C; of a line of dots each dot is a start
_SENTENCE = lazy(r"[.!?…։\n](?:(?<=\n)\n+|(?<!\n)[.!?…\"”’»)\]'“]{0,40}+\s+(?=\S))")

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
    first = max(0, at - _WINDOW)
    space = text.rfind(" ", first, at)
    word = text[space + 1 : at]
    if space < 0 or not word.isalpha():
        # "(Mr.", "U.S.": the letters that end the window, where they are the whole of a word
        start = at
        while start > first and (text[start - 1].isalnum() or text[start - 1] == "_"):
            start -= 1
        if start and start == first and (text[start - 1].isalnum() or text[start - 1] == "_"):
            return False
        word = text[start:at]
    return (len(word) == 1 and word.isalpha()) or word in small_words("abbreviations")


def sentence_starts(text: str) -> list[int]:
    """Return the offsets at which sentences begin, 0 first. Linear in the length of `text`."""
    starts = [0]
    for match in _SENTENCE.finditer(text):
        at, end = match.span()
        if (
            text[at] != "\n"
            and (
                text[end].islower()
                # no abbreviation has as many letters
                or (end - at == 2 and text[at] == "." and not text[at - 7 : at].isalpha() and abbreviated(text, at))
            )
            and "\n" not in text[at:end]
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
