"""Page furniture of a plain text: page numbers and running heads that stand between the lines of its paragraphs.

In: a text and its lines. Out: which of them are furniture.
"""

import itertools
import re

from karabakh_extract.page.lines import Line
from karabakh_extract.patterns import lazy

HEAD = 160
"""Characters of the longest running head."""
_FURNITURE = lazy(r"(?:[-–—]\s*)?\d{1,4}(?:\s*[-–—])?|\d{1,4}\s*(?:/|of|de|sur|von|из|din)\s*\d{1,4}")
_PAGE_OF = lazy(
    r"(?:page|p\.|pg\.?|seite|página|pagina|стр\.?|страница|sayfa|էջ)\s*\d{1,4}(?:\s*(?:/|of|de|sur|von|из|di|-)\s*\d{1,4})?",
    re.IGNORECASE,
)
_PAGE_AT_END = lazy(
    r"(?:[|•·]|\W(?:page|p\.|pg\.?|seite|s\.|página|pág\.?|pagina|стр\.?|с\.|страница|сторінка|стор\.?|sayfa|səh\.?|səhifə|էջ|صفحة|ص))"
    r"\s*(\d{1,4})$",
    re.IGNORECASE,
)
_PAGE_AT_START = lazy(r"[A-Z]?(\d{1,3})[\s|•·]+(?=[^\W\d_]{2})")
"""Section and page before the paper's name: "A4 ELLERY COURIER, THURSDAY, MAY 2, 2012"."""
_WORDLESS = lazy(r"[\W\d_]+")
_DIGITS = lazy(r"\d+")
APART = 4
"""Lines that stand at least between two running heads."""
_GAP, _PAGE = lazy(r" {4,}|\s*\t\s*"), lazy(r"\d{1,4}")
_COLUMNS = lazy(r"\S(?: {4,}|\t)\s*\S")


def furniture(text: str, lines: list[Line]) -> set[int]:
    """Return the indices of page numbers and running heads.

    A number alone is furniture only where numbers count the pages up; a repeated line only where it stands
    beside a page number or a page break each time but one.
    """
    if len(lines) < 4:
        return set()
    numbers, found = [], set()
    found |= _numbered_heads(text, lines)
    paged: dict[str, list[tuple[int, int]]] = {}
    breaks = "\f" in text and any(line.page_break for line in lines)
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
        elif page := _PAGE_AT_END.search(content) or _PAGE_AT_START.match(content):
            paged.setdefault(_DIGITS.sub("#", content), []).append((n, int(page[1])))
    for heads in paged.values():
        # "The Weir Times    1 May 2010    p. 4": the first of them is the article's own header
        found.update(
            m for (n, value), (m, following) in itertools.pairwise(heads) if following == value + 1 and m - n >= APART
        )
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


def _numbered_heads(text: str, lines: list[Line]) -> set[int]:
    """Return running heads in columns that hold the page's number, each alone among lines of text, and the masthead
    whose columns they repeat.
    """
    if "    " not in text and "\t" not in text:
        return set()
    cells: dict[int, list[str]] = {}
    for n, line in enumerate(lines):
        if line.end - line.start <= HEAD and _COLUMNS.search(content := _of(text, line)):
            cells[n] = [cell.strip() for cell in _GAP.split(content)]
    alone = {n: parts for n, parts in cells.items() if n - 1 not in cells and n + 1 not in cells}
    places: dict[str, list[int]] = {}
    for n, parts in alone.items():
        for part in parts:
            places.setdefault(part, []).append(n)
    found: set[int] = set()
    for n, parts in alone.items():
        named = [part for part in parts if not _PAGE.fullmatch(part)]
        if len(named) == len(parts) - 1 and (_PAGE.fullmatch(parts[0]) or _PAGE.fullmatch(parts[-1])):
            again = set.intersection(*(set(places[part]) for part in named))
            found.update(
                (n, *(m for m in again if abs(m - n) >= APART)) if any(abs(m - n) >= APART for m in again) else ()
            )
    return found


def _of(text: str, line: Line) -> str:
    return text[line.start : line.end]
