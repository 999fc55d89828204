"""A Source made into a Page: format found, bytes decoded, text cut into Blocks.

In: a Source (bytes or a string). Out: a Draft with its Page, format, encoding, digest and the warnings that
decoding gave.
"""

import hashlib
import re

from karabakh_extract.draft import Draft
from karabakh_extract.errors import InputError
from karabakh_extract.page.decode import clean_str, decode
from karabakh_extract.page.page import Page
from karabakh_extract.page.reach import most_of, reach
from karabakh_extract.page.text import text_blocks
from karabakh_extract.patterns import lazy

_HTML = lazy(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_HTML_SUFFIXES = (".html", ".htm", ".xhtml")


def sniff(name: str, text: str) -> str:
    """Return `html` or `text`.

    HTML is what is called .html, .htm or .xhtml, or opens (after white space, a byte order mark, an XML declaration
    or comments) with a doctype, `<html>`, `<head>` or `<body>`. Anything else is text, stray tags or not.
    """
    if name.lower().endswith(_HTML_SUFFIXES):
        return "html"
    return "html" if _HTML.match(text[:4096].lstrip("\ufeff")) else "text"


def read_page(draft: Draft) -> None:
    """Decode the source, find its format and build its Blocks."""
    source, limit = draft.source, draft.options.max_bytes
    saved = None
    if isinstance(source.data, str):
        text, replaced = clean_str(source.data)
        raw = text.encode()
        draft.encoding, guessed = source.encoding or "utf-8", False
    else:
        raw = source.data
        page, declared = raw, source.charset
        if b"multipart/related" in raw[:2_000] and len(raw) <= limit:
            from karabakh_extract.page.html.mhtml import is_saved_page, unwrap

            saved = unwrap(raw) if is_saved_page(raw) else None
            if saved is not None:
                page, declared = saved.data, saved.charset
        decoded = decode(page, encoding=source.encoding, declared=declared) if len(raw) <= limit else None
        if decoded is not None:
            text, replaced, guessed = decoded.text, decoded.replaced, decoded.guessed
            draft.encoding = decoded.encoding
    if len(raw) > limit:
        raise InputError(source.name, f"larger than {limit:,} bytes", "split it into articles, or raise --max-bytes")
    draft.sha256 = hashlib.sha256(raw).hexdigest()
    if guessed:
        draft.warn(
            "encoding_guessed",
            f"decoded as {draft.encoding}; name it with --encoding if letters are wrong",
            draft.encoding,
        )
    if replaced:
        draft.warn("bytes_replaced", f"{replaced} bytes were no {draft.encoding} and became U+FFFD", str(replaced))
    draft.format = "html" if saved is not None else source.format or sniff(source.name, text)
    draft.url = source.url or (saved.url if saved is not None else None)
    if draft.format == "html":
        from karabakh_extract.page.html.read import read_html

        read_html(draft, text)
        return
    end = reach(text)
    draft.page = Page(text, text_blocks(text, end))
    if end < len(text):
        draft.page.reach = end
        lines = most_of(len(text))
        draft.warn("limit_reached", f"only {lines:,} lines were read; the rest is listed as removed", str(lines))
    repaired = sum(block.repaired for block in draft.page.blocks)
    if repaired:
        draft.warn(
            "text_repaired",
            f"{repaired} stretches were read with a wrong encoding once and are put right",
            str(repaired),
        )
