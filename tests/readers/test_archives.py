"""Archives: each article in order under a name of its own; what is damaged, hostile or no article costs only itself."""

import bz2
import gzip
import io
import os
import struct
import tarfile
import zipfile

import pytest
import zstandard

from karabakh_extract.errors import InputError
from karabakh_extract.readers.inputs import Input
from karabakh_extract.readers.options import ReadOptions
from karabakh_extract.readers.stream import sources

LINES = b'{"text": "one"}\n{"text": "two"}\n'
MEMBERS = [
    ("dump/a.html", b"<p>It rained.</p>"),
    ("dump/photo.JPG", b"\xff\xd8\xff"),
    ("dump/.hidden.txt", b"no"),
    ("dump/feed.jsonl.gz", gzip.compress(LINES)),
    ("dump/page.htm.zst", zstandard.ZstdCompressor().compress(b"<p>It snowed.</p>")),
    ("dump/empty.txt", b""),
    ("dump/report", b"%PDF-1.7 " * 9),
    ("dump/story-without-a-suffix", b"The sun shone."),
]
OUTCOMES = [
    ("dump/a.html", b"<p>It rained.</p>"),
    ("dump/feed.jsonl.gz!1", "one"),
    ("dump/feed.jsonl.gz!2", "two"),
    ("dump/page.htm.zst", b"<p>It snowed.</p>"),
    ("dump/empty.txt", "empty"),
    ("dump/report", "binary"),
    ("dump/story-without-a-suffix", b"The sun shone."),
]


def tar(members, format=tarfile.PAX_FORMAT):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=format, encoding="utf-8", errors="surrogateescape") as archive:
        for name, data in members:
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return stream.getvalue()


def zip_(members, packing=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, packing)
    return stream.getvalue()


ARCHIVES = {
    "a.tar": tar,
    "b.tar.gz": lambda members: gzip.compress(tar(members)),
    "c.tbz2": lambda members: bz2.compress(tar(members)),
    "d.zip": zip_,
    "no-suffix": tar,
}


def read(path, data, only=None, **options):
    path.write_bytes(data)
    return list(sources(Input(str(path), path.name, only=only), ReadOptions(**options)))


def outline(found, path):
    said = [each.reason if isinstance(each, InputError) else each.data for each in found]
    return [(each.name.removeprefix(f"{path}!"), what) for each, what in zip(found, said, strict=True)]


@pytest.mark.parametrize("name", ARCHIVES)
def test_members_in_order(tmp_path, name):
    found = read(tmp_path / name, ARCHIVES[name](MEMBERS))
    assert outline(found, tmp_path / name) == OUTCOMES
    assert [each.format for each in found if not isinstance(each, InputError)] == ["html", None, None, "html", None]


@pytest.mark.parametrize("name", ARCHIVES)
@pytest.mark.parametrize(
    ("only", "names"),
    [
        ("dump/a.html", ["dump/a.html"]),
        ("dump/feed.jsonl.gz!2", ["dump/feed.jsonl.gz!2"]),
        ("dump/feed.jsonl.gz", ["dump/feed.jsonl.gz!1", "dump/feed.jsonl.gz!2"]),
    ],
)
def test_one_member(tmp_path, name, only, names):
    path = tmp_path / name
    assert [each.name for each in read(path, ARCHIVES[name](MEMBERS), only)] == [f"{path}!{each}" for each in names]


@pytest.mark.parametrize("name", ARCHIVES)
def test_members_from_a_pipe(tmp_path, name):
    import threading

    os.mkfifo(tmp_path / name)
    writer = threading.Thread(target=lambda: (tmp_path / name).write_bytes(ARCHIVES[name](MEMBERS)))
    writer.start()
    found = list(sources(Input(str(tmp_path / name), name)))
    writer.join()
    assert outline(found, tmp_path / name) == OUTCOMES


HOSTILE = {
    "../../etc/passwd": "../../etc/passwd",
    "/etc/shadow": "/etc/shadow",
    "a\nb\x1b[31m.txt": "a\nb\x1b[31m.txt",
    "same.txt": "same.txt",
    "x" * 251 + ".txt": "x" * 251 + ".txt",
    "very/" * 100 + "deep.txt": "very/" * 100 + "deep.txt",
    "у\u202e.txt": "у\u202e.txt",
}


@pytest.mark.parametrize("name", ["a.tar", "d.zip"])
@pytest.mark.filterwarnings("ignore:Duplicate name")  # zipfile warns where it writes one
def test_names_that_are_no_names(tmp_path, name):
    members = [(given, b"words") for given in HOSTILE] + [("same.txt#2", b"words"), *[("same.txt", b"words")] * 2]
    before = sorted(tmp_path.iterdir())
    found = outline(read(tmp_path / name, ARCHIVES[name](members)), tmp_path / name)
    names = [each for each, _ in found]
    assert names[: len(HOSTILE)] == list(HOSTILE.values())
    assert names[len(HOSTILE) :] == ["same.txt#2", "same.txt#3", "same.txt#4"]
    assert sorted(tmp_path.iterdir()) == [*before, tmp_path / name]


def test_names_that_are_no_utf8(tmp_path):
    raw = os.fsdecode(b"caf\xe9.txt")
    for format in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        (found,) = read(tmp_path / "a.tar", tar([(raw, b"words")], format))
        assert found.name == f"{tmp_path}/a.tar!caf\\xe9.txt"
    packed = zip_([("caf--.txt", b"words")]).replace(b"caf--", b"caf\xe9\xff")
    (found,) = read(tmp_path / "b.zip", packed)
    assert found.data == b"words"


def test_links_and_folders_are_passed_over(tmp_path):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, kind in (
            ("a", tarfile.SYMTYPE),
            ("b", tarfile.LNKTYPE),
            ("c", tarfile.DIRTYPE),
            ("d", tarfile.FIFOTYPE),
        ):
            header = tarfile.TarInfo(name)
            header.type, header.linkname = kind, "/etc/passwd"
            archive.addfile(header)
    (error,) = read(tmp_path / "a.tar", stream.getvalue())
    assert error.reason == "empty"


FEW = [(f"{n}.txt", f"It rained {n}. ".encode() * 40) for n in range(9)]


def test_a_damaged_header_costs_one_member(tmp_path):
    data = bytearray(tar(FEW))
    data[4 * 1536 : 4 * 1536 + 200] = b"\xff" * 200
    found = outline(read(tmp_path / "a.tar", bytes(data)), tmp_path / "a.tar")
    assert [name for name, _ in found] == ["0.txt", "1.txt", "2.txt", "3.txt", f"{tmp_path}/a.tar"] + [
        f"{n}.txt" for n in range(5, 9)
    ]
    assert found[4][1] == "damaged"


@pytest.mark.parametrize(("cut", "whole"), [(1536 * 5 + 700, 5), (1536 * 5 + 100, 5), (1536 * 5 - 20, 5)])
@pytest.mark.parametrize("name", ["a.tar", "b.tar.gz"])
def test_archives_that_are_cut_off(tmp_path, name, cut, whole):
    data = tar(FEW)[:cut]
    found = outline(read(tmp_path / name, gzip.compress(data) if name.endswith("gz") else data), tmp_path / name)
    good = [each for each, what in found if isinstance(what, bytes)]
    assert good == [f"{n}.txt" for n in range(whole)]
    assert found[-1][0] == str(tmp_path / name)
    assert found[-1][1] in ("truncated", "damaged")


def test_a_stream_that_is_cut_off_below_the_archive(tmp_path):
    packed = gzip.compress(tar([(name, os.urandom(2_000).hex().encode()) for name, _ in FEW]))
    found = outline(read(tmp_path / "a.tar.gz", packed[: len(packed) // 2]), tmp_path / "a.tar.gz")
    good = [each for each, what in found if isinstance(what, bytes)]
    assert good == [f"{n}.txt" for n in range(len(good))] and 2 <= len(good) <= 5
    assert found[-1] == (str(tmp_path / "a.tar.gz"), "truncated")


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_STORED])
def test_a_damaged_member_of_a_zip(tmp_path, packing):
    data = bytearray(zip_(FEW, packing))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        at = archive.getinfo("4.txt").header_offset + 45
    data[at : at + 3] = bytes(255 - byte for byte in data[at : at + 3])
    found = outline(read(tmp_path / "a.zip", bytes(data)), tmp_path / "a.zip")
    assert [what for _, what in found if not isinstance(what, bytes)] == ["damaged"]
    assert found[4] == ("4.txt", "damaged") and len(found) == 9


def test_a_zip_that_is_cut_off(tmp_path):
    (error,) = read(tmp_path / "a.zip", zip_(FEW)[:-30])
    assert (error.reason, error.remedy) == ("damaged", "copy the file again, or repair it with zip -FF")


def test_encrypted_members(tmp_path):
    data = bytearray(zip_(FEW[:2]))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    found = outline(read(tmp_path / "a.zip", bytes(data)), tmp_path / "a.zip")
    assert [what for _, what in found] == ["encrypted", FEW[1][1]]


@pytest.mark.parametrize("outer", ["a.tar", "d.zip"])
@pytest.mark.parametrize("inner", ["a.tar", "b.tar.gz", "d.zip"])
def test_archives_in_archives_are_refused(tmp_path, outer, inner):
    found = read(tmp_path / outer, ARCHIVES[outer]([(f"x/{inner}", ARCHIVES[inner](FEW)), FEW[0]]))
    assert outline(found, tmp_path / outer) == [(f"x/{inner}", "nested"), FEW[0]]


def test_a_member_that_explodes(tmp_path):
    members = [FEW[0], ("bomb.txt", bytes(80_000_000)), FEW[1]]
    for name in ("d.zip", "b.tar.gz"):
        found = outline(read(tmp_path / name, ARCHIVES[name](members), max_bytes=100_000_000), tmp_path / name)
        assert found[:2] == [FEW[0], ("bomb.txt", "bomb")]
        assert "bomb" in [what for _, what in found[1:]]


def test_a_zip_whose_members_share_their_bytes(tmp_path):
    data = zip_([("a.txt", b"words " * 999), ("b.txt", b"words " * 999)])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        second = archive.getinfo("b.txt").header_offset
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4) + 42
    assert struct.unpack("<I", data[at : at + 4]) == (second,)
    shared = data[:at] + struct.pack("<I", 0) + data[at + 4 :]
    found = outline(read(tmp_path / "a.zip", shared), tmp_path / "a.zip")
    assert "bomb" in [what for _, what in found] or [what for _, what in found] == [b"words " * 999, "damaged"]


def test_a_header_that_claims_a_name_of_gigabytes(tmp_path):
    header = tarfile.TarInfo("././@LongLink")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 8_000_000_000
    data = header.tobuf(tarfile.GNU_FORMAT) + tar(FEW)
    found = outline(read(tmp_path / "a.tar", data), tmp_path / "a.tar")
    assert [name for name, _ in found if name.endswith(".txt")] == [name for name, _ in FEW]


def test_other_files_that_are_zip_archives(tmp_path):
    (error,) = read(
        tmp_path / "a.epub", zip_([("mimetype", b"application/epub+zip"), ("META-INF/container.xml", b"x")])
    )
    assert (error.reason, error.problem) == ("binary", "this is an EPUB book")
