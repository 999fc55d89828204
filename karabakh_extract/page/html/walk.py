"""One tree into the paragraphs it prints, each knowing where it stood.

In: the root element. Out: `Paragraph`s in reading order (headings, paragraphs, list items, table rows, loose text cut
at double line breaks) with their share of linked text, and the `Place` in the page where each stands: its parent
chain with tags, class words and what those words say. Nothing is decided here.
"""

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from karabakh_extract.page.html.names import BLOCK_LEVEL, HEADINGS, LAYOUT, NESTING, SKIPPED, TAG_FLAGS, class_flags
from karabakh_extract.patterns import lazy

MAX_NAMES = 2_000
"""Characters of class names and ids of one element that are read."""
_SPACE = lazy(r"\s+")
_UNSTYLED = lazy(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Place:
    """A block-level element: its parent, its tag, what its names say, and sums over the text below it.

    `flags` holds kinds of `html.yaml` (`related_links`, `caption`, `standfirst`, `text` …) and tags that mean as much
    (`aside`, `figure`, `quote`, `form`). `prose` and `votes` sum the weights of the running text below.
    """

    parent: "Place | None"
    tag: str
    flags: frozenset[str]
    depth: int
    element: HtmlElement
    prose: float = 0.0
    votes: float = 0.0


@dataclass(slots=True, eq=False)
class Paragraph:
    """Text of one printed paragraph; `links` counts its linked, `strong` its emphasised characters, `opening` those
    at its front; `joined`: a further table row."""

    text: str
    tag: str
    place: Place
    links: int
    strong: int
    joined: bool = False
    opening: int = 0


def _begins_line(element: HtmlElement) -> bool:
    tag = element.tag
    return tag in BLOCK_LEVEL or ("-" in tag and any(child.tag in BLOCK_LEVEL for child in element))


class Walker:
    """Walks a tree once; `paragraphs` and `places` are its result."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.places: list[Place] = []
        self.deepest = 0
        self._known: dict[str, frozenset[str]] = {}
        self._pieces: list[str] = []
        self._links = 0
        self._strong = 0
        self._plain = -1  # pieces before the first that is not emphasised
        self._breaks = 0

    def walk(self, root: HtmlElement) -> None:
        """Go through the tree with a stack of its own: pages nest deeper than Python calls."""
        top = Place(None, root.tag, frozenset(), 0, root)
        self.places.append(top)
        # an entry: element or text, its Place, paragraph tag, whether linked, whether emphasised, closing or opening
        stack: list[tuple[HtmlElement, Place, str, bool, bool, bool]] = [(root, top, "text", False, False, False)]
        pieces = self._pieces
        while stack:
            element, place, kind, linked, strong, closing = stack.pop()
            tag = element.tag
            if closing:
                if tag == "q":
                    pieces.append("”")
                elif _begins_line(element):
                    self._flush(place, kind)
                if element.tail:
                    self._text(element.tail, linked, strong)
                continue
            if not isinstance(tag, str) or tag in SKIPPED:
                if element.tail:
                    self._text(element.tail, linked, strong)
                continue
            if tag == "br":
                self._break(place, kind)
                if element.tail:
                    self._text(element.tail, linked, strong)
                continue
            if not _begins_line(element):
                attributes = element.attrib
                if attributes and (names := attributes.get("class")) and "hidden" in self._flags(names):
                    if element.tail:
                        self._text(element.tail, linked, strong)
                    continue
                stack.append((element, place, kind, linked, strong, True))
                inner_linked = True if tag == "a" else linked
                inner_strong = strong or tag in ("b", "strong", "em", "i")
                if tag == "q":
                    pieces.append("“")
                if element.text:
                    self._text(element.text, inner_linked, inner_strong)
                stack.extend((child, place, kind, inner_linked, inner_strong, False) for child in reversed(element))
                continue
            self._flush(place, kind)
            inner = self._place(element, tag, place)
            if tag == "tr" and not self._layout(element):
                self._row(element, inner)
                if element.tail:
                    self._text(element.tail, linked, strong)
                continue
            inner_kind = tag if tag in HEADINGS or tag in ("p", "li", "pre", "dt", "dd", "td", "th") else "text"
            if (inner_kind == "text" and kind in HEADINGS) or (inner_kind in ("p", "text") and kind == "li"):
                inner_kind = kind
            stack.append((element, inner, inner_kind, linked, strong, True))
            if element.text:
                self._text(element.text, linked, strong)
            stack.extend((child, inner, inner_kind, linked, strong, False) for child in reversed(element))
        self._flush(top, "text")

    def _flags(self, names: str) -> frozenset[str]:
        known = self._known.get(names)
        if known is None:
            known = self._known[names] = class_flags(names)
        return known

    def _place(self, element: HtmlElement, tag: str, parent: Place) -> Place:
        attributes = element.attrib
        flags: set[str] = set()
        if attributes:
            get = attributes.get
            data = get("data-component") or get("data-testid") or get("data-type") or ""
            names = f"{get('class') or ''} {get('id') or ''} {data}"
            if len(names) > MAX_NAMES:
                # no page needs so many; later steps search them again and again
                names = names[:MAX_NAMES]
                element.set("class", names)
            if names != "  ":
                flags |= self._flags(names)
            if get("itemprop") in ("articleBody", "articlebody", "text"):
                flags.add("articlebody")
            if "hidden" in attributes or get("aria-hidden") == "true" or _UNSTYLED.search(get("style") or ""):
                flags.add("hidden")
            role = get("role")
            if role in ("navigation", "complementary", "contentinfo", "banner", "search", "dialog"):
                flags.add("navigation" if role != "complementary" else "aside")
        if own := TAG_FLAGS.get(tag):
            flags.add(own)
        elif "-" in tag:
            # elements of a page's own making are named like classes (`amp-carousel`)
            flags |= self._flags(tag)
        place = Place(parent, tag, frozenset(flags), parent.depth + 1, element)
        self.deepest = max(self.deepest, place.depth)
        self.places.append(place)
        return place

    def _text(self, text: str, linked: bool, strong: bool) -> None:
        self._pieces.append(text)
        if not text.isspace():
            self._breaks = 0
            if linked:
                self._links += len(text.strip())
            if strong:
                self._strong += len(text.strip())
            elif self._plain < 0:
                self._plain = len(self._pieces) - 1

    def _break(self, place: Place, kind: str) -> None:
        self._breaks += 1
        if self._breaks > 1:
            self._flush(place, kind)
        else:
            self._pieces.append(" ")

    def _flush(self, place: Place, kind: str) -> None:
        pieces = self._pieces
        if pieces:
            text = _SPACE.sub(" ", "".join(pieces)).strip()
            if text:
                paragraph = Paragraph(text, kind, place, self._links, self._strong)
                if self._strong and self._plain:
                    opening = _SPACE.sub(" ", "".join(pieces[: self._plain])) if self._plain > 0 else text
                    paragraph.opening = len(opening.strip())
                self.paragraphs.append(paragraph)
            pieces.clear()
        self._links = self._strong = self._breaks = 0
        self._plain = -1

    @staticmethod
    def _layout(row: HtmlElement) -> bool:
        """Whether the cells of a table row hold paragraphs or tables of their own rather than values."""
        cells = 0
        for n, element in enumerate(row.iter()):
            tag = element.tag
            if tag in ("td", "th"):
                cells += 1
            if tag in LAYOUT or n > 400 or len(element.text or "") > (80 if tag in NESTING else 400):
                return True
        return cells < 2

    def _row(self, row: HtmlElement, place: Place) -> None:
        cells, links = [], 0
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            text = _SPACE.sub(" ", " ".join(t for t in cell.itertext() if t)).strip()
            links += sum(len(a.text_content()) for a in cell.iter("a"))
            cells.append(text)
        text = " | ".join(cells).strip(" |")
        if text:
            joined = (
                bool(self.paragraphs)
                and self.paragraphs[-1].tag == "row"
                and self.paragraphs[-1].place.parent is place.parent
            )
            self.paragraphs.append(Paragraph(text, "row", place, links, 0, joined))
