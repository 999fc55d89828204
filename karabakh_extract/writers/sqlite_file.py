"""A database file that changes whole or not at all.

In: a path. Out: a connection to a copy of what stands there (or to an empty database of records), which takes its place
once the block has ended well. The old file stays as it was until then, for readers too; what programs would write to
it meanwhile waits.
"""

import fcntl
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress

from karabakh_extract.errors import OutputError
from karabakh_extract.readers.inputs import printable_path
from karabakh_extract.writers.sqlite_schema import APPLICATION, VERSION, statements

_BUSY = 10.0
"""Seconds to wait for a program that writes to the old file."""


@contextmanager
def database(path: str, *, fresh: bool = False, wait: bool = False) -> Iterator[sqlite3.Connection]:
    """Open a copy of the database at `path` for writing; it takes the old one's place at the end if anything was
    written. `fresh`: an empty one, whatever stands there. `wait`: until no other run is loading into it.

    Raises:
        OutputError: it cannot be written, is no database of records, or another program is writing to it.
    """
    path = os.path.realpath(path)
    shown = printable_path(path)
    try:
        _check_kind(path, shown)
        with _temporary(path, shown, wait) as temporary, ExitStack() as held:
            stands = not fresh and os.path.exists(path) and os.path.getsize(path) > 0
            if stands:
                held.enter_context(closing(_held(path, shown)))
            with closing(_filled(temporary, path if stands else None)) as connection:
                before = connection.total_changes
                yield connection
                connection.commit()
                changed = not stands or connection.total_changes > before
            if changed:
                _put(temporary, path)
    except (OSError, sqlite3.Error) as trouble:
        what = f"cannot be written ({getattr(trouble, 'strerror', None) or trouble})"
        raise OutputError(shown, what, "check the folder, its permissions and the space") from trouble


def _check_kind(path: str, shown: str) -> None:
    if os.path.exists(path) and not stat.S_ISREG(os.stat(path).st_mode):
        raise OutputError(shown, "a database has to be a file", "give the name of a file")


def _held(path: str, shown: str) -> sqlite3.Connection:
    """Return a connection to the database that stands at `path`, which nobody else can write to while it is open."""
    connection = sqlite3.connect(path, timeout=_BUSY, isolation_level=None)
    try:
        # what a killed writer or a write-ahead log has left beside the file would be taken for the new file's
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN IMMEDIATE")
        kind = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.OperationalError as trouble:
        connection.close()
        what = f"another program is using this database ({trouble})"
        raise OutputError(shown, what, "try again when it has finished") from trouble
    except sqlite3.DatabaseError as trouble:
        connection.close()
        raise OutputError(shown, f"this is no database ({trouble})", "give another file") from trouble
    if kind != APPLICATION or version != VERSION:
        connection.close()
        what = "this database holds something else" if kind != APPLICATION else f"made by another version ({version})"
        raise OutputError(shown, what, "give another file")
    return connection


@contextmanager
def _temporary(path: str, shown: str, wait: bool) -> Iterator[str]:
    """Yield the path of an empty file beside `path` that belongs to this process alone. One that a killed process has
    left is taken over; at the end it is gone."""
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, f".{name[:60]}.loading.tmp")
    while True:
        lock = os.open(temporary, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            # the one before may have put it into place between the two calls
            if os.path.exists(temporary) and os.path.samestat(os.fstat(lock), os.stat(temporary)):
                break
        except BlockingIOError as trouble:
            os.close(lock)
            raise OutputError(shown, "another run is loading into it", "try again when it has finished") from trouble
        os.close(lock)
    try:
        os.ftruncate(lock, 0)
        yield temporary
    finally:
        with suppress(OSError):
            if os.path.samestat(os.fstat(lock), os.stat(temporary)):
                os.unlink(temporary)
        os.close(lock)


def _filled(temporary: str, old: str | None) -> sqlite3.Connection:
    connection = sqlite3.connect(temporary)
    # it is thrown away whole where anything goes wrong: nothing to roll back, nothing to sync before the end
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -65536")
    if old is not None:
        # by a connection of its own: one that holds the lock for writing is not copied from
        with closing(sqlite3.connect(old)) as reader:
            reader.backup(connection)
    else:
        for statement in statements():
            connection.execute(statement)
        connection.commit()
    return connection


def _put(temporary: str, path: str) -> None:
    with open(temporary, "rb+") as stream:
        if os.path.exists(path):
            os.chmod(temporary, stat.S_IMODE(os.stat(path).st_mode))
        os.fsync(stream.fileno())
    os.replace(temporary, path)
    folder = os.open(os.path.dirname(path), os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
