"""Which reader an input is for: by how it begins, then by its name.

In: the first bytes, unpacked, and the Place. Out: the name of a module in `containers`, None for a single article.
"""

import re

from karabakh_extract.readers.place import Place

HEAD = 1 << 16
"""Bytes that are looked at."""

_JSON_ARRAY = re.compile(rb"\s*\[\s*\{\s*[\"}]")
_JSON_OBJECT = re.compile(rb'\s*\{\s*"(?:[^"\\\n]|\\.){1,200}"\s*:')
_TABLES = (".csv", ".tsv")
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
    if format in ("csv", "tsv") or label.endswith(_TABLES):
        return "table"
    if format == "json" or label.endswith((*_LINES, ".json")):
        return _json(bare, label)
    if format is None and (_JSON_ARRAY.match(bare) or _JSON_OBJECT.match(bare)):
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
