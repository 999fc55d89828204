"""What stands behind a file's name: `.gz` and `.zst`."""

import gzip
import io

import pytest
import zstandard

from karabakh_extract.writers import format_of
from karabakh_extract.writers.compression import METHODS, compressed, compressing, method_of

TEXT = b"The bridge is closed.\n" * 500


def unpacked(data, method):
    if method == "gz":
        return gzip.decompress(data)
    if method == "zst":
        return zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True).read()
    return data


@pytest.mark.parametrize(
    ("name", "bare", "method", "format"),
    [
        ("a.jsonl", "a.jsonl", None, "jsonl"),
        ("out/A.JSONL.GZ", "out/A.JSONL", "gz", "jsonl"),
        ("a.csv.zst", "a.csv", "zst", "csv"),
        ("a.gz", "a", "gz", None),
        ("gz", "gz", None, None),
        ("a.sqlite3", "a.sqlite3", None, "sqlite"),
    ],
)
def test_names(name, bare, method, format):
    assert method_of(name) == (bare, method)
    assert format_of(name) == format


@pytest.mark.parametrize("method", [None, *METHODS])
def test_there_and_back(method):
    stream = io.BytesIO()
    with compressing(stream, method) as packed:
        packed.write(TEXT)
        packed.write(TEXT)
    assert unpacked(stream.getvalue(), method) == TEXT * 2
    assert unpacked(compressed(TEXT, method) + compressed(b"", method) + compressed(TEXT, method), method) == TEXT * 2


@pytest.mark.parametrize("method", METHODS)
def test_equal_texts_are_equal_files(method, monkeypatch):
    first = compressed(TEXT, method)
    monkeypatch.setattr("time.time", lambda: 1.0)
    assert compressed(TEXT, method) == first
    assert len(first) < len(TEXT) / 10


def test_a_damaged_file_is_known_by_its_sum():
    data = bytearray(compressed(TEXT, "zst"))
    data[-1] ^= 1
    with pytest.raises(zstandard.ZstdError):
        unpacked(bytes(data), "zst")
