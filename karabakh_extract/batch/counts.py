"""Outcomes added up: what stands in a shard's marker, and what reports and guards are made of.

In: Outcomes, one at a time, or the Counts of other shards. Out: a value of bounded size however many articles went
in: counters for each outlet, and body lengths as a histogram from which the median is read.
"""

import math
from collections.abc import Iterable

from msgspec import Struct, field

from karabakh_extract.batch.outcome import Outcome

STEPS = 16
"""Steps of the histogram for each doubling of the length: a median is at most 2.2 % beside the true one."""
MOST_OUTLETS = 20_000
"""Outlets that are counted apart; what comes after them is counted together, so that memory has a bound."""
OTHERS = "(others)"


class OutletCounts(Struct, kw_only=True, omit_defaults=True):
    """The articles of one outlet. `missing_*`, `unknown_layouts`, `truncated`, lengths and the histogram are of
    converted articles; `empty` is of all records."""

    converted: int = 0
    not_an_article: int = 0
    failed: int = 0
    rejected: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    """of those that are not converted: `status:code` → how many"""
    empty: int = 0
    """records without a body"""
    missing_headline: int = 0
    missing_author: int = 0
    missing_date: int = 0
    unknown_layouts: int = 0
    truncated: int = 0
    body_length: int = 0
    removed_length: int = 0
    classifier_length: int = 0
    source_length: int = 0
    """of all articles that were read"""
    seconds: float = 0.0
    """of processor time, of all articles"""
    lengths: dict[int, int] = field(default_factory=dict)
    """histogram of body lengths: step → how many"""

    @property
    def articles(self) -> int:
        """All articles, whatever became of them."""
        return self.converted + self.not_an_article + self.failed + self.rejected

    @property
    def records(self) -> int:
        """Articles that have a record."""
        return self.converted + self.not_an_article

    def add(self, outcome: Outcome) -> None:
        """Count one article."""
        setattr(self, outcome.status, getattr(self, outcome.status) + 1)
        self.source_length += outcome.source_length
        self.seconds += outcome.seconds
        if outcome.status != "converted":
            key = f"{outcome.status}:{outcome.reason or 'unknown'}"
            self.reasons[key] = self.reasons.get(key, 0) + 1
        if outcome.status in ("failed", "rejected"):
            return
        self.empty += not outcome.body_length
        if outcome.status == "not_an_article":
            return
        self.missing_headline += not outcome.has_headline
        self.missing_author += not outcome.has_author
        self.missing_date += not outcome.has_date
        self.unknown_layouts += outcome.unknown_layout
        self.truncated += outcome.truncated
        self.body_length += outcome.body_length
        self.removed_length += outcome.removed_length
        self.classifier_length += outcome.classifier_length
        step = _step(outcome.body_length)
        self.lengths[step] = self.lengths.get(step, 0) + 1

    def merge(self, other: "OutletCounts") -> None:
        """Add the articles of another count."""
        for name in self.__struct_fields__:
            mine, theirs = getattr(self, name), getattr(other, name)
            if isinstance(mine, dict):
                for key, count in theirs.items():
                    mine[key] = mine.get(key, 0) + count
            else:
                setattr(self, name, mine + theirs)

    def median_length(self) -> int | None:
        """Return the median body length of converted articles in characters; None where there are none."""
        below, half = 0, self.converted / 2
        for step, count in sorted(self.lengths.items()):
            below += count
            if below >= half:
                return _length(step)
        return None


class Counts(Struct, kw_only=True):
    """The articles of a shard or a run, by outlet."""

    outlets: dict[str, OutletCounts] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> None:
        """Count one article."""
        self._outlet(outcome.outlet).add(outcome)

    def merge(self, other: "Counts") -> None:
        """Add the articles of another count."""
        for name, counts in other.outlets.items():
            self._outlet(name).merge(counts)

    def total(self) -> OutletCounts:
        """Return the count over all outlets."""
        total = OutletCounts()
        for counts in self.outlets.values():
            total.merge(counts)
        return total

    def _outlet(self, name: str) -> OutletCounts:
        counts = self.outlets.get(name)
        if counts is None:
            if len(self.outlets) >= MOST_OUTLETS:
                name = OTHERS
            counts = self.outlets.setdefault(name, OutletCounts())
        return counts


def counted(outcomes: Iterable[Outcome]) -> Counts:
    """Return outcomes added up."""
    counts = Counts()
    for outcome in outcomes:
        counts.add(outcome)
    return counts


def _step(length: int) -> int:
    return 1 + math.floor(math.log2(length) * STEPS) if length > 0 else 0


def _length(step: int) -> int:
    return round(2 ** ((step - 0.5) / STEPS)) if step else 0
