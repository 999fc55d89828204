"""`convert` into tables and databases, and into compressed files."""

import csv
import gzip
import io
import json
import os
import re
import sqlite3
from contextlib import closing

import pytest
import zstandard
from command_line import ROOT

from karabakh_extract.writers.tables import TABLES

LONG = "\n\n".join(
    ["The river rose again on Monday, and the houses below the old mill were left by their people."] * 400
)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def read(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_is_the_table_of_articles(run):
    done = run("convert", "dump/", "-f", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    rows = read(done.stdout)
    assert [row["headline"] for row in rows] == [
        "Harbour Town Opens Its New Ferry Terminal",
        "River Bridge Closed For Repairs",
    ]
    assert rows[0]["authors"] == "Nora Field"


def test_a_folder_of_csv_holds_every_table(run, desk):
    assert run("convert", "dump/", "ferry.txt", "-f", "csv", "-o", "tables/").returncode == 0
    assert names(desk / "tables") == [
        "articles.csv", "dates.csv", "evidence.csv", "media.csv", "places.csv", "quotes.csv", "removed.csv",
        "warnings.csv",
    ]  # fmt: skip
    rows = {path.stem: read(path.read_text("utf-8")) for path in (desk / "tables").iterdir()}
    assert {row["article_id"] for row in rows["quotes"]} <= {row["id"] for row in rows["articles"]}
    done = run("convert", "ferry.txt", "-f", "csv", "-o", "tables/")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "exists already, and 7 more" in done.stderr
    assert run("convert", "ferry.txt", "-f", "csv", "-o", "tables/", "--overwrite").returncode == 0
    assert len(read((desk / "tables" / "articles.csv").read_text("utf-8"))) == 1


def test_a_byte_order_mark_for_excel(run, desk):
    assert run("convert", "ferry.txt", "--bom", "-o", "a.csv").returncode == 0
    assert (desk / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfid,name,")


def test_what_does_not_fit_a_cell_is_told(run, desk):
    (desk / "long.txt").write_text(f"The River Rises Again\n\nBy Nora Field\n\n{LONG}\n", "utf-8")
    done = run("convert", "long.txt", "-o", "a.csv")
    assert done.returncode == 0
    assert done.stderr == (
        "a.csv: 1 cell is cut to what a spreadsheet can hold: JSON lines and SQLite have the whole text\n"
    )


@pytest.mark.parametrize("name", ["a.db", "a.sqlite3"])
def test_a_database(run, desk, name):
    assert run("convert", "dump/", "error.txt", "-o", name).returncode == 0
    with closing(sqlite3.connect(desk / name)) as connection:
        assert connection.execute("SELECT count(*) FROM latest").fetchone() == (3,)
        found = connection.execute("SELECT name FROM sources ORDER BY n").fetchall()
    assert found == [("dump/ferry.txt",), ("dump/deep/bridge.txt",), ("error.txt",)]
    done = run("convert", "ferry.txt", "-o", name)
    assert (done.returncode, done.stderr) == (2, f"{name}: exists already: replace it with --overwrite\n")
    assert run("convert", "ferry.txt", "-o", name, "--overwrite").returncode == 0
    with closing(sqlite3.connect(desk / name)) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (1,)


def test_the_questions_of_the_page_about_tables(run, desk):
    assert run("convert", "dump/", "-o", "a.db").returncode == 0
    page = (ROOT / "docs" / "tables.md").read_text("utf-8")
    with closing(sqlite3.connect(desk / "a.db")) as connection:
        found = [connection.execute(sql).fetchall() for sql in re.findall(r"^```sql\n(.*?)^```", page, re.M | re.S)]
    assert found == [
        [("Ada Brook", 1)],
        [("2021-03-03", "Harbour Town Opens Its New Ferry Terminal", "dump/ferry.txt")],
        [("Ada Brook", "We have waited for this day a long time … The islands are closer now.",
          "Harbour Town Opens Its New Ferry Terminal")],
    ]  # fmt: skip


def test_the_page_about_tables_names_their_columns():
    page = (ROOT / "docs" / "tables.md").read_text("utf-8")
    shown = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", page, re.M))
    assert shown == {table.name: ", ".join(table.names) for table in TABLES}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-f", "sqlite"), "-o: a database cannot go to standard output: give a file, as in -o records.db"),
        (("-f", "sqlite", "-o", "-"), "-o: a database cannot go to standard output: give a file, as in -o records.db"),
        (("-f", "sqlite", "-o", "dump/"), "dump/: a database is one file, not compressed: give a file"),
        (("-o", "a.db.gz"), "a.db.gz: a database is one file, not compressed: give a file"),
        (("-f", "csv", "-o", "a.db"), "a.db: its name says sqlite, but -f says csv"),
        (("-f", "json", "-o", "a.jsonl.gz"), "a.jsonl.gz: its name says jsonl, but -f says json"),
        (("--bom",), "--bom: it belongs to CSV: leave it out, or give -f csv"),
        (("-o", "none/a.db"), "none/a.db: there is no folder none: create it first"),
    ],
)
def test_what_does_not_go_together(run, desk, words, said):
    before = names(desk)
    done = run("convert", "ferry.txt", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1
    assert names(desk) == before


def test_a_database_is_no_input_too(run, desk):
    os.link(desk / "ferry.txt", desk / "a.db")
    done = run("convert", "ferry.txt", "-o", "a.db", "--overwrite")
    assert done.returncode == 2
    assert "this output is also an input" in done.stderr


def test_nothing_to_write_makes_no_file(run, desk):
    (desk / "empty.txt").write_bytes(b"")
    before = names(desk)
    assert run("convert", "empty.txt", "-o", "a.db").returncode == 2
    assert run("convert", "empty.txt", "-f", "csv", "-o", "tables/").returncode == 2
    assert names(desk) == before


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_compressed_files_hold_the_same(run, desk, name):
    for suffix in ("", ".gz", ".zst"):
        assert run("convert", "dump/", "-o", name + suffix).returncode == 0
    plain = (desk / name).read_bytes()
    assert gzip.decompress((desk / f"{name}.gz").read_bytes()) == plain
    packed = (desk / f"{name}.zst").read_bytes()
    assert zstandard.ZstdDecompressor().stream_reader(packed).read() == plain


def test_other_commands_compress_by_name_too(run, desk):
    assert run("quotes", "ferry.txt", "-o", "q.jsonl.gz").returncode == 0
    assert json.loads(gzip.decompress((desk / "q.jsonl.gz").read_bytes()))["speaker_name"] == "Ada Brook"
    assert run("strip", "ferry.txt", "-o", "body.txt.gz").returncode == 0
    assert gzip.decompress((desk / "body.txt.gz").read_bytes()).startswith(b"The ferry terminal")
