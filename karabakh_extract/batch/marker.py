"""What stands beside a finished part: which articles of which inputs are in it, and how they fared.

In: JSON. Out: a Marker. A part without its marker does not count, so the marker is written last; ledger, reports and
the list of failures are made from markers alone.
"""

import msgspec
from msgspec import Struct, field

from karabakh_extract.batch.counts import Counts
from karabakh_extract.batch.plan import Stat
from karabakh_extract.errors import UsageError
from karabakh_extract.record import Generator
from karabakh_extract.writers.encoding import encoded

FORMAT = 1
"""Version of the marker's own format; a program refuses a later one."""
FOLDER = ".done/"
"""Where markers stand in OUT: hidden, so that `OUT/*` are the records."""


class Piece(Struct, kw_only=True, omit_defaults=True):
    """Consecutive articles of one input in a part."""

    input: str
    """the name of the input"""
    stat: Stat | None
    """size, time of change (nanoseconds) and inode of the input when it was read; null where it has none"""
    take: str
    """the conversion of the input that this belongs to, by the part in which it began; a later take supersedes it"""
    first: int
    """place of the first article in the input"""
    count: int
    failed: list[int] = field(default_factory=list)
    """places of articles without a record"""
    total: int | None = None
    """how many articles the input holds, where this is the end of it"""
    size: int = 0
    """bytes of its records in the part, before compression"""


class Failure(Struct, kw_only=True, omit_defaults=True):
    """An article without a record."""

    input: str
    place: int
    name: str
    status: str
    reason: str
    detail: str = ""


class Marker(Struct, kw_only=True):
    """A finished part."""

    format: int = FORMAT
    part: str
    """name of the part in OUT"""
    run: int
    """which run over OUT made it, counted from 1"""
    number: int
    """which part of its series it is, counted from 0"""
    generator: Generator
    settings: str
    """digest of all that could change a record"""
    records: int
    sha256: str = ""
    """of the part's bytes before compression"""
    pieces: list[Piece]
    failures: list[Failure]
    counts: Counts

    @property
    def name(self) -> str:
        """Where the marker stands in OUT."""
        return marker_name(self.part)

    def encoded(self) -> bytes:
        """Return the marker as JSON."""
        return encoded(self)


class _Version(Struct):
    format: int


def marker_name(part: str) -> str:
    """Return where the marker of a part stands."""
    return f"{FOLDER}{part}.json"


def decoded(data: bytes, name: str) -> Marker:
    """Return a marker.

    Raises:
        UsageError: a later version of the program wrote it.
        ValueError: it is damaged.
    """
    found = msgspec.json.decode(data, type=_Version)
    if found.format > FORMAT:
        what = f"made by a later version of karabakh-extract (format {found.format})"
        raise UsageError(name, what, "update the program, or write to another folder")
    return msgspec.json.decode(data, type=Marker)
