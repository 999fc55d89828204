"""Regions and themes of a web page: its keywords; where it has none, its links to topics; else its section.

In: the page's metadata and the labels of its topic links. Out: candidates for `regions` and `themes`. Pages repeat
their keywords in several places, each padded differently (ids for advertising, words of the headline), so the list
that the others confirm best is taken.
"""

import unicodedata
from collections.abc import Callable
from html import unescape

from karabakh_extract.draft import Draft
from karabakh_extract.fields.lexicon import is_generic, is_region
from karabakh_extract.fields.phrases import fold
from karabakh_extract.page.html.linked_data import texts
from karabakh_extract.page.html.metadata import Metadata
from karabakh_extract.patterns import lazy
from karabakh_extract.record import Origin

MORE = 1
"""Values by which a list may be longer than the one that it completes."""
OWN_WORDS = 0.6
"""Share of a list's values that are words of the headline from which a program took them there."""
MOST, PADDED = 40, 12
"""Values of one list that are taken, and from which it is a word list for search engines rather than an editor's."""

_VALUES = lazy(r"\s*[,;|]\s*")
_CODE = lazy(r"[A-Z0-9]{2,}:\S*|\w+[:=/]\S+|[A-Z]+[0-9]\w*|\d{4,}|[0-9a-f]{8}-[0-9a-f-]+|\w*_\w*")
_NUMBER = lazy(r"^\d{1,2}\)\s*|^[a-z]{3,12}/(?=\S)")
_WORD = lazy(r"\w+")


def offer_topics(draft: Draft, data: Metadata, linked: Callable[[], list[str]], sites: frozenset[str]) -> None:
    """Offer what the page declares as its topics. `linked` finds the labels of its links to topics, where nothing else
    does."""
    said = fold(" ".join([draft.page.source, data.title, *data.meta("description", "og:description", "og:title")]))
    writers = {fold(c.value) for c in draft.candidates.by_field.get("authors", ())}
    article = data.article
    lists: list[tuple[Origin, list[str]]] = [
        ("open_graph", data.meta("article:tag", "og:article:tag", "http://ogp.me/ns/article#tag")),
        ("json_ld", texts(article.get("keywords"), data.by_id)),
        ("meta", data.meta("news_keywords")),
        ("meta", data.meta("keywords")),
        (
            "meta",
            data.meta("parsely-tags", "sailthru.tags", "dc.subject", "dcterms.subject", "dc.keywords", "swiftype:tags"),
        ),
        ("link", [stated.value for stated in data.tags]),
    ]
    cleaned = [(origin, _clean(values, sites)) for origin, values in lists]
    cleaned = [(origin, [value for value in values if fold(value) not in writers]) for origin, values in cleaned]
    sections = {fold(value) for value in texts(article.get("articleSection"), data.by_id)}
    filled = [(origin, values) for origin, values in cleaned if values and not _of_the_site(values, said)]
    labels: list[str] = []
    if all(sections.issuperset(map(fold, values)) for _, values in filled):
        # no keywords, or the section in their place
        labels = [value for value in _clean(linked(), sites) if fold(value) not in writers]
        filled = [] if labels else filled
    if filled:
        headline = set(_WORD.findall(_bare(" ".join([data.title, *data.meta("og:title", "description")]))))
        origin, chosen = max(filled, key=lambda each: _confirmed(each[1], filled, headline))
        origin, chosen = _completed(origin, chosen, filled)
    else:
        origin, chosen = "link", labels
    if not chosen:
        section = [
            *texts(article.get("articleSection"), data.by_id),
            *data.meta("article:section", "section", "parsely-section"),
        ]
        origin, chosen = (
            "json_ld" if article.get("articleSection") else "meta",
            _clean(section or data.crumbs, sites)[:5],
        )
    for n, value in enumerate(chosen[:MOST]):
        draft.offer("regions" if is_region(value) else "themes", value, origin, -1, (n, n), 8.0)


def _confirmed(values: list[str], lists: list[tuple[Origin, list[str]]], headline: set[str]) -> float:
    """Return how far another list holds these values too; of equals the first list is taken."""
    folded = {fold(value) for value in values}
    others = [{fold(v) for v in each} for _, each in lists if each is not values]
    shared = max((len(folded & other) / len(folded) for other in others), default=0.0)
    return (
        shared
        - 0.6 * (len(values) > PADDED)
        - 1.0 * (len(values) > MOST)
        + 0.5 * (lists[0][1] is values and lists[0][0] == "open_graph")
        - 1.0 * _of_the_headline(values, headline)
    )


def _of_the_headline(values: list[str], headline: set[str]) -> bool:
    """Whether a list is the words of the headline one by one, as programs write it."""
    return len(values) > 4 and sum(_bare(value) in headline for value in values) > OWN_WORDS * len(values)


def _bare(text: str) -> str:
    """Return a folded text without accents: programs that list words drop them."""
    return "".join(char for char in unicodedata.normalize("NFD", fold(text)) if not unicodedata.combining(char))


def _completed(origin: Origin, values: list[str], lists: list[tuple[Origin, list[str]]]) -> tuple[Origin, list[str]]:
    """Return the list that holds all these values and little more, where there is one."""
    folded = {fold(value) for value in values}
    for other, more in lists:
        if len(values) < len(more) <= len(values) + MORE and folded < {fold(value) for value in more}:
            return other, more
    return origin, values


def _of_the_site(values: list[str], said: str) -> bool:
    """Whether a list of keywords is the same on every page: next to none of them occurs in the article."""
    return len(values) > 5 and sum(fold(value) in said for value in values) < 0.15 * len(values)


def _clean(values: list[str], sites: frozenset[str]) -> list[str]:
    found: dict[str, str] = {}
    for value in values:
        for part in _VALUES.split(unescape(value)):
            text = _NUMBER.sub("", part.strip(" #*\"'“”„[]{}"))
            if text.startswith("(") and text.endswith(")"):
                text = text[1:-1]
            words = len(_WORD.findall(text))
            if not words or words > 8 or len(text) > 80 or is_generic(text) or _CODE.fullmatch(text):
                continue
            if "".join(_WORD.findall(text.lower())) in sites:
                continue
            found.setdefault(fold(text), text)
    # wire services tag with their codes
    codes = sum(len(text) < 7 and text.isupper() and text.isascii() for text in found.values())
    return [] if codes > 5 and codes > 0.5 * len(found) else list(found.values())
