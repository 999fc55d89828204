"""Stores and inputs under URLs, on a real S3 server behind HTTP and on a file system that renames.

The server is moto's: it speaks S3's own protocol over sockets to the same client that speaks to Amazon, with uploads in
parts, entity tags, pages of listings and its error documents. What it lacks is added by a proxy before it: answers that
break off or never come, servers that are busy, requests that hang while the writer is killed.
"""

import os
import pickle
import subprocess
import sys

import pytest
from faulty import FaultyProxy

from karabakh_extract import remote
from karabakh_extract.batch import remote as remote_store
from karabakh_extract.batch.store import open_store
from karabakh_extract.errors import OutputError, UsageError

fsspec = pytest.importorskip("fsspec", reason="the extra [remote] is not installed")

LONG = 40 << 20
"""Bytes that S3 gets in parts."""
WRITING = f"""
from karabakh_extract.batch.store import open_store
open_store("s3://crawl/out").write("part", bytes({LONG}))
"""


@pytest.fixture(params=["object store", "renaming"])
def store(request, tmp_path):
    if request.param == "object store":
        request.getfixturevalue("s3")
        return open_store("s3://crawl/out/")
    return open_store(f"local://{tmp_path}/out")


def everything(store):
    """All that stands at a place, temporary files as well."""
    system, path = remote.file_system(store.place)
    return sorted(name.removeprefix(f"{path}/") for name in system.find(path)) if system.exists(path) else []


def test_what_is_written_is_read(store):
    store.write("done/0.json", b"{}")
    store.write("part-00000.jsonl", b"one\n")
    store.write("part-00000.jsonl", b"two\n")
    assert store.read("part-00000.jsonl") == b"two\n"
    with store.open("part-00000.jsonl") as stream:
        assert stream.readline() == b"two\n"
    assert store.names() == everything(store) == ["done/0.json", "part-00000.jsonl"]
    assert [store.exists(name) for name in ("done/0.json", "done", "part-00001.jsonl")] == [True, False, False]
    store.delete("done/0.json")
    assert store.names() == ["part-00000.jsonl"]


def test_names_by_prefix(store):
    names = ["donate", "done/part-1", "done/part-10", "done/part-2", "part"]
    for name in names:
        store.write(name, b"")
    for prefix in ("", "done/", "done/part-1", "don", "none/", "p"):
        assert store.names(prefix) == [name for name in names if name.startswith(prefix)]


def test_listings_of_more_than_a_page_are_whole(s3):
    names = [f"done/{number:05}" for number in range(50)]
    s3.pipe({f"crawl/out/{name}": b"" for name in names})
    assert open_store("s3://crawl/out").names("done/") == names


def test_what_another_writer_adds_is_seen_at_once(store):
    assert store.names() == []
    pickle.loads(pickle.dumps(store)).write("part", b"x")
    program = f"from karabakh_extract.batch.store import open_store; open_store({store.place!r}).write('other', b'x')"
    subprocess.run([sys.executable, "-c", program], check=True)
    assert store.names() == ["other", "part"]
    assert store.exists("other")


def test_what_is_missing(store):
    assert (store.names(), store.clean()) == ([], 0)
    with pytest.raises(FileNotFoundError):
        store.read("part")
    with pytest.raises(FileNotFoundError):
        store.open("part")
    store.delete("part")


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_exception_leaves_what_stood(store, error):
    store.write("part", b"old")
    with pytest.raises(error), store.writer("part") as stream:
        stream.write(b"new" * 1000)
        raise error
    assert (store.read("part"), everything(store)) == (b"old", ["part"])


def test_long_parts_go_and_come_in_pieces(store):
    data = os.urandom(1 << 20)
    with store.writer("part") as stream:
        for _ in range(LONG // len(data)):
            stream.write(data)
    with store.open("part") as stream:
        assert sum(piece == data for piece in iter(lambda: stream.read(len(data)), b"")) == LONG // len(data)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("https://host.example/out", "web addresses can be read, not written"),
        ("gopher://host/out", "Protocol not known: gopher"),
        ("s3://", "names no folder"),
    ],
)
def test_places_that_cannot_be(s3, place, said):
    with pytest.raises(UsageError, match=said):
        open_store(place)


def test_without_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(UsageError, match=r"pip install 'karabakh-extract\[remote\]'"):
        open_store("s3://crawl/out")


def test_a_bucket_that_is_not_there(s3):
    with pytest.raises(OutputError, match=r"s3://nowhere/out/part: .*bucket does not exist"):
        open_store("s3://nowhere/out").write("part", b"x")


# the network and the service


@pytest.fixture
def through(s3, s3_server, monkeypatch):
    """A store that reaches the server through a proxy with a fault; few tries, so that a failure does not take long."""
    import s3fs

    proxies = []

    def opened(fault):
        proxy = FaultyProxy(s3_server, fault)
        proxies.append(proxy.__enter__())
        monkeypatch.setenv("AWS_ENDPOINT_URL", proxy.address)
        monkeypatch.setattr(s3fs.S3FileSystem, "retries", 2)
        s3fs.S3FileSystem.clear_instance_cache()
        return open_store("s3://crawl/out"), proxy

    yield opened
    s3fs.S3FileSystem.clear_instance_cache()
    for proxy in proxies:
        proxy.__exit__()


def once(fault, method, part=""):
    """A fault that befalls only the first request of a kind."""
    left = [fault]
    return lambda verb, path: left.pop() if verb == method and part in path and left else None


@pytest.mark.parametrize("fault", ["busy", "lost"])
@pytest.mark.parametrize("size", [10, LONG])
def test_a_service_that_fails_once_is_asked_again(through, s3, fault, size):
    store, proxy = through(once(fault, "PUT"))
    store.write("part", bytes(size))
    assert s3.cat_file("crawl/out/part") == bytes(size)
    assert len([each for each in proxy.seen if each.startswith("PUT")]) == (2 if size == 10 else 4)
    assert s3.list_multipart_uploads("crawl") == []


@pytest.mark.parametrize("fault", ["busy", "lost"])
def test_an_upload_that_is_not_finished_leaves_what_stood(through, s3, fault):
    s3.pipe_file("crawl/out/part", b"old")
    # the third piece never arrives
    store, _ = through(lambda verb, path: fault if verb == "PUT" and "partNumber=3" in path else None)
    with pytest.raises(OutputError, match="s3://crawl/out/part"):
        store.write("part", bytes(LONG))
    assert s3.cat_file("crawl/out/part") == b"old"
    assert s3.list_multipart_uploads("crawl") == []


def test_a_listing_that_fails_is_no_empty_place(through, s3):
    s3.pipe_file("crawl/out/done/1", b"")
    store, _ = through(lambda verb, path: "busy" if verb in ("GET", "HEAD") else None)
    with pytest.raises(OutputError):
        store.names()
    with pytest.raises(OutputError):
        store.exists("done/1")


def test_a_reader_whose_connection_breaks_gets_all_or_an_error(through, s3):
    data = os.urandom(3 << 20)
    s3.pipe_file("crawl/out/part", data)
    store, _ = through(once("cut", "GET", "part"))
    with store.open("part") as stream:
        assert stream.read() == data
    store, _ = through(lambda verb, path: "cut" if verb == "GET" and "part" in path else None)
    with pytest.raises(OSError), store.open("part") as stream:
        stream.read()


def test_a_writer_killed_within_its_upload_leaves_nothing_that_is_seen(s3, s3_server, monkeypatch):
    with FaultyProxy(s3_server, lambda verb, path: "hang" if "partNumber=2" in path else None) as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL", proxy.address)
        process = subprocess.Popen([sys.executable, "-c", WRITING])
        while not any("partNumber=2" in each for each in proxy.seen):
            assert process.poll() is None
        process.kill()
        process.wait()
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3_server)
    store = open_store("s3://crawl/out")
    assert (store.names(), everything(store)) == ([], [])
    assert len(s3.list_multipart_uploads("crawl")) == 1
    # moto says of every upload that it began in 2010
    with monkeypatch.context() as patch:
        patch.setattr(remote_store, "ABANDONED", 100 * 365 * 86400.0)
        assert store.clean() == 0
    assert store.clean() == 1
    assert s3.list_multipart_uploads("crawl") == []


def test_uploads_of_other_places_are_left_alone(s3):
    s3.call_s3("create_multipart_upload", Bucket="crawl", Key="output-of-others/part")
    assert open_store("s3://crawl/out").clean() == 0
    assert len(s3.list_multipart_uploads("crawl")) == 1


def test_what_was_left_before_a_renaming_goes_once_it_is_old(tmp_path, monkeypatch):
    store = open_store(f"local://{tmp_path}/out")
    store.write("done/part", b"x")
    system, _ = remote.file_system(store.place)
    monkeypatch.setattr(type(system), "mv", lambda *_: os._exit(9))
    child = os.fork()
    if not child:
        store.write("done/part", b"y")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert len(everything(store)) == 1
    assert (store.names(), store.clean()) == ([], 0)
    monkeypatch.setattr(remote_store, "ABANDONED", -60.0)
    assert store.clean() == 1
    assert everything(store) == []
