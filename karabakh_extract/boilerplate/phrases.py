"""One phrase of a rule in, its parsed form out: positions, steps between them, and the words a match cannot do without.

Syntax: words; `(a|b c)` one of; `[x]` may be missing; `{slot}` a stretch that is captured; `..4` at most four words of
any kind. Punctuation between words is left out on both sides. The form is Glushkov's automaton: a position for each
word, sets of positions as bits of one integer, no loops. `automaton` runs it.
"""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from karabakh_extract.boilerplate import tokens as tk
from karabakh_extract.data import load
from karabakh_extract.patterns import lazy

_PART = lazy(r"\{(?P<slot>[^}\s]*)\}|\.\.(?P<gap>\d+)|(?P<mark>[()\[\]|{}])|(?P<word>[^\W_]+|©)")
MAX_GAP, MAX_POSITIONS = 40, 2000
GAP = ".."


class Slot(NamedTuple):
    """What a slot takes: kinds of its first and further words, kinds that may stand inside but not end it, how many
    words, and the strongest punctuation it may hold."""

    first: int
    further: int
    inside: int
    most: int
    holds: int


_NAME = tk.CAPITAL | tk.JOINED
SLOTS = {
    "name": Slot(tk.CAPITAL, _NAME, tk.PARTICLE, 8, tk.PLAIN),
    "names": Slot(tk.CAPITAL, _NAME, tk.PARTICLE | tk.JOINING, 24, tk.COMMA),
    "person": Slot(tk.CAPITAL, _NAME, tk.PARTICLE, 5, tk.PLAIN),
    "outlet": Slot(tk.CAPITAL | tk.URL | tk.NUMBER, _NAME | tk.NUMBER, tk.PARTICLE, 9, tk.PLAIN),
    "date": Slot(tk.NUMBER | tk.DATE, tk.NUMBER | tk.DATE | tk.DATED, 0, 8, tk.COMMA),
    "year": Slot(tk.YEAR, 0, 0, 1, tk.PLAIN),
    "number": Slot(tk.NUMBER, tk.NUMBER, 0, 4, tk.COMMA),
    "url": Slot(tk.URL, 0, 0, 1, tk.PLAIN),
    "email": Slot(tk.EMAIL, 0, 0, 1, tk.PLAIN),
    "text": Slot(tk.ANY, tk.ANY, 0, 12, tk.COMMA),
}
WIDE = frozenset({"name", "names", "person", "outlet", "text"})
"""Slots of which two side by side must be parted by punctuation: nothing else says where one ends."""


class Piece(NamedTuple):
    """A parsed part: may it be missing, its first and last positions as bits, the words it needs, sets of words of
    which one is needed."""

    nullable: bool
    first: int
    last: int
    required: frozenset[str]
    groups: tuple[frozenset[str], ...]


class Phrase:
    """A parsed phrase. Raises `ValueError` where the text is none.

    By position: `words` (None for a slot or gap), `labels` ("" for a word, ".." for a gap, else the slot), `kinds`
    (what a slot or gap takes), `after` (positions that may come next), `before`, `runs` (number of its slot or gap,
    0 for a word).

    `sought=False` leaves `required` and `groups` empty: half of the work, and who runs a compiled phrase has no use
    for the words by which it was found.
    """

    def __init__(self, text: str, *, sought: bool = True) -> None:
        self._sought = sought
        # whatever else stands between the parts is no word either
        self._parts = [(match.lastgroup or "", match[match.lastgroup or 0]) for match in _PART.finditer(text)]
        self._at = 0
        self.words: list[str | None] = []
        self.labels: list[str] = []
        self.kinds: list[int] = []
        self.after: list[int] = []
        self.before: list[int] = []
        self.runs: list[int] = []
        self._run = 0
        whole = self._choice()
        if self._at < len(self._parts):
            raise ValueError(f"“{self._parts[self._at][1]}” without its opening mark")
        if whole.nullable or (sought and not (whole.required or whole.groups)):
            raise ValueError("no word that must be present")
        if len(self.words) > MAX_POSITIONS:
            raise ValueError(f"too long ({len(self.words)} words with slots and gaps spelled out, not {MAX_POSITIONS})")
        self.first, self.last = whole.first, whole.last
        self.required, self.groups = whole.required, whole.groups
        self.slots = frozenset(self.labels) - {"", GAP}
        self.first_words = frozenset(word for bit in bits(self.first) if (word := self.words[bit]) is not None)
        opening = union(self.kinds[bit] for bit in bits(self.first))
        self.may_start = "word" if not opening else "address" if not opening & ~(tk.URL | tk.EMAIL) else "any"

    @property
    def keys(self) -> frozenset[str]:
        """Words of which one stands in every match: the rarest choice. The phrase is looked up by them."""
        choices = [frozenset({word}) for word in self.required] + list(self.groups)
        return min(choices, key=lambda choice: (cost(choice), sorted(choice)))

    @property
    def most(self) -> int:
        """Words of the longest match; 0 where slots or gaps take more or other words than the phrase names."""
        if None in self.words:
            return 0
        longest: list[int] = [1] * len(self.words)
        # what may come next stands further on in the phrase
        for position in reversed(range(len(self.words))):
            longest[position] += max((longest[bit] for bit in bits(self.after[position])), default=0)
        return max(longest)

    def _peek(self) -> tuple[str, str]:
        return self._parts[self._at] if self._at < len(self._parts) else ("end", "")

    def _choice(self) -> Piece:
        """Parse branches parted by `|`."""
        pieces = [self._sequence()]
        while self._peek() == ("mark", "|"):
            self._at += 1
            pieces.append(self._sequence())
        if len(pieces) == 1:
            return pieces[0]
        nullable = any(piece.nullable for piece in pieces)
        first, last = union(piece.first for piece in pieces), union(piece.last for piece in pieces)
        if not self._sought:
            return Piece(nullable, first, last, frozenset(), ())
        required = frozenset.intersection(*(piece.required for piece in pieces))
        groups: tuple[frozenset[str], ...] = ()
        own = [piece._replace(required=piece.required - required) for piece in pieces]
        if all(piece.required or piece.groups for piece in own):
            groups = (frozenset[str]().union(*(_rarest(piece) for piece in own)),)
        return Piece(nullable, first, last, required, groups)

    def _sequence(self) -> Piece:
        nullable, first, last = True, 0, 0
        required, groups = frozenset[str](), tuple[frozenset[str], ...]()
        while True:
            kind, value = self._peek()
            if kind == "end" or (kind == "mark" and value in ")]|"):
                return Piece(nullable, first, last, required, groups)
            self._at += 1
            piece = self._element(kind, value)
            self._connect(last, piece.first)
            if nullable:
                first |= piece.first
                nullable = piece.nullable
            last = piece.last | (last if piece.nullable else 0)
            if self._sought:
                required |= piece.required
                groups += piece.groups

    def _connect(self, before: int, after: int) -> None:
        if not before:
            return
        for position in bits(after):
            self.before[position] |= before
        for position in bits(before):
            self.after[position] |= after

    def _element(self, kind: str, value: str) -> Piece:
        if kind == "word":
            word = tk.fold(value)
            bit = self._position(word, "", 0)
            return Piece(False, bit, bit, frozenset({word}) if self._sought else frozenset(), ())
        if kind == "slot":
            return self._slot(value)
        if kind == "gap":
            return self._gap(int(value))
        if value not in "([":
            raise ValueError(f"“{value}” without its opening mark")
        piece = self._choice()
        closing = ")" if value == "(" else "]"
        if self._peek() != ("mark", closing):
            raise ValueError(f"“{value}” is never closed with “{closing}”")
        self._at += 1
        if not piece.first:
            raise ValueError(f"nothing between “{value}” and “{closing}”")
        if value == "[" or piece.nullable:
            return Piece(True, piece.first, piece.last, frozenset(), ())
        return piece

    def _position(self, word: str | None, label: str, kind: int) -> int:
        """Add a position and return it as a bit."""
        self.words.append(word)
        self.labels.append(label)
        self.kinds.append(kind)
        self.before.append(0)
        self.after.append(0)
        self.runs.append(self._run if label else 0)
        return 1 << (len(self.words) - 1)

    def _gap(self, most: int) -> Piece:
        if not 0 < most <= MAX_GAP:
            raise ValueError(f"a gap is of 1 to {MAX_GAP} words, not {most}")
        self._run += 1
        spots = [self._position(None, GAP, tk.ANY) for _ in range(most)]
        for before, after in pairwise(spots):
            self._connect(before, after)
        return Piece(True, spots[0], sum(spots), frozenset(), ())

    def _slot(self, name: str) -> Piece:
        slot = SLOTS.get(name)
        if slot is None:
            raise ValueError(f"unknown slot {{{name}}}; slots are {', '.join(SLOTS)}")
        self._run += 1
        first = last = ahead = self._position(None, name, slot.first)
        if slot.inside:  # "the Guardian", "der Spiegel"
            first |= self._position(None, name, slot.inside)
            ahead = first
        for _ in range(slot.most - 1):
            step = self._position(None, name, slot.further)
            last |= step
            if slot.inside:
                step |= self._position(None, name, slot.inside)
            self._connect(ahead, step)
            ahead = step
        return Piece(False, first, last, frozenset(), ())


def bits(mask: int) -> Iterator[int]:
    """Return the numbers of the bits that are set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def union(masks: Iterator[int]) -> int:
    """Return all bits of `masks`."""
    whole = 0
    for mask in masks:
        whole |= mask
    return whole


@cache
def _rank() -> dict[str, int]:
    ranks: dict[str, int] = {}
    for line in load("boilerplate")["common"]:
        for place, word in enumerate(line.split()):
            ranks[word] = max(ranks.get(word, 0), 1000 - place)
    return ranks


def _rarest(piece: Piece) -> frozenset[str]:
    """Return words of which one stands in every match of a branch."""
    choices = [frozenset({word}) for word in piece.required] + list(piece.groups)
    return min(choices, key=lambda choice: (cost(choice), sorted(choice)))


def cost(words: frozenset[str]) -> int:
    """Say how often one of `words` is to be expected: common words cost most, short ones more than long ones."""
    ranks = _rank()
    return sum(ranks.get(word, 0) or max(20 - len(word), 1) for word in words)
