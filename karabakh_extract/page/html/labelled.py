"""Authors that a page names behind a label: "Author" in bold or as a term, the name beside it.

In: the paragraphs of a page. Out: what stands behind such labels, in order. Cards of facts about an article (date,
author, topics) stand beside its text or below it, where no byline is looked for.
"""

from functools import cache

from karabakh_extract.data import load
from karabakh_extract.fields.phrases import fold
from karabakh_extract.page.html.walk import Paragraph

LONGEST = 120
"""Characters of a line that can hold a label and names."""


@cache
def _labels() -> frozenset[str]:
    return frozenset(load("labels")["labels"]["authors"])


def labelled_authors(paragraphs: list[Paragraph]) -> list[str]:
    """Return the names that stand behind labels: in the same line after a bold one, or as the value of a term."""
    found: list[str] = []
    for n, p in enumerate(paragraphs):
        if len(p.text) > LONGEST:
            continue
        if p.tag == "dt" and _is_label(p.text):
            found += [after.text for after in paragraphs[n + 1 : n + 2] if after.tag == "dd"]
        elif 0 < p.strong < len(p.text) and _is_label(p.text[: p.strong]):
            found.append(p.text[p.strong :].lstrip(" :"))
    return found


def _is_label(text: str) -> bool:
    """Whether every word of a label, between slashes, names an author ("Autorin/Autor:")."""
    return all(word.strip() in _labels() for word in fold(text).strip(" :").split("/"))
