"""Records in an SQLite database: a row for each content, the places it was found at, search, the latest of each place.

In: records, alone or as parts of a run. Out: a database that stands under its name once all of them are in it: they
are loaded into a copy, which then takes the place of the old one. Interrupted loading leaves the old one as it was,
and loading a part again changes nothing.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from karabakh_extract.record import Record
from karabakh_extract.writers import tables
from karabakh_extract.writers.encoding import mended
from karabakh_extract.writers.sqlite_file import database

SUFFIX = ".db"
_AT_A_TIME = 500
_CHILDREN = tuple(table.name for table in tables.LISTS)


class Sqlite:
    """Writes a database of its own, in place of whatever stood there."""

    def files(self, place: str) -> list[str]:
        """Return the files that are going to be written."""
        return [place]

    def save(self, place: str, records: Iterable[Record]) -> None:
        """Write the database.

        Raises:
            OutputError: it cannot be written.
        """
        with database(place, fresh=True) as connection:
            Records(connection).add(map(mended, records))


@contextmanager
def loading(path: str, *, wait: bool = False) -> Iterator["Records"]:
    """Open the database at `path`, which need not exist, for more records; they stand in it once the block has ended
    well. Where nothing was loaded the file is not touched. `wait`: until no other run is loading into it.

    Raises:
        OutputError: it cannot be written, is no database of records, or another program is writing to it.
    """
    with database(path, wait=wait) as connection:
        yield Records(connection)


class Records:
    """A database that is being filled."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def has(self, part: str, digest: str) -> bool:
        """Say whether a part with this digest has been loaded."""
        row = self._connection.execute("SELECT digest FROM _parts WHERE name = ?", (part,)).fetchone()
        return row is not None and row[0] == digest

    def load(self, part: str, digest: str, records: Iterable[Record]) -> int:
        """Load a part, unless it has been loaded, and return how many records that were. Parts are loaded in their
        order: of two records of one content, or of one place, the later one counts."""
        if self.has(part, digest):
            return 0
        added = self.add(records)
        self._connection.execute("INSERT OR REPLACE INTO _parts VALUES (?, ?)", (part, digest))
        return added

    def add(self, records: Iterable[Record]) -> int:
        """Load records, and return how many."""
        added = 0
        rest = iter(records)
        while batch := list(islice(rest, _AT_A_TIME)):
            self._add(batch)
            added += len(batch)
        return added

    def _add(self, batch: list[Record]) -> None:
        latest = {record.id: record for record in batch}
        self._forget([*latest])
        self._insert(tables.ARTICLES, [tables.article(record) for record in latest.values()])
        rows: dict[tables.Table, list[tables.Row]] = {}
        for record in latest.values():
            for table, found in tables.rows(record):
                rows.setdefault(table, []).extend(found)
        for table, found in rows.items():
            self._insert(table, found)
        places = [(record.source.name, record.source.url, record.source.fetched, record.id) for record in batch]
        self._connection.executemany(
            "INSERT OR REPLACE INTO sources (name, url, fetched, id) VALUES (?, ?, ?, ?)", places
        )

    def _forget(self, ids: list[str]) -> None:
        """Take away what earlier records of the same contents have left."""
        marks = ", ".join("?" * len(ids))
        found = self._connection.execute(f"SELECT id FROM articles WHERE id IN ({marks})", ids).fetchall()
        for name in _CHILDREN if found else ():
            self._connection.executemany(f"DELETE FROM {name} WHERE article_id = ?", found)
        self._connection.executemany("DELETE FROM articles WHERE id = ?", found)

    def _insert(self, table: tables.Table, rows: list[tables.Row]) -> None:
        names = ", ".join(f'"{name}"' for name in table.names)
        marks = ", ".join("?" * len(table.columns))
        self._connection.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)
