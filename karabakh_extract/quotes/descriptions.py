"""What stands beside a name and says who its bearer is: ", a farmer from Khoznavar," or "who runs a language school".

A phrase, or a text and the offset behind a name, goes in; the role as it is printed, without article, comes out, or
None.
"""

import re
from functools import cache

from karabakh_extract.names.lexicon import fold, small_words, titles
from karabakh_extract.patterns import lazy
from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.source import without_article

_APPOSED = lazy(r"(?:,| \(|\s[–—])\s*(?:\d{1,3},\s*)?")
_ASIDES = ("(", "–", "—")
_LONGEST = 180
_AGE = lazy(r"^\d{1,3}(?:-year-old)?$")


@cache
def _ends() -> re.Pattern[str]:
    words = "|".join(sorted(small_words("description_ends")))
    return re.compile(rf" (?:and )?(?:{words}) |[,.;:()–—\n\ue000\"“”«»]| - ")


@cache
def _who() -> re.Pattern[str]:
    verbs = "|".join(sorted(small_words("describing")))
    return re.compile(rf"who (?:{verbs})\b[^,.;:()\n\ue000]{{3,80}}")


def is_description(phrase: str, lexicon: Lexicon) -> bool:
    """Tell whether a phrase beside a name can describe its bearer: an article, or a role among its words."""
    words = phrase.split()
    if not words:
        return False
    if words[0].lower() in ("a", "an"):
        return True
    roles = titles("roles")
    for word in words[:8]:
        folded = fold(word.strip(",."))
        if folded in roles or ("-" in folded and folded.rpartition("-")[2] in roles):
            return True
    return False


def read_description(phrase: str, lexicon: Lexicon) -> str | None:
    """Return the role that a phrase beside a name gives, without article, cut before "who" and "with"; None where
    it is none."""
    if phrase.startswith("who "):
        match = _who().match(phrase)
        if match:
            return match[0].strip()
    cut = _ends().search(phrase)
    phrase = (phrase[: cut.start()] if cut else phrase).strip()
    if not phrase or _AGE.match(phrase) or phrase[0].isdigit():
        return None
    if not is_description(phrase, lexicon):
        return None
    words = phrase.split()
    first, last = words[0].lower(), words[-1]
    if first in lexicon.prepositions or first in lexicon.breaks or first.endswith("ing") or last in lexicon.forms:
        return None
    return without_article(phrase, lexicon)


def description_after(masked: str, at: int, lexicon: Lexicon) -> str | None:
    """Return the role in an apposition that begins at `at`, behind a name: ", a farmer from Khoznavar,"."""
    opening = masked[at : at + 2]
    if opening[:1] != "," and not (opening[:1].isspace() and opening[1:] in _ASIDES):
        return None
    match = _APPOSED.match(masked, at, at + _LONGEST)
    if not match:
        return None
    return read_description(masked[match.end() : at + _LONGEST].partition("\n")[0], lexicon)


def behind_description(masked: str, at: int, lexicon: Lexicon) -> int:
    """Return the offset behind an age or description that begins at `at` ("X, 43, a nurse, …"), else `at`."""
    while masked[at : at + 2] == ", ":
        comma = masked.find(",", at + 2, at + 120)
        phrase = masked[at + 2 : comma] if comma >= 0 else ""
        if not phrase or not (
            _AGE.match(phrase) or read_description(phrase, lexicon) == without_article(phrase, lexicon)
        ):
            break
        at = comma
    return at
