"""What has been converted so far: an SQLite index of the markers in OUT, so that a run need not read them all.

In: markers. Out: for each input what stands of it in parts, for each part what of it still counts, failures, sums. The
markers are the truth: whatever they do not say is not in here, and a ledger that is lost or damaged is made again.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import msgspec

from karabakh_extract.batch.marker import Failure, Marker, Piece
from karabakh_extract.batch.plan import Stat
from karabakh_extract.batch.state import Held, State, Sums, merged
from karabakh_extract.errors import OutputError, UsageError
from karabakh_extract.readers.inputs import STDIN, printable_path

FORMAT = 1
"""Version of the tables below."""
LOOKED_THROUGH = 100_000_000
"""Bytes up to which a ledger is looked through for damage when it is opened, which takes half a second then."""
LOOKED_UP = 500
"""Inputs that are looked up at a time."""
_TABLES = """
CREATE TABLE about (place TEXT);
CREATE TABLE parts (
  part TEXT PRIMARY KEY, run INTEGER, number INTEGER, settings TEXT, generator TEXT, records INTEGER, sha256 TEXT
) WITHOUT ROWID;
CREATE TABLE pieces (
  input TEXT, run INTEGER, part TEXT, n INTEGER, stat TEXT, take TEXT, first INTEGER, count INTEGER, failed TEXT,
  total INTEGER, size INTEGER
);
CREATE INDEX pieces_of_an_input ON pieces (input, run, part, n);
CREATE INDEX pieces_of_a_part ON pieces (part, n);
CREATE TABLE failures (
  part TEXT, input TEXT, place INTEGER, name TEXT, status TEXT, reason TEXT, detail TEXT
);
CREATE INDEX failures_of_a_part ON failures (part);
CREATE INDEX failures_of_an_input ON failures (input, place);
"""


class Ledger:
    """The index at `path` (in memory where that is None) of what stands at `place`."""

    def __init__(self, path: str | None, place: str) -> None:
        """Open it, emptied where it was of another place. A damaged file is replaced (`rebuilt` says so).

        Raises:
            UsageError: a later version of the program made it.
            OutputError: it cannot be written.
        """
        self._path = path
        self.rebuilt = False
        try:
            self._connection = self._opened()
        except sqlite3.DatabaseError as trouble:
            if isinstance(trouble, sqlite3.OperationalError):
                raise self._trouble(trouble) from trouble
            self.rebuilt = True
            remove(path or "")
            self._connection = self._opened()
        row = self._connection.execute("SELECT place FROM about").fetchone()
        if row is None or row[0] != place:
            for part in self.parts():
                self.forget(part)
            self._connection.execute("DELETE FROM about")
            self._connection.execute("INSERT INTO about VALUES (?)", (place,))

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path or ":memory:", isolation_level=None)
        try:
            # the markers are safe on the disk: what the ledger loses in a power cut is made again
            connection.execute("PRAGMA synchronous = OFF")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > FORMAT:
                what = f"made by a later version of karabakh-extract (format {version})"
                help = "update the program, or make the ledger anew with --rebuild"
                raise UsageError(printable_path(self._path or ""), what, help)
            if version < FORMAT:
                connection.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {FORMAT}; COMMIT")
            small = not self._path or os.path.getsize(self._path) < LOOKED_THROUGH
            if small and connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("damaged")
        except BaseException:  # Ctrl-C too leaves no connection open
            connection.close()
            raise
        return connection

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def parts(self) -> dict[str, str]:
        """Return the parts that are indexed, with the digests of their bytes."""
        return dict(self._connection.execute("SELECT part, sha256 FROM parts"))

    def add(self, marker: Marker) -> None:
        """Index a part.

        Raises:
            OutputError: the ledger cannot be written.
        """
        generator = msgspec.json.encode(marker.generator).decode()
        run, part = marker.run, marker.part
        with self._changing():
            self._forget(part)
            self._connection.execute(
                "INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, ?)",
                (part, run, marker.number, marker.settings, generator, marker.records, marker.sha256),
            )
            self._connection.executemany(
                "INSERT INTO pieces VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (_row(piece, run, part, n) for n, piece in enumerate(marker.pieces)),
            )
            self._connection.executemany(
                "INSERT INTO failures VALUES (?, ?, ?, ?, ?, ?, ?)",
                ((part, f.input, f.place, f.name, f.status, f.reason, f.detail) for f in marker.failures),
            )

    def forget(self, part: str) -> None:
        """Take a part out of the index; raises as `add`."""
        with self._changing():
            self._forget(part)

    def states(self, names: Sequence[str]) -> dict[str, State]:
        """Return what stands of inputs in parts, by name; those of which nothing does are missing.

        Raises:
            OutputError: the ledger cannot be read.
        """
        try:
            return self._states(names)
        except sqlite3.Error as trouble:
            raise self._trouble(trouble) from trouble

    def held(self, part: str) -> list[Held]:
        """Return the pieces of a part in order."""
        pieces = self._connection.execute("SELECT input, take, size FROM pieces WHERE part = ? ORDER BY n", (part,))
        rows = pieces.fetchall()
        latest: dict[str, str] = {}
        for at in range(0, len(rows), LOOKED_UP):
            names = [row[0] for row in rows[at : at + LOOKED_UP]]
            latest |= {name: state.take for name, state in self.states(names).items()}
        return [Held(size, latest[name] == take or self._stands(name, take)) for name, take, size in rows]

    def _stands(self, name: str, take: str) -> bool:
        """Say whether a take is not superseded by later ones: standard input is another text on every run, and counts
        if it was read to its end."""
        ended = "SELECT 1 FROM pieces WHERE input = ? AND take = ? AND total IS NOT NULL"
        return name == STDIN and self._connection.execute(ended, (name, take)).fetchone() is not None

    def order(self) -> Iterator[tuple[str, str]]:
        """Yield the parts with the digests of their bytes, in the order in which they were made."""
        yield from self._connection.execute("SELECT part, sha256 FROM parts ORDER BY run, number, part")

    def failures(self) -> Iterator[Failure]:
        """Yield the articles that have no record, of the latest take of their inputs, in the order of the parts."""
        rows = self._connection.execute(
            "SELECT input, place, name, status, reason, detail, failures.part FROM failures JOIN parts USING (part)"
            " ORDER BY run, number, failures.rowid"
        )
        for input, place, name, status, reason, detail, part in rows:
            state = self.states([input])[input]
            if place in state.failed and self._last_part(input, place) == part:
                yield Failure(input=input, place=place, name=name, status=status, reason=reason, detail=detail)

    def next_run(self) -> int:
        """Return the number of the run that begins now."""
        return 1 + (self._connection.execute("SELECT max(run) FROM parts").fetchone()[0] or 0)

    def sums(self, digest: str) -> Sums:
        """Return what stands in all; `digest` is that of the settings now."""
        parts, runs = self._connection.execute("SELECT count(*), count(DISTINCT run) FROM parts").fetchone()
        sums = Sums(parts=parts, runs=runs)
        names = self._connection.execute("SELECT DISTINCT input FROM pieces")
        while batch := names.fetchmany(LOOKED_UP):
            for state in self.states([name for (name,) in batch]).values():
                sums.inputs += 1
                sums.unfinished += state.total is None
                sums.older += state.digest != digest
                sums.failures += len(state.failed)
                sums.records += state.articles - len(state.failed)
        return sums

    def _states(self, names: Sequence[str]) -> dict[str, State]:
        marks = ",".join("?" * len(names))
        rows = self._connection.execute(
            f"SELECT input, stat, take, settings, first, count, failed, total FROM pieces JOIN parts USING (part)"
            f" WHERE input IN ({marks}) ORDER BY input, pieces.run, number, n",
            names,
        )
        states: dict[str, State] = {}
        for name, stat, take, digest, first, count, failed, total in rows:
            state = states.get(name)
            if state is None or state.take != take:
                state = states[name] = State(_stat(stat), take, digest)
            state.failed.difference_update(range(first, first + count))
            state.failed.update(msgspec.json.decode(failed, type=list[int]) if failed else ())
            state.done.append((first, count))
            state.total = total if total is not None else state.total
        for state in states.values():
            state.done = merged(state.done)
        return states

    def _last_part(self, name: str, place: int) -> str:
        row = self._connection.execute(
            "SELECT pieces.part FROM pieces JOIN parts USING (part)"
            " WHERE input = ? AND first <= ? AND ? < first + count"
            " ORDER BY pieces.run DESC, number DESC, n DESC LIMIT 1",
            (name, place, place),
        ).fetchone()
        return str(row[0])

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Change the tables in one step, or not at all; raises OutputError."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._connection.execute("COMMIT")
        except sqlite3.Error as trouble:
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise self._trouble(trouble) from trouble

    def _forget(self, part: str) -> None:
        for table in ("parts", "pieces", "failures"):
            self._connection.execute(f"DELETE FROM {table} WHERE part = ?", (part,))

    def _trouble(self, trouble: sqlite3.Error) -> OutputError:
        where = printable_path(self._path or "ledger")
        return OutputError(where, f"cannot be used ({trouble})", "check the space, or make it anew with --rebuild")


def _row(piece: Piece, run: int, part: str, n: int) -> tuple[str | int | None, ...]:
    """Return a piece as a row of its table."""
    stat = msgspec.json.encode(piece.stat).decode() if piece.stat else None
    failed = msgspec.json.encode(piece.failed).decode() if piece.failed else None
    return piece.input, run, part, n, stat, piece.take, piece.first, piece.count, failed, piece.total, piece.size


def _stat(text: str | None) -> Stat | None:
    return msgspec.json.decode(text, type=Stat) if text else None


def remove(path: str) -> None:
    """Take a ledger away."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            os.unlink(path + suffix)
