"""Where a reported clause begins behind its verb.

"said on Tuesday (that) C", "told reporters that C": the verb goes in, the clause's first offset comes out, or None
where what follows is no clause but an object or an aside.
"""

import re
from functools import cache

from karabakh_extract.names.lexicon import small_words
from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.text import FILL, Cue, Text

_THAT_REACH = 14
_FEWEST_WORDS = 3
_DASHES = frozenset(("—", "–", "-", "--"))
_WINDOW = 140
_FINITE_REACH = 10
_ELIDED = ("qu'", "qu’")
_STOPS = ",;:"
# languages that report without "that"
_BARE = frozenset(("en", "de"))
_TIMES = frozenset(("on", "in", "at", "during", "after"))
_NO_ADVERBS = frozenset(("only", "early", "family", "italy"))
_OBJECTS = frozenset(("him", "her", "them", "me", "us", "that"))


@cache
def _date() -> re.Pattern[str]:
    months = "|".join(sorted(small_words("months"), key=len, reverse=True))
    return re.compile(rf"(?:\d{{1,2}}(?:st|nd|rd|th)?,?|\d{{4}},?|(?:{months})\.?)$")


def clause_start(text: Text, lexicon: Lexicon, cue: Cue, stop: int) -> int | None:
    """Return where the reported clause begins behind a verb, or None where what follows is none."""
    masked, behind = text.masked, cue.end
    piece = masked[behind : min(stop, behind + _WINDOW)]
    if not piece or piece[0] not in " \u00a0,":
        return None
    lowered = piece.lower().split()
    if not lowered:
        return None
    if lowered[0] in lexicon.that:
        place, skipped = 1, 0
        if len(lowered) == 1:
            return None
    else:
        found = _opening(masked, lexicon, cue, piece, lowered)
        if found is None:
            return None
        place, skipped = found
    # what a split leaves unsplit begins at the word asked for
    return behind + len(piece) - len(piece.split(None, place)[place]) + skipped


def _opening(masked: str, lexicon: Lexicon, cue: Cue, piece: str, lowered: list[str]) -> tuple[int, int] | None:
    """Return at which word of the `piece` behind a verb its clause begins, and how many letters of that word are none
    of it ("qu'"); None where what follows is no clause. `lowered`: the words of the piece in lower case."""
    first = lowered[0].strip('"“,')
    near = lowered[:_THAT_REACH]
    holds = not lexicon.that.isdisjoint(near) or ("qu'" in lexicon.that and any(w.startswith(_ELIDED) for w in near))
    if not holds and lexicon.code not in _BARE:
        return None
    window = piece.split() if holds or cue.kind == "telling" else []
    for place, word in enumerate(near if holds else ()):
        if word in _DASHES:
            break
        if word in lexicon.that or (word.startswith(_ELIDED) and "qu'" in lexicon.that):
            if place and (
                not _skippable(window[:place], lexicon, cue)
                or (cue.kind != "telling" and any(w.endswith(",") and len(w) > 1 for w in window[: place - 1]))
            ):
                break
            if place + 1 >= len(window):
                return None
            return (place, 3) if word.startswith(_ELIDED) else (place + 1, 0)
    if lexicon.code == "de":
        # "sagte, die Lage sei ruhig", "sagte dem „Boten“, die Lage sei ruhig"
        comma = 0 if masked[cue.end] == "," else next((i for i, w in enumerate(lowered[:8]) if w.endswith(",")), -1)
        if comma < 0 or (comma and first not in lexicon.prepositions and first not in lexicon.articles):
            return None
        subjunctive = any(w.rstrip(".,") in lexicon.finite for w in lowered[comma + 1 : comma + 14])
        return (comma + 1, 0) if len(lowered) > comma + _FEWEST_WORDS and subjunctive else None
    if lexicon.code != "en" or masked[cue.end] == "," or (first in lexicon.stops and not _opens(lowered, lexicon)):
        return None
    if cue.kind == "speech":
        start = _bare_start(piece, lowered, lexicon)
        return None if start is None else (start, 0)
    if cue.kind == "telling":
        # "told reporters", "told the BBC"
        size = 1 if first in lexicon.addressees or (first in lexicon.articles and _capital(window, 1)) else 0
        while not size and _capital(window, size):
            size += 1
        while size and _capital(window, size):
            size += 1
        if not size or size >= len(window):
            return None
        following = lowered[size]
        return (
            (size, 0)
            if lexicon.pronouns.get(following) in ("m", "f", "n", "p", "first")
            or following in ("the", "his", "her", "their", "there")
            else None
        )
    return (0, 0) if first not in lexicon.prepositions and _finite(lowered, lexicon) else None


def _finite(lowered: list[str], lexicon: Lexicon) -> bool:
    """Tell whether the words behind a verb are a clause and no object: a finite verb stands near, before any comma
    or "that"."""
    finite, objects = lexicon.finite, lexicon.objects
    first = lowered[0].replace("’", "'")
    if lowered[0] in _OBJECTS or first[-1] in _STOPS or first in objects:
        return False
    if "'" in first and first in finite:
        return True
    for printed in lowered[1:_FINITE_REACH]:
        word = printed.replace("’", "'")
        if word in finite:
            return True
        if word[-1] in _STOPS:
            return word.rstrip(",") in finite
        if word in objects:
            return False
    return _pronoun(lowered, lexicon)


def _opens(lowered: list[str], lexicon: Lexicon) -> bool:
    """Tell whether a word that may be all that was said ("said no", "said nothing about it") opens a clause here."""
    if lowered[0].strip('"“') not in lexicon.openers or len(lowered) <= _FEWEST_WORDS:
        return False
    return lowered[1].rstrip(",") not in lexicon.prepositions and _finite(lowered, lexicon)


def _pronoun(lowered: list[str], lexicon: Lexicon) -> bool:
    """Tell whether a subject pronoun opens the words: "he", "she", "they"."""
    return lexicon.pronouns.get(lowered[0]) in ("m", "f", "p", "n") and len(lowered) > 3


def _capital(window: list[str], place: int) -> bool:
    """Tell whether a word stands at `place` that begins with a capital."""
    return place < len(window) and window[place][0].isupper()


def _bare_start(piece: str, lowered: list[str], lexicon: Lexicon) -> int | None:
    """Return the word at which a clause without "that" begins behind "said"; None where none does."""
    place = 0
    first = lowered[0].rstrip(",")
    if first in lexicon.openers and _opens(lowered, lexicon):
        return 0
    if first in lexicon.adverbs or first in _TIMES or _adverb(first):
        found = _behind_adverbials(piece.split(), lowered, lexicon)
        if found is None:
            return None
        place, opens = found
        if opens:
            return place
    if place >= len(lowered) - 2 and not any(FILL in w for w in lowered[place:]):
        return None
    word = lowered[place].strip('"“,')
    if word in small_words("quantifiers") and (
        lowered[place + 1][0].isdigit() or lowered[place + 1] in lexicon.numbers
    ):
        return place
    if (
        (word in lexicon.stops and not _opens(lowered[place:], lexicon))
        or word in lexicon.prepositions
        or (place and lowered[place - 1].endswith(","))
    ):
        return None
    return place


def _adverb(word: str) -> bool:
    return word.endswith("ly") and len(word) > 4 and word not in _NO_ADVERBS


def _behind_adverbials(window: list[str], lowered: list[str], lexicon: Lexicon) -> tuple[int, bool] | None:
    """Skip "on Tuesday", "in a statement", "last week" between "said" and a clause without "that".

    Return the word behind, and whether what stands there opens a clause for certain; None where it opens none."""
    place = 0
    while place < len(window):
        word = lowered[place].rstrip(",")
        if word in lexicon.openers and _opens(lowered[place:], lexicon):
            return place, True
        if word in lexicon.adverbs or _adverb(word):
            place += 1
            while place < len(window) and _date().match(window[place]):
                place += 1
            continue
        if word not in _TIMES or place + 1 >= len(window):
            break
        following = lowered[place + 1].rstrip(",")
        if (word == "on" and following in lexicon.adverbs) or _date().match(window[place + 1]):
            place += 2
            continue
        if word != "in" or following not in ("a", "an"):
            return None
        place += 3
        if place < len(window) and window[place - 1].endswith(("n", "d")) and window[place] in small_words("occasions"):
            place += 1
    return place, False


def _skippable(words: list[str], lexicon: Lexicon, cue: Cue) -> bool:
    """Tell whether the words between a verb and "that" are an addressee or adverbials."""
    first = words[0].lower().strip(",")
    if len(words) <= 2 and FILL in words[0]:
        return True
    if cue.kind == "telling":
        return True
    if first in lexicon.prepositions or first in lexicon.adverbs or first in lexicon.addressees or first.endswith("ly"):
        return True
    return not first or _date().match(words[0]) is not None
