"""What a run does with each article: one frozen value that the runner, its workers and other machines share.

In: what the command line was told. Out: the value itself, and two things derived from it: the writer of the records and
a digest by which records made with other rules, options or program versions are known.
"""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec.structs import astuple

from karabakh_extract.options import Options
from karabakh_extract.readers.options import ReadOptions
from karabakh_extract.record import Generator
from karabakh_extract.version import __version__

if TYPE_CHECKING:
    from karabakh_extract.boilerplate import RuleBook
    from karabakh_extract.extract import Extractor

Compress = Literal["gz", "zst"]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How a run converts. Can be pickled; equal settings give equal records from equal bytes."""

    options: Options = field(default_factory=Options)
    """How articles are extracted."""

    rules: tuple[str, ...] = ()
    """Paths of rule packs that are used beside the built-in ones."""

    read: ReadOptions = field(default_factory=ReadOptions)
    """How inputs are read."""

    format: str = "jsonl"
    """Format of the parts: `jsonl` or `yaml`."""

    compress: Compress | None = None
    """How parts are compressed."""

    timeout: float = 30.0
    """Seconds that an article may take. The longest real ones stay below two."""

    memory: int = 1 << 30
    """Bytes that a worker may take beyond what it has when it starts. The largest article that is read, 20 MB, takes
    some 400 MB."""

    outlet: str | None = None
    """Outlet of articles that carry no address."""

    root: str = ""
    """Folder that all inputs share, below which the first folder is the outlet."""

    part_articles: int = 1_000
    """Articles in a part: what is converted again after a power cut, at most."""

    part_bytes: int = 64_000_000
    """Bytes of records, before compression, after which a part ends."""

    @property
    def suffix(self) -> str:
        """What the names of parts end with."""
        return f".{self.format}" + (f".{self.compress}" if self.compress else "")

    @cached_property
    def book(self) -> "RuleBook":
        """The rules in force; raises `RulesError` where a pack is not valid."""
        from karabakh_extract.boilerplate import RuleBook

        return RuleBook.load([Path(path) for path in self.rules]) if self.rules else RuleBook.builtin()

    @cached_property
    def generator(self) -> Generator:
        """What stands as `generator` in each record."""
        return Generator(name="karabakh-extract", version=__version__, rules=self.book.digest)

    @cached_property
    def digest(self) -> str:
        """Sixteen hex digits that change with everything that could change a record."""
        what = (__version__, self.book.digest, astuple(self.options), astuple(self.read), self.format)
        return hashlib.sha256(repr(what).encode()).hexdigest()[:16]

    def extractor(self) -> "Extractor":
        """Return a new extractor."""
        from karabakh_extract.extract import Extractor

        return Extractor(self.options, self.book)
