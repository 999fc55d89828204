"""Dumps on the command line: lists of files, fields, members, and records that stay in their folder."""

import gzip
import io
import json
import tarfile

import pytest

FERRY = "Ferry Opens\n\nThe ferry terminal of Harbour Town opened on Wednesday after two years of work.\n"
FEED = "".join(json.dumps({"id": n, "story": FERRY, "home": f"https://a.example/{n}"}) + "\n" for n in range(1, 4))


def names(done):
    return [json.loads(line)["source"]["name"] for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "list_", "input"),
    [
        (["--files-from", "list"], "ferry.txt\n\nbridge.txt\r\n", ""),
        (["--files-from", "list", "-0"], "ferry.txt\0bridge.txt\0", ""),
        (["--files-from", "-"], "", "ferry.txt\nbridge.txt"),
        (["ferry.txt", "--files-from", "list"], "bridge.txt\n", ""),
    ],
)
def test_lists_of_files(run, desk, words, list_, input):
    (desk / "list").write_text(list_)
    done = run("convert", *words, "-f", "jsonl", input=input)
    assert (done.returncode, names(done)) == (0, ["ferry.txt", "bridge.txt"]), done.stderr


def test_a_list_of_one_is_a_stream_and_may_name_what_looks_like_a_glob(run, desk):
    (desk / "a[1]\nb.txt").write_text(FERRY)
    (desk / "list").write_bytes(b"a[1]\nb.txt\0")
    done = run("convert", "--files-from", "list", "--null", "-f", "json")
    assert [record["source"]["name"] for record in json.loads(done.stdout)] == ["a[1]\nb.txt"]


@pytest.mark.parametrize(
    ("words", "list_", "error"),
    [
        (["--files-from", "gone"], "", "gone: this list cannot be read (No such file or directory)"),
        (["--files-from", "list"], "\n \n", "list: this list names no file"),
        (["ferry.txt", "-0"], "", "--null: it says how --files-from is written"),
        (["-", "--files-from", "-"], "", "-: standard input is the list of files"),
    ],
)
def test_lists_that_cannot_be_used(run, desk, words, list_, error):
    (desk / "list").write_text(list_)
    done = run("convert", *words)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(error)


def test_fields_are_named(run, desk):
    (desk / "feed.jsonl").write_text(FEED)
    done = run("convert", "feed.jsonl", "--text-field", "story", "--url-field", "home", "-f", "jsonl")
    assert (done.returncode, done.stderr, names(done)) == (0, "", [f"feed.jsonl!{n}" for n in (1, 2, 3)])
    assert json.loads(done.stdout.splitlines()[1])["source"]["url"] == "https://a.example/2"
    done = run("convert", "feed.jsonl", "-f", "jsonl")
    assert (done.returncode, done.stderr.splitlines()[0][:56]) == (
        0,
        "feed.jsonl: fields guessed: text from story: --text-fiel",
    )


def test_a_dump_through_a_pipe(desk, start):
    (desk / "feed.gz").write_bytes(gzip.compress(FEED.encode()))
    with open(desk / "feed.gz", "rb") as stream:
        out, _ = start("convert", "-", "-f", "jsonl", stdin=stream).communicate(timeout=60)
    assert [json.loads(line)["source"]["name"] for line in out.splitlines()] == ["-!1", "-!2", "-!3"]


def test_what_is_broken_is_named_and_the_others_go_on(run, desk):
    (desk / "feed.jsonl").write_text(FEED.replace('{"id": 2', "{id: 2"))
    done = run("convert", "feed.jsonl", "-f", "jsonl")
    assert (done.returncode, names(done)) == (1, ["feed.jsonl!1", "feed.jsonl!3"])
    assert "feed.jsonl!2: no valid JSON" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [["explain"], ["strip"], ["convert", "-f", "json"], ["quotes"]])
def test_one_article_of_a_file(run, desk, words):
    (desk / "feed.jsonl").write_text(FEED)
    assert run(*words, "feed.jsonl!2").returncode == 0
    done = run(*words, "feed.jsonl!9")
    assert (done.returncode, done.stderr) == (2, "feed.jsonl!9: feed.jsonl holds no such article: check the name\n")


def test_explain_takes_one_article(run, desk):
    (desk / "feed.jsonl").write_text(FEED)
    done = run("explain", "feed.jsonl")
    assert done.returncode == 2
    assert done.stderr.endswith("feed.jsonl: holds several articles: name one of them: feed.jsonl!1\n")


def test_records_of_members_stay_in_the_folder(run, desk):
    given = ["../../out.txt", "/etc/x.txt", "a//b.txt", "./c/../d.txt", "e" * 300 + "/f.txt", "g\nh.txt"]
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name in given:
            header = tarfile.TarInfo(name)
            header.size = len(FERRY)
            archive.addfile(header, io.BytesIO(FERRY.encode()))
    (desk / "deep").mkdir()
    (desk / "deep/dump.tar").write_bytes(stream.getvalue())
    before = {path for path in desk.parent.rglob("*") if path.is_file()}
    done = run("convert", "deep/dump.tar", "-o", "deep/records/")
    assert (done.returncode, done.stderr) == (0, "")
    made = {path for path in desk.parent.rglob("*") if path.is_file()} - before
    assert len(made) == len(given)
    assert all(path.resolve().is_relative_to((desk / "deep/records").resolve()) for path in made)
    assert (desk / "deep/records/dump.tar!../%2E%2E/out.txt.yaml") in made


def test_an_address_belongs_to_one_article(run, desk):
    (desk / "feed.jsonl").write_text(FEED)
    done = run("convert", "feed.jsonl", "--url", "https://a.example/")
    assert (done.returncode, done.stdout) == (2, "")
    assert "holds several articles, but --url belongs to one" in done.stderr


def test_batch_reads_the_same(run, desk):
    (desk / "feed.jsonl").write_text(FEED)
    (desk / "list").write_text("feed.jsonl\n")
    done = run("batch", "--files-from", "list", "--text-field", "story", "-o", "all.jsonl", "-j", "1")
    assert done.returncode == 0, done.stderr
    assert len((desk / "all.jsonl").read_text().splitlines()) == 3
