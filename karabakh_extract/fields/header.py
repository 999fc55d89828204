"""The head of an article: which of its first lines are metadata, which one is the headline, where the body begins.

In: the Blocks before the prose. Out: candidates for every field that headers give, and the marks that take those lines
out of the body. The standfirst and the dateline stay: they are body.
"""

from karabakh_extract.draft import Draft
from karabakh_extract.fields.colophon import read_issue_line
from karabakh_extract.fields.dates import day_order
from karabakh_extract.fields.flat_byline import read_flat_byline, read_opened_byline
from karabakh_extract.fields.flat_site import read_site
from karabakh_extract.fields.headline import choose_headline, taken_up
from karabakh_extract.fields.label_alone import names_below
from karabakh_extract.fields.lexicon import is_generic, is_role, is_section
from karabakh_extract.fields.line import LONGEST, parse_line
from karabakh_extract.fields.line_values import Piece, topic_field
from karabakh_extract.fields.mail import letter, offer_newsletter, subject_again, subject_as_headline
from karabakh_extract.fields.menus import join_menu
from karabakh_extract.fields.pieces import mark_pieces, offer_pieces, offer_topic
from karabakh_extract.fields.shape import Head, ends_sentence, is_prose, size
from karabakh_extract.fields.titled import MENU, Titled
from karabakh_extract.fields.unlabelled import read_unlabelled
from karabakh_extract.names import looks_like_person
from karabakh_extract.names.lexicon import fold
from karabakh_extract.names.lexicon import is_role as is_known_role
from karabakh_extract.patterns import lazy

_FULL_STOP = lazy(r"(?<!\.)[.։。][\"'”’»)\]]*$")
ZONE = 60
"""Blocks that are looked at for a header."""
_GAP = 2
"""Line breaks that make a blank line."""
STANDFIRST = 40
"""Words of a standfirst at most."""
SURE = 0.8
"""Certainty from which a name below the standfirst is one: no opener and no date stand beside it."""
ABOVE = 3
"""Blocks above the headline of a flattened page that may be header still: a section, an outlet; before them is the
menu.
"""
UNPLACED = 12
"""Blocks before the dense run where a headline is taken to stand whose place nothing tells."""


def read_header(draft: Draft) -> None:
    """Mark the header's lines and offer what they say."""
    if draft.format == "html":
        from karabakh_extract.fields.page_header import read_page_header

        read_page_header(draft)
        return
    read_issue_line(draft)
    page = draft.page
    titled = draft.titled
    menu = titled is not None or (page.run is not None and page.run[0] >= MENU)
    if page.run and menu:
        read_opened_byline(draft, titled.place if titled and titled.place >= 0 else page.run[0] - UNPLACED)
    head = _head(draft, _begin(page.run, titled) if page.run and menu else 0)
    if titled and titled.place in head.metadata:
        # a headline with a colon in it is no line of labels
        del head.metadata[titled.place]
    if draft.headline_block >= 0:
        chosen = draft.headline_block  # a database's label says which it is
    elif menu:
        chosen = titled.block if titled and not page.marked(titled.block) else -1
    else:
        chosen = choose_headline(draft, head) if (same := subject_again(draft, head)) < 0 else same
        if chosen < 0 and _headline_taken_back(draft, head):
            head = _head(draft, 0)
            chosen = choose_headline(draft, head)
    draft.headline_block = chosen
    if not menu:
        _section_taken_back(draft, chosen)
    last = max(head.metadata, default=-1)
    draft.header_end = max(last, chosen) + 1
    if chosen >= 0 and chosen not in head.metadata and not page.marked(chosen):
        text = page.blocks[chosen].text
        end = titled.end if titled else len(text)
        draft.offer("headline", text[:end], "first_line" if chosen == 0 else "header", chosen, (0, end), 6)
        draft.mark_field(chosen, 0, len(text), "headline", "first_line" if chosen == 0 else "header")
    for block in head.others:
        if block != chosen:
            read_unlabelled(draft, head, block, chosen, last, menu)
    if not menu:
        join_menu(draft, head.others)
        _name_below_standfirst(draft, head, chosen)
    offer_newsletter(draft, head.mail)
    for block, pieces in sorted(head.metadata.items()):
        mark_pieces(draft, block, pieces, "header")
    offer_pieces(draft, [(block, piece) for block, pieces in sorted(head.metadata.items()) for piece in pieces], chosen)
    if page.run and menu:
        read_site(draft, titled)
    if menu and titled and titled.place >= 0:
        if titled.place != chosen and not page.marked(titled.place):
            draft.mark_field(titled.place, 0, len(page.blocks[titled.place].text), "headline", "header")
        draft.headline_block = titled.place
        read_flat_byline(draft, titled.place)


def _name_below_standfirst(draft: Draft, head: Head, headline: int) -> None:
    """Take a name that stands alone below the standfirst for the byline, as Turkish papers print it."""
    page = draft.page
    first = head.prose[0] if head.prose else len(page.blocks)
    n = first + 1
    if not 0 <= headline < first or n >= len(page.blocks) or page.marked(n) or n in head.metadata:
        return
    text = page.blocks[n].text
    above = first - 1 == headline or first - 1 in head.metadata
    written = any(piece.field in ("authors", "bylabel") for pieces in head.metadata.values() for piece in pieces)
    if not above or written or size(page.blocks[first].text) > STANDFIRST:
        return
    if 2 <= size(text) <= 3 and looks_like_person(text) >= SURE and not ends_sentence(text):
        draft.offer("authors", text, "byline", n, (0, len(text)), 6)
        draft.mark_field(n, 0, len(text), "authors", "byline")
        below = page.blocks[n + 1].text if n + 1 < len(page.blocks) and not page.marked(n + 1) else ""
        if is_role(below) and not ends_sentence(below):
            draft.mark_field(n + 1, 0, len(below), "", "header")


def _headline_taken_back(draft: Draft, head: Head) -> bool:
    """Give back a first line that a rule took for a notice and whose words the text takes up: an article has a
    headline.

    "Disclaimer on a doorbell goes to the high court" opens a story, and no notice ends with it.
    """
    page = draft.page
    first = min([*head.metadata, *head.prose, len(page.blocks)])
    for n in range(min(first, ABOVE)):
        marks = page.marks.get(n, ())
        if len(marks) == 1 and marks[0].end == len(page.blocks[n].text) and taken_up(draft, n):
            freed = page.unmark_group(marks[0].group)
            draft.claims = [claim for claim in draft.claims if claim.block not in freed]
            return True
    return False


def _section_taken_back(draft: Draft, headline: int) -> None:
    """Give back a section alone above the headline that a rule took for the end of a menu: blank lines stand around it,
    and none between the items of a menu.
    """
    page, n = draft.page, headline - 1
    marks = page.marks.get(n, ()) if n > 0 else ()
    if len(marks) != 1 or marks[0].kind != "navigation" or marks[0].end != len(page.blocks[n].text):
        return
    gaps = (page.source.count("\n", page.blocks[m].end, page.blocks[m + 1].start) for m in (n - 1, n))
    text = page.blocks[n].text
    if min(gaps) < _GAP or not is_section(text) or is_generic(text):
        return
    if sum(mark.group == marks[0].group for each in page.marks.values() for mark in each) == 1:
        freed = page.unmark_group(marks[0].group)
        draft.claims = [claim for claim in draft.claims if claim.block not in freed]
        offer_topic(draft, n, text, (0, len(text)), "header")
        draft.mark_field(n, 0, len(text), topic_field(text), "header")


def _tells_source(pieces: list[Piece]) -> bool:
    """Whether a line says in words of the text who told the news: "Джерело: начальник станції Олег Дзюба"."""
    sole = pieces[0].value if len(pieces) == 1 and pieces[0].field == "source" else ""
    return sole[:1].islower() and " " in sole and is_known_role(fold(sole.split(" ", 1)[0]))


def _begin(run: tuple[int, int], titled: Titled | None) -> int:
    """Return the first Block below the menu of a flattened page that may be header."""
    return max(0, (titled.place if titled and titled.place >= 0 else run[0] - ABOVE) - ABOVE)


def _head(draft: Draft, begin: int) -> Head:
    metadata: dict[int, list[Piece]] = {}
    others: list[int] = []
    prose: list[int] = []
    below: dict[int, list[Piece]] = {}
    since = 0
    draft.day_first = day_order(block.text for block in draft.page.blocks[begin : begin + ZONE])
    for n, block in enumerate(draft.page.blocks[begin : begin + ZONE], begin):
        if block.role == "furniture" or not block.text or draft.page.marked(n):
            continue
        pieces = below.pop(n, None) or parse_line(block.text, draft.outlets, draft.day_first)
        if pieces is None and draft.page.run is None and (names := names_below(draft, n)):
            pieces, below[n + 1] = names
        if pieces is not None and not _tells_source(pieces):
            metadata[n] = pieces
            since = 0
        elif is_prose(block.text) or len(block.text) > LONGEST:
            prose.append(n)
            since += 2 if len(block.text) > 300 else 1
            if since >= 2:
                break
        else:
            others.append(n)
    mail = letter(draft, metadata)
    subject_as_headline(draft, metadata, others, mail)
    prose = [n for n in prose if not draft.page.marked(n)]  # a note above a mail is the letter's
    # a headline may end like a sentence, and so may what stands above a byline: both precede the first metadata line
    above = min(metadata, default=0)
    titles = [n for n in prose if n < above and len(draft.page.blocks[n].text) < 200]
    if not metadata and prose[:1] == [begin] and not _FULL_STOP.search(draft.page.blocks[begin].text):
        # nothing but a headline stands above the text: it may ask, exclaim, quote or break off
        titles = [n for n in prose[:1] if len(draft.page.blocks[n].text) < 240]
    others = sorted(n for n in others + titles if n not in metadata)  # a letter may have taken its subject
    prose = [n for n in prose if n not in titles]
    first = prose[0] if prose else begin + ZONE
    # lines between paragraphs are sub-headings or fragments, not a header
    last = max([n for n in metadata if n < first] + [n for n in metadata if prose and n > first] or [-1])
    return Head(metadata, [n for n in others if n < first or n < last or n - 1 in metadata], prose, mail)
