"""Decoded HTML into one lxml tree, within limits.

In: the text of a page. Out: the root element that every later step shares. The parser is libxml2's HTML parser: it
repairs what browsers repair, expands no entity of a document's own, fetches nothing. What it is slow with (hundreds
of attributes in one tag) or should not see (NUL bytes, control characters) is cut before.
"""

import re
from html import escape

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from karabakh_extract.patterns import lazy

MAX_TAGS = 400_000
"""Tags of one page that are read; the largest news pages have 30,000."""
MAX_DEPTH = 2_000
"""Levels of elements; the parser gives up a little below, real pages stay below 100."""
LONG_TAG, MAX_ATTRIBUTES = 20_000, 500
"""Characters from which a tag is looked at, and attributes from which it is dropped: parsing them takes quadratic
time."""

SAVED_WITHIN = 4_000
"""Characters at the beginning of a page in which a browser notes where it was saved from."""

_CONTROL = lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_EMPTY_TAGS = lazy(
    r"<(script|style|iframe|title|textarea|div|span|a|p|i|b|em|strong|noscript)\b([^<>]*)/>", re.IGNORECASE
)
_FRAMES = lazy(r"</?(?:noframes|frameset|frame)\b[^<>]{0,2000}>", re.IGNORECASE)
_SAVED = lazy(r"<!--[^<>]{0,80}?(?:saved from url=\(\d+\)|saved with SingleFile\s+url:\s*)(https?://[^\s<>]+)")
_HIDDEN_TAG = lazy(r"(=\s{0,9}[\"'])<")
_LONG_TAG = lazy(rf"<[a-zA-Z][^<>]{{{LONG_TAG},}}>?")


def saved_from(text: str) -> str:
    """Return the address that a browser, or SingleFile, noted in a comment as it saved the page; "" for none."""
    found = _SAVED.search(text[:SAVED_WITHIN])
    return found[1] if found else ""


def _unwrapped(text: str) -> str:
    """Return XHTML with its CDATA sections as plain text, those of scripts and styles left as they are: HTML takes
    them for comments."""
    pieces: list[str] = []
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0 and (end := text.find("]]>", start)) >= 0:
        before = text[max(at, start - 200) : start].rstrip()
        opened = before.rpartition("<")[2].lower()
        if before.endswith(("//", "/*")) or opened.startswith(("script", "style")):
            pieces.append(text[at : end + 3])
        else:
            pieces += [text[at:start], escape(text[start + 9 : end], quote=False)]
        at = end + 3
    return "".join((*pieces, text[at:])) if pieces else text


def parse(text: str) -> tuple[HtmlElement | None, bool]:
    """Return the root of the page (`None` where nothing can be read), and whether the page was cut at a limit."""
    cut = False
    if text.count("<") > MAX_TAGS:
        at = -1
        for _ in range(MAX_TAGS):
            at = text.index("<", at + 1)
        text, cut = text[:at], True
    if _CONTROL.search(text):
        text = _CONTROL.sub("", text)
    if text.count('"<') + text.count("'<") > MAX_ATTRIBUTES:
        text = _HIDDEN_TAG.sub(r"\1", text)
    text = _LONG_TAG.sub(lambda tag: "" if tag.group().count("=") > MAX_ATTRIBUTES else tag.group(), text)
    if "<frameset" in text or "<FRAMESET" in text:
        # what a page of frames prints where there are none is its text; the parser takes it for no elements at all
        text = _FRAMES.sub("", text)
    head = text[:500].lower()
    if "<?xml" in head or "xhtml" in head:
        # XHTML closes empty elements in place; HTML would take all that follows for their content
        text = _EMPTY_TAGS.sub(r"<\1\2></\1>", _unwrapped(text))
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    # lxml.html's own parser asks a Python function for the class of every element, which costs as much as the parsing
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    try:
        return document_fromstring(text.encode("utf-8", "replace"), parser=parser), cut
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None, cut
