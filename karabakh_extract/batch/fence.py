"""Which run a place belongs to, so that what is left of an earlier one on other machines writes nothing any more.

In: a store and a run's token. Out: a store that lets nothing stand once another run has begun. A driver can die while
its workers go on: they are far away, no lock of this machine knows of them, and the next run gives their work to
others.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import BinaryIO

from karabakh_extract.batch.store import Store
from karabakh_extract.errors import OutputError

NAME = ".run"


def take(store: Store) -> str:
    """Let a place belong to a new run, and return its token.

    Raises:
        OutputError: the place cannot be written.
    """
    token = os.urandom(16).hex()
    store.write(NAME, token.encode())
    return token


def drop(store: Store, token: str | None = None) -> None:
    """Let a place belong to no run on other machines; with a token, only where it still belongs to that run.

    Raises:
        OutputError: the place cannot be read or written.
    """
    # looked at first: most places never belonged to one, and a store may not allow to delete
    with suppress(FileNotFoundError):
        found = store.read(NAME)
        if token is None or found == token.encode():
            store.delete(NAME)


@dataclass(frozen=True, slots=True)
class FencedStore:
    """A Store for as long as its place belongs to the run with this token.

    The last thing that is asked before something stands is whose the place is; between that and the instant at which
    it stands are milliseconds, in which a run that begins has not yet given out work.
    """

    store: Store
    token: str

    @property
    def place(self) -> str:
        """The folder or URL, as it was given."""
        return self.store.place

    def check(self) -> None:
        """Make sure that the place is still this run's.

        Raises:
            OutputError: it is not.
        """
        found = b""
        with suppress(FileNotFoundError):
            found = self.store.read(NAME)
        if found != self.token.encode():
            raise OutputError(self.place, "another run has begun here", "let one run end before the next")

    def names(self, prefix: str = "") -> list[str]:
        """Return all names that begin with `prefix`, sorted; without temporary files."""
        return self.store.names(prefix)

    def exists(self, name: str) -> bool:
        """Say whether a name stands."""
        return self.store.exists(name)

    def read(self, name: str) -> bytes:
        """Return all bytes of a name."""
        return self.store.read(name)

    def open(self, name: str) -> BinaryIO:
        """Open a name for reading; the caller closes it."""
        return self.store.open(name)

    def write(self, name: str, data: bytes) -> None:
        """Let `data` stand under a name, in place of what stood there, at once and lasting."""
        with self.writer(name) as stream:
            stream.write(data)

    @contextmanager
    def writer(self, name: str) -> Iterator[BinaryIO]:
        """Open a name for writing: it stands once the block has ended well, and nothing stays behind otherwise."""
        with self.store.writer(name) as stream:
            yield stream
            self.check()

    def delete(self, name: str) -> None:
        """Take a name away; one that does not stand is no error."""
        self.check()
        self.store.delete(name)

    def clean(self) -> int:
        """Take away what writers that were killed have left, nothing of living ones; return how many it were."""
        return self.store.clean()
