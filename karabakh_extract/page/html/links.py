"""The labels of a page's links to topics: the list of tags under or above an article.

In: the tree and the article's container. Out: labels in order. Such links are known by the element that holds them
(named for tags, or announced: "More about"), else by where they lead. The elements around the text are searched from
the inside out, so that the tags of an article win over those of its neighbours.
"""

import re
from functools import cache

from lxml.html import HtmlElement

from karabakh_extract.data import load
from karabakh_extract.page.html.names import class_flags
from karabakh_extract.page.html.walk import Place
from karabakh_extract.patterns import lazy

MOST_LINKS = 4_000
MOST = 20
"""Labels from which a list is an index of topics rather than an article's tags."""
OUTWARDS = 7
"""Elements around each other in which tags are looked for: they stand beside the text, seldom further off."""
LONGEST, TOPIC_WORDS = 60, 5
"""Characters of a label, and words of one that is known only by where it leads: longer ones are headlines."""
_SPACE = lazy(r"\s+")


@cache
def _paths() -> re.Pattern[str]:
    return re.compile(
        "/(?:" + "|".join(map(re.escape, load("html")["topic_paths"])) + r")s?(?:/|\?|=|-)[^/]", re.IGNORECASE
    )


@cache
def _announced() -> frozenset[str]:
    return frozenset(load("html")["topics_announced"])


def topic_links(container: Place | None) -> list[str]:
    """Return the labels of links that stand in an element of tags, or lead to topics."""
    if container is None:
        return []
    seen = 0
    by_path: dict[str, None] = {}
    named: dict[str, bool] = {}
    scope: HtmlElement | None = container.element
    for _ in range(OUTWARDS):
        if scope is None or scope.tag in ("body", "html") or seen > MOST_LINKS:
            break
        by_name: dict[str, None] = {}
        by_path = {}
        for link in scope.iter("a"):
            label = _SPACE.sub(" ", link.text_content()).strip() if seen <= MOST_LINKS else ""
            seen += 1
            if not label or len(label) > LONGEST:
                continue
            # a page prints its tags twice where narrow and wide windows get lists of their own
            if label.count(" ") < TOPIC_WORDS and _paths().search(link.get("href") or "") and not _running(link):
                by_path[label] = None
            if _named(link, named) or _under_title(link):
                by_name[label] = None
        if 0 < len(by_name) <= MOST:
            return list(by_name)
        scope = scope.getparent()
    return list(by_path) if len(by_path) <= MOST else []


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


def _under_title(link: HtmlElement) -> bool:
    """Whether a link is an item of a list that a line before it announces as the article's topics."""
    item = link.getparent()
    listed = item.getparent() if item is not None and item.tag == "li" else None
    title = listed.getprevious() if listed is not None else None
    if title is None or len(title) > 3:
        return False
    return _SPACE.sub(" ", title.text_content()[: 2 * LONGEST]).strip(" :").lower() in _announced()
