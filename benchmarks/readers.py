"""Readers alone, without extraction: peak memory on dumps of any size, and what a page of each kind costs.

    python -m benchmarks.readers [--megabytes 500]

Dumps are generated in a temporary folder. Memory is what a process of its own had at most (`ru_maxrss`) while it read
a dump whole, beside that of one that read ten articles; time is CPU time, so that other work counts little.
"""

import argparse
import gzip
import io
import json
import random
import resource
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from karabakh_extract.readers.inputs import Input
from karabakh_extract.readers.stream import sources

WORDS = [f"word{n}" for n in range(5_000)]


def pages(size: int) -> Iterator[bytes]:
    """Yield pages of some 30 KB until they are `size` bytes together."""
    chance = random.Random(7)
    given = 0
    while given < size:
        paragraphs = (" ".join(chance.choices(WORDS, k=60)) for _ in range(70))
        page = "<html><body>" + "".join(f"<p>{text}</p>\n" for text in paragraphs) + "</body></html>"
        given += len(page)
        yield page.encode()


def jsonl(path: Path, size: int) -> None:
    with open(path, "w") as stream:
        for page in pages(size):
            stream.write(json.dumps({"html": page.decode(), "url": "https://news.example/"}) + "\n")


def array(path: Path, size: int) -> None:
    with open(path, "w") as stream:
        for n, page in enumerate(pages(size)):
            stream.write(("," if n else "[") + json.dumps({"html": page.decode()}))
        stream.write("]")


def tar(path: Path, size: int) -> None:
    with gzip.open(path, "wb", 1) as packed, tarfile.open(fileobj=packed, mode="w|") as archive:
        for n, page in enumerate(pages(size)):
            header = tarfile.TarInfo(f"dump/{n}.html")
            header.size = len(page)
            archive.addfile(header, io.BytesIO(page))


def zipped(path: Path, size: int) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for n, page in enumerate(pages(size)):
            archive.writestr(f"dump/{n}.html", page)


def warc(path: Path, size: int) -> None:
    with open(path, "wb") as stream:
        for n, page in enumerate(pages(size)):
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{n}>\r\n"
                f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            stream.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 1))


KINDS = {"feed.jsonl": jsonl, "feed.json": array, "dump.tar.gz": tar, "dump.zip": zipped, "dump.warc.gz": warc}


def small(path: Path, count: int) -> None:
    """Write an archive of many small members."""
    with tarfile.open(path, "w") as archive:
        for n in range(count):
            header = tarfile.TarInfo(f"dump/{n % 100}/{n}.txt")
            header.size = 600
            archive.addfile(header, io.BytesIO(b"words " * 100))


def read(path: str) -> tuple[int, int]:
    """Return how many articles a file holds and how many bytes or characters they have."""
    found = [len(each.data or "") for each in sources(Input(path, path))]
    return len(found), sum(found)


def measured(path: Path) -> tuple[int, float, float]:
    """Return articles, CPU seconds and peak megabytes of a process that reads a file."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.readers", "--read", str(path)], capture_output=True, check=True, text=True
    )
    count, seconds, peak = done.stdout.split()
    return int(count), float(seconds), float(peak)


def main(words: list[str]) -> None:
    """Print a line for each kind of dump."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.readers", description=__doc__)
    parser.add_argument("--megabytes", type=int, default=500, help="size of each dump's articles")
    parser.add_argument("--read", help=argparse.SUPPRESS)
    given = parser.parse_args(words)
    if given.read:
        began = time.process_time()
        count, _ = read(given.read)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(count, time.process_time() - began, peak)
        return
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'dump':24} {'MB on disk':>10} {'articles':>9} {'CPU µs each':>11} {'peak MB':>8} {'small':>6}")
        for name, write in KINDS.items():
            path = Path(folder, name)
            write(path, 300_000)
            least = measured(path)[2]
            write(path, given.megabytes * 1_000_000)
            count, seconds, peak = measured(path)
            size = path.stat().st_size / 1e6
            print(
                f"{name:24} {size:10.0f} {count:9,} {seconds / count * 1e6:11.0f} {peak:8.0f} {least:6.0f}", flush=True
            )
            path.unlink()
        for members in (10_000, 100_000):
            path = Path(folder, "small.tar")
            small(path, members)
            count, seconds, peak = measured(path)
            name = f"{members:,} small members"
            size = path.stat().st_size / 1e6
            print(f"{name:24} {size:10.0f} {count:9,} {seconds / count * 1e6:11.0f} {peak:8.0f} {'':6}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
