"""A whole run: inputs in, parts and markers out, and at the end one file where that is wanted.

In: a Request, which is what the options said. Out: a Summary. Everything that the run has done stands in OUT at any
instant, so that it can be ended anyhow and goes on where it stopped.
"""

import os
import time
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import count

from karabakh_extract.batch import fence, place
from karabakh_extract.batch.ledger import Ledger
from karabakh_extract.batch.lock import locked
from karabakh_extract.batch.marker import Marker
from karabakh_extract.batch.outcome import Outcome
from karabakh_extract.batch.parts import Part, part_name
from karabakh_extract.batch.plan import Article, Job
from karabakh_extract.batch.pool import Pool
from karabakh_extract.batch.products import make
from karabakh_extract.batch.request import Request, Summary, Watcher
from karabakh_extract.batch.shard import write_parts
from karabakh_extract.batch.signals import Ending, polite_end
from karabakh_extract.batch.store import Store, open_store
from karabakh_extract.batch.wanted import stream, wanted
from karabakh_extract.errors import InputError, UsageError
from karabakh_extract.readers.inputs import STDIN

LEDGER = ".ledger.db"


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
        if not request.cluster:
            # a cluster whose driver was killed may still be at work: what it does now is done here
            fence.drop(store)
        ledger = open_ledger(request, share)
        try:
            if ledger.rebuilt:
                watcher.say(f"{ledger_path(request, share)}: damaged: it is made again from the markers")
            place.settle(store, ledger, watcher.say, share)
            with polite_end() as ending:
                todo = wanted(request, ledger, summary.skipped, ending, watcher)
                if request.cluster:
                    _convert_elsewhere(request.cluster, todo, request, store, ledger, summary, watcher, ending)
                else:
                    _convert(stream(todo, request, watcher), request, store, ledger, summary, watcher, ending)
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
