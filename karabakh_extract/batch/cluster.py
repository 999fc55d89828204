"""A run on many machines: shards are planned here, converted there, and counted here.

In: Jobs, and a scheduler of dask.distributed or a number of processes. Out: the same parts, markers and counts as of a
run in one process. A worker reads the inputs of its shard and writes its part by itself; only Counts come back, so one
driver serves thousands of workers. What lasts is in the store: the driver may die at any instant.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Literal

import msgspec

from karabakh_extract.batch import bench, fence
from karabakh_extract.batch.bench import ShardError, Task
from karabakh_extract.batch.counts import Counts
from karabakh_extract.batch.engine import Engine, Lost
from karabakh_extract.batch.marker import Marker
from karabakh_extract.batch.outcome import no_record
from karabakh_extract.batch.parts import part_name
from karabakh_extract.batch.place import read_marker
from karabakh_extract.batch.plan import Article, Job, articles, stat_of
from karabakh_extract.batch.settings import Settings
from karabakh_extract.batch.shard import SHARD_BYTES, Shard, shards
from karabakh_extract.batch.signals import Ending
from karabakh_extract.batch.store import Store
from karabakh_extract.errors import InputError, OutputError
from karabakh_extract.readers.inputs import Input
from karabakh_extract.readers.source import Source
from karabakh_extract.remote import is_url

if TYPE_CHECKING:
    from karabakh_extract.batch.request import Summary, Watcher

KILLED = "worker_killed"
"""Reason of the inputs of a shard that its workers did not survive."""


def convert_on(
    address: str,
    wanted: Iterator[Job | InputError],
    settings: Settings,
    store: Store,
    summary: "Summary",
    watcher: "Watcher",
    ending: Ending,
    *,
    number: int,
    run: int,
) -> None:
    """Convert jobs on the cluster at `address` (`local:N`: N processes of this machine), in parts from `number` on.

    Raises:
        UsageError: there is no such cluster, or its package is not installed.
        OutputError: a part cannot be written, or the cluster is gone and does not come back.
    """

    def without(name: str, problem: str, reason: str, job: Job) -> None:
        outcome = no_record(name, "rejected", reason, problem, outlet=settings.outlet, root=settings.root)
        summary.counts.add(outcome)
        watcher.article(Article(job, 0, InputError(name, problem), noted=False), outcome)

    def jobs() -> Iterator[Job]:
        for each in wanted:
            if isinstance(each, InputError):
                without(each.name, each.told, each.reason, Job(Input("", each.name)))
            else:
                yield each

    cut = shards(jobs(), settings, number=number, run=run)
    first = next(cut, None)
    if first is None:
        return
    place = store.place if is_url(store.place) else os.path.abspath(store.place)
    with Engine(address, watcher.say) as engine:
        token = fence.take(store)
        tasks = tasks_of(chain((first,), cut), settings, place, token)
        ending.call = lambda: engine.end(bench.finish, token)
        try:
            for task, result in engine.results(bench.convert, tasks):
                part = part_name(task.shard.number, settings)
                if not isinstance(result, Lost):
                    _count(task.shard, part, result, settings, store, summary, watcher)
                elif isinstance(result.error, ShardError):
                    help = "what is done stands in OUT, and the next run goes on from there"
                    raise OutputError("--cluster", str(result.error), help)
                else:
                    # nothing of it is marked, so that the next run tries it again
                    for job in task.shard.jobs:
                        problem = f"{result.reason} ({part}, inputs of it: {len(task.shard.jobs):,})"
                        without(job.name, problem, KILLED if result.killed else "failed", job)
        finally:
            engine.everywhere(bench.finish, token)
            engine.everywhere(bench.clear, token)
            fence.drop(store, token)


def tasks_of(cut: Iterable[Shard], settings: Settings, place: str, token: str) -> Iterator[Task]:
    """Yield what is sent to the workers for each shard: a few hundred bytes beside its inputs."""
    # without the rule book that settings hold once it was asked for: a megabyte; each worker loads its own, once
    bare = replace(settings)
    for shard in cut:
        yield Task(shard, bare, settings.digest, place, token, os.getcwd())


def _count(
    shard: Shard,
    part: str,
    result: bytes,
    settings: Settings,
    store: Store,
    summary: "Summary",
    watcher: "Watcher",
) -> None:
    """Count a shard that is done, and name those of its articles that have no record."""
    counts = msgspec.json.decode(result, type=Counts) if result else Counts()
    total = counts.total()
    if not total.articles:
        return
    summary.counts.merge(counts)
    summary.parts.append(part)
    marker = read_marker(store, part) if total.failed or total.rejected else None
    failures = []
    found = _read_again(shard, marker, settings) if marker and watcher.sources else {}
    for each in marker.failures if marker else ():
        status: Literal["failed", "rejected"] = "rejected" if each.status == "rejected" else "failed"
        outcome = no_record(each.name, status, each.reason, each.detail, outlet=settings.outlet, root=settings.root)
        source = found.get((each.input, each.place)) or InputError(each.name, each.detail or each.reason)
        failures.append((Article(Job(Input(each.input, each.input)), each.place, source), outcome))
    watcher.shard(counts, failures)


def _read_again(shard: Shard, marker: Marker, settings: Settings) -> dict[tuple[str, int], Source | InputError]:
    """Return what is read of articles that have no record, by input and place: workers send none of it. Large inputs
    are not read through again for that, nor those that have changed."""
    places: dict[str, set[int]] = {}
    for each in marker.failures:
        places.setdefault(each.input, set()).add(each.place)
    found: dict[tuple[str, int], Source | InputError] = {}
    for job in shard.jobs:
        if job.name in places and job.stat and job.stat[0] <= SHARD_BYTES and stat_of(job.item) == job.stat:
            for article in articles(Job(job.item, job.stat, only=frozenset(places[job.name])), settings):
                if article.source is not None:
                    found[job.name, article.place] = article.source
    return found
