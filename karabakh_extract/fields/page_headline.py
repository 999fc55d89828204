"""The headline of a web page, from the places where pages state it, without the site's name.

In: the page's metadata. Out: candidates for `headline`. A value that is another one plus a separator and some more
(the site, the section, the date) is cut to that other one; a value that breaks off is put right by the one it begins.
"""

from itertools import pairwise

from karabakh_extract.draft import Draft
from karabakh_extract.page.html.linked_data import first_text
from karabakh_extract.page.html.linked_data import texts as linked_texts
from karabakh_extract.page.html.metadata import Metadata
from karabakh_extract.patterns import lazy
from karabakh_extract.record import Origin

_SPACE = lazy(r"\s+")
_TAIL = lazy(r"\s*[|｜ㅣ•·:：»«/*\-–—]\s*\S")
_BEFORE_SECTION = lazy(r"\s*[|｜ㅣ•·:–—-]\s*$")
_CUT = lazy(r"\s*(?:…|\.\.\.)$")
_SEPARATOR = lazy(r"\s+[|｜ㅣ•·*:–—-]\s+|\s*[|｜ㅣ：]\s*")
_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛", "\x27") | dict.fromkeys("“”„‟«»", '"'))
_SIGNS = lazy(r"[\W_]+")


def offer_headlines(draft: Draft, data: Metadata, sites: frozenset[str]) -> str:
    """Offer the headlines a page states; return the best, "" where there is none."""
    stated: list[tuple[Origin, str, float]] = [
        ("open_graph", data.first("og:title"), 9.5),
        ("json_ld", first_text(data.article.get("headline")), 9.4),
        ("h1", _heading(data), 9.3),
        ("microdata", next((s.value for s in data.props.get("headline", []) if s.value), ""), 9.2),
        (
            "meta",
            data.first("twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "title"),
            9.1,
        ),
        ("title", data.title, 9.0),
    ]
    texts = [(origin, _SPACE.sub(" ", text).strip(), weight) for origin, text, weight in stated]
    texts = [(origin, text, weight) for origin, text, weight in texts if text and _key(text) not in sites]
    sections = [
        *linked_texts(data.article.get("articleSection")),
        *data.meta("article:section", "section"),
        *data.crumbs,
    ]
    best = ""
    for origin, text, weight in texts:
        others = [other for _, other, _ in texts if other != text]
        headline = _clean(text, others, sites)
        if headline != text:
            headline = _without_section(headline, sections)
        if not headline or _key(headline) in sites:
            continue
        best = best or headline
        draft.offer("headline", headline, origin, -1, (0, 0), weight)
    return best


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
