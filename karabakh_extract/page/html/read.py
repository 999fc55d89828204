"""A web page into a Page: one tree, its paragraphs, the choice of the main text, and the page's own evidence.

In: decoded HTML. Out: Blocks without source offsets, marks on what was left out among them, candidates from what the
page states of itself. The steps stand in `read_html` in their order; notices inside the text are left to the same
rules as everywhere.
"""

from functools import partial

from lxml.html import HtmlElement

from karabakh_extract.data import load
from karabakh_extract.draft import Draft
from karabakh_extract.fields.media import media_kind
from karabakh_extract.fields.page_evidence import Around, offer_address, offer_media, offer_statements
from karabakh_extract.page.html.blocks import page_of
from karabakh_extract.page.html.choice import chosen, route_of
from karabakh_extract.page.html.elsewhere import elsewhere
from karabakh_extract.page.html.labelled import labelled_authors
from karabakh_extract.page.html.links import topic_links
from karabakh_extract.page.html.main import Chooser
from karabakh_extract.page.html.metadata import read_metadata
from karabakh_extract.page.html.tail import keep_notices
from karabakh_extract.page.html.tree import MAX_DEPTH, MAX_TAGS, parse, saved_from
from karabakh_extract.record import MediaKind

SHORT = 250
"""Characters of main text below which the page's scripts and frames are asked for the article."""
_MEDIA: dict[str, MediaKind] = {
    "img": "image",
    "amp-img": "image",
    "video": "video",
    "audio": "audio",
    "source": "video",
    "iframe": "video",
}


def read_html(draft: Draft, text: str) -> None:
    """Build the Page of a web page and offer what the page states."""
    root, cut = parse(text)
    if cut:
        draft.warn("limit_reached", f"the page has more than {MAX_TAGS:,} tags; the rest was not read")
    if root is None:
        return
    data = read_metadata(root)
    language = data.language.partition("-")[0].partition("_")[0].lower()[:3]
    draft.language = load("html")["language_codes"].get(language, language) or None
    offer_address(draft, data, saved_from(text))
    chooser, settled, depth = chosen(root, data)
    if depth > MAX_DEPTH:
        draft.warn("limit_reached", f"elements stand more than {MAX_DEPTH:,} levels deep; what follows was not read")
    keep_notices(draft, chooser)
    draft.page = page_of(chooser.paragraphs, chooser.verdicts, draft.options.removed)
    if len(draft.page.body()) < SHORT:
        found = elsewhere(text, data)
        if found is not None and len(found.page.body()) > 2 * len(draft.page.body()):
            draft.page, settled = found.page, found.settled
            root = root if found.root is None else found.root
            data, chooser = found.data or data, found.chooser or chooser
    draft.route = route_of(root, chooser, settled, depth)
    around = Around(
        chooser.head_lines(),
        labelled_authors(chooser.paragraphs),
        partial(topic_links, chooser.container),
        chooser.heading_above(),
    )
    offer_statements(draft, data, around)
    offer_media(draft, data, _media(chooser))


def _media(chooser: Chooser) -> list[tuple[str, MediaKind]]:
    """Return addresses of images, videos, sound and documents within the article's part of the page."""
    if chooser.container is None:
        return []
    found: list[tuple[str, MediaKind]] = []
    for element in chooser.container.element.iter("img", "amp-img", "video", "audio", "source", "iframe", "a"):
        address = element.get("href" if element.tag == "a" else "src") or ""
        if not address or address.startswith("data:") or len(found) >= 40:
            continue
        kind = media_kind(address)
        if element.tag in ("a", "iframe"):
            if kind in ("video", "audio", "document") or (kind and element.tag == "iframe"):
                found.append((address, kind))
        elif element.tag in ("img", "amp-img"):
            if _in_figure(element):
                found.append((address, "image"))
        else:
            found.append((address, kind or _MEDIA[str(element.tag)]))
    return found


def _in_figure(element: HtmlElement) -> bool:
    """Whether an image is printed as a figure of the article; icons and teasers' thumbnails are not."""
    return any(parent.tag == "figure" for parent in element.iterancestors())
