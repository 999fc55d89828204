"""The reports of earlier runs, kept beside the parts: what is usual for an outlet is read from them.

In: a store. Out: the median of each figure over the last runs of each outlet. The number of reports is bounded; runs
that converted nothing leave none, so that a job that runs every five minutes does not push out what was learnt.
"""

from statistics import median

import msgspec

from karabakh_extract.batch.figures import Figures
from karabakh_extract.batch.report import Report
from karabakh_extract.batch.store import Store

FOLDER = ".reports/"
KEPT = 60
"""Reports that are kept: two months of nightly runs."""
RUNS = 10
"""Runs of an outlet that count as its last ones."""
LEAST = 10
"""Articles of an outlet in a run below which its figures say nothing: a single odd page would be ten per cent."""
ALL = ""
"""Under which the figures over all outlets stand; no outlet is called so."""


def usual(store: Store) -> dict[str, Figures]:
    """Return the usual figures by outlet. Runs that were ended early, and those with few articles, do not count."""
    runs: dict[str, list[Figures]] = {}
    for name in reversed(store.names(FOLDER)):
        report = _read(store, name)
        if report is None or report.ended_by:
            continue
        for outlet, account in ((ALL, report.total), *report.outlets.items()):
            found = runs.setdefault(outlet, [])
            if account.articles >= LEAST and len(found) < RUNS:
                found.append(account.figures)
    return {outlet: _medians(found) for outlet, found in runs.items() if found}


def keep(store: Store, report: Report) -> None:
    """Keep a report, and let the oldest go. One of a run that converted nothing is not kept.

    Raises:
        OutputError: it cannot be written.
    """
    if not report.total.articles:
        return
    stamp = report.started.replace(":", "").replace("-", "")
    # runs of several `--shard`s begin in the same second
    taken = set(store.names(FOLDER))
    name = next(name for n in range(10_000) if (name := f"{FOLDER}{stamp}-{n:04}.json") not in taken)
    store.write(name, report.encoded())
    for old in sorted({*taken, name})[:-KEPT]:
        store.delete(old)


def _read(store: Store, name: str) -> Report | None:
    """Return a report; None for one that is damaged, or of another version of the program."""
    try:
        return msgspec.json.decode(store.read(name), type=Report)
    except (msgspec.MsgspecError, FileNotFoundError):
        return None


def _medians(runs: list[Figures]) -> Figures:
    names = {name: None for figures in runs for name in figures}
    return {name: round(median(figures[name] for figures in runs if name in figures), 4) for name in names}
