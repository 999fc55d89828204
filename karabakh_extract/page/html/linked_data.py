"""The JSON-LD of a page: its items, broken scripts repaired, and the one that describes the article.

In: the texts of `application/ld+json` scripts. Out: dictionaries as schema.org means them, references by `@id`
resolved. A script that cannot be parsed gives what its keys, read one by one, still say: one bad key never costs
another field.
"""

import json
import re
from html import unescape
from typing import Any

from karabakh_extract.page.html.fragment import plain
from karabakh_extract.patterns import lazy

Item = dict[str, Any]

ARTICLES = frozenset(
    [
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "OpinionNewsArticle",
        "AnalysisNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "AskPublicNewsArticle",
        "AdvertiserContentArticle",
        "SatiricalArticle",
        "Report",
        "BlogPosting",
        "LiveBlogPosting",
        "SocialMediaPosting",
        "TechArticle",
        "ScholarlyArticle",
        "MedicalScholarlyArticle",
        "Newsarticle",
        "CreativeWork",
        "Review",
        "ClaimReview",
        "Recipe",
        "PressRelease",
    ]
)
WEAK = frozenset(["CreativeWork", "Review", "ClaimReview", "Recipe"])
MOST_ITEMS = 2_000
"""Items of one page that are looked at: live blogs list hundreds of updates."""

_TRAILING_COMMA = lazy(r",(\s*[}\]])")
_MISSING_COMMA = lazy(r'(["}\]])(\s*\n\s*")(?=[@\w]+"\s*:)')
_NOISE = lazy(r"<!--|-->|<!\[CDATA\[|\]\]>|^\s*//.*$", re.MULTILINE)
_PAIR = lazy(
    r'"(headline|alternativeHeadline|datePublished|dateModified|dateCreated|articleSection|keywords|inLanguage|articleBody|name|url|@type)"'
    r'\s*:\s*("(?:[^"\\]|\\.)*"|\[[^\[\]{}]*\])'
)
_AUTHOR = lazy(r'"author"\s*:\s*(?:\[\s*)?(?:"((?:[^"\\]|\\.)*)"|\{([^{}]*)\})')
_PUBLISHER = lazy(r'"publisher"\s*:\s*\{([^{}]*)')
_NAME = lazy(r'"name"\s*:\s*("(?:[^"\\]|\\.)*")')


def parse_script(text: str) -> Any:  # noqa: ANN401 - JSON of any shape
    """Return what a script holds, repaired where it has to be; `None` where nothing can be read."""
    for attempt in _repairs(text):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return _by_keys(text)


def _repairs(text: str) -> list[str]:
    clean = _NOISE.sub("", text).strip().rstrip(";").strip()
    tries = [text, clean]
    if "&quot;" in clean:
        tries.append(unescape(clean))
    tries.append(_MISSING_COMMA.sub(r"\1,\2", _TRAILING_COMMA.sub(r"\1", clean)))
    return tries


def _by_keys(text: str) -> Item | None:
    """Read the keys that matter one by one; of several values of a key the first is the article's."""
    item: Item = {}
    for key, value in _PAIR.findall(text):
        if key in item or (key in ("name", "url") and "headline" not in item):
            continue
        try:
            item[key] = json.loads(value, strict=False)
        except ValueError:
            continue
    if not {"headline", "datePublished", "articleBody"} & item.keys():
        return None
    authors: list[str] = []
    for name, inner in _AUTHOR.findall(text)[:1]:
        found = [name] if name else [name.strip('"') for name in _NAME.findall(inner)]
        authors.extend(found)
    item["author"] = authors
    publisher = _PUBLISHER.search(text)
    if publisher and (name := _NAME.search(publisher.group(1))):
        item["publisher"] = {"name": name.group(1).strip('"')}
    item["@type"] = "NewsArticle"
    return item


def types(item: Item) -> frozenset[str]:
    """Return the types of an item without their namespace."""
    found = item.get("@type") or item.get("type")
    listed = found if isinstance(found, list) else [found]
    return frozenset(str(each).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for each in listed if each)


def read_items(scripts: list[str]) -> list[Item]:
    """Return every typed item of the page, the outermost first."""
    items: list[Item] = []
    for text in scripts:
        queue = [parse_script(text)]
        at = 0
        while at < len(queue) and len(items) < MOST_ITEMS:
            value = queue[at]
            at += 1
            if isinstance(value, list):
                queue.extend(value)
            elif isinstance(value, dict):
                if types(value) or "headline" in value:
                    items.append(value)
                queue.extend(
                    each for key, each in value.items() if isinstance(each, (dict, list)) and key != "itemListElement"
                )
    return items


def resolved(value: Any, by_id: dict[str, Item]) -> Any:  # noqa: ANN401 - JSON of any shape
    """Return the item that a bare reference (`{"@id": …}`) points to, any other value as it is."""
    if isinstance(value, dict) and "@id" in value and "name" not in value:
        found = by_id.get(str(value["@id"]))
        return found if found is not None else value
    return value


def texts(value: Any, by_id: dict[str, Item] | None = None) -> list[str]:  # noqa: ANN401 - JSON of any shape
    """Return the strings or names that a value holds: a string, an item with a name, or a list of them."""
    if isinstance(value, list):
        return [text for each in value[:200] for text in texts(each, by_id)]
    value = resolved(value, by_id or {})
    if isinstance(value, str):
        return [plain(unescape(value)).strip()] if value.strip() else []
    if isinstance(value, dict):
        return texts(value.get("name") or value.get("@value") or value.get("headline"))
    return []


def first_text(value: Any) -> str:  # noqa: ANN401 - JSON of any shape
    """Return the first string of a value, "" where it has none."""
    found = texts(value)
    return found[0] if found else ""
