"""Lines of a plain text put into paragraphs: which line ends are wraps, which are ends, which lines are furniture.

In: decoded text. Out: groups of line spans, one group a paragraph-like stretch. Three layouts exist in the wild,
often within one file: paragraphs between blank lines, one paragraph a line, and lines wrapped at 65 to 80
columns. A line end is a wrap exactly when the next line's first word would not have fitted: that is how every
wrapping program works, so the width is estimated first and the test is exact from then on.
"""

import itertools
import re
from functools import cache

from msgspec import Struct

from karabakh_extract.data import load
from karabakh_extract.page.furniture import furniture
from karabakh_extract.page.lines import NARROWEST, Line, read_lines, wrap_width
from karabakh_extract.patterns import lazy

_BULLET = lazy(r"[-–—*•·◦▪■●○►‣⁃+]\s+\S|\(?\d{1,3}[.)]\s+\S|[a-z]\)\s")
_LABEL = lazy(
    r"[A-ZА-ЯÀ-Þ][A-ZА-ЯÀ-Þ-]{2,}:(?:\s|$)|(?:From|To|Cc|Bcc|Sent|Date|Subject|Reply-To|Von|An|Gesendet|Betreff|De|À|Envoyé|Objet|"
    r"От|Кому|Дата|Тема)\s?:\s"
)
_DATE_ALONE = lazy(
    r"(?:[^\W\d_a-zß-ÿа-яё][^\W\d_]*,?\s)?(?:[^\W\d_]+\.?\s)?"
    r"\d{1,2}(?:st|nd|rd|th)?\b[^\n]{0,14}\b(?:19|20)\d\d\b[^\n]{0,18}(?<![.!?…])"
    r"|(?:19|20)\d\d[-/.]\d\d[-/.]\d\d\b[^\n]{0,18}"
)
"""A date of its own line, below a title that fills its line by chance."""
_NAME = r"[^\W\d_a-zß-ÿа-яё][\w.'’-]*"
_SENTENCE_END = lazy(r"[.!?…:;。][\"'”’»)\]]*\s*$")


TITLE, TITLE_WORDS = 30, 5
"""Columns and words of the first line of a headline in two lines, at least."""
LONGEST_BELOW = 48
"""Columns of a date or byline below a title."""


class Group(Struct, gc=False):
    """Lines that make one paragraph, and the furniture lines that stand between them."""

    lines: list[Line]
    furniture: list[Line]


def grouped(text: str) -> list[Group]:
    """Return the paragraphs of a text as groups of lines, in order; a group of furniture alone has no lines."""
    lines = read_lines(text)
    beside = furniture(text, lines)
    # running heads are wider than what they stand between
    width = wrap_width([line for n, line in enumerate(lines) if n not in beside] if beside else lines, text)
    if not width and not beside and "\f" not in text:
        none: list[Line] = []
        return [Group([line], none) for line in lines]
    spaced = _spaced(lines, width)
    groups: list[Group] = []
    waiting: list[Line] = []
    last: Line | None = None
    for n, line in enumerate(lines):
        if n in beside:
            waiting.append(line)
            continue
        if (
            last is not None
            and groups
            and (
                _continues(text, last, line, width, bool(waiting), spaced)
                or (len(groups[-1].lines) == 1 and _title_goes_on(text, last, line, lines[n + 1 : n + 2]))
            )
            and not (width and len(groups[-1].lines) == 1 and _below_title(text, last, line, lines[n + 1 : n + 2]))
        ):
            groups[-1].lines.append(line)
            groups[-1].furniture.extend(waiting)
        else:
            groups.extend(Group([], [x]) for x in waiting)
            groups.append(Group([line], []))
        waiting = []
        last = line
    groups.extend(Group([], [x]) for x in waiting)
    return groups


def _below_title(text: str, title: Line, line: Line, following: list[Line]) -> bool:
    """Whether `line` closes a stretch of two lines without a sentence and is a date or a byline."""
    if line.width > LONGEST_BELOW or (following and not following[0].blank_before):
        return False
    if _SENTENCE_END.search(text[max(title.start, title.end - 8) : title.end]):
        return False
    return any(alone.fullmatch(text, line.start, line.end) for alone in (_DATE_ALONE, _byline()))


@cache
def _byline() -> re.Pattern[str]:
    """Return the pattern of a byline: an opener and names, whatever joins them."""
    joiners = "|".join(map(re.escape, load("labels")["byline"]["joiners"]))
    return re.compile(rf"{_openers()}\s{_NAME}(?:(?:,?\s(?:{joiners})\s|,\s|\s){_NAME}){{0,7}}")


@cache
def _signed() -> re.Pattern[str]:
    """Return the pattern of a byline's beginning: small letters that carry no paragraph on."""
    return re.compile(rf"{_openers()}\s{_NAME}")


def _openers() -> str:
    words = sorted({word.rstrip(":") for word in load("labels")["byline"]["strong"]}, key=len, reverse=True)
    return f"(?i:{'|'.join(map(re.escape, words))})"


def _title_goes_on(text: str, title: Line, line: Line, following: list[Line]) -> bool:
    """Whether two lines stand alone and the first ends with a word behind which no headline ends: "... Twice in One".

    Headlines are printed larger, so their lines are shorter than those of the text.
    """
    if line.blank_before or not (title.blank_before or not title.start) or title.width < TITLE:
        return False
    if not following or not following[0].blank_before or line.width >= title.width:
        return False
    words = text[title.start : title.end].split()
    return len(words) >= TITLE_WORDS and words[-1].lower() in _small_words() and not _LABEL.match(text, line.start)


@cache
def _small_words() -> frozenset[str]:
    return frozenset(word for words in load("labels")["function_words"].values() for word in words)


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
    if ending[-1:] in "-\u00ad" and ending[-2:-1].isalpha() and opening[:1].islower() and last.width > 0.7 * width:
        return True  # a word broken where its rest would have fitted: a narrower column's line end
    if last.width + 1 + line.first_word <= width:
        # where blank lines part the paragraphs, a line may be short: a page began anew, or the writer broke it
        ended = bool(_SENTENCE_END.search(ending)) and not ending.endswith(":")
        goes_on = not ended and opening[:1].islower() and not _signed().match(opening)
        if not spaced or last.width < width * (0.5 if ended or goes_on else 0.8):
            return False
        if last.width + 1 + line.width <= width and not opening[:1].islower():
            return False  # no program parts what fits on one line
    if _LABEL.match(opening):
        return False
    if _BULLET.match(opening) and (not opening[0].isdigit() or _SENTENCE_END.search(ending)):
        # "… level since / 12. About" is a wrap, not the twelfth item
        return False
    # a first-line indent opens a paragraph, hanging text goes on
    return not (line.indent > last.indent + 1 and _SENTENCE_END.search(ending))
