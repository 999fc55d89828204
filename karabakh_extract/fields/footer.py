"""The foot of an article: labelled lines, addresses, a writer's name under the text.

In: the Blocks behind the header. Out: candidates and marks for lines such as "Tags: …", "Posted in … Tagged …",
"The url address of this article is: …", a media address on a line of its own; `signature` reads who signs the text.
"""

from unicodedata import category

from karabakh_extract.draft import Draft
from karabakh_extract.fields.author_note import take_author_note
from karabakh_extract.fields.byline import parse_names
from karabakh_extract.fields.closing_agency import take_closing_agency
from karabakh_extract.fields.colophon import read_colophon
from karabakh_extract.fields.hosts import hosts
from karabakh_extract.fields.label_alone import names_below, names_noted
from karabakh_extract.fields.labels import label_at_start, phrase_label
from karabakh_extract.fields.lexicon import is_generic, is_region
from karabakh_extract.fields.line import parse_line
from karabakh_extract.fields.media import ADDRESS_LINE, take_media_line
from karabakh_extract.fields.outlets import by_host
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.pieces import mark_pieces, offer_pieces, offer_topic
from karabakh_extract.fields.shape import ends_sentence, is_prose
from karabakh_extract.fields.signature import (
    POSTED,
    last_paragraph,
    read_posted_by,
    read_signature,
    take_agency,
    take_author_cards,
    take_initials,
)
from karabakh_extract.page.dense import text_words
from karabakh_extract.page.marks import Mark
from karabakh_extract.patterns import lazy

_WORD = lazy(r"[^\W_]+")
_BETWEEN = lazy(r"\s*[·•|;]\s*|\s*,\s+|\s+/\s+")
_HANDLE = lazy(r"@\w{4,32}")
_HASHTAG = lazy(r"#([^\W\d][^#,;\n]{0,40}?)[\s,;]*(?=#|$)")
_HASHTAGS = lazy(r"((?:[^\W\d_]+ ?){0,3}:? ?)(?:#[^\W\d]\w{1,40}(?: \w{1,20}){0,2}[\s,;]*)+")
_DIGIT = lazy(r"\d")
_LETTER = lazy(r"[^\W\d_]")
BELOW = 30
"""Blocks behind the text of a flattened page in which its own footer stands."""


def read_footer(draft: Draft) -> None:
    """Mark labelled lines and media addresses behind the header, and a signature behind the last paragraph."""
    page = draft.page
    blocks = page.blocks
    skip_to = draft.header_end
    # below the text of a flattened page stand other stories, with labels of their own
    end = len(blocks) if page.run is None else min(len(blocks), page.run[1] + BELOW)
    for n in range(draft.header_end, end):
        block = blocks[n]
        text = block.text
        if n < skip_to or block.role == "furniture" or not text:
            continue
        address = ADDRESS_LINE.fullmatch(text)
        label = label_at_start(fold(text)) if address else None
        if address and not (label and label.field == "url"):
            if not take_media_line(draft, n) and not page.marked(n):
                _own_address(draft, n, address[1])
            continue
        if page.marked(n):
            continue
        if len(text) > 400:
            continue
        skip_to = _hashtags(draft, n) or _signed_below(draft, n) or _labelled(draft, n)
    names_noted(draft)
    take_author_note(draft)
    take_author_cards(draft)
    _title_again(draft)
    _reactions(draft)
    read_colophon(draft, last_paragraph(draft))
    read_posted_by(draft)
    read_signature(draft)
    take_initials(draft)
    take_agency(draft)
    take_closing_agency(draft)
    _below_notices(draft)


def _hashtags(draft: Draft, n: int) -> int:
    """Read a line of hashtags, perhaps behind a label: "Themen #Biber #Berlin"; return the Block to go on with."""
    text = draft.page.blocks[n].text
    found = _HASHTAGS.fullmatch(text) if "#" in text else None
    if found is None or (text.count("#") == 1 and n <= last_paragraph(draft)):
        return 0
    label = fold(found[1] or "").strip(" :")
    if label and label_at_start(label) is None:
        return 0
    for tag in _HASHTAG.finditer(text):
        offer_topic(draft, n, tag[1].replace("_", " "), tag.span(1), "label", 8)
    draft.mark_field(n, 0, len(text), "themes", "label")
    return n + 1


def _signed_below(draft: Draft, n: int) -> int:
    """Read a byline in two lines behind the last paragraph; return the Block to go on with, 0 where there is none."""
    page = draft.page
    names = names_below(draft, n) if page.run is None and n > last_paragraph(draft) else None
    if names is None:
        return 0
    signed = bool(draft.candidates.by_field.get("authors"))
    for m, pieces in enumerate(names, n):
        mark_pieces(draft, m, pieces, "footer")
        if not signed:
            offer_pieces(draft, [(m, piece) for piece in pieces], draft.headline_block)
    return n + 2


def _own_address(draft: Draft, n: int, address: str) -> None:
    """Take a known outlet's address alone on a line, as pages print their short link, for the publisher's."""
    outlet = next((found for host in hosts(address) if (found := by_host(host))), None)
    if outlet:
        text = draft.page.blocks[n].text
        draft.offer("publisher", outlet.name, "url", n, (0, len(text)), 2)
        draft.mark_field(n, 0, len(text), "publisher", "url")


def _reactions(draft: Draft) -> None:
    """Take a channel's name ("@hill_news") and its readers' reactions (pictures with numbers) below the text away."""
    page = draft.page
    for n in range(max(last_paragraph(draft) + 1, draft.header_end), len(page.blocks)):
        text = page.blocks[n].text
        if page.marked(n) or not text:
            continue
        if _HANDLE.fullmatch(text):
            draft.mark_field(n, 0, len(text), "", "footer")
        elif _DIGIT.search(text) and not _LETTER.search(text) and any(category(char) == "So" for char in text):
            mark = Mark(0, len(text), "removed", "share_prompt", "reactions", None, page.new_group())
            page.mark(n, mark)


def _labelled(draft: Draft, n: int) -> int:
    """Read a labelled line, or a label with its values on the next lines; return the Block to go on with."""
    page = draft.page
    text = page.blocks[n].text
    label = label_at_start(fold(text))
    dated = label is not None and label.field in ("published", "modified") and len(text) < POSTED
    if label is not None and label.field == "authors" and not label.colon and _in_fact_box(draft, n):
        return _bare_author(draft, n, label.end)
    if label is None or not (label.colon or phrase_label(label.word) or dated):
        return n + 1
    if label.end >= len(text.rstrip(" —–-")):
        return _values_below(draft, n, label.field)
    if label.word[:1] in text[:2].lower() and text[:1].islower() and not label.colon:
        return n + 1
    if label.field == "source" and n < last_paragraph(draft) and not draft.outlets.is_outlet(text[label.end :]):
        # between paragraphs it says who told the news: "Джерело: начальник станції Олег Дзюба"
        return n + 1
    pieces = parse_line(text, draft.outlets, draft.day_first)
    if pieces is None or not any(piece.origin == "label" for piece in pieces):
        return n + 1
    mark_pieces(draft, n, pieces, "footer")
    offer_pieces(draft, [(n, piece) for piece in pieces], draft.headline_block)
    return n + 1


def _in_fact_box(draft: Draft, n: int) -> bool:
    """Whether the line above or below is one of a box of facts, which has labels and no colons: "Date 12.03.2021"."""
    page = draft.page
    for m in (n - 1, n + 1):
        text = page.blocks[m].text if 0 <= m < len(page.blocks) else ""
        label = label_at_start(fold(text)) if 0 < len(text) < POSTED else None
        if label and label.field in ("published", "themes") and label.end < len(text) and not ends_sentence(text):
            return True
    return False


def _bare_author(draft: Draft, n: int, start: int) -> int:
    """Read "Author Mara Voss", without a colon, in a box of facts below the text."""
    text = draft.page.blocks[n].text
    names = parse_names(text[start:], draft.outlets, certain=True).authors
    if names and not ends_sentence(text):
        for each in names:
            draft.offer("authors", each.name, "label", n, (start + each.start, start + each.end), 8)
        draft.mark_field(n, 0, len(text), "authors", "label")
    return n + 1


def _values_below(draft: Draft, n: int, field: str) -> int:
    """Read "Topics" and the short lines under it."""
    page = draft.page
    if field not in ("themes", "regions", "url"):
        return n + 1
    values: list[int] = []
    for m in range(n + 1, min(n + 12, len(page.blocks))):
        text = page.blocks[m].text
        gap = page.source[page.blocks[m - 1].end : page.blocks[m].start].count("\n") > 1
        longest = max(text_words(part) for part in _BETWEEN.split(text))
        if page.marked(m) or is_prose(text) or longest > 4 or (gap and values) or _is_label(text):
            break
        values.append(m)
    if not values:
        return n + 1
    draft.mark_field(n, 0, len(page.blocks[n].text), field if field != "url" else "source.url", "label")
    for m in values:
        text, at = page.blocks[m].text, 0
        for part in _BETWEEN.split(text):
            start = text.index(part, at)
            at = start + len(part)
            name = "regions" if field == "themes" and is_region(part) else field
            if part and not is_generic(part):
                draft.offer(name, part, "label", m, (start, at), 8)
        draft.mark_field(m, 0, len(text), name if name != "url" else "source.url", "label")
    return values[-1] + 1


def _is_label(text: str) -> bool:
    """Whether a line is the label of other values, alone or with its colon."""
    label = label_at_start(fold(text))
    return label is not None and (label.colon or (label.field in ("themes", "regions") and label.end >= len(text)))


def _title_again(draft: Draft) -> None:
    """Take the headline that stands below the text again, with the site's name before or behind it."""
    page = draft.page
    if draft.headline_block < 0:
        return
    title = page.blocks[draft.headline_block].text
    for n in range(max(last_paragraph(draft) + 1, draft.header_end), len(page.blocks)):
        text = page.blocks[n].text
        if len(title) > 20 and title in text and len(text) - len(title) <= 40 and not page.marked(n):
            draft.mark_field(n, 0, len(text), "headline", "footer")


def _below_notices(draft: Draft) -> None:
    """Take short lines that stand below the text and below a notice: tags, buttons, an address without its label."""
    page = draft.page
    last = last_paragraph(draft)
    if last < 0:
        return
    notice = False
    for n in range(max(last + 1, draft.header_end), len(page.blocks)):
        block = page.blocks[n]
        if page.marked(n):
            notice = notice or any(
                mark.kind in (_NOTICES if mark.label == "removed" else _TOPICS) for mark in page.marks[n]
            )
        elif notice and block.text and len(_WORD.findall(block.text)) <= SHORT and not ends_sentence(block.text):
            group = page.new_group()
            page.mark(n, Mark(0, len(block.text), "removed", "navigation", "line-below-notices", None, group))


_TOPICS = ("regions", "themes")
SHORT = 6
"""Words of a line that is no text of the article where it stands below notices."""
_NOTICES = frozenset(("donation", "subscription", "membership", "share_prompt", "copyright", "forwarding", "contact"))
"""Notices that stand behind the end of an article only: captions and related links stand inside it too."""
