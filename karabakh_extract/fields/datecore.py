"""Day, month and year as printed: "5 November 2020", "Nov. 5, '20", "05.11.2020", "2020年11月5日".

In: a folded line (see `clock.fold`) and a position. Out: the next date core, valid by the calendar, without
weekday, time and zone, which `datetimes` adds. Dates are looked for at their figures, and only then at the
words beside them: month names of thirty languages need no alternation, and a line without figures costs
nothing.
"""

import re
import unicodedata
from datetime import date
from functools import cache
from typing import NamedTuple

from msgspec import Struct

from karabakh_extract.data import load
from karabakh_extract.fields.clock import words
from karabakh_extract.patterns import lazy


class Core(Struct, frozen=True, gc=False):
    """A date without its surroundings: `line[start:end]`.

    `other` is the date with day and month exchanged where the print leaves that open; `day_first` is the
    order where the figures themselves show it. `weak`: counts only beside a weekday or time, or alone on
    its line. `clock` is where a time stands within the date (Nov 5 16:52:10 2020), or -1.
    """

    start: int
    end: int
    day: date
    other: date | None = None
    day_first: bool | None = None
    weak: bool = False
    clock: int = -1


class _Patterns(NamedTuple):
    core: re.Pattern[str]
    second: frozenset[str]
    months: dict[str, int]
    not_before: frozenset[str]
    date_labels: frozenset[str]


_TOKEN_BEFORE = lazy(r"(\S{1,16})\s{0,2}$")
_NUMBER_BEFORE = lazy(r"(?:[^\W_]|\d[.,:–-]|[.,:/\\$€£#@+]|[^\W_]-)$")
_NUMBER_AFTER = lazy(r"[./]\d|\.[^\W_]|-\d{1,4}(?![.:/\d])|\s?[%€$£₽]|(?!t\d)[^\W_]")
_GLUED = "([{|*_/\\-–—•·~>«\"'“"
_CLOCK_BEFORE = lazy(r"(?<!\d)[0-2]?\d:[0-5]\d-$")
"""A time stuck to a date: "12:30-5 March 2021"."""
_CLOCK_FOLLOWS = lazy(r"\s\d\d:\d\d")
_SECOND_FIGURE = lazy(r":|,?\s\d{4}")


def key(name: str) -> str:
    """Return a name as names are compared: without accents, ı as i, without a final full stop."""
    if name.isascii():
        return name.rstrip(".")
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i")).rstrip(".")
    return "".join(char for char in plain if not unicodedata.combining(char))


def year_words() -> str:
    """Return the pattern of what may stand after a year: г., -ci il, թ."""
    return rf"\s?(?:{words(load('months')['year_words'])})(?![^\W_])\.?"


@cache
def _patterns() -> _Patterns:
    data = load("months")
    months = {
        key(name): number for rows in data["months"].values() for number, names in enumerate(rows, 1) for name in names
    }
    names = [name for rows in data["months"].values() for row in rows for name in row]
    second = frozenset(name.split()[1] for name in names if " " in name)
    # a name may have two words (تشرين الثاني) and a twin (آذار/مارس)
    twin = r"(?:\s?/\s?[^\W\d_]{3,12})?"
    word = rf"[^\W\d_][^\s\d.,;:/()\[\]|<>\"'’–—-]{{1,15}}(?:\s(?:{words(list(second))}))?{twin}"
    between = rf"(?:(?:{words(data['between'])})\b\s{{0,2}})?"
    ordinal = rf"(?:\s?(?:{words(data['ordinals'])})(?![^\W_]))"
    core = rf"""(?P<a>\d(?<!\d\d)\d{{0,7}})(?!\d)(?:
        \s?(?P<sep>[-/.])\s? (?P<b>\d{{1,2}}) \s?(?P=sep)\s? (?P<c>\d{{1,4}})(?!\d)
      | \s?[年년]\s? (?P<cjk_month>\d{{1,2}}) \s?[月월]\s? (?P<cjk_day>\d{{1,2}}) \s?[日일]
      | (?:{year_words()}|{ordinal})?+ [\s.,/-]{{0,3}} {between} (?P<month>{word})
        \.?(?P<gap>[\s.,/-]{{0,3}}) {between}
        (?P<last>['’‘ʼ]?\d{{1,4}}(?!\d)|\d{{4}}(?=\d{{1,2}}:\d\d)) {ordinal}?
      | {year_words()} [\s,]{{1,2}} (?P<y_day>\d{{1,2}}) [\s.-]{{1,2}} (?P<y_month>{word})
      | {ordinal}?+ (?P<clock>\s\d\d:\d\d(?::\d\d)?(?:\s[a-z]{{2,5}}|\s[+-]\d{{4}})?(?=\s))?
        [\s.,/-]{{1,3}} {between} (?P<year>['’‘ʼ]\d\d(?!\d)|\d{{4}}(?!\d(?!\d?:\d\d)))
      | (?P<compact>)
    )"""
    return _Patterns(
        re.compile(core, re.X),
        second,
        months,
        frozenset(data["not_before"]),
        frozenset(data["date_labels"]),
    )


def next_core(low: str, at: int, day_first: bool | None) -> Core | None:
    """Return the first date core of the folded line that begins at `at` or later, or `None`.

    A month name before the day ("November 5, 2020") may begin at `at` at the earliest.
    """
    floor, patterns = at, _patterns()
    while match := patterns.core.search(low, at):
        if match["sep"]:
            core = _figures(low, match, day_first)
        elif match["month"]:
            core = _named(low, match)
        elif match["year"]:
            core = _month_before(low, match, floor)
        elif match["cjk_month"]:
            core = _core(match, match["a"], match["cjk_month"], match["cjk_day"])
        elif match["y_month"]:
            core = _core(match, match["a"], _month(match["y_month"]), match["y_day"])
        else:
            core = _compact(low, match)
        if core:
            return core
        at = match.end("a")
    return None


def _month(name: str) -> int:
    """Return the number of a month's name as printed, 0 for any other word."""
    months = _patterns().months
    return months.get(key(name)) or months.get(key(name.partition("/")[0].rstrip()), 0)


def _year(figures: str) -> int:
    """Return the year of two figures (1940 to 2039) or four, 0 for any other number."""
    figures = figures.lstrip("'’‘ʼ")
    if len(figures) == 2:
        return int(figures) + (2000 if figures < "40" else 1900)
    return int(figures) if len(figures) == 4 and "1500" <= figures < "2100" else 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _core(
    match: re.Match[str],
    year: str,
    month: int | str,
    day: str,
    start: int = -1,
    end: int = -1,
    clock: int = -1,
) -> Core | None:
    """Return a core of certain order, or `None` where the calendar does not have the day."""
    found = _date(_year(year), int(month), int(day)) if len(day) < 3 else None
    if not found:
        return None
    return Core(match.start() if start < 0 else start, match.end() if end < 0 else end, found, clock=clock)


def _named(low: str, match: re.Match[str]) -> Core | None:
    """5 November 2020, 05-Nov-20, 2020 November 5."""
    first, last, start = match["a"], match["last"], match.start()
    if not (month := _month(match["month"])) or low[start - 1 : start].isalnum():
        return None
    if start > 1 and low[start - 1] in ".,:–-" and low[start - 2].isdigit() and not _CLOCK_BEFORE.search(low, 0, start):
        return None
    if len(first) == 4:
        follows = _SECOND_FIGURE.match(low, match.end())
        return None if follows or not match["gap"] else _core(match, first, month, last)
    end = match.end("last")
    # "7 May-15 June" is a span of days; of years with two figures only '20, 05-Nov-20 and the one of RFC 822
    # (05 Nov 20 16:52:10) are safe
    dashed = match["gap"] == "-" and low[match.end("a") : match.start("month")] == "-"
    if len(last) == 2 and not dashed and not _CLOCK_FOLLOWS.match(low, end):
        return None
    return _core(match, last, month, first, end=end)


def _month_before(low: str, match: re.Match[str], floor: int) -> Core | None:
    """November 5, 2020; Thu Nov 5 16:52:10 2020."""
    at, patterns = match.start(), _patterns()
    head = low[max(floor, at - 36) : at].rstrip(" \t\xa0./-").removesuffix(" the").rstrip()
    name = last_word(head, patterns.second)
    if not (month := _month(name)):
        return None
    start = low.rindex(name, floor, at)
    return _core(match, match["year"], month, match["a"], start, clock=match.start("clock"))


def last_word(head: str, second: frozenset[str]) -> str:
    """Return the word that ends `head`, with the one before it where the last is the `second` of a name.

    Brackets and labels glued to its front are left off: "(thu" and "date:thu" give "thu".
    """
    tokens = head.rsplit(None, 1)
    if not tokens:
        return ""
    last = tokens[-1]
    if last in second and len(tokens) > 1:
        first = tokens[0].rsplit(None, 1)[-1]
        last = head[head.rindex(first, 0, len(tokens[0])) :]
    return last.rpartition(":")[2].lstrip(_GLUED)


def _figures(low: str, match: re.Match[str], day_first: bool | None) -> Core | None:
    """05.11.2020, 11/5/20, 2020-11-05."""
    first, second, last, sep, start = match["a"], match["b"], match["c"], match["sep"], match.start()
    if _NUMBER_BEFORE.search(low, max(0, start - 2), start) or _NUMBER_AFTER.match(low, match.end()):
        return None
    token = _TOKEN_BEFORE.search(low, max(0, start - 18), start)
    listed = token is not None and token[1].strip("().:") in _patterns().not_before
    if len(first) == 4:
        # 2020.3.1 is a version
        if len(last) > 2 or (sep == "." and len(second) + len(last) < 4):
            return None
        day = _date(int(first), int(second), int(last))
        return Core(start, match.end(), day, weak=listed) if day else None
    if len(first) > 2 or len(last) not in (2, 4) or not _year(last):
        return None
    weak = listed
    if len(last) == 2:
        if sep == "." and len(first) + len(second) < 4:
            return None
        weak = listed or sep == "-"
    year, end = _year(last), match.end()
    by_day, by_month = _date(year, int(second), int(first)), _date(year, int(first), int(second))
    if by_day and by_month and by_day != by_month:
        if day_first is None and sep != ".":
            return Core(start, end, by_day, other=by_month, weak=weak)
        return Core(start, end, by_month if day_first is False else by_day, weak=weak)
    shows = None if sep == "." or by_day == by_month else by_day is not None
    day = by_day or by_month
    return Core(start, end, day, day_first=shows, weak=weak) if day else None


def _compact(low: str, match: re.Match[str]) -> Core | None:
    """20201105, with a time, after a label or alone."""
    figures, start, end = match["a"], match.start(), match.end("a")
    if len(figures) < 8 or not "19" <= figures[:2] <= "20":
        return None
    if _NUMBER_BEFORE.search(low, max(0, start - 1), start):
        return None
    day = _date(int(figures[:4]), int(figures[4:6]), int(figures[6:]))
    if not day or _NUMBER_AFTER.match(low, end):
        return None
    label = _TOKEN_BEFORE.search(low, max(0, start - 18), start)
    labelled = label is not None and label[1].rpartition("-")[2].rstrip(":") in _patterns().date_labels
    return Core(start, end, day, weak=not labelled)
