"""Who wrote or posted a text, as its foot says it: a card, "Posted by", a name under the last paragraph, initials.

In: the Blocks behind the last paragraph of the body. Out: candidates for the authors, and marks that list these lines
as credits.
"""

from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import PERSON
from karabakh_extract.fields.labels import byline_lead
from karabakh_extract.fields.line import parse_line
from karabakh_extract.fields.outlets import known
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.pieces import mark_pieces, offer_pieces
from karabakh_extract.fields.shape import ends_sentence, is_prose
from karabakh_extract.names import looks_like_person
from karabakh_extract.page.marks import Mark
from karabakh_extract.patterns import lazy

_MAIL = lazy(r"\S+@\S+")
_WORD = lazy(r"[^\W_]+")
_INITIALS = lazy(r"[^\W\d_]{2,4}(?:\s?//?\s?[^\W\d_]{2,4})+|[a-z]{2,4}(?:-[a-z]{2,4})+")
"""Writers and editors of an agency below its text: "mrg/jam", "RN // JLG"."""
_AGENCY_BEHIND = lazy(
    r"(?<=[.!?…\"”»')] )(?:[(\[]|[-–—]\s?)?([A-ZА-Я][\w.-]{1,20})"
    r"(?:[)\]]\.?|(?:[ /][A-Z]{2,4}){1,5}\.?|(?<=[A-Z][A-Z])\.?)$"
)
BEHIND = 60
"""Characters at the end of the last paragraph in which an agency stands."""
POSTED = 120
"""Characters of the longest line that says who posted a text."""
DESCRIBED = 16
"""Words that describe an author behind his name, on one line below the text."""
NOTE = 60
"""Words of a note on the author under the name."""
_SPEECH = (", «", ": «", "“", '"', "„")
"""Marks of speech; guillemets alone hold the name of a newspaper as well."""
AGENCY = 3.0
"""Weight of an agency that signs with its editors' initials."""
SIGNED = 0.7
"""Certainty from which a line under the text is taken for its writer's name: no opener vouches for it."""


def take_author_cards(draft: Draft) -> None:
    """Take the card of an author below the text: the byline's name on a line of its own, outlet or role under it."""
    page = draft.page
    last = last_paragraph(draft)
    card = last - 1
    names = {
        fold(c.value)
        for c in draft.candidates.by_field.get("authors", ())
        if c.block < draft.header_end or (c.origin == "byline" and c.block < card)
    }
    if not names:
        return
    if card >= max(draft.header_end, 1) and not page.marked(card) and _is_card(page.blocks[card].text, names):
        # "A. Author" over the last paragraph, which says who that is: "Freelance journalist, lives in Bagdad."
        note = page.blocks[last].text
        if len(_WORD.findall(note)) <= NOTE and not any(mark in note for mark in _SPEECH):
            group = page.new_group()
            for m in (card, last):
                page.mark(m, Mark(0, len(page.blocks[m].text), "removed", "about_author", "author-card", None, group))
    for n in range(max(last + 1, draft.header_end), len(page.blocks)):
        if page.marked(n):
            continue
        if _is_described(page.blocks[n].text, names):
            end = len(page.blocks[n].text)
            page.mark(n, Mark(0, end, "removed", "about_author", "author-card", None, page.new_group()))
            continue
        if not _is_card(page.blocks[n].text, names):
            continue
        group = page.new_group()
        page.mark(n, Mark(0, len(page.blocks[n].text), "removed", "about_author", "author-card", None, group))
        for m in range(n + 1, min(n + 3, len(page.blocks))):
            text = page.blocks[m].text
            gap = page.source[page.blocks[m - 1].end : page.blocks[m].start].count("\n") > 1
            if gap or page.marked(m) or not text or len(_WORD.findall(text)) > 8 or fold(text) in names:
                break
            page.mark(m, Mark(0, len(text), "removed", "about_author", "author-card", None, group))


def _is_card(text: str, names: set[str]) -> bool:
    """Whether a line is an author's name, alone or with an address."""
    folded = fold(text.strip(" :"))
    address = _MAIL.search(folded) if "@" in folded else None
    return (folded[: address.start()].strip(" :,|(<") if address and len(folded) < 120 else folded) in names


def _is_described(text: str, names: set[str]) -> bool:
    """Whether a line is an author's name with a description behind it ("A. Author, geographer, Mende")."""
    name, comma, described = text.partition(", ")
    return (
        bool(comma)
        and fold(name) in names
        and 0 < len(_WORD.findall(described)) <= DESCRIBED
        and not ends_sentence(text)
    )


def last_paragraph(draft: Draft) -> int:
    """Return the last Block that reads like a paragraph and is still body."""
    page = draft.page
    changes, last = draft.last_paragraph
    if changes == page.changes:
        return last
    blocks = page.blocks
    for last in range(len(blocks) - 1, -1, -1):
        if not page.taken(last) and is_prose(blocks[last].text) and page.rest(last):
            break
    else:
        last = -1
    draft.last_paragraph = page.changes, last
    return last


def read_signature(draft: Draft) -> None:
    """Take a name alone under the last paragraph for the writer's; it leaves the body as a credit line."""
    page = draft.page
    last = last_paragraph(draft)
    rest = range(max(last + 1, draft.header_end), len(page.blocks))
    closing = max((n for n in rest if page.blocks[n].text and not page.marked(n)), default=-1)
    for n in rest:
        block = page.blocks[n]
        if not block.text or block.role == "furniture":
            continue
        text = block.text.strip(" -–—(),")
        if page.marked(n):
            # a rule may have known the line for a credit by the title under it; whose it is only names can tell
            if page.marks[n][0].kind == "credit" and looks_like_person(text) >= SIGNED:
                draft.offer("authors", text, "footer", n, (0, len(block.text)), 4)
            continue
        lead = byline_lead(fold(text))
        if lead and looks_like_person(text[lead.end :]) >= PERSON and len(_WORD.findall(text)) <= 6:
            # "By Ana Dumbadze" below the text
            at = block.text.index(text) + lead.end
            draft.offer("authors", text[lead.end :], "footer", n, (at, at + len(text) - lead.end), 4)
            page.mark(n, Mark(0, len(block.text), "removed", "credit", "signature", None, page.new_group()))
            return
        name, comma, place = text.partition(", ")
        if n != closing and ends_sentence(block.text):
            # short paragraphs may stand between the last long one and the name
            continue
        if comma and len(_WORD.findall(place)) <= 2 and place[:1].isupper() and looks_like_person(name) >= SIGNED:
            # "Anna Belova, Irkutsk"
            draft.offer("authors", name, "footer", n, (0, len(name)), 4)
            page.mark(n, Mark(0, len(block.text), "removed", "credit", "signature", None, page.new_group()))
            return
        dashed = text != block.text
        if len(_WORD.findall(text)) > 4 or looks_like_person(text) < (PERSON if dashed else SIGNED):
            return
        at = block.text.index(text)
        draft.offer("authors", text, "footer", n, (at, at + len(text)), 4)
        group = page.new_group()
        page.mark(n, Mark(0, len(block.text), "removed", "credit", "signature", None, group))
        role = n + 1
        if role < len(page.blocks) and not page.marked(role):
            below = page.blocks[role].text
            gap = page.source[block.end : page.blocks[role].start].count("\n") > 1
            if below and not gap and len(_WORD.findall(below)) <= 6 and not is_prose(below):
                page.mark(role, Mark(0, len(below), "removed", "credit", "signature", None, group))
        return


def read_posted_by(draft: Draft) -> None:
    """Read "Posted by A. Author at 9:14 PM" below the text, where no byline stands above it."""
    page = draft.page
    if draft.candidates.by_field.get("authors"):
        return
    for n in range(max(last_paragraph(draft) + 1, draft.header_end), len(page.blocks)):
        text = page.blocks[n].text
        lead = byline_lead(fold(text)) if text and not page.marked(n) and len(text) < POSTED else None
        if lead is None or " " not in lead.word or ends_sentence(text):
            continue
        pieces = parse_line(text, draft.outlets, draft.day_first)
        if pieces and any(piece.field == "authors" for piece in pieces):
            mark_pieces(draft, n, pieces, "footer")
            offer_pieces(draft, [(n, piece) for piece in pieces], draft.headline_block)
            return


def take_agency(draft: Draft) -> None:
    """Take the agency behind the last sentence of the text, with the codes of its writers ("… left. PTI COR DIV")."""
    n = last_paragraph(draft)
    if n < max(draft.header_end, 1) or draft.page.marked(n):
        return
    text = draft.page.blocks[n].text
    found = _AGENCY_BEHIND.search(text, max(0, len(text) - BEHIND))
    outlet = known(found[1]) if found else None
    if found and outlet and outlet.agency:
        mark = Mark(found.start(), len(text), "removed", "credit", "agency-behind", None, draft.page.new_group())
        draft.page.mark(n, mark)


def take_initials(draft: Draft) -> None:
    """Take the initials with which an agency's writers and editors end their text."""
    page = draft.page
    for n in range(len(page.blocks) - 1, draft.header_end, -1):
        text = page.blocks[n].text
        if page.marked(n) or not text:
            continue
        if _INITIALS.fullmatch(text):
            agency = known(text.partition("/")[0].strip())
            if agency and agency.agency and text[0].isupper():
                # "SDA/oli": whose text it is, and who edited it
                draft.offer("original_publisher", text.partition("/")[0].strip(), "notice", n, (0, len(text)), AGENCY)
            page.mark(n, Mark(0, len(text), "removed", "credit", "signature", None, page.new_group()))
        return
