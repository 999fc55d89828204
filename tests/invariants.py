"""What holds of every record, whatever the source: offsets, verbatim stretches, and the account of the source's words."""

import re
from collections import Counter

from karabakh_extract.page.block import replay

WORD = re.compile(r"[^\W_]+")


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
        assert all(part.start < part.end <= len(record.body) for part in quote.parts)
        assert (quote.start, quote.end) == (quote.parts[0].start, quote.parts[-1].end)
        assert quote.text.replace(" … ", " ") == " ".join(pieces).replace(" … ", " ")


def check_stretches(source, record):
    """Removed and evidence are verbatim; removed stretches stand in order, apart."""
    for stretch in [*record.removed, *record.evidence]:
        if stretch.start is not None:
            assert stretch.text == source[stretch.start : stretch.end] != ""
    at = 0
    for stretch in record.removed:
        assert stretch.start >= at
        at = stretch.end


def missing_words(source, record):
    """Words of a source without markup that stand neither in the body nor in removed or evidence."""
    stretches = [record.body, *(each.text for each in [*record.removed, *record.evidence])]
    held = Counter(word for text in stretches for word in WORD.findall(text))
    return Counter(WORD.findall(source)) - held
