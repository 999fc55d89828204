"""A document in Rich Text Format as text: an article, or an export of a news database that holds many.

In: a stream. Out: the Sources of its text, a paragraph a line with a blank line behind it. Written here because the
patterns of striprtf take quadratic time (100 KB of unclosed links: over 100 s) and put addresses into the text; this
takes one pass. Control words are those of Microsoft's specification, version 1.9.1.
"""

import re
from collections.abc import Iterator
from io import BufferedReader
from typing import NamedTuple

from karabakh_extract.readers.exports import articles
from karabakh_extract.readers.place import Place
from karabakh_extract.readers.source import Source

_TOKEN = re.compile(
    rb"\\(?:(?P<word>[a-zA-Z]{1,40})(?P<number>-?\d{1,10})? ?|'(?P<hex>[0-9a-fA-F]{2})|(?P<sign>[^a-zA-Z']))"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n\0]+)",
    re.DOTALL,
)
_SPACES = {
    b"par": "\n\n",
    b"sect": "\n\n",
    b"page": "\n\n",
    b"row": "\n\n",
    b"line": "\n",
    b"cell": " | ",
    b"nestcell": " | ",
    b"nestrow": "\n\n",
    b"tab": " ",
    b"emspace": " ",
    b"enspace": " ",
    b"qmspace": " ",
}
_SIGNS = {
    b"emdash": "—",
    b"endash": "–",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
}
_ESCAPED = {b"~": "\u00a0", b"_": "\u2011", b"\n": "\n\n", b"\r": "\n\n", b"\\": "\\", b"{": "{", b"}": "}"}
_NOT_TEXT = frozenset(
    b"fonttbl colortbl stylesheet info pict object fldinst header headerl headerr headerf footer footerl footerr "
    b"footerf listtable listoverridetable revtbl rsidtbl generator xmlnstbl themedata colorschememapping "
    b"latentstyles datastore bkmkstart bkmkend filetbl pgptbl nonshppict mmathPr userprops docvar".split()
)
"""Groups that hold no text of the document; running heads are none either."""
_CHARSETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
"""Code pages by the numbers that font tables use."""


def read(stream: BufferedReader, place: Place) -> Iterator[Source]:
    """Yield the articles of a document.

    Raises:
        InputError: it is too large or empty.
    """
    limit = place.options.max_bytes
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise place.too_large(data=data)
    text = text_of(data)
    if not text.strip():
        raise place.error("the document holds no text", "there is nothing to convert", "empty")
    yield from articles(Source(text, place.name, "text", None, place.options.url))


def text_of(data: bytes) -> str:
    """Return the text of a document."""
    reader = _Reader()
    at = 0
    while token := _TOKEN.search(data, at):
        at = token.end() + reader.take(token)
    reader.flush()
    # characters beyond the first plane are written as two halves
    return "".join(reader.parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _Group(NamedTuple):
    """What holds within a group and ends with it."""

    silent: bool = False
    fonts: bool = False
    skipped: int = 1
    codec: str = ""


class _Reader:
    """Takes one token after the other."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._bytes = bytearray()
        self._group = _Group()
        self._outer: list[_Group] = []
        self._page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._default = 0
        self._skip = 0

    def flush(self) -> None:
        """Decode the bytes that came without a break: letters of two bytes come one by one."""
        if self._bytes:
            self.parts.append(self._bytes.decode(self._group.codec or self._page, "replace"))
            self._bytes.clear()

    def take(self, token: re.Match[bytes]) -> int:
        """Take a token; returns how many bytes behind it are none."""
        if (text := token["text"]) is not None:
            left = text[self._skip :] if self._skip else text
            self._skip = max(self._skip - len(text), 0)
            if not self._group.silent:
                self._bytes += left
        elif (pair := token["hex"]) is not None:
            if self._skip:
                self._skip -= 1
            elif not self._group.silent:
                self._bytes += bytes.fromhex(pair.decode())
        elif (word := token["word"]) is not None:
            self._skip = 0
            return self._word(word, token["number"])
        elif (brace := token["brace"]) is not None:
            self._skip = 0
            self._brace(brace)
        elif token["sign"] == b"*":
            self._group = self._group._replace(silent=True)
        elif not self._group.silent:
            self._say(_ESCAPED.get(token["sign"], ""))
        return 0

    def _brace(self, brace: bytes) -> None:
        self.flush()
        if brace == b"{":
            self._outer.append(self._group)
        elif self._outer:
            self._group = self._outer.pop()

    def _word(self, word: bytes, digits: bytes | None) -> int:
        number = int(digits) if digits else 0
        if word in _NOT_TEXT:
            self._group = self._group._replace(silent=True, fonts=word == b"fonttbl")
        elif word == b"bin":
            return max(number, 0)
        elif word == b"f":
            self._font = number
            if not self._group.fonts:
                self._use(self._fonts.get(number, ""))
        elif word == b"fcharset" and self._group.fonts:
            self._fonts[self._font] = _CHARSETS.get(number, "")
        elif word == b"deff":
            self._default = number
        elif word == b"plain":
            self._use(self._fonts.get(self._default, ""))
        elif word == b"ansicpg":
            self._page = _known(f"cp{number}")
        elif word == b"mac":
            self._page = "mac_roman"
        elif word == b"uc":
            self._group = self._group._replace(skipped=min(max(number, 0), 16))
        elif not self._group.silent:
            if word == b"u" and digits:
                self._say(chr(number % 0x10000))
                self._skip = self._group.skipped
            elif said := _SPACES.get(word) or _SIGNS.get(word):
                self._say(said)
        return 0

    def _use(self, codec: str) -> None:
        self.flush()
        self._group = self._group._replace(codec=codec)

    def _say(self, text: str) -> None:
        self.flush()
        self.parts.append(text)


def _known(codec: str) -> str:
    try:
        "".encode(codec)
    except LookupError:
        return "cp1252"
    return codec
