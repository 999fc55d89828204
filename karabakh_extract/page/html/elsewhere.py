"""An article that its page does not print itself: it lives in a script, or in a frame that was saved along.

In: the text of a page whose own tree holds next to nothing. Out: the Page of the longest article that its scripts or
frames hold, with the tree and metadata of the frame. Such pages are few, so they are parsed once more for it.
"""

from typing import NamedTuple

from lxml.html import HtmlElement

from karabakh_extract.page.html.blocks import page_of
from karabakh_extract.page.html.choice import chosen
from karabakh_extract.page.html.main import Chooser
from karabakh_extract.page.html.metadata import Metadata, read_metadata
from karabakh_extract.page.html.script import declared_text, paragraphs_of
from karabakh_extract.page.html.tree import parse
from karabakh_extract.page.page import Page
from karabakh_extract.page.route import Settled
from karabakh_extract.page.text import text_blocks

MOST_FRAMES = 5
"""Frames that are read, the longest first."""


class Found(NamedTuple):
    """An article: its Page, and where it comes from a frame, that frame's tree, metadata and paragraphs."""

    page: Page
    settled: Settled
    root: HtmlElement | None = None
    data: Metadata | None = None
    chooser: Chooser | None = None


def elsewhere(text: str, data: Metadata) -> Found | None:
    """Return the longest article in the scripts and frames of a page, `None` where they hold none."""
    root, _ = parse(text)
    if root is None:
        return None
    scripts = [element.text for element in root.iter("script") if element.text]
    frames = sorted((frame.get("srcdoc") or "" for frame in root.iter("iframe")), key=len, reverse=True)
    found = [_in_frame(frame) for frame in frames[:MOST_FRAMES] if frame]
    if paragraphs := paragraphs_of(scripts, declared_text(data)):
        source = "\n\n".join(paragraphs)
        found.append(Found(Page(source, text_blocks(source), offsets=False), "script"))
    return max((each for each in found if each is not None), key=lambda each: len(each.page.body()), default=None)


def _in_frame(text: str) -> Found | None:
    root, _ = parse(text)
    if root is None:
        return None
    data = read_metadata(root)
    chooser, _, _ = chosen(root, data)
    page = page_of(chooser.paragraphs, chooser.verdicts, dropped=True)
    # a frame of the article alone leaves title and metadata to the page around it
    return Found(page, "frame", root, data if data.headings or data.article else None, chooser)
