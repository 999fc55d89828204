"""What `batch` says at the end, and what it ends with: report, guards, exit code.

In: the Summary of a run, what is usual, what the options allow. Out: the Report, kept with the others and written where
the user wants it; the code.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from karabakh_extract.batch import guards as g
from karabakh_extract.batch import history
from karabakh_extract.batch.counts import Counts
from karabakh_extract.batch.outcome import Outcome
from karabakh_extract.batch.plan import Article
from karabakh_extract.batch.progress import Bar
from karabakh_extract.batch.rejects import Rejects
from karabakh_extract.batch.report import Report, account, accounts, readable
from karabakh_extract.batch.request import Request, Summary, Watcher
from karabakh_extract.batch.store import Store
from karabakh_extract.cli import exits
from karabakh_extract.cli.log import Log
from karabakh_extract.cli.stdout import STDOUT, print_texts
from karabakh_extract.errors import UsageError
from karabakh_extract.writers.newfile import new_file

_INPUTS = 100
_ALLOWED = re.compile(r"(\d+(?:\.\d+)?)\s*(%)?")


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What the user wants to know of a run, and when it counts as failed."""

    log: Log = field(default_factory=Log)
    report: str | None = None
    """file of the report: JSON where it is called .json, text otherwise; "-": text on standard output"""
    rejects: str | None = None
    guards: tuple[g.Guard, ...] = ()
    allowed: tuple[float, bool] | None = None
    """articles that may be without a record: how many, or (True) what share of all"""


class Reporter(Watcher):
    """Passes on what happens in a run: to the log, the file of rejects, the bar."""

    def __init__(self, log: Log, rejects: Rejects | None, bar: Bar | None) -> None:
        self._log, self._rejects, self._bar = log, rejects, bar
        self.sources = rejects is not None

    def article(self, article: Article, outcome: Outcome) -> None:
        """Name an article that has no record, and keep what was read of it."""
        lost = outcome.status in ("failed", "rejected")
        if lost:
            self._log.lost(outcome)
            if self._rejects:
                self._rejects.add(outcome, article.source)
        if self._bar:
            self._bar.articles(1, lost)

    def shard(self, counts: Counts, failures: Sequence[tuple[Article, Outcome]]) -> None:
        """Move the bar on by a shard, and name those of its articles that have no record."""
        if self._bar:
            self._bar.articles(counts.total().articles - len(failures), False)
        super().shard(counts, failures)

    def input(self) -> None:
        """Move the bar on."""
        if self._bar:
            self._bar.input()

    def say(self, text: str) -> None:
        """Pass it on."""
        self._log.notice(text)


def allowance(text: str) -> tuple[float, bool]:
    """Return what `--allow-failures` allows: a number of articles, or a share of them (True).

    Raises:
        UsageError: it is neither.
    """
    found = _ALLOWED.fullmatch(text.strip())
    number = float(found[1]) if found else -1.0
    if not found or (found[2] and number > 100) or (not found[2] and not number.is_integer()):
        raise UsageError("--allow-failures", f"{text} is no number of articles", "give one such as 20, or a share: 2%")
    return (number / 100, True) if found[2] else (number, False)


def made(request: Request, summary: Summary, store: Store, guards: Sequence[g.Guard]) -> Report:
    """Return the report of a run that has just ended."""
    ended = datetime.now(UTC)
    usual = history.usual(store)
    report = Report(
        generator=request.settings.generator,
        started=_stamp(ended - timedelta(seconds=summary.seconds)),
        ended=_stamp(ended),
        seconds=round(summary.seconds, 3),
        inputs=request.words[:_INPUTS],
        parts=summary.parts,
        unchanged=summary.skipped.unchanged,
        older=summary.skipped.older,
        earlier_failures=summary.skipped.failures,
        ended_by=summary.ended_by,
        total=account(summary.counts.total(), usual.get(history.ALL, {})),
        outlets=accounts(summary.counts, usual),
    )
    # a run that was ended early says nothing of what did not come to its turn
    if not summary.ended_by:
        report.outlets |= g.silent(usual, report)
        report.alarms = g.alarms(guards, report)
    return report


def write(report: Report, place: str) -> None:
    """Write a report where the user wants it.

    Raises:
        OutputError: it cannot be written.
    """
    if place == STDOUT:
        print_texts([readable(report)])
        return
    with new_file(place) as stream:
        stream.write(report.encoded() if place.lower().endswith(".json") else readable(report).encode())


def exit_code(report: Report, allowed: tuple[float, bool] | None) -> int:
    """Return the code that `exits` documents: an alarm counts more than failures, the end by a signal more than it."""
    total = report.total
    if report.ended_by:
        return 128 + report.ended_by
    if report.alarms:
        return exits.ALARM
    lost = total.failed + total.rejected
    most, share = allowed or (0.0, False)
    if lost > (most * total.articles if share else most):
        read = total.converted + total.not_an_article or total.failed or report.unchanged
        return exits.SOME_FAILED if read else exits.USAGE
    return exits.NO_ARTICLES if total.not_an_article and not total.converted else exits.OK


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
