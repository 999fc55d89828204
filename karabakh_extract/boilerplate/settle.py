"""Hits and candidates of an article in, claims out: which rules may act at their place, which blocks they take along.

Rules that need nothing of their neighbours come first. Rules that do are asked in a few rounds, since each claim can
move the edge of the article's prose for the next one; their phrases are looked for only where the place would allow
them.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from karabakh_extract.boilerplate.article import Article
from karabakh_extract.boilerplate.automaton import Automaton
from karabakh_extract.boilerplate.claims import Claim, Hit
from karabakh_extract.boilerplate.needs import Need, Plan
from karabakh_extract.boilerplate.resolve import resolved
from karabakh_extract.boilerplate.rules import Follow
from karabakh_extract.boilerplate.surroundings import Surroundings
from karabakh_extract.boilerplate.tokens import knowledge

ROUNDS = 4
PIECES = frozenset({"short", "title", "name", "address", "any"})
"""Shapes that a piece of a sentence can have as well."""


class Candidate(Struct, gc=False):
    """A phrase that may stand in a block; `hits` are known once it was looked for, `asked` counts the changes to the
    article that had been made when it was last asked in vain."""

    block: int
    entry: int
    plan: Plan
    hits: Sequence[Hit] | None = None
    asked: int = -1


class Settlement(Surroundings):
    """Settles the hits of one article, of which `covered` blocks are no part. `find` looks for a candidate's phrase,
    `automaton` runs an `until` phrase."""

    def __init__(
        self,
        article: Article,
        hits: Sequence[Hit],
        waiting: Sequence[Candidate],
        covered: Iterable[int],
        find: Callable[[Article, Candidate], Sequence[Hit]],
        automaton: Callable[[str], Automaton],
    ) -> None:
        super().__init__(article, covered)
        self._find = find
        self._automaton = automaton
        self._kept: dict[int, list[Hit]] = {}
        for hit in hits:
            if hit.kind == "keep":
                self._kept.setdefault(hit.block, []).append(hit)
        self._hits = [hit for hit in hits if hit.kind != "keep" and self._free(hit)] if self._kept else hits
        self._waiting = list(waiting)
        # they come in the order of blocks, so a block's are found by bisection: a flood of notices has many of each
        self._blocks = array("I", (candidate.block for candidate in self._waiting))
        self._taken: dict[int, Hit] = {}  # block taken along → the hit that takes it

    def claims(self) -> list[Claim]:
        """Return the claims, in order, never overlapping."""
        for hit in self._hits:
            self.accept(hit)
        for hit in self._hits:
            if hit.plan.extends:
                self._take_along(hit)
        waiting: list[Candidate] = []
        # a rule that knows the wording goes before one that knows what such a notice is made of
        for general in (False, True):
            waiting += [each for each in self._waiting if each.plan.general is general]
            for _ in range(ROUNDS):
                still: list[Candidate] = []
                for candidate in waiting:
                    if candidate.block in self._taken or candidate.block in self.full:
                        continue
                    if candidate.asked == self.changes or not self._settled(candidate):
                        still.append(candidate)
                if len(still) == len(waiting):
                    break
                waiting = still
        return self._written()

    def _free(self, hit: Hit) -> bool:
        """Say whether no rule of kind `keep` protects the words of a hit."""
        return not any(keep.low < hit.high and hit.low < keep.high for keep in self._kept.get(hit.block, ()))

    def _candidates(self, block: int) -> Sequence[Candidate]:
        """Return what may stand in a block."""
        return self._waiting[bisect_left(self._blocks, block) : bisect_right(self._blocks, block)]

    def _hits_of(self, candidate: Candidate) -> Sequence[Hit]:
        if candidate.hits is None:
            found = self._find(self.article, candidate)
            candidate.hits = [hit for hit in found if self._free(hit)] if self._kept and found else found
        return candidate.hits

    def _settled(self, candidate: Candidate) -> bool:
        """Accept the hits of a candidate whose surroundings support it; say whether nothing is left to ask."""
        candidate.asked = self.changes
        plan = candidate.plan
        for each in plan.places:
            for need in each:
                if self.possible(need, candidate.block, plan.reach):
                    break
            else:
                return False
        hits = self._hits_of(candidate)
        if not hits:
            return True
        supported = [hit for hit in hits if self._supported(hit)]
        for hit in supported:
            self.accept(hit)
            if plan.extends:
                self._take_along(hit)
        return len(supported) == len(hits)

    def _supported(self, hit: Hit) -> bool:
        """Say whether one condition of each need of a hit is met by what stands around it."""
        for each in hit.plan.around:
            for need in each:
                if self._met(need, hit):
                    break
            else:
                return False
        return True

    def _met(self, need: Need, hit: Hit) -> bool:
        if need.name == "followed":
            return bool(self._following(hit, hit.plan.rule.follow, 1))
        if need.name == "run":
            return self._run_length(hit) >= need.number
        end = hit.block
        if need.name in ("tail", "last") and hit.plan.rule.follow:
            end = max(self._following(hit, hit.plan.rule.follow, 1), default=end)
        return self.met(need, hit, end)

    def _run_length(self, hit: Hit) -> int:
        """Return how many blocks in a row, this one among them, hold a hit of the same rule."""
        length = 1
        for step in (-1, 1):
            block = hit.block + step
            while any(each.plan is hit.plan and self._hits_of(each) for each in self._candidates(block)):
                length += 1
                block += step
        return length

    # -- blocks taken along -------------------------------------------------------------------------------------------

    def _take_along(self, hit: Hit) -> None:
        if hit.block in self._taken:
            return
        for follow, step in ((hit.plan.rule.follow, 1), (hit.plan.rule.before, -1)):
            for block in self._following(hit, follow, step):
                self._taken[block] = hit
                self.cover(block)

    def _following(self, hit: Hit, follow: Follow | None, step: int) -> list[int]:
        """Return the neighbouring blocks that a hit takes along."""
        text = self.article.texts[hit.block]
        if follow is None or (any(map(str.isalnum, text[hit.high :])) if step > 0 else hit.low > 0):
            return []
        blocks: list[int] = []
        block = hit.block + step
        while (
            0 <= block < self.size
            and len(blocks) < follow.most
            and block not in self._taken
            and block not in self._kept
        ):
            if follow.until is not None:
                blocks.append(block)
                if self._holds(block, follow.until):
                    return blocks
            elif self._goes_along(block, hit, follow):
                blocks.append(block)
            else:
                break
            block += step
        if follow.until is not None:
            return []
        blocks = self._but_prose(blocks) if step > 0 else blocks
        if follow.holding is not None and not any(self._holds(each, follow.holding) for each in blocks):
            return []
        return blocks

    def _but_prose(self, blocks: list[int]) -> list[int]:
        """Return blocks up to the first paragraph of prose, or all where no prose of the article comes after them: an
        appeal above an article does not take its first paragraphs along."""
        if not blocks or blocks[-1] >= self.ends()[1]:
            return blocks
        prose = (n for n, block in enumerate(blocks) if block not in self.covered and self.article.shape(block).prose)
        return blocks[: next(prose, len(blocks))]

    def _goes_along(self, block: int, hit: Hit, follow: Follow) -> bool:
        """Say whether a block has a shape that `follow` names and no rule of another kind wants it."""
        if self.article.folded(block).strip(" :*#") in knowledge("topic_headings"):
            return False
        claimants = {other.kind for other in self.accepted.get(block, ()) if self.mostly(other)}
        for candidate in self._candidates(block):
            if not candidate.plan.vague:
                claimants |= {other.kind for other in self._hits_of(candidate) if self.mostly(other)}
        if claimants:
            return hit.kind in claimants
        shape = self.article.shape(block)
        fitting = [name for name in follow.shapes if shape.text and shape.fits(name)]
        if fitting and shape.count > 3 and block + 1 < self.size and PIECES.issuperset(fitting):
            # a piece of a sentence that a link cut in three: what comes next begins with a small letter or a comma
            after = self.article.texts[block + 1][:1]
            cut = after.islower() or after in (",", ";", ".", ")")
            return not cut or self.article.shape(block + 1).fits("link")
        return bool(fitting)

    def _holds(self, block: int, until: str) -> bool:
        return self._automaton(until).stands(self.article.tokens(block))

    # -- writing ------------------------------------------------------------------------------------------------------

    def _written(self) -> list[Claim]:
        claims: list[Claim] = []
        groups: dict[int, int] = {}  # id of the leading hit → group
        run: tuple[int, Plan, int] | None = None  # block, plan and group of the last claim of a rule that needs a run
        for block in sorted(self.accepted.keys() | self._taken.keys()):
            text = self.article.texts[block]
            leader = self._taken.get(block)
            pairs = (
                resolved(self.accepted[block], text)
                if leader is None
                else [(leader, replace(leader, low=0, high=len(text), slots={}))]
            )
            for found, hit in pairs:
                group = groups.setdefault(id(found), len(groups))
                if hit.plan.runs:
                    if run and run[0] == block - 1 and run[1] is hit.plan:
                        group = run[2]
                    run = (block, hit.plan, group)
                low, high = hit.low, hit.high
                piece = text[low:high]
                if (bare := piece.strip()) != piece:
                    low += piece.find(bare)
                    high = low + len(bare)
                if low < high:
                    rule = hit.plan.rule
                    gives = hit.values() if rule.gives else {}
                    claims.append(Claim(block, low, high, rule.kind, rule.id, group, dict(hit.slots), gives))
        return claims
