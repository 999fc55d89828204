"""The way a web page went: what settled which part of it is the article.

In: what the page's reader found. Out: a Route, kept beside the draft for `explain`; the record does not hold it.
"""

from typing import Literal, NamedTuple

Settled = Literal["declared", "named", "votes", "script", "frame"]


class Route(NamedTuple):
    """How a page was read.

    `settled`: what decided on the main text: the page's own JSON-LD text (`declared`), an element named for it
    (`named`), votes of trafilatura and of the paragraphs (`votes`), or that only a script or a frame holds it
    (`script`, `frame`). `container`: the element that holds it, as a path of tags with their class and id names.
    Paragraphs: all of the page, those kept, and those left out between them.
    """

    settled: Settled
    container: str
    elements: int
    depth: int
    paragraphs: int
    kept: int
    between: int
