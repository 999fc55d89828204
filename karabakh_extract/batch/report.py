"""What happened in a run: an account for programs (JSON) and for people (text).

In: the run's Summary, and the reports of earlier runs. Out: a Report: how many articles fared how and why, in all and
for each outlet, beside what is usual for that outlet.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec
from msgspec import Struct, field

from karabakh_extract.batch.counts import Counts, OutletCounts
from karabakh_extract.batch.figures import Figures, figures, shown
from karabakh_extract.record import Generator

SCHEMA: Literal["karabakh-extract/report/1"] = "karabakh-extract/report/1"
_SHOWN = ("articles", "failed", "empty", "headline.missing", "author.missing", "date.missing", "body.median", "removed",
          "classifier", "layout.unknown")  # fmt: skip
_HEADS = ("outlet", "articles", "failed", "empty", "no headline", "no author", "no date", "body", "removed",
          "classifier", "unknown layout")  # fmt: skip
_MOST = 50
"""Outlets that the text shows, the largest; the JSON has all."""


class Account(Struct, kw_only=True):
    """How articles fared."""

    articles: int
    converted: int
    not_an_article: int
    failed: int
    rejected: int
    reasons: dict[str, int]
    """`status:code` of those that are not converted → how many"""
    seconds: float
    """of processor time"""
    figures: Figures
    usual: Figures
    """the median of each figure over the outlet's last runs; empty where there are none"""


class Alarm(Struct, kw_only=True):
    """A guard that was not held."""

    guard: str
    """as the user gave it"""
    outlet: str | None
    """whose articles; null: all"""
    figure: str
    value: float
    limit: float
    usual: float | None
    articles: int

    def __str__(self) -> str:
        """Say it in a line."""
        usual = "" if self.usual is None else f", usually {shown(self.figure, self.usual)}"
        of = f"of {self.articles:,} articles" if self.figure != "articles" else "in this run"
        what = f"{self.figure} is {shown(self.figure, self.value)} {of}{usual}"
        return f"{self.outlet or 'all outlets'}: {what}: see what has changed there (--fail-if '{self.guard}')"


class Report(Struct, kw_only=True):
    """A run. Times are UTC, `YYYY-MM-DDThh:mm:ssZ`."""

    schema: Literal["karabakh-extract/report/1"] = SCHEMA
    generator: Generator
    started: str
    ended: str
    seconds: float
    """by the clock"""
    inputs: list[str]
    """as given, the first hundred"""
    parts: list[str]
    """that this run made"""
    unchanged: int
    """inputs that were not opened"""
    older: int
    """of these, made with other rules, options or program versions"""
    earlier_failures: int
    """articles in them without a record"""
    ended_by: int = 0
    """the signal that ended the run early; 0: none"""
    total: Account
    outlets: dict[str, Account]
    """by name, the largest first"""
    alarms: list[Alarm] = field(default_factory=list)

    def encoded(self) -> bytes:
        """Return it as JSON, indented by two."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n"


def accounts(counts: Counts, usual: dict[str, Figures]) -> dict[str, Account]:
    """Return the account of each outlet, the largest first. `usual`: figures by outlet."""
    largest = sorted(counts.outlets.items(), key=lambda item: (-item[1].articles, item[0]))
    return {name: account(found, usual.get(name, {})) for name, found in largest}


def account(counts: OutletCounts, usual: Figures) -> Account:
    """Return the account of some articles."""
    return Account(
        articles=counts.articles,
        converted=counts.converted,
        not_an_article=counts.not_an_article,
        failed=counts.failed,
        rejected=counts.rejected,
        reasons=dict(sorted(counts.reasons.items(), key=lambda item: (-item[1], item[0]))),
        seconds=round(counts.seconds, 3),
        figures=figures(counts),
        usual=usual,
    )


def readable(report: Report) -> str:
    """Return a report as text: the sums, the reasons, a line an outlet, the alarms."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    total = report.total
    yield f"{report.started}, {report.seconds:,.0f} s" + (", ended early" if report.ended_by else "")
    yield (
        f"{total.articles:,} articles: {total.converted:,} converted, {total.not_an_article:,} no article, "
        f"{total.failed:,} failed, {total.rejected:,} rejected; {report.unchanged:,} inputs unchanged"
    )
    for reason, count in total.reasons.items():
        status, _, code = reason.partition(":")
        yield f"  {count:>9,}  {status.replace('_', ' ')}: {code.replace('_', ' ')}"
    if report.outlets:
        yield ""
        yield from _table(report)
    if report.alarms:
        yield ""
        yield from map(str, report.alarms)


def _table(report: Report) -> Iterator[str]:
    """Yield a line an outlet; below it, where one is known, what is usual for it."""
    rows: list[tuple[str, ...]] = [_HEADS]
    for name, each in [*report.outlets.items()][:_MOST]:
        rows.append((_plain(name), *_cells(each.figures)))
        if each.usual:
            rows.append(("  usually", *_cells(each.usual)))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "  ".join((row[0].ljust(widths[0]), *cells)).rstrip()
    if len(report.outlets) > _MOST:
        yield f"and {len(report.outlets) - _MOST:,} more outlets"


def _cells(found: Figures) -> tuple[str, ...]:
    return tuple(shown(name, found[name]) if name in found else "" for name in _SHOWN)


def _plain(name: str) -> str:
    """Return a name that moves no terminal's cursor: it may be that of a folder somebody else has made."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)
