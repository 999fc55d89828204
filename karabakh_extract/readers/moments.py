"""When an article was fetched, as containers write it, becomes the form that the record has.

In: a string or number of a WARC header, a mail header, a field or a column. Out: YYYY-MM-DD[Thh:mm[:ss][±hh:mm]], or
None where it is no date.
"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)"
    r"(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?",
    # figures of other scripts are none of a record's date
    re.IGNORECASE | re.ASCII,
)
_SECONDS = re.compile(r"\d{9,10}(?:\.\d+)?", re.ASCII)
_MILLISECONDS = re.compile(r"\d{12,13}", re.ASCII)


def moment(value: object) -> str | None:
    """Return the moment that a value states, with just what it states of the time and its zone."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value).strip()
    if len(text) > 60:
        return None
    if iso := _ISO.fullmatch(text):
        return _checked(iso)
    try:
        if _SECONDS.fullmatch(text):
            return _written(datetime.fromtimestamp(int(float(text)), UTC))
        if _MILLISECONDS.fullmatch(text):
            return _written(datetime.fromtimestamp(int(text) // 1000, UTC))
        return _written(parsedate_to_datetime(text)) if any(char.isalpha() for char in text) else None
    except (ValueError, IndexError, TypeError, OverflowError, OSError):
        return None


def _checked(iso: re.Match[str]) -> str | None:
    """Return a moment in ISO form if there is such a day and time."""
    year, month, day, hour, minute, second, zone = iso.groups()
    try:
        datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), min(int(second or 0), 59))
    except ValueError:
        return None
    written = f"{year}-{month}-{day}"
    if hour is None:
        return written
    written += f"T{hour}:{minute}" + (f":{second}" if second else "")
    if zone:
        digits = "".join(char for char in zone if char.isdigit())
        written += f"{zone[0]}{digits[:2]}:{digits[2:4] or '00'}" if digits else "+00:00"
    return written


def _written(when: datetime) -> str:
    return when.isoformat(timespec="seconds")
