"""The runner of dumps: `python -m benchmarks.batch speed|scale|big [--data FOLDER] [--number N] [--runs N]`.

`--data` holds articles as files, pages (.html, also .gz) or texts, of which dumps are made: each article gets a line of
its own, so that no cache helps. Without it the dump is made of the samples. The figures are ratios within one run:

- `speed`: wall time of `-j 1` against `-j 2` on the same dump, and the processor time of the whole run (all processes)
  against bare `Extractor.extract` and encoding of the same articles in one process.
- `scale`: the most that all processes hold together (proportional set size) over a tenth of N articles and over N, and
  the time of a first run over N inputs against a second one, when nothing has changed.
- `big`: memory again, for one container of `--bytes`: JSON lines, and a tar.gz.
"""

import argparse
import gzip
import io
import json
import os
import resource
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from benchmarks.shapes import ARTICLE

ROOT = Path(__file__).parents[1]
BARE = """
import sys, time
from pathlib import Path
from karabakh_extract import Extractor, Source
from karabakh_extract.writers.jsonl import document
extractor = Extractor()
paths = sorted(Path(sys.argv[1]).iterdir())
for path in paths[:3]:
    extractor.extract(Source(path.read_bytes(), str(path)))
began = time.process_time()
for path in paths:
    document(extractor.extract(Source(path.read_bytes(), str(path)))).encode()
print(time.process_time() - began)
"""


def articles(data: Path | None) -> Iterator[tuple[str, bytes]]:
    """Yield articles without end, each with a suffix; no two are alike."""
    texts = [(".txt", ARTICLE.encode())]
    if data:
        paths = sorted(path for path in data.iterdir() if path.name.endswith((".txt", ".html", ".html.gz")))
        texts = [(path.name.removesuffix(".gz")[path.name.rfind(".", 0, -3) :], _read(path)) for path in paths]
    for number, (suffix, text) in enumerate(cycle(texts)):
        if suffix == ".html":
            yield suffix, text.replace(b"</p>", f" Number {number}.</p>".encode(), 1)
        else:
            yield suffix, text + f"\n\nThe number of this copy is {number}, the clerk said.\n".encode()


def _read(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def dump(folder: Path, data: Path | None, number: int) -> Path:
    folder.mkdir()
    for place, (suffix, text) in enumerate(islice(articles(data), number)):
        (folder / f"{place:06}{suffix}").write_bytes(text)
    return folder


def run(words: list[str], *, watch: bool = False) -> tuple[float, float, float]:
    """Return wall seconds, processor seconds of all processes, and where it is watched the peak of memory in MB."""
    command = [sys.executable, "-m", "karabakh_extract", "batch", *words]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE)
    peak = 0.0
    while watch and process.poll() is None:
        peak = max(peak, _held(process.pid))
        time.sleep(0.25)
    _, told = process.communicate()
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: {told.decode()}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak


def _held(pid: int) -> float:
    """Return the memory of a process and of all below it in MB; what they share is counted once."""
    total = 0
    for each in [pid, *_below(pid)]:
        try:
            lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
        except OSError:  # it has just ended
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def _below(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [each for child in children for each in (int(child), *_below(int(child)))]


def speed(desk: Path, data: Path | None, number: int, runs: int) -> None:
    source = dump(desk / "dump", data, number)
    bare, one, two, spent = [], [], [], []
    for turn in range(runs):
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-c", BARE, str(source)], env=environment, capture_output=True, check=True
        )
        bare.append(float(done.stdout))
        wall, processor, _ = run([str(source), "-o", str(desk / f"one{turn}"), "-j", "1"])
        one.append(wall)
        spent.append(processor)
        two.append(run([str(source), "-o", str(desk / f"two{turn}"), "-j", "2"])[0])
    print(f"{number:,} articles, {statistics.median(bare) / number * 1e3:.2f} ms of processor time each, bare")
    print(f"-j 2 against -j 1: {statistics.median(map(lambda a, b: a / b, one, two)):.2f} x (wall time)")
    over = statistics.median(map(lambda a, b: a / b, spent, bare)) - 1
    print(f"overhead of the runner: {over:.1%} (processor time of all processes, start included)")


def scale(desk: Path, data: Path | None, number: int) -> None:
    peaks = []
    for count in (number // 10, number):
        source = dump(desk / f"dump{count}", data, count)
        words = [str(source), "-o", str(desk / f"out{count}"), "-j", "2"]
        first = run(words, watch=True)
        peaks.append(first[2])
        print(f"{count:,} articles: {peaks[-1]:.0f} MB", flush=True)
    print(f"slope: {(peaks[1] - peaks[0]) / (number - number // 10) * 1e3:.2f} KB an article")
    again = [run(words) for _ in range(3)]
    wall, spent = (statistics.median(each[place] for each in again) for place in (0, 1))
    print(f"{number:,} inputs: first run {first[0]:.1f} s, second {wall:.2f} s: {first[0] / wall:.0f} x faster")
    print(f"processor time: {first[1]:.1f} s, {spent:.2f} s: {first[1] / spent:.0f} x")


def big(desk: Path, data: Path | None, size: int) -> None:
    lines = desk / "dump.jsonl"
    with lines.open("w", encoding="utf-8") as stream:
        for suffix, text in articles(data):
            field = "html" if suffix == ".html" else "text"
            stream.write(json.dumps({field: text.decode("utf-8", "replace")}, ensure_ascii=False) + "\n")
            if stream.tell() > size:
                break
    packed = desk / "dump.tar.gz"
    with tarfile.open(packed, "w:gz", compresslevel=1) as archive:
        total = 0
        for number, (suffix, text) in enumerate(articles(data)):
            member = tarfile.TarInfo(f"{number:07}{suffix}")
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text))
            total += len(text)
            if total > size:
                break
    for path in (lines, packed):
        wall, _, peak = run([str(path), "-o", str(desk / f"out-{path.name}"), "-j", "2"], watch=True)
        print(f"{path.name}: {size / 1e6:.0f} MB of articles in {wall:.0f} s, {peak:.0f} MB in all")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch", description="Measure the runner of dumps.")
    parser.add_argument("what", choices=("speed", "scale", "big"))
    parser.add_argument("--data", type=Path, help="folder of articles to make dumps of (default: a sample)")
    parser.add_argument("--number", type=int, default=2_000, help="articles in the dump (default: 2000)")
    parser.add_argument("--runs", type=int, default=3, help="how often `speed` measures (default: 3)")
    parser.add_argument("--bytes", type=int, default=500_000_000, help="size of the container of `big`")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as desk:
        if options.what == "speed":
            speed(Path(desk), options.data, options.number, options.runs)
        elif options.what == "scale":
            scale(Path(desk), options.data, options.number)
        else:
            big(Path(desk), options.data, options.bytes)


if __name__ == "__main__":
    main()
