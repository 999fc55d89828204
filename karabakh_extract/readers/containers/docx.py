"""A document of Word as text: an article, or an export of a news database that holds many.

In: the archive that a .docx is. Out: the Sources of its text: a paragraph a line with a blank line behind it, table
rows as lines with cells separated by " | ". The standard library reads it: what is wanted are paragraphs in order, and
python-docx keeps the whole tree in memory for that.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from karabakh_extract.readers.archived import Budget, Forward
from karabakh_extract.readers.exports import articles
from karabakh_extract.readers.place import Place
from karabakh_extract.readers.source import Source

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DOCUMENT = "word/document.xml"
_CHARACTERS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_MOST = 10
"""Times --max-bytes that the XML may have: its tags take nine tenths of it."""


def read_document(archive: zipfile.ZipFile, place: Place) -> Iterator[Source]:
    """Yield the articles of a document.

    Raises:
        InputError: it is damaged, too large or empty.
    """
    limit = place.options.max_bytes
    try:
        member = archive.getinfo(_DOCUMENT)
        budget = Budget()
        budget.taken = member.compress_size
        with archive.open(member) as inner:
            text = _text(io.BufferedReader(Forward(inner, budget)), budget, limit)
    except (ElementTree.ParseError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as trouble:
        raise place.error(f"the document cannot be read ({trouble})", "save it as text", "damaged") from trouble
    if text is None:
        raise place.too_large()
    if not text.strip():
        raise place.error("the document holds no text", "there is nothing to convert", "empty")
    yield from articles(Source(text, place.name, "text", None, place.options.url))


def _text(stream: io.BufferedReader, budget: Budget, limit: int) -> str | None:
    """Return the text of a document's XML, None where it is longer than the limit."""
    if b"<!DOCTYPE" in stream.peek(4_096)[:4_096]:
        raise ElementTree.ParseError("it declares entities, as no document of Word does")
    lines: list[str] = []
    cells: list[str] | None = None
    size = twice = 0
    for event, element in ElementTree.iterparse(stream, ("start", "end")):
        tag = element.tag.removeprefix(_W).removeprefix(_STRICT)
        if event == "start":
            if tag == "tr":
                cells = []
            # what older programs are to show instead of a text box says the same again
            twice += tag == _FALLBACK
            continue
        if twice:
            twice -= tag == _FALLBACK
            element.clear()
        elif tag == "p":
            line = _paragraph(element)
            if cells is None:
                lines.append(line)
            elif line.strip():
                cells.append(line)
            size += len(line)
            element.clear()
        elif tag == "tr" and cells is not None:
            lines.append(" | ".join(cells))
            cells = None
            element.clear()
        if size > limit or budget.given > _MOST * limit:
            return None
    return "\n\n".join(lines)


def _paragraph(element: ElementTree.Element) -> str:
    """Return the text of a paragraph."""
    parts: list[str] = []
    for part in element.iter():
        tag = part.tag.removeprefix(_W).removeprefix(_STRICT)
        if tag == "t":
            parts.append(part.text or "")
        elif tag in _CHARACTERS:
            parts.append(_CHARACTERS[tag])
    return "".join(parts)
