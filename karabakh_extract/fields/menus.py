"""The site's menu that a copy has above its headline: "News | Video | Opinion | About", or one section a line.

In: the Blocks above the text, after the rules. Out: marks that take a menu out, whatever its sections are called: a
rule knows some names of sections, while many side by side, or line below line without a blank one between them, are a
menu as such. One section alone is the article's own and stays for the header: above the headline, set off by blank
lines from the menu above it.
"""

from collections.abc import Sequence

from karabakh_extract.draft import Draft
from karabakh_extract.fields.datetimes import find_dates
from karabakh_extract.fields.labels import byline_lead, label_at_start
from karabakh_extract.fields.lexicon import is_generic, is_genre, is_region, is_section
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.shape import ends_sentence, size
from karabakh_extract.page.marks import Mark
from karabakh_extract.patterns import lazy

ABOVE = 20
"""Blocks from the top among which a menu is looked for."""
SIDE_BY_SIDE, LINES = 4, 3
"""Items of a menu in one line, and of one that has a line for each, at least."""
WORDS = 4
"""Words of an item at most."""
_BAR = lazy(r"\s*[|•·]\s*")
_DIGIT = lazy(r"\d")


def claim_menus(draft: Draft) -> None:
    """Mark the menus above the headline; give a section back that a rule took for a menu's last item."""
    page = draft.page
    if draft.format == "html" or draft.export:
        return
    n = 0
    while n < min(len(page.blocks), ABOVE):
        if page.marked(n) or not page.blocks[n].text:
            n += 1
            continue
        text = page.blocks[n].text
        if _side_by_side(draft, text):
            _take(draft, n, n + 1)
            n += 1
            continue
        end = _lines(draft, n)
        if end == n:
            if n == 0 and len(page.blocks) > 1 and not page.marked(1) and _side_by_side(draft, page.blocks[1].text):
                _take(draft, 1, 2)  # below the site's name
            break
        _take(draft, n, end)
        n = end
    _give_back(draft)


def _side_by_side(draft: Draft, text: str) -> bool:
    """Whether a line holds the items of a menu: more sections than a story has, none of them a place."""
    # arrows lead down to the story's own section
    items = [item for item in _BAR.split(text) if item]
    if not all(size(item) <= WORDS for item in items) or draft.outlets.is_outlet(items[0] if items else ""):
        return False
    told = _sections(items)
    if any(is_generic(item) for item in items[2:]):
        # "Today's Paper | Latest | Country | World": the way to a page leads from the general to the particular
        told += sum(is_generic(item) for item in items)
    return len(items) >= SIDE_BY_SIDE and told >= len(items) / 2


def _sections(items: list[str]) -> int:
    return sum((is_section(item) or is_genre(item)) and not is_region(item) for item in items)


def _lines(draft: Draft, first: int) -> int:
    """Return where a menu ends that begins at a Block, one item a line; `first` where none does."""
    blocks = draft.page.blocks
    end = first
    while end < len(blocks) and _is_item(draft, end) and (end == first or not _set_off(draft, end)):
        end += 1
    if end < len(blocks) and end - first > LINES and not _set_off(draft, end) and _own_section(draft, end - 1):
        # no blank lines at all: the last line above the headline is its section
        end -= 1
    items = [block.text for block in blocks[first:end]]
    if len(items) < LINES or _sections(items) < 2 or (not is_generic(items[0]) and _sections(items) < LINES):
        return first
    return end


def _is_item(draft: Draft, n: int) -> bool:
    text = draft.page.blocks[n].text
    if draft.page.marked(n) or not text or size(text) > WORDS or ends_sentence(text) or _DIGIT.search(text):
        return False
    folded = fold(text)
    return byline_lead(folded) is None and label_at_start(folded) is None and not find_dates(text)


def _set_off(draft: Draft, n: int) -> bool:
    """Whether a blank line stands above a Block."""
    page = draft.page
    return n == 0 or page.source[page.blocks[n - 1].end : page.blocks[n].start].count("\n") > 1


def _own_section(draft: Draft, n: int) -> bool:
    text = draft.page.blocks[n].text
    return is_section(text) and not is_generic(text) and not is_genre(text)


def _give_back(draft: Draft) -> None:
    """Unmark a section that a blank line parts from what stands below it, and from the menu above it another one or the
    button with which that ends: "News / Sport / Subscribe / Environment".
    """
    page = draft.page
    for n in range(2, min(len(page.blocks) - 1, ABOVE)):
        marks = page.marks.get(n, ())
        above = page.marks.get(n - 1, ())
        if (
            len(marks) == 1
            and marks[0].kind == "navigation"
            and above
            and above[0].kind == "navigation"
            and not page.marked(n + 1)
            and (_set_off(draft, n) or (above[0].rule != marks[0].rule and not is_section(page.blocks[n - 1].text)))
            and _set_off(draft, n + 1)
            and not _set_off(draft, n - 1)
            and _own_section(draft, n)
        ):
            del page.marks[n]
            draft.claims = [claim for claim in draft.claims if claim.block != n]


def _take(draft: Draft, first: int, end: int) -> None:
    group = draft.page.new_group()
    for n in range(first, end):
        length = len(draft.page.blocks[n].text)
        draft.page.mark(n, Mark(0, length, "removed", "navigation", "menu", None, group))


def join_menu(draft: Draft, lines: list[int]) -> None:
    """List header lines that say nothing as navigation where they stand in one stretch with a menu's items."""
    page = draft.page
    for n in [*lines, *reversed(lines)]:
        marks = page.marks.get(n, ())
        if len(marks) != 1 or marks[0].label != "field" or marks[0].kind or page.blocks[n].text.count(" ") >= WORDS:
            continue
        above, below = page.marks.get(n - 1, ()), page.marks.get(n + 1, ())
        if _holds_item(above) and page.source.count("\n", page.blocks[n - 1].end, page.blocks[n].start) == 1:
            beside = True
        else:
            beside = _holds_item(below) and page.source.count("\n", page.blocks[n].end, page.blocks[n + 1].start) == 1
        if beside:
            end = len(page.blocks[n].text)
            page.marks[n] = [Mark(0, end, "removed", "navigation", "menu", None, page.new_group())]
            page.changes += 1


def _holds_item(marks: Sequence[Mark]) -> bool:
    return any(mark.label == "removed" and mark.kind in ("navigation", "subscription") for mark in marks)
