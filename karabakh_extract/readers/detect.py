"""Which reader an input is for: by how it begins, then by its name.

In: the first bytes, unpacked, and the Place. Out: the name of a module in `containers`, None for a single article.
"""

import re

from karabakh_extract.patterns import lazy
from karabakh_extract.readers.place import Place

HEAD = 1 << 16
"""Bytes that are looked at."""

_JSON_ARRAY = lazy(rb"\s*\[\s*\{\s*[\"}]")
_JSON_OBJECT = lazy(rb'\s*\{\s*"(?:[^"\\\n]|\\.){1,200}"\s*:')
_TABLES = (".csv", ".tsv")
MAILBOX = lazy(
    rb"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +\d{1,2} \d\d:\d\d(?::\d\d)?[^\n]{0,20} \d{4}\b"
)
"""The line that opens each mail of a mailbox."""
_MAIL = lazy(rb"(?:[!-9;-~]{1,80}:[^\n]*\n(?:[ \t][^\n]*\n){0,99}){2,}?(?:Message-ID|MIME-Version):", re.IGNORECASE)
_SAVED_PAGE = lazy(rb"^(?:Snapshot-Content-Location:|From: <?Saved by )", re.IGNORECASE | re.MULTILINE)
_LINES = (".jsonl", ".ndjson", ".jsonlines")


def detect(head: bytes, place: Place) -> str | None:
    """Return the name of the reader for a stream."""
    label, format = place.label, place.options.format
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head[257:262] == b"ustar" or (label.endswith(".tar") and b"\0" in head):
        return "tar"
    if label.endswith((".mbox", ".eml")) or (head.startswith(b"From ") and MAILBOX.match(head)):
        return "mail"
    if _is_mail(head[:8_192], label):
        return "mail"
    if format in ("csv", "tsv") or label.endswith(_TABLES):
        return "table"
    if format == "json" or label.endswith((*_LINES, ".json")):
        return _json(bare, label)
    if format is None and bare.lstrip()[:1] in (b"[", b"{") and (_JSON_ARRAY.match(bare) or _JSON_OBJECT.match(bare)):
        return _json(bare, label)
    return None


def _json(head: bytes, label: str) -> str:
    """Return the reader of lines where the first is an object of its own, or the name says so."""
    first, end, rest = head.lstrip().partition(b"\n")
    first = first.strip()
    if first.startswith(b"[") or (not rest.strip() and len(head) < HEAD):
        # a single line may be an answer of a service, which holds the articles
        return "jsonvalues"
    if label.endswith(_LINES):
        return "jsonlines"
    return "jsonlines" if end and len(first) > 1 and first.endswith(b"}") else "jsonvalues"


def _is_mail(head: bytes, label: str) -> bool:
    """Whether headers open the file that only mail programs write; a page saved by a browser has some of them, too."""
    low = head.lower()
    if b"\nmime-version:" not in low and b"\nmessage-id:" not in low:
        return False
    saved = label.endswith((".mht", ".mhtml")) or _SAVED_PAGE.search(head) is not None
    return not saved and _MAIL.match(head) is not None
