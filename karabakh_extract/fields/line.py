"""One header or footer line read as a run of values: labels, dates, bylines, outlets, sections.

In: a Block's clean text. Out: Pieces, stretches with what they are, or `None` where the line is not metadata but
prose. A line may hold one value ("18 May 2021") or six ("By A Outlet, 5 May 2021 Other 4 May 2021 Region: …
Theme: …"): it is cut at labels, dates, byline openers and separators, and what stands between is read by what
stands around it.
"""

from karabakh_extract.fields.ago import is_ago
from karabakh_extract.fields.datetimes import find_dates
from karabakh_extract.fields.labels import mail_header, may_open
from karabakh_extract.fields.line_cuts import DATES, Cut, find_cuts, opens_header
from karabakh_extract.fields.line_values import Piece, read_stretch
from karabakh_extract.fields.outlets import Outlets
from karabakh_extract.fields.phrases import fold
from karabakh_extract.patterns import lazy

LONGEST = 900
"""Characters beyond which a line is not looked at: real headers, all values in one line, stay below."""
PARAGRAPH = 240
"""Characters from which a line is a paragraph unless it opens with a byline, a label or a date."""
_WORD = lazy(r"[^\W_]+")
_DIGIT = lazy(r"\d")


def parse_line(text: str, outlets: Outlets, day_first: bool | None = None) -> list[Piece] | None:
    """Return the Pieces of a metadata line, in order, or `None`: the line is no metadata.

    `day_first` settles 11/05/2020 where the article's other dates tell.
    """
    if len(text) > LONGEST or (len(text) > PARAGRAPH and not opens_header(text[:PARAGRAPH])):
        return None
    folded = fold(text)
    figures = _DIGIT.search(text)
    if not figures and not may_open(folded):
        return [Piece(0, len(text), "", text, "header")] if is_ago(folded) else None
    if mail_header(folded):
        return [Piece(0, len(text), "", text, "header")]
    dates = find_dates(text, day_first=day_first) if figures else []
    if is_ago(folded):
        return [Piece(0, len(text), "", text, "header")]
    cuts = find_cuts(text, folded, dates)
    if not cuts:
        return None
    if len(cuts) == 1 and cuts[0].kind == "label" and cuts[0].value in DATES and cuts[0].end >= len(text.rstrip()):
        # "Published" alone: the date stands on the next line
        return [Piece(0, len(text), "", text, "label")]
    strong = any(cut.kind != "separator" for cut in cuts)
    if not strong:
        return None
    pieces: list[Piece] = []
    at, before = 0, Cut(0, 0, "", "")
    for cut in [*cuts, Cut(len(text), len(text), "end", "")]:
        if not read_stretch(text, at, cut.start, before, cut, outlets, pieces):
            return None
        if cut.kind == "date":
            # a labelled date keeps its label's field, whatever filler stands between
            field = "date"
            labelled = before.kind == "label" and (before.value in DATES or not _WORD.search(text, at, cut.start))
            if labelled:
                field = f"dates.{before.value}" if before.value in DATES else ""
            elif before.kind == "origin":
                field = "dates.original"
            start = before.start if labelled else cut.start
            while pieces and pieces[-1].start >= start:
                # what stands between a label and its date goes with them
                pieces.pop()
            pieces.append(Piece(start, cut.end, field, cut.value, "label" if labelled else "header"))
        if cut.kind != "separator" or not (before.kind == "label" and not _WORD.search(text, at, cut.start)):
            before = cut
        at = cut.end
    if not pieces or not (any(piece.field for piece in pieces) or any(cut.kind == "label" for cut in cuts)):
        return None
    return pieces
