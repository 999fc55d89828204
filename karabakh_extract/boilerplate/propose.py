"""A finished draft and a stretch of its text in, a rule that takes that stretch out.

What differs from article to article becomes a slot (outlet, author, date, number, address), the rest stays as it is
printed. The rule is tried on the article before it is given: where a slot is one too many, it is dropped again.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from karabakh_extract.boilerplate.book import RuleBook
from karabakh_extract.boilerplate.rules import At, Extent, Follow, Kind, Rule
from karabakh_extract.boilerplate.shapes import Shape
from karabakh_extract.boilerplate.tokens import ADDRESS, WORD, fold
from karabakh_extract.draft import Draft
from karabakh_extract.fields.datetimes import find_dates
from karabakh_extract.fields.outlets import named_in
from karabakh_extract.patterns import lazy

MOST_WORDS = 25
"""Words of a paragraph that go into its phrase: what opens a notice names it, the rest goes with the paragraph."""

_WORD = lazy(r"[^\W_]+|©")
_NUMBER = lazy(r"\d+(?:[.,]\d+)*")
_YEAR = lazy(r"(?:©|\(c\)|copyright)\W{0,3}((?:19|20)\d\d)\b", re.IGNORECASE)
_SENTENCE_ENDS = tuple(".!?…")
_FOLLOW = ("link", "email", "payment", "phone", "date", "item", "short", "address")


class Piece(NamedTuple):
    """The part of a stretch that stands in one Block."""

    block: int
    start: int
    end: int


class Proposal(NamedTuple):
    """A rule, and the example that it takes: the stretch, with the text around it where it is a part of a
    paragraph."""

    rule: Rule
    example: str


class _Slot(NamedTuple):
    start: int
    end: int
    name: str


def find(draft: Draft, text: str) -> list[Piece]:
    """Return where `text` stands first in the clean text of the article, white space apart; nothing where it does
    not."""
    words = text.split()
    if not words:
        return []
    blocks = [(n, block.text) for n, block in enumerate(draft.page.blocks) if block.text]
    whole = "\n".join(each for _, each in blocks)
    found = re.search(r"\s+".join(map(re.escape, words)), whole) or re.search(
        r"\s+".join(map(re.escape, words)), whole, re.IGNORECASE
    )
    if not found:
        return []
    pieces, at = [], 0
    for n, each in blocks:
        start, end = max(found.start() - at, 0), min(found.end() - at, len(each))
        if start < end:
            pieces.append(Piece(n, start, end))
        at += len(each) + 1
    return pieces


def propose(draft: Draft, pieces: list[Piece], kind: Kind, pack: str) -> Proposal | None:
    """Return a rule that takes just `pieces` of the article, or nothing where no phrase can: a stretch without
    words."""
    texts = [block.text if block.role != "furniture" else "" for block in draft.page.blocks]
    wanted = {piece.block: (piece.start, piece.end) for piece in pieces}
    stretches = {texts[piece.block][piece.start : piece.end] for piece in pieces}
    for rule in _candidates(draft, texts, pieces, kind, pack):
        try:
            claims = RuleBook.of([rule]).match(texts)
        except ValueError:  # slots alone, or too many words: no phrase
            continue
        took = {claim.block: (claim.start, claim.end) for claim in claims if claim.block in wanted}
        # the notice may stand in the article twice; anything else is too much
        more = [claim for claim in claims if claim.block not in wanted and texts[claim.block] not in stretches]
        if not more and len(took) == len(wanted) and all(_same(texts[n], span, wanted[n]) for n, span in took.items()):
            return Proposal(rule, _example(texts, pieces))
    return None


def slug(text: str) -> str:
    """Return words as an id: small letters and digits, parted by hyphens."""
    return "-".join(WORD.findall(fold(text)))


def _same(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Say whether two stretches hold the same words, whatever punctuation stands at their edges."""
    return WORD.findall(text[one[0] : one[1]]) == WORD.findall(text[other[0] : other[1]])


def _candidates(draft: Draft, texts: list[str], pieces: list[Piece], kind: Kind, pack: str) -> Iterator[Rule]:
    """Yield rules for the stretch, the most general first; the last one takes every word as printed."""
    first = pieces[0]
    follow: Follow | None = None
    worded = [piece for piece in pieces if _literal(texts[piece.block][piece.start : piece.end])]
    if not worded or worded[0] is not first:
        return
    if len(worded) < len(pieces):
        shapes = {_shape(texts[piece.block]) for piece in pieces if piece not in worded}
        if None in shapes:
            return
        # "or via https://…" is no phrase of its own where lines around it go with the heading
        follow = Follow(shapes=tuple(sorted(str(each) for each in shapes)), most=max(len(pieces) - 1, 1))
        worded = [first]
    name = "-".join(filter(None, (slug(pack), slug(kind))))
    why = "what this notice is and where it stands"
    for at, extent in _placings(texts, pieces):
        for keep in (
            ("outlet", "person", "date", "year", "number", "url", "email"),
            ("url", "email", "number", "date"),
            (),
        ):
            phrases = tuple(
                dict.fromkeys(
                    _phrase(texts[each.block], each, _slots(draft, texts[each.block], each, keep), at=at, extent=extent)
                    for each in worded
                )
            )
            yield Rule(name, kind, why, phrases, pack=pack, at=at, extent=extent, follow=follow)


def _placings(texts: list[str], pieces: list[Piece]) -> Iterator[tuple[At, Extent]]:
    """Yield where a rule may stand and how far it goes, the one that suits the stretch best first."""
    text, (_, start, end) = texts[pieces[0].block], pieces[0]
    opens, closes = not text[:start].strip(), not text[end:].strip()
    if len(pieces) > 1 or (opens and closes):
        if len(WORD.findall(text[start:end])) <= MOST_WORDS and all(
            len(WORD.findall(texts[p.block])) <= MOST_WORDS for p in pieces
        ):
            yield "whole", "block"
        yield "start", "block"
        return
    before, inside = text[:start].rstrip(), text[start:end].rstrip()
    place: At = "start" if opens else "sentence" if before.endswith(_SENTENCE_ENDS) else "anywhere"
    if place != "anywhere" and inside.endswith(_SENTENCE_ENDS):
        yield place, "sentence"
    if closes:
        yield place, "rest"
    yield place, "match"
    yield "anywhere", "match"


def _phrase(text: str, piece: Piece, slots: list[_Slot], *, at: At, extent: Extent) -> str:
    """Return the words of a piece with its slots in place; where the rest goes along by itself, only the first
    words."""
    parts: list[str] = []
    position = piece.start
    for slot in [*slots, _Slot(piece.end, piece.end, "")]:
        parts += _WORD.findall(fold(text[position : slot.start]))
        if slot.name and not (slot.start == piece.start and at == "anywhere"):
            parts.append(f"{{{slot.name}}}")
        elif slot.name:
            parts += _WORD.findall(fold(text[slot.start : slot.end]))
        position = slot.end
    if extent in ("block", "rest", "sentence") and at != "whole":
        parts = parts[:MOST_WORDS]
    return " ".join(parts)


def _slots(draft: Draft, text: str, piece: Piece, keep: tuple[str, ...]) -> list[_Slot]:
    """Return the stretches of a piece that differ from article to article, in order, none overlapping."""
    inside = text[piece.start : piece.end]
    found: list[_Slot] = []

    def add(start: int, end: int, name: str) -> None:
        if name in keep and not any(start < each.end and each.start < end for each in found):
            found.append(_Slot(start, end, name))

    for address in ADDRESS.finditer(inside.lower()):
        end = address.start() + len(address[0].rstrip(".,;:!?)"))
        add(address.start(), end, "email" if "@" in address[0] else "url")
    for date in find_dates(inside):
        add(date.start, date.end, "date")
    names = {each for each in (draft.publisher, draft.original_publisher, *draft.outlets.named.values()) if each}
    people: tuple[tuple[str, Literal["outlet", "person"]], ...] = (
        *((name, "outlet") for name in sorted(names, key=len, reverse=True)),
        *((name, "person") for name in draft.authors if name not in names),
    )
    for name, slot in people:
        for hit in re.finditer(rf"\b{re.escape(name)}\b", inside, re.IGNORECASE):
            add(hit.start(), hit.end(), slot)
    for start, end, _ in named_in(inside):
        add(start, end, "outlet")
    for year in _YEAR.finditer(inside):
        add(year.start(1), year.end(1), "year")
    for number in _NUMBER.finditer(inside):
        add(number.start(), number.end(), "number")
    return [_Slot(start + piece.start, end + piece.start, name) for start, end, name in sorted(found)]


def _literal(text: str) -> bool:
    """Say whether a line has words of its own to know it by: one ("ADVERTISEMENT"), beside an address two."""
    rest = ADDRESS.sub(" ", fold(text))
    words = [word for word in WORD.findall(_NUMBER.sub(" ", rest)) if len(word) > 1]
    return len(words) > (rest != fold(text))


def _shape(text: str) -> str | None:
    """Return the first shape of `follow` that a line has."""
    shape = Shape(text)
    return next((name for name in _FOLLOW if shape.fits(name)), None)


def _example(texts: list[str], pieces: list[Piece]) -> str:
    if len(pieces) > 1 or _same(
        texts[pieces[0].block], (pieces[0].start, pieces[0].end), (0, len(texts[pieces[0].block]))
    ):
        return "\n".join(texts[piece.block][piece.start : piece.end] for piece in pieces)
    n, start, end = pieces[0]
    text = texts[n]
    # punctuation that ends the stretch goes with it, as the rule takes it
    while end < len(text) and not text[end].isalnum() and not text[end].isspace():
        end += 1
    return f"{text[:start]}[[{text[start:end]}]]{text[end:]}"
