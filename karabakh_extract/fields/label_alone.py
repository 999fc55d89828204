"""A byline in two lines: its opener alone ("Text von", "Author"), the names below it.

In: a Block, in the header or below the text. Out: the Pieces of both lines, or nothing.
"""

from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import parse_names
from karabakh_extract.fields.labels import opener_alone
from karabakh_extract.fields.line_cuts import opens_names
from karabakh_extract.fields.line_values import Piece
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.shape import ends_sentence, size

MOST_NAMES = 12
"""Words of a line of names below an opener that stands alone."""
NOTED = 4.0
"""Weight of a name that stands in a note."""


def names_below(draft: Draft, n: int) -> tuple[list[Piece], list[Piece]] | None:
    """Read a byline's opener that stands alone, with the names on the line below it: the Pieces of both lines."""
    if n + 1 >= len(draft.page.blocks) or draft.page.marked(n + 1):
        return None
    return _read(draft, n)


def names_noted(draft: Draft) -> None:
    """Offer the name below the heading of a note ("Author", "Moira Kell") where nobody else has signed."""
    blocks = draft.page.blocks
    if draft.candidates.by_field.get("authors"):
        return
    for claim in draft.claims:
        n = claim.block
        if claim.kind != "about_author" or n + 1 >= len(blocks) or not draft.page.marked(n + 1):
            continue
        for piece in (_read(draft, n) or ((), ()))[1]:
            if piece.field == "authors":
                draft.offer("authors", piece.value, "notice", n + 1, (piece.start, piece.end), NOTED)


def _read(draft: Draft, n: int) -> tuple[list[Piece], list[Piece]] | None:
    blocks = draft.page.blocks
    opener = opener_alone(fold(blocks[n].text))
    if not opener or size(blocks[n + 1].text) > MOST_NAMES:
        return None
    text = blocks[n + 1].text
    if not opens_names(text, 0) or ends_sentence(text):
        return None
    alone = [Piece(0, len(blocks[n].text), "", blocks[n].text, "byline")]
    if opener == "interview":
        # who answers has not written it
        return alone, [Piece(0, len(text), "", text, "byline")]
    byline = parse_names(text, draft.outlets, certain=True)
    if not byline.authors:
        return None
    names = [Piece(each.start, each.end, "authors", each.name, "byline") for each in byline.authors]
    if byline.outlet:
        names.append(Piece(byline.outlet.start, byline.outlet.end, "publisher", byline.outlet.name, "byline"))
    return alone, names
