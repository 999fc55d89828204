"""Candidates: values that a line of the article, a notice or an address offers for a field, with where they were read.

Every field gathers candidates and makes one decision at the end; what was chosen, and what agrees with it,
becomes the record's evidence.
"""

from operator import attrgetter

from msgspec import Struct, field

from karabakh_extract.record import Origin


class Candidate(Struct, frozen=True, gc=False):
    """`value` offered for `field`, read at `[start, end)` of a Block's clean text (`block` -1: not in a Block).

    `weight` ranks: a label says what it means (9), a header line implies it (6), a notice names it (4 to 8),
    an address or a mention suggests it (1 to 3).
    """

    field: str
    value: str
    origin: Origin
    block: int
    start: int
    end: int
    weight: float


_weight = attrgetter("weight")


class Candidates(Struct):
    """All candidates of an article, by field, in the order found, and those that were used."""

    by_field: dict[str, list[Candidate]] = field(default_factory=dict)
    used: list[Candidate] = field(default_factory=list)

    def add(self, candidate: Candidate) -> None:
        """Offer a value."""
        self.by_field.setdefault(candidate.field, []).append(candidate)

    def ranked(self, name: str) -> list[Candidate]:
        """Return the candidates of a field, the strongest first; of equals, the one found first."""
        return sorted(self.by_field.get(name, ()), key=_weight, reverse=True)

    def use(self, candidates: list[Candidate]) -> None:
        """Note the candidates behind a decision, strongest first."""
        self.used.extend(candidates)
