"""The headline of a web page, from the places where pages state it, without the site's name.

In: the page's metadata. Out: candidates for `headline`. A value that is another one plus a separator and some more
(the site, the section, the date) is cut to that other one; a value that breaks off is put right by the one it begins.
Where og:title and the other statements differ, what the page prints above its text speaks for one of them.
"""

from itertools import pairwise

from lxml.html import HtmlElement

from karabakh_extract.data import load
from karabakh_extract.draft import Draft
from karabakh_extract.page.html.linked_data import first_text
from karabakh_extract.page.html.linked_data import texts as linked_texts
from karabakh_extract.page.html.metadata import Metadata
from karabakh_extract.page.html.names import class_flags
from karabakh_extract.patterns import lazy
from karabakh_extract.record import Origin

PRINTED = 9.6
"""Weight of a statement that the page prints as its headline, above that of og:title."""
TAKEN_UP = 4_000
"""Characters of the text in which the words of a headline come again."""
MOST_HEADINGS = 60
"""Headings that are looked at: an article's own stands among the first."""

_SPACE = lazy(r"\s+")
_TAIL = lazy(r"\s*[|｜ㅣ•·:：»«/*\-–—]\s*\S")
_BEFORE_SECTION = lazy(r"\s*[|｜ㅣ•·:–—-]\s*$")
_CUT = lazy(r"\s*(?:…|\.\.\.)$")
_SEPARATOR = lazy(r"\s+[|｜ㅣ•·*:–—-]\s+|\s*[|｜ㅣ：]\s*")
_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛", "\x27") | dict.fromkeys("“”„‟«»", '"'))
_WORD = lazy(r"[^\W\d_]+")
_SIGNS = lazy(r"[\W_]+")


def offer_headlines(draft: Draft, data: Metadata, sites: frozenset[str], above: str) -> None:
    """Offer the headlines a page states. `above`: the heading next above its text, where there is none of the first
    rank."""
    stated: list[tuple[Origin, str, float]] = [
        ("open_graph", data.first("og:title"), 9.5),
        ("json_ld", first_text(data.article.get("headline")), 9.4),
        ("h1", _heading(data), 9.3),
        ("microdata", next((s.value for s in data.props.get("headline", []) if s.value), ""), 9.2),
        ("meta", data.first(*load("html")["metas"]["headline"]), 9.1),
        ("title", data.title, 9.0),
    ]
    if above and not any(text for origin, text, _ in stated if origin != "title"):
        # nothing but a title: print views call all their pages alike
        body = _words(draft.page.source[:TAKEN_UP])
        stated.append(("text", above, 9.1 if len(_words(above) & body) > len(_words(data.title) & body) else 8.9))
    texts = [(origin, _SPACE.sub(" ", text).strip(), weight) for origin, text, weight in stated]
    texts = [(origin, text, weight) for origin, text, weight in texts if text and _key(text) not in sites]
    sections = [
        *linked_texts(data.article.get("articleSection")),
        *data.meta("article:section", "section"),
        *data.crumbs,
    ]
    offers: dict[Origin, tuple[str, float]] = {}
    for origin, text, weight in texts:
        others = [other for _, other, _ in texts if other != text]
        headline = _clean(text, others, sites)
        if headline != text:
            headline = _without_section(headline, sections)
        if headline and _key(headline) not in sites:
            offers[origin] = headline, weight
    if preferred := _printed(data, {origin: _key(text) for origin, (text, _) in offers.items()}):
        offers[preferred] = offers[preferred][0], PRINTED
    for origin, (headline, weight) in offers.items():
        draft.offer("headline", headline, origin, -1, (0, 0), weight)


def _words(text: str) -> set[str]:
    """Return the longer words of a text, by their first letters, so that inflected forms meet."""
    return {word[:5] for word in _WORD.findall(text.lower()) if len(word) > 3}


def _printed(data: Metadata, keys: dict[Origin, str]) -> Origin | None:
    """Return the statement that the page prints as its headline where og:title is another one; `None` leaves og:title.

    Sites write og:title for social networks, and some a first-rank heading for search engines, which stands in the
    breadcrumbs, above a headline of the second rank. A heading that the page's title repeats with nothing but the
    site's name behind it may be either, so that og:title stays.
    """
    social, declared, heading = keys.get("open_graph"), keys.get("json_ld"), keys.get("h1")
    if not social or not declared or declared == social or not data.headings:
        return None
    if social in (_key(first_text(data.article.get(name))) for name in ("alternativeHeadline", "name")):
        return None
    shown = _shown(data.headings[0].element.getroottree().getroot())
    if social in shown or (heading and heading != declared and heading in shown):
        return None
    if heading == social:
        return "json_ld" if declared in shown else None
    if heading == declared:
        title = _key(data.title)
        return None if title != heading and title.startswith(heading) else "h1"
    return None


def _shown(root: HtmlElement) -> set[str]:
    """Return what the page's headings say, whole and by their parts, breadcrumbs and lists left out."""
    found: set[str] = set()
    for n, element in enumerate(root.iter("h1", "h2")):
        if n == MOST_HEADINGS:
            break
        if not _crumb(element):
            found.update(_key("".join(part.itertext())) for part in element.iter() if isinstance(part.tag, str))
    return found


def _crumb(heading: HtmlElement) -> bool:
    """Whether a heading stands in a list or among breadcrumbs."""
    element: HtmlElement | None = heading
    for _ in range(3):
        if element is None:
            return False
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag in ("li", "nav") or "navigation" in class_flags(names):
            return True
        element = element.getparent()
    return False


def _key(text: str) -> str:
    return _SIGNS.sub("", text.lower())


def _heading(data: Metadata) -> str:
    """Return the first-rank heading that the title or another statement repeats, else the first one."""
    keys = [
        _key(text) for text in (data.first("og:title"), first_text(data.article.get("headline")), data.title) if text
    ]
    for heading in data.headings:
        folded = _key(heading.value)
        if len(folded) > 8 and any(folded in other or other in folded for other in keys):
            return heading.value
    return data.headings[0].value if data.headings and len(data.headings) < 3 else ""


def _clean(text: str, others: list[str], sites: frozenset[str]) -> str:
    cut = _CUT.sub("", text)
    # an ellipsis, or a quotation mark that ended the attribute too early
    longer = [
        other for other in others if other.startswith(cut) and (cut != text or other[len(cut) :].lstrip()[:1] == '"')
    ]
    longer = [other for other in longer if len(other) > len(text)]
    if longer:
        text = min(longer, key=len)
    plain = text.translate(_QUOTES)
    for other in sorted(others, key=len):
        # one word alone is a section or the site, whatever stands behind it
        if len(other) < 12 or len(other) >= len(text):
            continue
        if (
            plain.startswith(other.translate(_QUOTES))
            and _TAIL.match(text[len(other) :])
            and _aside(text[len(other) :], sites, others, text)
        ):
            return text[: len(other)]
    return _without_site(text, sites)


def _aside(tail: str, sites: frozenset[str], others: list[str], text: str) -> bool:
    """Whether what follows a headline is the site, a section or a date rather than its second half."""
    squeezed = _key(tail)
    if any(site in squeezed or squeezed in site for site in sites):
        return True
    # of the statements without it there are two, or the rest is short
    return len(squeezed) < 25 or sum(text not in other for other in others) > 1


def _without_section(text: str, sections: list[str]) -> str:
    """Drop the section that stood between headline and site."""
    for section in sections:
        if len(section) > 1 and text.endswith(section) and (cut := _BEFORE_SECTION.search(text[: -len(section)])):
            return text[: cut.start()]
    return text


def _without_site(text: str, sites: frozenset[str]) -> str:
    """Drop a last or first part that names the site, and a section that stands between."""
    while True:
        cuts = list(_SEPARATOR.finditer(text))
        if not cuts:
            return text
        last, first = _key(text[cuts[-1].end() :]), _key(text[: cuts[0].start()])
        middle = next(
            (cut for cut, after in pairwise(cuts) if _key(text[cut.end() : after.start()]) in sites),
            None,
        )
        if middle is not None:
            # what follows the site's name belongs to it: a byline, a slogan
            text = text[: middle.start()].rstrip()
        elif last and _is_site(last, sites):
            text = text[: cuts[-1].start()].rstrip()
        elif first and _is_site(first, sites):
            text = text[cuts[0].end() :].lstrip()
        else:
            return text


def _is_site(part: str, sites: frozenset[str]) -> bool:
    return any(
        part == site
        or (len(site) > 3 and len(part) > 3 and (part.startswith(site) or site.startswith(part) or part.endswith(site)))
        for site in sites
    )
