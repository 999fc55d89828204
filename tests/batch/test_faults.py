"""Runs under bad luck: a disk that is full, containers that are cut or change, one big input for many runs."""

import gzip
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from actors import HERE, articles
from test_resume import Told, convert, finish, kill_and_resume, records

from karabakh_extract.batch import shares
from karabakh_extract.batch.marker import FOLDER
from karabakh_extract.errors import OutputError

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def actors_on_the_path(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", HERE)


def container(path, number, word="quick"):
    """Write JSON lines, packed where the name says so."""
    path.parent.mkdir(exist_ok=True)
    lines = ""
    for place in range(number):
        # words that pack badly, so that half of a packed file is about half of the articles
        noise = " ".join(hashlib.sha256(f"{place} {n}".encode()).hexdigest() for n in range(8))
        lines += json.dumps({"text": f"Headline {place}\n\n{word} {noise}"}) + "\n"
    path.write_bytes(gzip.compress(lines.encode()) if path.suffix == ".gz" else lines.encode())
    return path


def headlines(out):
    return [record["headline"] for record in records(out)]


def test_a_container_makes_several_parts(tmp_path):
    path = container(tmp_path / "dump.jsonl", 35)
    summary = convert([path], tmp_path / "out")
    assert len(summary.parts) == 4
    assert headlines(tmp_path / "out") == [f"Headline {place}" for place in range(35)]
    assert convert([path], tmp_path / "out").skipped.unchanged == 1


def test_of_a_container_what_stands_is_not_converted_again(tmp_path):
    path = container(tmp_path / "dump.jsonl.gz", 30)
    out = tmp_path / "out"
    convert([path], out)
    for part in ("part-00001.jsonl", "part-00002.jsonl"):
        (out / part).unlink()
        (out / FOLDER / f"{part}.json").unlink()
    summary = convert([path], out)
    assert (summary.counts.total().converted, summary.parts) == (20, ["part-00001.jsonl", "part-00002.jsonl"])
    assert headlines(out) == [f"Headline {place}" for place in range(30)]
    # a hole in the middle
    (out / "part-00001.jsonl").unlink()
    assert convert([path], out).counts.total().converted == 10
    assert sorted(headlines(out)) == sorted(f"Headline {place}" for place in range(30))


def test_a_container_that_ends_where_a_part_does(tmp_path):
    path = container(tmp_path / "dump.jsonl", 20)
    out = tmp_path / "out"
    convert([path], out)
    (out / "part-00001.jsonl").unlink()
    assert convert([path], out).counts.total().converted == 10
    assert convert([path], out).parts == []
    path.unlink()
    container(path, 0)
    path.write_text("\n")
    assert convert([path], out).counts.total().rejected == 1


def test_failed_articles_of_a_container_are_tried_again_alone(tmp_path):
    path = tmp_path / "dump.jsonl"
    words = ["quick", "RAISE", "quick", "EXIT", "quick"] * 5
    lines = [json.dumps({"text": f"Headline {place}\n\n{word}"}) for place, word in enumerate(words)]
    path.write_text("\n".join(lines) + "\n")
    out = tmp_path / "out"
    assert convert([path], out).counts.total().failed == 10
    stat = path.stat()
    path.write_text("\n".join(lines).replace("RAISE", "noisy") + "\n")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    target = tmp_path / "all.jsonl"
    summary = convert([path], out, retry_failed=True, target=target)
    assert (summary.counts.total().converted, summary.counts.total().failed) == (5, 5)
    found = [json.loads(line)["headline"] for line in target.read_text().splitlines()]
    assert sorted(found) == sorted(f"Headline {place}" for place, word in enumerate(words) if word != "EXIT")
    assert convert([path], out, retry_failed=True).counts.total().failed == 5


def test_a_container_that_grows_supersedes_what_it_was(tmp_path):
    path = container(tmp_path / "dump.jsonl", 25)
    target = tmp_path / "all.jsonl"
    convert([path], tmp_path / "out", target=target)
    with path.open("a") as stream:
        stream.write(json.dumps({"text": "Headline 25\n\nNew words."}) + "\n")
    convert([path], tmp_path / "out", target=target)
    found = [json.loads(line)["headline"] for line in target.read_text().splitlines()]
    assert found == [f"Headline {place}" for place in range(26)]


def test_the_shares_of_one_big_container_are_the_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(shares, "WINDOW", 4)
    monkeypatch.setattr(shares, "LARGE", 100)
    path = container(tmp_path / "dump.jsonl", 50)
    out = tmp_path / "out"
    for index in (0, 1, 2):
        convert([path], out, share=shares.share(f"{index}/3"))
        assert convert([path], out, share=shares.share(f"{index}/3")).skipped.unchanged == 1
    assert sorted(headlines(out)) == sorted(f"Headline {place}" for place in range(50))
    assert len({name[:10] for name in os.listdir(out) if name.startswith("part")}) == 3
    assert convert([path], out).skipped.unchanged == 1


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_of_a_container_that_is_cut_off_what_stands_is_converted(tmp_path, cut):
    path = container(tmp_path / "dump.jsonl.gz", 2_000)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * cut)])
    told = Told()
    summary = convert([path], tmp_path / "out", watcher=told, part_articles=1_000)
    total = summary.counts.total()
    assert total.converted > 2_000 * cut / 2
    assert total.rejected == 1
    assert told.outcomes[-1].reason == "truncated"
    assert headlines(tmp_path / "out") == [f"Headline {place}" for place in range(total.converted)]
    # whole again, it is another file
    path.write_bytes(data)
    target = tmp_path / "all.jsonl"
    convert([path], tmp_path / "out", part_articles=1_000, target=target)
    assert len(target.read_text().splitlines()) == 2_000


def test_a_run_over_a_container_goes_on_after_kills(tmp_path):
    dump = tmp_path / "dump"
    container(dump / "one.jsonl.gz", 120, word="SLOW")
    container(dump / "two.jsonl", 80, word="SLOW")
    kill_and_resume(tmp_path, 2, None, workers_too=False)


def test_names_and_addresses_that_nobody_can_encode(tmp_path):
    dump = tmp_path / "dump"
    dump.mkdir()
    (dump / os.fsdecode(b"caf\xe9 \n\x1b[31m.txt")).write_text("Headline 0\n\nA text.")
    (dump / ("long" * 63 + ".md")).write_text("Headline 1\n\nRAISE")
    addresses = ["http://ex\ud800ample.org/", "http://[broken", "\ud83d"]
    lines = [json.dumps({"text": f"Headline\n\n{word}", "url": url}) for url in addresses for word in ("fine", "EXIT")]
    (dump / "z\u202etxt.jsonl").write_text("\n".join(lines) + "\n")
    told = Told()
    target = tmp_path / "all.jsonl"
    convert([dump], tmp_path / "out", watcher=told, target=target)
    assert [each.status for each in told.outcomes] == ["converted", "failed", *["converted", "failed"] * 3]
    assert json.loads(target.read_text().splitlines()[0])["source"]["name"].endswith("caf\\xe9 \n\x1b[31m.txt")
    assert len(target.read_text().splitlines()) == 4
    assert convert([dump], tmp_path / "out").skipped.unchanged == 3


# a disk that is full

LIMITED = """
import resource, sys
sys.path.insert(0, sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), -1))
del sys.argv[1]
import actors
try:
    sys.exit(actors.main())
except actors.OutputError as error:
    print(error, file=sys.stderr)
    sys.exit(error.exit_code)
"""


@pytest.mark.parametrize("limit", [0, 3_000, 20_000, 40_000])
def test_files_that_cannot_grow_end_a_run_cleanly(tmp_path, limit):
    dump = tmp_path / "dump"
    articles(dump, 60, word="quick")
    out = tmp_path / "out.jsonl"
    words = [str(limit), str(out), "2", "25", str(dump)]
    # the limit would hold for the files of coverage too
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    environment = {**kept, "PYTHONPATH": f"{ROOT}{os.pathsep}{HERE}"}
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, HERE, *words], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "cannot be" in done.stderr
    assert not out.exists()
    assert not [name for name in os.listdir(f"{out}.parts") if name.endswith(".tmp")]
    finish(out, dump)
    assert len(out.read_text().splitlines()) == 60


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 300 KB, where this process may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=300k", "none", str(folder)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only who may mount a small disk can fill it")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False)


def test_a_full_disk_ends_a_run_cleanly_and_the_next_goes_on(tmp_path, small_disk):
    articles(tmp_path / "dump", 300, word="quick " * 200)
    out = small_disk / "out"
    with pytest.raises(OutputError, match="No space left"):
        convert([tmp_path / "dump"], out, part_articles=20)
    assert not [name for name in os.listdir(out) if name.endswith(".tmp")]
    stands = len(records(out))
    assert 0 < stands < 300
    subprocess.run(["mount", "-o", "remount,size=20m", str(small_disk)], check=True)
    convert([tmp_path / "dump"], out, part_articles=20)
    assert len(records(out)) == 300
    assert len({record["source"]["name"] for record in records(out)}) == 300


def test_no_process_can_be_started(tmp_path, monkeypatch):
    articles(tmp_path / "dump", 3)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(OutputError, match="no worker can be started"):
        convert([tmp_path / "dump"], tmp_path / "out")
    assert records(tmp_path / "out") == []


def test_a_killed_run_leaves_no_process_behind(tmp_path):
    from test_resume import start, workers_of

    dump = tmp_path / "dump"
    articles(dump, 3)
    (dump / "0001.txt").write_text("Headline\n\nHANG")
    process = start(f"{tmp_path}/out/", dump)
    while len(workers := workers_of(process.pid)) < 3:
        assert process.poll() is None
    process.kill()
    process.communicate()
    for _ in range(100):
        left = [pid for pid in workers if Path(f"/proc/{pid}/cmdline").exists() and _alive(pid)]
        if not left:
            break
        signal.sigtimedwait([], 0.1)
    assert left == []


def _alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
