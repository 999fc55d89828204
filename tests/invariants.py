"""What holds of every record, whatever the source: offsets, verbatim stretches, the account of all letters."""

import re
from collections import Counter
from html import unescape
from unicodedata import normalize

from karabakh_extract.page.block import replay

MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|(?<=\])\([^()\s]*\)")


def check(draft, record):
    """Hold a record and its draft against the promises of the record."""
    check_quotes(record)
    if record.source.format == "text":
        check_spans(draft.page)
        check_stretches(draft.page.source, record)


def check_spans(page):
    """Joining gives the source back; replaying gives each Block's text; Blocks do not overlap."""
    at = 0
    for span in page.spans():
        assert span.start == at < span.end
        at = span.end
    assert at == len(page.source)
    at = 0
    for block in page.blocks:
        assert at <= block.start <= block.end
        assert block.text == replay(block.source, block.start, block.end, block.edits)
        at = block.end


def check_quotes(record):
    """A quote is its parts, and they stand in the body."""
    for quote in record.quotes:
        pieces = [record.body[part.start : part.end] for part in quote.parts]
        assert all(piece and piece == piece.strip() for piece in pieces)
        assert (quote.start, quote.end) == (quote.parts[0].start, quote.parts[-1].end)
        assert words(quote.text) == words(" ".join(pieces))


def check_stretches(source, record):
    """Removed and evidence are verbatim; removed stretches stand in order, apart."""
    for stretch in [*record.removed, *record.evidence]:
        if stretch.start is not None:
            assert stretch.text == source[stretch.start : stretch.end] != ""
    at = 0
    for stretch in record.removed:
        assert stretch.start >= at
        at = stretch.end


def missing(source, record):
    """Letters and digits of a source, markup aside, that stand neither in the body nor in removed or evidence."""
    stretches = [record.body, *(each.text for each in [*record.removed, *record.evidence])]
    return letters(source) - sum(map(letters, stretches), Counter())


def letters(text):
    """How often each letter and digit stands in a text when tags, entities and the targets of links are gone."""
    text = MARKUP.sub("", text)
    return Counter(char for char in normalize("NFC", unescape(text)) if char.isalnum())


def words(text):
    return text.replace(" … ", " ").split()
