"""One input becomes one Source, or an error that says what helps."""

import io
import os
import sys
import threading

import pytest

from karabakh_extract.errors import InputError
from karabakh_extract.readers import articles
from karabakh_extract.readers.inputs import Input
from karabakh_extract.readers.options import ReadOptions
from karabakh_extract.readers.stream import only_source, sources


def source(path, **settings):
    return only_source(Input(str(path), "x"), ReadOptions(**{"max_bytes": 1000, **settings}))


def problem(path, **settings):
    with pytest.raises(InputError) as caught:
        source(path, **settings)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "format"),
    [
        ("a.txt", b"<p>Words</p>", None),
        ("a.html", b"<p>Words</p>", "html"),
        ("a.HTM", b"<p>Words</p>", "html"),
        ("a.xhtml", "<p>Слова</p>".encode("utf-16"), "html"),
        ("a.html", b"Words saved under the wrong name", None),
    ],
)
def test_bytes_and_hints(tmp_path, name, content, format):
    (tmp_path / name).write_bytes(content)
    made = source(tmp_path / name)
    assert (made.data, made.name, made.format) == (content, str(tmp_path / name), format)
    assert (made.encoding, made.url, made.fetched) == (None, None, None)


def test_what_the_caller_says_wins(tmp_path):
    (tmp_path / "a.html").write_bytes(b"<p>Words</p>")
    made = source(tmp_path / "a.html", format="text", encoding="latin-1", url="https://example.org/")
    assert (made.format, made.encoding, made.url) == ("text", "latin-1", "https://example.org/")


def test_missing(tmp_path):
    assert problem(tmp_path / "no") == f"{tmp_path}/no: no such file: check the path"


def test_empty(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"")
    assert problem(tmp_path / "a.txt").endswith("the file is empty: there is nothing to convert")


def test_a_file_used_as_a_folder(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"x")
    assert "cannot be opened (Not a directory)" in problem(tmp_path / "a.txt" / "b.txt")


def test_a_link_that_leads_in_circles(tmp_path):
    (tmp_path / "a.txt").symlink_to("a.txt")
    assert "cannot be opened (Too many levels of symbolic links)" in problem(tmp_path / "a.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"x")
    (tmp_path / "a.txt").chmod(0)
    assert problem(tmp_path / "a.txt").endswith("permission denied: check who may read it")


def test_binary(tmp_path):
    (tmp_path / "my report.pdf").write_bytes(b"%PDF-1.4 ...")
    path = f"{tmp_path}/my report.pdf"
    assert problem(path) == f"{path}: this is a PDF: pdftotext '{path}' - | karabakh-extract convert -"


@pytest.mark.parametrize(("size", "limit", "fits"), [(10, 10, True), (11, 10, False), (2000, 10, False)])
def test_the_size_limit_of_files(tmp_path, size, limit, fits):
    (tmp_path / "a.txt").write_bytes(b"x" * size)
    if fits:
        assert len(source(tmp_path / "a.txt", max_bytes=limit).data) == size
    else:
        assert f"too large ({size:,} bytes): split it" in problem(tmp_path / "a.txt", max_bytes=limit)


@pytest.mark.parametrize("path", ["/dev/zero", "-"])
def test_no_more_is_read_than_the_limit_allows(monkeypatch, path):
    with open("/dev/zero", "rb") as endless:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(endless))
        assert problem(path).endswith(
            "too large (more than 1,000 bytes): split it into articles, or give a larger --max-bytes"
        )


def test_a_pipe_is_read_to_its_end(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=lambda: (tmp_path / "pipe").write_bytes(b"words " * 100))
    writer.start()
    assert source(tmp_path / "pipe").data == b"words " * 100
    writer.join()


def test_standard_input_that_brings_nothing(monkeypatch):
    with open(os.devnull, "rb") as nothing:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(nothing))
        assert problem("-") == "-: nothing came on standard input: there is nothing to convert"


def test_standard_input_that_is_closed(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert problem("-") == "-: standard input is closed: give a file"


def test_a_file_that_grows_while_it_is_read_is_read_to_its_end(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("Rain\n\nIt rained all day.")
    monkeypatch.setattr(articles, "_file_size", lambda stream: 7)
    (source,) = sources(Input(str(path), "a.txt"))
    assert source.data == path.read_bytes()
