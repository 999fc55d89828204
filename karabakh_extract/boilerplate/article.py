"""The blocks of one article as rules see them: folded texts, tokens, shapes and the phrases found, each worked out when
first asked for, and the question of how far a claim reaches within its block."""

from collections import deque
from collections.abc import Sequence

from karabakh_extract.boilerplate.automaton import Found
from karabakh_extract.boilerplate.claims import Hit
from karabakh_extract.boilerplate.needs import Plan
from karabakh_extract.boilerplate.shapes import Shape
from karabakh_extract.boilerplate.tokens import Tokens, fold, knowledge
from karabakh_extract.patterns import lazy

SWALLOWED_WORDS = 150
"""A rule that takes the rest of its block takes no more than this beyond its phrase: in a one-line article the block is
the whole article. Long notices are named sentence by sentence in their rules."""

RUN_ON_WORDS = 40
PASSING = 500
"""Blocks whose words and shapes are kept at a time: an article has fewer, a dump of short lines any number."""
SHORT_SENTENCE = 5
"""Words of a sentence beside an appeal that goes with it whatever it says: "It takes a minute." """
_AFTER = lazy(r"(?:[^\w\s(\[«“„<]++|\s(?=[:!?;»](?:\s|$)))*+")
_LIKE_NEWS = frozenset(("caption", "credit", "about_author"))
"""Kinds of notices whose sentences read as those of an article do."""
_QUOTES = lazy('["“”„«»]')
_OPENING = "([«“„\"'‘*_#-•–"


Wanted = tuple[str | None, list[tuple[int, Plan]], list[tuple[int, Plan]]]
"""Candidates for articles of a language, number and plan of each: of rules that a block alone decides, and others."""


class View:
    """One text as rules see it, wherever it stands: its folded form, words and shape, the phrases that may stand in it
    (`candidates`: number and plan of each) and those that do (`hits`, by number, once they were looked for)."""

    __slots__ = ("_asked", "_folded", "_shape", "_tokens", "_wanted", "candidates", "hits", "text")

    def __init__(self, text: str, folded: str | None = None) -> None:
        self.text = text
        self._folded = folded
        self.candidates: list[tuple[int, Plan]] = []
        self.hits: dict[int, tuple[Hit, ...]] = {}
        self._asked = 0
        self._wanted: Wanted | None = None
        self._tokens: Tokens | None = None
        self._shape: Shape | None = None

    @property
    def folded(self) -> str:
        """The text as phrases are looked for in it."""
        if self._folded is None:
            self._folded = fold(self.text)
        return self._folded

    @property
    def tokens(self) -> Tokens:
        """The words of the text."""
        if self._tokens is None:
            self._tokens = Tokens(self.text, self.folded)
        return self._tokens

    @property
    def shape(self) -> Shape:
        """What the text looks like."""
        if self._shape is None:
            self._shape = Shape(self.text)
        return self._shape

    def rest(self) -> None:
        """Let go of the words, which take ten times the memory of the text; asked for again they are found again."""
        self._tokens = None

    def wanted(self, language: str | None) -> Wanted:
        """Return the candidates of rules for articles in a language, `None` for any language."""
        if len(self.hits) > self._asked:
            # what was looked for in an earlier article, and is not there, is not asked for again
            self.candidates = [each for each in self.candidates if self.hits.get(each[0]) != ()]
            self._asked = len(self.hits)
            self._wanted = None
        if self._wanted is None or self._wanted[0] != language:
            alone: list[tuple[int, Plan]] = []
            around: list[tuple[int, Plan]] = []
            for each in self.candidates:
                plan = each[1]
                if not (language and plan.languages) or language in plan.languages:
                    (around if plan.waits else alone).append(each)
            self._wanted = language, alone, around
        return self._wanted

    def hit(self, block: int, found: Found, plan: Plan) -> Hit:
        """Return the hit that a found phrase is for its rule, in code points of the text."""
        tokens, text = self.tokens, self.text
        size, first, last, runs_on = len(tokens), found.start, found.end, False
        extent = plan.rule.extent
        if extent == "sentence":
            first, last = tokens.sentence_start(first), tokens.sentence_end(last - 1)
        elif extent == "appeal":
            first, last = self._appeal(tokens.sentence_start(first), tokens.sentence_end(last - 1))
        elif extent != "match":
            if size - (last - first) <= SWALLOWED_WORDS:
                whole = 0 if plan.rule.kind in _LIKE_NEWS else self._notice_start(first)
                first, last = (whole if extent == "block" else first), size
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

    def _notice_start(self, first: int) -> int:
        """Return where a notice begins that names itself at the word `first`: behind the last sentence that tells."""
        tokens = self.tokens
        first = tokens.sentence_start(first)
        while first and self._appeals(start := tokens.sentence_start(first - 1), first):
            first = start
        return first

    def _appeal(self, first: int, last: int) -> tuple[int, int]:
        """Return how far sentences around those at `first:last` go on with what is asked of the reader, in words."""
        tokens = self.tokens
        while first and self._appeals(start := tokens.sentence_start(first - 1), first):
            first = start
        while last < len(tokens) and self._appeals(last, end := tokens.sentence_end(last)):
            last = end
        return first, last

    def _appeals(self, first: int, last: int) -> bool:
        """Say whether a sentence speaks to the reader or of the press, or is too short to tell news."""
        tokens = self.tokens
        start = tokens.starts[first]
        end = tokens.starts[last] if last < len(tokens) else len(self.text)
        if _QUOTES.search(self.text, max(start - 1, 0), end):
            return False
        return last - first <= SHORT_SENTENCE or not knowledge("appeal").isdisjoint(tokens.words[first:last])


class Article:
    """The texts of an article's blocks, in order, and what they look like: `views` are those of blocks in which a
    phrase may stand, the others are made when asked for and soon forgotten."""

    __slots__ = ("_passing", "_views", "_worked", "texts")

    def __init__(self, texts: Sequence[str], views: dict[int, View]) -> None:
        self.texts = texts
        self._views = views
        self._passing: dict[int, View] = {}
        self._worked: deque[View] = deque()

    def view(self, block: int) -> View:
        """Return a block as rules see it."""
        view = self._views.get(block) or self._passing.get(block)
        if view is None:
            if len(self._passing) >= PASSING:
                self._passing.clear()
            view = self._passing[block] = View(self.texts[block])
        return view

    def worked(self, view: View) -> None:
        """Note that phrases were looked for in a text; the words of the one before so many others are let go of."""
        self._worked.append(view)
        if len(self._worked) > PASSING:
            self._worked.popleft().rest()

    def folded(self, block: int) -> str:
        """Return the folded text of a block."""
        return self.view(block).folded

    def tokens(self, block: int) -> Tokens:
        """Return the words of a block."""
        return self.view(block).tokens

    def shape(self, block: int) -> Shape:
        """Return the shape of a block."""
        return self.view(block).shape


def closed(text: str, end: int) -> int:
    """Return where the punctuation ends that belongs to the word ending at `end`."""
    match = _AFTER.match(text, end)
    return match.end() if match else end


def _opened(text: str, start: int) -> int:
    while start and text[start - 1] in _OPENING:
        start -= 1
    return start
