"""What a run is asked to do, who wants to know how it goes on, and how it went.

In: what the options said. Out: values that every module of a run is handed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from karabakh_extract.batch.counts import Counts
from karabakh_extract.batch.outcome import Outcome
from karabakh_extract.batch.plan import Article, Skipped
from karabakh_extract.batch.settings import Settings
from karabakh_extract.batch.shares import Share


class Watcher:
    """Who wants to know how a run goes on: a progress bar, a log, a file of rejects. This one does not."""

    sources = False
    """whether it wants what was read of articles without a record"""

    def article(self, article: Article, outcome: Outcome) -> None:
        """An article is done."""

    def input(self) -> None:
        """An input has been found; it may need no work."""

    def shard(self, counts: Counts, failures: Sequence[tuple[Article, Outcome]]) -> None:
        """Many articles are done at once, on another machine; those without a record are named."""
        for article, outcome in failures:
            self.article(article, outcome)

    def say(self, text: str) -> None:
        """Something that the user should know."""


@dataclass(kw_only=True)
class Request:
    """What a run is asked to do."""

    words: list[str]
    """files, folders, globs"""
    place: str
    """folder or URL of parts and markers"""
    settings: Settings
    target: str | None = None
    """file that holds the records that count, at the end; a folder of them where it ends with a slash"""
    format: str = "jsonl"
    """of the target"""
    bom: bool = False
    """CSV: open with a byte order mark"""
    beside: tuple[str, ...] = ()
    """other files that are written: no inputs, wherever they lie"""
    workers: int = 1
    cluster: str | None = None
    """the engine that converts instead of processes of this one: address of a scheduler, or `local:N`"""
    share: Share | None = None
    ledger: str | None = None
    """where the ledger is; None: in `place`"""
    wait: bool = False
    """wait for another run to end"""
    refresh: bool = False
    """convert again what was made with other rules, options or versions of the program"""
    retry_failed: bool = False
    """try articles without a record again"""


@dataclass
class Summary:
    """How a run went."""

    counts: Counts = field(default_factory=Counts)
    skipped: Skipped = field(default_factory=Skipped)
    parts: list[str] = field(default_factory=list)
    """the parts it made"""
    cut: int = 0
    """cells of a CSV that were too long for a spreadsheet"""
    seconds: float = 0.0
    ended_by: int = 0
    """the signal that ended it early; 0: none did"""
