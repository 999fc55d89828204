"""The chosen paragraphs of a page as Blocks, with marks on what was left out between them.

In: paragraphs with their verdicts. Out: a Page without source offsets: its source is the text of its Blocks. What
stands between the first and the last kept paragraph and is a caption, a teaser, a share bar … becomes a marked Block,
so that the record lists it as removed; menus and furniture around the article do not.
"""

import unicodedata

from karabakh_extract.page.block import Block, Role
from karabakh_extract.page.html.names import HEADINGS
from karabakh_extract.page.html.walk import Paragraph, Place
from karabakh_extract.page.marks import Mark
from karabakh_extract.page.page import Page
from karabakh_extract.page.repair import NO_BREAK, repairs
from karabakh_extract.patterns import lazy

QUOTED_WITHIN = 3
"""Elements around a paragraph of which one may be a `<blockquote>`."""

_UNSEEN = lazy("[\xad\u200b\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f\x7f-\x9f]+")
_SPACES = lazy(r"\s{2,}|[^\S ]")
_KINDS = {"hidden": "", "form": "", "footer": "", "navigation": "", "tags": "", "byline": "", "teaser": "related_links"}


def cleaned(text: str) -> str:
    """Return a paragraph's text as the body prints it: NFC, plain spaces, nothing unseen, certain mojibake repaired."""
    if text.isascii():
        return text if "\x7f" not in text and text.isprintable() else _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()
    if "\xc2\xa0" in text:
        text = NO_BREAK.sub(" ", text)
    text = _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()
    for start, end, letters in reversed(repairs(text)):
        text = text[:start] + letters + text[end:]
    return unicodedata.normalize("NFC", text)


class _Bullets:
    """The bullet or number that a browser prints before the first paragraph of each list item."""

    def __init__(self) -> None:
        self.printed: set[int] = set()
        self.counted: dict[int, int] = {}

    def of(self, place: Place | None) -> str:
        while place is not None and place.tag != "li":
            place = place.parent
        if place is None or id(place) in self.printed:
            return ""
        self.printed.add(id(place))
        above = place.parent
        if above is None or above.tag != "ol":
            return "• "
        self.counted[id(above)] = self.counted.get(id(above), 0) + 1
        return f"{self.counted[id(above)]}. "


def page_of(paragraphs: list[Paragraph], verdicts: list[str], dropped: bool) -> Page:
    """Return the Page of the kept paragraphs; with `dropped`, what was left out among them is marked as removed."""
    kept = [n for n, verdict in enumerate(verdicts) if verdict == "keep"]
    chosen: list[tuple[str, Role, str, str, int]] = []
    bullets = _Bullets()
    if kept:
        for n in range(kept[0], kept[-1] + 1):
            verdict = verdicts[n]
            kind = "" if verdict == "keep" else _KINDS.get(verdict, verdict)
            if verdict != "keep" and (not dropped or not kind):
                continue
            paragraph = paragraphs[n]
            text = cleaned(paragraph.text)
            if text:
                opening = 0
                if paragraph.tag == "li":
                    text = bullets.of(paragraph.place) + text
                elif paragraph.tag == "dt":
                    opening = len(text)
                elif paragraph.opening:
                    opening = len(cleaned(paragraph.text[: paragraph.opening]))
                chosen.append((text, _role(paragraph), kind, "\n" if paragraph.joined else "\n\n", opening))
    source = "".join(("" if n == 0 else glue) + text for n, (text, _, _, glue, _) in enumerate(chosen))
    blocks: list[Block] = []
    at = 0
    for n, (text, role, _, glue, opening) in enumerate(chosen):
        at += len(glue) if n else 0
        block = Block(source, at, at + len(text), role=role, glue=glue)
        block.opening = opening
        blocks.append(block)
        at += len(text)
    page = Page(source, blocks, offsets=False)
    for n, (text, _, kind, _, _) in enumerate(chosen):
        if kind:
            page.mark(n, Mark(0, len(text), "removed", kind, f"page-{kind.replace('_', '-')}"))
    return page


def _role(paragraph: Paragraph) -> Role:
    if paragraph.tag in HEADINGS:
        return "heading"
    if paragraph.tag in ("li", "row"):
        return "item" if paragraph.tag == "li" else "row"
    place: Place | None = paragraph.place
    for _ in range(QUOTED_WITHIN):
        if place is None:
            break
        if place.tag == "blockquote":
            return "quote"
        place = place.parent
    return "text"
