"""Full dates as outlets print them in headers, labels and footers, with weekday, time and zone.

In: one header-like line. Out: every date in it that names day, month and year, with its span and its value in
the record's notation. Bylines, labels, datelines and footers all ask here, so that a format is known
everywhere or nowhere. Every step looks at a bounded stretch, so the work is linear in the line.
"""

import re
from functools import cache
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from karabakh_extract.data import load
from karabakh_extract.fields.clock import clock_after, clock_before, fold
from karabakh_extract.fields.datecore import Core, key, last_word, next_core, year_words
from karabakh_extract.patterns import lazy


class DateFound(Struct, frozen=True, gc=False):
    """A date of a line: `line[start:end]` is it as printed, with weekday, time and zone.

    `value` is YYYY-MM-DD or YYYY-MM-DDThh:mm[:ss][±hh:mm], just what the line prints; `ambiguous` says that
    the order of day and month is a guess.
    """

    start: int
    end: int
    value: str
    ambiguous: bool


class _Patterns(NamedTuple):
    year_word: re.Pattern[str]
    weekdays: dict[str, int]
    second: frozenset[str]


_FIGURES = lazy(r"\d\d")
_WORDS_AFTER = lazy(r"[\s,]{0,3}(\(?)([^\W\d_]+(?:[ -][^\W\d_]+)?)(\)?)\.?")


@cache
def _patterns() -> _Patterns:
    weekdays: dict[str, int] = {}
    for rows in load("months")["weekdays"].values():
        for number, names in enumerate(rows):
            for name in {*names, *map(key, names)}:
                # a name of two days in two languages says nothing about the day
                weekdays[name] = number if weekdays.get(name, number) == number else -1
    second = frozenset(name.split()[1] for name in weekdays if " " in name)
    return _Patterns(re.compile(year_words()), weekdays, second)


_YEAR_RUNS_ON = lazy(r"(?:19|20)\d\d[^\W_]")
_TWICE = lazy(r"(?<!\w)(\w[^\n]{5,22}?(?:19|20)\d\d)\1(?!\w)")


def find_dates(text: str, *, day_first: bool | None = None, times: bool = True) -> list[DateFound]:
    """Return every full date of a header-like line, left to right, non-overlapping.

    `day_first` settles 11/05/2020. With `None` dots mean day first; strokes and hyphens are read by a printed
    weekday or by an unmistakable date of the same line, and else marked `ambiguous`: month first beside an
    American zone, day first elsewhere. With `times=False` no time or zone is read, nor covered by the span.
    Impossible dates (31 February) are none; years of two figures are 1940 to 2039.
    """
    if not _FIGURES.search(text):
        return []
    if _YEAR_RUNS_ON.search(text) and (twice := _TWICE.search(text)):
        # a date printed for readers and again for their programs: "14 Oct 202214 Oct 2022"
        middle, end = twice.end(1), twice.end()
        once = text[:middle] + " " * (end - middle) + text[end:]
        copies = find_dates(once, day_first=day_first, times=times)
        return [replace(date, end=end) if date.end == middle else date for date in copies]
    low, floor, size = fold(text), 0, len(text.strip())
    found: list[DateFound] = []
    cores: list[Core] = []
    while core := next_core(low, floor, day_first):
        date = _surroundings(text, low, floor, core, times, size)
        floor = date.end if date else core.end
        if date:
            found.append(date)
            cores.append(core)
    if any(date.ambiguous for date in found):
        order = next((core.day_first for core in cores if core.day_first is not None), None)
        if order is not None:
            found = [_settled(date, core, order) if date.ambiguous else date
                     for date, core in zip(found, cores, strict=True)]  # fmt: skip
    return found


def _settled(date: DateFound, core: Core, day_first: bool) -> DateFound:
    """Return an ambiguous date read in the order that another date of the line shows."""
    day = core.day if day_first or not core.other else core.other
    return replace(date, value=day.isoformat() + date.value[10:], ambiguous=False)


def _surroundings(text: str, low: str, floor: int, core: Core, times: bool, size: int) -> DateFound | None:
    """Return a core with its weekday, time and zone, or `None` for a weak core that nothing supports.

    `size`: length of the line without the white space around it.
    """
    end, clock = core.end, None
    start, weekday = _weekday_before(low, floor, core.start)
    if year_word := _patterns().year_word.match(low, end):
        end = year_word.end()
    if core.clock >= 0:
        clock = clock_after(text, low, core.clock, core.day) if times else None
    else:
        clock = clock_after(text, low, end, core.day) if times else None
        if clock:
            end = clock.end
        elif after := _weekday_after(low, end):
            past, number, sure = after
            clock = clock_after(text, low, past, core.day) if times else None
            if clock or sure:
                weekday, end = (number if weekday is None else weekday), clock.end if clock else past
        if clock is None and times and (clock := clock_before(text, low, floor, start, core.day)):
            start = clock.start
    if core.weak and clock is None and weekday is None and end - start < size:
        return None
    day, guess = core.day, False
    if core.other:
        if weekday is not None and (core.day.weekday() == weekday) != (core.other.weekday() == weekday):
            day = core.day if core.day.weekday() == weekday else core.other
        else:
            guess = True
            day = core.other if clock and clock.month_first else core.day
    return DateFound(start, end, day.isoformat() + (clock.value if clock else ""), guess)


def _weekday_before(low: str, floor: int, at: int) -> tuple[int, int | None]:
    """Return where the weekday before a date starts and its number (Monday 0), or `at` and `None`."""
    head, patterns = low[max(floor, at - 28) : at].rstrip(), _patterns()
    bare = head.rstrip(".,،")
    name = last_word(bare, patterns.second)
    number = patterns.weekdays.get(key(name)) if name else None
    if number is None or (len(name) < 3 and bare == head):
        return at, None
    return low.rindex(name, floor, at), number


def _weekday_after(low: str, at: int) -> tuple[int, int, bool] | None:
    """Return where the weekday after a date ends, its number, and whether it is surely one (Sam is not)."""
    match = _WORDS_AFTER.match(low, at)
    if not match or match.start(2) == at or bool(match[1]) != bool(match[3]):
        return None
    weekdays, name = _patterns().weekdays, match[2]
    end = match.end()
    if key(name) not in weekdays:
        name = re.split("[ -]", name)[0]
        end = match.start(2) + len(name)
        if key(name) not in weekdays or match[1]:
            return None
    return end, weekdays[key(name)], bool(match[1]) or len(name) > 3
