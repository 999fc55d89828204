"""What the names of elements, classes and ids say: `RelatedArticles-list` holds links to other articles.

In: `data/html.yaml`. Out: sets of element names, and the kinds that class names and ids speak of. A name is cut at
hyphens, underscores, digits and capitals, and its words are looked up singly, in pairs and in threes.
"""

from functools import cache

from karabakh_extract.data import load
from karabakh_extract.patterns import lazy

_ELEMENTS = load("html")["elements"]
SKIPPED = frozenset(_ELEMENTS["skipped"])
"""Elements whose content is never printed as text."""
BLOCK_LEVEL = frozenset(_ELEMENTS["block_level"])
"""Elements that begin a line, beside those of a page's own making (`x-factbox`); others stand in their line."""
NESTING, LAYOUT = frozenset(_ELEMENTS["nesting"]), frozenset(_ELEMENTS["layout"])
"""Elements that may stand in a table's cell, and those that make its row a part of the page's layout."""
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
TAG_FLAGS = {
    "nav": "navigation", "menu": "navigation", "footer": "footer", "header": "header", "aside": "aside",
    "figure": "figure", "figcaption": "caption", "caption": "caption", "form": "form", "button": "form",
    "fieldset": "form", "blockquote": "quote",
    "article": "article", "address": "byline", "details": "details", "section": "section",
}  # fmt: skip
"""What an element's own name says, in the words of `html.yaml`."""

_CAMEL = lazy(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_a-zA-Z]+")


@cache
def _words() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Return what single words, and phrases of two or three, of class names say."""
    data = load("html")
    kinds = {**data["classes"], "text": data["article"], "standfirst": data["standfirst"]}
    single: dict[str, set[str]] = {}
    several: dict[str, set[str]] = {}
    for kind, phrases in kinds.items():
        for phrase in phrases:
            (several if " " in phrase else single).setdefault(phrase, set()).add(kind)
    return {w: frozenset(k) for w, k in single.items()}, {w: frozenset(k) for w, k in several.items()}


def class_flags(names: str) -> frozenset[str]:
    """Return the kinds that the words of class names and ids speak of."""
    single, several = _words()
    found: set[str] = set()
    for name in names.split()[:20]:
        words = [word.lower() for word in _CAMEL.findall(name[:80])]
        for n, word in enumerate(words):
            if word in single:
                found |= single[word]
            if n:
                pair = f"{words[n - 1]} {word}"
                if pair in several:
                    found |= several[pair]
                if n > 1 and (three := f"{words[n - 2]} {pair}") in several:
                    found |= several[three]
        if len(words) > 1 and (whole := "".join(words)) in single:
            found |= single[whole]
    return frozenset(found)
