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
from itertools import chain

from karabakh_extract.batch.channel import Channel, Result
from karabakh_extract.batch.chunk import Chunk, may_be_page, size_of
from karabakh_extract.batch.plan import Article
from karabakh_extract.batch.settings import Settings
from karabakh_extract.batch.template import Kind, Template

CHUNK_ARTICLES, CHUNK_BYTES = 32, 256_000
"""What goes to a worker in one message, at most: half a second of work, so that a message costs nothing beside it."""
AHEAD = 64
"""Articles that are read before the first worker is made, to see what they are."""
IN_HAND = 2
"""Chunks that a worker has: one to work on, one to go on with."""
WINDOW_BYTES = 32_000_000
"""Bytes of articles that may wait for an earlier one, at most: memory stays flat while one article hangs."""
GRACE = 15.0
"""Seconds beyond the time limit after which the runner ends a worker whose own timer has not."""


class Pool:
    """Worker processes, started when there is work for them and ended by `close`. They serve one stream at a time, and
    any number one after the other."""

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
        if self._template is None:
            self._template, articles = self._prepared(articles)
        more = True
        while True:
            while more and not self._stopping and self._wants_more():
                more = self._next_chunk(articles)
                self._assign(self._template)
            self._assign(self._template)
            gave = False
            while self._order and (chunk := self._order[0]):
                for each in chunk.give():
                    gave = True
                    yield each
                if not chunk.done:
                    break
                self._order.popleft()
                self._held -= chunk.size
            if gave:
                continue  # there may be room for another chunk: no worker is to wait for it
            if self._order:
                self._listen()
            elif not more or self._stopping:
                return

    def _prepared(self, articles: Iterator[Article]) -> tuple[Template, Iterator[Article]]:
        """Read the first articles; return a template that has loaded what they need, and the whole stream."""
        first: list[Article] = []
        size = 0
        while len(first) < AHEAD and size < CHUNK_BYTES and (article := next(articles, None)):
            first.append(article)
            size += size_of(article)
        kinds: list[Kind] = ["text"]
        if any(map(may_be_page, first)):
            kinds.append("page")
        return Template(self._settings, kinds), chain(first, articles)

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
        if self._waiting or self._held >= WINDOW_BYTES or (self._order and self._order[0].done):
            return False
        return len(self._channels) < self._most or any(len(each.chunks) < IN_HAND for each in self._channels)

    def _next_chunk(self, articles: Iterator[Article]) -> bool:
        """Read a chunk; False where the stream has ended. The first ones are small: all workers start at once."""
        chunk = Chunk(self._settings)
        most = min(CHUNK_ARTICLES, 1 + self._read // (4 * self._most))
        ended = False
        while len(chunk) < most and chunk.size < CHUNK_BYTES and not self._stopping:
            article = next(articles, None)
            if article is None:
                ended = True
                break
            chunk.add(article)
        self._read += len(chunk)
        if len(chunk):
            self._held += chunk.size
            self._order.append(chunk)
            chunk.settle()
            if not chunk.done:
                self._waiting.append(chunk)
        return not ended

    def _assign(self, template: Template) -> None:
        """Hand waiting chunks to workers, each to the one with least in hand; start workers where all have some."""
        while self._waiting:
            channel = min(self._channels, key=lambda each: len(each.chunks), default=None)
            if (channel is None or channel.chunks) and len(self._channels) < self._most:
                channel = self._start(template)
            if channel is None or len(channel.chunks) >= IN_HAND:
                return
            chunk = self._waiting.popleft()
            channel.chunks.append(chunk)
            channel.send(pickle.dumps(chunk.left(), protocol=5), at_once=chunk.broken)
            self._watch(channel)

    def _start(self, template: Template) -> Channel[Chunk]:
        channel: Channel[Chunk] = Channel(*template.fork())
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
                    chunk.answer(result)
                    if chunk.done:
                        channel.chunks.popleft()
                if not alive:
                    self._bury(channel)
        late = time.monotonic() - self._settings.timeout - GRACE
        for channel in self._channels:
            channel.begun()
            if channel.chunks and channel.heard < late:
                channel.late = True
                with suppress(ProcessLookupError):
                    os.kill(channel.pid, signal.SIGKILL)

    def _bury(self, channel: Channel[Chunk]) -> None:
        """Take back what an ended worker had; the article it had in hand fails where it ended the worker."""
        self._channels.remove(channel)
        begun = channel.begun()
        code = self._end(channel)
        if code and channel.chunks:
            self.deaths += 1
            channel.chunks[0].blame(code, begun, hung=channel.late or code == -signal.SIGALRM)
        self._waiting.extendleft(chunk for chunk in reversed(channel.chunks) if not chunk.done)

    def _end(self, channel: Channel[Chunk]) -> int:
        with suppress(KeyError):
            self._selector.unregister(channel.socket)
        channel.close()
        return self._template.wait(channel.pid) if self._template else 0
