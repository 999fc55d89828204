"""Where a reader stands: the name of what it reads, what the caller said, and which articles are wanted.

In: what the layers around it know. Out: a value that each layer hands to the next, so that names and errors are made
in one way.
"""

from collections.abc import Callable
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from karabakh_extract.errors import InputError, Reason
from karabakh_extract.readers.compressed import bare
from karabakh_extract.readers.options import ReadOptions
from karabakh_extract.remote import WEB, protocol

KEPT = 1_000_000
"""Bytes of a record or member that an error keeps at most."""


def ignore(notice: str) -> None:
    """Take a notice that nobody waits for."""


class Place(Struct, frozen=True):
    """A file, or a member of one.

    `name` is what records and errors call it; `label` the file name that may tell its kind, in small letters and
    without the suffix of a compression. `only` is the full name of the one article that is wanted, None for all.
    `archived` says that it is a member of an archive, which may hold no other archive.
    """

    name: str
    label: str
    options: ReadOptions
    notify: Callable[[str], None] = ignore
    only: str | None = None
    archived: bool = False

    @property
    def address(self) -> str | None:
        """Where the article lives, as far as its name tells: a web address that it was read from."""
        return self.name if protocol(self.name) in WEB and "!" not in self.name else None

    def member(self, name: str) -> "Place":
        """Return the place of a member of an archive."""
        return replace(self, name=f"{self.name}!{name}", label=bare(name.lower()), archived=True)

    def part(self, name: str) -> "Place":
        """Return the place of what is called so within this one: a record, a mail."""
        return replace(self, name=name, label="")

    def wants(self, name: str) -> bool:
        """Whether the article called so is wanted, or one that it holds or is a part of."""
        only = self.only
        return only is None or name == only or name.startswith(f"{only}!") or only.startswith(f"{name}!")

    def error(self, problem: str, remedy: str, reason: Reason, data: bytes | None = None) -> InputError:
        """Return an error that names this place."""
        return InputError(self.name, problem, remedy, reason=reason, data=data[:KEPT] if data else None)

    def too_large(self, size: int | None = None, data: bytes | None = None, member: str = "") -> InputError:
        """Return the error for what is larger than the limit; `size` where it is known."""
        what = f"{size:,} bytes" if size else f"more than {self.options.max_bytes:,} bytes"
        remedy = "split it into articles, or give a larger --max-bytes"
        name = f"{self.name}!{member}" if member else self.name
        return InputError(name, f"too large ({what})", remedy, reason="too_large", data=data[:KEPT] if data else None)


class Told(NamedTuple):
    """What a container says of an article it holds."""

    url: str | None = None
    fetched: str | None = None
    charset: str | None = None
