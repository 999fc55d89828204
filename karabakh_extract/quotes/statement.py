"""A statement between being found and being resolved."""

from karabakh_extract.quotes.interview import Turn
from karabakh_extract.quotes.source import Source
from karabakh_extract.quotes.text import Cue
from karabakh_extract.record import QuoteKind


class Statement:
    """A statement before its speaker is resolved. `at` is where the source stands; `sentence` where its attribution
    ends; `turn` whose turn of an interview it is, where the label names nobody."""

    __slots__ = ("at", "cue", "floating", "kind", "parts", "sentence", "source", "turn")

    def __init__(
        self, kind: QuoteKind, parts: list[tuple[int, int]], source: Source | None, cue: Cue | None, at: int
    ) -> None:
        self.kind, self.parts, self.source, self.cue, self.at = kind, parts, source, cue, at
        self.sentence = -1
        self.floating = False
        self.turn: Turn | None = None
