"""What is to do: inputs that are new or changed, and the stream of their articles.

In: the inputs as found, and what the ledger knows of each. Out: Jobs (an input with the articles that are wanted of it)
and Articles in order, one at a time. An input whose size, time and inode are those of the last run is not opened.
"""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from karabakh_extract.batch.settings import Settings
from karabakh_extract.batch.shares import Share
from karabakh_extract.errors import InputError
from karabakh_extract.readers.inputs import STDIN, Input
from karabakh_extract.readers.place import ignore
from karabakh_extract.readers.source import Source
from karabakh_extract.readers.stream import sources
from karabakh_extract.remote import is_url
from karabakh_extract.remote import stat as remote_stat

if TYPE_CHECKING:
    from karabakh_extract.batch.ledger import Ledger
    from karabakh_extract.batch.state import State

Stat = tuple[int, int, int]
"""Size in bytes, time of the last change in nanoseconds, inode (or a number for the version, as a server
tells it): what tells that a file is the one that was read."""

TRANSIENT = frozenset(("missing", "unreadable"))
"""Reasons that may be gone on the next run, so that they are tried again on every one."""
LOOKED_UP = 500
"""Inputs that are looked up in the ledger at a time."""


@dataclass(slots=True)
class Job:
    """An input and which of its articles are wanted, by their place in it (the first is 0)."""

    item: Input
    stat: Stat | None = None
    take: str | None = None
    """the conversion of the input that this one goes on with; None until a new one's first article is written"""
    done: list[tuple[int, int]] = field(default_factory=list)
    """first article and number of those that stand in parts already"""
    only: frozenset[int] | None = None
    """the articles that are to be tried again, where these alone are wanted"""
    share: Share | None = None

    @property
    def name(self) -> str:
        """The input as markers and ledger call it."""
        return input_name(self.item)

    def wants(self, place: int) -> bool:
        """Say whether an article is to be converted."""
        if self.only is not None:
            return place in self.only
        if self.share and not self.share.owns(self.name, self.stat, place):
            return False
        return not any(first <= place < first + count for first, count in self.done)


@dataclass(slots=True)
class Article:
    """An article on its way: where it stands, and its Source, or the error that stands in its place."""

    job: Job
    place: int
    source: Source | InputError | None
    """None: nothing is left to convert, but that the input ends is still to be noted"""
    total: int | None = None
    """how many articles the input holds, with the last one that is wanted"""
    noted: bool = True
    """whether it counts as done from now on; False where the next run is to try again"""


@dataclass(slots=True)
class Skipped:
    """Inputs that a run did not open."""

    unchanged: int = 0
    older: int = 0
    """of these, made with other rules, options or program versions"""
    failures: int = 0
    """articles in them that had no record"""


def jobs(
    items: Iterable[Input | InputError],
    ledger: "Ledger",
    settings: Settings,
    skipped: Skipped,
    *,
    share: Share | None = None,
    refresh: bool = False,
    retry_failed: bool = False,
) -> Iterator[Job | InputError]:
    """Yield what is to do of the inputs, in their order; errors of finding them pass through, for the first share."""
    rest = iter(items)
    while batch := list(islice(rest, LOOKED_UP)):
        states = ledger.states([input_name(item) for item in batch if isinstance(item, Input)])
        for item in batch:
            if isinstance(item, InputError):
                if not share or share.index == 0:
                    yield item
                continue
            now = stat_of(item)
            if share and not share.owns_any(input_name(item), now):
                continue
            state = states.get(input_name(item))
            job = _job(item, now, state, settings, share, refresh=refresh, retry_failed=retry_failed)
            if job:
                yield job
            elif state:
                skipped.unchanged += 1
                skipped.older += state.digest != settings.digest
                skipped.failures += len(state.failed)


def _job(
    item: Input,
    now: Stat | None,
    state: "State | None",
    settings: Settings,
    share: Share | None,
    *,
    refresh: bool,
    retry_failed: bool,
) -> Job | None:
    """Return what is to do of an input, None where nothing is."""
    if state is None or now is None or state.stat != now:
        return Job(item, now, share=share)
    older = state.digest != settings.digest
    if not _complete(item, now, state, share):
        # what was begun with other rules is begun anew: an input is not half of one kind and half of the other
        return Job(item, now, share=share) if older else Job(item, now, state.take, state.done, share=share)
    if refresh and older:
        return Job(item, now, share=share)
    if retry_failed and state.failed:
        return Job(item, now, state.take, only=frozenset(state.failed), share=share)
    return None


def _complete(item: Input, now: Stat, state: "State", share: Share | None) -> bool:
    """Say whether all articles of an input, or those that this share of the work has of it, stand in parts."""
    if state.total is None:
        return False
    at = 0
    for first, count in state.done:
        if share:
            while at < min(first, state.total) and not share.owns(input_name(item), now, at):
                at = share.next_window(at)
        if first > at:
            return False
        at = max(at, first + count)
    if share:
        while at < state.total and not share.owns(input_name(item), now, at):
            at = share.next_window(at)
    return at >= state.total


def input_name(item: Input) -> str:
    """Return what an input is called in markers and ledger; it may be one article of a file."""
    return item.name if item.only is None else f"{item.name}!{item.only}"


def stat_of(item: Input) -> Stat | None:
    """Return what tells whether an input has changed; None for one that must be read to know."""
    if item.path == STDIN:
        return None
    if is_url(item.path):
        return item.stat or remote_stat(item.path)
    try:
        found = os.stat(item.path)
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def articles(job: Job, settings: Settings, notify: Callable[[str], None] = ignore) -> Iterator[Article]:
    """Yield the wanted articles of an input in order; the last one knows how many the input holds."""
    held: Article | None = None
    place = -1
    for place, source in enumerate(sources(job.item, settings.read, notify)):
        if isinstance(source, InputError) and (source.reason in TRANSIENT or (job.stat is None and not place)):
            # nothing is known of what comes after it
            if held:
                yield held
            yield Article(job, place, source, noted=False)
            return
        if job.wants(place):
            if held:
                yield held
            held = Article(job, place, source)
    if held is None:
        if job.only is None:
            yield Article(job, place + 1, None, place + 1)
        return
    held.total = place + 1
    yield held
