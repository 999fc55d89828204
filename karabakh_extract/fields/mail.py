"""The header of a mail above an article: whose letter it is, and what of it speaks of the article.

In: the metadata lines of the head. Out: a forwarded letter's date and subject taken back, for they are the letter's;
of a newsletter, which opens the text and which no person sent, the sender as a candidate for the publisher.
"""

import re

from msgspec.structs import replace

from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import PERSON, parse_names
from karabakh_extract.fields.labels import byline_lead, mail_header, mail_part
from karabakh_extract.fields.line_values import Piece
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.shape import Head
from karabakh_extract.names import looks_like_person
from karabakh_extract.page.marks import Mark
from karabakh_extract.patterns import lazy

REPEATED = 12
"""Blocks below a letter's subject in which the headline is looked for that says the same."""
_DATES = ("date", "dates.published")
NOTE, LONG_NOTE = 4, 300
"""Blocks of a note above a mail that is passed on, and characters of each, at most."""
_SUBJECT = lazy(r"^[^:]{1,12}:\s*(?:(?:re|fwd?|aw|wg|tr):\s*|\[[^\]]{1,30}\]\s*)*", re.IGNORECASE)
_ENVELOPE = lazy(r"From \S+@\S+")
_SENDER = lazy(r":\s*[\"“]?([^<>\"”@\n]{2,80}?)[\"”]?(?:\s+[<(]?[^\s<>@]+@[^\s<>@]+)?\s*$")


def letter(draft: Draft, metadata: dict[int, list[Piece]]) -> list[int]:
    """Return the Blocks of a mail's header, in order, and take back what their Pieces say of date and topics."""
    mail = {n for n in metadata if mail_header(fold(draft.page.blocks[n].text))}
    if not mail:
        return []
    if len(mail) == 1 and (pieces := _byline(draft, *mail)):
        metadata[mail.pop()] = pieces
        return []
    subjects = [n for n in range(min(mail), max(mail) + 2) if _repeats_subject(draft, n)]
    for n in subjects:
        metadata[n] = [Piece(0, len(draft.page.blocks[n].text), "", draft.page.blocks[n].text, "header")]
    mail.update(subjects)
    # a line of another label between or beside them ("Date:", "Subject:") belongs to the header
    grown = True
    while grown:
        grown = False
        for n in metadata:
            if n not in mail and {n - 1, n + 1} & mail and mail_part(fold(draft.page.blocks[n].text)):
                mail.add(n)
                grown = True
    lines = sorted(mail)
    # a letter that opens the text may be the publication itself; the date of one that a person forwards is the letter's
    own = _opens(draft, lines) and not subjects and not _from_person(draft, lines)
    if subjects and not own and _of_outlet(draft, lines):
        # a newsletter passed on: its own date is that of the article, unless that prints one
        own = not any(piece.field in _DATES for n in metadata if n not in mail for piece in metadata[n])
    taken = {"themes", "regions"} if own else {"themes", "regions", "date", "dates.published"}
    for n in lines:
        metadata[n] = [replace(piece, field="") if piece.field in taken else piece for piece in metadata[n]]
    return lines


def _of_outlet(draft: Draft, lines: list[int]) -> bool:
    """Whether the sender of a letter is no person and stands again below its header: a newsletter's masthead."""
    sender = _sender(draft, lines)
    if sender is None or looks_like_person(sender[1].group(1)) >= PERSON:
        return False
    name = fold(sender[1].group(1))
    return any(fold(block.text) == name for block in draft.page.blocks[lines[-1] + 1 : lines[-1] + REPEATED])


def _note_above(draft: Draft, others: list[int], lines: list[int]) -> None:
    """Take what a person wrote above a mail that is passed on: few short Blocks over the line that says so."""
    page = draft.page
    over = next((n for n in range(lines[0]) if any(m.kind == "forwarding" for m in page.marks.get(n, ()))), 0)
    note = [n for n in range(over) if page.blocks[n].text]
    if not note or len(note) > NOTE or any(page.marked(n) or len(page.blocks[n].text) > LONG_NOTE for n in note):
        return
    for n in note:
        mark = Mark(0, len(page.blocks[n].text), "removed", "forwarding", "note-above-mail", None, page.new_group())
        page.mark(n, mark)
        if n in others:
            others.remove(n)


def _repeats_subject(draft: Draft, n: int) -> bool:
    """Whether a line is a letter's subject and the headline of what it passes on stands below, word for word."""
    blocks = draft.page.blocks
    if n >= len(blocks) or mail_part(fold(blocks[n].text)) != "subject":
        return False
    subject = _SUBJECT.sub("", blocks[n].text)
    return any(block.text == subject for block in blocks[n + 1 : n + REPEATED])


def subject_as_headline(draft: Draft, metadata: dict[int, list[Piece]], others: list[int], mail: list[int]) -> None:
    """Take a mail's subject for the headline where no other line above the text can be one."""
    if not mail:
        return
    _note_above(draft, others, mail)
    beside = {mail[0] - 1, mail[-1] + 1, *mail}
    subjects = [n for n in (*mail, *others) if _is_subject(draft, n) and n in beside | {m + 1 for m in beside}]
    if not subjects or any(n not in subjects for n in others):
        return
    n = subjects[0]
    text = draft.page.blocks[n].text
    subject = _SUBJECT.match(text)
    if subject and subject.end() < len(text):
        metadata[n] = [Piece(0, len(text), "headline", text[subject.end() :], "label")]
        if n in others:
            others.remove(n)


def subject_again(draft: Draft, head: Head) -> int:
    """Return the line above the text that says what a mail's subject says: the headline; -1 where none does."""
    subjects = [_SUBJECT.sub("", draft.page.blocks[n].text) for n in head.mail if _is_subject(draft, n)]
    return next((n for n in head.others if draft.page.blocks[n].text in subjects), -1)


def _is_subject(draft: Draft, n: int) -> bool:
    return mail_part(fold(draft.page.blocks[n].text)) == "subject"


def _byline(draft: Draft, n: int) -> list[Piece]:
    """Read "Von: A. Author" alone, without an address, as the byline that it is above an article."""
    text = draft.page.blocks[n].text
    before, colon, names = text.partition(":")
    beside = [draft.page.blocks[m].text for m in (n - 1, n + 1) if 0 <= m < len(draft.page.blocks)]
    if (
        "@" in text
        or any(mail_part(fold(line)) for line in beside)
        or mail_part(fold(text)) != "from"
        or byline_lead(fold(before) + " x") is None
    ):
        return []
    found = parse_names(names, draft.outlets, certain=False).authors
    at = len(before) + len(colon)
    return [Piece(at + named.start, at + named.end, "authors", named.name, "byline") for named in found]


def _opens(draft: Draft, lines: list[int]) -> bool:
    """Whether nothing stands above a letter but the line with which a mailbox parts its letters."""
    return all(_ENVELOPE.match(block.text) for block in draft.page.blocks[: lines[0]] if block.text)


def _from_person(draft: Draft, lines: list[int]) -> bool:
    sender = _sender(draft, lines)
    return sender is not None and looks_like_person(sender[1].group(1)) >= PERSON


def _sender(draft: Draft, lines: list[int]) -> tuple[int, re.Match[str]] | None:
    """Return the line that says who sent the letter, with the name it prints."""
    for n in lines:
        text = draft.page.blocks[n].text
        if mail_part(fold(text)) == "from" and (found := _SENDER.search(text)):
            return n, found
    return None


def offer_newsletter(draft: Draft, lines: list[int]) -> None:
    """Offer the sender of a letter that is the publication itself: it opens the text, and no person sent it."""
    if not lines or not _opens(draft, lines) or draft.headline_block < 0:
        return
    sender = _sender(draft, lines)
    if sender and looks_like_person(sender[1].group(1)) < PERSON:
        draft.offer("publisher", sender[1].group(1), "header", sender[0], sender[1].span(1), 3)
