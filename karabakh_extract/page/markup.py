"""Leftover markup within a paragraph, as edits: tags, entities, Markdown, wiki marks, odd white space, controls.

In: a stretch of the source. Out: the edits that turn it into clean text. A stretch without any such character costs one
search. What looks like markup but is not (2 < 3, snake_case, a lone asterisk) stays.
"""

import re
import unicodedata
from collections.abc import Sequence

from karabakh_extract.page.edits import MANY, Edit, Edits
from karabakh_extract.page.repair import NO_BREAK
from karabakh_extract.patterns import lazy

# html tags that newsroom systems, mail programs and copy-paste leave behind; anything else in angle brackets is text
INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|img|ins|kbd|label|mark|nobr|q|s|samp|small|source|span|"
    "strike|strong|sub|sup|svg|time|tt|u|var|wbr"
)
BLOCK_LEVEL = (
    "address|article|aside|blockquote|body|br|caption|center|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|head|header|"
    "hr|html|iframe|li|link|main|meta|nav|noscript|o:p|ol|option|p|picture|pre|script|section|select|style|table|tbody|td|"
    "tfoot|th|thead|title|tr|ul|video|audio"
)
_ATTRIBUTES = r"(?:\s[^<>]{0,2000})?"

SPLITTING = lazy(rf"<(/?)({BLOCK_LEVEL})\b{_ATTRIBUTES}/?\s*>", re.IGNORECASE)

# one search decides whether a stretch needs any work at all, and finds the places worth a closer look: white space
# other than a space, openers of markup, control and invisible characters, surrogates
_PLACES = (
    r"[\x00-\x1f\x7f-\xa0\xad<&*_\[\]`\\~|"
    r"\u1680\u2000-\u200b\u2028-\u202f\u205f-\u2069\u3000\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
SUSPECT = lazy(_PLACES)
_BOLD = "'''"
"""Bold of MediaWiki; two apostrophes, its italics, are quotation marks in many an old text."""
_SUSPECT_WIKI = lazy(rf"{_PLACES}|{_BOLD}")
_NON_ASCII = lazy(r"[\x00-\x7f]?[^\x00-\x7f]+")

_MARKUP = lazy(
    rf"""(?P<tag></?(?:{INLINE}|{BLOCK_LEVEL})\b{_ATTRIBUTES}/?\s*>|<!\[CDATA\[|\]\]>)
    |(?P<auto><[^\s<>@/]*+[@/][^\s<>]*+>)
    |(?P<entity>&(?:\#[0-9]{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});)
    |(?P<image>!\[(?P<alt>[^\[\]]{{0,500}})\]\((?P<picture>[^\s()<>]+(?:\([^\s()<>]*\))?)(?:\s+"[^"\n]*")?\))
    |(?P<wiki>\[\[(?:[^\[\]|]{{1,300}}\|)?(?P<page>[^\[\]|]{{1,300}})\]\])
    |(?P<site>\[https?://[^\s\[\]]{{1,2000}}\s(?P<name>[^\[\]]{{1,300}})\])
    |(?P<link>\[(?P<label>[^\[\]]{{1,1000}})\]\((?:[^\s()<>]|\([^\s()<>]*\)){{1,2000}}(?:\s+"[^"\n]*")?\))
    |(?P<escape>\\[\\`*_{{}}\[\]()#+\-.!>|~])
    |(?P<code>`{{1,3}})
    |(?P<mark>\*{{1,3}}|_{{1,3}}|~~|{_BOLD})
    |(?P<terminal>\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]{{0,500}}(?:\x07|\x1b\\)|\x1b[@-Z\\-_])
    |(?P<join>[\xad\u200b\ufeff]+)
    |(?P<control>[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]+)
    |(?P<space>\s+)
    |(?P<surrogate>[\ud800-\udfff])
    """,
    re.VERBOSE | re.DOTALL,
)
_HEADING = lazy(r"#{1,6}\s+")
_TRAILING_HEADING = lazy(r"(?<!\s)\s++#{1,6}$")
_WIKI_HEADING = lazy(r"(={1,6})\s*(?=[^\s=])([^\n]*[^\s=])\s*\1")
_LABELS = {"link": "label", "wiki": "page", "site": "name"}
"""Links of Markdown, and of MediaWiki within a wiki and to other sites: the part that readers see."""
COMMENT = 4000
"""Characters within which a comment ends; a mark without an end is text."""
MOST_MARKS = 20_000
"""Marks of emphasis of one paragraph that are paired; a flood of them is text."""
_SPACES = lazy(r"^ +| +$|  +")


MARKS = (*"<*_[]&`\\~|", _BOLD)
"""What may open or close markup."""


def is_plain(text: str, marks: Sequence[str], sound: bool, even: bool) -> bool:
    """Whether a stretch, not empty, surely needs no edit: no markup, controls, white space other than single spaces.

    Asked of every line, so what can be asked of the whole source is given: `marks`, those of `MARKS` that stand in it,
    `sound`, that its letters are composed and no mojibake, and `even`, that it has no controls and no wide space.
    """
    if not (sound or text.isascii()) or text[0] in "#=":
        return False
    if not even and ("  " in text or not text.isprintable()):
        return False
    for mark in marks:  # noqa: SIM110  # a generator costs more than the search
        if mark in text:
            return False
    return True


def inline_edits(source: str, start: int, end: int) -> Sequence[Edit]:
    """Return the edits that clean `source[start:end]`, in order and without overlap; none for clean text."""
    edits: list[Edit] = []
    heading = _HEADING.match(source, start, end) if source[start] == "#" else None
    if heading:
        edits.append(Edit(start, heading.end(), ""))
        start = heading.end()
        trailing = _TRAILING_HEADING.search(source, start, end)
        if trailing:
            end = trailing.start()
            edits.extend(_edits_of(source, start, end))
            edits.append(Edit(end, trailing.end(), ""))
            return edits
    titled = _WIKI_HEADING.fullmatch(source, start, end) if source[start] == "=" else None
    if titled:
        inside = _edits_of(source, *titled.span(2))
        return [Edit(start, titled.start(2), ""), *inside, Edit(titled.end(2), end, "")]
    return [*edits, *_edits_of(source, start, end)] if edits else _edits_of(source, start, end)


def _edits_of(source: str, start: int, end: int) -> Sequence[Edit]:
    edits: list[Edit] | Edits = []
    marks: list[tuple[int, int]] = []
    at = start
    suspect = SUSPECT if source.find(_BOLD, start, end) < 0 else _SUSPECT_WIKI
    many = False
    while place := suspect.search(source, at, end):
        if not many and len(edits) >= MANY:
            edits, many = Edits(edits), True
        a = place.start()
        char = source[a]
        if char == "[":
            if a > at and source[a - 1] == "!":
                a -= 1
        elif char == "\xa0":
            if a > at and NO_BREAK.match(source, a - 1):
                at = a + 1
                edits.append(Edit(a - 1, at, " "))
                continue
        elif (
            char == "<"
            and source.startswith("<!--", a)
            and (close := source.find("-->", a + 4, min(end, a + 7 + COMMENT))) >= 0
        ):
            at = close + 3
            edits.append(Edit(a, at, ""))
            continue
        found = _MARKUP.match(source, a, end)
        if found is None:
            at = place.end()
            continue
        kind, b = found.lastgroup, found.end()
        at = b
        if kind == "mark":
            if len(marks) < MOST_MARKS:
                marks.append((a, b))
            continue
        text = "" if kind == "tag" else _replacement(kind, found, source)
        if text is None:
            continue
        if kind in _LABELS:
            label = _LABELS[kind]
            edits.append(Edit(a, found.start(label), ""))
            for edit in _edits_of(source, *found.span(label)):
                edits.append(edit)
            edits.append(Edit(found.end(label), b, ""))
        elif kind == "auto":
            edits.append(Edit(a, a + 1, ""))
            edits.append(Edit(b - 1, b, ""))
        else:
            edits.append(Edit(a, b, text))
    if end > start and source[end - 1] == "\xc2" and NO_BREAK.match(source, end - 1):
        # what the line ends with was cut off as white space
        edits.append(Edit(end - 1, end, ""))
    if 0 < len(marks) < MOST_MARKS:
        return sorted([*edits, *_emphasis(source, start, end, marks)])
    return edits


def _replacement(kind: str | None, found: re.Match[str], source: str) -> str | None:
    """What a piece of markup becomes; `None`: it is text after all."""
    whole = found.group()
    if kind in ("join", "terminal", "image", "auto", *_LABELS):
        return ""
    if kind == "control":
        # bytes 80 to 9F of a text that was read as Latin-1 are Windows-1252 letters, as browsers hold
        return "".join(_windows(char) for char in whole)
    if kind == "space":
        return " "
    if kind == "entity":
        import html  # brings tables of all entities; few texts have any

        text = html.unescape(whole)
        if text == whole:
            return None
        return " " if text.isspace() else "" if text in "\xad\u200b\ufeff" else text
    if kind == "escape":
        return whole[1]
    if kind == "code":
        return "" if len(whole) != 2 else None
    return "\ufffd"


def _windows(char: str) -> str:
    if not "\x80" <= char <= "\x9f":
        return ""
    try:
        return bytes([ord(char)]).decode("cp1252")
    except UnicodeDecodeError:
        return ""


def _emphasis(source: str, start: int, end: int, marks: list[tuple[int, int]]) -> list[Edit]:
    """Pair emphasis marks as CommonMark does in spirit: an opener stands before a letter, a closer after one.

    Linear: a stack of openers a kind and length; what finds no partner stays text.
    """
    opened: dict[str, list[tuple[int, int]]] = {}
    edits: list[Edit] = []
    for a, b in marks:
        before = source[a - 1] if a > start else " "
        after = source[b] if b < end else " "
        mark = source[a:b]
        opens, closes = not after.isspace(), not before.isspace()
        if mark[0] == "_" and before.isalnum() and after.isalnum():
            continue
        if closes and not (opens and before in "([{\"'“«‘—–-"):
            partner = opened.get(mark)
            if partner:
                edits.append(Edit(*partner.pop(), ""))
                edits.append(Edit(a, b, ""))
                continue
        if opens and not before.isalnum():
            opened.setdefault(mark, []).append((a, b))
    return edits


def spacing(text: str) -> list[tuple[int, int, str]]:
    """Return the changes, on clean offsets, that leave no space at the ends and no two in a row."""
    if "  " not in text and text[:1] != " " and text[-1:] != " ":
        return []
    size = len(text)
    return [
        (found.start(), found.end(), "" if found.start() == 0 or found.end() == size else " ")
        for found in _SPACES.finditer(text)
    ]


def composed(text: str) -> list[tuple[int, int, str]]:
    """Return the changes, on clean offsets, that bring a text to NFC; none where it is NFC already."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return []
    changes = []
    for found in _NON_ASCII.finditer(text):
        piece = found.group()
        whole = unicodedata.normalize("NFC", piece)
        if whole != piece:
            changes.append((found.start(), found.end(), whole))
    return changes
