"""What is made of the parts: the records that count, once, and made again only where something has changed."""

import csv
import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import yaml
import zstandard

from karabakh_extract.batch.request import Request, Watcher
from karabakh_extract.batch.run import run
from karabakh_extract.batch.settings import Settings
from karabakh_extract.cli.batch_job import where
from karabakh_extract.errors import OutputError


@pytest.fixture
def dump(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "dump"
    folder.mkdir()
    for number in range(5):
        write(folder / f"{number}.txt", f"Headline Of Story {number}")
    return folder


def write(path, headline):
    path.write_text(f"{headline}\n\nBy Nora Field\n\nThe bridge over the river is closed, said Ada Brook.\n", "utf-8")


def batch(output, format=None):
    at = where(output, format, None)
    settings = Settings(format=at.parts, compress=at.compress, part_articles=2)
    return run(
        Request(words=["dump"], place=at.place, target=at.target, format=at.format, settings=settings), Watcher()
    )


def headlines(output):
    """Return the headlines that a target holds, sorted."""
    if output.endswith(".db"):
        with closing(sqlite3.connect(output)) as connection:
            return [row[0] for row in connection.execute("SELECT headline FROM latest ORDER BY headline")]
    if output.endswith("records/"):
        return sorted(yaml.safe_load(path.read_text("utf-8"))["headline"] for path in Path(output).glob("*/*.*"))
    data = Path(output + ("articles.csv" if output.endswith("/") else "")).read_bytes()
    if output.endswith(".zst"):
        data = zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True).read()
    lines = data.decode("utf-8").splitlines()
    if "csv" in output or output.endswith("tables/"):
        return sorted(row["headline"] for row in csv.DictReader(lines))
    return sorted(json.loads(line)["headline"] for line in lines)


TARGETS = [
    ("a.db", None), ("a.csv", None), ("a.csv.zst", None), ("a.jsonl", None), ("tables/", "csv"), ("records/", "yaml"),
    ("records/", "json"),
]  # fmt: skip


@pytest.mark.parametrize(("output", "format"), TARGETS)
def test_it_holds_the_records_that_count(dump, output, format):
    batch(output, format)
    assert headlines(output) == [f"Headline Of Story {number}" for number in range(5)]
    write(dump / "1.txt", "Changed Is The Story Now")
    write(dump / "9.txt", "Headline Of Story 9")
    batch(output, format)
    assert headlines(output) == ["Changed Is The Story Now"] + [
        f"Headline Of Story {number}" for number in (0, 2, 3, 4, 9)
    ]


@pytest.mark.parametrize(("output", "format"), [("a.db", None), ("a.csv", None), ("records/", "yaml")])
def test_nothing_new_leaves_it_alone_and_what_was_missed_is_caught_up_with(dump, output, format, monkeypatch):
    batch(output, format)
    made = os.stat(output)
    batch(output, format)
    assert os.stat(output) == made
    write(dump / "9.txt", "Headline Of Story 9")
    with monkeypatch.context() as broken:
        broken.setattr("karabakh_extract.batch.run.make", lambda *words, **settings: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            batch(output, format)
    assert len(headlines(output)) == 5
    assert batch(output, format).parts == []
    assert len(headlines(output)) == 6


def test_a_part_that_is_cut_off(dump):
    batch("a.db")
    os.unlink("a.db")
    part = "a.db.parts/part-00001.jsonl"
    os.truncate(part, os.path.getsize(part) - 10)
    with pytest.raises(OutputError, match="the part is cut off"):
        batch("a.db")
    assert not os.path.exists("a.db")
