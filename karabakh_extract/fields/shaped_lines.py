"""Lines that are told from text by their shape alone: captions that end with a credit, counts, arrows to other posts.

In: the Blocks that neither a rule nor a field has taken. Out: marks that take them out of the body. What they say in
words differs from outlet to outlet; that a picture's line ends with "(Agency/A. Photographer)" does not.
"""

from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import PERSON
from karabakh_extract.fields.outlets import known
from karabakh_extract.fields.shape import ends_sentence
from karabakh_extract.fields.signature import last_paragraph
from karabakh_extract.names import looks_like_organisation, looks_like_person
from karabakh_extract.page.marks import Mark
from karabakh_extract.patterns import lazy

_CREDITED = lazy(r"[^\n]{0,400}[(\[]([^()\[\]/:]{2,40}?)\s?[/:]\s?([^()\[\]/:]{2,40}(?:\s?/\s?[^()\[\]/]{2,40})?)[)\]]")
"""A line that ends with two names in brackets, parted by a stroke, and no stop behind them."""
_COUNT = lazy(r"\d{1,3}(?:[.,]\d{1,3})?\s?[kKmM]?")
_ARROWS = lazy(r"(?:←|<<|<-)\s?[^\W\d_].{2,120}|[^\W\d_].{2,120}\s(?:→|>>|->)")
MOST = 60
"""Words of the longest caption."""


def read_shaped_lines(draft: Draft) -> None:
    """Mark captions, counts and arrows."""
    page = draft.page
    last = last_paragraph(draft)
    counts: list[int] = []
    for n, block in enumerate(page.blocks):
        text = block.text
        if not text or block.role == "furniture" or n in page.marks:
            continue
        if text[-1] in ")]" and _caption(text):
            _take(draft, n, "caption", "credited-caption")
        elif text[0].isdecimal() and _COUNT.fullmatch(text):
            counts.append(n)
            if _beside_taken(draft, n):
                _take(draft, n, "share_prompt", "count")
        elif n > last and _ARROWS.fullmatch(text) and not ends_sentence(text):
            _take(draft, n, "navigation", "arrows")
    # a column of numbers above the buttons, or below them
    for n in reversed(counts):
        if n not in page.marks and _beside_taken(draft, n):
            _take(draft, n, "share_prompt", "count")


def _caption(text: str) -> bool:
    """Whether a line ends with an outlet or agency and a photographer's name in brackets."""
    found = _CREDITED.fullmatch(text)
    if found is None or text.count(" ") > MOST:
        return False
    parts = [part.strip() for part in (found[1], *found[2].split("/"))]
    if not all(part[:1].isupper() for part in parts):
        return False
    if ends_sentence(text[: found.start(1) - 1].rstrip()) and not any(known(part) for part in parts):
        # initials of writer and editor behind the last sentence
        return False
    houses = sum(known(part) is not None or looks_like_organisation(part) >= PERSON for part in parts)
    return houses > 0 and (houses > 1 or any(looks_like_person(part) >= PERSON for part in parts))


def _beside_taken(draft: Draft, n: int) -> bool:
    """Whether a number alone stands beside something taken out."""
    page = draft.page
    return any(
        any(mark.label == "removed" for mark in page.marks.get(m, ()))
        for m in (n - 1, n + 1)
        if 0 <= m < len(page.blocks)
    )


def _take(draft: Draft, n: int, kind: str, rule: str) -> None:
    page = draft.page
    page.mark(n, Mark(0, len(page.blocks[n].text), "removed", kind, rule, None, page.new_group()))
