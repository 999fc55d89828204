"""The article's text where a page keeps it in a script: JSON-LD `articleBody`, or the data its JavaScript prints from.

In: the page's metadata and the texts of its scripts. Out: the declared text, and paragraphs of the longest running text
found in script data. Asked only where the page itself prints next to nothing.
"""

import json
import re
from html import unescape
from typing import Any

from karabakh_extract.page.html.linked_data import first_text
from karabakh_extract.page.html.metadata import Metadata

_TAG = re.compile(r"<[^<>]{0,2000}>")
_BREAK = re.compile(r"</(?:p|div|li|h[1-6]|blockquote)\s*>|<br\s*/?>\s*(?:<br\s*/?>)?|\n+", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_STRING = re.compile(r'"((?:[^"\\\n]|\\.){150,})"')
_SENTENCES = re.compile(r"[.!?…。](?:\s|[\"”»]|<|$)")
LARGEST = 3_000_000
"""Characters of script that are searched."""
PROSE = 80
"""Characters from which a string of script data can be a paragraph."""


def declared_text(data: Metadata) -> str:
    """Return the text that the page's JSON-LD gives as the article's, tags and entities taken out."""
    text = first_text(data.article.get("articleBody")) or first_text(data.article.get("text"))
    if "<" in text:
        text = _TAG.sub(" ", text)
    return unescape(text) if "&" in text else text


def paragraphs_of(scripts: list[str], declared: str) -> list[str]:
    """Return the paragraphs of the article that the scripts hold, the declared text where it is the longest."""
    best = _lines(declared)
    size = sum(map(len, best))
    for script in scripts:
        if len(script) > LARGEST or len(script) < 300:
            continue
        for found in _candidates(script):
            if (length := sum(map(len, found))) > 1.3 * size and length > 300:
                best, size = found, length
    return best


def _candidates(script: str) -> list[list[str]]:
    """Return runs of paragraphs: one long string with several sentences each, or neighbours in one list."""
    start = script.find("{")
    end = script.rfind("}")
    data: Any = None
    if 0 <= start < end:
        try:
            data = json.loads(script[start : end + 1], strict=False)
        except (ValueError, RecursionError):
            data = None
    if data is None:
        return [_lines(_unquoted(found.group(1))) for found in _STRING.finditer(script) if len(_SENTENCES.findall(found.group(1))) > 2]
    runs: list[list[str]] = []
    queue: list[Any] = [data]
    at = 0
    while at < len(queue) and at < 50_000:
        value = queue[at]
        at += 1
        children = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []
        if isinstance(value, list):
            lines = [line for each in value for line in _texts(each)]
            if len(lines) > 1:
                runs.append(lines)
        for each in children:
            if isinstance(each, str):
                if len(each) > 300 and len(_SENTENCES.findall(each)) > 2:
                    runs.append(_lines(each))
            else:
                queue.append(each)
    return runs


def _texts(value: Any) -> list[str]:  # noqa: ANN401 - JSON of any shape
    """Return the running text of one member of a list of paragraphs."""
    if isinstance(value, dict):
        for key in ("text", "content", "value", "html", "body", "model"):
            if key in value:
                return _texts(value[key])
        return []
    if isinstance(value, str) and len(value) >= PROSE and _SENTENCES.search(value):
        return _lines(value)
    return []


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text


def _lines(text: str) -> list[str]:
    """Return the paragraphs of a text that may hold HTML."""
    lines = [_SPACE.sub(" ", unescape(_TAG.sub(" ", line))).strip() for line in _BREAK.split(unescape(text) if "&lt;" in text else text)]
    return [line for line in lines if line]
