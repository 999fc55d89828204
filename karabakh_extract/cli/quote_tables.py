"""The statements of records as text: a table for a terminal, plain lines, CSV, JSON or JSON lines.

Records go in, rows come out, of the statements whose speaker was asked for. Each class is a writer: what `Outputs`
asks of a format's module.
"""

import io
import json
from collections.abc import Callable, Iterable, Iterator

from karabakh_extract.cli.messages import visible
from karabakh_extract.names.lexicon import fold
from karabakh_extract.record import Quote, Record
from karabakh_extract.writers import Writer, tables
from karabakh_extract.writers.csv import BOM, Lines

COLUMNS = tables.QUOTES.names
"""The columns of the rows, in order; `n` counts the statements of an article from 1."""

Row = dict[str, tables.Value]
_NARROW, _LEAST = 24, 60


class _Rows:
    """What the formats share: the rows of a record."""

    def __init__(self, speaker: str | None, terminal: bool, bom: bool) -> None:
        self._wanted = set(fold(speaker).split()) if speaker is not None else None
        self._terminal = terminal
        self._bom = BOM if bom else ""

    def rows(self, record: Record) -> Iterator[Row]:
        """Yield the rows of the statements that were asked for."""
        for quote, row in zip(record.quotes, tables.quotes(record), strict=True):
            if self._wanted is None or self._wanted.issubset(_words(quote)):
                yield dict(zip(COLUMNS, row, strict=True))

    def document(self, record: Record) -> str:
        """Return the text of one record."""
        return "".join(self.stream([record]))

    def stream(self, records: Iterable[Record]) -> Iterator[str]:
        """Yield the text of many records, piece by piece."""
        raise NotImplementedError


def _words(quote: Quote) -> list[str]:
    return fold(quote.speaker.name or quote.speaker.mention or "").split()


class Csv(_Rows):
    """CSV with a line of column names; empty cells for what is unknown."""

    SUFFIX = ".quotes.csv"

    def stream(self, records: Iterable[Record]) -> Iterator[str]:
        """Yield the line of names, then the rows of each record."""
        lines = Lines()
        yield self._bom + lines.line(COLUMNS)
        for record in records:
            for row in self.rows(record):
                yield lines.line([*row.values()])


class JsonLines(_Rows):
    """A JSON object a line."""

    SUFFIX = ".quotes.jsonl"

    def stream(self, records: Iterable[Record]) -> Iterator[str]:
        """Yield a line for each row."""
        for record in records:
            for row in self.rows(record):
                yield json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


class Json(_Rows):
    """One JSON array of objects."""

    SUFFIX = ".quotes.json"

    def stream(self, records: Iterable[Record]) -> Iterator[str]:
        """Yield the array, an object at a time."""
        before = "[\n"
        for record in records:
            for row in self.rows(record):
                yield before + "  " + json.dumps(row, ensure_ascii=False)
                before = ",\n"
        yield "[]\n" if before == "[\n" else "\n]\n"


class Table(_Rows):
    """A table with borders on a terminal; tabs between the cells elsewhere. Nothing in it moves a terminal's cursor."""

    SUFFIX = ".quotes.txt"

    def stream(self, records: Iterable[Record]) -> Iterator[str]:
        """Yield a table for each record, or a line for each row."""
        for record in records:
            found = [[visible(cell) for cell in self._cells(record, row)] for row in self.rows(record)]
            if self._terminal and found:
                yield _drawn(visible(record.source.name), found)
            elif found:
                yield "".join("\t".join(cells) + "\n" for cells in found)

    def _cells(self, record: Record, row: Row) -> tuple[str, str, str, str]:
        who = row["speaker_name"] or row["mention"] or "?"
        where = f"{row['start']}-{row['end']}"
        return (
            str(who),
            str(row["speaker_role"] or ""),
            str(row["text"]),
            (where if self._terminal else f"{record.source.name}:{where}"),
        )


def _drawn(name: str, rows: list[list[str]]) -> str:
    """Return the rows of one article as a table as wide as the terminal."""
    # imported here: only a terminal needs it
    import shutil

    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(title=Text(name), title_justify="left", show_lines=True)
    for column, longest in (("Speaker", _NARROW), ("Role", _NARROW), ("Words", None), ("Where", None)):
        grid.add_column(column, max_width=longest, no_wrap=column == "Where", overflow="fold")
    for cells in rows:
        grid.add_row(*map(Text, cells))
    stream = io.StringIO()
    width = max(_LEAST, shutil.get_terminal_size().columns)
    Console(file=stream, width=width, force_terminal=True).print(grid)
    return stream.getvalue()


MAKERS: dict[str, Callable[[str | None, bool, bool], Writer]] = {
    "table": Table,
    "csv": Csv,
    "json": Json,
    "jsonl": JsonLines,
}
"""Each format's writer, made of the speaker asked for, whether a terminal reads it, and whether a byte order mark comes
first (CSV)."""
