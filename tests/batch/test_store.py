"""Stores: what stands is whole, what is half written goes away, what lives is left alone."""

import errno
import os
import pickle
import resource
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from karabakh_extract.batch.folder import LocalStore
from karabakh_extract.batch.store import open_store
from karabakh_extract.errors import OutputError, UsageError

# a process that holds a name half written until it is ended, and says so
HALF_WRITING = """
import sys, time
from karabakh_extract.batch.folder import LocalStore
with LocalStore(sys.argv[1]).writer("parts/part-00000.jsonl") as stream:
    stream.write(b"half")
    stream.flush()
    print("writing", flush=True)
    time.sleep(60)
"""
# a process that writes one name over and over, long contents of one byte each
STORMING = """
import sys
from karabakh_extract.batch.folder import LocalStore
store = LocalStore(sys.argv[1])
print("writing", flush=True)
while True:
    for byte in (b"a", b"b"):
        store.write("part", byte * 300_000)
"""


@pytest.fixture
def store(tmp_path):
    return open_store(str(tmp_path / "out"))


def started(program, store):
    process = subprocess.Popen([sys.executable, "-c", program, store.place], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"writing\n"
    return process


def ended(process, how=signal.SIGKILL):
    process.send_signal(how)
    process.wait()
    process.stdout.close()


def all_files(store):
    return sorted(str(path.relative_to(store.place)) for path in Path(store.place).rglob("*") if path.is_file())


def test_what_is_written_is_read(store):
    store.write("done/0.json", b"{}")
    store.write("part-00000.jsonl", b"one\n")
    store.write("part-00000.jsonl", b"two\n")
    assert store.read("part-00000.jsonl") == b"two\n"
    with store.open("part-00000.jsonl") as stream:
        assert stream.readline() == b"two\n"
    assert store.names() == ["done/0.json", "part-00000.jsonl"]
    assert [store.exists(name) for name in ("done/0.json", "done", "part-00001.jsonl")] == [True, False, False]


@pytest.mark.parametrize(
    ("prefix", "found"),
    [
        ("", ["done/part-1", "done/part-10", "done/part-2", "donate", "part"]),
        ("done/", ["done/part-1", "done/part-10", "done/part-2"]),
        ("done/part-1", ["done/part-1", "done/part-10"]),
        ("don", ["done/part-1", "done/part-10", "done/part-2", "donate"]),
        ("none/", []),
        ("part/", []),
    ],
)
def test_names_by_prefix(store, prefix, found):
    for name in ("part", "donate", "done/part-10", "done/part-2", "done/part-1"):
        store.write(name, b"")
    assert store.names(prefix) == sorted(found)


def test_an_empty_place_has_no_names_and_is_not_made(store):
    assert store.names() == []
    assert store.clean() == 0
    assert not os.path.exists(store.place)


def test_what_is_missing(store):
    with pytest.raises(FileNotFoundError):
        store.read("part")
    with pytest.raises(FileNotFoundError):
        store.open("part")
    store.delete("part")


def test_deleted(store):
    store.write("part", b"x")
    store.delete("part")
    assert store.names() == []


@pytest.mark.parametrize(
    "name", ["", "/etc/x", "../x", "a/../x", "a//b", "a/", "./a", "a\0", ".part.0.tmp", "a/.b.tmp"]
)
def test_names_stay_below_the_place(store, name):
    with pytest.raises(ValueError, match="no name for a store"):
        store.write(name, b"")


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, GeneratorExit])
def test_an_exception_leaves_what_stood(store, error):
    store.write("part", b"old")
    with pytest.raises(error), store.writer("part") as stream:
        stream.write(b"new")
        raise error
    assert (store.read("part"), all_files(store)) == (b"old", ["part"])


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.ENOENT])
def test_a_failing_step_leaves_what_stood(store, step, number, monkeypatch):
    store.write("part", b"old")

    def fails(*_):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch, pytest.raises(OutputError, match=os.strerror(number)):
        patch.setattr(os, step, fails)
        store.write("part", b"new")
    assert (store.read("part"), all_files(store)) == (b"old", ["part"])


def test_a_full_disk_leaves_what_stood(store):
    store.write("part", b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
        with pytest.raises(OutputError, match="part: cannot be read or written"):
            store.write("part", bytes(200_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert (store.read("part"), all_files(store)) == (b"old", ["part"])


def test_a_place_that_is_a_file(tmp_path):
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(OutputError, match="out/part"):
        LocalStore(str(tmp_path / "out")).write("part", b"")


def test_written_data_and_its_names_are_synced_before_and_after_the_renaming(store, monkeypatch):
    steps = []
    fsync, replace = os.fsync, os.replace

    def syncing(descriptor):
        steps.append(os.path.basename(os.readlink(f"/proc/self/fd/{descriptor}")).partition(".tmp")[1] or "folder")
        fsync(descriptor)

    def renaming(old, new):
        steps.append("rename")
        replace(old, new)

    monkeypatch.setattr(os, "fsync", syncing)
    monkeypatch.setattr(os, "replace", renaming)
    store.write("done/part", b"x")
    # the folders' own names come first
    assert steps == ["folder", "folder", ".tmp", "rename", "folder"]


def test_a_killed_writer_leaves_an_orphan_that_clean_takes(store):
    store.write("parts/part-00001.jsonl", b"whole")
    process = started(HALF_WRITING, store)
    assert len(all_files(store)) == 2
    assert store.names() == ["parts/part-00001.jsonl"]
    assert store.clean() == 0  # its writer lives
    ended(process)
    assert len(all_files(store)) == 2
    assert store.clean() == 1
    assert all_files(store) == ["parts/part-00001.jsonl"]


def test_a_terminated_writer_that_unwinds_leaves_nothing(store):
    process = started(HALF_WRITING, store)
    ended(process, signal.SIGINT)
    assert all_files(store) == []


def test_readers_and_cleaners_beside_a_storm_of_writers_see_whole_contents(store):
    processes = [started(STORMING, store) for _ in range(2)]
    try:
        while not store.exists("part"):
            pass
        for _ in range(300):
            data = store.read("part")
            assert len(data) == 300_000
            assert data.count(data[:1]) == len(data)
            store.clean()
        assert [process.poll() for process in processes] == [None, None]
    finally:
        for process in processes:
            ended(process)
    store.clean()
    assert all_files(store) == ["part"]


def test_threads_that_make_the_same_folder(store):
    gate = threading.Barrier(8)
    failed = []

    def write(number):
        gate.wait()
        try:
            store.write(f"a/b/c/{number}", b"x")
        except Exception as error:  # any would be a failure of the store
            failed.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (failed, len(store.names())) == ([], 8)


def test_where_the_file_system_knows_no_locks_age_tells(store, monkeypatch):
    process = started(HALF_WRITING, store)
    ended(process)

    def unknown(*_):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr("fcntl.flock", unknown)
    store.write("part", b"x")
    assert (store.clean(), store.read("part")) == (0, b"x")
    orphan = next(Path(store.place, "parts").iterdir())
    os.utime(orphan, (1e9, 1e9))
    assert store.clean() == 1
    assert all_files(store) == ["part"]


def test_pickled(store):
    store.write("part", b"x")
    assert pickle.loads(pickle.dumps(store)).read("part") == b"x"


def test_places(tmp_path):
    open_store(f"file://{tmp_path}/out").write("part", b"x")
    assert (tmp_path / "out" / "part").read_bytes() == b"x"
    with pytest.raises(UsageError, match="gopher://"):
        open_store("gopher://host/out")
