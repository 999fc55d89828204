"""The role that an article prints beside a person's full name: behind it, before it, or with a verb between.

A text and one mention of a person go in; the description or the title with its role comes out as printed, or None.
"""

import re
from functools import cache

from karabakh_extract.names.lexicon import fold, small_words, titles
from karabakh_extract.names.mentions import Person
from karabakh_extract.patterns import lazy
from karabakh_extract.quotes.descriptions import description_after
from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.source import without_article

# "The collector's agent, NAME": a phrase with an article or a possessive, between a sentence or clause border and
# the name
_BEFORE_NAME = lazy(
    r"(?:^|[.!?;,\n] ?|\b(?:and|but|that) )((?:[^\W\d_]{1,5} |[A-Z][\w’']*['’]s )[^.,;:\n\ue000]{3,90}), $"
)
_WORD_END = lazy(r"[\w'’-]+$")
_MOST_WORDS_BEFORE = 6
_ROLE_LAST = frozenset(("en", "de", "tr", "az", "hy"))


@cache
def _copula() -> re.Pattern[str]:
    copulas, articles = ("|".join(sorted(small_words(kind))) for kind in ("copulas", "articles"))
    return re.compile(rf",? (?:{copulas}) (?=(?:{articles}) )")


def described(masked: str, person: Person, lexicon: Lexicon) -> str | None:
    """Return the description beside a full name: behind it, behind "is" or "was", or before it ("The mayor, X,")."""
    found = description_after(masked, person.end, lexicon)
    if found:
        return found
    copula = _copula().match(masked, person.end)
    if copula:
        return description_after(", " + masked[copula.end() : copula.end() + 120], 0, lexicon)
    led = masked.endswith(", ", 0, person.start)
    match = _BEFORE_NAME.search(masked, max(0, person.start - 110), person.start) if led else None
    if match:
        role = without_article(match[1], lexicon)
        if role == match[1] and "'s " not in role and "’s " not in role:
            return None
        words = role.split()
        end = next((i for i, w in enumerate(words) if i and w in small_words("role_prepositions")), len(words))
        head = words[end - 1]
        if fold(head) in titles("roles"):
            return role
    return None


def titled(masked: str, person: Person, lexicon: Lexicon) -> str | None:
    """Return the title before a full name, with the role that leads up to it."""
    lead: list[str] = []
    end, first_of_all = person.start - len(person.title or "") - bool(person.title), person.start - 90
    role_last = lexicon.code in _ROLE_LAST
    if role_last:
        # most names have no role before them: a look at the last word tells
        space = masked.rfind(" ", max(0, first_of_all), max(0, end - 1))
        last = masked[space + 1 : end - 1]
        if masked[end - 1 : end] != " " or (
            space >= 0 and last.isalpha() and not (last[0].islower() and fold(last) in titles("roles"))
        ):
            return person.title
    words = _words_before(masked, end, first_of_all)
    if not role_last:
        # the noun comes first: "директор технопарка Гаянэ Мелконян"
        first = next((i for i, w in enumerate(words) if fold(w) in titles("roles")), len(words))
        lead = words[first:]
    elif words and fold(words[-1]) in titles("roles") and words[-1][0].islower():
        for word in reversed(words):
            if word.lower() in small_words("not_in_roles") or word.lower() in lexicon.forms:
                break
            lead.insert(0, word)
    printed = " ".join(lead + ([person.title] if person.title else []))
    return printed or None


def _words_before(masked: str, end: int, start: int) -> list[str]:
    """Return the last words before `end`, not farther back than `start`, with nothing but spaces behind each."""
    words: list[str] = []
    pieces = masked[max(0, start) : end].rsplit(" ", _MOST_WORDS_BEFORE + 1)
    if pieces.pop():
        return words
    for piece in reversed(pieces[-_MOST_WORDS_BEFORE:]):
        match = _WORD_END.search(piece)
        if match is None:
            break
        words.insert(0, match[0])
        if len(match[0]) < len(piece):
            break
    return words
