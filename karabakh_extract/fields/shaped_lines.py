"""Lines that are told from text by their shape alone: captions that end with a credit, counts, arrows to other posts.

In: the Blocks that neither a rule nor a field has taken. Out: marks that take them out of the body. What they say in
words differs from outlet to outlet; that a picture's line ends with "(Agency/A. Photographer)" does not.
"""

from karabakh_extract.draft import Draft
from karabakh_extract.fields.house_caption import OVER, of_house
from karabakh_extract.fields.line import parse_line
from karabakh_extract.fields.outlets import known
from karabakh_extract.fields.picture import MOST, credits_picture, is_caption, is_spoken, names_agency
from karabakh_extract.fields.shape import ends_sentence
from karabakh_extract.fields.signature import last_paragraph
from karabakh_extract.page.marks import Mark
from karabakh_extract.patterns import lazy

_CREDITS = ("credit", "caption", "copyright")
_AGENCY = lazy(r"(?:==?|##?|--?|[—–(\[])\s?([^\W\d_][\w.]{1,20}(?: [\w.]{2,12})?)[)\]]?\.?")
"""An agency's name alone behind a mark: "==Kyodo", "- Reuters"."""
_COUNT = lazy(r"\d{1,3}(?:[.,]\d{1,3})?\s?[kKmM]?")
_STROKE = lazy(r"(?:©\s?)?([^/|:©]{2,40}?)\s?/\s?([^/|:]{2,40})")
_ARROWS = lazy(r"(?:←|<<|<-)\s?[^\W\d_].{2,120}|[^\W\d_].{2,120}\s(?:→|>>|->)")


def read_shaped_lines(draft: Draft) -> None:
    """Mark captions, counts and arrows."""
    page = draft.page
    last = last_paragraph(draft)
    counts: list[int] = []
    for n, block in enumerate(page.blocks):
        text = block.text
        if not text or block.role == "furniture" or n in page.marks or text.count(" ") >= MOST:
            continue
        if n and n < last and names_agency(text):
            _take(draft, n, "caption", "credited-caption")
        elif is_caption(text, first=n == 0) or (n and n < last and (_over_credit(draft, n) or of_house(draft, n))):
            _take(draft, n, "caption", "credited-caption")
        elif n and n < last and _under_credit(draft, n):
            _take(draft, n, "caption", "caption-below-credit")
        elif text[0].isdecimal() and _COUNT.fullmatch(text):
            counts.append(n)
            if _beside_taken(draft, n):
                _take(draft, n, "share_prompt", "count")
        elif n > last and (agency := _AGENCY.fullmatch(text)) and (house := known(agency[1])) and house.agency:
            _take(draft, n, "credit", "agency-below")
        elif n > last and _ARROWS.fullmatch(text) and not ends_sentence(text):
            _take(draft, n, "navigation", "arrows")
    # a column of numbers above the buttons, or below them
    for n in reversed(counts):
        if n not in page.marks and _beside_taken(draft, n):
            _take(draft, n, "share_prompt", "count")


def _over_credit(draft: Draft, n: int) -> bool:
    """Whether a line stands right above the credit of a picture, with no blank line between: it is the picture's."""
    page = draft.page
    credit = page.marks.get(n + 1, ())
    if len(credit) != 1 or credit[0].kind not in _CREDITS or not credits_picture(page.blocks[n + 1].text):
        return False
    text, gaps = page.blocks[n].text, page.source.count("\n", page.blocks[n].end, page.blocks[n + 1].start)
    above = page.source.count("\n", page.blocks[n - 1].end, page.blocks[n].start)
    if gaps != 1 or above < 2 or not OVER <= text.count(" ") + 1 <= MOST or is_spoken(text):
        return False
    return parse_line(text, draft.outlets) is None


def _under_credit(draft: Draft, n: int) -> bool:
    """Whether a line stands right below the owner of a picture's rights or the word for a picture, and a blank line
    below it: the caption, or the photographer.
    """
    page = draft.page
    marks = page.marks.get(n - 1, ())
    if len(marks) != 1 or marks[0].kind not in _CREDITS or _gap(draft, n):
        return False
    above, text = page.blocks[n - 1].text, page.blocks[n].text
    if not 2 <= text.count(" ") + 1 <= MOST or ends_sentence(text) or is_spoken(text):
        return False
    stroke = _STROKE.fullmatch(text)
    if stroke and (known(stroke[2]) or known(stroke[1])):
        return True
    return above.startswith("©") and "/" in above and _gap(draft, n - 1) and _gap(draft, n + 1)


def _gap(draft: Draft, n: int) -> bool:
    """Whether a blank line stands above a Block, or it is beyond the last."""
    blocks = draft.page.blocks
    return not 0 < n < len(blocks) or draft.page.source.count("\n", blocks[n - 1].end, blocks[n].start) > 1


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
