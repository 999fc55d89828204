"""A web page into a Page: one tree, its paragraphs, the choice of the main text, and the page's own evidence.

In: decoded HTML. Out: Blocks without source offsets, marks on what was left out among them, candidates from what the
page states of itself. The steps stand in `read_html` in their order; notices inside the text are left to the same
rules as everywhere.
"""

from lxml import etree
from lxml.html import HtmlElement

from karabakh_extract.data import load
from karabakh_extract.draft import Draft
from karabakh_extract.fields.media import media_kind
from karabakh_extract.fields.page_evidence import offer_address, offer_media, offer_statements
from karabakh_extract.page.html.blocks import page_of
from karabakh_extract.page.html.engine import main_text
from karabakh_extract.page.html.labelled import labelled_authors
from karabakh_extract.page.html.linked_data import first_text
from karabakh_extract.page.html.links import topic_links
from karabakh_extract.page.html.main import Chooser
from karabakh_extract.page.html.metadata import Metadata, read_metadata
from karabakh_extract.page.html.script import declared_text, paragraphs_of
from karabakh_extract.page.html.tree import MAX_DEPTH, MAX_TAGS, parse
from karabakh_extract.page.html.walk import Walker
from karabakh_extract.page.route import Route, Settled
from karabakh_extract.record import MediaKind

SHORT = 250
"""Characters of main text below which the page's scripts are asked for the article."""
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
    offer_address(draft, data)
    chooser, settled, depth = chosen(root, data)
    if depth > MAX_DEPTH:
        draft.warn("limit_reached", f"elements stand more than {MAX_DEPTH:,} levels deep; what follows was not read")
    verdicts = chooser.verdicts
    draft.page = page_of(chooser.paragraphs, verdicts, draft.options.removed)
    if len(draft.page.body()) < SHORT:
        # the scripts are out of this tree; few pages need them, so another parse costs less than keeping them
        again, _ = parse(text)
        scripts = [element.text for element in again.iter("script") if element.text] if again is not None else []
        hidden = paragraphs_of(scripts, declared_text(data))
        if sum(map(len, hidden)) > 2 * len(draft.page.body()):
            from karabakh_extract.page.page import Page
            from karabakh_extract.page.text import text_blocks

            settled = "script"
            source = "\n\n".join(hidden)
            draft.page = Page(source, text_blocks(source), offsets=False)
    draft.route = route_of(root, chooser, settled, depth)
    labelled = labelled_authors(chooser.paragraphs)
    offer_statements(draft, data, chooser.head_lines(), labelled, topic_links(chooser.container))
    offer_media(draft, data, _media(chooser))


def chosen(root: HtmlElement, data: Metadata) -> tuple[Chooser, Settled, int]:
    """Return the paragraphs of a page with their verdicts, what settled them, and the page's depth.

    Takes scripts out of the tree.
    """
    etree.strip_elements(root, "script", "style", "svg", "template", with_tail=False)
    walker = Walker()
    walker.walk(root)
    chooser = Chooser(
        walker.paragraphs, declared_text(data), data.first("og:title") or first_text(data.article.get("headline"))
    )
    settled: Settled = "named"
    if not chooser.certain():
        settled = "votes"
        chooser.ask(main_text(root, depth=walker.deepest, elements=int(root.xpath("count(//*)"))))
    chooser.run()
    return chooser, "declared" if chooser.agrees else settled, walker.deepest


def route_of(root: HtmlElement, chooser: Chooser, settled: Settled, depth: int) -> Route:
    """Return the way the page went."""
    kept = [n for n, verdict in enumerate(chooser.verdicts) if verdict == "keep"]
    between = kept[-1] - kept[0] + 1 - len(kept) if kept else 0
    container = chooser.container.element if chooser.container is not None and settled != "script" else None
    path = [] if container is None else [_name(each) for each in (container, *container.iterancestors())]
    elements = int(root.xpath("count(//*)"))
    return Route(settled, " > ".join(path[:-1][::-1]), elements, depth, len(chooser.paragraphs), len(kept), between)


def _name(element: HtmlElement) -> str:
    """Return an element as a selector, with its id and its first two class names."""
    identity = (element.get("id") or "").strip()
    names = (element.get("class") or "").split()[:2]
    return str(element.tag) + (f"#{identity}" if identity else "") + "".join(f".{name}" for name in names)


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
