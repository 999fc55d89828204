"""A web archive through `batch -j 2`, beside other extractors in the same pool: `python -m benchmarks.warc PAGES`.

PAGES is a folder of pages (.html, .html.gz), repeated until the archive holds `--number` of them, each with a mark of
its own, so that no cache helps. Every contender that is installed reads the archive once a run, in turns, through the
same reader, two workers and writer; those that are missing are named (`pip install newspaper4k lxml_html_clean
news-please`). Printed are medians: time and processor time of all processes a page, start included, and each
contender's as a multiple of the program's own. `nothing` extracts nothing: what it takes is the pool's own share.
"""

import argparse
import gzip
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from benchmarks.batch import ROOT, articles
from benchmarks.contenders import CONTENDERS, OURS, installed


def archive(path: Path, pages: Path, number: int) -> None:
    with path.open("wb") as stream:
        found = (page for suffix, page in articles(pages) if suffix == ".html")
        for place, page in enumerate(islice(found, number)):
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{place}>\r\n"
                f"WARC-Target-URI: https://news.example/{place}\r\nWARC-Date: 2024-03-04T05:06:07Z\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            stream.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 1))


def once(name: str, warc: Path, out: Path) -> tuple[float, float, str]:
    """Return seconds of time and of processor time, and how many pages gave a record, none, an empty one."""
    command = [sys.executable, "-m", "benchmarks.contenders", name, str(warc), str(out)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr.decode()}")
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, spent, done.stdout.decode().strip()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.warc", description="Measure beside other extractors.")
    parser.add_argument("pages", type=Path, help="folder of pages to make the archive of")
    parser.add_argument("--number", type=int, default=5_000, help="pages in the archive (default: 5000)")
    parser.add_argument("--runs", type=int, default=1, help="how often each is measured (default: 1)")
    parser.add_argument("--only", action="append", choices=sorted(CONTENDERS), help="beside this one alone")
    options = parser.parse_args()
    names = [OURS]
    for name in options.only or CONTENDERS:
        release = installed(name)
        print(f"{name} {'is not installed' if release is None else release}".strip())
        if release is not None:
            names.append(name)
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    told: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as desk:
        warc = Path(desk, "dump.warc.gz")
        archive(warc, options.pages, options.number)
        for turn in range(options.runs):
            for name in names:
                wall, spent, told[name] = once(name, warc, Path(desk, f"{name}{turn}"))
                took[name].append((wall, spent))
    print(f"{options.number:,} pages, {options.runs} run(s)    records/none/empty  ms a page: time, processor  ratios")
    for name in names:
        wall, spent = (statistics.median(each[place] for each in took[name]) for place in (0, 1))
        ratios = [
            statistics.median(theirs[place] / ours[place] for theirs, ours in zip(took[name], took[OURS], strict=True))
            for place in (0, 1)
        ]
        wall, spent = (seconds / options.number * 1e3 for seconds in (wall, spent))
        print(f"{name:<20} {told[name]:>20} {wall:9.2f} {spent:9.2f}   {ratios[0]:6.2f} x {ratios[1]:6.2f} x")


if __name__ == "__main__":
    main()
