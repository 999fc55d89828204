"""The fields that a news database prints around an article: labels with a colon, or two-letter codes in a column.

In: the Blocks of one article of an export (Factiva, ProQuest, EBSCO, Lexis, Nexis Uni and their kin). Out: marks and
candidates for its labelled lines above and below the text; the text itself begins where a label says so.
"""

from msgspec.structs import replace

from karabakh_extract.draft import Draft
from karabakh_extract.fields.citation import read_citation
from karabakh_extract.fields.datetimes import find_dates
from karabakh_extract.fields.export_labels import Found, export_labels, export_sort, label_at, stands_alone
from karabakh_extract.fields.export_values import offer_value
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.shape import is_prose
from karabakh_extract.page.block import Block
from karabakh_extract.page.edits import Edit
from karabakh_extract.page.marks import Mark
from karabakh_extract.patterns import lazy
from karabakh_extract.readers.cuts import RULER, patterns

HEAD = 30
"""Blocks at the top among which labelled ones are header where nothing says where the text begins."""
WIDEST, NARROWEST = 100, 40
"""Columns between which the longest line of an export tells where it wraps lines."""
SLACK = 4
"""Columns by which the lines of one paragraph may stay below the longest line of the text."""
NOTICE = 1_000
"""Characters that what stands below the last article of an export has at most."""
LONGEST = 80
"""Characters of an owner's name."""
GAP = 3
"""Blocks without a label that may stand among the labelled ones below the text."""

_LINE = lazy(r"\n[^\S\n]*+(?=\S)")
_NAME_AND_PLACE = lazy(r"([^\W\d_][^(),]{2,50}?) \([^\W\d_][^()]{1,40}\)")
_LENGTH = lazy(r"\d[\d.,\s]*\s?([^\W\d]+)")
_SOURCE_CODE = lazy(r"[A-Z0-9]{2,8}")
_LINK = lazy(r"https?://\S+")
_PAGES = lazy(r"[A-Z]?\d{1,4}(?:[-,]\s?\d{1,4})*")


def split_fields(draft: Draft) -> None:
    """Give each labelled line of an export a Block of its own; leave any other text as it is."""
    if draft.format == "html":
        return
    draft.export = export_sort(draft.page.source)
    if not draft.export:
        return
    for n in range(len(draft.page.blocks) - 1, -1, -1):
        block = draft.page.blocks[n]
        points = [
            block.text_offset(line.end())
            for line in _LINE.finditer(draft.page.source, block.start, block.end)
            if label_at(draft, block, line.end())
        ]
        if points and block.role != "furniture":
            draft.page.replace_block(n, block.cut(points, "\n\n"))
    _join_wraps(draft)
    _leave_out_notices(draft)


def _join_wraps(draft: Draft) -> None:
    """Put lines together that the database wrapped: short articles have too few of them for the page to see it."""
    source, blocks = draft.page.source, draft.page.blocks
    width = max((len(line) for line in source.splitlines()), default=0)
    if width > WIDEST:
        return
    at = 1
    while at < len(blocks):
        block, last = blocks[at], blocks[at - 1]
        between = source[last.end : block.start]
        line = source[source.rfind("\n", 0, last.end) + 1 : last.end]
        word = len(block.text.split(" ", 1)[0])
        if (
            between.count("\n") == 1
            and block.role == last.role == "text"
            and len(line) + 1 + word > max(width - SLACK, NARROWEST)
            and not label_at(draft, block, block.start)
        ):
            edits = (*last.edits, Edit(last.end, block.start, " "), *block.edits)
            blocks[at - 1 : at + 1] = [
                Block(source, last.start, block.end, edits, role=last.role, glue=last.glue, indent=last.indent)
            ]
        else:
            at += 1


def _leave_out_notices(draft: Draft) -> None:
    """Take what a database prints below the last of its articles for furniture: the search, its own terms."""
    source = draft.page.source
    marks = patterns()
    ends = [mark.end() for pattern in (marks.accession, marks.end) for mark in pattern.finditer(source)]
    ends += [line.end() for line in RULER.finditer(source) if line[1] == "_" and len(source) - line.end() < NOTICE]
    below = min(ends, default=len(source))
    tail = [block for block in draft.page.blocks if block.start >= below]
    if below > len(source) // 4 and len(source) - below < NOTICE and not any(_is_field(draft, block) for block in tail):
        for block in tail:
            block.role = "furniture"


def _is_field(draft: Draft, block: Block) -> bool:
    found = label_at(draft, block, block.start)
    return found is not None and (draft.export == "codes" or found.word in export_labels().telling)


def read_fields(draft: Draft) -> None:
    """Mark the labelled lines of an export and offer what they say."""
    if not draft.export:
        return
    page = draft.page
    found = [None if block.role == "furniture" else label_at(draft, block, block.start) for block in page.blocks]
    alone = [stands_alone(block.text) for block in page.blocks]
    opening = next((n for n, each in enumerate(found) if each and each.field == "full"), None)
    if opening is None:
        labels = export_labels().labels
        opening = next((n for n, block in enumerate(page.blocks) if labels.get(fold(block.text)) == "full"), None)
    begin = _begin(draft, found) if opening is None else opening
    tail = _tail(draft, found, alone, begin)
    for n, each in enumerate(found):
        if page.marked(n):
            continue
        if each is not None and (n <= begin or n >= tail or (draft.export == "codes" and each.field == "full")):
            _read(draft, n, each)
        elif alone[n]:
            draft.mark_field(n, 0, len(page.blocks[n].text), "", "label")
        elif each is None and n and opening is not None and n < opening and (above := found[n - 1]):
            # a list of values may go on below its label
            _read(draft, n, replace(above, value=page.blocks[n].start))
            found[n] = above
        elif each is None and n and opening is not None and n < opening and _LINK.fullmatch(page.blocks[n].text):
            # the database's own page of the article
            draft.mark_field(n, 0, len(page.blocks[n].text), "", "label")
        elif each is None and n and opening is not None and n < opening:
            read_citation(draft, n)
    _captions(draft, found, alone)
    _outlet(draft, found)
    _title(draft, found, alone)
    if draft.export == "number":
        _unlabelled(draft, begin)
        _owner_again(draft)


def _captions(draft: Draft, found: list[Found | None], alone: list[bool]) -> None:
    """Take the lines below "Graphic" for captions, up to the next line that is a label or stands alone."""
    page = draft.page
    below = False
    for n, block in enumerate(page.blocks):
        if found[n] or alone[n]:
            below = fold(block.text) in export_labels().captions
        elif below and block.text and not page.marked(n):
            mark = Mark(0, len(block.text), "removed", "caption", "database-caption", None, page.new_group())
            page.mark(n, mark)


def _outlet(draft: Draft, found: list[Found | None]) -> None:
    """Take "The Guardian (London)" above the first label for the outlet and its place."""
    first = next((n for n, each in enumerate(found) if each), 0)
    for n, block in enumerate(draft.page.blocks[:first]):
        named = _NAME_AND_PLACE.fullmatch(block.text)
        if named and not draft.page.marked(n) and find_dates(draft.page.blocks[n + 1].text):
            draft.offer("publisher", named[1], "header", n, named.span(1), 9)
            draft.mark_field(n, 0, len(block.text), "publisher", "header")
            return


def _title(draft: Draft, found: list[Found | None], alone: list[bool]) -> None:
    """Take the first line for the headline where a label below the text repeats it, or the outlet follows it."""
    n = next((n for n, each in enumerate(found) if not each and not alone[n]), -1)
    if draft.headline_block >= 0 or n < 0 or n > 2 or draft.page.marked(n):
        return
    text = draft.page.blocks[n].text
    told = any(fold(each.value) == fold(text) for each in draft.candidates.by_field.get("headline", ()))
    outlet = any(each.block == n + 1 and each.weight == 9 for each in draft.candidates.by_field.get("publisher", ()))
    if told or outlet:
        draft.offer("headline", text, "first_line", n, (0, len(text)), 9)
        draft.mark_field(n, 0, len(text), "headline", "first_line")
        draft.headline_block = n


def _begin(draft: Draft, found: list[Found | None]) -> int:
    """Return the last Block of the header where no label opens the text: the prose begins behind it."""
    blocks = draft.page.blocks[:HEAD]
    first = next((n for n, block in enumerate(blocks) if found[n] is None and is_prose(block.text)), len(blocks))
    # a standfirst may stand among the labelled lines
    later = [n for n in range(first, min(first + 3, len(blocks))) if found[n] is not None]
    return max(later, default=first - 1)


def _tail(draft: Draft, found: list[Found | None], alone: list[bool], begin: int) -> int:
    """Return the first Block of the labelled lines below the text."""
    tail, gap = len(found), 0
    for n in range(len(found) - 1, begin, -1):
        label = found[n]
        if alone[n] or (label is not None and label.field != "full"):
            tail, gap = n, 0
        elif not draft.page.marked(n):
            gap += 2 if is_prose(draft.page.blocks[n].text) else 1
            if gap > GAP:
                break
    return tail


def _read(draft: Draft, n: int, label: Found) -> None:
    """Mark one labelled Block, with the values on the Block below where its own line has none."""
    block = draft.page.blocks[n]
    text = block.text
    start = block.text_offset(label.value) if label.value < block.end else len(text)
    if label.field == "full":
        if start:
            draft.mark_field(n, 0, start, "", "label")
        return
    blocks = [(n, start)]
    if start >= len(text):
        below = n + 1
        if label.field != "nothing" and below < len(draft.page.blocks) and not draft.page.marked(below):
            follower = draft.page.blocks[below]
            if label_at(draft, follower, follower.start) is None and not stands_alone(follower.text):
                blocks.append((below, 0))
    for m, at in blocks:
        whole = draft.page.blocks[m].text
        offer_value(draft, m, at, label, whole[at:])
        if label.field in ("copyright", "caption"):
            group = draft.page.new_group()
            draft.page.mark(m, Mark(0, len(whole), "removed", label.field, f"database-{label.field}", None, group))
        else:
            draft.mark_field(m, 0, len(whole), _FIELDS.get(label.field, label.field), "label")
    if label.field == "headline" and blocks[-1][0] <= HEAD and draft.headline_block < 0:
        draft.headline_block = blocks[-1][0]


def _owner_again(draft: Draft) -> None:
    """Mark the owner's name that stands alone between the text and the number: the header's © line has it too."""
    blocks = draft.page.blocks
    for n in range(2, len(blocks)):
        name = blocks[n - 1].text.strip(" .")
        if (
            name
            and not draft.page.marked(n - 1)
            and len(name) <= LONGEST
            and patterns().accession.fullmatch(blocks[n].text)
            and any("(c)" in b.text.lower() or "©" in b.text for b in blocks[: n - 1] if name in b.text)
        ):
            draft.mark_field(n - 1, 0, len(blocks[n - 1].text), "", "label")


_FIELDS = {"published": "dates.published", "source": "publisher", "nothing": ""}


def _unlabelled(draft: Draft, begin: int) -> None:
    """Mark the lines of a header without labels that say length, language, page and source code."""
    known = export_labels()
    for n, block in enumerate(draft.page.blocks[: begin + 1]):
        text = block.text
        length = _LENGTH.fullmatch(text)
        if draft.page.marked(n) or not text:
            continue
        if (
            (length and fold(length[1]) in known.lengths)
            or fold(text) in known.languages
            or (n > 1 and (_SOURCE_CODE.fullmatch(text) or _PAGES.fullmatch(text)))
        ):
            draft.mark_field(n, 0, len(text), "", "header")
