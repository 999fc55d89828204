"""Header lines that no label, date or byline opener explains: an outlet, a section, tags, names alone, a motto.

In: one short line between the first Block and the text, and what stands around it. Out: a candidate and a mark,
or nothing: what cannot be told stays body.
"""

import re

from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import PERSON
from karabakh_extract.fields.hosts import host_of
from karabakh_extract.fields.lexicon import (
    function_words,
    is_generic,
    is_outlet_name,
    is_role,
    is_section,
    signs_for_newsroom,
)
from karabakh_extract.fields.line_parts import read_breadcrumb, read_masthead, read_menu, read_tags, read_taken_from
from karabakh_extract.fields.line_values import topic_field
from karabakh_extract.fields.masthead import columns
from karabakh_extract.fields.names_alone import (
    CONTACT,
    WHEREABOUTS,
    beside_line,
    contact_below,
    place_and_house,
    read_names,
)
from karabakh_extract.fields.outlets import key, known, named_in
from karabakh_extract.fields.own_name import ends_with_agency
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.picture import is_credited
from karabakh_extract.fields.pieces import offer_topic
from karabakh_extract.fields.shape import WORD, Head, ends_sentence, size
from karabakh_extract.fields.topics import UNSURE
from karabakh_extract.names import looks_like_organisation, looks_like_person
from karabakh_extract.page.marks import Mark
from karabakh_extract.patterns import lazy
from karabakh_extract.record import Origin

_ADDRESS = lazy(r"https?://\S+")
_BUREAU = lazy(r"(?:,| à| in| en| em| aus| a| da| из| з)\s[^\W\d_a-z][^,.;:|]{1,30}")
_FIGURE = lazy(r"[\d,:;/]")
_WRITTEN_FOR = lazy(r"(?i:special(?:ly)? (?:to|for)|exclusive (?:to|for)|especial para|exklusiv für|pour) ")
_COUNTED = 3
_PARTED = lazy(r"[|•·›»>→]|\s/\s")
NAMED = 3.0
"""Weight from which something tells that the line above a headline is an outlet's."""
BARE = 2.0
"""Weight of a line above the headline below which nothing but its place says that it is an outlet."""
SECTION = 2
"""Words of a section's name, in a line of its own above the headline, that no list knows."""
_PART = lazy(r"[^\s|–—-](?:(?!\s+[|–—-]\s).)*")
_SITE = lazy(r"\s+[|–—-]\s+")


def read_unlabelled(draft: Draft, head: Head, n: int, headline: int, last: int, menu: bool) -> None:
    """Decide about the line of Block `n`; `last`: the last metadata line; `menu`: a flattened page's menu stands
    above.
    """
    text = draft.page.blocks[n].text
    origin: Origin = "first_line" if n == 0 else "header"
    below = draft.page.blocks[n + 1].text if n + 1 < len(draft.page.blocks) else ""
    near = bool(beside_line(draft, n) & (set(head.metadata) | {headline}))
    near = near or contact_below(draft, n) or place_and_house(draft, below)
    if n - 2 in head.metadata and is_generic(draft.page.blocks[n - 1].text):
        near = True  # "Print edition" between the day and the writer
    if _ADDRESS.fullmatch(text):
        draft.offer("url", text, origin, n, (0, len(text)), 7)
        draft.mark_field(n, 0, len(text), "source.url", origin)
    elif text.isdecimal() and len(text) <= _COUNTED and n > headline >= 0 and n - 1 in head.metadata:
        # how many wrote or shared, below the date; a year has four digits
        draft.page.mark(n, Mark(0, len(text), "removed", "share_prompt", "count", None, draft.page.new_group()))
    elif near and (CONTACT.fullmatch(text) or (n > headline >= 0 and place_and_house(draft, text))):
        draft.mark_field(n, 0, len(text), "", origin)
    elif n > headline >= 0 and read_taken_from(draft, n, text):
        return
    elif _outlet(draft, n, text, origin, headline) or _title_bar(draft, n, text, headline):
        return
    elif n != headline and read_masthead(draft, n, text, origin):
        return
    elif n != headline and (near or n < headline) and read_menu(draft, n, text):
        return
    elif n < headline and read_breadcrumb(draft, n, text, origin):
        return
    elif near and n != headline and _outlet_and_name(draft, n, text, origin):
        return
    elif near and read_tags(draft, n, text, origin):
        return
    elif near and is_generic(text):
        draft.mark_field(n, 0, len(text), "", origin)
    elif is_section(text):
        offer_topic(draft, n, text, (0, len(text)), origin)
        draft.mark_field(n, 0, len(text), topic_field(text), origin)
    elif near and not menu and read_names(draft, head, n, text, headline):
        return
    elif n < headline or (headline < 0 and n == 0):
        if not menu:
            _above_headline(draft, n, text, origin, headline)
    else:
        _below_headline(draft, head, n, text, last, menu)


def _outlet(draft: Draft, n: int, text: str, origin: Origin, headline: int) -> bool:
    """Take the line for an outlet that the data or the article itself knows."""
    host = host_of(text)
    name = text
    written_for = _WRITTEN_FOR.match(text)
    if written_for and draft.outlets.is_outlet(text[written_for.end() :]):
        span = (written_for.end(), len(text))
        draft.offer("publisher", text[written_for.end() :], origin, n, span, 4)
        draft.mark_field(n, 0, len(text), "publisher", origin)
        return True
    if not host and not draft.outlets.is_outlet(text):
        # "BBC News, Orkney": the place from which an outlet's writer reports
        end = draft.outlets.prefix(text)
        signed = named_in(text) if signs_for_newsroom(text) and size(text) <= 5 else []
        if end and _BUREAU.fullmatch(text, end):
            name = text[:end]
        elif signed:
            name = signed[0][2]
        else:
            return False
    found = known(text)
    name = name if found is None or not host else found.name
    # a newsroom signs with a name of its own ("BİA Haber Merkezi"): the notices may know the outlet's
    behind = not host and not text.startswith(name)
    above = any(c.origin in ("first_line", "header") for c in draft.candidates.by_field.get("publisher", ()))
    if found and found.agency and above and n > headline >= 0 and not draft.candidates.by_field.get("authors"):
        # on another outlet's page an agency's name alone stands where a byline does
        draft.offer("authors", text, "byline", n, (0, len(text)), 4)
    weight = 2.4 if behind else 6 if n < headline or headline < 0 else 4
    draft.offer("publisher", name, origin, n, (0, len(text)), weight)
    draft.mark_field(n, 0, len(text), "publisher", origin)
    return True


def _title_bar(draft: Draft, n: int, text: str, headline: int) -> bool:
    """Take "headline | site" above the headline for the page's title: what stands behind the bar is the site."""
    if headline < 0 or n == headline:
        return False
    title = draft.page.blocks[headline].text
    if not text.startswith(title):
        return False
    bar = _SITE.match(text, len(title))
    if bar:
        draft.offer("publisher", text[bar.end() :], "title", n, (bar.end(), len(text)), 6)
        draft.mark_field(n, 0, len(text), "publisher", "title")
    elif text == title:
        draft.mark_field(n, 0, len(text), "headline", "header")
    return bool(bar) or text == title


def _outlet_and_name(draft: Draft, n: int, text: str, origin: Origin) -> bool:
    """Take "Hespress - A. Author" or "Dersim - BİA Haber Merkezi": an outlet, and who or where its writer is."""
    bar = _SITE.search(text)
    if size(text) > 8:
        return False
    if bar is None:
        # "Le Courrier du Val  A. AUTHOR": nothing but white space between them
        end = draft.outlets.prefix(text)
        rest = text[end:].strip()
        if not end or size(rest) not in (2, 3) or looks_like_person(rest) < PERSON:
            return False
        parts = [(0, end), (len(text) - len(rest), len(text))]
    else:
        parts = [(0, bar.start()), (bar.end(), len(text))]
    outlets = [span for span in parts if draft.outlets.is_outlet(text[slice(*span)])]
    if len(outlets) != 1:
        return False
    other = next(span for span in parts if span not in outlets)
    rest = text[slice(*other)]
    if looks_like_person(rest) >= PERSON:
        draft.offer("authors", rest, "byline", n, other, 7)
    elif size(rest) > 2:
        return False
    # a newsroom signs with a name of its own: the notices may know the outlet's
    draft.offer("publisher", text[slice(*outlets[0])], origin, n, outlets[0], 2.4)
    draft.mark_field(n, 0, len(text), "publisher", origin)
    return True


def _above_headline(draft: Draft, n: int, text: str, origin: Origin, headline: int) -> None:
    """The name above a headline is the site's, the more so where the text names it again; what follows is its motto."""
    words = size(text)
    if words > 12 or ends_sentence(text):
        return
    above = any(c.origin in ("first_line", "header") for c in draft.candidates.by_field.get("publisher", ()))
    if (above or headline == n + 1) and (sections := columns(draft, n)):
        for start, end in sections:
            offer_topic(draft, n, text[start:end], (start, end), origin)
        draft.mark_field(n, 0, len(text), "themes", origin)
        return
    parts = [(m.start(), m.end()) for m in _PART.finditer(text)] if _SITE.search(text) else []
    short = all(size(text[a:b]) <= SECTION + 1 and not draft.outlets.is_outlet(text[a:b]) for a, b in parts)
    if n + 1 == headline and short and any(is_section(text[a:b]) for a, b in parts):
        # "Liban - Patrimoine"
        for a, b in parts:
            offer_topic(draft, n, text[a:b], (a, b), origin)
        draft.mark_field(n, 0, len(text), "themes", origin)
        return
    section = words <= SECTION or (words == SECTION + 1 and _is_name(text))
    behind = any(m.label == "field" and m.kind in ("regions", "themes") for m in draft.page.marks.get(n - 1, ()))
    if above and section and (n + 1 == headline or behind) and text[:1].isupper() and not _FIGURE.search(text):
        # between the site's name and the headline a word or two are the section, more of them the site's motto
        offer_topic(draft, n, text, (0, len(text)), origin)
        draft.mark_field(n, 0, len(text), topic_field(text), origin)
        return
    if above or words > 6 or not text[:1].isalpha() or text[:1].islower():
        draft.mark_field(n, 0, len(text), "", origin)
        return
    if words == 1:
        # the subject of the story stands there too, and in the story again: only notices tell an outlet's name
        below = (draft.page.blocks[claim.block].text for claim in draft.claims if claim.block > n)
    else:
        below = (block.text for block in draft.page.blocks[n + 1 :])
    again = bool(re.search(rf"(?<!\w){re.escape(key(text))}(?!\w)", fold(" ".join(below))))
    named = is_outlet_name(text) or looks_like_organisation(text) >= PERSON
    if words == 1 and not again and not named:
        offer_topic(draft, n, text, (0, len(text)), origin)
        draft.mark_field(n, 0, len(text), topic_field(text), origin)
        return
    # without a word of outlets it may as well be the topic that stands there: any other sign of an outlet is better
    weight = 5.0 if again else 3.5 if named else 1.9
    if weight < BARE and words <= SECTION + 1 and n + 1 == headline and _is_name(text):
        offer_topic(draft, n, text, (0, len(text)), origin, UNSURE)
    if weight < NAMED and not _like_a_name(text):
        # "Listen to our programme", "Wars | Essays"
        draft.mark_field(n, 0, len(text), "", origin)
        return
    draft.offer("publisher", text, origin, n, (0, len(text)), weight)
    draft.mark_field(n, 0, len(text), "publisher", origin)


def _like_a_name(text: str) -> bool:
    """Whether at least half of a line's longer words begin with capitals, and nothing parts it."""
    words = [word for word in WORD.findall(text) if fold(word) not in function_words()]
    return 2 * sum(not word[0].islower() for word in words) >= len(words) and not _PARTED.search(text)


def _below_headline(draft: Draft, head: Head, n: int, text: str, last: int, menu: bool) -> None:
    """Between headline and text stand roles, outlets and places; a place may be the dateline and stays.

    On a flattened page names alone are left for the byline that is looked for there.
    """
    written = any(each.weight >= 5 for each in draft.candidates.by_field.get("authors", ()))
    if ends_with_agency(text, named=written) or is_credited(text):
        draft.page.mark(n, Mark(0, len(text), "removed", "caption", "caption-credit", None, draft.page.new_group()))
        return
    words = size(text)
    if words > 6 or ends_sentence(text):
        return
    if (is_role(text) or (written and WHEREABOUTS.fullmatch(text))) and (
        n - 1 in head.metadata or (n - 1 in draft.page.marks and n <= last + 1) or _signed_above(draft, n)
    ):
        draft.mark_field(n, 0, len(text), "", "header")
        return
    between = n < last or n - 1 == draft.headline_block or n - 1 in head.metadata
    if words < 2 or _FIGURE.search(text):
        return
    named = is_outlet_name(text) or looks_like_organisation(text) >= PERSON or (n < last and _is_name(text))
    if looks_like_person(text) >= PERSON and not is_outlet_name(text):
        # a person's name that nothing vouches for
        return
    if menu and looks_like_person(text) >= PERSON:
        return
    if between and named:
        draft.offer("publisher", text, "header", n, (0, len(text)), 5)
        draft.mark_field(n, 0, len(text), "publisher", "header")


def _signed_above(draft: Draft, n: int) -> bool:
    """Whether the line above a line was read as the byline."""
    return any(mark.label == "field" and mark.kind == "authors" for mark in draft.page.marks.get(n - 1, ()))


def _is_name(text: str) -> bool:
    """Whether all words but small ones begin with a capital."""
    words = WORD.findall(text)
    return all(word[0].isupper() or fold(word) in function_words() for word in words) and words[0][0].isupper()
