"""State: what a run leaves is what the next one goes on from, whatever ended it and whatever changed meanwhile."""

import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from actors import HERE, Acting, articles
from msgspec.structs import replace

from karabakh_extract.batch.ledger import Ledger
from karabakh_extract.batch.lock import LockedError, locked
from karabakh_extract.batch.request import Request, Watcher
from karabakh_extract.batch.run import run
from karabakh_extract.batch.shares import share
from karabakh_extract.errors import UsageError

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def actors_on_the_path(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", HERE)


class Told(Watcher):
    def __init__(self):
        self.lines, self.outcomes = [], []

    def article(self, article, outcome):
        self.outcomes.append(outcome)

    def say(self, text):
        self.lines.append(text)


def convert(words, out, *, watcher=None, target=None, workers=2, **more):
    settings = {name: more.pop(name) for name in list(more) if name in Acting.__dataclass_fields__}
    request = Request(
        words=[str(word) for word in words],
        place=str(out),
        target=str(target) if target else None,
        settings=Acting(**{"timeout": 2, "part_articles": 10, **settings}),
        workers=workers,
        **more,
    )
    return run(request, watcher or Told())


def records(out):
    """The records in the parts of a folder, in the order of the parts."""
    lines = []
    for part in sorted(Path(out).glob("part-*")):
        data = part.read_bytes()
        lines += (gzip.decompress(data) if part.suffix == ".gz" else data).decode().splitlines()
    return [json.loads(line) for line in lines]


def names(out):
    return [Path(record["source"]["name"]).name for record in records(out)]


def quick(folder, number):
    return articles(folder, number, word="quick")


def test_a_run_makes_parts_in_the_order_of_the_inputs(tmp_path):
    quick(tmp_path / "dump", 35)
    summary = convert([tmp_path / "dump"], tmp_path / "out")
    assert summary.parts == [f"part-{number:05}.jsonl" for number in range(4)]
    assert names(tmp_path / "out") == [f"{place:04}.txt" for place in range(35)]
    assert summary.counts.total().converted == 35


def test_a_second_run_opens_nothing_that_is_unchanged(tmp_path):
    paths = quick(tmp_path / "dump", 25)
    convert([tmp_path / "dump"], tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").glob("part-*")}
    for path in paths:
        os.chmod(path, 0)
    summary = convert([tmp_path / "dump"], tmp_path / "out")
    assert (summary.skipped.unchanged, summary.parts) == (25, [])
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").glob("part-*")} == before


def test_new_and_changed_inputs_go_to_new_parts_and_supersede(tmp_path):
    paths = quick(tmp_path / "dump", 12)
    target = tmp_path / "all.jsonl"
    convert([tmp_path / "dump"], tmp_path / "out", target=target)
    paths[3].write_text("Another headline\n\nAnother text.")
    (tmp_path / "dump" / "9999.txt").write_text("New\n\nA new text.")
    summary = convert([tmp_path / "dump"], tmp_path / "out", target=target)
    assert (summary.skipped.unchanged, summary.parts) == (11, ["part-00002.jsonl"])
    assert names(tmp_path / "out").count("0003.txt") == 2
    joined = [json.loads(line) for line in target.read_text().splitlines()]
    found = {Path(record["source"]["name"]).name: record["headline"] for record in joined}
    assert len(joined) == 13
    assert found["0003.txt"] == "Another headline"
    assert found["9999.txt"] == "New"


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_a_file_is_put_together_of_the_parts(tmp_path, suffix):
    paths = quick(tmp_path / "dump", 25)
    target = tmp_path / f"all.jsonl{suffix}"
    settings = {"compress": suffix[1:] or None}
    convert([tmp_path / "dump"], tmp_path / "out", target=target, **settings)
    paths[7].write_text("Another headline\n\nAnother text.")
    convert([tmp_path / "dump"], tmp_path / "out", target=target, **settings)
    data = target.read_bytes()
    if suffix == ".zst":
        data = subprocess.run(["zstd", "-dc"], input=data, capture_output=True, check=True).stdout
    text = (gzip.decompress(data) if suffix == ".gz" else data).decode()
    found = [json.loads(line)["headline"] for line in text.splitlines()]
    rest = [f"Headline {place}" for place in range(25) if place != 7]
    assert found == [*rest, "Another headline"]


def test_failures_are_listed_and_tried_again_on_request(tmp_path):
    paths = quick(tmp_path / "dump", 15)
    for place, word in ((2, "RAISE"), (11, "SEGFAULT"), (12, "HANG")):
        paths[place].write_text(f"Headline {place}\n\n{word}")
    told = Told()
    summary = convert([tmp_path / "dump"], tmp_path / "out", watcher=told)
    assert summary.counts.total().failed == 3
    failed = [Path(each.name).name for each in told.outcomes if each.status == "failed"]
    assert failed == ["0002.txt", "0011.txt", "0012.txt"]
    assert convert([tmp_path / "dump"], tmp_path / "out").skipped.failures == 3
    # a lame disk is mended, the file is the same
    for place in (2, 12):
        was = paths[place].stat()
        text = f"Headline {place}\n\n".ljust(was.st_size - 1, "x") + "\n"
        paths[place].write_text(text)
        os.utime(paths[place], ns=(was.st_atime_ns, was.st_mtime_ns))
    summary = convert([tmp_path / "dump"], tmp_path / "out", retry_failed=True)
    assert (summary.counts.total().converted, summary.counts.total().failed) == (2, 1)
    assert sorted(names(tmp_path / "out")) == [f"{place:04}.txt" for place in range(15) if place != 11]
    ledger = Ledger(str(tmp_path / "out" / ".ledger.db"), os.path.realpath(tmp_path / "out"))
    assert [(Path(each.name).name, each.reason) for each in ledger.failures()] == [("0011.txt", "crash")]
    ledger.close()


def test_records_of_other_rules_are_counted_and_made_again_on_request(tmp_path):
    quick(tmp_path / "dump", 12)
    convert([tmp_path / "dump"], tmp_path / "out")
    other = {"options": replace(Acting().options, removed=False)}
    assert convert([tmp_path / "dump"], tmp_path / "out", **other).skipped.older == 12
    target = tmp_path / "all.jsonl"
    summary = convert([tmp_path / "dump"], tmp_path / "out", refresh=True, target=target, **other)
    assert summary.counts.total().converted == 12
    assert len(target.read_text().splitlines()) == 12
    assert convert([tmp_path / "dump"], tmp_path / "out", refresh=True, **other).skipped.older == 0


def test_a_ledger_that_is_lost_damaged_or_of_another_place_is_made_again(tmp_path):
    quick(tmp_path / "dump", 15)
    out = tmp_path / "out"
    convert([tmp_path / "dump"], out)
    ledger = out / ".ledger.db"
    kept = ledger.read_bytes()
    for damage in (None, b"", b"no ledger at all " * 100, kept[:5000], kept[:4096] + b"\xff" * 8192):
        ledger.unlink()
        if damage is not None:
            ledger.write_bytes(damage)
        assert convert([tmp_path / "dump"], out).skipped.unchanged == 15
    shutil.rmtree(out)
    kept_elsewhere = str(tmp_path / "ledger.db")
    assert convert([tmp_path / "dump"], out, ledger=kept_elsewhere).counts.total().converted == 15
    assert convert([tmp_path / "dump"], tmp_path / "out2", ledger=kept_elsewhere).counts.total().converted == 15


def test_a_ledger_or_a_marker_of_a_later_version_is_refused(tmp_path):
    import sqlite3

    quick(tmp_path / "dump", 3)
    out = tmp_path / "out"
    convert([tmp_path / "dump"], out)
    with sqlite3.connect(out / ".ledger.db") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(UsageError, match="later version"):
        convert([tmp_path / "dump"], out)
    (out / ".ledger.db").unlink()
    marker = out / ".done" / "part-00000.jsonl.json"
    marker.write_text(marker.read_text().replace('"format":1', '"format":99'))
    with pytest.raises(UsageError, match="later version"):
        convert([tmp_path / "dump"], out)
    assert marker.exists()


def test_what_is_not_whole_is_made_again(tmp_path):
    quick(tmp_path / "dump", 35)
    out = tmp_path / "out"
    convert([tmp_path / "dump"], out)
    whole = names(out)
    (out / "part-00001.jsonl").unlink()
    (out / ".done" / "part-00002.jsonl.json").unlink()
    (out / ".done" / "part-00003.jsonl.json").write_text('{"format":1,"part":')
    (out / ".ledger.db").unlink()
    (out / ".part-00009.jsonl.0123456789abcdef.tmp").write_text("half")
    told = Told()
    summary = convert([tmp_path / "dump"], out, watcher=told)
    assert summary.counts.total().converted == 25
    assert sorted(names(out)) == whole
    assert not list(out.glob("*.tmp")) and not list(out.glob(".*.tmp"))
    assert len(told.lines) == 2


def test_the_shares_of_a_run_are_a_run(tmp_path):
    quick(tmp_path / "dump", 60)
    for index in (1, 2, 3):
        convert([tmp_path / "dump"], tmp_path / "apart" / str(index), share=share(f"{index}/3"))
        convert([tmp_path / "dump"], tmp_path / "together", share=share(f"{index}/3"))
    convert([tmp_path / "dump"], tmp_path / "whole")
    apart = [name for index in (1, 2, 3) for name in names(tmp_path / "apart" / str(index))]
    assert sorted(apart) == sorted(names(tmp_path / "together")) == names(tmp_path / "whole")
    assert min(len(names(tmp_path / "apart" / str(index))) for index in (1, 2, 3)) > 5
    # an undivided run takes up what the shares have left
    assert convert([tmp_path / "dump"], tmp_path / "together").skipped.unchanged == 60


def test_two_runs_at_once(tmp_path):
    quick(tmp_path / "dump", 24)  # whose share an article is hangs on its path: of three all may be the other share's
    out = str(tmp_path / "out")
    with locked(out):
        with pytest.raises(LockedError, match="another run"):
            convert([tmp_path / "dump"], out)
        with pytest.raises(LockedError):
            convert([tmp_path / "dump"], out, share=share("1/2"))
    with locked(out, "0of2"):
        with pytest.raises(LockedError):
            convert([tmp_path / "dump"], out)
        with pytest.raises(LockedError):
            convert([tmp_path / "dump"], out, share=share("2/2"))
        assert convert([tmp_path / "dump"], out, share=share("1/2")).parts
    assert LockedError.exit_code == 75


def test_output_within_the_input_is_no_input(tmp_path):
    quick(tmp_path / "dump", 5)
    for _ in range(2):
        convert([tmp_path / "dump"], tmp_path / "dump" / "out", format="yaml")
        for part in (tmp_path / "dump" / "out").glob("part*"):
            shutil.copy(part, part.with_suffix(".txt"))
    assert len(list((tmp_path / "dump" / "out").glob("part-*.yaml"))) == 1


def test_an_input_named_twice_is_converted_once(tmp_path):
    paths = quick(tmp_path / "dump", 5)
    summary = convert([tmp_path / "dump", paths[2], str(tmp_path / "dump" / "*.txt")], tmp_path / "out")
    assert summary.counts.total().converted == 5


def test_what_is_missing_is_tried_on_every_run(tmp_path):
    path = tmp_path / "late.txt"
    for _ in range(2):
        assert convert([path], tmp_path / "out").counts.total().rejected == 1
    path.write_text("Headline\n\nA text.")
    assert convert([path], tmp_path / "out").counts.total().converted == 1


def test_an_input_that_changes_while_it_is_read_is_converted_again(tmp_path):
    paths = quick(tmp_path / "dump", 40)

    class Changing(Told):
        def article(self, article, outcome):
            if len(self.outcomes) == 5:
                paths[2].write_text("Changed\n\nA changed text.")
                paths[30].unlink()
            super().article(article, outcome)

    convert([tmp_path / "dump"], tmp_path / "out", watcher=Changing(), workers=1)
    target = tmp_path / "all.jsonl"
    convert([tmp_path / "dump"], tmp_path / "out", target=target)
    found = {
        Path(json.loads(line)["source"]["name"]).name: json.loads(line) for line in target.read_text().splitlines()
    }
    assert found["0002.txt"]["headline"] == "Changed"
    assert len(found) >= 39


# what follows ends runs in the middle


def start(out, dump, *, size=7, workers=2, **settings):
    command = [sys.executable, str(Path(HERE, "actors.py")), str(out), str(workers), str(size), str(dump)]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{HERE}"}

    def interruptible():
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    return subprocess.Popen(command, env=environment, preexec_fn=interruptible, stderr=subprocess.PIPE, **settings)


def finish(out, dump):
    """Run until a run has come to its end."""
    process = start(out, dump)
    _, told = process.communicate(timeout=100)
    assert (process.returncode, told) == (0, b"")


def lines(path):
    return gzip.decompress(path.read_bytes()).splitlines()


def check(out, undisturbed):
    ours = [line for part in sorted(Path(f"{out}.parts").glob("part-*.gz")) for line in lines(part)]
    assert lines(out) == ours == lines(undisturbed)


def kill_and_resume(tmp_path, kills, number, workers_too):
    if number:
        articles(tmp_path / "dump", number)
    undisturbed, out = tmp_path / "undisturbed.jsonl.gz", tmp_path / "out.jsonl.gz"
    finish(undisturbed, tmp_path / "dump")
    chance = random.Random(20_201)
    ended = 0
    for _ in range(kills):
        process = start(out, tmp_path / "dump")
        time.sleep(chance.uniform(0.1, 2.0))
        if workers_too:
            for pid in workers_of(process.pid):
                os.kill(pid, signal.SIGKILL)
            time.sleep(chance.uniform(0.0, 0.5))
        ended += process.poll() is None
        process.kill()
        process.communicate()
    finish(out, tmp_path / "dump")
    check(out, undisturbed)
    return ended


def workers_of(pid):
    """The processes that a run has started: its template and, below that, the workers."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended meanwhile
            continue
        if parent == pid:
            found += [int(place.name), *workers_of(int(place.name))]
    return found


def test_killed_at_some_instants_a_run_goes_on(tmp_path):
    assert kill_and_resume(tmp_path, 3, 200, workers_too=False) > 0


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("workers_too", [False, True])
def test_killed_at_twenty_instants_a_run_goes_on(tmp_path, workers_too):
    assert kill_and_resume(tmp_path, 20, 2_500, workers_too) > 10


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_polite_signal_ends_a_run_with_what_is_in_hand_saved(tmp_path, number):
    articles(tmp_path / "dump", 400)
    out = tmp_path / "out.jsonl.gz"
    process = start(out, tmp_path / "dump", size=1000)
    while not list(Path(f"{out}.parts").glob(".part-*.tmp")) and process.poll() is None and not workers_of(process.pid):
        time.sleep(0.02)
    time.sleep(1.5)
    process.send_signal(number)
    process.communicate(timeout=60)
    assert process.returncode == 128 + number
    # nothing was full yet: what stands was in hand
    assert 0 < len(lines(Path(f"{out}.parts", "part-00000.jsonl.gz"))) < 400
    finish(out, tmp_path / "dump")
    found = [Path(json.loads(line)["source"]["name"]).name for line in lines(out)]
    assert found == [f"{place:04}.txt" for place in range(400)]
