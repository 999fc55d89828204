"""What stands between the cuts of a header line, read by what stands around it: names, outlets, sections, sources.

In: a stretch of a line between two Cuts. Out: Pieces, or the word that the stretch is no value, so that the line is
prose.
"""

import re

from msgspec import Struct

from karabakh_extract.data import load
from karabakh_extract.fields.ago import is_ago
from karabakh_extract.fields.byline import is_login, parse_names
from karabakh_extract.fields.datetimes import find_dates
from karabakh_extract.fields.hosts import host_of
from karabakh_extract.fields.lexicon import is_generic, is_genre, is_region, is_role, is_section
from karabakh_extract.fields.line_cuts import DATES, Cut, fillers
from karabakh_extract.fields.outlets import Outlets, known
from karabakh_extract.fields.phrases import fold
from karabakh_extract.names import looks_like_organisation
from karabakh_extract.page.sentences import sentence_starts
from karabakh_extract.patterns import lazy

LOOSE_WORDS = 8
"""Words a stretch without a label may have and still be a value: an outlet, a name, a place."""
_VALUES = lazy(r"\s*(?:[,;|•·،؛]|\s/\s)\s*")
_WORD = lazy(r"[^\W_]+")
_SPACED = lazy(r"[^\s;,]+")
_EDGES = " ,.;:|-–—•·()[]*"
_CYRILLIC = lazy(r"[А-ЯЁІЇЄҐ]")
_ABBREVIATED = lazy(r"(?:\b[^\W\d_]\.[^\W\d_]|\b(?:Inc|Ltd|Co|Corp|Bros|Jr|Sr))\.$")
_DIGIT = lazy(r"\d")
_PAGE_REFERENCE = lazy(r"[;,]?\s*(?:pg?\.?|page|s\.|seite|p\.)\s*\w{0,2}\d+\w*$", re.IGNORECASE)
_HOUR = lazy(r"\s+(?:(?:at|à|um|alle|a las|às|kl\.?)\s+)?\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\.?)?\W*$", re.IGNORECASE)
_OF_DATE = lazy(r"\s+(?:vom|du|del|of|from|dated|dal|no dia|em|am|on|le|от|від)$", re.IGNORECASE)
_ISSUE = lazy(r"(?:^|[\s,.]+)(?:№|no\.?|n[º°]|nr\.?|n\.°|sayı:?|issue|выпуск|випуск)\s?\d[\d()/ -]*$", re.IGNORECASE)
"""The number of a newspaper's issue, between its name and the date: "№ 112 (4310)", "Nr. 87"."""
_SENTENCE_PART = lazy(r"\S+(?:\s+\S+){3}|[^\W\dA-Z]\S*\s+\S")
"""Four words, or two of which the first is in small letters: no topic at the end of a sentence."""
_JOINED = lazy(r"\s+(?:and|en|und|et|y|e|i|och|og|и|та|ve)$")
_BEHIND = lazy(r"(?<=[^\W\d_]{4})\.\s+[^\W\d_a-z]\S*(?:\s+\S+){1,6}$")
"""A sentence behind the last value."""
_COUNT = lazy(r"\d+\s+(?=[^\W\d])")
_CLOCK_ONLY = lazy(r"\W*\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\.?)?\W*")


class Piece(Struct, frozen=True, gc=False):
    """A stretch `[start, end)` of a line.

    `field`: a record field; `date` and `outlet` for those whose field the whole header decides (`outlet` directly
    before a date); `loose` for what only its neighbours can tell; "" for what says nothing.
    """

    start: int
    end: int
    field: str
    value: str
    origin: str


def read_stretch(
    text: str, start: int, end: int, before: Cut, after: Cut, outlets: Outlets, pieces: list[Piece]
) -> bool:
    """Read what stands between two cuts; false where it cannot be a value, so that the line is prose."""
    whole = start
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES and not (text[end - 1] == ")" and "(" in text[start:end]):
        if text[end - 1] == "." and _ABBREVIATED.search(text, start, end):
            break
        end -= 1
    if start >= end:
        return True
    piece = text[start:end]
    words = len(_WORD.findall(piece))
    if before.kind == "label" and before.value not in DATES:
        return _labelled(text, start, end, before, outlets, pieces)
    if not words or is_ago(fold(piece)):
        pieces.append(Piece(start, end, "", piece, "header"))
        return True
    if (words > LOOSE_WORDS and before.kind not in ("lead",)) or words > 30 or sentence_starts(piece):
        return False
    if before.kind == "lead":
        piece = _without_hour(piece, after)
        byline = parse_names(piece, outlets, certain=True, outlet_follows=after.kind == "date")
        if not byline.authors and not byline.outlet:
            if is_login(piece):
                pieces.append(Piece(before.start, end, "", piece, "byline"))
                return True
            return False
        if words > 14 and len(byline.authors) < 3:
            return False
        for n, named in enumerate(byline.authors):
            left = before.start if n == 0 else start + named.start
            # where a blog says "authored by", the name above it is who posted the text
            origin = "label" if before.value == "authored by" else "byline"
            pieces.append(Piece(left, start + named.end, "authors", named.name, origin))
        if byline.outlet:
            field = "outlet" if after.kind == "date" else "publisher"
            if before.value == "authored by" or " via " in fold(piece):
                field = "original_publisher"
            agency = known(byline.outlet.name)
            if agency and agency.agency and byline.authors and byline.authors[0].organisation:
                # "by DAILY SABAH WITH AA"
                field = "original_publisher"
            pieces.append(
                Piece(start + byline.outlet.start, start + byline.outlet.end, field, byline.outlet.name, "byline")
            )
        return True
    if before.kind == "origin":
        pieces.append(Piece(before.start, end, "original_publisher", piece, "header"))
        return True
    if before.kind == "label":
        if _CLOCK_ONLY.fullmatch(piece) and after.kind != "date":
            pieces.append(Piece(before.start, end, "", piece, "label"))  # "Updated: 9:05 AM"
            return True
        if all(word in fillers() for word in fold(piece).split()) or _CLOCK_ONLY.fullmatch(piece):
            return True
        pieces.append(Piece(start, end, "loose", piece, "header"))
        return words <= (6 if _DIGIT.search(piece) else 4)  # "2 years 1 month ago"
    if after.kind == "date" and _names_before_date(text, start, end, outlets, pieces):
        return True
    if after.kind == "date" or (after.kind == "separator" and before.kind != "date" and _date_next(text, after.end)):
        # an outlet before its date; lower case words are prose ("on a visit on 3 May 2020")
        if not _capitalised(piece) and host_of(piece) is None and not is_section(piece):
            return False
        name = _ISSUE.sub("", _OF_DATE.sub("", " " + piece)).strip(_EDGES)
        if own := _before_agency(name):
            pieces.append(Piece(start, end, "publisher", own, "header"))
            return True
        pieces.append(Piece(start, end, "outlet" if name else "", name or piece, "header"))
        return True
    if not _capitalised(piece) and words > 4 and whole:
        return False
    pieces.append(Piece(start, end, "loose", piece, "header"))
    return True


def _before_agency(name: str) -> str:
    """Return the outlet that used an agency's material ("Weir Post with AFP"), or ""."""
    words = name.split(" ")
    for n in range(1, len(words) - 1):
        agency = known(" ".join(words[n + 1 :])) if words[n] in load("outlet_forms")["with_agency"] else None
        if agency and agency.agency:
            return " ".join(words[:n])
    return ""


def _without_hour(piece: str, after: Cut) -> str:
    """Return a byline without the hour behind it, or the word before its date ("by A. Author on 7 March")."""
    hour = _HOUR.search(piece)
    if hour and hour.start():
        return piece[: hour.start()]
    first, _, last = piece.rpartition(" ")
    return first.rstrip(" ,") if first and after.kind == "date" and last in fillers() else piece


def _names_before_date(text: str, start: int, end: int, outlets: Outlets, pieces: list[Piece]) -> bool:
    """Read "A. Author, features writer" before a date: names that a role vouches for."""
    if not is_role(text[start:end], longest=20):
        return False
    byline = parse_names(text[start:end], outlets, certain=False)
    if not byline.authors or byline.authors[0].start or any(named.organisation for named in byline.authors):
        return False
    rest = text[start + byline.authors[-1].end : end]
    if not is_role(rest):
        return False
    pieces.extend(
        Piece(start + named.start, start + named.end, "authors", named.name, "byline") for named in byline.authors
    )
    return True


def _date_next(text: str, at: int) -> bool:
    return any(found.start == 0 for found in find_dates(text[at : at + 60].lstrip()))


def _capitalised(piece: str) -> bool:
    """Whether a stretch reads like a name: its long words begin with capitals, or its script has none."""
    words = [word for word in _WORD.findall(piece) if len(word) > 3]
    if _CYRILLIC.match(piece) and len(words) <= 4:
        # names of outlets have one capital there
        return True
    upper = sum(word[0].isupper() or not word[0].islower() for word in words)
    # of a long stretch with a verb in it most words may be names all the same
    least = 0.6 if len(words) < 5 else 0.8
    return not words or upper >= len(words) * least or looks_like_organisation(piece) >= 0.6


def _labelled(text: str, start: int, end: int, label: Cut, outlets: Outlets, pieces: list[Piece]) -> bool:
    piece = text[start:end]
    if label.value in ("regions", "themes"):
        at = start
        # "Published in 1920, the book sold well." is a sentence, "Posted in Rivers. Tagged mills." is none
        prose = text[label.start : label.end].rstrip()[-1:] not in ":：՝" and text.rstrip().endswith(".")
        for value in [*_VALUES.finditer(text, start, end), None]:
            stop = value.start() if value else end
            word = _PAGE_REFERENCE.sub("", text[at:stop].strip(_EDGES)) if at < stop else ""
            if value is None and text[end:].strip(_EDGES):
                # "posted in Rivers and tagged mills"
                word = _JOINED.sub("", word)
            elif value is None and prose and (sentence := _BEHIND.search(word)):
                # "tagged boats, mills. Bookmark the permalink."
                word = word[: sentence.start()]
            if len(_WORD.findall(word)) > LOOSE_WORDS or (
                prose and (_SENTENCE_PART.match(word) or _DIGIT.search(word))
            ):
                return False
            left = label.start if at == start else at
            if label.value == "regions" and len(several := region_spans(text, at, stop)) > 1:
                for n, (first, last) in enumerate(several):
                    pieces.append(Piece(first if n else left, last, "regions", text[first:last], "label"))
                at = value.end() if value else stop
                continue
            field = topic_field(word, label.value) if word and not _PAGE_REFERENCE.fullmatch(word) else ""
            pieces.append(Piece(left, stop, field, word or text[at:stop].strip(), "label"))
            at = value.end() if value else stop
        return True
    field = {"null": "", "language": "", "url": "url"}.get(label.value, label.value)
    if label.value == "credit":
        names = parse_names(piece, outlets, certain=False).authors
        pieces.append(Piece(label.start, end, "", piece, "label"))
        return bool(names) and len(_WORD.findall(piece)) <= LOOSE_WORDS
    if label.value == "authors":
        pieces.append(Piece(label.start, end, "bylabel", piece, "label"))
        return True
    pieces.append(Piece(label.start, end, field, piece, "label"))
    return True


def region_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where the regions stand that a stretch runs together ("Africa Madagascar"); none where it holds anything
    else.
    """
    if is_region(text[start:end]):
        return [(start, end)]
    words = [found.span() for found in _SPACED.finditer(text, start, end)]
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        last = next((n for n in range(len(words), at, -1) if is_region(text[words[at][0] : words[n - 1][1]])), 0)
        if not last:
            return []
        spans.append((words[at][0], words[last - 1][1]))
        at = last
    return spans


def topic_field(value: str, default: str = "themes") -> str:
    """Return the field of a section, tag or labelled topic; "" for what says nothing.

    A `Region:` label is taken at its word; a country under any other label is a region all the same.
    """
    if is_generic(_COUNT.sub("", value.strip(" »›→"))):
        return ""
    if default == "regions" or is_region(value):
        return "regions"
    return "themes" if not is_genre(value) else "genre"
