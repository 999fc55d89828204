"""What a web page states about its article, offered to the fields.

In: the page's metadata and the short lines around its text. Out: candidates for headline, authors, publisher, dates,
regions, themes, address and media; the fields decide as for plain text, here from statements made on purpose.
"""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urljoin

from karabakh_extract.draft import Draft
from karabakh_extract.fields.hosts import host_of
from karabakh_extract.fields.media import media_kind
from karabakh_extract.fields.outlets import by_host, known
from karabakh_extract.fields.page_authors import offer_authors, sites_of
from karabakh_extract.fields.page_dates import offer_dates
from karabakh_extract.fields.page_header import offer_copies
from karabakh_extract.fields.page_headline import offer_headlines
from karabakh_extract.fields.page_topics import offer_topics
from karabakh_extract.page.html.linked_data import Item, texts
from karabakh_extract.page.html.metadata import Metadata
from karabakh_extract.patterns import lazy
from karabakh_extract.record import Media, MediaKind, Origin

_ARCHIVED = lazy(r"https?://web\.archive\.org/web/\d+[a-z_]*/(?=https?://)")
_ADDRESS = lazy(r"https?://[^\s/]+\S*")


class Around(NamedTuple):
    """What stands around the text: the short lines at its head, each with whether it stands in a byline element; what
    stands behind labels for authors; what finds the labels of links to topics; the heading next above the text."""

    lines: list[tuple[str, bool]]
    labelled: list[str]
    linked: Callable[[], list[str]]
    heading: str


def offer_address(draft: Draft, data: Metadata, saved: str) -> None:
    """Take the page's own address, and the names of its site, before anything else is read.

    `saved`: where a browser that saved the page says it was.
    """
    article = data.article
    place = article.get("mainEntityOfPage")
    stated: list[tuple[Origin, str]] = [
        ("link", data.canonical),
        ("open_graph", data.first("og:url")),
        ("json_ld", str(place.get("@id") or "") if isinstance(place, dict) else str(place or "")),
        ("json_ld", str(article.get("url") or "")),
        ("link", saved),
    ]
    for n, (origin, value) in enumerate(stated):
        address = _ARCHIVED.sub("", value.strip())
        # a front page as canonical address is a mistake of the template
        if _ADDRESS.fullmatch(address) and host_of(address) is None:
            draft.offer("url", address, origin, -1, (0, 0), 8.0 - 0.1 * n)
    _publisher(draft, data)


def _publisher(draft: Draft, data: Metadata) -> None:
    stated: list[tuple[Origin, str, float]] = [
        ("json_ld", next(iter(texts(data.article.get("publisher"), data.by_id)), ""), 8.0),
        ("open_graph", data.first("og:site_name"), 7.6),
        (
            "meta",
            data.first("application-name", "dc.publisher", "dcterms.publisher", "publisher", "citation_journal_title"),
            6.0,
        ),
    ]
    for n, (origin, value, weight) in enumerate(stated):
        name = value.strip()
        if not name or len(name) > 80 or name.startswith(("http", "@")):
            continue
        if host_of(name) and (found := by_host(host_of(name) or "")):
            name = found.name
        draft.outlets.learn(name)
        outlet = known(name)
        if (
            outlet is not None
            and outlet.agency
            and any(other and known(other) != outlet for _, other, _ in stated[n + 1 :])
        ):
            # the agency whose text it is, stated as publisher on another outlet's page
            draft.offer("original_publisher", name, origin, -1, (0, 0), weight)
            continue
        draft.offer("publisher", name, origin, -1, (0, 0), weight)


def offer_statements(draft: Draft, data: Metadata, around: Around) -> None:
    """Offer everything else."""
    sites = sites_of(draft, data)
    offer_headlines(draft, data, sites, around.heading)
    offer_authors(draft, data, around.lines, around.labelled)
    offer_dates(draft, data, [text for text, _ in around.lines])
    offer_copies(draft, [text for text, _ in around.lines])
    offer_topics(draft, data, around.linked, sites)


def offer_media(draft: Draft, data: Metadata, inside: list[tuple[str, MediaKind]]) -> None:
    """Put the lead image, videos and what stands inside the article's text into the record's media."""
    found: list[tuple[Origin, str, MediaKind]] = []
    images = [*_addresses(data.article.get("image")), *data.meta("og:image", "og:image:url")]
    if images:
        found.append(("json_ld" if data.article.get("image") else "open_graph", images[0], "image"))
    found += [("json_ld", address, "video") for address in _addresses(data.article.get("video"))[:5]]
    found += [
        ("open_graph", address, "video") for address in data.meta("og:video:url", "og:video", "og:video:secure_url")[:1]
    ]
    found += [("open_graph", address, "audio") for address in data.meta("og:audio")[:1]]
    found += [("link", address, kind) for address, kind in inside]
    base = next((c.value for c in draft.candidates.ranked("url")), draft.url or "")
    seen: set[str] = set()
    for origin, value, kind in found:
        try:
            address = urljoin(base, value.strip())
        except ValueError:
            continue
        # one image goes by several addresses that differ in size only
        bare = address.partition("?")[0]
        if not _ADDRESS.fullmatch(address) or bare in seen:
            continue
        seen.add(bare)
        draft.media.append(Media(url=address, kind=media_kind(address) or kind))
        draft.candidates.use([draft.offer("media", address, origin, -1, (0, 0), 8.0)])


def _addresses(value: object) -> list[str]:
    """Return the addresses of an image or video item, or of a list of them."""
    if isinstance(value, list):
        return [address for each in value[:20] for address in _addresses(each)]
    if isinstance(value, dict):
        item: Item = value
        address = item.get("contentUrl") or item.get("embedUrl") or item.get("url") or item.get("@id")
        return _addresses(address)
    return [value] if isinstance(value, str) and value.startswith(("http", "/")) else []
