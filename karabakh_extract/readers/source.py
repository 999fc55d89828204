"""What a reader hands to the extractor: one article's bytes (or string) with the hints its container carried.

Readers know about files and streams; everything after them knows only this value.
"""

from typing import Literal

from msgspec import Struct


class Source(Struct, frozen=True):
    """One article as it was read.

    `data` is bytes as they stood in the file, or a string where the container had decoded them already.
    `name` is the path as given, "-" for standard input, `container!member` otherwise. `format` and
    `encoding` are what the caller or the container says; `None` leaves them to be found out. `url` is where
    the article lives, `fetched` when it was crawled (YYYY-MM-DD[Thh:mm[:ss][±hh:mm]]), when the container
    says so; never a file's time or the clock. `charset` is what the header of a transport (HTTP, mail) declares, which
    the bytes may belie.
    """

    data: bytes | str
    name: str = "-"
    format: Literal["text", "html"] | None = None
    encoding: str | None = None
    url: str | None = None
    fetched: str | None = None
    charset: str | None = None
