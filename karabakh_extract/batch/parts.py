"""Results become parts: files of records that stand whole and are marked, or do not count.

In: Articles with their results, in order. Out: `part-00000.jsonl` and so on in a store, a Marker for each. A part is
written under a temporary name, synced and renamed, and its marker after it: whatever the instant of a crash, an article
stands in a marked part once, or not at all and is converted again.
"""

import hashlib
from contextlib import ExitStack
from typing import BinaryIO

from karabakh_extract.batch.channel import Result
from karabakh_extract.batch.counts import Counts
from karabakh_extract.batch.marker import Failure, Marker, Piece
from karabakh_extract.batch.plan import Article
from karabakh_extract.batch.settings import Settings
from karabakh_extract.batch.store import Store
from karabakh_extract.writers.compression import compressing

BUFFER = 1 << 20
"""Bytes of records that are gathered before they are written."""


def part_name(number: int, settings: Settings, share: str = "") -> str:
    """Return the name of a part; `share` is that of a `--shard`."""
    return f"part-{share and share + '-'}{number:05}{settings.suffix}"


class Part:
    """A part that is being written. `commit` lets it stand; without that nothing of it stays."""

    def __init__(
        self, store: Store, settings: Settings, name: str, *, run: int, number: int, whole: bool = False
    ) -> None:
        """`whole`: it takes all that it is given, however much that is."""
        self._store, self._settings = store, settings
        self._whole = whole
        self._open = ExitStack()
        self._stream: BinaryIO | None = None
        self._buffer = bytearray()
        self._sum = hashlib.sha256()
        self._size = 0
        self._articles = 0
        self.marker = Marker(
            part=name,
            run=run,
            number=number,
            generator=settings.generator,
            settings=settings.digest,
            records=0,
            pieces=[],
            failures=[],
            counts=Counts(),
        )

    @property
    def empty(self) -> bool:
        """Whether nothing would be lost with it."""
        return not self.marker.pieces and not self._articles

    @property
    def full(self) -> bool:
        """Whether the next article belongs to another part."""
        if self._whole:
            return False
        return self._articles >= self._settings.part_articles or self._size >= self._settings.part_bytes

    def add(self, article: Article, result: Result) -> None:
        """Put an article into the part.

        Raises:
            OutputError: it cannot be written.
        """
        outcome, data = result
        piece = self._piece(article) if article.noted else None
        if outcome is not None:
            self._articles += 1
            self.marker.counts.add(outcome)
        if piece is not None:
            piece.total = article.total
            if article.source is not None:
                piece.count += 1
            piece.size += len(data)
            if outcome is not None and outcome.status in ("failed", "rejected"):
                piece.failed.append(article.place)
                self._fail(article, outcome.name, outcome.status, outcome.reason or "failed", outcome.detail or "")
        if data:
            self.marker.records += 1
            self._size += len(data)
            self._buffer += data
            if len(self._buffer) >= BUFFER:
                self._flush()

    def commit(self) -> Marker:
        """Let the part stand, and its marker.

        Raises:
            OutputError: they cannot be written.
        """
        try:
            self._flush()
            # closing lets the file stand
            self._open.close()
        except BaseException:  # Ctrl-C too leaves no half part
            self.drop()
            raise
        self.marker.sha256 = self._sum.hexdigest()
        self._store.write(self.marker.name, self.marker.encoded())
        return self.marker

    def drop(self) -> None:
        """Let nothing of the part stay."""
        self._open.__exit__(_Dropped, _Dropped(), None)

    def _piece(self, article: Article) -> Piece:
        """Return the piece that an article goes on with, a new one where it does not follow the one before."""
        job = article.job
        if job.take is None:
            job.take = self.marker.part
        last = self.marker.pieces[-1] if self.marker.pieces else None
        if last and last.input == job.name and last.first + last.count == article.place and last.total is None:
            return last
        piece = Piece(input=job.name, stat=job.stat, take=job.take, first=article.place, count=0)
        self.marker.pieces.append(piece)
        return piece

    def _fail(self, article: Article, name: str, status: str, reason: str, detail: str) -> None:
        where = article.job.name, article.place
        failure = Failure(input=where[0], place=where[1], name=name, status=status, reason=reason, detail=detail)
        self.marker.failures.append(failure)

    def _flush(self) -> None:
        if self._stream is None:
            stream = self._open.enter_context(self._store.writer(self.marker.part))
            self._stream = self._open.enter_context(compressing(stream, self._settings.compress))
        self._stream.write(self._buffer)
        self._sum.update(self._buffer)
        self._buffer.clear()


class _Dropped(BaseException):
    """Tells the file that is being written that it is not to stand."""
