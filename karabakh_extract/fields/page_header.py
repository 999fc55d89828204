"""The lines above a web page's text that are no text: bylines, dates, sections that the page prints inside it.

In: the Blocks before the first paragraphs. Out: marks that take such lines out of the body, and candidates, weaker
than what the page states in its metadata. The headline stands in the metadata or the first heading, so none is looked
for here.
"""

from itertools import pairwise

from karabakh_extract.draft import Draft
from karabakh_extract.fields.lexicon import is_section
from karabakh_extract.fields.line import parse_line
from karabakh_extract.fields.line_values import Piece, topic_field
from karabakh_extract.fields.outlets import key
from karabakh_extract.fields.pieces import mark_pieces, offer_pieces
from karabakh_extract.fields.shape import is_prose

COPIES = 2
"""Outlets with dates that make a head one of a re-publication: this copy's, and that of the first publication."""
ZONE = 12
"""Blocks that are looked at: what stands above the text of an article is short."""
LONG = 200
"""Characters from which a Block is a paragraph whatever it holds."""


def read_page_header(draft: Draft) -> None:
    """Mark the metadata lines above the text and offer what they say."""
    page = draft.page
    prose = 0
    found: list[tuple[int, Piece]] = []
    for n, block in enumerate(page.blocks[:ZONE]):
        text = block.text
        if page.marked(n):
            continue
        pieces = parse_line(text, draft.outlets) if len(text) < LONG else None
        if pieces is not None and not any(
            piece.field == "outlet" and not draft.outlets.is_outlet(piece.value) for piece in pieces
        ):
            mark_pieces(draft, n, pieces, "header")
            found.extend((n, piece) for piece in pieces)
            draft.header_end = n + 1
        elif is_section(text) and not prose:
            draft.mark_field(n, 0, len(text), topic_field(text), "header")
            draft.header_end = n + 1
        elif is_prose(text):
            prose += 1
            if prose > 2:
                break
    offer_pieces(draft, found, -1)


def offer_copies(draft: Draft, lines: list[str]) -> None:
    """Offer what the lines of a re-publication's head say, where two outlets stand in them, each with its date."""
    found: list[tuple[int, Piece]] = []
    for line in lines:
        for piece, after in pairwise(parse_line(line, draft.outlets) or []):
            if piece.field == "outlet" and after.field == "date":
                found += [(-1, piece), (-1, after)]
    if len({key(piece.value) for _, piece in found if piece.field == "outlet"}) == COPIES:
        offer_pieces(draft, found, -1)
