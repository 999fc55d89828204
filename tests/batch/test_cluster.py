"""Runs on a cluster: the same records as without one, whatever is killed; what cannot be done is named.

Workers, schedulers and drivers are processes, and are really killed. Small runs are part of every test run; the same on
2,000 articles in 40 shards are slow, and so is what mostly waits.
"""

import json
import os
import pickle
import random
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from karabakh_extract import remote
from karabakh_extract.batch import bench, fence, shares, watch
from karabakh_extract.batch.cluster import tasks_of
from karabakh_extract.batch.plan import Job
from karabakh_extract.batch.request import Request, Watcher
from karabakh_extract.batch.run import run
from karabakh_extract.batch.settings import Settings
from karabakh_extract.batch.shard import Shard
from karabakh_extract.batch.store import open_store
from karabakh_extract.errors import OutputError, UsageError
from karabakh_extract.readers.inputs import Input

pytestmark = pytest.mark.timeout(300)  # processes start slowly on a busy machine
pytest.importorskip("distributed", reason="the extra [cluster] is not installed")
psutil = pytest.importorskip("psutil", reason="the extra [cluster] is not installed")

HERE = Path(__file__).parent
AT_HOME = {"PYTHONPATH": os.path.dirname(os.path.dirname(remote.__file__))}
STORY = "{n} Boats Wait\n\nBy Ann Lee\n\nMarch 3, 2021\n\n{body}\n"
SENTENCE = (
    'Boat {n} waited for the tide on Monday, and "we will sail at {k}," said its captain, Mara Holt of Arlen.\n\n'
)


class Dump:
    """A folder of articles, and what a run without a cluster makes of it, part by part."""

    def __init__(self, folder, articles, shards):
        self.folder, self.articles, self.shards = folder, articles, shards
        self.each = articles // shards
        random.seed(articles)
        for n in range(articles):
            path = folder / "dump" / f"{n % 5}" / f"{n:05}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            body = "".join(SENTENCE.format(n=n, k=k) for k in range(random.randrange(10, 60)))
            path.write_text(STORY.format(n=n, body=body))
        self.names = sorted(str(path.relative_to(folder)) for path in (folder / "dump").rglob("*.txt"))
        told(self.started(place="alone", workers=2))
        self.parts = self.made("alone")
        assert len(self.parts) == shards

    def started(self, environment=None, **asked):
        """A run in a process of its own."""
        asked = {"words": ["dump"], "part_articles": self.each} | asked
        command = [sys.executable, str(HERE / "drive.py"), json.dumps(asked)]
        environment = os.environ | AT_HOME | (environment or {})
        return subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, env=environment)

    def marked(self, place):
        """The marked parts of a place, with what stands in them."""
        store = open_store(str(self.folder / place))
        marked = [name.removeprefix(".done/").removesuffix(".json") for name in store.names(".done/")]
        return {name: store.read(name) for name in marked}

    def made(self, place):
        """The same where no other part may stand."""
        marked = self.marked(place)
        assert sorted(marked) == open_store(str(self.folder / place)).names("part-")
        return marked

    def names_in(self, parts):
        return [json.loads(line)["source"]["name"] for data in parts.values() for line in data.splitlines()]


@pytest.fixture(
    scope="module",
    params=[(120, 12), pytest.param((2_000, 40), marks=[pytest.mark.slow, pytest.mark.timeout(600)])],
    ids=["small", "2000"],
)
def dump(request, tmp_path_factory):
    return Dump(tmp_path_factory.mktemp("cluster"), *request.param)


@pytest.fixture
def place(dump, request):
    """A place of its own for the parts of each test."""
    return f"out-{request.node.name.replace('/', '-')}"


def told(process):
    """What a run says when it has ended well."""
    out, _ = process.communicate(timeout=300)
    assert process.returncode == 0
    return json.loads(out)


def wait_for_parts(dump, place, least):
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and len(list((dump.folder / place).glob(".done/part-*"))) < least:
        time.sleep(0.02)


def workers_of(process):
    """The engine's workers below a process, without their own children."""
    # they are forks of one process that has loaded the engine
    (loaded,) = (each for each in psutil.Process(process.pid).children() if "forkserver" in " ".join(each.cmdline()))
    return loaded.children()


def test_records_are_those_of_a_run_without_a_cluster(dump, place):
    result = told(dump.started(place=place, cluster="local:2"))
    assert dump.made(place) == dump.parts
    assert (result["records"], result["without"], len(result["parts"])) == (dump.articles, [], dump.shards)
    # nothing is left to do, so that no cluster is needed for it
    again = told(dump.started(place=place, cluster="tcp://127.0.0.1:1"))
    assert (again["records"], again["parts"]) == (0, [])


def test_a_killed_worker_costs_nothing(dump, place):
    process = dump.started(place=place, cluster="local:2")
    wait_for_parts(dump, place, 1)
    workers_of(process)[0].kill()
    assert len(list((dump.folder / place).glob(".done/part-*"))) < dump.shards
    assert told(process)["records"] == dump.articles
    assert dump.made(place) == dump.parts


def test_a_shard_that_kills_its_workers_is_named_and_the_rest_is_done(dump, place):
    preload = {"DASK_DISTRIBUTED__WORKER__PRELOAD": json.dumps([str(HERE / "killer.py")])}
    result = told(dump.started(preload, place=place, cluster="local:2"))
    bad = sorted(dump.names_in({"": dump.parts["part-00003.jsonl"]}))
    assert result["without"] == [[name, "worker_killed"] for name in bad]
    assert (result["records"], result["rejected"]) == (dump.articles - dump.each, dump.each)
    assert dump.made(place) == {name: data for name, data in dump.parts.items() if name != "part-00003.jsonl"}
    # it was not marked: without what kills, the next run does it
    assert told(dump.started(place=place, cluster="local:1"))["records"] == dump.each
    assert sorted(dump.names_in(dump.made(place))) == dump.names


def started_engine(what, *options):
    command = [sys.executable, "-m", "dask", what, *options, "--no-dashboard"]
    quiet = {"DASK_LOGGING__DISTRIBUTED": "critical"}
    return subprocess.Popen(command, env=os.environ | AT_HOME | quiet, stderr=subprocess.DEVNULL)


@pytest.mark.slow
def test_a_scheduler_that_is_killed_and_restarted_costs_nothing(dump, place, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    scheduler = ("scheduler", "--host", "127.0.0.1", "--port", port)
    worker = ("worker", address, "--nthreads", "1", "--memory-limit", "0", "--local-directory", str(tmp_path))
    running = [started_engine(*scheduler), started_engine(*worker), started_engine(*worker)]
    try:
        while not listening(int(port)):
            time.sleep(0.05)
        process = dump.started(place=place, cluster=address)
        wait_for_parts(dump, place, 1)
        running[0].kill()
        # workers end with their scheduler; what supervises them starts them again
        for each in running:
            each.wait(60)
        assert len(list((dump.folder / place).glob(".done/part-*"))) < dump.shards
        running = [started_engine(*scheduler), started_engine(*worker), started_engine(*worker)]
        assert told(process)["without"] == []
    finally:
        for each in reversed(running):
            each.terminate()
        for each in running:
            each.wait(60)
    assert dump.made(place) == dump.parts


def listening(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def test_a_run_goes_on_where_its_driver_was_killed(dump, place):
    process = dump.started(place=place, cluster="local:2")
    wait_for_parts(dump, place, 2)
    below = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    # not waited for by the end of its output: that is open in the workers, too
    assert process.wait(60) < 0
    assert psutil.wait_procs(below, timeout=60)[1] == []
    process.stdout.close()
    before = dump.marked(place)
    assert 2 <= len(before) < dump.shards
    assert told(dump.started(place=place, cluster="local:2"))["records"] == dump.articles - dump.each * len(before)
    after = dump.made(place)
    assert {name: after[name] for name in before} == before
    assert sorted(dump.names_in(after)) == dump.names


def test_a_run_that_is_told_to_end_keeps_what_is_in_hand(dump, place):
    process = dump.started(place=place, cluster="local:2")
    wait_for_parts(dump, place, 1)
    process.terminate()
    result = told(process)
    assert (result["ended_by"], result["without"]) == (signal.SIGTERM, [])
    before = dump.made(place)
    names = dump.names_in(before)
    assert result["records"] == len(names) < dump.articles
    assert told(dump.started(place=place, workers=2))["records"] == dump.articles - len(names)
    after = dump.made(place)
    assert {name: after[name] for name in before} == before
    assert sorted(dump.names_in(after)) == dump.names


def test_rejects_hold_what_was_read(dump):
    folder = dump.folder / "odd"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY.format(n=1, body="Rain.\n" * 30))
    (folder / "b.txt").write_bytes(b"%PDF-1.4 no text")
    (folder / "c.jsonl").write_text('{"text": "Rain\\n\\nIt rained all day."}\n{"text": 1\n')
    lines = []
    for name, more in (("alone", ["-j", "1"]), ("cluster", ["--cluster", "local:1"])):
        words = ["batch", "odd", "-o", f"{name}-odd", "--rejects", f"{name}.rejects", *more]
        command = [sys.executable, "-m", "karabakh_extract", *words]
        subprocess.run(command, cwd=dump.folder, env=os.environ | AT_HOME, check=False, capture_output=True)
        lines.append(sorted((dump.folder / f"{name}.rejects").read_text().splitlines()))
    assert lines[0] == lines[1]
    assert [json.loads(line)["data"] is not None for line in lines[0]] == [True, True]


# what holds without an engine


def task(store, token, **changed):
    settings = Settings()
    shard = Shard(0, 1, (Job(Input("a.txt", "a.txt")),))
    values = {"digest": settings.digest, "folder": os.getcwd()} | changed
    return bench.Task(shard=shard, settings=settings, place=store.place, token=token, **values)


@pytest.fixture
def store(tmp_path):
    return open_store(str(tmp_path / "out"))


def test_what_is_left_of_an_earlier_run_writes_nothing(store):
    mine = fence.FencedStore(store, fence.take(store))
    mine.write("part-00000.jsonl", b"first")
    with pytest.raises(OutputError, match="another run has begun here"), mine.writer("part-00001.jsonl") as stream:
        stream.write(b"late")
        fence.take(store)
    with pytest.raises(OutputError):
        mine.delete("part-00000.jsonl")
    fence.drop(store)
    with pytest.raises(OutputError):
        mine.write("part-00000.jsonl", b"late")
    assert (store.names("part-"), store.read("part-00000.jsonl")) == (["part-00000.jsonl"], b"first")


@pytest.mark.parametrize("part", [None, "1/1"])
def test_a_run_without_a_cluster_ends_what_a_dead_driver_left(store, tmp_path, part):
    (tmp_path / "a.txt").write_text(STORY.format(n=1, body="Rain.\n" * 30))
    left = fence.FencedStore(store, fence.take(store))
    left.check()
    share = shares.share(part) if part else None
    run(Request(words=[str(tmp_path / "a.txt")], place=store.place, settings=Settings(), share=share), Watcher())
    with pytest.raises(OutputError, match="another run has begun here"):
        left.write("part-00001.jsonl", b"late")
    assert len(store.names("part-")) == 1


def test_a_run_that_ends_leaves_the_place_to_the_one_that_began_after_it(store):
    token = fence.take(store)
    later = fence.FencedStore(store, fence.take(store))
    fence.drop(store, token)
    later.check()
    fence.drop(store, later.token)
    with pytest.raises(OutputError):
        later.check()
    fence.drop(store, token)  # there is nothing left to drop


def test_a_task_is_small_whatever_its_settings_have_loaded():
    settings = Settings()
    assert settings.digest
    (sent,) = tasks_of([Shard(0, 1, (Job(Input("a.txt", "a.txt")),))], settings, "out", "token")
    assert len(pickle.dumps(sent)) < 2_000
    assert pickle.loads(pickle.dumps(sent)).settings.digest == sent.digest


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"digest": "of-another-version"}, "another version of the program"),
        ({"folder": "/no/such/folder"}, "folder /no/such/folder is not here"),
    ],
)
def test_a_worker_that_cannot_do_the_same_says_so(store, changed, said):
    with pytest.raises(bench.ShardError, match=said):
        bench.convert(task(store, fence.take(store), **changed))
    assert store.names("part-") == []


def test_a_run_that_ends_begins_no_more_shards(store):
    token = fence.take(store)
    bench.finish(token)
    assert bench.convert(task(store, token)) == b""


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"cluster": "local:0"}, "names no number of workers"),
        ({"cluster": "nowhere"}, "no scheduler can be reached"),
        ({"cluster": "local:2", "words": ["-"]}, "cannot read standard input"),
    ],
)
def test_runs_that_cannot_be(tmp_path, asked, said):
    (tmp_path / "a.txt").write_text(STORY.format(n=1, body="Rain.\n" * 30))
    values = {"words": [str(tmp_path / "a.txt")], "place": str(tmp_path / "out"), "settings": Settings()} | asked
    with pytest.raises(UsageError, match=said):
        run(Request(**values), Watcher())


def test_without_the_extra(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    (tmp_path / "a.txt").write_text(STORY.format(n=1, body="Rain.\n" * 30))
    asked = Request(
        words=[str(tmp_path / "a.txt")], place=str(tmp_path / "out"), settings=Settings(), cluster="local:2"
    )
    with pytest.raises(UsageError, match=r"pip install 'karabakh-extract\[cluster\]'"):
        run(asked, Watcher())


def test_what_is_gone_is_waited_for_and_told_of(monkeypatch):
    said = []
    waiting = watch.Watch(said.append)
    waiting.missing("no worker")
    assert said == []
    monkeypatch.setattr(watch, "NOTICE", -1.0)
    waiting.missing("no worker")
    waiting.missing("no worker")
    assert said == ["--cluster: no worker: waiting for 10 minutes"]
    monkeypatch.setattr(watch, "PATIENCE", -1.0)
    with pytest.raises(OutputError, match="the next run goes on from there"):
        waiting.missing("no worker")
