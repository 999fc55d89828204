"""A text that holds several articles is cut into them: exports of news databases, digests, mailboxes.

In: a Source as a file gave it. Out: one Source an article, named `export.txt!3` in the order of the file, or the Source itself
where it holds one article. Cuts are made only where the file counts its articles, ends each with a formula, or repeats
a header of labels; a text that merely has dividing lines is one article. Nothing but dividing lines is left out: a cover
sheet or list of contents before the first article is `export.txt!0`, what stands behind the last one goes with it.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from karabakh_extract.data import load
from karabakh_extract.readers.source import Source

COVER = 4
"""Words from which what stands before the first article is an item of its own."""
STORY = 60
"""Words from which what stands behind the last end mark is an article whose own mark was cut off."""
LEAST = 25
"""Words that each item of a file without counters or end marks has at least."""
HEADER = 12
"""Lines below a title's label among which another label of its header stands."""

_DAY = rb"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) "
_MAILBOX = re.compile(rf"^{_DAY.decode()}[A-Z][a-z]{{2}} +\d{{1,2}} \d\d:\d\d(?::\d\d)?.* \d{{4}}\b.*$", re.MULTILINE)
_RULER = re.compile(r"^[^\S\n]*([_=*#~-])\1{7,}[^\S\n]*$", re.MULTILINE)
_RULERS = tuple(char * 8 for char in (b"_", b"=", b"*", b"#", b"~", b"-"))
_WORD = re.compile(r"\w+")
_LETTER = re.compile(r"[^\W_]")


class Patterns(NamedTuple):
    """What `data/exports.yaml` says, as patterns of whole lines; `hints` are bytes of which one stands in any container."""

    counter: re.Pattern[str]
    end: re.Pattern[str]
    accession: re.Pattern[str]
    title: re.Pattern[str]
    other: re.Pattern[str]
    hints: tuple[bytes, ...]


@cache
def patterns() -> Patterns:
    """Return the patterns, compiled once."""
    data = load("exports")

    def line(inside: str) -> re.Pattern[str]:
        return re.compile(rf"^[^\S\n]*{inside}[^\S\n]*\r?$", re.MULTILINE | re.IGNORECASE)

    def words(name: str) -> str:
        return "|".join(re.escape(word) for word in sorted(data[name], key=len, reverse=True))

    counters = [re.escape(each).replace(r"\{n\}", r"\d[\d,.]{0,6}").replace(r"\{m\}", r"\d[\d,.]{0,8}") for each in data["counters"]]
    hints = {each.split("{")[0].strip() or each.split("}")[-1].strip() for each in data["counters"]} | set(data["ends"])
    return Patterns(
        line(f"(?:{'|'.join(counters)})[.:]?"),
        line(f"(?:{words('ends')})[.]?"),
        line(rf"(?:AN\s+)?(?:{words('accession')})\s+(?=(?:[a-z]*\d){{8}})[a-z0-9]{{18,48}}"),
        re.compile(rf"^[^\S\n]*(?:{words('title_labels')}):", re.MULTILINE | re.IGNORECASE),
        re.compile(rf"[^\S\n]*(?:{words('other_labels')}):", re.IGNORECASE),
        (
            *(hint.lower().encode() for hint in sorted(hints)),
            *(f"{word} ".encode() for word in data["accession"]),
            *(f"{word}:".lower().encode() for word in data["title_labels"]),
            *_RULERS,
            b"\nfrom ",
        ),
    )


def articles(source: Source) -> list[Source]:
    """Return the articles of a Source, in order; the Source itself where it is one.

    An article that was cut out is a string, with the encoding of the file. Raises `UsageError` for an unknown encoding.
    """
    if source.format == "html" or not _may_hold(source.data):
        return [source]
    # decoding and the look at the format belong to the page; only what may be a container needs them here
    from karabakh_extract.page.build import sniff
    from karabakh_extract.page.decode import clean_str, decode

    encoding = source.encoding
    if isinstance(source.data, str):
        text = clean_str(source.data)[0]
    else:
        if b"multipart/related" in source.data[:2_000]:
            return [source]
        text, encoding = decode(source.data, encoding=source.encoding)[:2]
    if source.format is None and sniff(source.name, text) == "html":
        return [source]
    spans, first = split(text)
    if len(spans) < 2:
        return [source]
    return [
        Source(text[start:end], f"{source.name}!{number}", "text", encoding, None, source.fetched)
        for number, (start, end) in enumerate(spans, first)
    ]


def _may_hold(data: bytes | str) -> bool:
    """Whether a text holds any of the words without which it is no container: most files are done with here."""
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    if b"\0" in raw[:400]:
        raw = raw.replace(b"\0", b"")
    low = raw.lower()
    return any(hint in low for hint in patterns().hints)


def split(text: str) -> tuple[list[tuple[int, int]], int]:
    """Return the spans of the articles of a text, and the number of the first: 0 where it is a cover sheet, else 1.

    Less than two articles: no spans.
    """
    found = patterns()
    ways: tuple[Callable[[], list[int]], ...] = (
        lambda: _counted(text, found.counter),
        lambda: _ended(text, found.accession),
        lambda: _ended(text, found.end),
        lambda: _mailbox(text),
        lambda: _ruled(text),
        lambda: _headed(text),
    )
    for way in ways:
        starts = way()
        if len(starts) > 1:
            return _spans(text, starts)
    return [], 1


def _spans(text: str, starts: list[int]) -> tuple[list[tuple[int, int]], int]:
    """Return what stands between the starts, without dividing lines and blank lines at its ends."""
    before = text[: starts[0]]
    cover = len(_WORD.findall(before)) >= COVER
    bounds = [0, *(starts if cover else starts[1:]), len(text)]
    spans = [_trimmed(text, start, end) for start, end in pairwise(bounds)]
    return [(start, end) for start, end in spans if start < end], 0 if cover else 1


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without lines at its ends that hold neither letter nor digit; the first line keeps its indent."""
    letter = _LETTER.search(text, start, end)
    if letter is None:
        return start, start
    start = max(start, text.rfind("\n", start, letter.start()) + 1)
    last = len(text[start:end].rstrip()) + start
    while not _LETTER.search(text, line := max(text.rfind("\n", start, last) + 1, start), last):
        last = len(text[start:line].rstrip()) + start
    return start, last


def _counted(text: str, counter: re.Pattern[str]) -> list[int]:
    """Return where counted articles begin: the lines count up by one sort of counter."""
    sorts: dict[str, list[tuple[int, int]]] = {}
    for line in counter.finditer(text):
        numbers = re.findall(r"\d[\d,.]*", line[0])
        # the total must be the same on every line, so it is a part of the sort
        sort = re.sub(r"\d[\d,.]*", "#", line[0].strip().lower(), count=1)
        sorts.setdefault(sort, []).append((int(re.sub(r"\D", "", numbers[0])), line.start()))
    best: list[int] = []
    for lines in sorts.values():
        if len(lines) > len(best) and all(a[0] < b[0] for a, b in pairwise(lines)):
            best = [start for _, start in lines]
    return best


def _ended(text: str, end: re.Pattern[str]) -> list[int]:
    """Return where articles begin of which each ends with a mark: at the first letter, and behind each mark but the last."""
    marks = [mark.end() for mark in end.finditer(text)]
    if len(marks) < 2:
        return []
    starts = [0, *marks[:-1]]
    if len(_WORD.findall(text[marks[-1] :])) >= STORY:
        starts.append(marks[-1])
    return starts


def _mailbox(text: str) -> list[int]:
    """Return where the mails of a mailbox begin: it opens with the line that parts them, each behind a blank line."""
    starts = [line.start() for line in _MAILBOX.finditer(text)]
    if len(starts) < 2 or text[: starts[0]].strip():
        return []
    return [start for start in starts if not start or text[:start].endswith(("\n\n", "\r\n\r\n")) or not text[:start].strip()]


def _ruled(text: str) -> list[int]:
    """Return where articles begin that dividing lines part: each of them has a header and a text."""
    sorts: dict[str, list[re.Match[str]]] = {}
    for line in _RULER.finditer(text):
        sorts.setdefault(line[0].strip(), []).append(line)
    for lines in sorted(sorts.values(), key=len, reverse=True):
        bounds = [0, *(line.end() for line in lines), len(text)]
        items = [(start, end) for start, end in pairwise(bounds) if _LETTER.search(text, start, end)]
        headed = [_has_header(text, start, end) for start, end in items]
        # a cover sheet may stand before the first, a notice of the database behind the last
        if headed and not headed[0]:
            items, headed = items[1:], headed[1:]
        if headed and not headed[-1] and len(_WORD.findall(text[slice(*items[-1])])) < STORY:
            items, headed = items[:-1], headed[:-1]
        if len(items) > 1 and all(headed):
            return [start for start, _ in items]
    return []


def _has_header(text: str, start: int, end: int) -> bool:
    """Whether an item opens with labels, or with a headline over a byline or a date, and has a text of some length."""
    from karabakh_extract.fields.datetimes import find_dates
    from karabakh_extract.fields.lexicon import byline_lead, fold

    if len(_WORD.findall(text[start : min(end, start + 4_000)])) < LEAST:
        return False
    lines = [line.strip() for line in text[start : min(end, start + 3_000)].splitlines() if line.strip()][:HEADER]
    found = patterns()
    labels = sum(bool(found.title.match(line) or found.other.match(line)) for line in lines)
    if labels >= 2:
        return True
    for line in lines[1:5]:
        if len(line) > 120:
            break
        dates = find_dates(line)
        if dates and dates[0].end - dates[0].start > 0.5 * len(line):
            return True
        if byline_lead(fold(line)) and len(line) < 70 and not line.endswith("."):
            return True
    return False


def _headed(text: str) -> list[int]:
    """Return where articles begin that repeat a header of labels, one of them the title's, with a text under each."""
    found = patterns()
    starts = [start for title in found.title.finditer(text) if (start := _header_start(text, title.start())) >= 0]
    if len(starts) < 2 or len(_WORD.findall(text[: starts[0]])) >= LEAST:
        return []
    for start, end in pairwise([*starts, len(text)]):
        lines = text[start:end].splitlines()
        bare = [line for line in lines if not (found.title.match(line) or found.other.match(line))]
        if sum(len(_WORD.findall(line)) for line in bare) < LEAST:
            return []
    return starts


def _header_start(text: str, at: int) -> int:
    """Return where the header begins in which a title's label stands, -1 where the lines around it have no other label."""
    other = patterns().other
    labelled = False
    start = at
    # lines directly above belong to it as long as they are labelled; above them is a blank or dividing line, or nothing
    while start > 0:
        line = text.rfind("\n", 0, start - 1) + 1
        if not other.match(text, line):
            if _LETTER.search(text, line, start):
                return -1
            break
        start, labelled = line, True
    for count, line in enumerate(_lines(text, at)):
        if labelled or count > HEADER:
            break
        labelled = count > 0 and bool(other.match(text, line))
    return start if labelled else -1


def _lines(text: str, at: int) -> Iterator[int]:
    """Yield where lines start, from `at` on."""
    while 0 <= at < len(text):
        yield at
        at = text.find("\n", at) + 1 or len(text)
