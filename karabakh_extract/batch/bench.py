"""What a worker of a cluster does: a shard, with child processes that stay from one shard to the next.

In: a Task. Out: the Counts of its shard, as JSON; the part and its marker are in the store by then, written from here.
An article that crashes, hangs or takes too much memory costs a child process and itself, never the worker.
"""

import os
import threading
from dataclasses import dataclass

import msgspec

from karabakh_extract.batch.fence import FencedStore
from karabakh_extract.batch.pool import Pool
from karabakh_extract.batch.settings import Settings
from karabakh_extract.batch.shard import Shard, run_shard
from karabakh_extract.batch.store import open_store
from karabakh_extract.errors import ExtractError
from karabakh_extract.remote import is_url


class ShardError(Exception):
    """A shard cannot be done here: the store, the paths or the program are not as they must be. In one line."""


@dataclass(frozen=True, slots=True)
class Task:
    """A shard and all that is needed for it on another machine."""

    shard: Shard
    settings: Settings
    digest: str
    """of the settings where the run was started: another version of program or rules would make other records"""
    place: str
    token: str
    """of the run, see `fence`"""
    folder: str
    """what relative paths are relative to"""


@dataclass(slots=True)
class _Bench:
    """What a thread of a worker keeps from one shard to the next."""

    token: str
    settings: Settings
    pool: Pool
    busy: bool = False


_benches: dict[int, _Bench] = {}
_ended: set[str] = set()


def convert(task: Task) -> bytes:
    """Convert a shard and return its Counts as JSON; nothing of what a run that is ending has not begun.

    Raises:
        ShardError: it cannot be done here.
        RuntimeError: the program failed.
    """
    if task.token in _ended:
        return b""
    thread = threading.get_ident()
    try:
        store = FencedStore(open_store(task.place), task.token)
        store.check()
        _go_to(task)
        bench = _bench(task, thread)
        bench.busy = True
        counts = run_shard(task.shard, bench.settings, store, pool=bench.pool)
        bench.busy = False
        return msgspec.json.encode(counts)
    except BaseException as error:  # Ctrl-C too: articles of this shard may still be with its children
        if thread in _benches:
            _benches.pop(thread).pool.close()
        if isinstance(error, ExtractError | ShardError):
            raise ShardError(str(error)) from None
        # as text alone: an error that the engine cannot pickle would never arrive, and be waited for
        raise RuntimeError(f"{type(error).__name__}: {error}"[:2_000]) from None


def finish(token: str) -> None:
    """Let a run's shards end early: what is in hand is finished and stands, what has not begun does not begin."""
    _ended.add(token)
    for bench in list(_benches.values()):
        if bench.token == token:
            bench.pool.stop()


def clear(token: str) -> None:
    """End the child processes of a run that is over."""
    for thread, bench in list(_benches.items()):
        if bench.token == token and not bench.busy:
            del _benches[thread]
            bench.pool.close()


def _bench(task: Task, thread: int) -> _Bench:
    """Return the bench of this thread, made new for each run."""
    bench = _benches.get(thread)
    if bench and bench.token == task.token:
        return bench
    if bench:
        del _benches[thread]
        bench.pool.close()
    if task.settings.digest != task.digest:
        raise ShardError(
            f"{os.uname().nodename}: other rules or another version of the program than where the run began"
        )
    bench = _benches[thread] = _Bench(task.token, task.settings, Pool(task.settings, 1))
    return bench


def _go_to(task: Task) -> None:
    """Make the folder of the run the current one, where relative paths need it."""
    paths = [job.item.path for job in task.shard.jobs] + list(task.settings.rules)
    if os.getcwd() == task.folder or all(os.path.isabs(path) or is_url(path) for path in paths):
        return
    try:
        os.chdir(task.folder)
    except OSError as trouble:
        what = f"{os.uname().nodename}: the run's folder {task.folder} is not here ({trouble.strerror})"
        raise ShardError(f"{what}: start it from a folder that all machines share, or give URLs") from trouble
