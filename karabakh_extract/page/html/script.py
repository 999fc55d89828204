"""The article's text where a page keeps it in a script: JSON-LD `articleBody`, or the data its JavaScript prints from.

In: the page's metadata and the texts of its scripts. Out: the declared text, and the paragraphs of the longest
running text found in script data. Scripts are searched only where the page itself prints next to nothing. Their
strings are looked at one by one, whatever code stands around them: pages push, assign and stream their data in too
many ways to parse each.
"""

import json
from html import unescape

from karabakh_extract.page.html.linked_data import first_text
from karabakh_extract.page.html.metadata import Metadata
from karabakh_extract.page.html.tree import parse
from karabakh_extract.page.html.walk import Walker
from karabakh_extract.patterns import lazy

LARGEST = 3_000_000
"""Characters of script that are searched."""
LEAST = 200
"""Characters of running text from which a string of a script can be an article."""
PROSE = 60
"""Characters from which a string can be one paragraph of an article that is stored as a list."""

_TAG = lazy(r"<[^<>]{0,2000}>")
_BREAK = lazy(r"\n+")
_SPACE = lazy(r"\s+")
_SENTENCE = lazy(r"[.!?…。]+[\"”»’')\]]*(?:\s|<|$)")
_DATA = lazy(r'[\]}"],"|":["\[{]')
_FURNITURE = frozenset(["caption", "figure", "related_links", "advertisement", "subscription", "share_prompt"])


def declared_text(data: Metadata) -> str:
    """Return the text that the page's JSON-LD gives as the article's, tags and entities taken out."""
    text = first_text(data.article.get("articleBody")) or first_text(data.article.get("text"))
    if "<" in text:
        text = _TAG.sub(" ", text)
    return unescape(text) if "&" in text else text


def paragraphs_of(scripts: list[str], declared: str) -> list[str]:
    """Return the paragraphs of the article that the scripts hold, the declared text where nothing longer is found."""
    best = _paragraphs(declared) if len(declared) > LEAST else []
    for script in scripts:
        if LEAST < len(script) <= LARGEST:
            for found in _runs(script, 2):
                if sum(map(len, found)) > 1.3 * sum(map(len, best)):
                    best = found
    return best


def _runs(script: str, depth: int) -> list[list[str]]:
    """Return what could be an article: a long string alone, and the strings of single paragraphs together."""
    runs: list[list[str]] = []
    single: list[str] = []
    # quotation marks within strings out of the way, every piece between two others is looked at: code is no prose
    for piece in script.replace("\\\\", "\x00").replace('\\"', "\x01").split('"'):
        if len(piece) < PROSE:
            continue
        text = _unquoted(piece.replace("\x01", '\\"').replace("\x00", "\\\\"))
        if depth and len(_DATA.findall(text)) > 3:
            # data within a string, as streamed pages have it
            runs += _runs(text, depth - 1)
        elif len(_SENTENCE.findall(text)) > 2 and len(text) > LEAST:
            runs.append(_paragraphs(text))
        elif _SENTENCE.search(text) and text.count(" ") > 5 and not text.startswith(("http", "{", "[", "<")):
            single.append(_SPACE.sub(" ", text).strip())
    if len(single) > 4:
        runs.append(list(dict.fromkeys(single)))
    return [run for run in runs if sum(map(len, run)) > LEAST]


def _unquoted(text: str) -> str:
    if "\\" not in text:
        return text
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text that may be HTML, without captions and teasers."""
    if "&lt;" in text:
        text = unescape(text)
    if "<" not in text:
        return [line for line in (_SPACE.sub(" ", line).strip() for line in _BREAK.split(unescape(text))) if line]
    root, _ = parse(f"<html><body>{text}</body></html>")
    if root is None:
        return []
    walker = Walker()
    walker.walk(root)
    return [
        p.text
        for p in walker.paragraphs
        if not (p.place.flags | (p.place.parent.flags if p.place.parent else frozenset())) & _FURNITURE
    ]
