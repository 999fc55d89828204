"""A shard: inputs whose articles become one part. The unit of work that needs no engine: any process can do it.

In: a Shard, settings and a store. Out: its part and marker in the store, and its Counts. A shard that is done twice, by
a retry or by two machines at a time, gives the same part; one whose marker stands is not done again.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from karabakh_extract.batch.channel import Result
from karabakh_extract.batch.counts import Counts
from karabakh_extract.batch.marker import Marker
from karabakh_extract.batch.outcome import Outcome
from karabakh_extract.batch.parts import Part, part_name
from karabakh_extract.batch.place import read_marker
from karabakh_extract.batch.plan import Article, Job, articles
from karabakh_extract.batch.pool import Pool
from karabakh_extract.batch.settings import Settings
from karabakh_extract.batch.store import Store

SHARD_BYTES = 64_000_000
"""Bytes of inputs in a shard, unless a single one is larger."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Jobs that make part `number` of run `run`. Can be pickled."""

    number: int
    run: int
    jobs: tuple[Job, ...]


def shards(jobs: Iterable[Job], settings: Settings, *, number: int, run: int) -> Iterator[Shard]:
    """Cut jobs into shards, numbered from `number`: as many inputs as a part has articles, or so many bytes of them.

    A container is never cut: its shard has as many articles as it holds.
    """
    held: list[Job] = []
    size = 0
    for job in jobs:
        weight = job.stat[0] if job.stat else SHARD_BYTES
        if held and (len(held) >= settings.part_articles or size + weight > SHARD_BYTES):
            yield Shard(number, run, tuple(held))
            number += 1
            held, size = [], 0
        held.append(job)
        size += weight
    if held:
        yield Shard(number, run, tuple(held))


def run_shard(shard: Shard, settings: Settings, store: Store, *, pool: Pool) -> Counts:
    """Convert a shard in the child processes of a pool, so that nothing in it can harm the caller; return how its
    articles fared. Where this raises, the pool has articles in hand that nobody waits for: it is to be closed.

    Raises:
        OutputError: the part cannot be written, or no worker can be started.
    """
    name = part_name(shard.number, settings)
    if store.exists(name) and (marker := read_marker(store, name)):
        return marker.counts
    counts = Counts()
    stream = (article for job in shard.jobs for article in articles(job, settings))
    write_parts(
        pool.results(stream),
        lambda: Part(store, settings, name, run=shard.run, number=shard.number, whole=True),
        lambda marker: counts.merge(marker.counts),
    )
    return counts


def write_parts(
    results: Iterable[tuple[Article, Result]],
    new_part: Callable[[], Part],
    committed: Callable[[Marker], None],
    seen: Callable[[Article, Outcome], None] = lambda article, outcome: None,
) -> None:
    """Write results to one part after the other, each marked before the next is begun.

    `committed` is told of each part, `seen` of each article. Where this ends early, the part at hand is dropped.

    Raises:
        OutputError: a part cannot be written.
    """
    part: Part | None = None
    try:
        for article, result in results:
            part = part or new_part()
            part.add(article, result)
            if result[0] is not None:
                seen(article, result[0])
            if part.full:
                done, part = part, None
                committed(done.commit())
        if part is not None and not part.empty:
            done, part = part, None
            committed(done.commit())
    finally:
        if part is not None:
            part.drop()
