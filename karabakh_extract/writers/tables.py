"""The record as rows: what CSV files and SQLite databases hold, named and ordered as the contract has it.

In: a Record. Out: one row of `articles`, and rows of the tables of its lists, each with the article's id and its number
in the list, from 1. Lists within a row are joined by "; ".
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from karabakh_extract.record import Record

Value = str | int | float | None
Row = tuple[Value, ...]
Kind = Literal["text", "integer", "real"]


class Column(NamedTuple):
    """A column and what its cells hold."""

    name: str
    kind: Kind = "text"


class Table(NamedTuple):
    """A table and its columns, in order."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


def _columns(words: str) -> tuple[Column, ...]:
    return tuple(Column(word, _KINDS.get(word, "text")) for word in words.split())


_KINDS: dict[str, Kind] = {
    "n": "integer", "start": "integer", "end": "integer", "quote_count": "integer", "removed_count": "integer",
    "geonames_id": "integer", "latitude": "real", "longitude": "real", "confidence": "real",
}  # fmt: skip

ARTICLES = Table(
    "articles",
    _columns(
        "id name url fetched headline authors publisher original_publisher language published original modified "
        "regions themes body quote_count removed_count warnings"
    ),
)
QUOTES = Table(
    "quotes",
    _columns("article_id n kind text speaker_name speaker_role mention resolution cue via start end"),
)
LISTS = (
    QUOTES,
    Table("dates", _columns("article_id n date text start end")),
    Table("places", _columns("article_id n name country latitude longitude geonames_id mentions")),
    Table("media", _columns("article_id n url kind")),
    Table("evidence", _columns("article_id n field origin text start end")),
    Table("removed", _columns("article_id n kind rule confidence start end text")),
    Table("warnings", _columns("article_id n code detail message")),
)
"""The tables of the record's lists; `dates` holds those that the body names, `mentions` the words that name a place."""
TABLES = (ARTICLES, *LISTS)


def article(record: Record) -> Row:
    """Return the row of `articles`; `warnings` are their codes."""
    source, dates = record.source, record.dates
    return (
        record.id, source.name, source.url, source.fetched, record.headline, joined(record.authors), record.publisher,
        record.original_publisher, record.language, dates.published, dates.original, dates.modified,
        joined(record.regions), joined(record.themes), record.body, len(record.quotes), len(record.removed),
        joined([warning.code for warning in record.warnings]),
    )  # fmt: skip


def quotes(record: Record) -> Iterator[Row]:
    """Yield the rows of `quotes`."""
    for n, quote in enumerate(record.quotes, 1):
        speaker = quote.speaker
        yield (record.id, n, quote.kind, quote.text, speaker.name, speaker.role, speaker.mention, quote.resolution,
               quote.cue, quote.via, quote.start, quote.end)  # fmt: skip


def rows(record: Record) -> Iterator[tuple[Table, list[Row]]]:
    """Yield the tables of the record's lists, each with its rows; those without rows are left out."""
    id = record.id
    lists: tuple[list[Row], ...] = (
        [*quotes(record)],
        [(id, n, d.date, d.text, d.start, d.end) for n, d in enumerate(record.dates.mentioned, 1)],
        [
            (id, n, p.name, p.country, p.latitude, p.longitude, p.geonames_id, joined([m.text for m in p.mentions]))
            for n, p in enumerate(record.places, 1)
        ],
        [(id, n, m.url, m.kind) for n, m in enumerate(record.media, 1)],
        [(id, n, e.field, e.origin, e.text, e.start, e.end) for n, e in enumerate(record.evidence, 1)],
        [(id, n, r.kind, r.rule, r.confidence, r.start, r.end, r.text) for n, r in enumerate(record.removed, 1)],
        [(id, n, w.code, w.detail, w.message) for n, w in enumerate(record.warnings, 1)],
    )
    for table, found in zip(LISTS, lists, strict=True):
        if found:
            yield table, found


def joined(values: Sequence[str]) -> str | None:
    """Return a list as one cell; None where it is empty."""
    return "; ".join(values) or None
