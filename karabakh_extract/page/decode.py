"""Bytes to text: which encoding they are in, how that is known, and how many bytes had to be given up.

In: the bytes of one article, with what the user or a transport header says of them. Out: the text and an
account for the record (`source.encoding`, the warnings `encoding_guessed` and `bytes_replaced`). What the
bytes show beyond doubt goes before what they claim: a byte order mark, then the user's word, then a
declaration, then strict UTF-8. One broken byte never turns a page of UTF-8 into Latin-1.
"""

import codecs
import re
from typing import Literal, NamedTuple

from karabakh_extract.errors import UsageError
from karabakh_extract.page.codepages import BROWSER_NAMES, detect, label
from karabakh_extract.patterns import lazy

How = Literal["bom", "given", "declared", "utf-8", "detected"]


class Decoded(NamedTuple):
    """Text with an account of its decoding.

    `encoding` is the usual lower-case label ("utf-8", "windows-1251"); `replaced` counts the U+FFFD that
    stand for undecodable bytes, one for each broken sequence; `guessed` is true where neither the bytes
    nor anybody says so.
    """

    text: str
    encoding: str
    how: How
    replaced: int = 0
    guessed: bool = False


# UTF-32 first: its little-endian mark begins with that of UTF-16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = bytes(range(0x80, 0x100))
_HEAD = 4096
_DECLARED = lazy(
    rb"""<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})
       | <\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{2,40})
       | ^content-type:[^\n]{0,200}?\bcharset\s*=\s*["']?([\w.:-]{2,40})""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_SURROGATE = lazy("[\ud800-\udfff]")


def decode(data: bytes, *, encoding: str | None = None, declared: str | None = None) -> Decoded:
    """Decode one article. A byte order mark is no part of the text.

    `encoding` is the user's word, `declared` what a transport header says; where that is missing a `<meta
    charset>`, an XML declaration or a `Content-Type:` line within the first 4 KB is taken. A declaration
    is not believed against bytes that are valid UTF-8 throughout, nor where it fails on more than one
    non-ASCII byte in twenty. Declared names mean what browsers take them for (latin-1 is windows-1252).
    Raises `UsageError` for an unknown `encoding`.
    """
    name: str | None
    given = _given(encoding) if encoding is not None else None
    for mark, wide in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], wide, "bom")
    if given:
        return _decoded(data, given, "given")
    if b"\0" not in data and b"\x1b" not in data:
        if data.isascii():
            return Decoded(data.decode("ascii"), "utf-8", "utf-8")
        name = declared or _declaration(data[:_HEAD])
        try:
            text = data.decode("utf-8")
            return Decoded(text, "utf-8", "declared" if _browser(name) == "utf-8" else "utf-8")
        except UnicodeDecodeError:
            pass
    elif found := _wide(data):
        return _decoded(data, found, "detected")
    else:
        name = declared or _declaration(data[:_HEAD])
    if (codec := _browser(name)) and codec != "utf-8":
        decoded = _decoded(data, codec, "declared")
        if decoded.replaced * 20 <= sum(1 for char in decoded.text if char > "\x7f"):
            return decoded
    utf8 = _decoded(data, "utf-8", "declared" if codec == "utf-8" else "utf-8")
    whole = len(utf8.text) - len(data.translate(None, _HIGH)) - utf8.replaced
    if whole >= 3 * utf8.replaced:
        return utf8
    return _decoded(data, detect(data), "detected")


def clean_str(text: str) -> tuple[str, int]:
    """Return a string with every unpaired surrogate as U+FFFD, and how many there were."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.subn("\ufffd", text)
    return text, 0


def _given(name: str) -> str:
    """Return the codec the user names."""
    try:
        codec = codecs.lookup(name)
        # some codecs, such as idna, are for names of hosts only
        b"?".decode(name, "replace")
    except (LookupError, ValueError):
        raise UsageError(
            name, "unknown encoding", "use a name such as utf-8, windows-1251, koi8-r or iso-8859-9"
        ) from None
    return codec.name


def _browser(name: str | None) -> str | None:
    """Return the codec browsers take a declared name for, `None` for no name or one that nobody knows."""
    if not name:
        return None
    try:
        codec = codecs.lookup(name.strip(" \"';").lower())
        "".encode(codec.name)
    except (LookupError, ValueError):
        return None
    # a declaration that can be read byte by byte is in no encoding of two bytes
    if codec.name.startswith(("utf-16", "utf-32")):
        return "utf-8"
    return BROWSER_NAMES.get(codec.name, codec.name)


def _declaration(head: bytes) -> str | None:
    """Return the encoding that the first bytes declare."""
    if b"harset" not in head and b"HARSET" not in head and b"ncoding" not in head:
        return None
    match = _DECLARED.search(head)
    return match[match.lastindex or 0].decode("ascii", "replace") if match else None


def _wide(data: bytes) -> str | None:
    """Return UTF-16, UTF-32 or ISO-2022-JP where its NULs beside spaces, or its escapes, show it."""
    if b"\0" not in data:
        try:
            data.decode("iso2022_jp")
        except UnicodeDecodeError:
            return None
        return "iso-2022-jp"
    best, most = None, 0.02
    for name, width in (("utf-16-le", 2), ("utf-16-be", 2), ("utf-32-le", 4), ("utf-32-be", 4)):
        try:
            text = data[: len(data) // width * width].decode(name)
        except UnicodeDecodeError:
            continue
        share = sum(map(text.count, " \n,.")) / max(len(text), 1) - text.count("\0")
        if share > most and len(data) % width == 0:
            best, most = name, share
    return best


def _decoded(data: bytes, codec: str, how: How) -> Decoded:
    """Decode with broken bytes replaced and counted; U+FFFD that the source itself prints does not count."""
    try:
        return Decoded(data.decode(codec), label(codec), how, 0, how == "detected")
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
    try:
        printed = data.count("\ufffd".encode(codec))
    except UnicodeEncodeError:
        printed = 0
    return Decoded(text, label(codec), how, text.count("\ufffd") - printed, how == "detected")
