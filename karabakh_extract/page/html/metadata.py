"""What a page says of itself beside its text: one pass over its head and the few elements that carry meaning.

In: the root element. Out: `Metadata`: JSON-LD items, meta tags by name, headings of the first rank, times, byline
elements, links with a meaning, breadcrumbs. No value is judged here.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.html import HtmlElement

from karabakh_extract.page.html.fragment import plain
from karabakh_extract.page.html.linked_data import ARTICLES, WEAK, Item, first_text, read_items, texts, types
from karabakh_extract.patterns import lazy

MOST = 60
"""Elements of a kind that are looked at: pages of comments have thousands of times."""

_SPACE = lazy(r"\s+")
_SCRIPTED = lazy(r'"(?:articleBody|article_body|bodyText|body_text|contentBody)"')


class Stated(NamedTuple):
    """A value of an element's attribute or text, and the element."""

    value: str
    element: HtmlElement


@dataclass(slots=True)
class Metadata:
    """Everything a page states outside its paragraphs."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    by_id: dict[str, Item] = field(default_factory=dict)
    article: Item = field(default_factory=dict)
    title: str = ""
    canonical: str = ""
    language: str = ""
    headings: list[Stated] = field(default_factory=list)
    times: list[Stated] = field(default_factory=list)
    props: dict[str, list[Stated]] = field(default_factory=dict)
    authors: list[Stated] = field(default_factory=list)
    tags: list[Stated] = field(default_factory=list)
    crumbs: list[str] = field(default_factory=list)

    def meta(self, *names: str) -> list[str]:
        """Return the contents of meta tags by name, in the order of `names`."""
        return [value for name in names for value in self.metas.get(name, ())]

    def first(self, *names: str) -> str:
        """Return the first content of meta tags, "" where there is none."""
        found = self.meta(*names)
        return found[0] if found else ""


def text_of(element: HtmlElement) -> str:
    """Return the text below an element, white space folded."""
    return _SPACE.sub(" ", " ".join(element.itertext())).strip()


def read_metadata(root: HtmlElement) -> Metadata:
    """Gather the metadata of a page; scripts are read here, before anything is taken out of the tree."""
    found = Metadata()
    found.language = (
        root.get("lang") or root.get("xml:lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    ).strip()
    scripts: list[str] = []
    for element in root.iter("meta", "script", "title", "link", "h1", "time"):
        tag = element.tag
        if tag == "meta":
            name = (
                element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
            )
            content = element.get("content")
            if name and content and content.strip():
                listed = found.metas.setdefault(name.strip().lower(), [])
                if len(listed) < MOST:
                    listed.append(_SPACE.sub(" ", plain(content)).strip())
        elif tag == "script":
            if "ld+json" in (element.get("type") or "").lower() and element.text:
                scripts.append(element.text)
        elif tag == "title":
            if not found.title and not _in_drawing(element):
                found.title = text_of(element)
        elif tag == "link":
            rel = (element.get("rel") or "").lower()
            if rel == "canonical" and not found.canonical:
                found.canonical = (element.get("href") or "").strip()
        elif tag == "h1":
            if len(found.headings) < MOST and (text := text_of(element)):
                found.headings.append(Stated(text, element))
        elif len(found.times) < MOST:
            found.times.append(Stated(element.get("datetime") or text_of(element), element))
    _attributes(root, found)
    found.items = read_items(scripts)
    found.by_id = {str(item["@id"]): item for item in found.items if "@id" in item and len(item) > 2}
    found.article = _article(found)
    found.crumbs = _crumbs(found.items)
    return found


def _in_drawing(element: HtmlElement) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag not in ("head", "html", "body")


def _attributes(root: HtmlElement, found: Metadata) -> None:
    """Read microdata, RDFa and links by what they are to the page."""
    for element in root.iterfind(".//*[@itemprop]"):
        if element.tag != "meta" or element.get("content"):
            for name in (element.get("itemprop") or "").split():
                listed = found.props.setdefault(name, [])
                if len(listed) < MOST and name in _PROPS:
                    value = (
                        element.get("content")
                        or element.get("datetime")
                        or (text_of(element) if name != "articleBody" else "")
                    )
                    listed.append(Stated(value, element))
    for element in root.iterfind(".//a[@rel]"):
        rel = (element.get("rel") or "").lower().split()
        if "author" in rel and len(found.authors) < MOST:
            found.authors.append(Stated(text_of(element), element))
        elif "tag" in rel and len(found.tags) < MOST:
            found.tags.append(Stated(text_of(element), element))


_PROPS = frozenset(
    [
        "headline",
        "datePublished",
        "dateModified",
        "author",
        "name",
        "publisher",
        "keywords",
        "articleSection",
    ]
)


def _article(found: Metadata) -> Item:
    """Return the item that describes the article: of several the one with the page's own title or address."""
    articles = [item for item in found.items if types(item) & ARTICLES - WEAK]
    if not articles:
        articles = [item for item in found.items if types(item) & WEAK and "headline" in item]
    if len(articles) < 2:
        return articles[0] if articles else {}
    shown = {_key(h.value) for h in found.headings} | {_key(t) for t in found.meta("og:title", "twitter:title")}
    for item in articles:
        if _key(first_text(item.get("headline"))) in shown:
            return item
    for item in articles:
        place = item.get("mainEntityOfPage")
        address = str(place.get("@id") if isinstance(place, dict) else place or item.get("url") or "")
        if found.canonical and address.rstrip("/") == found.canonical.rstrip("/"):
            return item
    return articles[0]


def _crumbs(items: list[Item]) -> list[str]:
    """Return the names of the page's breadcrumb trail, without the page itself."""
    for item in items:
        entries = item.get("itemListElement")
        if "BreadcrumbList" in types(item) and isinstance(entries, list):
            named = [texts(entry) or texts(entry.get("item")) for entry in entries[:20] if isinstance(entry, dict)]
            return [names[0] for names in named[:-1] if names]
    return []


def _key(text: str) -> str:
    return "".join(re.findall(r"\w+", text.lower()))
