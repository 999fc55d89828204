"""Lines of a plain text, and the width at which a program wrapped them.

In: decoded text. Out: the lines that hold anything, each with its span, indent and width, whatever the newline
convention; the column at which they are wrapped, which is estimated from all of them.
"""

import itertools
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from karabakh_extract.patterns import lazy

INVISIBLE = "\u00ad\u200b\ufeff"
NARROWEST, WIDEST = 40, 112
"""Columns between which a text counts as wrapped: narrower is a list, wider a paragraph a line."""
STRETCH = 50_000
"""Characters whose lines, or words, are held at once."""
SAMPLE = 2000
"""Line ends that are looked at to find the width: a file has one width, so more would only cost time."""

LIST = 0.75
"""Share of the width that some line between two blank lines has where paragraphs are wrapped."""

FILLED = 0.6
"""Share of the width that a wrapped line has at least, however long the next word: above an address it is no wrap."""


_QUOTED = lazy(r"\n[^\S\n]*+>")
_PREFIX = lazy(r"\s*(?:>\s?)+")
QUOTED_LINES = 4
"""Lines that begin with ">" from which they are the quoting of a mail program: the mark is taken off."""


class Line(Struct, frozen=True, gc=False):
    """A line that holds something: its span without the white space around it, and the columns before it."""

    start: int
    end: int
    indent: int
    width: int
    first_word: int
    blank_before: bool
    page_break: bool


def read_lines(text: str) -> list[Line]:
    """Return the lines that hold anything, whatever the newline convention."""
    lines: list[Line] = []
    at, blank, page = 0, True, False
    strip = str.strip
    plain = not any(mark in text for mark in INVISIBLE)
    quoted = len(_QUOTED.findall("\n" + text)) >= QUOTED_LINES if ">" in text else False
    if plain and not quoted and len(text) <= STRETCH and "\t" not in text and _ends_alike(text):
        return _plain_lines(text)
    for raw in _raw_lines(text):
        body = raw.rstrip()
        if quoted and (prefix := _PREFIX.match(body)):
            at += prefix.end()
            raw, body = raw[prefix.end() :], body[prefix.end() :]
        kept = strip(body) if plain else body.strip(" \t\r\n\v\f\xa0" + INVISIBLE)
        if not kept:
            blank = True
            page = page or "\f" in raw
        else:
            indent = body.find(kept)
            space = kept.find(" ")
            width = len(body.expandtabs()) if "\t" in body else len(body)
            if not plain:
                # what cannot be seen took no column when the text was wrapped
                width -= sum(body.count(mark) for mark in INVISIBLE)
            first = len(kept) if space < 0 else space
            page = page or body.startswith("\f")
            lines.append(Line(at + indent, at + indent + len(kept), indent, width, first, blank, page))
            blank = False
            page = raw.endswith("\f")
        at += len(raw)
    return lines


def _ends_alike(text: str) -> bool:
    """Whether every line of a text ends with a line feed, of which a return before it may be part."""
    return len(text.splitlines()) == text.count("\n") + (not text.endswith("\n"))


def _plain_lines(text: str) -> list[Line]:
    """Return the lines of a text without tabs, page breaks and characters that take no column: most texts."""
    lines: list[Line] = []
    at, blank = 0, True
    for raw in text.split("\n"):
        kept = raw.strip()
        if kept:
            size = len(kept)
            indent = 0 if size == len(raw) else raw.find(kept)
            space = kept.find(" ")
            lines.append(
                Line(
                    at + indent,
                    at + indent + size,
                    indent,
                    indent + size,
                    size if space < 0 else space,
                    blank,
                    False,
                )
            )
        blank = not kept
        at += len(raw) + 1
    return lines


def _raw_lines(text: str) -> Iterator[str]:
    """Yield the lines of a text with their ends, cut stretch by stretch: blank lines may be all there is."""
    at = 0
    while at < len(text):
        end = text.find("\n", at + STRETCH) + 1 or len(text)
        yield from text[at:end].splitlines(keepends=True)
        at = end


def wrap_width(lines: list[Line], text: str) -> int:
    """Return the column at which the text is wrapped, 0 where it is not.

    Lines longer than the width (an address, a header that was pasted in) may be up to one in eight.
    """
    pairs = _pairs(lines)[:SAMPLE]
    if len(pairs) < 2:
        return 0
    counts = Counter(line.width for line in lines)
    tolerated = len(lines) // 8
    above, best, best_share = 0, 0, 0.0
    sizes = sorted(a.width for a, _, _ in pairs)
    least = min(longest for _, _, longest in pairs)
    for width in sorted(counts, reverse=True)[:200]:
        if NARROWEST <= width <= WIDEST and _may_be_full(width, sizes, least):
            # a list of short lines, a header, an address say nothing of where paragraphs are wrapped
            fitting = [(a, b) for a, b, longest in pairs if a.width <= width and longest >= LIST * width]
            wrapped = [b for a, b in fitting if a.width + 1 + b.first_word > width and a.width >= FILLED * width]
            full = len(wrapped)
            share = full / len(fitting) if fitting else 0.0
            # few lines of a header may fit by chance: a sentence goes on somewhere, with a small letter
            sure = full >= 4 or any(text[b.start].isalpha() and not text[b.start].isupper() for b in wrapped)
            if sure and full >= 2 and share > best_share + 0.02:
                best, best_share = width, share
        above += counts[width]
        if above > tolerated:
            break
    return best if best_share >= 0.5 else 0


def _may_be_full(width: int, sizes: list[int], least: int) -> bool:
    """Say whether half of the lines of at most `width` columns may be wrapped there, by their sizes in order alone;
    `least` is the longest line of the stretch between blank lines where that is shortest."""
    fitting = bisect_right(sizes, width)
    return least < LIST * width or 2 * (fitting - bisect_left(sizes, FILLED * width)) >= fitting


def _pairs(lines: list[Line]) -> list[tuple[Line, Line, int]]:
    """Return each two lines that follow each other, with the width of the longest line between their blank lines."""
    starts = [n for n, line in enumerate(lines) if line.blank_before or n == 0] + [len(lines)]
    return [
        (lines[n], lines[n + 1], longest)
        for a, b in itertools.pairwise(starts)
        if b - a > 1
        for longest in [max(line.width for line in lines[a:b])]
        for n in range(a, b - 1)
    ]
