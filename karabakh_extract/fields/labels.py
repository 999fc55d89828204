"""What opens a value in header and footer lines: labels, byline openers, headers of mails, joiners of names.

In: `data/labels.yaml` and folded lines. Out: matchers that say where a label or an opener stands and what it means.
"""

import re
from functools import cache
from typing import Literal, NamedTuple

from msgspec import Struct

from karabakh_extract.data import load
from karabakh_extract.fields.phrases import Phrases, first_word
from karabakh_extract.patterns import lazy

_AFTER_LABEL = lazy(r"\s*(?:[:：՝]\s*|(?=\s|$|-)\s*)")
_AFTER_OPENER = lazy(r"(?:\s*:\s*|\s+)(?=\S)")
# the Armenian mark of a pause stands where others print a colon
_COLON = lazy(r"\s*[:：՝]")


class LabelFound(Struct, frozen=True, gc=False):
    """A label `[start, end)`, its colon and space included; `colon` tells whether it had one."""

    field: str
    start: int
    end: int
    colon: bool
    word: str


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
    while start < len(folded) and folded[start] in "[(* ⋅∙•·|":
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
    return first_word(folded) in _opening_words()


@cache
def _mail_parts() -> dict[str, str]:
    return {word: part for part, words in load("labels")["mail_parts"].items() for word in words}


def mail_part(folded: str) -> str:
    """Return which line of a mail's header a line is: "from", "date", "subject", "other"; "" where it is none."""
    word, colon, _ = folded.partition(":")
    return _mail_parts().get(word.strip(), "other" if mail_header(folded) else "") if colon else ""


@cache
def _taken_from() -> Phrases:
    return Phrases(load("labels")["taken_from"])


def taken_from(folded: str) -> str | None:
    """Return the word before an outlet from which a text is taken ("From Weir Wire:"), if the line opens with one."""
    return _taken_from().at(folded, 0)


def phrase_label(word: str) -> bool:
    """Whether a label is a phrase ("filed under") that needs no colon to be one."""
    return " " in word or "/" in word or word in _bare() or word in topics_inside()


@cache
def _bare() -> frozenset[str]:
    return frozenset(load("labels")["bare"])


@cache
def topics_inside() -> frozenset[str]:
    """Return the phrases that open values within a line of topics as well ("Posted in Rivers. Tagged mills")."""
    return frozenset(load("labels")["topics_inside"])


class Opener(Struct, frozen=True, gc=False):
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
    words = (*data["byline"]["strong"], *data["labels"]["authors"], *data["interview_with"])
    return frozenset(word.rstrip(":") for word in words)


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
