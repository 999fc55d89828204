"""The words of header and footer lines: labels before values, byline openers, joiners, sections, regions.

In: `data/labels.yaml` and `data/regions.yaml`. Out: matchers on text folded by `fold`, which keeps every offset.
"""

import re
from functools import cache
from typing import NamedTuple

from karabakh_extract.data import load

_FOLD = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "\xa0": " ", "–": "-", "—": "-", "İ": "i"})


def fold(text: str) -> str:
    """Return the text in lower case with one form of apostrophe and dash, character for character."""
    return text.translate(_FOLD).lower()


class LabelFound(NamedTuple):
    """A label `[start, end)`, its colon and space included; `colon` tells whether it had one."""

    field: str
    start: int
    end: int
    colon: bool
    word: str


@cache
def _labels() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    data = load("labels")
    fields = {word: field for field, words in data["labels"].items() for word in words}
    inline = [word for field in data["inline"] for word in data["labels"][field]]
    first = "|".join(re.escape(word) for word in sorted(fields, key=len, reverse=True))
    later = "|".join(re.escape(word) for word in sorted(inline, key=len, reverse=True))
    start = re.compile(rf"[\[(*]?\s?({first})(?![\w'-])\s*([:：]|(?=\s|$|-))\s*")
    inside = re.compile(rf"(?<![\w'-])({later})(?![\w'-])(\s*[:：]\s*|\s+)")
    bare = frozenset(word for word in fields if " " in word)
    return fields, start, inside, bare


def label_at_start(folded: str, offset: int = 0) -> LabelFound | None:
    """Return the label with which a folded line opens."""
    fields, start, _, _ = _labels()
    found = start.match(folded, offset)
    if not found:
        return None
    word = found.group(1)
    return LabelFound(fields[word], found.start(), found.end(), bool(found.group(2)), word)


def labels_inside(folded: str, offset: int) -> list[LabelFound]:
    """Return labels further on in a header that runs several values together."""
    fields, _, inside, _ = _labels()
    return [
        LabelFound(fields[m.group(1)], m.start(), m.end(), m.group(2).strip() in (":", "："), m.group(1))
        for m in inside.finditer(folded, offset)
    ]


def phrase_label(word: str) -> bool:
    """Whether a label is a phrase ("filed under") that needs no colon to be one."""
    return word in _labels()[3] or word in (
        "tagged",
        "tags",
        "topics",
        "topic",
        "keywords",
        "rubrique",
        "теги",
        "etiketler",
    )


@cache
def _byline() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = load("labels")
    leads = "|".join(re.escape(w) for w in sorted(data["byline"]["strong"], key=len, reverse=True))
    joiners = "|".join(re.escape(w) for w in data["byline"]["joiners"])
    via = "|".join(re.escape(w) for w in data["byline"]["via"])
    origins = "|".join(re.escape(w) for w in sorted(data["republished_from"], key=len, reverse=True))
    return (
        re.compile(rf"(?<![\w'-])({leads})(?:\s*:\s*|\s+)(?=\S)"),
        re.compile(rf"\s*(?:,\s*(?:(?:{joiners})\s+)?|;\s*|\s(?:{joiners})\s+|\s?&\s?|\s\|\s|\s/\s|\s·\s|\s•\s)"),
        re.compile(rf"(?:,\s*|\s)({via})\s+(?=\S)"),
        re.compile(rf"(?<![\w'-])({origins})(?:\s*:\s*|\s+)(?=\S)"),
    )


def byline_lead(folded: str, offset: int = 0) -> re.Match[str] | None:
    """Return the byline opener ("by", "par", "Автор:") that stands exactly at `offset`."""
    return _byline()[0].match(folded, offset)


def byline_leads(folded: str, offset: int) -> list[re.Match[str]]:
    """Return the byline openers after `offset`."""
    return list(_byline()[0].finditer(folded, offset))


def joiner() -> re.Pattern[str]:
    """Return the pattern of what stands between the items of a byline."""
    return _byline()[1]


def via() -> re.Pattern[str]:
    """Return the pattern of the word before the outlet of a byline ("via", "for")."""
    return _byline()[2]


def republished_from(folded: str) -> re.Match[str] | None:
    """Return the phrase before the name of the outlet where a text stood first."""
    return _byline()[3].search(folded)


@cache
def _sections() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    data = load("labels")
    return (
        frozenset(load("regions")["regions"]),
        frozenset(data["generic"]),
        frozenset(data["genres"]),
        frozenset(data["sections"]),
    )


_REGION_JOINER = re.compile(r"\s*(?:&|\band\b|\bet\b|\bund\b|\by\b|\be\b|\bи\b|\bve\b|/)\s*")


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
