"""A finished draft in, its decisions out: for each field what stands in the record, and all that was offered for it,
ranked."""

from collections.abc import Callable
from typing import NamedTuple

from karabakh_extract.draft import Draft
from karabakh_extract.fields.candidates import Candidate

CLOSE = 1.5
"""A runner-up whose weight is less than this below the winner's is shown: notices of two kinds lie so far apart."""

SINGLE = (
    "headline", "publisher", "original_publisher", "dates.published", "dates.original", "dates.modified", "source.url",
)  # fmt: skip
LISTS = ("authors", "regions", "themes", "media")
ORDER = ("headline", "authors", *SINGLE[1:6], "regions", "themes", "media", "source.url")


class Offer(NamedTuple):
    """A value that was offered. `place` is its line (of a web page: its block), 0 where it stands in none; `taken`
    says whether it is behind the value in the record."""

    value: str
    origin: str
    weight: float
    place: int
    taken: bool


class Decision(NamedTuple):
    """A field with its values in the record and all candidates: those taken first, each group the strongest first."""

    field: str
    values: tuple[str, ...]
    candidates: tuple[Offer, ...]
    runner_up: Offer | None
    close: bool


def decisions(draft: Draft, place: Callable[[int, int], int]) -> list[Decision]:
    """Return the decisions on all fields that have a value or a candidate, in the order of the record.

    `place` gives the line or block number of an offset in a Block's clean text.
    """
    used = set(draft.candidates.used)
    found = []
    for field in ORDER:
        values = _values(draft, field)
        name = "url" if field == "source.url" else field
        ranked = (_offer(candidate, candidate in used, place) for candidate in draft.candidates.ranked(name))
        # a notice that names its outlet three times makes one offer of one strength
        offers = sorted(dict.fromkeys(ranked), key=lambda offer: not offer.taken)
        if not values and not offers:
            continue
        # a list takes whatever is declared: there is nothing to be second to
        rivals = [offer for offer in offers if not offer.taken] if field in SINGLE or field == "authors" else []
        winner = next((offer for offer in offers if offer.taken), None)
        runner_up = rivals[0] if rivals else None
        close = bool(winner and runner_up and winner.weight - runner_up.weight < CLOSE)
        found.append(Decision(field, values, tuple(offers), runner_up, close))
    return found


def _offer(candidate: Candidate, taken: bool, place: Callable[[int, int], int]) -> Offer:
    where = place(candidate.block, candidate.start) if candidate.block >= 0 else 0
    return Offer(candidate.value, candidate.origin, candidate.weight, where, taken)


def _values(draft: Draft, field: str) -> tuple[str, ...]:
    """Return what the record says for a field."""
    if field == "media":
        return tuple(each.url for each in draft.media)
    if field in LISTS:
        return tuple(getattr(draft, field))
    owner, _, name = field.rpartition(".")
    value = getattr(draft.dates if owner == "dates" else draft, name)
    return (value,) if value else ()
