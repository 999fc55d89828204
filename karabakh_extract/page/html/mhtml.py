"""A page saved as one file (.mhtml, .mht): the HTML part taken out of its MIME wrapping.

In: the bytes of the file. Out: the bytes of its first HTML part, the charset its header declares and the address it
was saved from.
"""

import re
from email import message_from_bytes
from email.policy import compat32
from typing import NamedTuple

from karabakh_extract.patterns import lazy

_OPENING = lazy(rb"\s*(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,20}?Content-Type:\s*multipart/related", re.IGNORECASE)


class Saved(NamedTuple):
    """The HTML part of a saved page."""

    data: bytes
    charset: str | None
    url: str | None


def is_saved_page(data: bytes) -> bool:
    """Whether the bytes are a page with its parts in one MIME file."""
    return b"multipart/related" in data[:2_000] and _OPENING.match(data[:4_000]) is not None


def unwrap(data: bytes) -> Saved | None:
    """Return the HTML part, `None` where the file holds none."""
    message = message_from_bytes(data, policy=compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                address = part.get("Content-Location") or message.get("Snapshot-Content-Location")
                url = address.strip() if address and address.strip().startswith("http") else None
                return Saved(payload, part.get_content_charset(), url)
    return None
