"""Times of day with their zones, as printed beside a date: "16.52", "18h22", "4:52 PM GMT", "T08:00Z".

In: the folded line (see `fold`), the line itself and a position next to a date. Out: how far the time
reaches, and its value in the record's notation. It stands apart from `datetimes` because a time counts
only beside a date: alone, 16.52 is a number.
"""

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from msgspec import Struct

from karabakh_extract.data import load
from karabakh_extract.patterns import lazy

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_FOREIGN = lazy("[٠-٩۰-۹\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_MARKS = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF), " ")
_DIGIT = lazy(r"\d")
_OPENING = lazy(r"\s{0,2}[,(\[|/-]?\s{0,2}")
_CLOSING = lazy(r"\s?[)\]]")
_REMARK = lazy(r"\s\([a-z][a-z ]{1,40}\)")  # 09:52:10 -0500 (EST)
_ZONE_WORDS = lazy(r"[^\W\d_]+(?:[ /][^\W\d_]+){0,3}")


class Clock(Struct, frozen=True, gc=False):
    """A time: `start` and `end` as offsets in the line, `value` as `Thh:mm[:ss][±hh:mm]`."""

    start: int
    end: int
    value: str
    month_first: bool


def fold(text: str) -> str:
    """Return `text` in small letters, digits as ASCII, direction marks as spaces; the length stays."""
    low = text.lower() if text.isascii() else text.replace("İ", "i").lower()
    if not low.isascii() and _FOREIGN.search(low):
        low = low.translate(_DIGITS).translate(_MARKS)
    return low


def words(names: list[str]) -> str:
    """Return a pattern for any of `names`, the longest first."""
    return "|".join(re.escape(name).replace(r"\ ", r"\s") for name in sorted(names, key=len, reverse=True))


class _Patterns(NamedTuple):
    after: re.Pattern[str]
    before: re.Pattern[str]
    offset: re.Pattern[str]
    am: frozenset[str]
    offsets: dict[str, str]
    since: dict[str, str]
    small: frozenset[str]
    month_first: frozenset[str]


@cache
def _patterns() -> _Patterns:
    data, zones = load("months"), load("timezones")
    half = words(data["am"] + data["pm"])
    clock = rf"""
        (?: (?P<h>[01]?\d|2[0-4])
            (?:(?P<sep>:|\.|\s?h\s?|\suhr\s|\s?[時시点]\s?) (?P<m>[0-5]\d)[分분]?
                (?:[:.](?P<s>[0-5]\d)(?:[.,]\d{{1,9}})?)? )?
            (?:\s{{0,2}}(?P<half>{half})(?![^\W_])\.?)?
            (?:\s?(?P<word>{words(data["clock_words"])})(?![^\W_])\.?)?
          | (?P<hm>[0-2]\d[0-5]\d)(?P<hms>[0-5]\d)?(?:\s?(?P<hrs>hrs|hours)(?![^\W_]))?
        )"""
    link = rf"(?:(?:{words(data['time_words'])})\b\.?\s{{0,2}})?"
    gap = rf"\s{{0,3}}(?:[.,،|·•–—\-/@(\[)\]:;]\s{{0,3}}){{0,2}}{link}"
    # a figure that goes on, a share, a price or a reading time is no time of day
    closed = rf"(?!\d|[.:/]\d|\s?[%€$£₽]|\s?(?:{words(data['units'])})\b)"
    name, figures = r"\s?[(\[]?[^\W\d_]{1,9}(?:[/ ][^\W\d_]{2,12}){0,2}", r"\s?[+\-−]\d{1,2}:?(?:\d\d)?"
    ends = rf"(?P<zone>(?:{name})?(?:{figures})?[)\]]?)??"
    sign = r"(?P<sign>[+\-−])(?P<oh>\d{1,2})(?::?(?P<om>[0-5]\d))?(?!\d)"
    offsets = {name.lower(): value for name, value in zones["offsets"].items()}
    known = dict.fromkeys((name.lower() for name in zones["ambiguous"]), "") | offsets
    return _Patterns(
        lazy(rf"(?:(?P<iso>t)|{gap}){clock}{closed}", re.X),
        # CNN prints a second clock in brackets: 1652 GMT (0052 HKT) March 14, 2023
        lazy(rf"(?<![^\W_])(?<![\d][.,:/-]){clock}{ends}(?:\s\(\d{{4}}\s[a-z]{{2,4}}\))?{gap}$", re.X),
        lazy(rf"\s{{0,2}}[(\[]?\s?(?P<base>utc|gmt)?\s?{sign}"),
        frozenset(data["am"]),
        known,
        {name.lower(): day for name, day in zones["since"].items()},
        frozenset(name.lower() for name in zones["any_case"]),
        frozenset(name.lower() for name in zones["month_first"]),
    )


def clock_after(text: str, low: str, at: int, day: date) -> Clock | None:
    """Return the time that stands right after a date ending at `at`, with zone and closing bracket."""
    patterns = _patterns()
    if not (match := patterns.after.match(low, at)):
        return None
    iso = match["iso"] is not None
    start = match.end("iso") if iso else match.start("h") if match["h"] else match.start("hm")
    if start == at and match["sep"] != ":":
        return None  # glued to the year only in a flattened page: March 14, 20234:52 PM
    glued = iso or match["s"] is not None or low[match.end() : match.end() + 1].isspace()
    end, offset, name = _zone(text, low, match.end(), day, glued)
    value = _time(match, iso, name is not None)
    if value is None:
        return None
    opened = low.count("[", at, end) + low.count("(", at, end)
    if opened > low.count("]", at, end) + low.count(")", at, end) and (close := _CLOSING.match(low, end)):
        end = close.end()
    return Clock(start, end, value + offset, name in patterns.month_first)


def clock_before(text: str, low: str, floor: int, at: int, day: date) -> Clock | None:
    """Return the time that stands right before a date starting at `at`, not looking before `floor`."""
    floor, patterns = max(floor, at - 56), _patterns()
    if not _DIGIT.search(low, floor, at) or not (match := patterns.before.search(low, floor, at)):
        return None
    printed = match["zone"]
    end, offset, name = match.end(), "", None
    if printed:
        end, offset, name = _zone(text, low, match.start("zone"), day, True)
    if printed and (name is None or low[end : match.end("zone")].strip(" )]")):
        return None
    value = _time(match, False, name is not None)
    return Clock(match.start(), at, value + offset, name in patterns.month_first) if value else None


def _time(match: re.Match[str], iso: bool, zoned: bool) -> str | None:
    """Return `Thh:mm[:ss]`, or `None` where the figures are no time of day or nothing says that they are."""
    if figures := match["hm"]:
        if not (iso or zoned or match["hrs"]) or int(figures[:2]) > 23:
            return None
        return f"T{figures[:2]}:{figures[2:]}" + (f":{match['hms']}" if match["hms"] else "")
    hour, half = int(match["h"]), match["half"]
    if not (match["m"] or half or match["word"]) or hour > 23:
        return None
    if half and hour <= 12:
        # sloppy outlets print 16:52 PM, which is left as it is
        hour = hour % 12 + (0 if half in _patterns().am else 12)
    return f"T{hour:02}:{match['m'] or '00'}" + (f":{match['s']}" if match["s"] else "")


def _zone(text: str, low: str, at: int, day: date, glued: bool) -> tuple[int, str, str | None]:
    """Return where the zone after a time ends, its offset ("" where left off) and its name (`None`: no zone).

    `glued`: a bare sign and figures may follow (16:05-18:00 is a range, 16:05:00-08:00 an offset).
    """
    patterns = _patterns()
    if (match := patterns.offset.match(low, at)) and (match["base"] or (glued and match["om"])):
        hours, minutes = int(match["oh"]), match["om"] or "00"
        if hours <= 14:
            sign = "+" if match["sign"] == "+" else "-"
            remark = _REMARK.match(low, match.end())
            end = remark.end() if remark else match.end()
            return end, f"{sign}{hours:02}:{minutes}", match["base"] or "offset"
    opening = _OPENING.match(low, at)
    start = opening.end() if opening else at
    if match := _ZONE_WORDS.match(low, start):
        name = match[0]
        while name:
            end = start + len(name)
            if name in patterns.offsets and _is_zone(text[start:end], name, patterns.small):
                early = name in patterns.since and day.isoformat() < patterns.since[name]
                return end, "" if early else patterns.offsets[name], name
            name = name[: max(name.rfind(" "), name.rfind("/"), 0)]
    return at, "", None


def _is_zone(printed: str, name: str, small: frozenset[str]) -> bool:
    """Say whether an abbreviation stands in capitals or may stand in small letters; phrases always count."""
    return printed.isupper() or name in small or " " in name or len(name) > 5
