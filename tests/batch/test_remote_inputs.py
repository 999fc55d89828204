"""Inputs under URLs: what they name, what is read of them, and that nothing is taken for whole that is not."""

import gzip
import json
import os
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from faulty import FaultyProxy

from karabakh_extract import remote
from karabakh_extract.errors import InputError
from karabakh_extract.readers.inputs import are_several, find
from karabakh_extract.readers.stream import sources

pytest.importorskip("fsspec", reason="the extra [remote] is not installed")

# for processes that run in another folder
AT_HOME = {"PYTHONPATH": os.path.dirname(os.path.dirname(remote.__file__))}
STORY = "Bridge Reopens\n\nBy Ann Lee\n\nThe bridge over the Arl reopened on Monday after a year of repairs.\n"
PAGE = "<html><head><title>Bridge</title></head><body><article><h1>Bridge Reopens</h1><p>{}</p></article></body></html>"


@pytest.fixture
def crawl(s3):
    """A bucket with articles, a dump, and what is none."""
    files = {
        "dump/b.txt": STORY,
        "dump/a.html": PAGE.format("The bridge reopened. " * 20),
        "dump/more/c.jsonl.gz": gzip.compress("".join(json.dumps({"text": STORY}) + "\n" for _ in range(3)).encode()),
        "dump/logo.png": "no article",
        "dump/.hidden.txt": STORY,
        "other.txt": STORY,
    }
    for name, data in files.items():
        s3.pipe_file(f"crawl/{name}", data if isinstance(data, bytes) else data.encode())
    return s3


@pytest.fixture
def site(tmp_path):
    """A web server over a folder, which is its second value."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", tmp_path
    server.shutdown()
    server.server_close()


def convert(*arguments):
    """Run the command; return its exit code, standard output and standard error."""
    command = [sys.executable, "-m", "karabakh_extract", "convert", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def read(word):
    """The names of all articles of a word, and its errors."""
    names, errors = [], []
    for item in find([word]):
        for each in [item] if isinstance(item, InputError) else sources(item):
            if isinstance(each, InputError):
                errors.append(each)
            else:
                names.append(each.name)
    return names, errors


@pytest.mark.parametrize(
    ("word", "names", "relative"),
    [
        ("s3://crawl/dump/", ["a.html", "b.txt", "more/c.jsonl.gz"], ["a.html", "b.txt", "more/c.jsonl.gz"]),
        ("s3://crawl/dump", ["a.html", "b.txt", "more/c.jsonl.gz"], ["a.html", "b.txt", "more/c.jsonl.gz"]),
        ("s3://crawl/dump/*.txt", ["b.txt"], ["b.txt"]),
        ("s3://crawl/dump/**/*.gz", ["more/c.jsonl.gz"], ["more/c.jsonl.gz"]),
        ("s3://crawl/dump/more/c.jsonl.gz", ["more/c.jsonl.gz"], ["c.jsonl.gz"]),
    ],
)
def test_what_a_url_names(crawl, word, names, relative):
    found = list(find([word]))
    assert [item.path for item in found] == [f"s3://crawl/dump/{name}" for name in names]
    assert [item.relative for item in found] == relative


def test_a_listing_tells_what_has_changed(crawl):
    (before,) = find(["s3://crawl/dump/*.txt"])
    assert before.stat == remote.stat(before.path)
    assert before.stat[0] == len(STORY)
    crawl.pipe_file("crawl/dump/b.txt", STORY.replace("Monday", "Sunday").encode())
    (after,) = find(["s3://crawl/dump/*.txt"])
    assert before.stat != after.stat
    assert remote.stat("s3://crawl/dump/none.txt") is None


def test_articles_of_files_and_dumps(crawl):
    names, errors = read("s3://crawl/dump")
    top = "s3://crawl/dump"
    assert names == [f"{top}/a.html", f"{top}/b.txt", *(f"{top}/more/c.jsonl.gz!{n}" for n in (1, 2, 3))]
    assert errors == []


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("s3://crawl/empty/", "no articles in this folder"),
        ("s3://crawl/*.warc", "no file matches"),
        ("s3://crawl/dump/none.txt", "no such file"),
        ("s3://nowhere/dump/none.txt", "no such file"),
    ],
)
def test_urls_that_lead_nowhere(crawl, word, said):
    names, errors = read(word)
    assert (names, [error.problem for error in errors]) == ([], [said])


def test_words_that_name_several():
    several = ["s3://crawl/dump", "s3://crawl/dump/", "s3://crawl/a?.txt", "gs://crawl/dump/**/*.gz"]
    single = ["s3://crawl/a.txt", "https://news.example/story?id=3", "https://news.example/story"]
    assert [are_several([word]) for word in several + single] == [True] * 4 + [False] * 3


def test_a_web_page_knows_its_address(site):
    address, folder = site
    (folder / "story.html").write_text(PAGE.format("The bridge reopened on Monday. " * 20))
    code, out, _ = convert(f"{address}/story.html?from=feed", "-f", "json")
    source = json.loads(out)["source"]
    assert code == 0
    assert (source["name"], source["url"]) == (f"{address}/story.html?from=feed",) * 2


def test_a_folder_is_converted_file_by_file(crawl, tmp_path):
    assert convert("s3://crawl/dump", "-o", f"{tmp_path}/out/")[0] == 0
    files = sorted(str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.yaml"))
    assert files == ["a.html.yaml", "b.txt.yaml", *(f"more/c.jsonl.gz!{n}.yaml" for n in (1, 2, 3))]


def test_a_server_that_is_not_there():
    code, out, err = convert("http://127.0.0.1:1/story.html")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("http://127.0.0.1:1/story.html: cannot be opened (Connect")


def test_what_a_web_server_does_not_have(site):
    names, (error,) = read(f"{site[0]}/none.html")
    assert (names, error.problem, error.reason) == ([], "no such file", "missing")


@pytest.mark.parametrize("fault", ["cut", "lost", "busy"])
def test_a_broken_connection_is_an_error_not_a_short_article(site, fault):
    address, folder = site
    (folder / "story.txt").write_text(STORY * 2_000)
    with FaultyProxy(address, lambda verb, _: fault if verb == "GET" else None) as proxy:
        names, (error,) = read(f"{proxy.address}/story.txt")
    assert (names, error.reason) == ([], "unreadable")


def test_a_dump_goes_from_store_to_store_and_on_where_it_stopped(crawl, tmp_path):
    def batch(*arguments):
        command = [sys.executable, "-m", "karabakh_extract", "batch", *arguments, "-o", "s3://crawl/out", "-j", "1"]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=tmp_path, env=os.environ | AT_HOME
        )
        assert done.returncode == 0, done.stderr
        return [
            json.loads(line)["source"]["name"] for line in crawl.cat_file("crawl/out/part-00000.jsonl").splitlines()
        ]

    names = batch("s3://crawl/dump")
    assert names == read("s3://crawl/dump")[0]
    # all of the bucket: what was converted is unchanged, what the run wrote is no input
    batch("s3://crawl/dump", "s3://crawl/out", "s3://crawl/other.txt")
    assert [name for name in crawl.ls("crawl/out", detail=False) if "part-" in name] == [
        "crawl/out/part-00000.jsonl",
        "crawl/out/part-00001.jsonl",
    ]
    assert crawl.cat_file("crawl/out/part-00001.jsonl").count(b"\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_streams_are_searched_and_read_in_pieces(crawl):
    data = os.urandom(3 << 20)
    crawl.pipe_file("crawl/long", data)
    with remote.open_url("s3://crawl/long") as stream:
        assert stream.read(10) == data[:10]
        stream.seek(-5, os.SEEK_END)
        assert (stream.tell(), stream.read()) == (len(data) - 5, data[-5:])
        stream.seek(0)
        assert stream.read() == data


def test_paths_do_not_load_what_urls_need(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    program = (
        "import sys; from karabakh_extract.cli.main import main; main(['convert', 'a.txt'])\n"
        "sys.exit(any(name.split('.')[0] in ('fsspec', 's3fs', 'distributed') for name in sys.modules))"
    )
    command = [sys.executable, "-c", program]
    assert subprocess.run(command, cwd=tmp_path, env=os.environ | AT_HOME, check=False).returncode == 0
