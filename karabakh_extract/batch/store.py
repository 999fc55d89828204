"""Where the parts of a run and their markers live: a folder, or the same under a URL.

In: names such as `part-00003.jsonl` or `parts/part-00003.jsonl`, and bytes. Out: what stands under a name is whole, or
does not stand there, whatever the instant at which a process, a machine or a disk ended. Resuming rests on this alone:
a run never asks what another one was doing, only which names stand.
"""

from contextlib import AbstractContextManager
from pathlib import PurePosixPath
from typing import BinaryIO, Protocol

from karabakh_extract.remote import is_url

TEMPORARY = ".tmp"
"""What unfinished files end with; they begin with a dot."""
ABANDONED = 24 * 3600.0
"""Seconds without a write after which a temporary file is an orphan, where the file system knows no locks."""


class Store(Protocol):
    """A place for named bytes. A store can be pickled; several processes and machines may use one place at a time.

    Names are relative, with `/` between their parts. `read` and `open` raise FileNotFoundError for a name that does not
    stand; whatever else goes wrong raises OutputError.
    """

    @property
    def place(self) -> str:
        """The folder or URL, as it was given."""

    def names(self, prefix: str = "") -> list[str]:
        """Return all names that begin with `prefix`, sorted; without temporary files."""

    def exists(self, name: str) -> bool:
        """Say whether a name stands."""

    def read(self, name: str) -> bytes:
        """Return all bytes of a name."""

    def open(self, name: str) -> BinaryIO:
        """Open a name for reading; the caller closes it."""

    def write(self, name: str, data: bytes) -> None:
        """Let `data` stand under a name, in place of what stood there, at once and lasting."""

    def writer(self, name: str) -> AbstractContextManager[BinaryIO]:
        """Open a name for writing: it stands once the block has ended well, and nothing stays behind otherwise."""

    def delete(self, name: str) -> None:
        """Take a name away; one that does not stand is no error."""

    def clean(self) -> int:
        """Take away what writers that were killed have left, nothing of living ones; return how many it were."""


def open_store(place: str) -> Store:
    """Return the store at a folder or, with the extra `remote`, at a URL. Nothing is created before the first write.

    Raises:
        UsageError: a URL of a kind that is not known or not installed.
    """
    if place.startswith("file://"):
        place = place.removeprefix("file://")
    if is_url(place):
        # imported here: a run on folders needs none of it
        from karabakh_extract.batch.remote import open_remote

        return open_remote(place)
    # imported here: it builds on what stands above
    from karabakh_extract.batch.folder import LocalStore

    return LocalStore(place or ".")


def checked(name: str) -> str:
    """Return a name that lies below its place.

    Raises:
        ValueError: it is absolute, leads upwards, is not in its shortest form, or could be a temporary file's.
    """
    parts = name.split("/")
    if not all(parts) or {".", ".."} & set(parts) or "\0" in name or is_temporary(name):
        raise ValueError(f"no name for a store: {name!r}")
    return name


def is_temporary(name: str) -> bool:
    """Say whether a name is one that unfinished files get."""
    last = PurePosixPath(name).name
    return last.startswith(".") and last.endswith(TEMPORARY)
