"""What the ledger answers: how far an input has been converted, what of a part still counts, what stands in all."""

from dataclasses import dataclass, field
from typing import NamedTuple

from karabakh_extract.batch.plan import Stat


@dataclass(slots=True)
class State:
    """What stands of an input in parts: of its latest take."""

    stat: Stat | None
    take: str
    digest: str
    """of the settings it was begun with"""
    done: list[tuple[int, int]] = field(default_factory=list)
    """first article and number of those that stand, run by run"""
    failed: set[int] = field(default_factory=set)
    """places of articles that have no record"""
    total: int | None = None
    """articles of the input, once they are known"""

    @property
    def articles(self) -> int:
        """Articles that were converted or failed."""
        return sum(count for _, count in self.done)


class Held(NamedTuple):
    """A piece of a part, and whether its records are the latest of their input."""

    size: int
    current: bool


@dataclass(slots=True)
class Sums:
    """What stands in all, without what was superseded."""

    inputs: int = 0
    unfinished: int = 0
    """inputs of which a part is still to be converted"""
    records: int = 0
    failures: int = 0
    older: int = 0
    """inputs that were converted with other rules, options or versions of the program"""
    parts: int = 0
    runs: int = 0


def merged(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return runs of places, sorted, each place in one of them."""
    found: list[tuple[int, int]] = []
    for first, count in sorted(runs):
        if found and first <= sum(found[-1]):
            start, length = found[-1]
            found[-1] = (start, max(length, first + count - start))
        else:
            found.append((first, count))
    return found
