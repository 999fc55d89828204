"""What a caller can say of the inputs: one frozen value that processes can hand to each other, each default with its
reason."""

from typing import Literal

from msgspec import Struct

from karabakh_extract.options import Options

Form = Literal["text", "html", "json", "csv", "tsv"]
"""What the inputs are taken for: text and html say it of each article, the others of the file that holds them."""


class ReadOptions(Struct, frozen=True, kw_only=True):
    """How inputs are read. Two readings of the same bytes with equal options give equal Sources."""

    max_bytes: int = Options().max_bytes
    """Largest article, in bytes as unpacked; also the longest line, row, mail or record of a dump."""

    format: Form | None = None
    """What the inputs are; None: found out from how they begin and from their names."""

    encoding: str | None = None
    """Encoding of text; None: found out for each article."""

    url: str | None = None
    """Where the article lives, for an input of one."""

    text_field: str | None = None
    """Field (JSON) or column (CSV) of the article as text; None, here and below: guessed from usual names."""

    html_field: str | None = None
    """Field or column of the article as HTML; where both hold something, the page tells more than its text."""

    url_field: str | None = None
    """Field or column of the article's address."""

    date_field: str | None = None
    """Field or column of the date on which the article was fetched."""

    @property
    def article_format(self) -> Literal["text", "html"] | None:
        """What each article is taken for."""
        return self.format if self.format == "text" or self.format == "html" else None
