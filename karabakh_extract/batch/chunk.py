"""Articles that travel to a worker together, and what has become of each so far.

In: Articles, then the answers of workers, or the way in which one ended. Out: results in the order of the articles. An
article that could not be read has its result without any worker.
"""

import signal
from collections.abc import Iterator
from typing import Literal

from karabakh_extract.batch.channel import Result
from karabakh_extract.batch.outcome import Outcome, no_record
from karabakh_extract.batch.plan import Article
from karabakh_extract.batch.settings import Settings
from karabakh_extract.readers.source import Source


class Chunk:
    """Consecutive articles; results grow in their order."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._articles: list[Article] = []
        self._results: list[Result] = []
        self._given = 0
        self._lost_at: dict[int, Outcome] = {}
        self._suspect = -1
        self.broken = False
        """whether a worker died of it, so that each result is wanted as soon as it is there"""
        self.size = 0
        """bytes of the articles"""

    def __len__(self) -> int:
        return len(self._articles)

    @property
    def done(self) -> bool:
        """Whether every article has a result."""
        return len(self._results) == len(self._articles)

    def add(self, article: Article) -> None:
        """Put an article at the end."""
        self._articles.append(article)
        self.size += size_of(article)

    def left(self) -> list[Source]:
        """Return what is still to be converted."""
        return [source for place in self._open() if isinstance(source := self._articles[place].source, Source)]

    def answer(self, result: Result) -> None:
        """Take the result of the next article that had none."""
        self._results.append(result)
        self.settle()

    def settle(self) -> None:
        """Give results to the articles next in line that hold nothing to convert, or are lost."""
        while not self.done:
            place = len(self._results)
            article, told = self._articles[place], self._lost_at.pop(place, None)
            source = article.source
            if told is None:
                if isinstance(source, Source):
                    return
                told = self._lost(article, "rejected", source.reason, source.told) if source is not None else None
            self._results.append((told, b""))

    def give(self) -> Iterator[tuple[Article, Result]]:
        """Yield the articles that have got a result since the last time, and let go of it."""
        while self._given < len(self._results):
            place = self._given
            self._given += 1
            result, self._results[place] = self._results[place], (None, b"")
            yield self._articles[place], result

    def blame(self, code: int, begun: int, *, hung: bool) -> None:
        """Fail the article that a worker died of, the last of those that it had begun and not answered. One that
        crashed gets a second try: the worker may have been killed from outside, and then the article is as good as any
        other."""
        self.broken = True
        place = list(self._open())[max(0, begun - 1)]
        if not hung and self._suspect != place:
            self._suspect = place
            return
        if hung:
            reason, detail = "timeout", f"took more than {self._settings.timeout:g} seconds"
        else:
            reason, detail = "crash", f"ended its process twice ({_how(code)})"
        self._lost_at[place] = self._lost(self._articles[place], "failed", reason, detail)
        self.settle()

    def _open(self) -> Iterator[int]:
        """Yield the places of the articles that are still to be converted."""
        for place in range(len(self._results), len(self._articles)):
            if place not in self._lost_at and isinstance(self._articles[place].source, Source):
                yield place

    def _lost(self, article: Article, status: Literal["failed", "rejected"], reason: str, detail: str) -> Outcome:
        source = article.source
        return no_record(
            source.name if source else article.job.name,
            status,
            reason,
            detail,
            url=source.url if isinstance(source, Source) else None,
            source_length=size_of(article),
            outlet=self._settings.outlet,
            root=self._settings.root,
        )


def size_of(article: Article) -> int:
    """Return the length of an article's source, in bytes or characters."""
    return len(article.source.data) if isinstance(article.source, Source) else 0


def may_be_page(article: Article) -> bool:
    """Say whether an article looks like a page."""
    source = article.source
    if not isinstance(source, Source):
        return False
    head = source.data[:1_000].lower()
    return source.format == "html" or (b"<html" in head if isinstance(head, bytes) else "<html" in head)


def _how(code: int) -> str:
    """Return how a process ended, for people."""
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
