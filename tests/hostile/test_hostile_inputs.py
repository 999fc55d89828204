"""Input that is broken, of the wrong kind, too large, or changed while it is read: a line each, the rest goes on."""

import json
import os
import resource
import threading
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
KINDS = yaml.safe_load((HERE / "kinds.yaml").read_text("utf-8"))
PACKS = yaml.safe_load((HERE / "packs.yaml").read_text("utf-8"))
ARTICLE = b"""\
Harbour Town Opens Its New Ferry Terminal

By Nora Field

March 3, 2021

The ferry terminal of Harbour Town opened on Wednesday after two years of work. About three hundred people came
to see the first boat leave for the islands, and many of them stayed until the evening.

"We have waited for this day a long time," said Mayor Ada Brook. "The islands are closer now."
"""
READERS = [["convert"], ["strip"], ["explain"], ["rules", "show", "fair-use", "--in"]]


def names(done):
    return [json.loads(line)["source"]["name"] for line in done.stdout.splitlines()]


def one_line(done, code):
    """The only line on stderr of a run that ended with `code`."""
    errors = done.stderr.decode()
    assert done.returncode == code, errors
    assert errors.count("\n") == 1 and "Traceback" not in errors
    return errors


@pytest.mark.parametrize("kind", KINDS)
def test_binary_files_called_txt(run, desk, kind):
    case = KINDS[kind]
    (desk / "a.txt").write_bytes(bytes.fromhex(case["bytes"]) * 30)
    (desk / "ferry.txt").write_bytes(ARTICLE)
    done = run("convert", "a.txt", "ferry.txt", "-f", "jsonl")
    error = one_line(done, 1)
    assert error.startswith(f"a.txt: {case['says']}")
    assert case["helps"] in error
    assert names(done) == ["ferry.txt"]


@pytest.mark.parametrize("words", READERS, ids=lambda words: words[0])
@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("gone.txt", None, "no such file"),
        ("empty.txt", b"", "the file is empty"),
        ("report.txt", b"%PDF-1.7\n" * 9, "this is a PDF"),
    ],
)
def test_every_command_says_what_is_wrong(run, desk, words, name, content, says):
    if content is not None:
        (desk / name).write_bytes(content)
    done = run(*words, name)
    assert one_line(done, 2).startswith(f"{name}: {says}")
    assert done.stdout == b""


@pytest.mark.parametrize("content", [b" \n\t\n", b"\xef\xbb\xbf", b"\r\n" * 5000, "\u00a0\u200b\ufeff\n".encode()])
def test_white_space_only(run, desk, content):
    (desk / "blank.txt").write_bytes(content)
    done = run("convert", "blank.txt", "-f", "json")
    assert "not an article (empty)" in one_line(done, 3)
    record = json.loads(done.stdout)
    assert (record["body"], record["headline"], record["warnings"][0]["detail"]) == ("", None, "empty")


def test_a_folder_without_articles(run, desk):
    (desk / "photos").mkdir()
    (desk / "photos/a.jpg").write_bytes(b"\xff\xd8\xff")
    assert one_line(run("convert", "photos"), 2).startswith("photos: no articles in this folder: ")


def test_200_megabytes_in_one_line(run, desk):
    with open(desk / "line.txt", "wb") as stream:
        stream.truncate(200_000_000)
    (desk / "ferry.txt").write_bytes(ARTICLE)

    def little_memory():
        resource.setrlimit(resource.RLIMIT_AS, (700_000_000, 700_000_000))

    done = run("convert", "line.txt", "ferry.txt", "-f", "jsonl", before=little_memory)
    assert one_line(done, 1).startswith("line.txt: too large (200,000,000 bytes): ")
    assert names(done) == ["ferry.txt"]


def test_the_limit_is_the_callers(run, desk):
    (desk / "ferry.txt").write_bytes(ARTICLE)
    done = run("convert", "ferry.txt", "--max-bytes", str(len(ARTICLE) - 1))
    assert "give a larger --max-bytes" in one_line(done, 2)
    assert run("convert", "ferry.txt", "--max-bytes", str(len(ARTICLE))).returncode == 0


def test_an_input_that_goes_away_while_others_are_read(run, desk):
    os.mkfifo(desk / "a.txt")
    (desk / "b.txt").write_bytes(ARTICLE)
    (desk / "c.txt").write_bytes(ARTICLE)

    def write():
        # the command has listed its inputs when it opens the first
        with open(desk / "a.txt", "wb") as stream:
            (desk / "b.txt").unlink()
            stream.write(ARTICLE)

    threading.Thread(target=write, daemon=True).start()
    done = run("convert", "a.txt", "b.txt", "c.txt", "-f", "jsonl")
    assert one_line(done, 1).startswith("b.txt: no such file")
    assert names(done) == ["a.txt", "c.txt"]


def test_a_file_that_grows_while_it_is_read(desk, monkeypatch):
    from karabakh_extract.errors import InputError
    from karabakh_extract.readers.inputs import Input
    from karabakh_extract.readers.options import ReadOptions
    from karabakh_extract.readers.stream import members, only_source

    (desk / "a.txt").write_bytes(b"words " * 10)

    def grown(stream, place):
        with open(desk / "a.txt", "ab") as other:
            other.write(b"words " * 1000)
        return members(stream, place)

    monkeypatch.setattr("karabakh_extract.readers.stream.members", grown)
    with pytest.raises(InputError, match="too large"):
        only_source(Input(str(desk / "a.txt"), "a.txt"), ReadOptions(max_bytes=1000))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_output_folder_that_may_not_be_written(run, desk):
    (desk / "ferry.txt").write_bytes(ARTICLE)
    (desk / "records").mkdir(mode=0o500)
    assert "records/ferry.txt.yaml: cannot be written (Permission denied)" in one_line(
        run("convert", "ferry.txt", "-o", "records/"), 1
    )


def test_an_output_folder_where_none_can_be(run, desk):
    (desk / "ferry.txt").write_bytes(ARTICLE)
    assert one_line(run("convert", "ferry.txt", "-o", "/proc/records/"), 1).startswith("/proc/records")


@pytest.mark.parametrize("output", ["records/", "all.yaml"])
def test_a_disk_that_fills_leaves_nothing_half_written(run, desk, output):
    (desk / "ferry.txt").write_bytes(ARTICLE)
    (desk / "all.yaml").write_text("old")
    (desk / "records").mkdir()
    (desk / "records/ferry.txt.yaml").write_text("old")

    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (900, 900))

    done = run("convert", "ferry.txt", "-o", output, "--overwrite", before=small_files)
    assert "cannot be written (File too large)" in one_line(done, 1)
    left = {str(path.relative_to(desk)): path.read_text() for path in desk.rglob("*.yaml")}
    assert left == {"all.yaml": "old", "records/ferry.txt.yaml": "old"}
    assert not [*desk.rglob("*.tmp"), *desk.rglob(".*")]


NAMES = {
    b"a\nb.txt": "a\nb.txt",
    b"c\x1b[2Jd.txt": "c\x1b[2Jd.txt",
    b"e\xff\xfe.txt": "e\\xff\\xfe.txt",
    b"x" * 251 + b".txt": "x" * 251 + ".txt",
    "у".encode() * 125 + b".txt": "у" * 125 + ".txt",
    "i\u202ej.txt".encode(): "i\u202ej.txt",
}


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_names_that_are_no_names(run, desk, name):
    kept = NAMES[name]
    Path(os.fsdecode(bytes(desk) + b"/" + name)).write_bytes(ARTICLE)
    done = run("convert", ".", "-o", "records/")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    (written,) = os.listdir(bytes(desk / "records"))
    assert len(written) <= 255 and written.endswith(b".yaml")
    with open(bytes(desk / "records") + b"/" + written, encoding="utf-8") as stream:
        text = stream.read()
    assert not set("\x1b\u202e") & set(text)
    assert yaml.safe_load(text)["source"]["name"] == f"./{kept}"


@pytest.mark.parametrize("words", [*READERS, ["validate"]], ids=lambda words: words[0])
@pytest.mark.parametrize("name", ["a\nb.txt", "c\x1bMd.txt", "e\udcff.txt", "i\u202ej.txt"], ids=ascii)
def test_names_are_shown_as_escapes(run, desk, words, name):
    shown = {"\n": "\\x0a", "\x1b": "\\x1b", "\udcff": "\\xff", "\u202e": "\\u202e"}
    expected = "".join(shown.get(char, char) for char in name)
    assert one_line(run(*words, name), 2).startswith(f"{expected}: no such file")


def test_long_names_that_begin_alike_stay_apart(run, desk):
    for last in "ab":
        (desk / f"{'x' * 250}{last}.txt").write_bytes(ARTICLE)
    assert run("convert", ".", "-o", "records/").returncode == 0
    assert len(os.listdir(desk / "records")) == 2


@pytest.mark.parametrize("case", PACKS)
def test_packs_that_are_not_valid(run, desk, case):
    about = PACKS[case]
    (desk / "ferry.txt").write_bytes(ARTICLE)
    pack = about["pack"] if "pack" in about else about["repeat"] * about["times"]
    (desk / "mine.yaml").write_text(pack, encoding="utf-8")
    done = run("convert", "ferry.txt", "--rules", "mine.yaml")
    error = one_line(done, 2)
    assert error.startswith(f"mine.yaml{about['at']}: " if about["at"] else "mine.yaml")
    assert about["says"] in error
    assert done.stdout == b""


@pytest.mark.parametrize(
    "words", [["--colour"], ["-f", "xml"], ["--max-bytes", "much"], ["--max-bytes", "-1"]], ids=" ".join
)
def test_unknown_options_and_values(run, desk, words):
    (desk / "ferry.txt").write_bytes(ARTICLE)
    done = run("convert", "ferry.txt", *words)
    assert words[0].lstrip("-") in one_line(done, 2)
    assert done.stdout == b""
