"""A folder as the place of parts and markers: the Store of one machine, and of machines that share a file system.

In: names and bytes. Out: files that are written beside their names, synced and renamed, so that each is whole. A living
writer holds a lock on its temporary file: what has none and no lock is an orphan.
"""

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import BinaryIO

from karabakh_extract.batch.store import ABANDONED, checked, is_temporary
from karabakh_extract.errors import OutputError
from karabakh_extract.readers.inputs import printable_path
from karabakh_extract.writers.newfile import beside

_NO_LOCKS = {errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOLCK, errno.EINVAL}


@dataclass(frozen=True, slots=True)
class LocalStore:
    """A folder. A file is written beside its name, synced, renamed, and the folder synced after it.

    A living writer holds a lock on its temporary file, so that `clean` knows orphans at once, also those of another
    machine where the folder is shared (NFS); where locks are unknown, age tells.
    """

    place: str

    def names(self, prefix: str = "") -> list[str]:
        """Return all names that begin with `prefix`, sorted; without temporary files."""
        folder = prefix.rpartition("/")[0]
        with self._troubles(prefix):
            return sorted(name for name in self._below(folder) if name.startswith(prefix) and not is_temporary(name))

    def exists(self, name: str) -> bool:
        """Say whether a name stands."""
        return os.path.isfile(self._path(name))

    def read(self, name: str) -> bytes:
        """Return all bytes of a name."""
        with self.open(name) as stream, self._troubles(name):
            return stream.read()

    def open(self, name: str) -> BinaryIO:
        """Open a name for reading; the caller closes it."""
        with self._troubles(name):
            return open(self._path(name), "rb")

    def write(self, name: str, data: bytes) -> None:
        """Let `data` stand under a name, in place of what stood there, at once and lasting."""
        with self.writer(name) as stream:
            stream.write(data)

    @contextmanager
    def writer(self, name: str) -> Iterator[BinaryIO]:
        """Open a name for writing: it stands once the block has ended well, and nothing stays behind otherwise."""
        path = self._path(name)
        with self._troubles(name, writing=True):
            folder = os.path.dirname(path)
            _make_folders(folder)
            temporary, stream = _temporary(path)
            try:
                with stream:
                    yield stream
                    stream.flush()
                    os.fsync(stream.fileno())
                    # renamed while it is still open, and so locked: no instant at which it looks like an orphan
                    os.replace(temporary, path)
            except BaseException:  # Ctrl-C too leaves no half file
                with suppress(OSError):
                    os.unlink(temporary)
                raise
            _sync(folder)

    def delete(self, name: str) -> None:
        """Take a name away; one that does not stand is no error."""
        path = self._path(name)
        with self._troubles(name), suppress(FileNotFoundError):
            os.unlink(path)
            _sync(os.path.dirname(path))

    def clean(self) -> int:
        """Take away what writers that were killed have left, nothing of living ones; return how many it were."""
        with self._troubles(""):
            temporary = [name for name in self._below("") if is_temporary(name)]
            return sum(_remove_orphan(os.path.join(self.place, name)) for name in temporary)

    def _path(self, name: str) -> str:
        return os.path.join(self.place, checked(name))

    def _below(self, folder: str) -> Iterator[str]:
        """Yield the names of all files below a folder of the store, in no order. Links to folders are not followed."""
        # a folder that goes away while it is read has no names any more
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(os.path.join(self.place, folder)) as entries:
            for entry in entries:
                name = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    yield from self._below(name)
                elif entry.is_file():
                    yield name

    @contextmanager
    def _troubles(self, name: str, *, writing: bool = False) -> Iterator[None]:
        """Turn what the system reports into OutputError; a file missing for reading stays FileNotFoundError."""
        try:
            yield
        except OSError as trouble:
            if isinstance(trouble, FileNotFoundError) and not writing:
                raise
            what = f"cannot be read or written ({trouble.strerror or trouble})"
            where = printable_path(os.path.join(self.place, name))
            raise OutputError(where, what, "check the folder, its permissions and the space") from trouble


def _make_folders(folder: str) -> None:
    """Make a folder and those above it; their names last, too."""
    if not folder or os.path.isdir(folder):
        return
    above = os.path.dirname(folder)
    _make_folders(above)
    # another process may make it at the same time
    with suppress(FileExistsError):
        os.mkdir(folder)
    _sync(above or ".")


def _temporary(path: str) -> tuple[str, BinaryIO]:
    """Return the name of a new file beside `path`, and the file, locked for as long as it is open."""
    while True:
        temporary = beside(path)
        stream = open(temporary, "xb")  # noqa: SIM115 - it outlives this function
        try:
            if not _lock(stream.fileno()) or os.stat(temporary).st_ino == os.fstat(stream.fileno()).st_ino:
                return temporary, stream
        except FileNotFoundError:
            pass  # `clean` of another process came between the file and its lock
        except BaseException:  # Ctrl-C too leaves no half file
            stream.close()
            os.unlink(temporary)
            raise
        stream.close()


def _lock(descriptor: int) -> bool:
    """Lock an open file, waiting for a `clean` that looks at it; False where the file system knows no locks."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    except OSError as trouble:
        if trouble.errno in _NO_LOCKS:
            return False
        raise
    return True


def _remove_orphan(path: str) -> bool:
    """Remove a temporary file whose writer lives no more, and say whether it was one."""
    try:
        # opened for writing: NFS gives exclusive locks to no other
        with open(path, "r+b") as stream:
            try:
                fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            except OSError as trouble:
                if trouble.errno not in _NO_LOCKS:
                    raise
                if time.time() - os.fstat(stream.fileno()).st_mtime < ABANDONED:
                    return False
            os.unlink(path)
    except FileNotFoundError:  # its writer has just ended
        return False
    return True


def _sync(folder: str) -> None:
    """Let the names of a folder last through a power cut."""
    descriptor = os.open(folder or ".", os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as trouble:
        # some network file systems cannot sync a folder; they write names through
        if trouble.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EROFS}:
            raise
    finally:
        os.close(descriptor)
