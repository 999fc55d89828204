"""Containers that explode, are cut off or name their members badly, through `batch` as users call it: what is sound
becomes records, the rest is named in `--rejects`, and nothing is written but what was asked for."""

import base64
import gzip
import io
import json
import lzma
import os
import random
import resource
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
import zstandard

ROOT = Path(__file__).parents[2]
STORY = b"Rain in the hills of Tarnbeck\n\nBy Nora Field\n\nIt rained all day on Monday, and people went home early.\n"
PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"
ROOM = 3 << 30
"""Bytes of address space for each process: far more than a run needs, less than a bomb holds."""
zstd = zstandard.ZstdCompressor().compress


def story(number):
    """An article that packs badly, so that half of a packed file is about half of the articles."""
    return STORY + b"\nThe number of this report is %s.\n" % random.Random(number).randbytes(900).hex().encode()


def line(number):
    return json.dumps({"text": story(number).decode()}).encode() + b"\n"


def tar(members, *, encoding="utf-8"):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", encoding=encoding, errors="surrogateescape") as archive:
        for name, data in members:
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return stream.getvalue()


def zip_(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def warc(number, page=b"<html><body><p>It rained all day.</p></body></html>", encoding="identity", length=None):
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: %s\r\n\r\n" % encoding.encode() + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Target-URI: https://news.example/{number}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def page(number):
    return b"<html><body><article><p>%s</p></article></body></html>" % story(number)


class Run:
    """A run over a folder: names of its records and rejects, without what all of them share."""

    def __init__(self, desk, files):
        dump, scratch, out = desk / "dump", desk / "scratch", desk / "out.jsonl"
        scratch.mkdir()
        for name, data in files.items():
            path = dump / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        rejects = desk / "rejects.jsonl"
        words = [str(dump), "-o", str(out), "--rejects", str(rejects), "-j", "2"]
        before = set(desk.rglob("*"))
        done = subprocess.run(
            [sys.executable, "-m", "karabakh_extract", "batch", *words],
            env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(scratch)},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM)),
            capture_output=True,
            text=True,
            errors="surrogateescape",
            check=False,
        )
        assert done.returncode == 1, done.stderr
        assert "Traceback" not in done.stderr
        self.stderr = done.stderr
        made = set(desk.rglob("*")) - before
        beside = {out, rejects, desk / "out.jsonl.parts"}
        assert {path for path in made if desk / "out.jsonl.parts" not in path.parents} == beside, made
        assert sum(path.stat().st_size for path in made if path != rejects) < 8_000_000
        start = f"{dump}/"
        self.records = [json.loads(each) for each in out.read_text().splitlines()]
        self.names = [each["source"]["name"].removeprefix(start) for each in self.records]
        self.lost = [json.loads(each) for each in rejects.read_text().splitlines()]
        self.rejects = {each["name"].removeprefix(start): each["reason"] for each in self.lost}
        assert len(self.rejects) == len(self.lost)
        assert f"batch: {len(self.names)} records; {len(self.lost)} without a record" in self.stderr


def test_bombs(tmp_path):
    flood, blank = bytes(10_000_000), (b" " * 999_999 + b"\n") * 10
    around = [("a.txt", story(1)), ("bomb.txt", flood * 8), ("z.txt", story(2))]
    found = Run(
        tmp_path,
        {
            # four gigabytes each
            "bomb.txt.gz": gzip.compress(flood) * 400,
            "bomb.txt.zst": zstd(flood) * 400,
            "bomb.jsonl.gz": gzip.compress(line(0)) + gzip.compress(blank) * 400,
            "bomb.jsonl.zst": zstd(line(0)) + zstd(blank) * 400,
            "bomb.txt.xz": lzma.compress(flood) * 9,
            "bomb.zip": zip_(around),
            "lines.zip": zip_([around[0], ("bomb.jsonl", blank * 8)]),
            "bomb.tar.gz": gzip.compress(tar(around)),
            "page.warc.gz": gzip.compress(warc(0, page(0)))
            + gzip.compress(warc(1, gzip.compress(flood * 8), "gzip"))
            + gzip.compress(warc(2, page(2))),
            "record.warc.gz": gzip.compress(warc(0, page(0)))
            + gzip.compress(warc(1, length=4_000_000_000))
            + gzip.compress(flood) * 400,
            "z.txt": story(3),
        },
    )
    assert found.names == [
        "bomb.jsonl.gz!1", "bomb.jsonl.zst!1", "bomb.tar.gz!a.txt", "bomb.zip!a.txt", "bomb.zip!z.txt",
        "lines.zip!a.txt", "page.warc.gz!<urn:uuid:0>", "page.warc.gz!<urn:uuid:2>", "record.warc.gz!<urn:uuid:0>",
        "z.txt",
    ]  # fmt: skip
    assert found.rejects == {
        "bomb.jsonl.gz": "bomb", "bomb.jsonl.zst": "bomb", "bomb.tar.gz!bomb.txt": "too_large", "bomb.tar.gz": "bomb",
        "bomb.txt.gz": "too_large", "bomb.txt.xz": "too_large", "bomb.txt.zst": "too_large",
        "bomb.zip!bomb.txt": "too_large", "lines.zip!bomb.jsonl": "bomb", "page.warc.gz!<urn:uuid:1>": "too_large",
        "record.warc.gz!<urn:uuid:1>": "bomb",
    }  # fmt: skip


COUNT = 20
WHOLE = {
    "a.jsonl": b"".join(map(line, range(COUNT))),
    "b.tar": tar([(f"{n}.txt", story(n)) for n in range(COUNT)]),
    "c.zip": zip_([(f"{n}.txt", story(n)) for n in range(COUNT)]),
    "d.warc": b"".join(warc(n, page(n)) for n in range(COUNT)),
    "e.txt": story(0),
}
PACKED = {
    "a.jsonl.gz": gzip.compress(WHOLE["a.jsonl"]),
    # a block of zstd, 128 KB, is there as a whole or not at all
    "a.jsonl.zst": b"".join(zstd(line(n)) for n in range(COUNT)),
    "a.jsonl.xz": lzma.compress(WHOLE["a.jsonl"]),
    # the zeros behind the last member would be missed by nobody
    "b.tar": WHOLE["b.tar"].rstrip(b"\0"),
    "b.tar.gz": gzip.compress(WHOLE["b.tar"]),
    "c.zip": WHOLE["c.zip"],
    "d.warc": WHOLE["d.warc"],
    "d.warc.gz": b"".join(gzip.compress(warc(n, page(n))) for n in range(COUNT)),
    "e.txt.gz": gzip.compress(WHOLE["e.txt"]),
}


def test_containers_that_are_cut_off(tmp_path):
    cuts = (7, 51, 88)
    files = {f"{cut:02}/{name}": data[: len(data) * cut // 100] for name, data in PACKED.items() for cut in cuts}
    found = Run(tmp_path, {**files, "whole.warc.gz": PACKED["d.warc.gz"], "z.txt": story(3)})
    for name in files:
        reasons = {reason for lost, reason in found.rejects.items() if lost == name or lost.startswith(f"{name}!")}
        assert reasons <= {"truncated", "damaged"} and len(reasons) == 1, (name, reasons)
        held = [each for each in found.names if each.startswith(f"{name}!")]
        # a list of members stands at the end of a zip, and one article is whole or not there
        share = 0 if name.endswith(("zip", "txt.gz")) else int(name[:2]) / 100
        assert COUNT * share - 3 <= len(held) <= COUNT * share + 3 * (share > 0), name
    assert len(found.rejects) == len(files)
    assert len([each for each in found.names if each.startswith("whole.warc.gz!")]) == COUNT
    assert "z.txt" in found.names


NAMES = {
    "../../../escaped.txt": "../../../escaped.txt",
    "/tmp/absolute.txt": "/tmp/absolute.txt",
    "new\nline\x1b[31m.txt": "new\nline\x1b[31m.txt",
    "long" * 62 + "abc.txt": "long" * 62 + "abc.txt",
    os.fsdecode(b"caf\xe9.txt"): "caf\\xe9.txt",
    "у\u202eexe.txt": "у\u202eexe.txt",
    "!odd!.txt": "!odd!.txt",
    "~/profile": "~/profile",
}


@pytest.mark.parametrize("pack", [tar, zip_])
def test_names_of_members(tmp_path, pack):
    # a zip says that a name is UTF-8 or of an old code page, where any byte is a letter
    names = {raw: shown for raw, shown in NAMES.items() if pack is tar or "\udce9" not in raw}
    good = pack([(name, story(number)) for number, name in enumerate(names)])
    bad = pack([(name, PICTURE + b"%d" % number) for number, name in enumerate(names)])
    suffix = pack.__name__.strip("_")
    found = Run(tmp_path, {f"bad.{suffix}": bad, f"good.{suffix}": good})
    assert found.names == [f"good.{suffix}!{shown}" for shown in names.values()]
    assert list(found.rejects) == [f"bad.{suffix}!{shown}" for shown in names.values()]
    assert set(found.rejects.values()) == {"binary"}
    assert [base64.b64decode(each["data"]) for each in found.lost] == [PICTURE + b"%d" % n for n in range(len(names))]
    assert "\x1b" not in found.stderr
    assert len(found.stderr.splitlines()) == len(names) + 1
