"""A View in, lines for a terminal or a pipe out.

Each row of the source has its line number and note before it; where lines are limited, text wraps beside them, or
below the note where the terminal is narrow. Without colours the same words stand, so nothing is told by colour alone.
"""

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from karabakh_extract.explain.view import Piece, Row, View
from karabakh_extract.explain.words import (
    LEGEND,
    attribution,
    evidence,
    look,
    near,
    note,
    notices,
    sample,
    shown,
    where,
)

# SGR codes of the 16 basic colours: the ones that people fit to their background
_CODES = {
    "removed": "31", "headline": "1;34", "authors": "35", "publisher": "34", "original_publisher": "34", "dates": "33",
    "regions": "32", "themes": "32", "media": "36", "source": "36", "metadata": "2", "markup": "2", "body": "",
    "quote": "4", "note": "2", "title": "1", "close": "1;33",
}  # fmt: skip
_NARROW = 64
_LEAST, _INDENT = 24, 4
_NUMBER = 6
_NOTE = 36


class _Run(NamedTuple):
    text: str
    look: str


def text(view: View, *, width: int | None, colour: bool) -> Iterator[str]:
    """Yield the lines. `width`: columns of the terminal, `None` for no wrapping."""
    printer = _Printer(width, colour)
    about = shown(" · ".join(view.about))
    yield from printer.hanging("", [_Run(shown(view.name), "title"), _Run(f"  {about}", "note")])
    for warning in view.warnings:
        yield from printer.hanging("", [_Run(f"warning: {warning.code}: {shown(warning.message)}", "close")])
    if view.way:
        yield from _title(printer, "How the page was read")
    for heading, sentence in view.way:
        yield from printer.hanging(f"  {heading:<12} ", [_Run(shown(sentence), "body")])
    yield from _title(printer, "Source" if view.by_lines else "Text of the page, by blocks")
    before = None
    for row in view.rows:
        if before is not None and row.place > before + 1:
            yield ""
        yield from printer.row(row, row.place != before)
        before = row.place
    if view.decisions:
        yield from _title(printer, "Values, with what was offered for them")
    for decision in view.decisions:
        values = "; ".join(shown(value) for value in decision.values) or "none"
        yield from printer.hanging("", [_Run(decision.field, look_of(decision.field)), _Run(f"  {values}", "title")])
        for offer in decision.candidates:
            verdict, weight, origin, value = evidence(view, offer)
            yield from printer.hanging(
                f"    {verdict:<5} {weight:>4}  {origin:<22} ", [_Run(value, "body" if offer.taken else "note")]
            )
        if decision.close:
            yield from printer.hanging("    ", [_Run(near(decision), "close")])
    if view.statements:
        yield from _title(printer, "Statements")
    for statement in view.statements:
        about = " · ".join(each for each in (attribution(statement), where(view, statement.place)) if each)
        yield from printer.hanging(f"{statement.number:>4}  ", [_Run(about, "note")])
        yield from printer.hanging("      ", [_Run(shown(statement.quote.text.replace("\n", " ")), "quote")])
    taken = notices(view)
    if taken:
        yield from _title(printer, "Taken out, by rule")
    for notice in taken:
        listed = ", ".join(map(str, sample(notice.places)))
        more = len(notice.places) - len(sample(notice.places))
        listed += f" and {more:,} more" if more else ""
        label = f"{notice.kind} · {shown(notice.rule)}"
        places = f"  {'line' if view.by_lines else 'block'} {listed}"
        yield from printer.hanging("  ", [_Run(label, "removed"), _Run(places, "note")])
    yield from _title(printer, "Legend")
    for name, meaning in LEGEND:
        label = {"quote": "⟦1 … ⟧", "headline": "headline, …"}.get(name, name)
        yield from printer.hanging(f"  {printer.painted(f'{label:<12}', name)} ", [_Run(meaning, "body")], lead=15)


def look_of(field: str) -> str:
    """Return the look of a record field."""
    return field.partition(".")[0]


def _title(printer: "_Printer", words: str) -> Iterator[str]:
    yield ""
    yield printer.line(_Run(words, "title"))


def _runs(pieces: tuple[Piece, ...], base: str) -> list[_Run]:
    """Return the pieces of a row as runs of one look; statements stand in brackets with their number."""
    runs: list[_Run] = []
    for piece in pieces:
        if piece.opens:
            runs.append(_Run(f"⟦{piece.quote} ", "note"))
        runs.append(_Run(shown(piece.text), "quote" if piece.quote else "markup" if piece.markup else base))
        if piece.closes:
            runs.append(_Run("⟧", "note"))
    return runs


class _Printer:
    """Paints and wraps. All text that comes in is safe to print already."""

    def __init__(self, width: int | None, colour: bool) -> None:
        self.width = width
        self.colour = colour

    def painted(self, words: str, look: str) -> str:
        code = _CODES[look] if self.colour and words else ""
        return f"\x1b[{code}m{words}\x1b[0m" if code else words

    def line(self, *runs: _Run) -> str:
        alike = groupby(runs, key=lambda run: run.look)
        return "".join(self.painted("".join(run.text for run in same), look) for look, same in alike)

    def row(self, row: Row, first: bool) -> Iterator[str]:
        """Yield the lines of one row; its number stands where it is the first of its place."""
        number = f"{row.place:>{_NUMBER - 1}} " if first else " " * _NUMBER
        margin, name, runs = note(row), look(row), _runs(row.pieces, look(row))
        if self.width is not None and self.width < _NARROW:
            yield self.painted(number, "note") + self.painted(margin, name)
            yield from self.hanging("  ", runs)
        elif cells(margin) > _NOTE and self.width is not None:
            yield self.painted(number, "note") + self.painted(margin, name)
            yield from self.hanging(" " * (_NUMBER + _NOTE + 1), runs)
        else:
            lead = _NUMBER + max(_NOTE, cells(margin)) + 1
            padded = self.painted(margin, name) + " " * (lead - _NUMBER - cells(margin))
            yield from self.hanging(self.painted(number, "note") + padded, runs, lead=lead)
        if row.close:
            yield from self.hanging(" " * _NUMBER, [_Run(near(row.close), "close")])

    def hanging(self, lead_text: str, runs: list[_Run], *, lead: int | None = None) -> Iterator[str]:
        """Yield runs behind a lead; further lines are indented by it (`lead`: its columns, where it holds colours).

        Where that leaves too little room, the lead has a line of its own.
        """
        columns = cells(lead_text) if lead is None else lead
        if self.width is None:
            yield lead_text + self.line(*runs)
            return
        if self.width - columns < _LEAST:
            yield lead_text.rstrip()
            lead_text, columns = " " * _INDENT, _INDENT
        for n, line in enumerate(wrapped(runs, max(self.width - columns, _LEAST))):
            yield (" " * columns if n else lead_text) + self.line(*line)


def wrapped(runs: list[_Run], width: int) -> Iterator[list[_Run]]:
    """Yield lines of runs, at most `width` columns each, broken at spaces; a longer word is cut."""
    line: list[_Run] = []
    free = width
    for run in runs:
        for word in _words(run.text):
            size = cells(word)
            if size > free and not word.isspace() and line:
                yield line
                line, free = [], width
            while size > free:
                if word.isspace():
                    word, size = "", 0
                    break
                head = _fitting(word, free)
                yield [*line, _Run(head, run.look)]
                word = word[len(head) :]
                line, free, size = [], width, cells(word)
            if word and (line or not word.isspace()):
                line.append(_Run(word, run.look))
                free -= size
    yield line


def _words(text: str) -> Iterator[str]:
    """Yield words and the single spaces between them."""
    for n, word in enumerate(text.split(" ")):
        if n:
            yield " "
        # cutting a very long word again and again must not cost its square
        yield from (word[at : at + 200] for at in range(0, len(word), 200))


def _fitting(word: str, width: int) -> str:
    """Return the longest beginning of a word that fits, at least one character."""
    used = 0
    for n, char in enumerate(word):
        used += cells(char)
        if used > width and n:
            return word[:n]
    return word


def cells(text: str) -> int:
    """Return how many columns a terminal gives to a text."""
    if text.isascii():
        return len(text)
    return sum(_cell(char) for char in text)


def _cell(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
