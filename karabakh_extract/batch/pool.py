"""N worker processes convert a stream of Articles; results come in the order of the stream.

In: Articles, read no faster than workers take them. Out: each with its outcome and its encoded record. A worker that
crashes, hangs or takes too much memory costs the article it had in hand: that one fails, by name, and the rest of what
the worker had goes to another. Own code, not pebble's pool: that sends a message for each article both ways, starts a
process by fork from a process that may have threads, and kills by a thread that must get its turn.
"""

import os
import pickle
import selectors
import signal
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from karabakh_extract.batch.channel import Channel, Result
from karabakh_extract.batch.outcome import Outcome, no_record
from karabakh_extract.batch.plan import Article
from karabakh_extract.batch.settings import Settings
from karabakh_extract.batch.template import Template
from karabakh_extract.errors import InputError
from karabakh_extract.readers.source import Source

CHUNK_ARTICLES, CHUNK_BYTES = 32, 256_000
"""What goes to a worker in one message, at most: half a second of work, so that a message costs nothing beside it."""
IN_HAND = 2
"""Chunks that a worker has: one to work on, one to go on with."""
WINDOW_BYTES = 32_000_000
"""Bytes of articles that may wait for an earlier one, at most: memory stays flat while one article hangs."""
GRACE = 15.0
"""Seconds beyond the time limit after which the runner ends a worker whose own timer has not."""


@dataclass(slots=True)
class Chunk:
    """Articles that travel together. `results` grows in their order; `suspect` has cost a worker its life before."""

    articles: list[Article]
    size: int
    results: list[Result] = field(default_factory=list)
    given: int = 0
    """results that were handed on"""
    suspect: int = -1

    @property
    def done(self) -> bool:
        """Whether every article has a result."""
        return len(self.results) == len(self.articles)


class Pool:
    """Worker processes. They are started when there is work for them, and ended by `close`."""

    def __init__(self, settings: Settings, workers: int) -> None:
        self._settings = settings
        self._most = workers
        self._template: Template | None = None
        self._channels: list[Channel[Chunk]] = []
        self._selector = selectors.DefaultSelector()
        self._waiting: deque[Chunk] = deque()
        self._order: deque[Chunk] = deque()
        self._held = 0
        self._read = 0
        self._stopping = False
        self.deaths = 0
        """Workers that ended before their time."""

    def stop(self) -> None:
        """Read no more articles; those that were read are still converted."""
        self._stopping = True

    def results(self, articles: Iterator[Article]) -> Iterator[tuple[Article, Result]]:
        """Yield each article with its result, in the order of `articles`.

        Raises:
            OutputError: no worker can be started.
        """
        more = True
        while True:
            while more and not self._stopping and self._wants_more():
                more = self._next_chunk(articles)
            self._assign()
            while self._order and (chunk := self._order[0]):
                while chunk.given < len(chunk.results):
                    place = chunk.given
                    chunk.given += 1
                    result, chunk.results[place] = chunk.results[place], (chunk.results[place][0], b"")
                    yield chunk.articles[place], result
                if not chunk.done:
                    break
                self._order.popleft()
                self._held -= chunk.size
            if self._order:
                self._listen()
            elif not more or self._stopping:
                return

    def close(self) -> None:
        """End all workers, at once: what they have in hand is not wanted any more."""
        for channel in self._channels:
            with suppress(ProcessLookupError):
                os.kill(channel.pid, signal.SIGKILL)
            self._end(channel)
        self._channels.clear()
        self._selector.close()
        if self._template:
            self._template.close()

    def _wants_more(self) -> bool:
        """Say whether a worker could take another chunk, and there is room for it."""
        if self._waiting or self._held >= WINDOW_BYTES:
            return False
        return len(self._channels) < self._most or any(len(each.chunks) < IN_HAND for each in self._channels)

    def _next_chunk(self, articles: Iterator[Article]) -> bool:
        """Read a chunk; False where the stream has ended. The first ones are small: all workers start at once."""
        chunk = Chunk([], 0)
        most = min(CHUNK_ARTICLES, 1 + self._read // (4 * self._most))
        ended = False
        while len(chunk.articles) < most and chunk.size < CHUNK_BYTES and not self._stopping:
            article = next(articles, None)
            if article is None:
                ended = True
                break
            chunk.articles.append(article)
            chunk.size += len(article.source.data) if isinstance(article.source, Source) else 0
        self._read += len(chunk.articles)
        if chunk.articles:
            self._held += chunk.size
            self._order.append(chunk)
            self._skip_unreadable(chunk)
            if not chunk.done:
                self._waiting.append(chunk)
        return not ended

    def _skip_unreadable(self, chunk: Chunk) -> None:
        """Give results to the articles next in line that hold nothing to convert."""
        while not chunk.done:
            article = chunk.articles[len(chunk.results)]
            if isinstance(article.source, Source):
                return
            chunk.results.append((self._unread(article), b""))

    def _assign(self) -> None:
        """Hand waiting chunks to workers, each to the one with least in hand; start workers where all have some."""
        while self._waiting:
            channel = min(self._channels, key=lambda each: len(each.chunks), default=None)
            if (channel is None or channel.chunks) and len(self._channels) < self._most:
                channel = self._start(self._waiting[0])
            if channel is None or len(channel.chunks) >= IN_HAND:
                return
            chunk = self._waiting.popleft()
            left = chunk.articles[len(chunk.results) :]
            sources = [article.source for article in left if isinstance(article.source, Source)]
            channel.chunks.append(chunk)
            channel.send(pickle.dumps(sources, protocol=5))
            self._watch(channel)

    def _start(self, chunk: Chunk) -> Channel[Chunk]:
        if self._template is None:
            self._template = Template(self._settings, html=any(map(_may_be_page, chunk.articles)))
        channel: Channel[Chunk] = Channel(*self._template.fork())
        self._channels.append(channel)
        self._selector.register(channel.socket, selectors.EVENT_READ, channel)
        return channel

    def _watch(self, channel: Channel[Chunk]) -> None:
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if channel.unsent else 0)
        self._selector.modify(channel.socket, events, channel)

    def _listen(self) -> None:
        """Take what workers have answered; see to those that ended or should have."""
        for key, events in self._selector.select(1.0):
            channel: Channel[Chunk] = key.data
            if events & selectors.EVENT_WRITE:
                channel.flush()
                self._watch(channel)
            if events & selectors.EVENT_READ:
                alive = channel.receive()
                for result in channel.answers():
                    chunk = channel.chunks[0]
                    chunk.results.append(result)
                    self._skip_unreadable(chunk)
                    if chunk.done:
                        channel.chunks.popleft()
                if not alive:
                    self._bury(channel)
        late = time.monotonic() - self._settings.timeout - GRACE
        for channel in self._channels:
            if channel.chunks and channel.heard < late:
                channel.late = True
                with suppress(ProcessLookupError):
                    os.kill(channel.pid, signal.SIGKILL)

    def _bury(self, channel: Channel[Chunk]) -> None:
        """Take back what an ended worker had; the article it had in hand fails where it ended the worker."""
        self._channels.remove(channel)
        code = self._end(channel)
        if code and channel.chunks:
            self.deaths += 1
            self._blame(channel.chunks[0], channel.late or code == -signal.SIGALRM, code)
        self._waiting.extendleft(chunk for chunk in reversed(channel.chunks) if not chunk.done)

    def _blame(self, chunk: Chunk, hung: bool, code: int) -> None:
        """Fail the article that a worker died of. One that crashed gets a second try: the worker may have been killed
        from outside, and then the article is as good as any other."""
        place = len(chunk.results)
        if not hung and chunk.suspect != place:
            chunk.suspect = place
            return
        article = chunk.articles[place]
        if hung:
            reason, detail = "timeout", f"took more than {self._settings.timeout:g} seconds"
        else:
            reason, detail = "crash", f"ended its process twice ({_how(code)})"
        chunk.results.append((self._lost(article, "failed", reason, detail), b""))
        self._skip_unreadable(chunk)

    def _end(self, channel: Channel[Chunk]) -> int:
        with suppress(KeyError):
            self._selector.unregister(channel.socket)
        channel.socket.close()
        return self._template.wait(channel.pid) if self._template else 0

    def _unread(self, article: Article) -> Outcome | None:
        """Return the outcome of an article that could not be read."""
        error = article.source
        return self._lost(article, "rejected", error.reason, error.problem) if isinstance(error, InputError) else None

    def _lost(self, article: Article, status: Literal["failed", "rejected"], reason: str, detail: str) -> Outcome:
        source = article.source
        settings = self._settings
        return no_record(
            source.name if source else article.job.name,
            status,
            reason,
            detail,
            url=source.url if isinstance(source, Source) else None,
            source_length=len(source.data) if isinstance(source, Source) else 0,
            outlet=settings.outlet,
            root=settings.root,
        )


def _may_be_page(article: Article) -> bool:
    """Say whether an article looks like a page: then what reads pages is loaded before the first worker is made."""
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
