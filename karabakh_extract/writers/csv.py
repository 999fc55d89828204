"""Records as CSV: the table `articles` in one file, or every table in a folder, a file each.

UTF-8, a comma between cells, a line of column names first, empty cells for what is unknown. A spreadsheet may open it:
no cell is taken for a formula, none is longer than a spreadsheet can hold, and none holds a control character. What is
changed for that can be told from the cell; JSON lines and SQLite hold every text as it is.
"""

import csv
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack

from karabakh_extract.record import Record
from karabakh_extract.writers import tables
from karabakh_extract.writers.newfile import new_file

SUFFIX = ".csv"
BOM = "\ufeff"
LONGEST_CELL = 32_767
"""UTF-16 units that a cell of Excel can hold; LibreOffice and Google Sheets take more."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection")."""
# no spreadsheet can keep them, and a terminal would obey some
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


class Csv:
    """Writes the table `articles`, of one record or of many. `bom`: open with a byte order mark, by which Excel knows
    UTF-8. `cut` counts the cells that were too long."""

    SUFFIX = SUFFIX

    def __init__(self, *, bom: bool = False) -> None:
        self._bom = BOM if bom else ""
        self._lines = Lines()

    @property
    def cut(self) -> int:
        """Cells cut so far."""
        return self._lines.cut

    def document(self, record: Record) -> str:
        """Return the line of names and the row of one record."""
        return "".join(self.stream([record]))

    def stream(self, records: Iterable[Record]) -> Iterator[str]:
        """Yield the line of names, then a row for each record."""
        yield self._bom + self._lines.line(tables.ARTICLES.names)
        for record in records:
            yield self._lines.line(tables.article(record))


class CsvFolder:
    """Writes every table, a file each, below a folder. `bom`, `cut`: as those of `Csv`."""

    def __init__(self, *, bom: bool = False) -> None:
        self._bom = BOM if bom else ""
        self._lines = Lines()

    @property
    def cut(self) -> int:
        """Cells cut so far."""
        return self._lines.cut

    def files(self, place: str) -> list[str]:
        """Return the files that are going to be written."""
        return [os.path.join(place, table.name + SUFFIX) for table in tables.TABLES]

    def save(self, place: str, records: Iterable[Record]) -> None:
        """Write the files; none stands under its name before all are complete.

        Raises:
            OutputError: a file cannot be written.
        """
        with ExitStack() as stack:
            files = zip(tables.TABLES, self.files(place), strict=True)
            streams = {table.name: stack.enter_context(new_file(path)) for table, path in files}
            for table in tables.TABLES:
                streams[table.name].write((self._bom + self._lines.line(table.names)).encode())
            for record in records:
                streams[tables.ARTICLES.name].write(self._lines.line(tables.article(record)).encode())
                for table, rows in tables.rows(record):
                    streams[table.name].write("".join(map(self._lines.line, rows)).encode())


class Lines:
    """Makes lines of rows; `cut` counts the cells that were too long for a spreadsheet."""

    def __init__(self) -> None:
        self.cut = 0
        self._made: list[str] = []
        # "\r\n" makes the module quote both characters; each line is handed over in one piece
        self._writer = csv.writer(_Collected(self._made), lineterminator="\r\n")

    def line(self, row: Sequence[tables.Value]) -> str:
        r"""Return a row as one line that ends with "\n"."""
        self._writer.writerow([self._cell(value) if isinstance(value, str) else value for value in row])
        return self._made.pop()[:-2] + "\n"

    def _cell(self, text: str) -> str:
        if text.startswith(_FORMULA):
            text = "'" + text
        if not text.isprintable():
            text = _CONTROL.sub("\ufffd", text)
        if 2 * len(text) > LONGEST_CELL and _units(text) > LONGEST_CELL:
            self.cut += 1
            note = f" … [{len(text):,} characters, cut to fit a cell]"
            text = _shortened(text, LONGEST_CELL - len(note)) + note
        return text


class _Collected:
    def __init__(self, made: list[str]) -> None:
        self.write = made.append


def _units(text: str) -> int:
    return len(text) + sum(letter > "\uffff" for letter in text)


def _shortened(text: str, units: int) -> str:
    """Return the beginning of a text that takes at most so many UTF-16 units."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
