"""The engine of clusters: `python -m benchmarks.cluster overhead|empty [--data FOLDER] [--number N] [--runs N]`.

- `overhead`: the same articles through `batch -j 2` and through `batch --cluster local:2`, in turns, in shards of
  `--shard` articles: wall time and processor time of all processes. Starting a cluster takes seconds once, so that a
  tenth of the articles is measured, too: what the other nine tenths take is the engine's price for each article.
  `--data` holds articles as in `benchmarks.batch`; without it the dump is made of the samples.
- `empty`: N shards without work through this program's own driver, with a scheduler and two workers in processes of
  their own: processor time for each 1,000 shards, and the memory of driver and scheduler, at ten checkpoints. The exit
  code is 1 where the second half of the run needs more than a tenth over the first, of time or of memory.
"""

import argparse
import ctypes
import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.batch import ROOT, dump
from karabakh_extract.batch import bench
from karabakh_extract.batch.cluster import tasks_of
from karabakh_extract.batch.engine import Engine
from karabakh_extract.batch.plan import Job
from karabakh_extract.batch.settings import Settings
from karabakh_extract.batch.shard import shards
from karabakh_extract.readers.inputs import Input

# what `batch` does; its parts, and so the shards, have 1,000 articles
RUN = """
import json, sys
from karabakh_extract.batch.request import Request, Watcher
from karabakh_extract.batch.run import run
from karabakh_extract.batch.settings import Settings
if __name__ == "__main__":
    settings = Settings(part_articles=int(sys.argv[2]))
    print(run(Request(settings=settings, **json.loads(sys.argv[1])), Watcher()).counts.total().articles)
"""
WORKERS = 2
PR_SET_CHILD_SUBREAPER = 36
FLAT = 1.10
"""What the second half of `empty` may need, against the first."""


def overhead(desk: Path, data: Path | None, number: int, runs: int, shard: int) -> None:
    """Print what a run on the engine takes against one without, as medians of ratios."""
    sizes = (number // 10, number)
    sources = {size: dump(desk / f"dump{size}", data, size) for size in sizes}
    ways: dict[str, dict[str, object]] = {
        "-j 2": {"workers": WORKERS},
        "--cluster local:2": {"cluster": f"local:{WORKERS}"},
    }
    # seconds of each run, wall and processor, by way and size
    taken: dict[tuple[str, int], list[tuple[float, float]]] = {}
    for turn in range(runs):
        # who goes first alternates: what the machine does beside it meets both
        for way in sorted(ways, reverse=bool(turn % 2)):
            for size in sizes:
                with tempfile.TemporaryDirectory(dir=desk) as out:
                    wall, spent = _run({"words": [str(sources[size])], "place": out, **ways[way]}, shard, size)
                taken.setdefault((way, size), []).append((wall, spent))
                print(f"{way}: {size:,} articles: {wall:.1f} s, {spent:.1f} s of processor time", flush=True)
    for place, what in enumerate(("wall time", "processor time")):
        ours, theirs = ({size: [each[place] for each in taken[way, size]] for size in sizes} for way in ways)
        whole = statistics.median(map(lambda a, b: b / a, ours[number], theirs[number])) - 1
        small, large = sizes
        slopes = [statistics.median(each[large]) - statistics.median(each[small]) for each in (ours, theirs)]
        start = statistics.median(theirs[small]) - statistics.median(ours[small])
        print(
            f"overhead of the engine, {what}: {whole:+.1%} in all; {slopes[1] / slopes[0] - 1:+.1%} for each article "
            f"once it runs; {start:+.1f} s at {small:,} articles, most of it the start"
        )


def _run(asked: dict[str, object], shard: int, size: int) -> tuple[float, float]:
    """Return wall seconds, and processor seconds of all processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    command = [sys.executable, "-c", RUN, json.dumps(asked), str(shard)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True)
    wall = time.perf_counter() - began
    with suppress(ChildProcessError):
        # what outlives the run belongs to it: as its heir, see `main`
        while True:
            os.waitpid(-1, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode or int(done.stdout) != size:
        raise SystemExit(f"{asked}: {done.stdout.decode()} articles; {done.stderr.decode()}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@dataclass(frozen=True)
class Look:
    """A checkpoint: shards that are done, wall seconds, processor seconds and bytes of driver and scheduler."""

    shards: int
    wall: float
    driver: float
    scheduler: float
    driver_held: int
    scheduler_held: int


def empty(number: int) -> bool:
    """Print what shards without work cost; True where it stays flat."""
    with started_cluster() as (address, scheduler), Engine(address, print) as engine:
        settings = Settings(part_articles=1)
        # workers take this run for one that is ending: each gives its shards back as they came
        engine.everywhere(bench.finish, "empty")
        cut = shards((_job(place) for place in range(number)), settings, number=0, run=1)
        tasks = tasks_of(cut, settings, "/", "empty")
        driver, began, looks = psutil.Process(), time.perf_counter(), []
        done, step = 0, max(1, number // 10)
        for _, result in engine.results(bench.convert, tasks):
            if result != b"":
                raise SystemExit(f"a shard did not come back as it went out: {result}")
            done += 1
            if done % step == 0:
                looks.append(_look(done, time.perf_counter() - began, driver, scheduler))
                if len(looks) > 1:
                    _tell(looks[-2], looks[-1])
    if done != number:
        raise SystemExit(f"{number - done:,} shards are lost")
    return _flat(looks)


def _job(place: int) -> Job:
    return Job(Input(f"crawl/{place:06}.warc.gz", f"crawl/{place:06}.warc.gz"), stat=(1, 0, place))


@contextmanager
def started_cluster() -> Iterator[tuple[str, psutil.Process]]:
    """Start a scheduler and workers, and yield the address with the scheduler's process."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_LOGGING__DISTRIBUTED": "critical"}

    def started(*words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
        return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)

    running = []
    with tempfile.TemporaryDirectory() as desk:
        told = Path(desk, "scheduler.json")
        try:
            running.append(started("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told)))
            address = _address(told, running[0])
            options = ("--nthreads", "1", "--memory-limit", "0", "--no-nanny", "--local-directory", desk)
            running.extend(started("worker", address, *options) for _ in range(WORKERS))
            _wait_for_workers(address)
            yield address, psutil.Process(running[0].pid)
        finally:
            for process in reversed(running):
                process.terminate()
                process.wait()


def _wait_for_workers(address: str) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(WORKERS, timeout=120)


def _address(told: Path, process: subprocess.Popen[bytes]) -> str:
    while process.poll() is None:
        try:
            return str(json.loads(told.read_text())["address"])
        except (OSError, ValueError):  # not written yet, or by half
            time.sleep(0.1)
    raise SystemExit("the scheduler has ended")


def _look(done: int, wall: float, driver: psutil.Process, scheduler: psutil.Process) -> Look:
    gc.collect()
    spent = [sum(process.cpu_times()[:2]) for process in (driver, scheduler)]
    held = [process.memory_info().rss for process in (driver, scheduler)]
    return Look(done, wall, *spent, *held)


def _tell(before: Look, now: Look) -> None:
    each = (now.shards - before.shards) / 1_000
    print(
        f"{now.shards:,} shards, {now.wall:.0f} s; for each 1,000: {(now.wall - before.wall) / each:.2f} s, processor "
        f"time of the driver {(now.driver - before.driver) / each:.2f} s, of the scheduler "
        f"{(now.scheduler - before.scheduler) / each:.2f} s; memory {now.driver_held / 1e6:.0f} MB and "
        f"{now.scheduler_held / 1e6:.0f} MB",
        flush=True,
    )


def _flat(looks: list[Look]) -> bool:
    """Compare the second half with the first: the first tenth, in which things are loaded, counts for neither."""
    first, half, last = looks[0], looks[len(looks) // 2], looks[-1]

    def cost(since: Look, until: Look) -> float:
        spent = until.driver - since.driver + until.scheduler - since.scheduler
        return spent / (until.shards - since.shards)

    time_growth = cost(half, last) / cost(first, half)
    memory_growth = max(last.driver_held / half.driver_held, last.scheduler_held / half.scheduler_held)
    print(f"second half against the first: processor time a shard x {time_growth:.2f}, memory x {memory_growth:.2f}")
    return max(time_growth, memory_growth) <= FLAT


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description="Measure the engine of clusters.")
    parser.add_argument("what", choices=("overhead", "empty"))
    parser.add_argument("--data", type=Path, help="folder of articles to make dumps of (default: a sample)")
    parser.add_argument("--number", type=int, help="articles (default: 2000), or shards of `empty` (default: 100000)")
    parser.add_argument("--runs", type=int, default=3, help="how often `overhead` measures (default: 3)")
    parser.add_argument("--shard", type=int, default=50, help="articles of a shard of `overhead` (default: 50)")
    options = parser.parse_args()
    if options.what == "empty":
        return 0 if empty(options.number or 100_000) else 1
    # processes whose parent has ended become children of this one, so that none escapes the measure (Linux)
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory() as desk:
        overhead(Path(desk), options.data, options.number or 2_000, options.runs, options.shard)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
