"""The reporting verbs and phrases of one language in the shapes that a text is searched with.

The words of `cues.yaml` go in, kind by kind; out come what may follow each first word, and tables that tell from one
word of a text which verb or phrase may stand there.
"""

from typing import Literal, NamedTuple

from karabakh_extract.patterns import lazy

CueKind = Literal["speech", "telling", "statement", "quoting", "naming", "according", "accorded"]
_KINDS: tuple[CueKind, ...] = ("speech", "telling", "statement", "quoting", "naming", "accorded")
_WORDS = lazy(r"[^\s'’-]+")


class Form(NamedTuple):
    """A reporting verb or phrase: what follows its first word (" the words of"), and its kind."""

    tail: str
    kind: CueKind


class Phrase(NamedTuple):
    """A reporting verb or phrase, how many of its characters stand before the word that it is found by, its kind."""

    text: str
    lead: int
    kind: CueKind


def verb_forms(data: dict[str, str], according: list[str]) -> dict[str, list[Form]]:
    """Return what may follow each first word of a reporting verb or phrase, the longest first. `according`: phrases."""
    forms: dict[str, list[Form]] = {}
    phrases: list[tuple[str, CueKind]] = []
    for kind in _KINDS:
        words = data.get(kind, "").split()
        # most are one word: these share a list, which is never changed
        alone = [Form("", kind)]
        for word in words:
            if "_" in word:
                phrases.append((word.replace("_", " "), kind))
            elif word not in forms:
                forms[word] = alone
    phrases += [(p, "according") for phrase in according for p in dict.fromkeys((phrase, phrase.replace("'", "’")))]
    for phrase, kind in phrases:
        first, _, tail = phrase.partition(" ")
        form = Form(" " + tail if tail else "", kind)
        for word in (first, first.capitalize()) if kind == "according" else (first,):
            others = forms.get(word, [])
            if all(other.tail != form.tail for other in others):
                forms[word] = sorted([*others, form], key=_longest)
    return forms


def rarest(phrase: str) -> tuple[str, int]:
    """Return the longest word of a phrase, the one that fewest texts hold, and where in it that stands."""
    found = max(_WORDS.finditer(phrase), key=lambda word: len(word[0]))
    return found[0], found.start()


def tables(forms: dict[str, list[Form]]) -> tuple[dict[str, CueKind], dict[str, list[Phrase]]]:
    """Return the words that are a verb and part of no phrase, with their kinds, and the phrases by the word that they
    are found by, the longest first."""
    plain: dict[str, CueKind] = {}
    scan: dict[str, list[Phrase]] = {}
    for first, found in forms.items():
        if len(found) == 1 and not found[0].tail and first.isalpha():
            plain[first] = found[0].kind
            continue
        for form in found:
            text = first + form.tail
            word, lead = rarest(text)
            if any(not f.tail for w in _WORDS.findall(text[:lead]) for f in forms.get(w, ())):
                # a verb within the phrase would be met, and taken, before that word
                lead, word = 0, _WORDS.findall(text)[0]
            scan.setdefault(word, []).append(Phrase(text, lead, form.kind))
    for word, phrases in scan.items():
        kind = plain.pop(word, None)
        if kind is not None:
            phrases.append(Phrase(word, 0, kind))
        phrases.sort(key=_longest)
    return plain, scan


def _longest(phrase: Phrase | Form) -> int:
    return -len(phrase[0])
