"""The head of an article: which of its first lines are metadata, which one is the headline, where the body begins.

In: the Blocks before the prose. Out: candidates for every field that headers give, and the marks that take those lines
out of the body. The standfirst and the dateline stay: they are body.
"""

import re
from typing import NamedTuple

from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import PERSON, parse_names
from karabakh_extract.fields.lexicon import fold, is_generic, is_genre, is_region, is_section
from karabakh_extract.fields.line import Piece, parse_line, topic_field
from karabakh_extract.fields.outlets import host_of, key, known
from karabakh_extract.fields.titled import MENU, Titled, find_titled
from karabakh_extract.names import looks_like_organisation, looks_like_person
from karabakh_extract.record import Origin

ZONE = 60
"""Blocks that are looked at for a header."""
ABOVE = 3
"""Blocks above the headline of a flattened page that may be header still: a section, an outlet; before them is the menu."""

WORTHY = 3.0
"""Score from which a line could well be the headline, so that later ones have to be better."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…։。][\"'”’»)\]]*$")
_TAG_SEPARATOR = re.compile(r"\s*[|•·]\s*")
_LEADING_MARK = re.compile(r"^(?:[•·►▪]\s*)")


class Head(NamedTuple):
    """The lines of a header: those read as metadata, and the short ones that are not."""

    metadata: dict[int, list[Piece]]
    others: list[int]
    prose: list[int]


def is_prose(text: str) -> bool:
    """Whether a Block reads like a paragraph of an article rather than a line of a header."""
    words = text.count(" ") + 1
    return words >= 30 or (words >= 8 and bool(_SENTENCE_END.search(text)))


def read_header(draft: Draft) -> None:
    """Mark the header's lines and offer what they say."""
    if draft.format == "html":
        from karabakh_extract.fields.page_header import read_page_header

        read_page_header(draft)
        return
    page = draft.page
    titled = find_titled(page.blocks, page.run) if page.run else None
    menu = titled is not None or (page.run is not None and page.run[0] >= MENU)
    head = _head(draft, _begin(page.run, titled) if page.run and menu else 0)
    if menu:
        chosen = titled.block if titled and not page.marked(titled.block) else -1
    else:
        chosen = _headline(draft, head)
    draft.headline_block = chosen
    last = max(head.metadata, default=-1)
    draft.header_end = max(last, chosen) + 1
    if chosen >= 0 and chosen not in head.metadata:
        text = page.blocks[chosen].text
        end = titled.end if titled else len(text)
        draft.offer("headline", text[:end], "first_line" if chosen == 0 else "header", chosen, (0, end), 6)
        draft.mark_field(chosen, 0, len(text), "headline", "first_line" if chosen == 0 else "header")
    for block in head.others:
        if block != chosen:
            _other_line(draft, head, block, chosen, last, menu)
    for block, pieces in sorted(head.metadata.items()):
        mark_pieces(draft, block, pieces, "header")
    offer_pieces(draft, [(block, piece) for block, pieces in sorted(head.metadata.items()) for piece in pieces], chosen)


def _begin(run: tuple[int, int], titled: Titled | None) -> int:
    """Return the first Block below the menu of a flattened page that may be header."""
    return max(0, (titled.block if titled and titled.block else run[0] - ABOVE) - ABOVE)


def _head(draft: Draft, begin: int) -> Head:
    metadata: dict[int, list[Piece]] = {}
    others: list[int] = []
    prose: list[int] = []
    since = 0
    for n, block in enumerate(draft.page.blocks[begin : begin + ZONE], begin):
        if block.role == "furniture" or not block.text or draft.page.marked(n):
            continue
        pieces = parse_line(block.text, draft.outlets)
        if pieces is not None:
            metadata[n] = pieces
            since = 0
        elif is_prose(block.text):
            prose.append(n)
            since += 2 if len(block.text) > 300 else 1
            if since >= 2:
                break
        else:
            others.append(n)
    # a headline may end like a sentence, and so may what stands above a byline: both precede the first metadata line
    above = min(metadata, default=0)
    titles = [n for n in prose if n < above and len(draft.page.blocks[n].text) < 200]
    others = sorted(others + titles)
    prose = [n for n in prose if n not in titles]
    first = prose[0] if prose else begin + ZONE
    # lines between paragraphs are sub-headings or fragments, not a header
    last = max([n for n in metadata if n < first] + [n for n in metadata if prose and n > first] or [-1])
    return Head(metadata, [n for n in others if n < first or n < last or n - 1 in metadata], prose)


def _headline(draft: Draft, head: Head) -> int:
    """Return the Block that is the headline, -1 where none is."""
    blocks = draft.page.blocks
    for n, pieces in head.metadata.items():
        for piece in pieces:
            if piece.field == "headline":
                draft.offer("headline", piece.value, "label", n, (piece.start, piece.end), 9)
                return n
    body = " ".join(block.text for block in blocks[(head.prose or [0])[0] : (head.prose or [0])[0] + 12])[:4000]
    vocabulary = {word.lower() for word in _WORD.findall(body) if len(word) > 3}
    best, where, worthy = 0.0, -1, 0
    first_prose = head.prose[0] if head.prose else len(blocks)
    for n in head.others:
        score = _headline_score(draft, head, n, vocabulary)
        if score <= 0:
            continue
        # of lines that follow each other and could be one, the headline comes first, the standfirst after it
        if n - 1 not in head.others:
            worthy = 0
        score -= 2.0 * worthy
        worthy += score >= WORTHY
        if n > first_prose:
            score -= 3
        if score > best:
            best, where = score, n
    return where


def _headline_score(draft: Draft, head: Head, n: int, vocabulary: set[str]) -> float:
    block = draft.page.blocks[n]
    text = block.text
    words = _WORD.findall(text)
    size = len(words)
    if size < 2 and block.role != "heading" and (size == 0 or len(head.others) > 1):
        return 0.0
    if draft.outlets.is_outlet(text) or host_of(text) or is_section(text):
        return 0.0
    score = 1.5 + min(size, 10) * 0.15 - max(0, size - 22) * 0.15
    if block.role == "heading":
        score += 4
    if block.role == "item":
        score -= 2
    content = [word.lower() for word in words if len(word) > 3]
    if content:
        score += 4.0 * sum(_stem_in(word, vocabulary) for word in content) / len(content)
    if _SENTENCE_END.search(text) and not text.endswith(("?", "!", "”", '"', "…", "’", "»")):
        score -= 1.0
    beside = [m for m in head.metadata if abs(m - n) == 1]
    if beside:
        score += 1.0
    if looks_like_person(text) >= PERSON and size <= 4:
        score -= 3
    if size <= 5 and looks_like_organisation(text) >= 0.6:
        score -= 3
    if len(_TAG_SEPARATOR.split(text)) > 2:
        score -= 3
    if text[:1].islower():
        score -= 1
    return score


def _stem_in(word: str, vocabulary: set[str]) -> bool:
    return word in vocabulary or word[: max(5, len(word) - 3)] in vocabulary or word.rstrip("s") in vocabulary


def _other_line(draft: Draft, head: Head, n: int, headline: int, last: int, menu: bool) -> None:
    """Decide about a short line of the header that no label, date or opener explains; `menu`: one stands above it."""
    text = draft.page.blocks[n].text
    whole = (0, len(text))
    origin: Origin = "first_line" if n == 0 else "header"
    near = {n - 1, n + 1} & (set(head.metadata) | {headline})
    host = host_of(text)
    if host or draft.outlets.is_outlet(text):
        found = known(text)
        name = text if found is None or not host else found.name
        draft.offer("publisher", name, origin, n, whole, 6 if n < headline or headline < 0 else 4)
        draft.mark_field(n, 0, len(text), "publisher", origin)
        return
    tags = [_LEADING_MARK.sub("", part).strip() for part in _TAG_SEPARATOR.split(text)]
    if len(tags) > 1 and all(0 < len(_WORD.findall(tag)) <= 4 for tag in tags) and near:
        at = 0
        for tag in tags:
            start = text.index(tag, at)
            at = start + len(tag)
            _topic(draft, n, tag, (start, at), origin)
        draft.mark_field(n, 0, len(text), "themes", origin)
        return
    if is_section(text):
        _topic(draft, n, text, whole, origin)
        draft.mark_field(n, 0, len(text), topic_field(text), origin)
        return
    if near and _names_line(draft, n, text, 0.6 if n > headline else 0.8):
        return
    if menu and n < headline:
        return
    if n < headline or (headline < 0 and n == 0):
        words = len(_WORD.findall(text))
        if words > 8:
            return
        above = any(c.origin in ("first_line", "header") for c in draft.candidates.by_field.get("publisher", ()))
        if not above and words <= 6 and text[:1].isupper():
            # the name above a headline is the site's, the more so where the text names it again
            again = key(text) in fold(" ".join(block.text for block in draft.page.blocks[n + 1 :]))
            weight = 5.0 if again else 3.5
            if words == 1 and not again:
                _topic(draft, n, text, whole, origin)
                draft.mark_field(n, 0, len(text), topic_field(text), origin)
                return
            draft.offer("publisher", text, origin, n, whole, weight)
            draft.mark_field(n, 0, len(text), "publisher", origin)
            return
        draft.mark_field(n, 0, len(text), "", origin)
        return
    before_metadata = n < last or (n - 1) in head.metadata
    if before_metadata and len(_WORD.findall(text)) <= 4 and (n - 1) in head.metadata:
        byline = any(piece.field == "authors" for piece in head.metadata[n - 1])
        if byline and looks_like_organisation(text) >= PERSON:
            draft.mark_field(n, 0, len(text), "", origin)


def _names_line(draft: Draft, n: int, text: str, least: float) -> bool:
    """Take a line of names alone, under a headline or beside a date, for the byline."""
    if len(_WORD.findall(text)) > 18 or _SENTENCE_END.search(text):
        return False
    byline = parse_names(text, draft.outlets, certain=False)
    if not byline.authors or any(named.organisation for named in byline.authors) or byline.authors[0].start > 0:
        return False
    if max(looks_like_person(named.name) for named in byline.authors) < least:
        return False
    for n_th, named in enumerate(byline.authors):
        draft.offer("authors", named.name, "byline", n, (named.start, named.end), 7 - 0.01 * n_th)
    draft.mark_field(n, 0, len(text), "authors", "byline")
    return True


def _topic(draft: Draft, n: int, value: str, span: tuple[int, int], origin: Origin) -> None:
    if is_generic(value) or is_genre(value):
        return
    draft.offer("regions" if is_region(value) else "themes", value, origin, n, span, 5)


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
                draft.mark_field(block, start, end, name, piece.origin or origin)  # type: ignore[arg-type]


_FIELD_NAMES = {
    "date": "dates.published",
    "outlet": "publisher",
    "loose": "",
    "genre": "",
    "bylabel": "authors",
    "url": "source.url",
}


def offer_pieces(draft: Draft, pieces: list[tuple[int, Piece]], headline: int) -> None:
    """Turn the Pieces of all header lines into candidates: here outlets are paired with their dates."""
    pairs: list[tuple[int, Piece | None, Piece]] = []
    waiting: tuple[int, Piece] | None = None
    for block, piece in pieces:
        span = (piece.start, piece.end)
        if piece.field == "outlet":
            if is_section(piece.value):
                _topic(draft, block, piece.value, span, "header")
                waiting = None
            elif not draft.outlets.is_outlet(piece.value) and (persons := _persons(draft, piece.value)):
                for name in persons:
                    draft.offer("authors", name, "byline", block, span, 7)
                waiting = None
            elif _place(draft, piece.value, headline):
                waiting = None
            else:
                waiting = (block, piece)
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
        elif piece.field.startswith("dates."):
            draft.offer(piece.field, piece.value, "label", block, span, 9)
        elif piece.field in ("regions", "themes"):
            draft.offer(piece.field, piece.value, piece.origin, block, span, 9)  # type: ignore[arg-type]
        elif piece.field in ("authors", "publisher", "original_publisher", "url"):
            origin: Origin = "byline" if piece.field == "authors" else "label" if piece.origin == "label" else "header"
            draft.offer(piece.field, piece.value, origin, block, span, 8)
        waiting = None
    _pairs(draft, pairs)


def _persons(draft: Draft, text: str) -> list[str]:
    """Return the names where a stretch holds names of persons alone."""
    names = [named for named in parse_names(text, draft.outlets, certain=False).authors if not named.organisation]
    whole = sum(len(named.name) for named in names)
    if not names or min(looks_like_person(named.name) for named in names) < PERSON or whole < 0.8 * len(text) - 6:
        return []
    return [named.name for named in names]


def _place(draft: Draft, name: str, headline: int) -> bool:
    """Whether a word before a date is the place of the dateline: the headline or the first paragraphs name it too."""
    if " " in name.strip() or draft.outlets.is_outlet(name) or looks_like_organisation(name) >= PERSON:
        return False
    near = [block.text for block in draft.page.blocks[max(headline, 0) : max(headline, 0) + 8]]
    return sum(text.count(name) for text in near) >= 2


def _loose(draft: Draft, block: int, piece: Piece, headline: int, line: list[Piece]) -> None:
    span = (piece.start, piece.end)
    if draft.outlets.is_outlet(piece.value) or host_of(piece.value):
        found = known(piece.value)
        draft.offer(
            "publisher", found.name if found and host_of(piece.value) else piece.value, "header", block, span, 6
        )
    elif is_section(piece.value):
        _topic(draft, block, piece.value, span, "header")
    elif looks_like_person(piece.value) >= 0.6:
        draft.offer("authors", piece.value, "byline", block, span, 7)
    elif piece is line[0] and (block < headline or headline < 0) and piece.value[:1].isupper():
        draft.offer("publisher", piece.value, "header", block, span, 5)


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
    _offer_pair(draft, (block, outlet, date), "publisher", "dates.published")
    others = [pair for pair in pairs if pair[2] is not date]
    if others and draft.candidates.by_field.get("original_publisher"):
        draft.offer(
            "dates.original", others[0][2].value, "header", others[0][0], (others[0][2].start, others[0][2].end), 6
        )


def _offer_pair(draft: Draft, pair: tuple[int, Piece | None, Piece], outlet_field: str, date_field: str) -> None:
    block, outlet, date = pair
    if outlet is not None:
        draft.offer(outlet_field, outlet.value, "header", block, (outlet.start, outlet.end), 8)
    draft.offer(date_field, date.value, "header", block, (date.start, date.end), 7)
