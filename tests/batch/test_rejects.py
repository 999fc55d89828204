"""`--rejects`: what is lost with an article is kept, a line each."""

import base64
import json
import os

import pytest

from karabakh_extract.batch.outcome import Outcome
from karabakh_extract.batch.rejects import Rejects
from karabakh_extract.errors import InputError, OutputError
from karabakh_extract.readers.source import Source

LOST = Outcome(name="a.html", outlet="mail", status="failed", reason="timeout", detail="took longer than 30 s")


def lines(path):
    return [json.loads(line) for line in path.read_bytes().splitlines()]


@pytest.mark.parametrize(
    ("source", "data"),
    [
        (Source(b"<p>\xff\x00", "a.html"), b"<p>\xff\x00"),
        (Source("Grüße \ud800", "a.html"), "Grüße ".encode() + b"\xed\xa0\x80"),
        (InputError("a.html", "binary", reason="binary", data=b"\x89PNG"), b"\x89PNG"),
        (InputError("a.html", "no such file"), None),
        (None, None),
    ],
)
def test_the_raw_bytes_are_kept(tmp_path, source, data):
    path = tmp_path / "rejects.jsonl"
    with Rejects(str(path)) as rejects:
        rejects.add(LOST, source)
    (found,) = lines(path)
    kept = found.pop("data")
    assert (None if kept is None else base64.b64decode(kept)) == data
    assert found == {
        "name": "a.html", "status": "failed", "reason": "timeout", "detail": "took longer than 30 s", "url": None,
    }  # fmt: skip


def test_lines_are_added_and_half_a_line_goes(tmp_path):
    path = tmp_path / "rejects.jsonl"
    for number in range(3):
        with Rejects(str(path)) as rejects:
            rejects.add(LOST, Source(b"x" * 200_000, "a", url=f"https://mail.example/{number}"))
        os.truncate(path, path.stat().st_size - (100_000 if number == 1 else 0))
    assert [line["url"][-1] for line in lines(path)] == ["0", "2"]


def test_a_file_of_half_a_line_only(tmp_path):
    path = tmp_path / "rejects.jsonl"
    path.write_bytes(b'{"name": "a')
    with Rejects(str(path)) as rejects:
        rejects.add(LOST, None)
    assert len(lines(path)) == 1


def test_a_file_that_cannot_be_written(tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        Rejects(str(tmp_path / "none" / "rejects.jsonl"))
