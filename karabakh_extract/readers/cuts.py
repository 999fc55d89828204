"""Where a text of several articles is cut: at lines that count them, at marks that end them, at headers that repeat.

In: decoded text. Out: spans, one an article. Cuts are made only where the file counts its articles, ends each with a
formula, or gives each a header; a text that merely has dividing lines is one article. Only dividing lines are left out:
a cover sheet before the first article is a span of its own, what stands behind the last one goes with it.
"""

import re
from collections.abc import Callable, Collection
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple, get_args

from karabakh_extract.data import load
from karabakh_extract.patterns import lazy

COVER = 4
"""Words from which what stands before the first article is an item of its own."""
STORY = 60
"""Words from which what stands behind the last end mark is an article whose own mark was cut off."""
LEAST = 25
"""Words that each item of a file without counters or end marks has at least."""
HEADER = 12
"""Lines below a title's label among which another label of its header stands."""
SHORT = 70
"""Characters that a byline or a date in a header has at most."""
Way = Literal["counted", "numbered", "ended", "ruled", "headed"]
"""By what a text is cut: lines that count its articles, a database's numbers or formulas at their ends, dividing lines,
headers that repeat. The first that finds several articles counts."""
WAYS: tuple[Way, ...] = get_args(Way)
RULERS = "_=*#~-"
"""What dividing lines are made of."""

RULER = lazy(rf"^[^\S\n]*+([{RULERS}])\1{{7,}}[^\S\n]*+$", re.MULTILINE)
_CONTENTS = lazy(r"^[^\S\n]*+\S+ \(\d+\)\s*\n\s*1\.[^\S\n]*+(\S[^\n]*\S)", re.MULTILINE)
_WORD = lazy(r"\w+")
_LETTER = lazy(r"[^\W_]")
_NUMBER = lazy(r"\d[\d,.]*")
_NO_DIGIT = lazy(r"\D")
_YEAR = lazy(r"\b(?:19|20)\d\d\b")


class Patterns(NamedTuple):
    """What `data/exports.yaml` says of whole lines and of labels at their start."""

    counter: re.Pattern[str]
    end: re.Pattern[str]
    accession: re.Pattern[str]
    title: re.Pattern[str]
    other: re.Pattern[str]
    byline: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """Return the patterns."""
    data = load("exports")

    def line(inside: str) -> re.Pattern[str]:
        return lazy(rf"^[^\S\n]*+{inside}[^\S\n]*+\r?$", re.MULTILINE | re.IGNORECASE)

    def words(listed: list[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))

    counters = words(data["counters"]).replace(r"\{n\}", r"\d[\d,.]{0,6}").replace(r"\{m\}", r"\d[\d,.]{0,8}")
    return Patterns(
        line(rf"(?:{counters})[.:]?"),
        line(rf"(?:{words(data['ends'])})[.]?"),
        line(rf"(?:AN\s+)?(?:{words(data['accession'])})\s+(?=(?:[a-z]*\d){{8}})[a-z0-9]{{18,48}}"),
        lazy(rf"^[^\S\n]*+(?:{words(data['title_labels'])})[^\S\n]?:", re.MULTILINE | re.IGNORECASE),
        lazy(rf"[^\S\n]*+(?:{words(data['other_labels'])})[^\S\n]?:", re.IGNORECASE),
        lazy(rf"(?:{words(load('labels')['byline']['strong'])})\s+[^\W\d_]", re.IGNORECASE),
    )


def split(text: str, ways: Collection[str | None] = WAYS) -> tuple[list[tuple[int, int]], int]:
    """Return the spans of the articles of a text, and the number of the first: 0 where it is a cover sheet, else 1.

    Less than two articles: no spans. `ways`: those that can find any, as far as the caller knows.
    """
    for way in WAYS:
        starts = _STARTS[way](text) if way in ways else []
        if len(starts) > 1:
            return _spans(text, starts)
    return [], 1


def _spans(text: str, starts: list[int]) -> tuple[list[tuple[int, int]], int]:
    """Return what stands between the starts, without dividing lines and blank lines at its ends."""
    cover = len(_WORD.findall(text[: starts[0]])) >= COVER
    bounds = [0, *(starts if cover else starts[1:]), len(text)]
    spans = [_trimmed(text, start, end) for start, end in pairwise(bounds)]
    return [(start, end) for start, end in spans if start < end], 0 if cover else 1


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without lines at its ends that hold neither letter nor digit; the first line keeps its indent."""
    letter = _LETTER.search(text, start, end)
    if letter is None:
        return start, start
    start = max(start, text.rfind("\n", start, letter.start()) + 1)
    last = start + len(text[start:end].rstrip())
    while not _LETTER.search(text, line := max(text.rfind("\n", start, last) + 1, start), last):
        while line > start and text[line - 1].isspace():
            line -= 1
        last = line
    return start, last


def _counted(text: str) -> list[int]:
    """Return where counted articles begin: the lines count up by one sort of counter."""
    sorts: dict[str, list[tuple[int, int]]] = {}
    for line in patterns().counter.finditer(text):
        # the total must be the same on every line, so it is a part of the sort
        sort = _NUMBER.sub("#", line[0].strip().lower(), count=1)
        number = _NO_DIGIT.sub("", _NUMBER.findall(line[0])[0])
        sorts.setdefault(sort, []).append((int(number), line.start()))
    rising = [lines for lines in sorts.values() if all(a[0] < b[0] for a, b in pairwise(lines))]
    return [start for _, start in max(rising, key=len, default=[])]


def _numbered(text: str) -> list[int]:
    """Return where articles begin that a database ends with the number under which it keeps them."""
    return _behind(text, patterns().accession)


def _ended(text: str) -> list[int]:
    """Return where articles begin that a formula ends."""
    return _behind(text, patterns().end)


def _behind(text: str, mark: re.Pattern[str]) -> list[int]:
    """Return where articles begin of which each ends with a mark; the first one behind a list of contents."""
    marks = [found.end() for found in mark.finditer(text)]
    if len(marks) < 2:
        return []
    first = 0
    contents = _CONTENTS.search(text, 0, marks[0])
    if contents:
        title = re.compile(rf"^[^\S\n]*+{re.escape(contents[1])}[^\S\n]*+\r?$", re.MULTILINE)
        again = title.search(text, contents.end(), marks[0])
        first = again.start() if again else 0
    starts = [first, *marks[:-1]]
    if len(_WORD.findall(text, marks[-1])) >= STORY:
        starts.append(marks[-1])
    return starts


def _ruled(text: str) -> list[int]:
    """Return where articles begin that dividing lines part: each of them has a header and a text."""
    sorts: dict[str, list[int]] = {}
    for line in RULER.finditer(text):
        sorts.setdefault(line[0].strip(), []).append(line.end())
    for ends in sorted(sorts.values(), key=len, reverse=True):
        items = [(start, end) for start, end in pairwise([0, *ends, len(text)]) if _LETTER.search(text, start, end)]
        headed = [_has_header(text, start, end) for start, end in items]
        # a cover sheet may stand before the first, a notice of the database behind the last
        if headed and not headed[0]:
            items, headed = items[1:], headed[1:]
        if headed and not headed[-1] and len(_WORD.findall(text, *items[-1])) < STORY:
            items, headed = items[:-1], headed[:-1]
        if len(items) > 1 and all(headed):
            return [start for start, _ in items]
    return []


def _has_header(text: str, start: int, end: int) -> bool:
    """Whether an item opens with labels, or with a headline over a byline or a date, and has a text of some length."""
    if len(_WORD.findall(text, start, min(end, start + 4_000))) < LEAST:
        return False
    lines = [line.strip() for line in text[start : min(end, start + 3_000)].splitlines() if line.strip()][:HEADER]
    found = patterns()
    if sum(bool(found.title.match(line) or found.other.match(line)) for line in lines) >= 2:
        return True
    return any(len(line) <= SHORT and (found.byline.match(line) or _YEAR.search(line)) for line in lines[1:4])


def _headed(text: str) -> list[int]:
    """Return where articles begin that repeat a header of labels, one of them the title's, with a text under each."""
    found = patterns()
    starts = [start for title in found.title.finditer(text) if (start := _header_start(text, title.start())) >= 0]
    if len(starts) < 2 or len(_WORD.findall(text, 0, starts[0])) >= LEAST:
        return []
    for start, end in pairwise([*starts, len(text)]):
        lines = text[start:end].splitlines()
        bare = (line for line in lines if not (found.title.match(line) or found.other.match(line)))
        if sum(len(_WORD.findall(line)) for line in bare) < LEAST:
            return []
    return starts


def _header_start(text: str, at: int) -> int:
    """Return where the header begins in which a title's label stands, -1 where no line around it has another label."""
    other = patterns().other
    start, labelled = at, False
    # lines directly above belong to it as long as they are labelled; above them is a blank or dividing line, or nothing
    while start > 0:
        line = text.rfind("\n", 0, start - 1) + 1
        if not other.match(text, line):
            if _LETTER.search(text, line, start):
                return -1
            break
        start, labelled = line, True
    at = text.find("\n", at) + 1
    for _ in range(HEADER):
        if labelled or not at:
            break
        labelled = bool(other.match(text, at))
        at = text.find("\n", at) + 1
    return start if labelled else -1


_STARTS: dict[Way, Callable[[str], list[int]]] = {
    "counted": _counted,
    "numbered": _numbered,
    "ended": _ended,
    "ruled": _ruled,
    "headed": _headed,
}
