"""A header line of names alone, beside the headline or another header line: is it the byline?

In: one short line that no label explains, and what stands around it. Out: candidates for the authors and the line's
mark, or nothing.
"""

from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import PERSON, SURE, parse_names
from karabakh_extract.fields.known_words import is_new_name
from karabakh_extract.fields.lexicon import (
    function_words,
    is_outlet_name,
    is_role,
    signs_for_newsroom,
)
from karabakh_extract.fields.own_name import caseless
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.shape import WORD, Head, ends_sentence, size
from karabakh_extract.names import looks_like_person
from karabakh_extract.patterns import lazy

MOST_ELSE = 2
"""Small words behind the last name of a line of names, where they are no role."""
CONTACT = lazy(r"(?:[^\W\d_]+:\s*)?\S+@\S+\.\S+|@\w+")
"""A handle or an address alone."""
WHEREABOUTS = lazy(r"(?:à|en|in|aus|a|da|em|from|reporting from|de|desde)\s[A-Z]\S{2,}(?:[ -]\S+){0,3}(?<![.!?])")
"""Where a writer reports from, on a line under the name."""
PLACED = 8
"""Words of a place and a house on one line at most."""
_CITY = lazy(r"[\u0620-\u064a]{3,}(?: [\u0620-\u064a]{3,})?: ")
"""The city from which an Arabic paper's writer reports, before the name: "القاهرة: منى الشاذلي"."""
_DATED = ("date", "dates.published", "dates.modified")


def read_names(draft: Draft, head: Head, n: int, text: str, headline: int) -> bool:
    """Take a line of names alone, beside the headline or another header line, for the byline.

    Above the headline, and where no list knows the name, something must vouch for it: a role on the line below.
    """
    if size(text) > 18 or ends_sentence(text):
        return False
    city = _CITY.match(text)
    if city and city.end() < len(text) and _dated(draft, head, n) and looks_like_person(text[city.end() :]) >= SURE:
        draft.offer("authors", text[city.end() :], "byline", n, (city.end(), len(text)), 7)
        draft.mark_field(n, 0, len(text), "authors", "byline")
        return True
    byline = parse_names(text, draft.outlets, certain=False)
    if not byline.authors and (end := _before_role(text)):
        # "A. Author Redattrice lavialibera"
        byline = parse_names(text[:end], draft.outlets, certain=False)
    if not byline.authors or any(named.organisation for named in byline.authors) or byline.authors[0].start > 0:
        return False
    rest = text[byline.authors[-1].end :]
    if sum(word.islower() and word not in function_words() for word in WORD.findall(rest)) > MOST_ELSE and not is_role(
        rest, 12
    ):
        return False  # "A Airolo, un homme saluait encore les trains"
    if any(is_role(named.name, 4) and looks_like_person(named.name) < SURE for named in byline.authors):
        return False  # "Political Editor"
    below = draft.page.blocks[n + 1].text if n + 1 < len(draft.page.blocks) else ""
    vouched = is_role(below) or byline.outlet is not None or is_role(text[byline.authors[-1].end :])
    # a handle or an address on the next line is the writer's
    vouched = vouched or contact_below(draft, n) or WHEREABOUTS.fullmatch(below) is not None
    vouched = vouched or place_and_house(draft, below)
    vouched_for = vouched
    if not vouched and n - 1 == headline and signs_for_newsroom(below) and is_new_name(draft, text):
        # over the newsroom for which the writer signs
        vouched = True
    if not vouched and headline < n and n + 1 in head.metadata and not is_outlet_name(text):
        # over a date, where no byline stands, two or three capitalised words are the writer
        vouched = not any(piece.field == "authors" for pieces in head.metadata.values() for piece in pieces)
    dated = n - 1 in head.metadata or n + 1 in head.metadata
    least = PERSON if vouched else 0.6 if n > headline else 0.65 if dated else 0.8
    if n > 0 and n - 1 in head.metadata and n + 1 == headline and not text.isupper() and is_new_name(draft, text):
        # between date and headline no site prints its own name
        least = PERSON
    if n > headline >= 0 and not vouched and _dated(draft, head, n) and is_new_name(draft, text):
        # beside the date, a name that no list knows
        least = PERSON
    if max(looks_like_person(named.name) for named in byline.authors) < least:
        return False
    if not vouched_for and len(byline.authors) > 1 and all(_may_be_words(named.name) for named in byline.authors):
        return False  # "Return Seized Books, End Criminal Inquiry"
    for place, named in enumerate(byline.authors):
        name, _, last = named.name.rpartition(" ")
        # where letters have no case, nothing parts a name from the role behind it: "زياد الفيفي صحافي"
        whole = not (" " in name and caseless(last) and is_role(last))
        value = named.name if whole else name
        draft.offer("authors", value, "byline", n, (named.start, named.start + len(value)), 7 - 0.01 * place)
    if byline.outlet is not None:
        span = (byline.outlet.start, byline.outlet.end)
        draft.offer("publisher", byline.outlet.name, "byline", n, span, 4)
    draft.mark_field(n, 0, len(text), "authors", "byline")
    return True


def _may_be_words(name: str) -> bool:
    """Whether no list knows a name's first part."""
    return looks_like_person(name) < SURE


def _before_role(text: str) -> int:
    """Return where two or three words end behind which a line says what their bearer is, 0 where it does not."""
    words = list(WORD.finditer(text))
    for word in words[2:4]:
        if is_role(word[0]) and is_role(text[word.start() :]) and looks_like_person(text[: word.start()]) >= PERSON:
            return word.start()
    return 0


def _dated(draft: Draft, head: Head, n: int) -> bool:
    """Whether a line with a date stands beside a line, in a header that names no writer yet."""
    beside = [piece for m in beside_line(draft, n) for piece in head.metadata.get(m, ())]
    signed = any(piece.field == "authors" for pieces in head.metadata.values() for piece in pieces)
    return not signed and any(piece.field in _DATED for piece in beside)


def beside_line(draft: Draft, n: int) -> set[int]:
    """Return the nearest Blocks above and below that no notice has taken."""
    page = draft.page
    above = next((m for m in range(n - 1, -1, -1) if not _taken(draft, m)), -1)
    below = next((m for m in range(n + 1, len(page.blocks)) if not _taken(draft, m)), -1)
    return {above, below} - {-1}


def _taken(draft: Draft, n: int) -> bool:
    block = draft.page.blocks[n]
    return not block.text or block.role == "furniture" or any(m.label == "removed" for m in draft.page.marks.get(n, ()))


def place_and_house(draft: Draft, text: str) -> bool:
    """Whether a line is a writer's place and the house in short: "VIGO / LA VOZ" under "La Voz de Galicia"."""
    _, stroke, house = text.partition(" / ")
    if not stroke or not text.isupper() or size(text) > PLACED:
        return False
    publishers = draft.candidates.by_field.get("publisher", ())
    return draft.outlets.is_outlet(house) or any(
        f"{fold(each.value)} ".startswith(f"{fold(house)} ") for each in publishers
    )


def contact_below(draft: Draft, n: int) -> bool:
    """Whether a handle or an e-mail address stands alone on the next line."""
    blocks = draft.page.blocks
    return n + 1 < len(blocks) and CONTACT.fullmatch(blocks[n + 1].text) is not None
