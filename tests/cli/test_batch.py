"""The command `batch` as users call it: outputs, messages, exit codes, questions about what stands."""

import gzip
import json
import re
import shlex
import time

import pytest
import typer

from karabakh_extract.cli import batch, exits
from karabakh_extract.cli.app import app


def test_records_are_those_of_convert(run, desk):
    assert run("batch", "dump", "-o", "out").returncode == 0
    assert (desk / "out/part-00000.jsonl").read_text("utf-8") == run("convert", "dump", "-f", "jsonl").stdout
    assert run("batch", "dump", "-o", "out.yaml").returncode == 0
    assert (desk / "out.yaml").read_text("utf-8") == run("convert", "dump").stdout


def test_a_second_run(run, desk):
    path = desk / "out.jsonl.gz"
    assert run("batch", "dump", "-o", path, "-j", "1").returncode == 0
    before = path.stat()
    done = run("batch", "dump", "-o", path)
    assert (done.returncode, "2 inputs unchanged" in done.stderr) == (0, True)
    assert path.stat() == before
    assert len(gzip.decompress(path.read_bytes()).splitlines()) == 2


def test_questions_about_what_stands(run, desk):
    (desk / "dump/empty.txt").touch()
    done = run("batch", "dump", "missing.txt", "-o", "out")
    assert done.returncode == 1
    assert "dump/empty.txt: " in done.stderr and "missing.txt: " in done.stderr
    said = run("batch", "--status", "-o", "out").stdout
    assert {"inputs": "3", "records": "2", "failures": "1"}.items() <= dict(re.findall(r"(\w+) +(\d+)", said)).items()
    assert run("batch", "--failed", "-o", "out").stdout.startswith("dump/empty.txt: ")
    (desk / "out/.ledger.db").unlink()
    assert run("batch", "--status", "-o", "out").stdout == said
    assert not (desk / "out/.ledger.db").exists()
    (desk / "out/.ledger.db").write_bytes(b"nonsense")
    assert run("batch", "--rebuild", "--status", "-o", "out").stdout == said


def test_nothing_but_error_pages(run, desk):
    assert run("batch", "error.txt", "-o", "out").returncode == exits.NO_ARTICLES
    assert json.loads((desk / "out/part-00000.jsonl").read_text())["warnings"][0]["code"] == "not_an_article"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["dump"], "no output"),
        (["dump", "-o", "-"], "standard output"),
        (["dump", "-o", "out.jsonl", "-f", "yaml"], "its name says jsonl"),
        (["dump", "-o", "out.jsonl.gz", "--compress", "zst"], "its name says jsonl.gz"),
        (["dump", "-o", "out.json"], "one array is no format for dumps"),
        (["dump", "-o", "out/", "-f", "sqlite"], "a database is one file"),
        (["dump", "-o", "out.db.gz"], "a database is not compressed"),
        (["dump", "-o", "out.db", "--bom"], "it belongs to CSV"),
        (["dump", "-o", "out", "-j", "some"], "no number of processes"),
        (["dump", "-o", "out", "-j", "²"], "-j: ² is no number of processes"),
        (["dump", "-o", "out", "-j", "9" * 5000], "is no number of processes"),
        (["dump", "-o", "out", "--cluster", "local:²"], "--cluster"),
        (["dump", "-o", "out", "--shard", "5/4"], "names no share"),
        (["dump", "-o", "out", "--encoding", "utf-99"], "unknown encoding"),
        (["dump", "-o", "dump"], "dump: this output is also an input (dump): write somewhere else"),
        (["dump", "-o", "out", "--timeout", "nan"], "--timeout: nan seconds are no limit"),
        (["dump", "-o", "out", "--timeout", "inf"], "--timeout: inf seconds are no limit"),
        (["dump", "-o", "out", "--memory", "9" * 20], "MB are no limit: give up to 1,048,576"),
        (["dump", "-o", "out", "--rules", "nowhere.yaml"], "nowhere.yaml"),
        (["nowhere", "-o", "out"], "no such file"),
        (["--status", "-o", "out"], "no run has written to it"),
        (["-", "-", "-o", "out"], "given twice"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_line(run, desk, words, told):
    done = run("batch", *words)
    assert (done.returncode, done.stdout) == (exits.USAGE, "")
    assert told in done.stderr.splitlines()[0]
    assert "Traceback" not in done.stderr


def test_another_format_in_the_same_place_is_refused(run, desk):
    run("batch", "dump", "-o", "out")
    done = run("batch", "dump", "-o", "out", "--compress", "gz")
    assert (done.returncode, "another format" in done.stderr) == (exits.USAGE, True)


def test_standard_input(run, desk):
    for number in (1, 2):
        assert run("batch", "-o", "out", input=f"Headline Number {number}\n\nA text of some words.\n").returncode == 0
    assert run("batch", "--status", "-o", "out").stdout.split()[:2] == ["inputs", "1"]
    assert len(list((desk / "out").glob("part-*"))) == 2


def test_two_runs_at_once(run, start, desk):
    (desk / "slow").mkdir()
    for number in range(150):
        (desk / "slow" / f"{number}.txt").write_text(f"Headline {number}\n\n" + "The bridge is closed today. " * 50)
    first = start("batch", "slow", "-o", "out", "-j", "1")
    while not (desk / "out/.ledger.db").exists():
        time.sleep(0.01)
    done = run("batch", "slow", "-o", "out")
    assert done.returncode == exits.LOCKED
    assert "another run is working in it" in done.stderr
    waited = run("batch", "slow", "-o", "out", "--wait")
    assert (waited.returncode, "150 inputs unchanged" in waited.stderr) == (0, True)
    assert first.wait() == 0


def test_the_page_has_every_option_and_exit_code(run):
    page = run("batch", "--help").stdout
    for parameter in typer.main.get_command(app).commands["batch"].params:
        assert [word for word in parameter.opts if word.startswith("-") and f"{word} " not in page] == []
    for code, meaning in exits.BATCH_MEANINGS.items():
        assert re.search(rf"^ +{code} +{re.escape(meaning[:40])}", page, re.M)
    assert max(map(len, run("batch", "-h", COLUMNS="80").stdout.splitlines())) <= 80


def test_examples_run(run, desk):
    for example in re.findall(r"^  karabakh-extract (.+)$", batch.HELP, re.M):
        # each in a place of its own, except for the question about what the first has left
        assert run(*shlex.split(example.replace("records/ --compress", "packed/ --compress"))).returncode == 0
