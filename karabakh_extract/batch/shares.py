"""`--shard i/N`: which articles of the inputs one of N runs converts, so that all together convert each once.

In: an input and the place of an article in it. Out: whether it is this run's. Owners follow from names alone, not from
a list: an input that is added tomorrow moves none of the others to another run. Large inputs are dealt out in windows,
so that one big container keeps all runs busy; each then reads over what is not its own.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from karabakh_extract.errors import UsageError

if TYPE_CHECKING:
    from karabakh_extract.batch.plan import Stat

WINDOW = 1_000
"""Articles of a large input that stay together."""
LARGE = 8_000_000
"""Bytes from which an input is dealt out in windows; below it, reading it N times costs more than it brings."""


@dataclass(frozen=True, slots=True)
class Share:
    """One of `count` equal shares of the work; `index` counts from 0."""

    index: int
    count: int

    @property
    def name(self) -> str:
        """What stands in the names of this share's parts."""
        return f"{self.index}of{self.count}"

    def owns(self, name: str, stat: "Stat | None", place: int) -> bool:
        """Say whether an article is this share's."""
        window = place // WINDOW if _is_dealt(stat) else 0
        return (_number(name) + window) % self.count == self.index

    def owns_any(self, name: str, stat: "Stat | None") -> bool:
        """Say whether the input can hold an article of this share."""
        return _is_dealt(stat) or self.owns(name, stat, 0)

    @staticmethod
    def next_window(place: int) -> int:
        """Return the place of the first article in the next window."""
        return (place // WINDOW + 1) * WINDOW


def share(text: str) -> Share:
    """Return the share that `i/N` names. Counting from 0 (0 to N-1) and from 1 (1 to N) both cover everything.

    Raises:
        UsageError: it is no such fraction.
    """
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text)
    index, count = (int(found[1]), int(found[2])) if found else (1, 0)
    if index > count or not count:
        raise UsageError("--shard", f"{text} names no share", "give i/N, such as 3/16, with i from 0 or 1 up to N")
    return Share(index % count, count)


def _is_dealt(stat: "Stat | None") -> bool:
    return stat is None or stat[0] > LARGE


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
