"""The short ways into the program: one call from text or bytes to a record, or to its body."""

from typing import Literal

from karabakh_extract.extract import Extractor
from karabakh_extract.options import Options
from karabakh_extract.readers.source import Source
from karabakh_extract.record import Record


def extract(
    data: str | bytes,
    *,
    name: str = "-",
    format: Literal["text", "html"] | None = None,
    encoding: str | None = None,
    url: str | None = None,
    options: Options | None = None,
) -> Record:
    """Return the record of one article.

    `data`: the article as text or as bytes. `name`: what to call it in the record and in errors. `format` and
    `encoding`: found out where `None`. `url`: where the article lives. Raises `InputError` and `UsageError`.
    """
    source = Source(data=data, name=name, format=format, encoding=encoding, url=url)
    return Extractor(options).extract(source)


def strip(
    data: str | bytes,
    *,
    name: str = "-",
    format: Literal["text", "html"] | None = None,
    encoding: str | None = None,
    url: str | None = None,
    options: Options | None = None,
) -> str:
    """Return the article's own text alone: what `extract(…).body` holds, without looking for statements."""
    chosen = options or Options()
    bare = Options(removed=False, quotes=False, max_bytes=chosen.max_bytes)
    return extract(data, name=name, format=format, encoding=encoding, url=url, options=bare).body
