"""Where claims stand in an article: its prose, its edges, what is covered so far; the needs that ask for these.

`possible` answers from the block alone and may say yes too often: it saves looking for a phrase. `met` answers for
a hit.
"""

from collections.abc import Iterable

from karabakh_extract.boilerplate.article import Article
from karabakh_extract.boilerplate.claims import Hit
from karabakh_extract.boilerplate.needs import Need, local
from karabakh_extract.boilerplate.tokens import knowledge

COVERED = 0.6
"""A block counts as taken when hits have this share of it."""

ONE_LINE, LATER = 1000, 0.6
"""A block of more code points may be a whole article in one line: its end begins at this share of it."""

NEAR, NAME = 8, 40
"""Claims of one block with so little between them, and no letter or digit, stand beside each other; a name that ends
one takes at most so much of the next."""

HEAD, HEAD_BLOCKS, BYLINE_SHARE = 400, 15, 0.4
"""A byline stands within so many code points of so many blocks, and its name is so much of its block."""


class Surroundings:
    """What is accepted and covered in an article, and the questions about it."""

    def __init__(self, article: Article, covered: Iterable[int] = ()) -> None:
        self.article = article
        self.size = len(article.texts)
        self.accepted: dict[int, list[Hit]] = {}  # by block
        self._share: dict[int, int] = {}  # block → code points that hits have of it
        self._lows: set[tuple[int, int]] = set()  # block and place where a hit begins
        self._highs: dict[tuple[int, int], str] = {}  # block and place where a hit ends → its kind
        self.covered: set[int] = set(covered)
        self.full: set[int] = set()  # blocks that one hit takes whole
        self.changes = 0  # made by claims so far: what is asked again after none has the same answer
        # claims only cover: the first block of prose moves down, the last one up
        self._first, self._last = 0, self.size - 1
        self._ends: tuple[int, int] | None = None

    def mostly(self, hit: Hit) -> bool:
        """Say whether a hit has the greater part of its block."""
        return hit.high - hit.low >= COVERED * len(self.article.texts[hit.block])

    def accept(self, hit: Hit) -> None:
        """Count a hit as a claim."""
        self.changes += 1
        block, low, high = hit.block, hit.low, hit.high
        size = len(self.article.texts[block])
        if block in self.accepted:
            self.accepted[block].append(hit)
        else:
            self.accepted[block] = [hit]
        if not low and high == size and not hit.runs_on:
            # nothing within the block is asked about any more
            self.full.add(block)
            self.cover(block)
            return
        self._lows.add((block, low))
        self._highs[block, high] = hit.plan.kind
        share = self._share[block] = self._share.get(block, 0) + high - low
        if share >= COVERED * size:
            self.cover(block)

    def cover(self, block: int) -> None:
        """Count a block as no part of the article's prose."""
        self.changes += 1
        self._ends = None
        self.covered.add(block)

    def ends(self) -> tuple[int, int]:
        """Return the first and the last block of prose that is not covered; beyond the article where there is none."""
        if self._ends is not None:
            return self._ends
        shape, covered, size = self.article.shape, self.covered, self.size
        first, last = self._first, self._last
        while first < size and (first in covered or not shape(first).prose):
            first += 1
        while last > first and (last in covered or not shape(last).prose):
            last -= 1
        self._first, self._last = first, last
        self._ends = first, last if first < size else -1
        return self._ends

    def possible(self, need: Need, block: int, reach: int) -> bool:
        """Say whether a need of the surroundings can be met by anything in `block` as claims stand now; `reach`: so
        many blocks may the rule take along."""
        if need.name in ("edge", "tail", "last", "head", "below"):
            first, last = self.ends()
            if need.name == "head":
                return block <= first
            if need.name == "below":
                return block >= first
            if need.name == "edge":
                return not first <= block <= last or self._beside(block) or block in self.accepted
            return block + reach >= last
        if need.name == "after":
            return block in self.accepted or block - 1 in self.covered
        return True

    def met(self, need: Need, hit: Hit, end: int) -> bool:
        """Say whether a need is met for a hit whose blocks taken along end with `end`."""
        name, block = need.name, hit.block
        first, last = self.ends()
        if name == "edge":
            return not first <= block <= last or self._beside(block) or self._inner_edge(hit)
        if name == "tail":
            return end >= last and self._late(hit)
        if name == "last":  # with prose above: a note on the article never is all there is
            return end >= last and self._late(hit) and (block > first or (block == first and hit.low > 0))
        if name == "head":
            return block <= first
        if name == "below":
            return block > first or (block == first and self._late(hit))
        if name == "behind":
            return block > 0 and block - 1 not in self.covered and self.article.shape(block - 1).fits(need.argument)
        if name == "after":
            return self._comes_after(hit, need.argument)
        if name == "byline":
            return self._in_byline(hit)
        return local(need, hit.start, hit.end, self.article.shape(block))

    def _beside(self, block: int) -> bool:
        return block - 1 in self.covered or block + 1 in self.covered

    def _late(self, hit: Hit) -> bool:
        """Say whether a hit in a very long block, a whole article in one line, stands in its later part."""
        size = len(self.article.texts[hit.block])
        return size < ONE_LINE or hit.start > LATER * size

    def _inner_edge(self, hit: Hit) -> bool:
        """Say whether a hit inside a block stands beside another claim of that block."""
        if self._ends_before(hit):
            return True
        text, high = self.article.texts[hit.block], hit.high
        for place in range(high, min(high + NEAR, len(text) + 1)):
            if (hit.block, place) in self._lows:
                return True
            if text[place : place + 1].isalnum():
                break
        # or within the name that ends another one: "Become a Member of Hill Wire Articles by: Anna Berg"
        return any((hit.block, place) in self._highs for place in range(hit.low + 1, min(hit.end, hit.low + NAME)))

    def _ends_before(self, hit: Hit) -> str:
        """Return the kind of the claim that ends just before a hit in its block, or nothing."""
        text = self.article.texts[hit.block]
        for place in range(hit.low, max(hit.low - NEAR, 0), -1):
            if kind := self._highs.get((hit.block, place)):
                return kind
            if text[place - 1].isalnum():
                break
        return ""

    def _comes_after(self, hit: Hit, kind: str) -> bool:
        """Say whether a claim of `kind` ends just before a hit, in its block or with the block before."""
        if hit.low > 0:
            return self._ends_before(hit) == kind
        if hit.block - 1 not in self.covered:
            return False
        return any(other.kind == kind for other in self.accepted.get(hit.block - 1, ()))

    def _in_byline(self, hit: Hit) -> bool:
        """Say whether the name that a hit begins with also stands above the text as a byline: in a line of little
        else, or after "by"."""
        low, high = hit.slots.get("name", (0, 0))
        name = self.article.folded(hit.block)[low:high]
        if " " not in name:
            return False
        for block in range(min(hit.block + 1, HEAD_BLOCKS)):
            size = min(HEAD, hit.low) if block == hit.block else HEAD
            at = self.article.folded(block).find(name, 0, size)
            if at < 0:
                continue
            head = self.article.folded(block)[:size]
            before = head[:at].split()[-1:]
            if before and before[0].strip("(–—-|:") in knowledge("by"):
                return True
            if (
                block
                and len(name) >= BYLINE_SHARE * len(head)
                and not head[at + len(name) :].lstrip(" ,")[:1].isalpha()
            ):
                return True
        return False
