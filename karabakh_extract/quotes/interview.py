"""Interviews: paragraphs that open with who speaks ("CRANE: …", "Q: …", "Ответ: …") become quotations of their own, and
so do questions in bold with the answers behind them.

A text goes in; its turns come out in order, each with its label and whether that asks, answers or names somebody. The
paragraphs behind a turn belong to it up to the next label; the last answer goes on as long as somebody says "I" in it.
"""

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from karabakh_extract.patterns import lazy
from karabakh_extract.quotes.lexicon import Lexicon, known
from karabakh_extract.quotes.marks import Quotation, trim
from karabakh_extract.quotes.questions import Label, TurnKind, in_bold, speaks_of
from karabakh_extract.quotes.text import Text

# initials may stand before the name: "С.В.Лавров: …"
_NAME = lazy(r"\n\n((?:[^\W\d_]\. ?){0,3}[^\W\d_][^\n:.,!?«»\"“”]{1,40}): (?=\S)")
# what might be a letter or word that stands for a side: most texts hold none, and then no longer pattern is needed
_SIDE = lazy(r"\n\n([^\W\d_]+)[ \u00a0]?\d{0,3}[ \u00a0]?[:՝.)․—–-]")
_MOST_WORDS, _FEWEST_WORDS = 4, 4
_LONGEST_SIDE = 40
_FEWEST_TURNS, _FEWEST_SPEAKERS = 4, 2
_STOPS = tuple(".!?…։:;") + tuple(f"{stop}{mark}" for stop in ".!?…։" for mark in "\"”»“’')")
_ASIDE = ("(", "[", "*")


class Turn(NamedTuple):
    """What one side says: its label as printed, where the mark behind the label stands (`None` for both where bold
    alone tells who asks), and the words."""

    kind: TurnKind
    label: str | None
    mark: int | None
    said: Quotation


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


def turns(text: Text, lexicon: Lexicon, headline: str | None) -> list[Turn]:
    """Return the turns of an interview or a debate in order; none where fewer than two sides speak by turns.
    Linear in the length of the text."""
    labels = _labelled(text.body, lexicon) or in_bold(text, lexicon, headline)
    body, found = text.body, []
    for label, following in pairwise([*labels, None]):
        assert label is not None  # only the last item is None
        parts = _said(text, lexicon, label, following.start if following else None)
        if parts and (label.kind != "name" or body.count(" ", *parts[0]) + 1 >= _FEWEST_WORDS):
            said = Quotation(parts[0][0], parts[-1][1], tuple(parts))
            mark = label.start + len(body[label.start : label.end].rstrip()) - 1 if label.label else None
            found.append(Turn(label.kind, label.label, mark, said))
    return found


def _labelled(body: str, lexicon: Lexicon) -> list[Label]:
    """Return the labels of letters and names that open turns; none where fewer than two sides speak by turns."""
    letters = _by_letters(body, lexicon)
    taken = {label.start for label in letters}
    named = [match for match in _NAME.finditer(body) if match.start() not in taken] if ": " in body else []
    if len(letters) + len(named) < _FEWEST_TURNS:
        return []
    names = [
        Label(match.start(), match.end(), "name", match[1])
        for match in named
        if all(w[0].isupper() for w in match[1].split()[:_MOST_WORDS])
    ]
    if len(letters) + len(names) < _FEWEST_TURNS:
        return []
    often = {label for label, times in Counter(name.label for name in names).items() if times > 1}
    sides = sum(times > 1 for times in Counter(label.kind for label in letters).values())
    if len(often) + sides < _FEWEST_SPEAKERS:
        return []
    return [
        label
        for label in sorted([*letters, *names])
        if label.kind != "name" or (label.label in often and len(str(label.label).split()) <= _MOST_WORDS)
    ]


def _by_letters(body: str, lexicon: Lexicon) -> list[Label]:
    """Return the labels that stand for a side, at the front of paragraphs and behind a stop within such a one; none
    where fewer than two ask."""
    start = _SIDE.match("\n\n" + body[:_LONGEST_SIDE])
    candidates = {*_SIDE.findall(body), *([start[1]] if start else [])}
    if not candidates:
        return []
    sides = lexicon.questions | lexicon.answers
    if all(word not in sides and word.capitalize() not in sides for word in candidates):
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
    labels = [Label(m.start(), m.end(), "question" if m[1] else "answer", m[1] or m[2]) for m in found]
    return labels if sum(label.kind == "question" for label in labels) > 1 else []


def _said(text: Text, lexicon: Lexicon, label: Label, end: int | None) -> list[tuple[int, int]]:
    """Return the paragraphs of a turn up to the next label at `end`; sub-headings and asides in brackets between them
    are nobody's."""
    body, start = text.body, label.end
    parts: list[tuple[int, int]] = []
    limit = len(body) if end is None else end
    while start < limit:
        stop = body.find("\n\n", start, limit)
        stop = stop if stop >= 0 else limit
        first, last = trim(body, start, stop)
        if last > first and (not parts or (body.endswith(_STOPS, first, last) and not body.startswith(_ASIDE, first))):
            if parts and end is None and not speaks_of(lexicon.me, text.masked[first:last]):
                break
            parts.append((first, last))
        start = stop + 2
    return parts
