"""What the readers of archives share: which members are read, what they are called, and how their bytes come out.

In: members as tar and zip list them. Out: unique names that can be written, and streams that only go forward.
"""

import io
import posixpath
from collections.abc import Iterator
from functools import cache
from typing import IO

from karabakh_extract.data import load
from karabakh_extract.errors import InputError
from karabakh_extract.readers.compressed import GRACE, RATIO, refuse_bomb
from karabakh_extract.readers.inputs import printable_path
from karabakh_extract.readers.opening import BUFFER, StreamError
from karabakh_extract.readers.place import Place
from karabakh_extract.readers.source import Source


@cache
def _others() -> tuple[str, ...]:
    return tuple(f".{suffix}" for suffix in load("dump_fields")["other_files"])


def is_read(name: str) -> bool:
    """Whether a member is read: not what is hidden or surely no article by its name (images, styles, fonts …)."""
    parts = name.split("/")
    if parts[-1].startswith(".") or "__MACOSX" in parts:
        return False
    return not posixpath.basename(name).lower().endswith(_others())


class Names:
    """Gives each member of an archive a name of its own: the second `a.txt` is `a.txt#2`."""

    def __init__(self) -> None:
        # hashes are a fifth of the names; two names that share one get a number, which does no harm
        self._seen: set[int] = set()

    def unique(self, name: str) -> str:
        """Return a name that no member had before; what cannot be written stands as escapes."""
        name = wanted = printable_path(name)
        number = 1
        while hash(wanted) in self._seen:
            number += 1
            wanted = f"{name}#{number}"
        self._seen.add(hash(wanted))
        return wanted


class Budget:
    """How much an archive may unpack to: counts what its members take and give."""

    def __init__(self) -> None:
        self.taken = 0
        self.given = 0

    @property
    def spent(self) -> bool:
        """Whether the archive as a whole has given too much."""
        return self.given > GRACE and self.given > RATIO * self.taken

    def add(self, given: int) -> None:
        """Count unpacked bytes; raises StreamError where the archive is a bomb."""
        self.given += given
        refuse_bomb(self.given, self.taken)


class Forward(io.RawIOBase):
    """The bytes of a member, read once and forward: going back would unpack it again, or cannot be done at all."""

    def __init__(self, inner: IO[bytes], budget: Budget | None = None) -> None:
        self._inner = inner
        self._budget = budget

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed has no name for what it gets
        """Fill a buffer as far as the member goes at once."""
        piece = self._inner.read(len(buffer))
        if self._budget:
            self._budget.add(len(piece))
        buffer[: len(piece)] = piece
        return len(piece)


def read_member(inner: IO[bytes], place: Place, budget: Budget | None = None) -> Iterator[Source | InputError]:
    """Yield the articles of a member, and the error that ends it."""
    # the streams of members need this room's entrance, which needs them
    from karabakh_extract.readers.stream import members

    stream = io.BufferedReader(Forward(inner, budget), BUFFER)
    try:
        yield from members(stream, place)
    except InputError as error:
        yield error
    except StreamError as trouble:
        yield place.error(trouble.problem, trouble.remedy, trouble.reason)
