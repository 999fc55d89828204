"""How much a whole string looks like a person's name, or like the name of an organisation or outlet: 0 to 1.

A byline asks "is this a person?", a quotation asks "who or what speaks?". Evidence: capitals, given names, surname
endings,
particles and initials on one side; words such as News, Agency, Ministry, domain-like and acronym shapes on the other.
"""

from functools import lru_cache

from karabakh_extract.names.lexicon import (
    body_words,
    fold,
    given,
    organisation_words,
    shape_words,
    surname_ending,
    titles,
)
from karabakh_extract.patterns import lazy

_FORBIDDEN = lazy(r"[\d@/:;!?|\"«»“”()\[\]{}<>=+*#_~^\\,…\n]")
_DOMAIN = lazy(r"^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,6}$")
_INITIAL = lazy(r"^(?:[^\W\d_]\.?[-]?){1,3}$")
_CAMEL = lazy(r"^(?!Mc|Mac|O['’]|Le|La|De|Di|Fitz)\w*[a-z]\w*[A-Z]\w*$|^[A-Z]{2,}[a-z]+$")
_LONGEST = 80


def capitalised(word: str) -> bool:
    """Tell whether a word stands as a name does: an upper-case first letter, also behind a prefix ("al-Assad",
    "d'Estaing")."""
    first = word[0]
    if first.isupper():
        return True
    if first.isalpha() and not first.islower():  # scripts without capitals
        return fold(word) in given()
    head, mark, tail = word.replace("’", "'").replace("-", "'").partition("'")
    return bool(mark) and len(head) <= 3 and tail[:1].isupper()


def _caseless(word: str) -> bool:
    """Tell whether a word of two letters or more is written in a script without capitals."""
    return len(word) > 1 and word[0].isalpha() and not word[0].isupper() and not word[0].islower()


def known_given(word: str) -> bool:
    """Tell whether a word is a given name, whole or in its first hyphenated half."""
    folded = fold(word)
    names = given()
    return folded in names or ("-" in folded and folded.partition("-")[0] in names)


def _is_initial(word: str) -> bool:
    return (word[-1] == "." or len(word) == 1) and len(word) <= 6 and word[0].isupper() and bool(_INITIAL.match(word))


@lru_cache(maxsize=4096)
def looks_like_person(text: str) -> float:
    """Return how likely the whole of `text` is one person's name: 0 (no) to 1. Titles before it cost a little."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return 0.0
    words = (
        text.replace(",", " ", 1).split()
        if "," in text and fold(text.rpartition(",")[2].strip()) in shape_words("suffixes")
        else text.split()
    )
    if _FORBIDDEN.search(" ".join(words)) or len(words) > 8:
        return 0.0
    cost = 0.0
    honorifics = titles("honorifics")
    while (
        len(words) > 1 and fold(words[0].rstrip(".")) in honorifics and not (len(words) == 2 and known_given(words[0]))
    ):
        words, cost = words[1:], 0.05
    while len(words) > 1 and fold(words[-1]) in shape_words("suffixes"):
        words = words[:-1]
    return max(0.0, _person(words) - cost)


def _person(words: list[str]) -> float:
    particles = shape_words("particles")
    full: list[str] = []
    initials = 0
    # in scripts without capitals a given name vouches for what follows it
    vouched = len(words) <= 4 and _caseless(words[0]) and known_given(words[0])
    for place, word in enumerate(words):
        if _is_initial(word):
            initials += 1
        elif not word[0].isupper() and fold(word) in particles and place < len(words) - 1:
            continue
        elif (capitalised(word) or (vouched and _caseless(word))) and not any(c.isdigit() for c in word):
            full.append(word)
        else:
            return 0.0
    if not full or len(full) + initials > 6:
        return 0.0
    return _weigh(full, initials)


def _weigh(full: list[str], initials: int) -> float:
    folded = [fold(w.rstrip(".")) for w in full]
    first_given = known_given(full[0])
    bodies = body_words()
    if not bodies.isdisjoint(folded):
        marks = sum(w in bodies for w in folded)
        return 0.5 if first_given and marks == 1 and len(full) == 2 and folded[0] not in bodies else 0.05
    if any(not w[1:].islower() and _CAMEL.match(w) for w in full):
        return 0.1
    avoid = organisation_words("not_names")
    blocked = 0
    if not avoid.isdisjoint(folded):
        blocked = sum(w in avoid and not (known_given(w) and n == 0) for n, w in enumerate(folded))
    if blocked and not (first_given and blocked == 1 and len(full) > 1 and folded[0] not in avoid):
        return 0.05
    if len(full) == 1:
        if len(full[0]) > 1 and full[0].isupper() and len(full[0]) <= 4 and not first_given:
            return 0.1
        score = 0.65 if initials else 0.3
    else:
        score = 0.55 if len(full) <= 3 else 0.4
    if first_given or (len(full) > 1 and known_given(full[1])):
        score += 0.3
    ending = surname_ending(folded[-1])
    if ending is not None:
        score += 0.15 if ending.sure else 0.05
    if blocked:
        score -= 0.2
    return min(score, 0.98)


@lru_cache(maxsize=4096)
def looks_like_organisation(text: str) -> float:
    """Return how likely the whole of `text` is the name of an organisation or outlet: 0 (no) to 1."""
    text = text.strip()
    if not text or len(text) > _LONGEST or "\n" in text or "@" in text:
        return 0.0
    if _DOMAIN.match(text):
        return 0.9
    words = [w.strip(".,()'\"«»“”’") for w in text.split()]
    words = [w for w in words if w]
    if not words or not any(capitalised(w) or w[0].isdigit() for w in words) or len(words) > 10:
        return 0.0
    folded = [fold(w) for w in words]
    person = looks_like_person(text)
    if not body_words().isdisjoint(folded):
        return 0.5 if person >= 0.5 else 0.9
    if person >= 0.6:
        return 0.1
    if len(words) == 1:
        return _single(words[0])
    if any(_CAMEL.match(w) or (w.isupper() and len(w) > 1) for w in words) and not text.isupper():
        return 0.7
    if folded[0] == "the" or "&" in words or any(w in {"of", "for"} for w in folded[1:-1]):
        return 0.6
    return 0.3


def _single(word: str) -> float:
    if _CAMEL.match(word):
        return 0.75
    if word.isupper() and 2 <= len(word) <= 8:
        return 0.7
    return 0.1 if fold(word) in organisation_words("not_names") or known_given(word) else 0.3
