"""The labels of a page's links to topics: the list of tags under or above an article.

In: the tree and the article's container. Out: labels in order. Asked for pages whose metadata hold no keywords.
"""

import re
from functools import cache

from lxml.html import HtmlElement

from karabakh_extract.data import load
from karabakh_extract.page.html.names import class_flags
from karabakh_extract.page.html.walk import Place
from karabakh_extract.patterns import lazy

MOST_LINKS = 4_000
_SPACE = lazy(r"\s+")


@cache
def _paths() -> re.Pattern[str]:
    return re.compile(
        "/(?:" + "|".join(map(re.escape, load("html")["topic_paths"])) + r")s?(?:/|\?|=|-)[^/]", re.IGNORECASE
    )


def topic_links(root: HtmlElement, container: Place | None) -> list[str]:
    """Return the labels of links that lead to topics, or stand in an element named for them."""
    if container is None:
        return []
    scope = container.element
    # the tags stand beside the text, seldom further off than the element around its container
    for _ in range(4):
        above = scope.getparent()
        if above is None or above.tag in ("body", "html"):
            break
        scope = above
    by_path: list[str] = []
    by_name: list[str] = []
    known: dict[str, bool] = {}
    for n, link in enumerate(scope.iter("a")):
        if n > MOST_LINKS:
            break
        label = _SPACE.sub(" ", link.text_content()).strip()
        if not label or len(label) > 60:
            continue
        if _paths().search(link.get("href") or "") and not _running(link):
            by_path.append(label)
        if _named(link, known):
            by_name.append(label)
    return by_name if 0 < len(by_name) <= 20 else by_path if len(by_path) <= 20 else []


def _running(link: HtmlElement) -> bool:
    """Whether a link stands in running text, where it names what the sentence speaks of."""
    parent = link.getparent()
    return parent is not None and parent.tag == "p" and len(parent.text_content()) > 120


def _named(link: HtmlElement, known: dict[str, bool]) -> bool:
    element = link
    for _ in range(4):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if names not in known:
            known[names] = "tags" in class_flags(names)
        if known[names]:
            return True
        above = element.getparent()
        if above is None:
            return False
        element = above
    return False
