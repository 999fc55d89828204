"""What `batch` does with its options: where records go, the run itself, its exit code; and looks at what stands.

In: the options' values. Out: exit codes; messages on stderr, answers to questions on stdout.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import cast

from karabakh_extract.batch import history
from karabakh_extract.batch import place as places
from karabakh_extract.batch.ledger import Ledger, remove
from karabakh_extract.batch.lock import locked
from karabakh_extract.batch.progress import Bar
from karabakh_extract.batch.rejects import Rejects
from karabakh_extract.batch.report import Report
from karabakh_extract.batch.request import Request
from karabakh_extract.batch.run import is_folder, ledger_path, run
from karabakh_extract.batch.settings import Compress
from karabakh_extract.batch.store import open_store
from karabakh_extract.batch.wanted import count_inputs
from karabakh_extract.cli import exits
from karabakh_extract.cli.batch_report import Reporter, Wishes, exit_code, made, write
from karabakh_extract.cli.job import check_encoding
from karabakh_extract.cli.messages import visible
from karabakh_extract.errors import UsageError
from karabakh_extract.readers.inputs import STDIN, printable_path
from karabakh_extract.remote import is_url
from karabakh_extract.writers import format_of
from karabakh_extract.writers.compression import method_of

PARTS = ".parts"
"""What the folder of the parts of FILE is called by, behind FILE."""
LONGEST, LARGEST = 86_400, 1 << 20
"""Seconds and megabytes that an article may be allowed: a day, a terabyte."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where records go: the place of the parts, the target that is made of them, if there is one, and the formats."""

    place: str
    target: str | None
    format: str
    """of the target, or of the parts where there is no target"""
    parts: str
    """format of the parts"""
    compress: Compress | None
    """of the parts"""


def where(output: str, format: str | None, compress: str | None) -> Where:
    """Return where records go.

    Raises:
        UsageError: there is no output, or its name and the options do not agree.
    """
    if not output:
        raise UsageError("-o", "no output", "give a folder or a file for the records: -o OUT")
    if output == "-":
        raise UsageError("-o", "batch writes no records to standard output", "give a folder or a file, or use convert")
    folder = output.endswith("/") or os.path.isdir(output)
    told, packed = None if folder else format_of(output), method_of(output)[1]
    wanted = cast(Compress | None, compress)
    if told is None and format in (None, "jsonl"):
        return Where(output, None, "jsonl", "jsonl", wanted)
    if told is None:
        if format == "sqlite":
            raise UsageError(output, "a database is one file", "give a file, as in -o records.db")
        return Where(output.rstrip("/") + PARTS, output.rstrip("/") + "/", format or "", "jsonl", wanted)
    if format and format != told:
        raise UsageError(output, f"its name says {told}, but -f says {format}", "give one of them, or make them agree")
    if told == "json":
        raise UsageError(output, "one array is no format for dumps", "choose .jsonl, .yaml, .csv or .db, or a folder")
    if told == "sqlite" and packed:
        raise UsageError(output, "a database is not compressed", "give a file, as in -o records.db")
    if told in ("csv", "sqlite"):
        return Where(output + PARTS, output, told, "jsonl", wanted)
    if wanted and wanted != packed:
        what = f"its name says {told}{'.' + packed if packed else ''}, but --compress says {wanted}"
        raise UsageError(output, what, "give one of them, or make them agree")
    return Where(output + PARTS, output, told, told, packed)


def cores(text: str) -> int:
    """Return how many workers `-j` asks for; "auto": as many as there are cores for this process."""
    if text == "auto":
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    # no such number has ten figures; "²" is a digit, but none of a number
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        raise UsageError("-j", f"{text} is no number of processes", "give 1 or more, or auto")
    return int(text)


def check_inputs(words: Sequence[str], place: str) -> None:
    """Raise `UsageError` where an input lies in the folder of the parts, which a run never reads."""
    if is_url(place):
        return
    folder = os.path.realpath(place)
    for word in words:
        real = os.path.realpath(word)
        if word != STDIN and os.path.lexists(word) and (real == folder or real.startswith(os.path.join(folder, ""))):
            what = f"this output is also an input ({printable_path(word)})"
            raise UsageError(printable_path(place), what, "write somewhere else")


def check_limits(timeout: float, memory: int) -> None:
    """Raise `UsageError` where a limit of `--timeout` (seconds) or `--memory` (MB) is more than a timer or a process
    can be given; "nan" and "inf" are numbers too."""
    if not timeout <= LONGEST:
        raise UsageError("--timeout", f"{timeout} seconds are no limit", f"give up to {LONGEST:,}")
    if memory > LARGEST:
        raise UsageError("--memory", f"{memory:,} MB are no limit", f"give up to {LARGEST:,}")


def convert(request: Request, wishes: Wishes) -> int:
    """Do a run, say how it went, and return its exit code.

    Raises:
        UsageError: it cannot be done as asked.
        OutputError: something cannot be written.
    """
    check_encoding(request.settings.read.encoding)
    if not request.words:
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError("INPUT", "no input", "give files or folders, or pipe text in; -h shows examples")
        request.words = [STDIN]
    log = wishes.log
    with ExitStack() as stack:
        rejects = stack.enter_context(Rejects(wishes.rejects)) if wishes.rejects else None
        seen = log.format == "text" and sys.stderr is not None and sys.stderr.isatty()
        bar = stack.enter_context(Bar(count_inputs(request))) if seen else None
        summary = run(request, Reporter(log, rejects, bar))
    store = open_store(request.place)
    report = made(request, summary, store, wishes.guards)
    history.keep(store, report)
    if wishes.report:
        write(report, wishes.report)
    for alarm in report.alarms:
        log.alarm(alarm)
    if summary.cut:
        cells = "1 cell is" if summary.cut == 1 else f"{summary.cut:,} cells are"
        log.notice(f"{request.target}: {cells} cut to what a spreadsheet can hold: the parts have the whole text")
    log.end(told(report), report)
    return exit_code(report, wishes.allowed)


def told(report: Report) -> str:
    """Return a run in a line."""
    total = report.total
    lost = total.failed + total.rejected
    records = total.converted + total.not_an_article
    words = [f"{records:,} records", f"{lost:,} without a record", f"{report.unchanged:,} inputs unchanged"]
    if report.older:
        words.append(f"{report.older:,} of them made with other rules, options or versions (--refresh)")
    if report.earlier_failures:
        words.append(f"{report.earlier_failures:,} articles in them without a record (--retry-failed)")
    if report.ended_by:
        words.append("ended early, the next run goes on")
    return f"batch: {'; '.join(words)}"


def look(request: Request, *, status: bool, failed: bool, rebuild: bool) -> int:
    """Say what stands in OUT, without a run.

    Raises:
        UsageError: nothing stands there.
    """
    store = open_store(request.place)
    standing = places.standing(store)
    if not standing:
        raise UsageError(request.place, "no run has written to it", "give the -o of a run")
    share = request.share.name if request.share else ""
    path = ledger_path(request, share)
    if rebuild and path:
        with locked(request.place, share, wait=request.wait):
            remove(path)
            _indexed(request, path, standing).close()
    ledger = _ledger(request, path, standing)
    try:
        if status:
            sums = ledger.sums(request.settings.digest)
            for name in sums.__slots__:
                print(f"{name:10} {getattr(sums, name):>12,}")
        if failed:
            for failure in ledger.failures():
                print(visible(f"{failure.name}: {failure.reason}: {failure.detail}"))
    finally:
        ledger.close()
    return exits.OK


def _ledger(request: Request, path: str | None, standing: set[str]) -> Ledger:
    """Return a ledger that says what the markers say; one in memory where the file does not."""
    if path and os.path.exists(path):
        ledger = Ledger(path, _place(request))
        if set(ledger.parts()) == standing:
            return ledger
        ledger.close()
    return _indexed(request, None, standing)


def _indexed(request: Request, path: str | None, standing: set[str]) -> Ledger:
    ledger = Ledger(path, _place(request))
    store = open_store(request.place)
    for part in sorted(standing):
        if marker := places.read_marker(store, part):
            ledger.add(marker)
    return ledger


def _place(request: Request) -> str:
    return os.path.realpath(request.place) if is_folder(request.place) else request.place
