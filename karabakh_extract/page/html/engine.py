"""trafilatura's reading of a page: the text it takes for the main one.

In: a tree of which scripts and styles are gone already. Out: its text, a paragraph a line. Its fallbacks are off:
readability and jusText cost as much again and know less than what is decided here afterwards.
"""

from copy import deepcopy

from lxml.html import HtmlElement

DEEPEST, LARGEST = 200, 40_000
"""Depth and number of elements up to which trafilatura is asked: it goes through a tree many times, some of it by
recursion."""


def main_text(root: HtmlElement, *, depth: int, elements: int) -> str:
    """Return the main text, "" where there is none or the page is beyond the limits; `root` stays as it is."""
    if depth > DEEPEST or elements > LARGEST:
        return ""
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(deepcopy(root), fast=True, include_comments=False)
    except Exception:  # a vote of several: without it the paragraphs' own signs decide
        return ""
    text = getattr(document, "text", None)
    return text if isinstance(text, str) else ""
