"""Notices learnt from a dump of one outlet: what recurs from article to article and is no prose of its own.

In: drafts of articles, one at a time. Out: the notices, each with how often it was seen; `learn_pack` makes rules of
them. Only what no rule and no field took is looked at. A stretch is proposed where it recurs word for word, names,
dates and numbers apart, and stands at an edge of the articles or speaks as notices do; not paragraphs that recur within
the text (background, a story printed twice). Memory is bounded: stretches seen seldom are forgotten along the way.
"""

import itertools
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Literal, NamedTuple

from karabakh_extract.boilerplate.learn_units import Piece, cues, kind_of, pieces, skeleton, voice
from karabakh_extract.boilerplate.seen import RULE
from karabakh_extract.draft import Draft
from karabakh_extract.fields.shape import is_prose
from karabakh_extract.page.page import Page
from karabakh_extract.page.sentences import sentence_starts
from karabakh_extract.patterns import lazy

WINDOW = 1_000
"""Articles after which stretches are forgotten that were seen too seldom for the share that a notice has."""
LEAST, SHARE = 4, 0.008
"""Articles, and share of them, in which a notice stands at least."""
EDGE = 0.8
"""Share of the times it was seen in which a stretch stands at an edge: nothing but recurring stretches beyond it."""
EVERYWHERE = 0.5
"""Share of articles from which a stretch at an edge is a notice however it sounds."""
LABELLED, SPOKEN = 0.3, 0.05
"""The same for the label of lines, and for a line within the text that has some of the voice of a notice."""
LONGEST, WORDS = 1_500, 2
"""Characters that a notice has at most; words besides its slots at least."""
SHORT = 320
"""Characters up to which names and dates in a stretch are told from its words."""
SENTENCES = 4
"""Paragraphs at the end, and one at the start, whose sentences are looked at one by one."""
LEAD = 6
"""Words that the label of a line has at most ("Read also: …")."""

_NUMBER = lazy(r"\d+")

Unit = Literal["block", "sentence", "lead"]


class Seen(NamedTuple):
    """A notice as learnt: its words and slots (slots that never change are words), and where and how often it stood."""

    unit: Unit
    kind: str
    pieces: tuple[Piece, ...]
    example: str
    articles: int
    words: int
    place: str


@dataclass(slots=True)
class _Count:
    unit: Unit
    example: str
    pieces: list[Piece]
    articles: int = 0
    missed: int = 0
    last: int = -1
    varied: set[int] = field(default_factory=set)
    edge: int = 0
    head: int = 0


def _open(page: Page, n: int) -> list[tuple[int, int]]:
    """Return what of a Block no rule or field has taken: what the classifier took of its own accord is to be learnt."""
    marks = page.marks.get(n)
    if marks and all(mark.rule == RULE for mark in marks):
        return [(0, len(page.blocks[n].text))]
    return page.rest(n)


class Learner:
    """Counts stretches over articles. `add` takes one after the other, `proposals` says what recurred."""

    def __init__(self) -> None:
        self.articles = 0
        self.publishers: Counter[str] = Counter()
        self._counts: dict[int, _Count] = {}
        self._rows: list[array[int]] = []
        self._bodies: set[int] = set()

    def add(self, draft: Draft) -> None:
        """Count what is left of an article for its body; an article that came before is left out."""
        page = draft.page
        texts = [
            (text, (start, end) == (0, len(page.blocks[n].text)))
            for n, block in enumerate(page.blocks)
            if block.role != "furniture"
            for start, end in _open(page, n)
            if (text := block.text[start:end].strip())
        ]
        prose = [n for n, (text, _) in enumerate(texts) if is_prose(text)]
        middle = [texts[n][0] for n in prose[len(prose) // 3 : len(prose) // 3 + 2]]
        body = _number("\n".join(middle))
        if not texts or (middle and body in self._bodies):
            return
        self._bodies.add(body)
        if draft.publisher:
            self.publishers[draft.publisher] += 1
        row = array("Q")
        for n, (text, whole) in enumerate(texts):
            if not whole or len(text) > LONGEST:
                row.extend((0, 0))
                continue
            number = self._count("block", text)
            near = n == (prose[0] if prose else -1) or n in prose[-SENTENCES:]
            if near and is_prose(text):
                starts = [0, *sentence_starts(text), len(text)]
                for start, end in itertools.pairwise(starts):
                    if start < end and (start, end) != (0, len(text)):
                        self._count("sentence", text[start:end].strip())
            label = _label(text)
            # a line whose label recurs is told by it: what stands behind it changes
            row.append(number)
            row.append(self._count("lead", label, text) if label else 0)
        self._rows.append(row)
        self.articles += 1
        if self.articles % WINDOW == 0:
            self._forget()

    def _count(self, unit: Unit, text: str, example: str = "") -> int:
        # a long paragraph is counted as printed, numbers apart: hardly any recurs, and notices are short
        found = pieces(text) if len(text) <= SHORT else None
        number = _number(f"{unit} {_NUMBER.sub('#', text) if found is None else skeleton(found)}")
        count = self._counts.get(number)
        if count is None:
            # a stretch that comes late may have been seen and forgotten before
            missed = self.articles // WINDOW
            count = self._counts[number] = _Count(unit, example or text, found or [], missed=missed)
        elif count.last != self.articles:
            if found is None and not count.pieces:
                count.pieces = pieces(text)
            for n, (one, other) in enumerate(zip(count.pieces, found or count.pieces, strict=True)):
                if one != other:
                    count.varied.add(n)
        if count.last != self.articles:
            count.articles += 1
            count.last = self.articles
        return number

    def _forget(self) -> None:
        """Drop what cannot reach the share any more unless it turns up again: lossy counting (Manku, Motwani 2002)."""
        window = self.articles // WINDOW
        self._counts = {
            number: count for number, count in self._counts.items() if count.articles + count.missed > window
        }

    def proposals(self) -> Iterator[Seen]:
        """Yield the notices: whole blocks first, of each sort those seen most often."""
        least = max(LEAST, SHARE * self.articles)
        often = {number: count for number, count in self._counts.items() if count.articles + count.missed >= least}
        for row in self._rows:
            self._edges(row, often)
        taken: set[str] = set()
        blocks: list[str] = []
        order = {"block": 0, "lead": 1, "sentence": 2}
        for count in sorted(often.values(), key=lambda each: (order[each.unit], -each.articles, each.example)):
            if not self._is_notice(count) or (count.unit != "block" and any(count.example in each for each in blocks)):
                continue
            if count.unit == "block":
                blocks.append(count.example)
            found = tuple(
                piece if n in count.varied or piece.slot in ("", "url", "email") else Piece("", piece.text)
                for n, piece in enumerate(count.pieces)
            )
            words = len(count.example.split())
            place = "at the start" if count.head > count.edge / 2 else "at the end" if count.edge else "in the text"
            kind = kind_of(count.example)[0]
            key = skeleton(list(found))
            if key not in taken:
                taken.add(key)
                yield Seen(count.unit, kind, found, count.example, count.articles, words * count.articles, place)

    def _edges(self, row: "array[int]", often: dict[int, _Count]) -> None:
        """Count what stands at an edge of an article: above the first or below the last stretch that does not recur."""
        lines = [
            number if number in often else label if label in often else 0
            for number, label in zip(row[::2], row[1::2], strict=True)
        ]
        own = [n for n, number in enumerate(lines) if not number]
        first, last = (own[0], own[-1]) if own else (len(lines), -1)
        for n, number in enumerate(lines):
            if number and (n < first or n > last):
                often[number].edge += 1
                often[number].head += n < first and n <= last

    def _is_notice(self, count: _Count) -> bool:
        fixed = [piece for n, piece in enumerate(count.pieces) if not piece.slot or n not in count.varied]
        words = sum(len(piece.text.split()) for piece in fixed)
        literal = [piece.text for piece in count.pieces if not piece.slot]
        share = count.articles / self.articles
        if words < min(WORDS, len(count.pieces)) or not words or (not literal and share < EVERYWHERE):
            return False
        if count.unit == "lead":
            label = " ".join(piece.text for piece in count.pieces)
            opens = count.pieces[0].text in cues().imperatives
            return voice(label) > 0 or opens or share >= LABELLED
        text, says = count.example, voice(count.example)
        if count.unit == "sentence":
            return len(literal) >= 2 * WORDS and says >= 2
        edge = count.edge >= EDGE * count.articles
        if is_prose(text):
            return says >= 3 or (edge and (says > 0 or share >= EVERYWHERE))
        return says >= 2 or (edge and share >= 2 * SHARE) or (says > 0 and share >= SPOKEN) or share >= EVERYWHERE


def _label(text: str) -> str:
    """Return the label with which a line opens that is no sentence ("Read also" before a headline), or nothing."""
    head, colon, rest = text.partition(":")
    if not colon or len(head.split()) > LEAD or not rest[:1].isspace() or len(text.split()) > 30:
        return ""
    return "" if text.endswith((".", "?", "!", "”", '"')) else head


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
