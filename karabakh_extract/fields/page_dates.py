"""Dates of a web page: published and modified, from the places where pages state them.

In: the page's metadata. Out: candidates for `dates.published` and `dates.modified`, in the record's notation with
just the precision that the page states. A machine-readable value is taken as it is; printed ones go through the same
reader as text.
"""

from collections.abc import Iterable
from datetime import UTC

from karabakh_extract.data import load
from karabakh_extract.draft import Draft
from karabakh_extract.fields.datetimes import find_dates
from karabakh_extract.page.html.linked_data import texts, types
from karabakh_extract.page.html.metadata import Metadata
from karabakh_extract.patterns import lazy
from karabakh_extract.record import Origin

_ISO = lazy(
    r"(?P<day>(?:19|20)\d\d-[01]\d-[0-3]\d)"
    r"(?:[T ](?P<time>[0-2]\d:[0-5]\d(?::[0-5]\d)?)(?:[.,]\d+)?\s?(?P<zone>Z|UTC|GMT|[+-][01]\d:?[0-5]\d)?)?"
)
_PACKED = lazy(r"((?:19|20)\d\d)([01]\d)([0-3]\d)(?:T?([0-2]\d)([0-5]\d)([0-5]\d)?)?Z?")
_SECONDS = lazy(r"1[0-9]{9}(?:\d{3})?")
_IN_URL = lazy(r"[/_-]((?:19|20)\d\d)[/_-]?([01]\d)[/_-]?([0-3]\d)(?=[/_.-]|$)")


def offer_dates(draft: Draft, data: Metadata, lines: list[str]) -> None:
    """Offer the dates a page states, the most deliberate source strongest. `lines` are those around the headline."""
    article, names = data.article, load("html")["metas"]
    _offer(
        draft, "published", "json_ld", [*texts(article.get("datePublished")), *texts(article.get("dateCreated"))], 9.0
    )
    _offer(draft, "published", "meta", data.meta(*names["published"]), 8.5)
    _offer(draft, "published", "microdata", (s.value for s in data.props.get("datePublished", [])), 8.2)
    if not draft.candidates.by_field.get("dates.published"):
        others = [
            value
            for item in data.items
            if types(item) & {"WebPage", "VideoObject", "ImageGallery"}
            for value in texts(item.get("datePublished"))
        ]
        _offer(draft, "published", "json_ld", others, 7.4)
        _offer(draft, "published", "time", (s.value for s in data.times), 6.5)
        _offer(draft, "published", "byline_class", (line for line in lines if len(line) < 100), 6.0)
        for address in (draft.url or "", data.canonical, *data.meta("og:url")):
            if found := _IN_URL.search(address):
                _offer(draft, "published", "url", ["-".join(found.groups())], 3.0)
                break
    _offer(draft, "modified", "json_ld", texts(article.get("dateModified")), 9.0)
    _offer(draft, "modified", "meta", data.meta(*names["modified"]), 8.5)
    _offer(draft, "modified", "microdata", (s.value for s in data.props.get("dateModified", [])), 8.2)


def _offer(draft: Draft, name: str, origin: Origin, values: Iterable[str], weight: float) -> None:
    """Offer the first value that is a date."""
    for value in values:
        moment = stamp(value)
        if moment:
            draft.offer(f"dates.{name}", moment, origin, -1, (0, 0), weight)
            return


def stamp(value: str) -> str | None:
    """Return a stated date in the record's notation, `None` where it is none."""
    text = value.strip()
    found = _ISO.match(text)
    if found:
        if not _possible(found["day"]):
            return None
        # midnight without a zone is how programs write a day
        time, zone = found["time"], found["zone"]
        if not time or (not zone and time.startswith("00:00")):
            return found["day"]
        return f"{found['day']}T{time}{_zone(zone)}"
    packed = _PACKED.fullmatch(text)
    if packed:
        day = "-".join(packed.group(1, 2, 3))
        if not _possible(day):
            return None
        return f"{day}T{packed[4]}:{packed[5]}" if packed[4] else day
    if _SECONDS.fullmatch(text):
        from datetime import datetime

        return datetime.fromtimestamp(int(text[:10]), UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    dates = find_dates(text[:200])
    return dates[0].value if dates and dates[0].value > "1990" else None


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone in ("Z", "UTC", "GMT"):
        return "+00:00"
    return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"


def _possible(day: str) -> bool:
    return 1 <= int(day[5:7]) <= 12 and 1 <= int(day[8:10]) <= 31 and day > "1990"
