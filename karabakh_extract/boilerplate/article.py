"""The blocks of one article as rules see them: folded texts, tokens and shapes, each worked out when first asked for,
and the question of how far a claim reaches within its block."""

import re
from collections.abc import Sequence

from karabakh_extract.boilerplate.automaton import Found
from karabakh_extract.boilerplate.claims import Hit
from karabakh_extract.boilerplate.needs import Plan
from karabakh_extract.boilerplate.shapes import Shape
from karabakh_extract.boilerplate.tokens import Tokens, fold

SWALLOWED_WORDS = 150
"""A rule that takes the rest of its block takes no more than this beyond its phrase: in a one-line article the block is
the whole article. Long notices are named sentence by sentence in their rules."""

RUN_ON_WORDS = 40
_AFTER = re.compile(r"(?:[^\w\s(\[«“„<]|\s(?=[:!?;»](?:\s|$)))*")
_OPENING = "([«“„\"'‘*_#-•–"


class Article:
    """Folded texts, tokens and shapes of an article's blocks."""

    __slots__ = ("_shapes", "_tokens", "folded", "texts")

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.folded = [fold(text) for text in texts]
        self._tokens: list[Tokens | None] = [None] * len(texts)
        self._shapes: list[Shape | None] = [None] * len(texts)

    def tokens(self, block: int) -> Tokens:
        """Return the words of a block."""
        found = self._tokens[block]
        if found is None:
            found = self._tokens[block] = Tokens(self.texts[block], self.folded[block])
        return found

    def shape(self, block: int) -> Shape:
        """Return the shape of a block."""
        found = self._shapes[block]
        if found is None:
            found = self._shapes[block] = Shape(self.texts[block])
        return found

    def hit(self, block: int, found: Found, plan: Plan) -> Hit:
        """Return the hit that a found phrase is for its rule, in code points of the block."""
        tokens, text = self.tokens(block), self.texts[block]
        size, first, last, runs_on = len(tokens), found.start, found.end, False
        extent = plan.rule.extent
        if extent == "sentence":
            first, last = tokens.sentence_start(first), tokens.sentence_end(last - 1)
        elif extent != "match":
            if size - (last - first) <= SWALLOWED_WORDS:
                first, last = (0 if extent == "block" else first), size
            else:
                runs_on = True
                end = tokens.sentence_end(last - 1)
                last = end if end - last <= RUN_ON_WORDS else last
        return Hit(
            block=block,
            start=tokens.starts[found.start],
            end=tokens.ends[found.end - 1],
            low=_opened(text, tokens.starts[first]) if first else 0,
            high=closed(text, tokens.ends[last - 1]) if last < size else len(text),
            least=tokens.ends[found.least - 1],
            plan=plan,
            slots={name: (tokens.starts[low], tokens.ends[high - 1]) for name, (low, high) in found.slots.items()},
            runs_on=runs_on or extent == "match",
        )


def closed(text: str, end: int) -> int:
    """Return where the punctuation ends that belongs to the word ending at `end`."""
    match = _AFTER.match(text, end)
    return match.end() if match else end


def _opened(text: str, start: int) -> int:
    while start and text[start - 1] in _OPENING:
        start -= 1
    return start
