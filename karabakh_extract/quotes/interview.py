"""Interviews: paragraphs that open with who speaks ("CRANE: …", "Q: …", "Ответ: …") become quotations of their own.

A text goes in; its turns come out in order, each with its label and whether that asks, answers or names somebody. The
paragraphs behind a turn belong to it up to the next label; behind the last one nothing tells where the answer ends.
"""

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from karabakh_extract.patterns import lazy
from karabakh_extract.quotes.lexicon import Lexicon, known
from karabakh_extract.quotes.marks import Quotation, trim
from karabakh_extract.quotes.text import Text

TurnKind = Literal["question", "answer", "name"]
# initials may stand before the name: "С.В.Лавров: …"
_NAME = lazy(r"\n\n((?:[^\W\d_]\. ?){0,3}[^\W\d_][^\n:.,!?«»\"“”]{1,40}): (?=\S)")
_MOST_WORDS, _FEWEST_WORDS = 4, 4
_FEWEST_TURNS, _FEWEST_SPEAKERS = 4, 2
_STOPS = tuple(".!?…։:;") + tuple(f"{stop}{mark}" for stop in ".!?…։" for mark in "\"”»“’')")
_ASIDE = ("(", "[", "*")


class Turn(NamedTuple):
    """What one side says: its label as printed, where the mark behind the label stands, and the words."""

    kind: TurnKind
    label: str
    mark: int
    said: Quotation


class _Label(NamedTuple):
    start: int
    end: int
    kind: TurnKind
    label: str


@cache
def _letters(code: str, before: str) -> re.Pattern[str]:
    """Return the pattern of the labels that stand for a side ("Q:", "Answer 3.") behind `before`."""
    lexicon = known(code)
    asks, answers = (
        "|".join(sorted({re.escape(w) for word in words for w in (word, word.upper())}, key=len, reverse=True))
        for words in (lexicon.questions, lexicon.answers)
    )
    ends = r"(?: ?[:՝][ \u00a0]*|[.)․][ \u00a0]+|[ \u00a0][—–-][ \u00a0])"
    return re.compile(rf"{before}(?:({asks})|({answers}))(?:[ \u00a0]?\d{{1,3}})?{ends}(?=\S)")


def turns(text: Text, lexicon: Lexicon) -> list[Turn]:
    """Return the turns of an interview or a debate in order; none where fewer than two sides speak by turns.
    Linear in the length of the text."""
    body = text.body
    letters = _by_letters(body, lexicon)
    taken = {label.start for label in letters}
    names = [
        _Label(match.start(), match.end(), "name", match[1])
        for match in _NAME.finditer(body)
        if match.start() not in taken and all(w[0].isupper() for w in match[1].split()[:_MOST_WORDS])
    ]
    if len(letters) + len(names) < _FEWEST_TURNS:
        return []
    often = {label for label, times in Counter(name.label for name in names).items() if times > 1}
    sides = sum(times > 1 for times in Counter(label.kind for label in letters).values())
    if len(often) + sides < _FEWEST_SPEAKERS:
        return []
    labels = sorted([*letters, *names])
    found = []
    for label, following in pairwise([*labels, None]):
        assert label is not None  # only the last item is None
        if label.kind == "name" and (label.label not in often or len(label.label.split()) > _MOST_WORDS):
            continue
        parts = _said(body, label.end, following.start if following else None)
        if parts and (label.kind != "name" or body.count(" ", *parts[0]) + 1 >= _FEWEST_WORDS):
            mark = label.start + len(body[label.start : label.end].rstrip()) - 1
            found.append(Turn(label.kind, label.label, mark, Quotation(parts[0][0], parts[-1][1], tuple(parts))))
    return found


def _by_letters(body: str, lexicon: Lexicon) -> list[_Label]:
    """Return the labels that stand for a side, at the front of paragraphs and behind a stop within such a one; none
    where fewer than two ask."""
    if not lexicon.questions:
        return []
    first = _letters(lexicon.code, "").match(body)
    opening = [*([first] if first else []), *_letters(lexicon.code, r"\n\n").finditer(body)]
    if not opening:
        return []
    found = list(opening)
    within = _letters(lexicon.code, r"(?<=[.?!…։”»\"])[ \u00a0]")
    for match in opening:
        stop = body.find("\n\n", match.end())
        inner = within.finditer(body, match.end(), stop if stop >= 0 else len(body))
        found += [m for m in inner if m[0].rstrip().endswith((":", "՝"))]
    labels = [_Label(m.start(), m.end(), "question" if m[1] else "answer", m[1] or m[2]) for m in found]
    return labels if sum(label.kind == "question" for label in labels) > 1 else []


def _said(body: str, start: int, end: int | None) -> list[tuple[int, int]]:
    """Return the paragraphs of a turn that begins at `start`, up to the next label at `end`; sub-headings and asides
    in brackets between them are nobody's."""
    parts: list[tuple[int, int]] = []
    limit = len(body) if end is None else end
    while start < limit:
        stop = body.find("\n\n", start, limit)
        stop = stop if stop >= 0 else limit
        first, last = trim(body, start, stop)
        if last > first and (not parts or (body.endswith(_STOPS, first, last) and not body.startswith(_ASIDE, first))):
            parts.append((first, last))
        if end is None:
            break
        start = stop + 2
    return parts
