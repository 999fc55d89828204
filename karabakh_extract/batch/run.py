"""A whole run: inputs in, parts and markers out, and at the end one file where that is wanted.

In: a Request, which is what the options said. Out: a Summary. Everything that the run has done stands in OUT at any
instant, so that it can be ended anyhow and goes on where it stopped.
"""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import count

from karabakh_extract.batch import fence, place
from karabakh_extract.batch.counts import Counts
from karabakh_extract.batch.ledger import Ledger
from karabakh_extract.batch.lock import locked
from karabakh_extract.batch.marker import Marker
from karabakh_extract.batch.outcome import Outcome
from karabakh_extract.batch.parts import Part, part_name
from karabakh_extract.batch.plan import Article, Job, Skipped, articles, input_name, jobs
from karabakh_extract.batch.pool import Pool
from karabakh_extract.batch.products import make
from karabakh_extract.batch.settings import Settings
from karabakh_extract.batch.shard import write_parts
from karabakh_extract.batch.shares import Share
from karabakh_extract.batch.signals import Ending, polite_end
from karabakh_extract.batch.store import Store, open_store
from karabakh_extract.errors import InputError, UsageError
from karabakh_extract.readers.inputs import STDIN, Input, find

LEDGER = ".ledger.db"


class Watcher:
    """Who wants to know how a run goes on: a progress bar, a log, a file of rejects. This one does not."""

    def article(self, article: Article, outcome: Outcome) -> None:
        """An article is done."""

    def input(self) -> None:
        """An input has been found; it may need no work."""

    def shard(self, counts: Counts, failures: Sequence[tuple[Article, Outcome]]) -> None:
        """Many articles are done at once, on another machine; those without a record are named."""
        for article, outcome in failures:
            self.article(article, outcome)

    def say(self, text: str) -> None:
        """Something that the user should know."""


@dataclass(kw_only=True)
class Request:
    """What a run is asked to do."""

    words: list[str]
    """files, folders, globs"""
    place: str
    """folder or URL of parts and markers"""
    settings: Settings
    target: str | None = None
    """file that holds the records that count, at the end; a folder of them where it ends with a slash"""
    format: str = "jsonl"
    """of the target"""
    bom: bool = False
    """CSV: open with a byte order mark"""
    beside: tuple[str, ...] = ()
    """other files that are written: no inputs, wherever they lie"""
    workers: int = 1
    cluster: str | None = None
    """the engine that converts instead of processes of this one: address of a scheduler, or `local:N`"""
    share: Share | None = None
    ledger: str | None = None
    """where the ledger is; None: in `place`"""
    wait: bool = False
    """wait for another run to end"""
    refresh: bool = False
    """convert again what was made with other rules, options or versions of the program"""
    retry_failed: bool = False
    """try articles without a record again"""


@dataclass
class Summary:
    """How a run went."""

    counts: Counts = field(default_factory=Counts)
    skipped: Skipped = field(default_factory=Skipped)
    parts: list[str] = field(default_factory=list)
    """the parts it made"""
    cut: int = 0
    """cells of a CSV that were too long for a spreadsheet"""
    seconds: float = 0.0
    ended_by: int = 0
    """the signal that ended it early; 0: none did"""


def run(request: Request, watcher: Watcher) -> Summary:
    """Do it.

    Raises:
        UsageError: it cannot be done as asked.
        OutputError: something cannot be written, or another run is at work (`LockedError`).
    """
    began = time.monotonic()
    _check_cluster(request)
    summary = Summary()
    share = request.share.name if request.share else ""
    _ = request.settings.book  # rules that are not valid are refused before anything is touched
    store = open_store(request.place)
    with locked(request.place, share, wait=request.wait) if is_folder(request.place) else nullcontext():
        place.check_suffix(store, request.settings.suffix)
        if not request.cluster and not request.share:
            # a cluster whose driver was killed may still be at work: what it does now is done here
            fence.drop(store)
        ledger = open_ledger(request, share)
        try:
            if ledger.rebuilt:
                watcher.say(f"{ledger_path(request, share)}: damaged: it is made again from the markers")
            place.settle(store, ledger, watcher.say, share)
            with polite_end() as ending:
                wanted = _wanted(request, ledger, summary.skipped, ending, watcher)
                if request.cluster:
                    _convert_elsewhere(request.cluster, wanted, request, store, ledger, summary, watcher, ending)
                else:
                    _convert(_stream(wanted, request, watcher), request, store, ledger, summary, watcher, ending)
            summary.ended_by = ending.signal
            if request.target and not ending.signal:
                summary.cut = make(store, ledger, request.target, request.format, bom=request.bom)
        finally:
            ledger.close()
    summary.seconds = time.monotonic() - began
    return summary


def _convert(
    stream: Iterator[Article],
    request: Request,
    store: Store,
    ledger: Ledger,
    summary: Summary,
    watcher: Watcher,
    ending: Ending,
) -> None:
    """Convert a stream of articles into parts, and index them.

    Raises:
        OutputError: a part cannot be written, or no worker can be started.
    """
    settings, share = request.settings, request.share.name if request.share else ""
    numbers, run_number = count(place.next_number(store, share)), ledger.next_run()

    def new_part() -> Part:
        number = next(numbers)
        return Part(store, settings, part_name(number, settings, share), run=run_number, number=number)

    def committed(marker: Marker) -> None:
        ledger.add(marker)
        summary.parts.append(marker.part)

    def seen(article: Article, outcome: Outcome) -> None:
        summary.counts.add(outcome)
        watcher.article(article, outcome)

    pool = Pool(settings, request.workers)
    ending.call = pool.stop
    if ending.signal:
        pool.stop()
    try:
        write_parts(pool.results(stream), new_part, committed, seen)
    finally:
        pool.close()


def _check_cluster(request: Request) -> None:
    if request.cluster and request.share:
        raise UsageError("--shard", "a cluster shares the work out by itself", "use --shard without --cluster")
    if request.cluster and STDIN in request.words:
        raise UsageError(STDIN, "workers of a cluster cannot read standard input", "give files, folders or URLs")


def _convert_elsewhere(
    address: str,
    wanted: Iterator[Job | InputError],
    request: Request,
    store: Store,
    ledger: Ledger,
    summary: Summary,
    watcher: Watcher,
    ending: Ending,
) -> None:
    """Convert jobs on a cluster, and index what it has written.

    Raises:
        UsageError, OutputError: as `convert_on`.
    """
    # imported here: a run on this machine needs none of it
    from karabakh_extract.batch.cluster import convert_on

    number, run_number = place.next_number(store, ""), ledger.next_run()
    convert_on(address, wanted, request.settings, store, summary, watcher, ending, number=number, run=run_number)
    place.index(store, ledger, place.standing(store), watcher.say)


def open_ledger(request: Request, share: str) -> Ledger:
    """Return the ledger of a run; raises what `Ledger` does."""
    place = os.path.realpath(request.place) if is_folder(request.place) else request.place
    return Ledger(ledger_path(request, share), place)


def ledger_path(request: Request, share: str) -> str | None:
    """Return where the ledger of a run is; each `--shard` has its own, as they may be on many machines. None: there is
    none on the disk, since OUT is a URL."""
    path = request.ledger or (os.path.join(request.place, LEDGER) if is_folder(request.place) else None)
    return f"{path}-{share}" if share and path else path


def is_folder(place: str) -> bool:
    """Say whether parts are written to a folder, which has locks and can hold a ledger; not to a URL."""
    return "://" not in place


def _wanted(
    request: Request, ledger: Ledger, skipped: Skipped, ending: Ending, watcher: Watcher
) -> Iterator[Job | InputError]:
    """Yield what is to be converted."""
    wanted = jobs(
        _watched(_inputs(request), watcher),
        ledger,
        request.settings,
        skipped,
        share=request.share,
        refresh=request.refresh,
        retry_failed=request.retry_failed,
    )
    for job in wanted:
        if ending.signal:
            return
        yield job


def _stream(wanted: Iterator[Job | InputError], request: Request, watcher: Watcher) -> Iterator[Article]:
    """Yield the articles of jobs."""
    for job in wanted:
        if isinstance(job, InputError):
            yield Article(Job(Input("", job.name)), 0, job, noted=False)
        else:
            yield from articles(job, request.settings, watcher.say)


def count_inputs(request: Request) -> int | None:
    """Return how many inputs there are, which is known when all folders have been walked; None for standard input."""
    return None if STDIN in request.words else sum(1 for _ in _inputs(request))


def _watched(items: Iterator[Input | InputError], watcher: Watcher) -> Iterator[Input | InputError]:
    for item in items:
        watcher.input()
        yield item


def _inputs(request: Request) -> Iterator[Input | InputError]:
    """Yield the inputs, each once; what the run itself writes is none of them.

    Raises:
        UsageError: standard input is given twice, or the output is an input.
    """
    words = request.words
    if words.count(STDIN) > 1:
        raise UsageError(STDIN, "standard input is given twice", "give it once")
    own = _Own(request)
    seen: set[str] = set()
    for item in find(words):
        if isinstance(item, Input) and item.path != STDIN:
            if own.is_target(item.path) and item.path in words:
                raise UsageError(item.name, "it is an input and the output", "write somewhere else")
            name = input_name(item)
            if own.holds(item.path) or name in seen:
                continue
            # one word names nothing twice; the paths of many can overlap
            if len(words) > 1:
                seen.add(name)
        yield item


class _Own:
    """The files that a run writes itself, which may lie in a folder that it reads."""

    def __init__(self, request: Request) -> None:
        self._folder = os.path.realpath(request.place)
        self._target = os.path.realpath(request.target) if request.target else None
        self._beside = {os.path.realpath(path) for path in request.beside}
        # where no input can lie beside them, no path has to be resolved
        tops = [os.path.realpath(word) for word in request.words if word != STDIN]
        own = (self._folder, *self._beside)
        self._apart = not any(_below(path, _fixed(top)) for top in tops for path in own)

    def holds(self, path: str) -> bool:
        if self._apart:
            return False
        real = os.path.realpath(path)
        return (
            real in self._beside
            or _below(real, self._folder)
            or (self._target is not None and _below(real, self._target))
        )

    def is_target(self, path: str) -> bool:
        return self._target is not None and os.path.realpath(path) == self._target


def _fixed(path: str) -> str:
    """Return the folders of a path above its first wildcard."""
    while any(sign in path for sign in "*?["):
        path = os.path.dirname(path)
    return path


def _below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")
