"""Compressed inputs: read as if they were not; cut, damaged and exploding ones are named, what came before is kept."""

import bz2
import gzip
import io
import json
import lzma
import pickle

import pytest
import zstandard

from karabakh_extract.errors import InputError
from karabakh_extract.readers.compressed import bare, unpacked
from karabakh_extract.readers.inputs import Input
from karabakh_extract.readers.opening import StreamError
from karabakh_extract.readers.options import ReadOptions
from karabakh_extract.readers.stream import sources

PACKERS = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstandard.ZstdCompressor().compress,
}
LINES = b"".join(json.dumps({"text": f"It rained {n}. " + str(n**3) * (n % 50)}).encode() + b"\n" for n in range(5_000))


def read(path, data, **options):
    path.write_bytes(data)
    return list(sources(Input(str(path), path.name), ReadOptions(**options)))


@pytest.mark.parametrize("name", PACKERS)
def test_an_article_keeps_its_name_and_gets_its_format(tmp_path, name):
    page = b"<p>It rained all day.</p>"
    (found,) = read(tmp_path / "page.HTML.gz", PACKERS[name](page))
    assert (found.data, found.name, found.format) == (page, f"{tmp_path}/page.HTML.gz", "html")


@pytest.mark.parametrize("name", PACKERS)
@pytest.mark.parametrize("form", ["one", "members", "padded"])
def test_dumps(tmp_path, name, form):
    pack = PACKERS[name]
    half = len(LINES) // 2
    data = pack(LINES) if form == "one" else pack(LINES[:half]) + b"\0" * (8 * (form == "padded")) + pack(LINES[half:])
    found = read(tmp_path / "feed.jsonl.x", data)
    assert len(found) == 5_000
    assert [each.name for each in found[::4_999]] == [f"{tmp_path}/feed.jsonl.x!1", f"{tmp_path}/feed.jsonl.x!5000"]


@pytest.mark.parametrize("name", PACKERS)
@pytest.mark.parametrize(("where", "reason"), [("cut", "truncated"), ("hit", "damaged"), ("tail", "damaged")])
def test_broken_streams(tmp_path, name, where, reason):
    first, second = PACKERS[name](LINES), bytearray(PACKERS[name](LINES))
    if where == "cut":
        second = second[:-200]
    elif where == "hit":
        second[20_000:20_300] = b"\xff" * 300
    else:
        second += b"no such thing"
    *found, last = read(tmp_path / "feed.jsonl", first + bytes(second))
    assert (last.name, last.reason) == (f"{tmp_path}/feed.jsonl", reason)
    assert len(found) == 10_000 if where == "tail" else 5_000 <= len(found) < 10_000
    assert not any(isinstance(each, InputError) for each in found)


@pytest.mark.parametrize("name", PACKERS)
def test_bombs(name):
    packed = PACKERS[name](bytes(200_000_000))
    given = 0
    with pytest.raises(StreamError) as caught:
        stream = unpacked(io.BytesIO(packed), name)
        while piece := stream.read(1 << 20):
            given += len(piece)
    assert caught.value.reason == "bomb"
    assert given < 60_000_000


@pytest.mark.parametrize("name", PACKERS)
def test_the_size_limit_is_that_of_the_unpacked(tmp_path, name):
    (error,) = read(tmp_path / "a.txt", PACKERS[name](b"words " * 200), max_bytes=1_000)
    assert error.reason == "too_large"
    (found,) = read(tmp_path / "a.txt", PACKERS[name](b"words " * 100), max_bytes=1_000)
    assert len(found.data) == 600


def test_xz_that_asks_for_much_memory_is_refused(tmp_path):
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 30}]
    compressor = lzma.LZMACompressor(lzma.FORMAT_XZ, filters=[{**filters[0], "dict_size": 1 << 20}])
    packed = bytearray(compressor.compress(b"words") + compressor.flush())
    # the dictionary's size is a byte of the block header, whose checksum follows
    at = packed.index(b"\x21\x01") + 2
    packed[at] = 39
    import zlib

    size = (packed[12] + 1) * 4
    packed[12 + size - 4 : 12 + size] = zlib.crc32(packed[12 : 12 + size - 4]).to_bytes(4, "little")
    (error,) = read(tmp_path / "a.txt.xz", bytes(packed))
    assert error.reason == "damaged" and "Memory usage limit" in error.problem


def test_errors_go_from_process_to_process():
    error = InputError("a", "b", "c", reason="bomb", data=b"d")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.reason, again.data) == (str(error), "bomb", b"d")


@pytest.mark.parametrize(
    ("label", "inner"), [("a.html.gz", "a.html"), ("a.tgz", "a.tar"), ("a.tar.zst", "a.tar"), ("a.txt", "a.txt")]
)
def test_names_without_the_suffix_of_a_compression(label, inner):
    assert bare(label) == inner
