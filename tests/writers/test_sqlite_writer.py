"""Records in SQLite: rows, search, the latest of each place; loaded once, whole, or not at all."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from karabakh_extract import record as r
from karabakh_extract.errors import OutputError
from karabakh_extract.writers import tables
from karabakh_extract.writers.sqlite import Sqlite, loading

ROOT = Path(__file__).parents[2]


@pytest.fixture
def place(tmp_path):
    return str(tmp_path / "records.db")


@pytest.fixture
def article(record):
    """Make a record of its own content: `number` is its id, `name` and so on those of its source."""

    def make(number, name="a.txt", url=None, fetched=None, **values):
        source = r.RecordSource(name=name, format="text", encoding="utf-8", sha256="1" * 64, url=url, fetched=fetched)
        return record(id=f"{number:032}", source=source, **values)

    return make


def rows(place, query, *values):
    with closing(sqlite3.connect(place)) as connection:
        return connection.execute(query, values).fetchall()


def content(place):
    """Return everything but what numbers the sources."""
    names = [table.name for table in tables.TABLES]
    found = {name: rows(place, f"SELECT * FROM {name} ORDER BY 1, 2") for name in names}
    found["sources"] = rows(place, "SELECT name, url, fetched, id FROM sources ORDER BY 1, 2, 3, 4")
    found["latest"] = rows(place, "SELECT * FROM latest ORDER BY id")
    return found


def ids(found):
    return [int(row[0]) for row in found]


def test_the_tables_hold_the_record(record, place):
    Sqlite().save(place, [record()])
    for table in tables.TABLES:
        with closing(sqlite3.connect(place)) as connection:
            found = connection.execute(f"SELECT * FROM {table.name}")
            assert tuple(column[0] for column in found.description) == table.names
            expected = [tables.article(record())] if table is tables.ARTICLES else dict(tables.rows(record()))[table]
            assert found.fetchall() == expected
    assert rows(place, "SELECT name, url, fetched, id FROM sources") == [("dump/a.txt", None, None, record().id)]


def test_texts_are_whole_and_no_formula_is_escaped(article, place):
    long = "=" + "🚢" * 40_000
    Sqlite().save(place, [article(1, headline="=1+1", body=long)])
    assert rows(place, "SELECT headline, body FROM articles") == [("=1+1", long)]


def test_lone_surrogates_do_not_stop_it(article, place):
    Sqlite().save(place, [article(1), article(2, headline="a\ud800b"), article(3)])
    assert rows(place, "SELECT headline FROM articles WHERE id LIKE '%2'") == [("a\ufffdb",)]
    assert len(rows(place, "SELECT * FROM articles")) == 3


def test_search(article, place):
    Sqlite().save(
        place, [article(1, headline="Ministers meet in Łódź"), article(2, body="Le café était fermé.", quotes=[])]
    )
    search = "SELECT id FROM articles WHERE rowid IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)"
    assert ids(rows(place, search, "ministers")) == [1]
    assert ids(rows(place, search, "cafe")) == [2]
    quotes = "SELECT speaker_name FROM quotes WHERE rowid IN (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH ?)"
    assert rows(place, quotes, "waited") == [("Ada Brook",)]
    assert rows(place, quotes, "brook") == [("Ada Brook",)]


def test_search_holds_after_changes_and_vacuum(article, place):
    Sqlite().save(place, [article(n, headline=f"word{n}", body="x", quotes=[]) for n in range(1, 6)])
    with loading(place) as database:
        database.add([article(3, headline="other", body="y", quotes=[])])
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("DELETE FROM articles WHERE id LIKE '%2'")
        connection.execute("UPDATE articles SET headline = 'changed' WHERE id LIKE '%4'")
        connection.commit()
        connection.execute("VACUUM")
        connection.execute("INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')")
        connection.execute("INSERT INTO quotes_fts (quotes_fts) VALUES ('integrity-check')")
    search = "SELECT id FROM articles WHERE rowid IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)"
    found = {word: ids(rows(place, search, word)) for word in ("word1", "word2", "word3", "word4", "other", "changed")}
    assert found == {"word1": [1], "word2": [], "word3": [], "word4": [], "other": [3], "changed": [4]}


def test_one_content_at_two_places_is_one_row(article, place):
    Sqlite().save(place, [article(1, "a.txt"), article(1, "b.txt", headline="B"), article(1, "b.txt", headline="B")])
    assert rows(place, "SELECT headline, name FROM articles") == [("B", "b.txt")]
    assert rows(place, "SELECT name FROM sources ORDER BY n") == [("a.txt",), ("b.txt",)]
    assert len(rows(place, "SELECT * FROM quotes")) == 1


@pytest.mark.parametrize(
    ("sources", "latest"),
    [
        ([(1, "a"), (2, "b")], [1, 2]),
        ([(1, "a"), (2, "a")], [2]),  # changed
        ([(1, "a"), (2, "a"), (1, "a")], [1]),  # and changed back
        ([(1, "a", "http://x/1"), (2, "b", "http://x/1")], [2]),  # an address counts before a name
        ([(1, "a", "http://x/1"), (2, "a", "http://x/2")], [1, 2]),
        ([(1, "a", None, "2021-03-04T10:00"), (2, "a", None, "2021-03-03")], [1]),  # fetched later, loaded earlier
        ([(1, "a", None, "2021-03-04T10:00+02:00"), (2, "a", None, "2021-03-04T09:00+00:00")], [2]),
        ([(1, "a", None, "2021-03-04"), (2, "a")], [1]),  # a known time wins over none
    ],
)
def test_the_latest_of_each_place(article, place, sources, latest):
    Sqlite().save(place, [article(*source) for source in sources])
    assert ids(rows(place, "SELECT id FROM latest ORDER BY id")) == latest


def test_parts_load_once(article, place):
    parts = {"part-0": [article(1), article(2)], "part-1": [article(3), article(2, headline="new")]}
    with loading(place) as database:
        assert [database.load(name, "1", records) for name, records in parts.items()] == [2, 2]
    first, inode = content(place), os.stat(place).st_ino
    with loading(place) as database:
        assert [database.load(name, "1", records) for name, records in parts.items()] == [0, 0]
    assert os.stat(place).st_ino == inode
    with loading(place) as database:
        assert database.load("part-1", "2", parts["part-1"]) == 2
    assert content(place) == first
    assert os.stat(place).st_ino != inode


def test_an_empty_database_is_made_of_no_parts(place):
    with loading(place):
        pass
    assert content(place)["articles"] == []


def test_tables_of_the_user_stay(article, place):
    Sqlite().save(place, [article(1)])
    os.chmod(place, 0o640)
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("CREATE TABLE notes AS SELECT id, 'read' AS note FROM articles")
        connection.commit()
    with loading(place) as database:
        database.add([article(2)])
    assert len(rows(place, "SELECT * FROM notes")) == 1
    assert len(rows(place, "SELECT * FROM articles")) == 2
    assert os.stat(place).st_mode & 0o777 == 0o640


def test_what_fails_leaves_the_old_database(article, place, tmp_path):
    Sqlite().save(place, [article(1)])
    before = Path(place).read_bytes()

    def failing():
        yield from (article(n) for n in range(2, 2000))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), loading(place) as database:
        database.add(failing())
    assert Path(place).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["records.db"]


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = [{root!r}, {tests!r}]
from full_record import make
from karabakh_extract.writers.sqlite import loading
def records():
    for number in range(100000, 103000):
        yield make(id=f"{{number:032}}")
    os.kill(os.getpid(), signal.SIGKILL)
with loading({place!r}) as database:
    database.load("part-1", "1", records())
"""


def test_a_killed_process_leaves_the_old_database_and_nothing_in_the_way(article, place, tmp_path):
    with loading(place) as database:
        database.load("part-0", "1", [article(1)])
    before = Path(place).read_bytes()
    script = KILLED.format(root=str(ROOT), tests=str(Path(__file__).parent), place=place)
    done = subprocess.run([sys.executable, "-c", script], timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    assert Path(place).read_bytes() == before
    with loading(place) as database:
        assert database.load("part-1", "1", [article(2)]) == 1
    assert ids(rows(place, "SELECT id FROM articles")) == [1, 2]
    assert [path.name for path in tmp_path.iterdir()] == ["records.db"]


def test_a_full_disk_leaves_the_old_database(article, place, tmp_path):
    Sqlite().save(place, [article(1)])
    before = Path(place).read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 500_000, hard))
        with pytest.raises(OutputError, match="cannot be written"), loading(place) as database:
            # more than the cache of the connection holds
            database.add(article(n, body=f"{n} The bridge is closed. " * 5_000) for n in range(2, 1_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)
    assert Path(place).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["records.db"]


def test_two_at_once(article, place):
    with loading(place) as database:
        database.add([article(1)])
        with pytest.raises(OutputError, match="another run is loading into it"), loading(place):
            pass
    assert ids(rows(place, "SELECT id FROM articles")) == [1]


def test_a_writer_elsewhere_is_waited_for_and_told(article, place, monkeypatch):
    monkeypatch.setattr("karabakh_extract.writers.sqlite_file._BUSY", 0.1)
    Sqlite().save(place, [article(1)])
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OutputError, match="another program is using this database"), loading(place):
            pass


def test_a_write_ahead_log_is_not_left_for_the_new_file(article, place, tmp_path):
    Sqlite().save(place, [article(1)])
    with closing(sqlite3.connect(place)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE notes (id)")
        other.commit()
    with loading(place) as database:
        database.add([article(2)])
    assert [path.name for path in tmp_path.iterdir()] == ["records.db"]
    assert rows(place, "PRAGMA integrity_check") == [("ok",)]
    assert rows(place, "SELECT * FROM notes") == []


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda path: Path(path).write_text("headline,body\n" * 100), "this is no database"),
        (lambda path: rows(path, "CREATE TABLE a (b)"), "holds something else"),
        (lambda path: Sqlite().save(path, []) or rows(path, "PRAGMA user_version = 99"), "another version"),
        (lambda path: os.mkfifo(path), "has to be a file"),
    ],
)
def test_what_is_no_database_of_records(place, made, said):
    made(place)
    with pytest.raises(OutputError, match=said), loading(place):
        pass


def test_a_folder_that_is_missing(article, tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        Sqlite().save(str(tmp_path / "none" / "a.db"), [article(1)])
