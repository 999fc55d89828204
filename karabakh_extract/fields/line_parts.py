"""Header lines told by their parts: a site's name with sections, items of a menu, tags, "From" with an outlet.

In: one short line between the first Block and the text. Out: candidates for publisher, regions and themes with the
line's mark, a `removed` mark for a menu, or nothing where the line is of another kind.
"""

from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import PERSON, SURE
from karabakh_extract.fields.headline import TAG_SEPARATOR
from karabakh_extract.fields.labels import taken_from
from karabakh_extract.fields.lexicon import is_generic, is_no_name, is_outlet_name, is_region, signs_for_newsroom
from karabakh_extract.fields.masthead import is_menu, leads_nowhere, masthead
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.pieces import offer_topic
from karabakh_extract.fields.publisher import NAMED_FIRST
from karabakh_extract.fields.shape import ends_sentence, size
from karabakh_extract.names import looks_like_person
from karabakh_extract.page.marks import Mark
from karabakh_extract.patterns import lazy
from karabakh_extract.record import Origin

_LEADING_MARK = lazy(r"^(?:[•·►▪]\s*)")
_ARROWS = frozenset("›»>→")
_ITEMS = lazy(r"\s*[|•·›»>/]\s*|\s[–—-]\s")
_WIDE = lazy(r"[ \t]{2,}")
SOURCE = 5
"""Words of the name of an outlet from which a text is taken, at most."""
ITEM = 4
"""Words of a section, a tag or an item of a menu at most."""


def read_masthead(draft: Draft, n: int, text: str, origin: Origin) -> bool:
    """Take the site's name with sections behind it."""
    if draft.page.run is not None:
        return False
    parts = masthead(draft, text)
    if not parts:
        return False
    draft.offer("publisher", text[slice(*parts[0])], origin, n, parts[0], 6)
    sections = [text[start:end] for start, end in parts[1:]]
    if sections and leads_nowhere(sections):
        # "Weir Post - Subscribe - Log in"
        draft.page.mark(n, Mark(0, len(text), "removed", "navigation", "menu", None, draft.page.new_group()))
        return True
    for section, (start, _end) in zip(sections, parts[1:], strict=True) if not is_menu(sections) else ():
        # "Rural law, War reporting": the sections of an article that stands in two
        at = start
        for each in section.split(", "):
            if not (signs_for_newsroom(each) or draft.outlets.is_outlet(each)):
                # "APO Group - Africa-Newsroom"
                offer_topic(draft, n, each, (at, at + len(each)), origin)
            at += len(each) + 2
    draft.mark_field(n, 0, len(text), "publisher", origin)
    return True


def read_menu(draft: Draft, n: int, text: str) -> bool:
    """Take "Home | Wars | Essays | Contact" out: the items of a site's menu, parted by bars, arrows or wide spaces."""
    block = draft.page.blocks[n]
    # a paragraph's text has its white space folded, the source tells wide spaces
    printed = draft.page.source[block.start : block.end] if draft.format != "html" else text
    items = [item.strip() for item in (_WIDE if len(_WIDE.split(printed)) > 1 else _ITEMS).split(printed)]
    if not all(0 < size(item) <= ITEM for item in items) or not is_menu(items, barred=_ARROWS.isdisjoint(text)):
        return False
    draft.page.mark(n, Mark(0, len(text), "removed", "navigation", "menu", None, draft.page.new_group()))
    return True


def read_tags(draft: Draft, n: int, text: str, origin: Origin) -> bool:
    """Take "Armenia | Border | Farming" beside other header lines for topics."""
    tags = [_LEADING_MARK.sub("", part).strip() for part in TAG_SEPARATOR.split(text)]
    if len(tags) < 2 or not all(0 < size(tag) <= ITEM for tag in tags):
        return False
    if " / " in text and any(draft.outlets.is_outlet(tag) or looks_like_person(tag) >= PERSON for tag in tags):
        # "A. Author / Some Agency"
        return False
    if looks_like_person(tags[0]) >= SURE and not is_generic(tags[0]) and not draft.candidates.by_field.get("authors"):
        # "A. Author | Seville"
        draft.offer("authors", tags[0], "byline", n, (text.index(tags[0]), text.index(tags[0]) + len(tags[0])), 7)
        draft.mark_field(n, 0, len(text), "authors", "byline")
        return True
    at = 0
    for tag in tags:
        start = text.index(tag, at)
        at = start + len(tag)
        offer_topic(draft, n, tag, (start, at), origin)
    draft.mark_field(n, 0, len(text), "themes", origin)
    return True


def read_breadcrumb(draft: Draft, n: int, text: str, origin: Origin) -> bool:
    """Take "Home / Region / Elmstadt" above the headline for the way to the page: sections behind the front page."""
    parts = [part.strip() for part in _ITEMS.split(text)]
    if len(parts) < 2 or not is_generic(parts[0]) or not all(0 < size(part) <= ITEM for part in parts):
        return False
    at = 0
    for part in parts:
        at = text.index(part, at)
        offer_topic(draft, n, part, (at, at + len(part)), origin)
        at += len(part)
    draft.mark_field(n, 0, len(text), "themes", origin)
    return True


def read_taken_from(draft: Draft, n: int, text: str) -> bool:
    """Take "From Weir Wire:" below the headline for the outlet where the text stood first."""
    word = taken_from(fold(text))
    name = text[len(word) :].strip(" :") if word and text[len(word) : len(word) + 1] == " " else ""
    if not name or not name[0].isupper() or size(name) > SOURCE or ends_sentence(text) or signs_for_newsroom(name):
        return False
    if looks_like_person(name) >= PERSON or is_no_name(name) or is_region(name):
        return False
    if not (text.endswith(":") or draft.outlets.is_outlet(name) or is_outlet_name(name)):
        return False
    span = (text.index(name), text.index(name) + len(name))
    draft.offer("original_publisher", name, "header", n, span, NAMED_FIRST)
    draft.mark_field(n, 0, len(text), "original_publisher", "header")
    return True
