"""`--fail-if`: conditions under which a run is to end with an alarm, as a cron job wants it.

In: texts such as `outlet.empty>20%`, `headline.missing>5%`, `body.median<0.5*usual`, and the Report of a run. Out: the
alarms. A guard is a figure, compared with a number, a share or what is usual; `outlet.` in front holds it for each
outlet alone, `all.` for all outlets together, and without either it holds for both.
"""

import operator
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from karabakh_extract.batch.figures import FIGURES, Figures
from karabakh_extract.batch.history import ALL, LEAST
from karabakh_extract.batch.report import Account, Alarm, Report
from karabakh_extract.errors import UsageError

OPTION = "--fail-if"
EXAMPLES = ("outlet.empty>20%", "headline.missing>5%", "body.median<0.5*usual")
_COMPARE = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}
_NUMBER = r"\d+(?:\.\d+)?"
_GUARD = re.compile(r"\s*(?P<figure>[a-z_.]+)\s*(?P<sign>>=|<=|>|<)\s*(?P<limit>[^<>=]*?)\s*")
_LIMIT = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<percent>%)?|(?:(?P<factor>{_NUMBER})\s*\*\s*)?usual")


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition that must not come true. `limit`: a number, a share between 0 and 1, or a factor of what is usual."""

    text: str
    scopes: tuple[str, ...]
    """outlet, all, or both"""
    figure: str
    sign: str
    limit: float
    of_usual: bool

    def alarm(self, outlet: str, account: Account) -> Alarm | None:
        """Return the alarm where the condition is true of an account. It is of none that has too few articles, nor
        where what is usual is asked for and not known."""
        usual = account.usual.get(self.figure)
        value = account.figures.get(self.figure)
        if value is None or (self.of_usual and usual is None):
            return None
        # an outlet that has fallen silent has few articles: what it usually has decides
        weight = usual if self.figure == "articles" and self.of_usual else account.articles
        limit = self.limit * (usual or 0) if self.of_usual else self.limit
        if weight is None or weight < LEAST or not _COMPARE[self.sign](value, limit):
            return None
        return Alarm(
            guard=self.text,
            outlet=outlet or None,
            figure=self.figure,
            value=value,
            limit=round(limit, 4),
            usual=usual,
            articles=account.articles,
        )


def parse(text: str) -> Guard:
    """Return the guard that a text means.

    Raises:
        UsageError: it means none.
    """
    found = _GUARD.fullmatch(text)
    if not found:
        raise _wrong(text, "this is no condition", f"write it as in {' or '.join(EXAMPLES)}")
    scope, _, rest = found["figure"].partition(".")
    scoped = scope in ("outlet", "all")
    name = rest if scoped else found["figure"]
    if name not in FIGURES:
        raise _wrong(text, f"there is no figure {name or found['figure']}", f"choose from {', '.join(FIGURES)}")
    limit = _LIMIT.fullmatch(found["limit"])
    if not limit:
        what = f"{found['limit'] or 'nothing'} is no limit"
        raise _wrong(text, what, "give a number, a share such as 5%, or one of what is usual such as 0.5*usual")
    of_usual = limit["number"] is None
    number = float(limit["number"] or limit["factor"] or 1)
    if limit["percent"]:
        number /= 100
    if not of_usual:
        _check(text, name, number, percent=bool(limit["percent"]))
    return Guard(text.strip(), (scope,) if scoped else ("outlet", "all"), name, found["sign"], number, of_usual)


def alarms(guards: Sequence[Guard], report: Report) -> list[Alarm]:
    """Return the alarms of a run: in the order of the guards, those over all outlets first."""
    return [alarm for guard in guards for alarm in _alarms(guard, report)]


def silent(usual: dict[str, Figures], report: Report) -> dict[str, Account]:
    """Return accounts of outlets that had articles in earlier runs, and have none in this one."""
    nothing = {"articles": 0.0}
    return {
        outlet: Account(
            articles=0, converted=0, not_an_article=0, failed=0, rejected=0, reasons={}, seconds=0.0, figures=nothing,
            usual=found,
        )
        for outlet, found in usual.items()
        if outlet != ALL and outlet not in report.outlets
    }  # fmt: skip


def _alarms(guard: Guard, report: Report) -> Iterator[Alarm]:
    named = [(ALL, report.total)] if "all" in guard.scopes else []
    named += report.outlets.items() if "outlet" in guard.scopes else ()
    for outlet, account in named:
        alarm = guard.alarm(outlet, account)
        if alarm:
            yield alarm


def _check(text: str, name: str, number: float, *, percent: bool) -> None:
    """Refuse a limit that cannot be meant: a share above one, a share of a number."""
    share = FIGURES[name].kind == "share"
    if share and not percent and number > 1:
        raise _wrong(text, f"{name} is a share", f"write {number:g}%")
    if not share and percent:
        raise _wrong(text, f"{name} is a number, not a share", f"write a number, or {number:g}*usual")


def _wrong(text: str, what: str, help: str) -> UsageError:
    return UsageError(f"{OPTION} '{text}'", what, help)
