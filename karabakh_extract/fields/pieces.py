"""Pieces of header and footer lines turned into marks and candidates.

In: what `line` made of each metadata line. Out: the marks that put all of it into `evidence`, and candidates for
the fields; here outlets are paired with their dates, so that this copy's are told from the first publication's.
"""

from msgspec.structs import replace

from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import PERSON, parse_names
from karabakh_extract.fields.hosts import host_of
from karabakh_extract.fields.known_words import is_new_name
from karabakh_extract.fields.lexicon import (
    first_of_several,
    is_desk,
    is_generic,
    is_genre,
    is_outlet_name,
    is_region,
    is_section,
)
from karabakh_extract.fields.line_values import Piece
from karabakh_extract.fields.outlets import known, squeezed
from karabakh_extract.fields.own_name import source_name
from karabakh_extract.names import looks_like_organisation, looks_like_person
from karabakh_extract.patterns import lazy
from karabakh_extract.record import Origin

_DASH = lazy(r"\s[-–—]\s")
_COMMA = lazy(r",\s*")
_QUOTED = lazy(r"«([^«»]{2,60})»")


def offer_topic(draft: Draft, n: int, value: str, span: tuple[int, int], origin: Origin, weight: float = 5.0) -> None:
    """Offer a section or tag as region or theme; generic ones and genres say nothing."""
    if is_generic(value) or is_genre(value):
        return
    value = first_of_several(value)
    draft.offer("regions" if is_region(value) else "themes", value, origin, n, span, weight)


def section_of(value: str) -> str:
    """Return the section that a stretch names, without a word that says nothing ("Society Materials"), or ""."""
    if is_section(value):
        return value
    first, _, last = value.rpartition(" ")
    return first if first and is_generic(last) and is_section(first) else ""


def mark_pieces(draft: Draft, block: int, pieces: list[Piece], origin: Origin) -> None:
    """Mark a metadata line, stretch by stretch, so that all of it stands in `evidence`."""
    text = draft.page.blocks[block].text
    # values of one field side by side ("Region: Asia, Europe") are one stretch
    firsts = [
        piece for n, piece in enumerate(pieces) if n == 0 or piece.field != pieces[n - 1].field or piece.field == "date"
    ]
    bounds = [0, *(piece.start for piece in firsts[1:]), len(text)]
    for piece, start, end in zip(firsts, bounds, bounds[1:], strict=False):
        if start < end:
            part = text[start:end]
            start += len(part) - len(part.lstrip())
            end = start + len(part.strip())
            name = _FIELD_NAMES.get(piece.field, piece.field)
            if start < end:
                draft.mark_field(block, start, end, name, piece.origin or origin)  # type: ignore[arg-type]  # readers of lines say plain strings


_FIELD_NAMES = {
    "date": "dates.published",
    "outlet": "publisher",
    "source": "original_publisher",
    "loose": "",
    "genre": "",
    "bylabel": "authors",
    "url": "source.url",
}


def offer_pieces(draft: Draft, pieces: list[tuple[int, Piece]], headline: int) -> None:
    """Turn the Pieces of all header lines into candidates: here outlets are paired with their dates."""
    pairs: list[tuple[int, Piece | None, Piece]] = []
    waiting: tuple[int, Piece] | None = None
    written = False
    for block, piece in pieces:
        written = written or piece.field == "authors"
        span = (piece.start, piece.end)
        if piece.field == "authors" and _published_by(draft, block, piece, pieces):
            draft.offer("publisher", piece.value, "header", block, span, 7)
            continue
        if piece.field == "outlet":
            if draft.page.blocks[block].text.startswith(", [", piece.end):
                # "Some Channel, [12.03.22 14:05]": a messenger's export
                draft.offer("publisher", piece.value, "header", block, span, 8)
                waiting = None
            elif section := section_of(piece.value):
                offer_topic(draft, block, section, span, "header")
                waiting = None
            elif not (written or draft.outlets.is_outlet(piece.value)) and (persons := _persons(draft, piece.value)):
                for name in persons:
                    draft.offer("authors", name, "byline", block, span, 7)
                waiting = None
            elif (
                is_generic(piece.value)
                or is_desk(piece.value)
                or _place(draft, piece, block, headline)
                or _outlet_beside(draft, block, piece, pieces)
            ):
                waiting = None
            elif quoted := _QUOTED.search(piece.value):
                # "Газета «Коммерсантъ» №82 от"
                waiting = (block, replace(piece, value=quoted[1]))
            else:
                waiting = (block, piece)
            continue
        if piece.field == "date" and _of_source(draft, block, piece, pieces):
            draft.offer("dates.original", piece.value, "label", block, span, 6)
            continue
        if piece.field == "date":
            outlet = waiting[1] if waiting and waiting[0] == block else None
            pairs.append((block, outlet, piece))
        elif piece.field == "bylabel":
            byline = parse_names(piece.value, draft.outlets, certain=True)
            for n, named in enumerate(byline.authors):
                draft.offer("authors", named.name, "label", block, span, 9 - 0.01 * n)
        elif piece.field == "loose":
            _loose(draft, block, piece, headline, [p for b, p in pieces if b == block])
        elif piece.field == "source":
            if first := source_name(piece.value):
                draft.offer("original_publisher", first, "label", block, span, 6)
        elif piece.field.startswith("dates."):
            draft.offer(piece.field, piece.value, "label", block, span, 9)
        elif piece.field in ("regions", "themes"):
            draft.offer(piece.field, piece.value, piece.origin, block, span, 9)  # type: ignore[arg-type]  # readers of lines say plain strings
        elif piece.field in ("authors", "publisher", "original_publisher", "url"):
            origin: Origin = "byline" if piece.field == "authors" else "label" if piece.origin == "label" else "header"
            # the outlet behind a writer's name may be where he works, not who publishes this copy
            affiliation = piece.field == "publisher" and piece.origin == "byline"
            authored = piece.field == "authors" and piece.origin == "label"
            draft.offer(piece.field, piece.value, origin, block, span, 9 if authored else 5 if affiliation else 8)
        waiting = None
    _pairs(draft, pairs)


def _persons(draft: Draft, text: str) -> list[str]:
    """Return the names where a stretch holds names of persons alone."""
    names = [named for named in parse_names(text, draft.outlets, certain=False).authors if not named.organisation]
    whole = sum(len(named.name) for named in names)
    if not names or min(looks_like_person(named.name) for named in names) < PERSON or whole < 0.8 * len(text) - 6:
        return []
    return [named.name for named in names]


def _published_by(draft: Draft, block: int, piece: Piece, pieces: list[tuple[int, Piece]]) -> bool:
    """Whether "Published on 8 June by Weir Daily" says who published: no person, and who wrote stands elsewhere."""
    if looks_like_person(piece.value) >= PERSON:
        return False
    before = any(n == block and other.field == "dates.published" and other.end <= piece.start for n, other in pieces)
    return before and any(n != block and other.field in ("authors", "bylabel") for n, other in pieces)


def _of_source(draft: Draft, block: int, piece: Piece, pieces: list[tuple[int, Piece]]) -> bool:
    """Whether a date behind the source's name, below a text whose own date the header gives, is the source's."""
    if not draft.candidates.by_field.get("dates.published"):
        return False
    return any(n == block and other.field == "source" and other.end <= piece.start for n, other in pieces)


def _outlet_beside(draft: Draft, block: int, piece: Piece, pieces: list[tuple[int, Piece]]) -> bool:
    """Whether the line of a stretch that nobody knows names an outlet besides ("Civil.ge | Tbilisi | 12/05/2021")."""
    if draft.outlets.is_outlet(piece.value) or host_of(piece.value):
        return False
    beside = (each.value for n, each in pieces if n == block and each.field == "loose")
    return any(draft.outlets.is_outlet(value) or host_of(value) for value in beside)


def _place(draft: Draft, piece: Piece, block: int, headline: int) -> bool:
    """Whether a word before a date is the place of the dateline: the headline or the first paragraphs name it too, or
    a dash parts it from the date.
    """
    name = piece.value
    if " " in name.strip() or draft.outlets.is_outlet(name) or looks_like_organisation(name) >= PERSON:
        return False
    dashed = _DASH.match(draft.page.blocks[block].text, piece.end)
    if dashed and looks_like_organisation(name) < PERSON and host_of(name) is None and not is_outlet_name(name):
        # one word that nothing else in the article knows for an outlet: a city as well ("Guadalajara - 14 May")
        return True
    near = [block.text for block in draft.page.blocks[max(headline, 0) : max(headline, 0) + 8]]
    return sum(text.count(name) for text in near) >= 2


def _loose(draft: Draft, block: int, piece: Piece, headline: int, line: list[Piece]) -> None:
    span = (piece.start, piece.end)
    if draft.outlets.is_outlet(piece.value) or host_of(piece.value):
        found = known(piece.value)
        above = any(c.origin in ("first_line", "header") for c in draft.candidates.by_field.get("publisher", ()))
        beside = len(line) > 1 and piece is line[0] and line[1].start <= piece.end + 1
        if found and found.agency and above and block > headline >= 0 and beside:
            # on another outlet's page, nothing between it and the date ("PTI | Shimla | Updated …" is a slug)
            draft.offer("authors", piece.value, "byline", block, span, 4)
        draft.offer(
            "publisher", found.name if found and host_of(piece.value) else piece.value, "header", block, span, 6
        )
    elif section := section_of(piece.value):
        offer_topic(draft, block, section, span, "header")
    elif "," in piece.value and all(is_section(part) for part in _COMMA.split(piece.value)):
        for part in _COMMA.split(piece.value):
            offer_topic(draft, block, part, span, "header")
    elif looks_like_person(piece.value) >= 0.6 or (_beside_date(piece, line) and is_new_name(draft, piece.value)):
        draft.offer("authors", piece.value, "byline", block, span, 7)
    elif is_outlet_name(piece.value) or (
        not is_desk(piece.value)
        and piece is line[0]
        and (block < headline or headline < 0)
        and piece.value[:1].isupper()
    ):
        draft.offer("publisher", piece.value, "header", block, span, 5)


def _beside_date(piece: Piece, line: list[Piece]) -> bool:
    """Whether a stretch is the first or the last of a line and a date is next to it."""
    at = line.index(piece)
    beside = line[1:2] if at == 0 else line[at - 1 : at] if at == len(line) - 1 else []
    return any(other.field in ("date", "dates.published") for other in beside)


def _pairs(draft: Draft, pairs: list[tuple[int, Piece | None, Piece]]) -> None:
    """Tell this copy's outlet and date from the first publication's.

    Of two outlets with dates the first is this copy's, unless its date is the earlier one: nobody re-publishes a
    text before it has appeared.
    """
    with_outlet = [pair for pair in pairs if pair[1] is not None]
    if len(with_outlet) >= 2:
        copy, first = with_outlet[0], with_outlet[1]
        if copy[2].value[:10] < first[2].value[:10]:
            copy, first = first, copy
        _offer_pair(draft, copy, "publisher", "dates.published")
        _offer_pair(draft, first, "original_publisher", "dates.original")
        return
    if not pairs:
        return
    block, outlet, date = with_outlet[0] if with_outlet else pairs[0]
    if outlet is not None and _before_this_copy(draft, outlet, date):
        _offer_pair(draft, (block, outlet, date), "original_publisher", "dates.original")
        return
    _offer_pair(draft, (block, outlet, date), "publisher", "dates.published")
    others = [pair for pair in pairs if pair[2] is not date]
    if others and draft.candidates.by_field.get("original_publisher"):
        draft.offer(
            "dates.original", others[0][2].value, "header", others[0][0], (others[0][2].start, others[0][2].end), 6
        )


def _before_this_copy(draft: Draft, outlet: Piece, date: Piece) -> bool:
    """Whether an outlet printed a text before the day that a label names for this copy, on a page whose name stands
    above: "Posted on 18 July by a blog", "Weir Wire, 17/07".
    """
    labelled = [c for c in draft.candidates.by_field.get("dates.published", ()) if c.origin == "label"]
    above = [c for c in draft.candidates.by_field.get("publisher", ()) if c.origin in ("first_line", "header")]
    return any(date.value[:10] < c.value[:10] for c in labelled) and any(
        squeezed(c.value) != squeezed(outlet.value) for c in above
    )


def _offer_pair(draft: Draft, pair: tuple[int, Piece | None, Piece], outlet_field: str, date_field: str) -> None:
    block, outlet, date = pair
    if outlet is not None:
        draft.offer(outlet_field, outlet.value, "header", block, (outlet.start, outlet.end), 8)
    draft.offer(date_field, date.value, "header", block, (date.start, date.end), 7)
