"""Mails: one (.eml), or a mailbox of many, `news.mbox!3`; newsletters and forwarded articles.

In: a stream. Out: the Source of each mail: its text under its headers where it has one, else its page; an InputError
for each that is too large, damaged or holds neither. `fetched` is when it was sent. The standard library's mailbox
wants a file that it can read twice, so the lines that part mails are looked for here; its email package reads each.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from html import escape
from io import BufferedReader

from karabakh_extract.errors import InputError
from karabakh_extract.page.decode import decode
from karabakh_extract.readers.detect import MAILBOX
from karabakh_extract.readers.moments import moment
from karabakh_extract.readers.place import Place
from karabakh_extract.readers.source import Source

SHOWN = ("Subject", "From", "Date")
"""Headers that stand above the text, as a mail program prints them."""
_ADDRESSES = ("Archived-At", "X-RSS-URL", "Content-Location")
"""Headers that may say where the text stands on the web."""
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_TAG = re.compile(r"<(?:style|script)\b.*?</(?:style|script)\s*>|<[^>]{1,4000}>", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(r"<title\b[^>]*>\s*[^<\s]", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_PART = 3
"""Times as many words as the text that the page has where the text is no more than a pointer to it."""


def read(stream: BufferedReader, place: Place) -> Iterator[Source | InputError]:
    """Yield the mails of a mailbox, or the only one."""
    if not MAILBOX.match(stream.peek(1_000)):
        data = stream.read(place.options.max_bytes + 1)
        if len(data) > place.options.max_bytes:
            raise place.too_large(data=data)
        yield _mail(data, place)
        return
    for number, (data, whole) in enumerate(_mails(stream, place.options.max_bytes), 1):
        name = f"{place.name}!{number}"
        if not whole:
            yield place.too_large(data=data, member=str(number))
        elif place.wants(name):
            yield from _members(data, place.part(name))


def _members(data: bytes, place: Place) -> Iterator[Source | InputError]:
    try:
        yield _mail(_QUOTED.sub(rb"\1", data), place)
    except InputError as error:
        yield error


def _mails(stream: BufferedReader, limit: int) -> Iterator[tuple[bytes, bool]]:
    """Yield each mail of a mailbox without the line that opens it; False with what is larger than the limit."""
    lines: list[bytes] = []
    size, blank, begun = 0, True, False
    while line := stream.readline(limit + 2):
        if blank and line.startswith(b"From ") and MAILBOX.match(line):
            if begun:
                yield b"".join(lines), size <= limit
            lines, size, begun = [], 0, True
        else:
            size += len(line)
            if size <= limit:
                lines.append(line)
        blank = not line.strip()
    if begun:
        yield b"".join(lines), size <= limit


def _mail(data: bytes, place: Place) -> Source:
    """Return the Source of a mail.

    Raises:
        InputError: it holds neither text nor a page.
    """
    try:
        message = message_from_bytes(data)
        text, page = _bodies(message, place)
    except RecursionError as trouble:
        raise place.error("its parts are nested too deeply", "save it as text", "damaged", data) from trouble
    sent = moment(_header(message, "Date"))
    url = place.options.url or _address(message)
    if text and not (page and len(_WORD.findall(_TAG.sub(" ", page))) > _PART * len(_WORD.findall(text))):
        head = [f"{name}: {value}" for name in SHOWN if (value := _header(message, name))]
        return Source("\n".join([*head, "", text]), place.name, "text", None, url, sent)
    if not page:
        raise place.error("the mail holds no text", "there is nothing to convert", "empty", data)
    subject = _header(message, "Subject")
    if subject and not _TITLE.search(page):
        page = f"<title>{escape(subject)}</title>{page}"
    return Source(page, place.name, "html", None, url, sent)


def _bodies(message: Message, place: Place) -> tuple[str, str]:
    """Return the text and the page of a mail, "" for what it lacks; files that come with it are neither."""
    texts: list[str] = []
    page = ""
    for part in message.walk():
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html") or part.get_content_disposition() == "attachment":
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes) or not payload.strip():
            continue
        declared = part.get_content_charset()
        found = decode(payload, encoding=place.options.encoding, declared=declared).text
        if kind == "text/plain":
            texts.append(found.strip("\r\n"))
        else:
            page = page or found
    return "\n\n".join(texts), page


def _header(message: Message, name: str) -> str:
    """Return a header in letters, on one line."""
    value = message.get(name)
    if value is None:
        return ""
    raw = str(value)
    # an encoded word that is none stays as it is printed
    with suppress(ValueError, LookupError, HeaderParseError):
        raw = str(make_header(decode_header(raw)))
    return " ".join(raw.encode("utf-8", "replace").decode().split())


def _address(message: Message) -> str | None:
    """Return where the mail says that it can be read on the web."""
    for name in _ADDRESSES:
        value = _header(message, name).strip("<> ")
        if value.startswith(("https://", "http://")):
            return value
    return None
