"""The words of header and footer lines: labels before values, byline openers, joiners, sections, regions.

In: `data/labels.yaml` and `data/regions.yaml`. Out: matchers on text folded by `fold`, which keeps every offset.
"""

import re
from collections.abc import Iterable, Set
from functools import cache
from typing import Literal, NamedTuple

from karabakh_extract.data import load
from karabakh_extract.patterns import lazy

_FOLD = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "\xa0": " ", "–": "-", "—": "-", "İ": "i"})


def fold(text: str) -> str:
    """Return the text in lower case with one form of apostrophe and dash, character for character."""
    if text.isascii() and "`" not in text:
        return text.lower()
    return text.translate(_FOLD).lower()


class LabelFound(NamedTuple):
    """A label `[start, end)`, its colon and space included; `colon` tells whether it had one."""

    field: str
    start: int
    end: int
    colon: bool
    word: str


class Phrases:
    """Phrases that are looked up by their first word: finding one costs the same however many there are."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_word: dict[str, list[str]] = {}
        for phrase in sorted(phrases, key=len, reverse=True):
            found = _WORD.match(phrase)
            if found:
                self._by_word.setdefault(found.group(), []).append(phrase)

    @property
    def first_words(self) -> Set[str]:
        """The words with which the phrases begin."""
        return self._by_word.keys()

    def at(self, folded: str, start: int) -> str | None:
        """Return the longest phrase that stands at `start` and ends where a word ends."""
        word = _WORD.match(folded, start)
        for phrase in self._by_word.get(word.group(), ()) if word else ():
            if folded.startswith(phrase, start) and not _INSIDE.match(folded, start + len(phrase)):
                return phrase
        return None

    def all(self, folded: str, start: int) -> list[tuple[int, str]]:
        """Return where phrases stand from `start` on, at starts of words, without overlap."""
        found: list[tuple[int, str]] = []
        if self._by_word.keys().isdisjoint(_WORD.findall(folded, start)):
            return found
        at = start
        for word in _WORD.finditer(folded, start):
            place = word.start()
            if place < at or word.group() not in self._by_word or (place and folded[place - 1] in "'-"):
                continue
            phrase = self.at(folded, place)
            if phrase:
                found.append((place, phrase))
                at = place + len(phrase)
        return found


_WORD = lazy(r"\w+")
_INSIDE = lazy(r"[\w'-]")
_AFTER_LABEL = lazy(r"\s*(?:[:：՝]\s*|(?=\s|$|-)\s*)")
_AFTER_OPENER = lazy(r"(?:\s*:\s*|\s+)(?=\S)")
# the Armenian mark of a pause stands where others print a colon
_COLON = lazy(r"\s*[:：՝]")


class _Labels(NamedTuple):
    fields: dict[str, str]
    start: Phrases
    inside: Phrases


@cache
def _labels() -> _Labels:
    data = load("labels")
    fields = {word: field for field, words in data["labels"].items() for word in words}
    return _Labels(fields, Phrases(fields), Phrases(w for field in data["inline"] for w in data["labels"][field]))


def label_at_start(folded: str, offset: int = 0) -> LabelFound | None:
    """Return the label with which a folded line opens."""
    labels = _labels()
    start = offset
    while start < len(folded) and folded[start] in "[(* ":
        start += 1
    word = labels.start.at(folded, start) if start - offset <= 2 else None
    after = _AFTER_LABEL.match(folded, start + len(word)) if word else None
    if word is None or after is None:
        return None
    colon = bool(_COLON.match(folded, start + len(word)))
    return LabelFound(labels.fields[word], offset, after.end(), colon, word)


def labels_inside(folded: str, offset: int) -> list[LabelFound]:
    """Return labels further on in a header that runs several values together."""
    labels = _labels()
    found = []
    for place, word in labels.inside.all(folded, offset):
        after = _AFTER_LABEL.match(folded, place + len(word))
        if after and after.end() > place + len(word):
            colon = bool(_COLON.match(folded, place + len(word)))
            found.append(LabelFound(labels.fields[word], place, after.end(), colon, word))
    return found


@cache
def _mail() -> Phrases:
    return Phrases(load("labels")["mail"])


def mail_header(folded: str) -> bool:
    """Whether a line is a header of a mail ("From: …", "Betreff: Fwd: …")."""
    word = _mail().at(folded, 0)
    if word is None or not _COLON.match(folded, len(word)):
        return False
    # "Subject:" and its kin also head lists of topics in databases
    return word not in ("subject", "тема") or folded[len(word) + 1 :].lstrip().startswith(
        ("re:", "fwd:", "fw:", "aw:", "wg:", "tr:")
    )


@cache
def _opening_words() -> frozenset[str]:
    return frozenset().union(*(phrases.first_words for phrases in (_labels().start, _mail(), *_openers())))


def may_open(folded: str) -> bool:
    """Whether a folded line begins with a word with which a label, a byline or a mail's header can begin."""
    word = _WORD.search(folded)
    return word is not None and word.group() in _opening_words()


@cache
def _mail_parts() -> dict[str, str]:
    return {word: part for part, words in load("labels")["mail_parts"].items() for word in words}


def mail_part(folded: str) -> str:
    """Return which line of a mail's header a line is: "from", "date", "subject", "other"; "" where it is none."""
    word, colon, _ = folded.partition(":")
    return _mail_parts().get(word.strip(), "other" if mail_header(folded) else "") if colon else ""


def phrase_label(word: str) -> bool:
    """Whether a label is a phrase ("filed under") that needs no colon to be one."""
    return " " in word or word in ("tagged", "tags", "topics", "topic", "keywords", "rubrique", "теги", "etiketler")


class Opener(NamedTuple):
    """What opens a byline, `[start, end)` with the space or colon behind it."""

    start: int
    end: int
    word: str


@cache
def _openers() -> tuple[Phrases, Phrases]:
    data = load("labels")
    return Phrases(word.rstrip(":") for word in data["byline"]["strong"]), Phrases(data["republished_from"])


def _opened(phrases: Phrases, folded: str, offset: int) -> list[Opener]:
    found = []
    for place, word in phrases.all(folded, offset):
        after = _AFTER_OPENER.match(folded, place + len(word))
        if after:
            found.append(Opener(place, after.end(), word))
    return found


def byline_lead(folded: str, offset: int = 0) -> Opener | None:
    """Return the byline opener ("by", "par", "Автор:") that stands exactly at `offset`."""
    return _opener_at(_openers()[0], folded, offset)


def _opener_at(phrases: Phrases, folded: str, offset: int) -> Opener | None:
    word = phrases.at(folded, offset)
    after = _AFTER_OPENER.match(folded, offset + len(word)) if word else None
    return Opener(offset, after.end(), word) if word and after else None


@cache
def _bare_openers() -> frozenset[str]:
    data = load("labels")
    return frozenset(word.rstrip(":") for word in data["byline"]["strong"]) | frozenset(data["interview_with"])


def opener_alone(folded: str) -> Literal["", "byline", "interview"]:
    """Return what a line opens that holds nothing else ("By", "Interview by"; "An interview with"): names follow."""
    word = folded.strip(" :")
    if word not in _bare_openers():
        return ""
    return "interview" if word in load("labels")["interview_with"] else "byline"


def byline_leads(folded: str, offset: int) -> list[Opener]:
    """Return the byline openers after `offset`."""
    return _opened(_openers()[0], folded, offset)


def republished_from(folded: str) -> Opener | None:
    """Return the phrase before the name of the outlet where a text stood first, if the line opens with it."""
    return _opener_at(_openers()[1], folded, 1 if folded[:1] in ("[", "(") else 0)


@cache
def _between() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = load("labels")["byline"]
    joiners = "|".join(re.escape(w) for w in data["joiners"])
    via = "|".join(re.escape(w) for w in data["via"])
    return (
        re.compile(rf"\s*(?:,\s*(?:(?:{joiners})\s+)?|;\s*|\s(?:{joiners})\s+|\s?&\s?|\s\|\s|\s/\s|\s·\s|\s•\s)"),
        re.compile(rf"(?:,\s*|\s)({via})\s+(?=\S)"),
    )


def joiner() -> re.Pattern[str]:
    """Return the pattern of what stands between the items of a byline."""
    return _between()[0]


def via() -> re.Pattern[str]:
    """Return the pattern of the word before the outlet of a byline ("via", "for")."""
    return _between()[1]


@cache
def _sections() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    data = load("labels")
    return (
        frozenset(load("regions")["regions"]),
        frozenset(data["generic"]),
        frozenset(data["genres"]),
        frozenset(data["sections"]),
    )


_REGION_JOINER = lazy(r"\s*(?:&|\band\b|\bet\b|\bund\b|\by\b|\be\b|\bи\b|\bve\b|/)\s*")


def is_region(value: str) -> bool:
    """Whether a value names a country, a part of the world or a disputed territory, or several of them."""
    regions = _sections()[0]
    folded = fold(value).strip(" .")
    if folded in regions or folded.removeprefix("the ") in regions:
        return True
    parts = [part for part in _REGION_JOINER.split(folded) if part]
    return len(parts) > 1 and all(part in regions for part in parts)


def is_generic(value: str) -> bool:
    """Whether a section or tag says nothing ("News", "Home")."""
    return fold(value).strip(" .") in _sections()[1]


@cache
def _no_names() -> frozenset[str]:
    return frozenset(load("labels")["no_names"])


def is_no_name(value: str) -> bool:
    """Whether a capitalised word that stands where a notice names its outlet is an everyday word."""
    folded = fold(value).strip(" .")
    return folded in _no_names() or folded.removeprefix("the ") in _no_names() or folded in function_words()


def is_genre(value: str) -> bool:
    """Whether a word names the kind of text ("Opinion", "Analysis")."""
    return fold(value).strip(" .") in _sections()[2]


def is_section(value: str) -> bool:
    """Whether a line is the name of a section as sites print it above a headline, a region or a genre."""
    folded = fold(value).strip(" .")
    return any(folded in words for words in _sections())


@cache
def function_words() -> frozenset[str]:
    """Return articles, prepositions, conjunctions and pronouns of all languages: a sentence may open with one."""
    return frozenset(word for words in load("labels")["function_words"].values() for word in words)


@cache
def _buttons() -> tuple[frozenset[str], frozenset[str]]:
    data = load("labels")
    return frozenset(data["buttons"]), frozenset(data["desks"])


def trailing_button(text: str) -> int:
    """Return where a name ends before a page's button ("A. Author Print |"), 0 where none stands behind it."""
    words = text.rstrip(" |").rsplit(None, 1)
    return len(words[0].rstrip(" |")) if len(words) == 2 and fold(words[1]) in _buttons()[0] else 0


def signs_for_newsroom(text: str) -> bool:
    """Whether a line holds a word with which a newsroom signs ("Redazione ANSA")."""
    return any(word in _buttons()[1] for word in re.findall(r"[^\W\d_]+", fold(text)))


@cache
def _sentence_words() -> frozenset[str]:
    return frozenset(load("labels")["sentence_words"])


def says_something(text: str) -> bool:
    """Whether capitalised words hold one that sentences have and names of organisations have not ("That", "Is")."""
    return not _sentence_words().isdisjoint(_WORD.findall(fold(text)))


@cache
def _outlet_words() -> frozenset[str]:
    return frozenset(load("labels")["outlet_words"])


def is_outlet_name(text: str) -> bool:
    """Whether a capitalised name holds a word by which news outlets call themselves ("The Weir Times")."""
    words = re.findall(r"[^\W\d_]+", text)
    if not 0 < len(words) <= 7 or not words[0][0].isupper():
        return False
    return any(fold(word) in _outlet_words() for word in words) and len(words) > 1


@cache
def _role_words() -> frozenset[str]:
    return frozenset(load("labels")["roles"])


def is_role(text: str, longest: int = 7) -> bool:
    """Whether a short line says what a writer is ("Political Editor", "staff writer, Tbilisi") rather than who."""
    words = re.findall(r"[^\W\d_]+", fold(text))
    return 0 < len(words) <= longest and any(word in _role_words() for word in words)
