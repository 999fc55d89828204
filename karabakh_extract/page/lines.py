"""Lines of a plain text put into paragraphs: which line ends are wraps, which are ends, which lines are page
furniture.

In: decoded text. Out: groups of line spans, one group a paragraph-like stretch. Three layouts exist in the wild,
often within one file: paragraphs between blank lines, one paragraph a line, and lines wrapped at 65 to 80
columns. A line end is a wrap exactly when the next line's first word would not have fitted: that is how every
wrapping program works, so the width is estimated first and the test is exact from then on.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from karabakh_extract.patterns import lazy

INVISIBLE = "\u00ad\u200b\u2060\ufeff"
NARROWEST, WIDEST = 40, 112
"""Columns between which a text counts as wrapped: narrower is a list, wider a paragraph a line."""
HEAD = 160
"""Characters of the longest running head."""
STRETCH = 50_000
"""Characters whose lines, or words, are held at once."""
SAMPLE = 2000
"""Line ends that are looked at to find the width: a file has one width, so more would only cost time."""

LIST = 0.75
"""Share of the width that some line between two blank lines has where paragraphs are wrapped."""

FILLED = 0.6
"""Share of the width that a wrapped line has at least, however long the next word: above an address it is no wrap."""

_BULLET = lazy(r"[-–—*•·◦▪■●○►‣⁃+]\s+\S|\(?\d{1,3}[.)]\s+\S|[a-z]\)\s")
_FURNITURE = lazy(r"(?:[-–—]\s*)?\d{1,4}(?:\s*[-–—])?|\d{1,4}\s*(?:/|of|de|sur|von|из|din)\s*\d{1,4}")
_PAGE_OF = lazy(
    r"(?:page|p\.|pg\.?|seite|página|pagina|стр\.?|страница|sayfa|էջ)\s*\d{1,4}(?:\s*(?:/|of|de|sur|von|из|di|-)\s*\d{1,4})?",
    re.IGNORECASE,
)
_WORDLESS = lazy(r"[\W\d_]+")
_DIGITS = lazy(r"\d+")
_COLUMNS = lazy(r"\S(?: {4,}|\t)\s*\S")
_LABEL = lazy(
    r"[A-ZА-ЯÀ-Þ][A-ZА-ЯÀ-Þ-]{2,}:(?:\s|$)|(?:From|To|Cc|Bcc|Sent|Date|Subject|Reply-To|Von|An|Gesendet|Betreff|De|À|Envoyé|Objet|"
    r"От|Кому|Дата|Тема)\s?:\s"
)
_SENTENCE_END = lazy(r"[.!?…:;。][\"'”’»)\]]*\s*$")

_QUOTED = lazy(r"\n[^\S\n]*+>")
_PREFIX = lazy(r"\s*(?:>\s?)+")
QUOTED_LINES = 4
"""Lines that begin with ">" from which they are the quoting of a mail program: the mark is taken off."""


class Line(NamedTuple):
    """A line that holds something: its span without the white space around it, and the columns before it."""

    start: int
    end: int
    indent: int
    width: int
    first_word: int
    blank_before: bool
    page_break: bool


class Group(NamedTuple):
    """Lines that make one paragraph, and the furniture lines that stand between them."""

    lines: list[Line]
    furniture: list[Line]


def read_lines(text: str) -> list[Line]:
    """Return the lines that hold anything, whatever the newline convention."""
    lines: list[Line] = []
    at, blank, page = 0, True, False
    strip = str.strip
    plain = not any(mark in text for mark in INVISIBLE)
    quoted = len(_QUOTED.findall("\n" + text)) >= QUOTED_LINES if ">" in text else False
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
    for width in sorted(counts, reverse=True)[:200]:
        if NARROWEST <= width <= WIDEST:
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


def furniture(text: str, lines: list[Line]) -> set[int]:
    """Return the indices of page numbers and running heads.

    A number alone is furniture only where numbers count the pages up; a repeated line only where it stands
    beside a page number or a page break each time but one.
    """
    if len(lines) < 4:
        return set()
    numbers, found = [], set()
    breaks = any(line.page_break for line in lines)
    for n, line in enumerate(lines):
        # both end with a figure, or with a dash behind one
        if line.end - line.start > HEAD or not ((last := text[line.end - 1]).isdecimal() or last in "-–—"):
            continue
        content = text[line.start : line.end]
        if _PAGE_OF.fullmatch(content):
            found.add(n)
        elif len(content) < 16 and _FURNITURE.fullmatch(content):
            digits = _DIGITS.search(content)
            if digits:
                numbers.append((n, int(digits.group())))
    for (n, value), (m, following) in itertools.pairwise(numbers):
        if following == value + 1 and m - n > 2:
            found.update((n, m))
    if breaks or found:
        keys: dict[str, list[int]] = {}
        for n, line in enumerate(lines):
            if line.end - line.start <= HEAD:
                keys.setdefault(_DIGITS.sub("#", _of(text, line)), []).append(n)
        for places in keys.values():
            if len(places) < 2 or places[-1] - places[0] < 4:
                continue
            at_edge = [
                n
                for n in places
                if lines[n].page_break
                or n + 1 >= len(lines)
                or lines[n + 1].page_break
                or n - 1 in found
                or n + 1 in found
                or n - 2 in found
                or n + 2 in found
            ]
            if len(at_edge) >= max(2, len(places) - 1):
                # the first line of all is a page's edge too
                found.update(at_edge, places[:1] if places[0] == 0 else ())
    # a running head may equal the headline: the first copy, with the text's first lines, is the headline itself,
    # unless it is printed in columns (name of the paper, date, title), which no headline is
    return {
        n
        for n in found
        if n >= 3
        or lines[n].page_break
        or len(_WORDLESS.sub("", _of(text, lines[n]))) < 5
        or _COLUMNS.search(_of(text, lines[n]))
    }


def _of(text: str, line: Line) -> str:
    return text[line.start : line.end]


def grouped(text: str) -> list[Group]:
    """Return the paragraphs of a text as groups of lines, in order; a group of furniture alone has no lines."""
    lines = read_lines(text)
    width = wrap_width(lines, text)
    beside = furniture(text, lines)
    spaced = _spaced(lines, width)
    groups: list[Group] = []
    waiting: list[Line] = []
    last: Line | None = None
    for n, line in enumerate(lines):
        if n in beside:
            waiting.append(line)
            continue
        if last is not None and groups and _continues(text, last, line, width, bool(waiting), spaced):
            groups[-1].lines.append(line)
            groups[-1].furniture.extend(waiting)
        else:
            groups.extend(Group([], [x]) for x in waiting)
            groups.append(Group([line], []))
        waiting = []
        last = line
    groups.extend(Group([], [x]) for x in waiting)
    return groups


def _spaced(lines: list[Line], width: int) -> bool:
    """Whether the wrapped paragraphs of a text stand apart by blank lines, so that a short line need not end one."""
    if not width:
        return False
    starts = [n for n, line in enumerate(lines) if line.blank_before] + [len(lines)]
    wrapped = sum(
        all(lines[n].width + 1 + lines[n + 1].first_word > width for n in range(a, b - 1))
        for a, b in itertools.pairwise(starts)
        if b - a >= 2
    )
    return wrapped >= 3


def _continues(text: str, last: Line, line: Line, width: int, across: bool, spaced: bool) -> bool:
    """Whether `line` carries the paragraph of `last` on; `across`: over page furniture."""
    if (line.blank_before or not width) and not (across or line.page_break):
        return False
    ending = text[max(last.start, last.end - 8) : last.end]
    opening = text[line.start : line.start + 24]
    if across or line.page_break:
        broken = ending.endswith(("-", "\u00ad")) and len(ending) > 1 and ending[-2].isalpha()
        full = last.width + 1 + line.first_word > width
        if _SENTENCE_END.search(ending):
            return False
        if width > 0:
            return broken or full or opening[:1].islower()
        return opening[:1].islower() and last.width >= NARROWEST
    if last.width > 1.15 * width and " " in text[last.start : last.end]:
        return False
    if last.width + 1 + line.first_word <= width:
        # where blank lines part the paragraphs, a line may be short: a page began anew, or the writer broke it
        ended = bool(_SENTENCE_END.search(ending)) and not ending.endswith(":")
        if not spaced or last.width < width * (0.5 if ended else 0.8):
            return False
    if _LABEL.match(opening):
        return False
    if _BULLET.match(opening) and (not opening[0].isdigit() or _SENTENCE_END.search(ending)):
        # "… level since / 12. About" is a wrap, not the twelfth item
        return False
    # a first-line indent opens a paragraph, hanging text goes on
    return not (line.indent > last.indent + 1 and _SENTENCE_END.search(ending))
