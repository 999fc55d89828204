"""Tasks on other machines, by dask.distributed: each is done once or given up by name, whatever dies meanwhile.

In: a function and small values to call it with, as many as there are, one after the other. Out: each value with what
the function returned, or with the reason why it was given up. Only a few tasks a worker are with the scheduler at a
time, so that its memory and this process's stay flat whatever the number of tasks. Nothing lasts here: a scheduler that
is restarted knows no tasks, and gets those again that were with it.
"""

import logging
import queue
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from itertools import count, islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from karabakh_extract.batch.scheduler import connected, local
from karabakh_extract.batch.watch import Watch
from karabakh_extract.errors import UsageError

if TYPE_CHECKING:
    from distributed import Future

Item = TypeVar("Item")

AHEAD = 4
"""Tasks a worker that are with the scheduler, so that no worker waits for this process."""
LEAST = 16
"""Tasks that are with the scheduler, however few workers there are."""
RETRIES = 2
"""Times that a task which raised an exception is tried again, by the engine itself."""
GRACE = 60.0
"""Seconds that tasks may take to end early, once they were told to."""
_LOOK = 1.0
"""Seconds between looks at what may have happened without a message."""
_AGAIN = object()


@dataclass(frozen=True, slots=True)
class Lost:
    """Why there is no result. `killed`: its workers died of it, and again when it was alone on the cluster; otherwise
    `error` is what the function raised, at each try."""

    reason: str
    killed: bool = False
    error: BaseException | None = None


@dataclass(slots=True)
class _Task(Generic[Item]):
    item: Item
    alone: bool = False


class Engine:
    """A connection to a scheduler at `address`, or with `local:N` a cluster of N processes on this machine."""

    def __init__(self, address: str, say: Callable[[str], None]) -> None:
        self._address = address
        self._say = say
        self._open = ExitStack()
        self._client: Any = None
        self._numbers = count()
        self._ending = False
        self._deadline = float("inf")
        self._farewell: tuple[Callable[..., Any], tuple[object, ...]] | None = None
        self._known = 0
        self._asked = 0.0

    def __enter__(self) -> "Engine":
        """Connect.

        Raises:
            UsageError: the engine is not installed, or the address is none that can be reached.
        """
        try:
            import distributed  # noqa: F401 - looked for, before anything else is done
        except ImportError as trouble:
            what = "the engine, dask.distributed, is not installed"
            raise UsageError("--cluster", what, "pip install 'karabakh-extract[cluster]'") from trouble
        # it tells of every worker that comes and goes; what matters of that is told by this program
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        try:
            kind, _, number = self._address.partition(":")
            if kind == "local":
                self._address = local(number, self._open)
            self._client = connected(self._address)
        except BaseException:  # Ctrl-C too leaves no cluster behind
            self._open.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the cluster; one of this machine is ended."""
        self._leave()
        self._open.close()

    def everywhere(self, function: Callable[..., Any], *arguments: object) -> None:
        """Call a function in every worker now, beside what it is doing."""
        if self._client is not None:
            with suppress(OSError, ValueError, RuntimeError):  # what is not there needs not be told
                self._client.run(function, *arguments, on_error="ignore")

    def end(self, function: Callable[..., Any], *arguments: object) -> None:
        """Give out no more tasks; those that are out are waited for, once `function` was called in every worker. May be
        called by a signal's handler."""
        self._ending = True
        self._deadline = time.monotonic() + GRACE
        self._farewell = (function, arguments)

    def results(self, function: Callable[[Item], Any], items: Iterator[Item]) -> Iterator[tuple[Item, Any]]:
        """Yield each item with the result of its task, or with a Lost; in the order in which they end.

        `function` must be importable on the workers, items and results picklable and small.

        Raises:
            OutputError: the scheduler or all workers are gone, and do not come back.
        """
        again: deque[_Task[Item]] = deque()
        alone: deque[_Task[Item]] = deque()
        out: dict[Future[Any], _Task[Item]] = {}
        done: queue.SimpleQueue[Future[Any]] = queue.SimpleQueue()
        watch = Watch(self._say)
        while True:
            wave = self._wave(items, again, len(out))
            if not wave and not out and alone and not self._ending:
                wave = [alone.popleft()]
            if not wave and not out and (self._ending or not again):
                return
            if time.monotonic() > self._deadline:
                return
            for future, task in self._submitted(function, wave):
                out[future] = task
                future.add_done_callback(done.put)
            if self._farewell:
                (function_at_end, arguments), self._farewell = self._farewell, None
                self.everywhere(function_at_end, *arguments)
            ended = _taken(done)
            if not ended:
                self._look(watch)
                continue
            watch.calm()
            for future, result in self._gathered(ended):
                task = out.pop(future)
                if result is _AGAIN:
                    again.append(task)
                elif isinstance(result, Lost) and result.killed and not task.alone:
                    # what died with it may be another's fault: alone, it shows
                    task.alone = True
                    alone.append(task)
                else:
                    yield task.item, result

    def _wave(self, items: Iterator[Item], again: deque[_Task[Item]], out: int) -> list[_Task[Item]]:
        """Return tasks that there is room for, those that were lost on the way first."""
        if self._ending or not self._at_work():
            return []
        room = self._room() - out
        # a message for each task would cost more than the task's own
        if out and room < self._room() // 4:
            return []
        wave = [again.popleft() for _ in range(min(room, len(again)))]
        wave.extend(_Task(item) for item in islice(items, room - len(wave)))
        return wave

    def _leave(self) -> None:
        if self._client is not None:
            with suppress(Exception):  # it may be closed by half, in any way; nothing is needed of it any more
                self._client.close(timeout=5)
            self._client = None

    def _room(self) -> int:
        """Return how many tasks may be out."""
        return max(LEAST, AHEAD * self._workers())

    def _at_work(self) -> bool:
        return self._client is not None and self._client.status == "running"

    def _workers(self) -> int:
        """Return how many workers there are, or were some seconds ago."""
        now = time.monotonic()
        if now - self._asked > _LOOK:
            with suppress(OSError):  # that a scheduler is gone shows elsewhere
                self._known = int(self._client.scheduler_info(n_workers=0)["n_workers"])
            self._asked = now
        return self._known

    def _submitted(
        self, function: Callable[[Item], Any], tasks: "list[_Task[Item]]"
    ) -> "Iterator[tuple[Future[Any], _Task[Item]]]":
        """Hand tasks to the scheduler, many in one message."""
        if not tasks:
            return iter(())
        # a task that is given out again is another one: what a lost worker still does of the first is not waited for
        keys = [f"karabakh-extract-{next(self._numbers)}" for _ in tasks]
        futures = self._client.map(function, [task.item for task in tasks], key=keys, pure=False, retries=RETRIES)
        return zip(futures, tasks, strict=True)

    def _gathered(self, futures: "list[Future[Any]]") -> "Iterator[tuple[Future[Any], Any]]":
        """Yield ended futures with their results, with Losts, or with _AGAIN where the task is to be given out anew."""
        from distributed import KilledWorker

        found: dict[Future[Any], Any] = {}
        finished = [future for future in futures if future.status == "finished"]
        with suppress(Exception):  # scheduler or worker may go meanwhile, in any way: then they are given out anew
            found = dict(zip(finished, self._client.gather(finished), strict=True))
        for future in futures:
            if future in found:
                yield future, found[future]
            elif future.status != "error":
                yield future, _AGAIN
            elif isinstance(error := future.exception(), KilledWorker):
                yield future, Lost("its worker was killed, again and again", killed=True)
            else:
                yield future, Lost(str(error) or type(error).__name__, error=error)

    def _look(self, watch: Watch) -> None:
        """See to scheduler and workers, after some time without a result.

        Raises:
            OutputError: they are gone for too long.
        """
        if self._at_work():
            if self._workers():
                watch.calm()
            else:
                watch.missing("no worker is connected to the scheduler")
            return
        watch.missing(f"the scheduler at {self._address} is gone")
        if self._client is None or self._client.status == "closed":
            # it has tried again by itself, and has given up
            self._leave()
            with suppress(UsageError):
                self._client = connected(self._address)


def _taken(done: "queue.SimpleQueue[Future[Any]]") -> "list[Future[Any]]":
    """Return the futures that have ended, once there is one or some time has passed."""
    taken = []
    with suppress(queue.Empty):
        taken.append(done.get(timeout=_LOOK))
        while True:
            taken.append(done.get_nowait())
    return taken
