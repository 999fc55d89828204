"""The subject of a whole sentence: what "…, saying" and "… and said" belong to when no source stands beside them.

A sentence up to the verb goes in; the person, body, role or pronoun that its main clause opens with comes out, or
None. Openers ("On Thursday,", "Asked about it,", "Hours later,") are passed over.
"""

from karabakh_extract.names.lexicon import fold, is_role, organisation_words
from karabakh_extract.names.mentions import run_pattern
from karabakh_extract.patterns import lazy
from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.source import Source, describe
from karabakh_extract.quotes.text import FILL

_BORDER = lazy(rf"[{FILL}\"“”„«»]+|, | [–—-] | -- |; |: ")
_FULL = frozenset(("person", "organisation", "role", "collective"))
_MOST_PIECES = 6
_LONGEST_LEAD = 40
_MOST_RUNS = 3
_MOST_WORDS = 5


def sentence_subject(sentence: str, lexicon: Lexicon) -> Source | None:
    """Return the name, pronoun or role that the main clause of a sentence begins with."""
    pieces = [p for p in (p.strip(" ,") for p in _BORDER.split(sentence, maxsplit=_MOST_PIECES)) if p][:_MOST_PIECES]
    for place, piece in enumerate(pieces):
        words = piece.split()
        while len(words) > 1 and words[0].lower() in lexicon.splits:
            words.pop(0)
        if place + 1 < len(pieces) and _opens(words, lexicon):
            continue
        found = _opening(" ".join(words), words, lexicon)
        if found is not None and found.kind == "guess" and (place or len(words) < len(piece.split())):
            found = found._replace(kind="surname")  # its capital is no sentence's
        if found is not None or not _opens(words, lexicon):
            return found
    return None


def _opens(words: list[str], lexicon: Lexicon) -> bool:
    """Tell whether a piece before a comma is no clause of its own: "In Oslo", "Asked why", "Eight years ago"."""
    first = words[0].lower()
    if lexicon.pronouns.get(first) is not None:
        return False
    return (
        first in lexicon.prepositions
        or first in lexicon.adverbs
        or first in lexicon.numbers
        or (first in lexicon.breaks and first not in lexicon.articles)
        or (lexicon.code == "en" and first.endswith(("ing", "ed", "ly")))
        or (fold(first) in organisation_words("function_words") and first not in lexicon.articles)
        or (fold(first) in organisation_words("not_names") and (len(words) == 1 or not words[1][0].isupper()))
        or words[-1] in ("ago", "later", "earlier")
    )


def _opening(piece: str, words: list[str], lexicon: Lexicon) -> Source | None:
    """Return the source that a main clause opens with."""
    first = words[0].lower()
    kind = lexicon.pronouns.get(first)
    if kind is not None:
        return None if kind == "relative" else describe(words[0], lexicon)
    found: Source | None = None
    previous = 0
    for number, match in enumerate(run_pattern().finditer(piece)):
        far = number >= _MOST_RUNS or match.start() > _LONGEST_LEAD
        if far or not _joined(piece[previous : match.start()], lexicon):
            break
        previous = match.end()
        if piece[previous : previous + 2] in ("'s", "’s"):
            owned = piece[previous + 2 :].split()[:1]
            return _kept(describe(piece[: previous + 3] + owned[0], lexicon)) if owned else None
        read = describe(piece[:previous], lexicon)
        if read is not None and (found is None or read.kind == "person"):
            found = read
            if read.kind == "person":
                return read
    behind = piece[previous:].split()[:2]
    if found is None or found.kind != "person":
        for size in range(1, len(behind) + 1):
            if is_role(fold(behind[size - 1].strip(",."))):
                return _kept(describe(" ".join([piece[:previous].strip(), *behind[:size]]), lexicon))
    if found is not None:
        return found._replace(kind="guess") if found.kind == "surname" else _kept(found)
    if first in lexicon.articles or first in lexicon.possessives:
        for place in range(1, min(_MOST_WORDS, len(words))):
            head = fold(words[place].strip(",."))
            if is_role(head) or head in organisation_words("collectives"):
                return _kept(describe(" ".join(words[: place + 1]), lexicon))
    return None


def _joined(between: str, lexicon: Lexicon) -> bool:
    """Tell whether words before a run of capitals lead up to it: nothing, an article, a role ("press secretary")."""
    words = between.split()
    if not words:
        return True
    last = fold(words[-1])
    if any(w.lower() in lexicon.finite or w in lexicon.forms for w in words[:-1]):
        return False
    return len(words) <= _MOST_WORDS and (last in lexicon.articles or is_role(last) or last in lexicon.possessives)


def _kept(found: Source | None) -> Source | None:
    return found if found is not None and found.kind in _FULL else None
