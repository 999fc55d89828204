"""The choice of a page's main text, and the way it was made.

In: a page's tree and its metadata. Out: its paragraphs with their verdicts, what settled them, and the Route of the
page for `explain`.
"""

from lxml import etree
from lxml.html import HtmlElement

from karabakh_extract.page.html.engine import main_text
from karabakh_extract.page.html.linked_data import first_text
from karabakh_extract.page.html.main import Chooser
from karabakh_extract.page.html.metadata import Metadata
from karabakh_extract.page.html.script import declared_text
from karabakh_extract.page.html.walk import Walker
from karabakh_extract.page.route import Route, Settled


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
