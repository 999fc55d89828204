"""Words of the command line become inputs."""

import io
import os
import re
from pathlib import Path
from typing import get_args

import pytest

from karabakh_extract.errors import InputError, Reason
from karabakh_extract.readers.compressed import RATIO
from karabakh_extract.readers.inputs import (
    ARTICLE_SUFFIXES,
    DUMP_SUFFIXES,
    PACKED_SUFFIXES,
    Input,
    are_several,
    find,
    listed,
    printable_path,
)
from karabakh_extract.readers.options import ReadOptions


@pytest.fixture(autouse=True)
def dump(tmp_path, monkeypatch):
    for name in (
        "dump/b.txt", "dump/a.HTML", "dump/notes.md", "dump/table.csv", "dump/.hidden.txt", "dump/.git/x.txt",
        "dump/deep/c.xhtml", "dump/deep/d.text", "other/e.htm", "really[1].txt", "really1.txt",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "bare").mkdir()
    monkeypatch.chdir(tmp_path)


def found(*words):
    return [(item.path, item.relative) for item in find(words)]


def test_a_folder_gives_its_articles_sorted_and_recursive():
    assert found("dump") == [
        ("dump/a.HTML", "a.HTML"),
        ("dump/b.txt", "b.txt"),
        ("dump/notes.md", "notes.md"),
        ("dump/deep/c.xhtml", "deep/c.xhtml"),
        ("dump/deep/d.text", "deep/d.text"),
    ]


def test_the_path_stays_as_given():
    assert [path for path, _ in found("./other/")] == ["./other/e.htm"]


def test_a_file_is_taken_whatever_it_is_called_even_if_it_is_missing():
    assert found("dump/table.csv", "no/such.txt") == [
        ("dump/table.csv", "table.csv"),
        ("no/such.txt", "such.txt"),
    ]


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ("dump/*.txt", [("dump/b.txt", "b.txt")]),
        ("*/*.htm", [("other/e.htm", "other/e.htm")]),
        ("dump/**/*.text", [("dump/deep/d.text", "deep/d.text")]),
        ("dump/t*", [("dump/table.csv", "table.csv")]),
        ("*/../really1.txt", [("bare/../really1.txt", "really1.txt")]),
        ("really[1].txt", [("really[1].txt", "really[1].txt")]),
    ],
)
def test_globs(pattern, matches):
    assert found(pattern)[: len(matches)] == matches


def test_globs_leave_out_folders_and_hidden_files():
    assert [path for path, _ in found("dump/**")] == [
        "dump/a.HTML", "dump/b.txt", "dump/deep/c.xhtml", "dump/deep/d.text", "dump/notes.md",
        "dump/table.csv",
    ]  # fmt: skip


def test_a_glob_never_leads_out_of_the_output_folder(monkeypatch):
    monkeypatch.chdir("dump")
    assert {relative for _, relative in found("*/../../*.txt")} == {"really1.txt", "really[1].txt"}


def test_words_that_lead_nowhere_are_errors_in_their_place():
    bare, item, nothing = find(["bare", "-", "none/*.txt"])
    assert isinstance(bare, InputError)
    assert str(bare).startswith("bare: no articles in this folder: ")
    assert item == Input("-", "stdin")
    assert str(nothing) == "none/*.txt: no file matches: check the pattern, or give a folder"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read(tmp_path):
    (tmp_path / "dump/deep").chmod(0)
    *others, last = find(["dump"])
    assert len(others) == 3
    assert str(last).startswith("dump/deep: this folder cannot be read (Permission denied)")


def test_links_to_files_are_taken_and_loops_are_not_followed(tmp_path):
    (tmp_path / "bare/a.txt").symlink_to("../dump/b.txt")
    (tmp_path / "bare/broken.txt").symlink_to("nowhere")
    (tmp_path / "bare/loop").symlink_to(".")
    os.mkfifo(tmp_path / "bare/pipe.txt")
    assert [path for path, _ in found("bare")] == ["bare/a.txt", "bare/broken.txt"]


@pytest.mark.parametrize(
    ("words", "several"),
    [
        (["a.txt"], False),
        (["-"], False),
        (["really[1].txt"], False),
        (["a.txt", "b.txt"], True),
        (["bare"], True),
        (["*.txt"], True),
    ],
)
def test_what_counts_as_several(words, several):
    assert are_several(words) is several


def test_undecodable_names_are_shown_as_escapes():
    assert printable_path(os.fsdecode(b"caf\xe9/\xd0\xb6.txt")) == "caf\\xe9/ж.txt"


def test_the_page_about_inputs_lists_what_the_code_has():
    page = (Path(__file__).parents[2] / "docs/inputs.md").read_text("utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(get_args(Reason))
    taken = page.partition("files are taken that are called")[2].partition(". `.json`")[0]
    assert set(re.findall(r"\.\w+", taken)) == ARTICLE_SUFFIXES | DUMP_SUFFIXES | PACKED_SUFFIXES
    assert f"more than {RATIO} times its size" in page and f"({ReadOptions().max_bytes:,} unless given)" in page


def test_an_article_of_a_file_is_named_behind_it(tmp_path):
    (tmp_path / "a!b.tar").write_bytes(b"x")
    (tmp_path / "c!1").write_bytes(b"x")
    assert [(item.path, item.only) for item in find(["a!b.tar!d!2", "c!1", "no!1", "-!3"])] == [
        ("a!b.tar", "d!2"),
        ("c!1", None),
        ("no!1", None),
        ("-", "3"),
    ]


@pytest.mark.parametrize(
    ("data", "null", "names"),
    [
        (b"a\nb c\r\n\n \nd", False, ["a", "b c", "d"]),
        (b"a\nb\0c\r\0", True, ["a\nb", "c\r"]),
        (b"caf\xe9\n", False, ["caf\udce9"]),
        (b"x" * 200_000 + b"\ny\n", False, ["x" * 200_000, "y"]),
    ],
)
def test_lists_of_names(data, null, names):
    assert list(listed(io.BytesIO(data), "list", null=null)) == names
