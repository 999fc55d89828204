"""Quotation marks: the body goes in, the outermost quoted stretches come out, in one pass over the marks.

An apostrophe, a measure (5'10"), a decade ('90s) is no mark. A mark that never closes costs its own quotation and
no other; where
the next paragraph opens with the same mark, the quotation goes on there.
"""

from typing import NamedTuple

from karabakh_extract.patterns import lazy
from karabakh_extract.quotes.scan import spans

CLOSERS = {
    '"': '"”', "“": "”“\"", "”": "”", "„": "“”\"„", "‟": "”", "«": "»", "»": "«", "‹": "›", "›": "‹", "「": "」", "『":
    "』",
    "''": "''", "``": "''\"", "'": "'’", "‘": "’'", "‚": "‘’",
}  # fmt: skip
_CLOSING = frozenset("\"”“»«›‹」』'’‘") | {"''"}
_SINGLE = frozenset("'‘‚’")
# A single mark counts only where it cannot be an apostrophe: it opens after a non-word and before a word, or closes
# before a non-word.
_OPENS = r"(?<![\w'’].)(?=[^\s'’])(?!\d\ds?\b)(?!(?:em|tis|[Tt]was|til|cause|n)\b)"
_CLOSES = r"(?<![\s'‘].)(?!\w)"
_CONDITIONS = {"`": "`", "‚": r"(?=\w)", "'": f"(?:'|{_OPENS}|{_CLOSES})", "‘": _OPENS, "’": _CLOSES}
_MARKS = tuple((mark, lazy(mark + _CONDITIONS.get(mark, ""))) for mark in "\"“”„‟«»‹›「」『』`'‘’‚")
_BREAK = lazy(r"\n\n+")
_OPENING_BEFORE = frozenset(" \n\t([{—–-/¿¡\u00a0\u202f«“‘\"'„:*")
_DEEPEST = 6


class Quotation(NamedTuple):
    """One quoted stretch: `parts` are (start, end) without the marks, one a paragraph; `start` and `end` hold the
    marks."""

    start: int
    end: int
    parts: tuple[tuple[int, int], ...]


class _Open:
    """A mark that waits for its closing one."""

    __slots__ = ("closers", "first", "inner", "mark", "parts", "weak")

    def __init__(self, mark: str, first: int, inner: int) -> None:
        self.mark, self.first, self.inner = mark, first, inner
        self.closers = CLOSERS[mark]
        self.parts: list[tuple[int, int]] = []
        self.weak: tuple[int, int] | None = None

    def closed(self, at: int, after: int) -> Quotation:
        return Quotation(self.first, after, (*self.parts, (self.inner, at)))


def _role(mark: str, body: str, at: int, after: int, waiting: list[_Open]) -> str:
    """Tell whether a mark opens ("o"), closes ("c") or is nothing ("")."""
    before = body[at - 1] if at else "\n"
    follows = body[after] if after < len(body) else "\n"
    if mark in ("“", "‘", "«", "‹", "„", "‟", "‚", "「", "『", "``"):
        if mark in "“«‹‘" and (before not in _OPENING_BEFORE or follows.isspace()) and _waits(mark, waiting):
            return "c"
        if mark == "«" and not _waits("«", waiting):
            return "o"
        return "" if follows == "\n" else "o"
    if mark in ("”", "»", "›"):
        if _waits(mark, waiting) or before not in _OPENING_BEFORE or follows.isspace():
            return "c"
        return "o"
    if mark in ("」", "』"):
        return "c"
    opens = before in _OPENING_BEFORE and not follows.isspace()
    if mark == "'" and opens and before in '"“' and _waits(mark, waiting):
        opens = True
    closes = not before.isspace() and before not in "([{"
    if mark in _SINGLE:
        return "o" if opens and mark != "’" else "c" if closes else ""
    if before.isdigit() and not _waits(mark, waiting):
        return ""
    if opens and closes:
        return "c" if _waits(mark, waiting) else "o"
    if before == " " and not follows.isalnum() and _waits(mark, waiting):
        return "c"
    return "o" if opens else "c" if closes and (_waits(mark, waiting) or follows not in "\n") else ""


def _waits(mark: str, waiting: list[_Open]) -> bool:
    return any(mark in w.closers for w in waiting[-_DEEPEST:])


def quotations(body: str) -> list[Quotation]:
    """Return the outermost quotations of `body` in order, never overlapping. Linear in the length of `body`."""
    marks = [pattern for mark, pattern in _MARKS if mark in body]
    if not marks:
        return []
    found: list[Quotation] = []
    waiting: list[_Open] = []
    carried: _Open | None = None
    for at, after in spans(body, (*marks, _BREAK)):
        mark = body[at:after]
        if not waiting and mark[0] == "\n":
            carried = None
            continue
        if mark[0] == "\n":
            carried = _end_paragraph(body, waiting, found, at)
            waiting.clear()
            if carried is not None:
                # the quotation goes on only where the next paragraph opens with its mark again
                if body.startswith(carried.mark, after) or (carried.mark == "«" and body.startswith("»", after)):
                    carried.parts.append((carried.inner, at))
                else:
                    carried = None
            continue
        if carried is not None:
            carried.inner = after
            waiting.append(carried)
            carried = None
            continue
        role = _role(mark, body, at, after, waiting)
        if role == "o":
            waiting.append(_Open(mark, at, after))
        elif role == "c":
            _close(mark, body, at, after, waiting, found)
    _end_paragraph(body, waiting, found, len(body))
    return _outermost(found, body)


def _close(mark: str, body: str, at: int, after: int, waiting: list[_Open], found: list[Quotation]) -> None:
    for depth in range(len(waiting) - 1, max(-1, len(waiting) - 1 - _DEEPEST), -1):
        opened = waiting[depth]
        if mark not in opened.closers:
            continue
        if at <= opened.inner:
            del waiting[depth:]
            return
        if mark in _SINGLE and body[at - 1] in "sS" and _goes_on(body, after):
            # "the visitors’ book": perhaps a possessive
            opened.weak = opened.weak or (at, after)
            return
        found.append(opened.closed(at, after))
        del waiting[depth:]
        return


def _goes_on(body: str, after: int) -> bool:
    follows = body[after : after + 2]
    return len(follows) == 2 and follows[0] == " " and follows[1].islower()


def _end_paragraph(body: str, waiting: list[_Open], found: list[Quotation], at: int) -> _Open | None:
    """Close what only a doubtful mark closes; return the opening that may go on in the next paragraph."""
    carried = None
    for opened in waiting:
        if opened.weak is not None:
            found.append(opened.closed(*opened.weak))
        elif opened.inner < at and opened.mark not in ("'", "‚"):
            carried = opened
    if carried is not None and found and found[-1].end > carried.inner and found[-1].start < carried.inner:
        return None
    return carried


def _opening(quotation: Quotation) -> tuple[int, int]:
    return quotation.start, -quotation.end


def _outermost(found: list[Quotation], body: str) -> list[Quotation]:
    kept: list[Quotation] = []
    for start, end, parts in sorted(found, key=_opening):
        if kept and start < kept[-1].end:
            continue
        while body[end : end + 1] in _SINGLE and not body[end + 1 : end + 2].isalnum():
            end += 1  # the mark of an inner quotation that ends with this one
        if any(s >= e or body[s].isspace() or body[e - 1].isspace() for s, e in parts):
            parts = tuple(part for part in (trim(body, s, e) for s, e in parts) if part[1] > part[0])
        if parts:
            kept.append(Quotation(start, end, parts))
    return kept


def trim(body: str, start: int, end: int) -> tuple[int, int]:
    """Return (start, end) without white space at either end."""
    piece = body[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
