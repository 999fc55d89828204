"""The inputs of a run that are to be converted, and the stream of their articles; what it writes is none of them.

In: a Request, and the ledger of what stands. Out: Jobs, and Articles in order.
"""

import os
from collections.abc import Iterator

from karabakh_extract.batch.ledger import Ledger
from karabakh_extract.batch.plan import Article, Job, Skipped, articles, input_name, jobs
from karabakh_extract.batch.request import Request, Watcher
from karabakh_extract.batch.signals import Ending
from karabakh_extract.errors import InputError, UsageError
from karabakh_extract.readers.inputs import STDIN, Input, find


def wanted(
    request: Request, ledger: Ledger, skipped: Skipped, ending: Ending, watcher: Watcher
) -> Iterator[Job | InputError]:
    """Yield what is to be converted."""
    found = jobs(
        _watched(_inputs(request), watcher),
        ledger,
        request.settings,
        skipped,
        share=request.share,
        refresh=request.refresh,
        retry_failed=request.retry_failed,
    )
    for job in found:
        if ending.signal:
            return
        yield job


def stream(wanted: Iterator[Job | InputError], request: Request, watcher: Watcher) -> Iterator[Article]:
    """Yield the articles of jobs."""
    for job in wanted:
        if isinstance(job, InputError):
            yield Article(Job(Input("", job.name)), 0, job, noted=False)
        else:
            yield from articles(job, request.settings, watcher.say)


def count_inputs(request: Request) -> int | None:
    """Return how many inputs there are, which is known when all folders have been walked; None for standard input."""
    return None if STDIN in request.words else sum(1 for _ in _inputs(request))


def _watched(items: Iterator[Input | InputError], watcher: Watcher) -> Iterator[Input | InputError]:
    for item in items:
        watcher.input()
        yield item


def _inputs(request: Request) -> Iterator[Input | InputError]:
    """Yield the inputs, each once; what the run itself writes is none of them.

    Raises:
        UsageError: standard input is given twice, or the output is an input.
    """
    words = request.words
    if words.count(STDIN) > 1:
        raise UsageError(STDIN, "standard input is given twice", "give it once")
    own = _Own(request)
    seen: set[str] = set()
    for item in find(words):
        if isinstance(item, Input) and item.path != STDIN:
            if own.is_target(item.path) and item.path in words:
                raise UsageError(item.name, "it is an input and the output", "write somewhere else")
            name = input_name(item)
            if own.holds(item.path) or name in seen:
                continue
            # one word names nothing twice; the paths of many can overlap
            if len(words) > 1:
                seen.add(name)
        yield item


class _Own:
    """The files that a run writes itself, which may lie in a folder that it reads."""

    def __init__(self, request: Request) -> None:
        self._folder = os.path.realpath(request.place)
        self._target = os.path.realpath(request.target) if request.target else None
        self._beside = {os.path.realpath(path) for path in request.beside}
        # where no input can lie beside them, no path has to be resolved
        tops = [os.path.realpath(word) for word in request.words if word != STDIN]
        own = (self._folder, *self._beside)
        self._apart = not any(_below(path, _fixed(top)) for top in tops for path in own)

    def holds(self, path: str) -> bool:
        if self._apart:
            return False
        real = os.path.realpath(path)
        return (
            real in self._beside
            or _below(real, self._folder)
            or (self._target is not None and _below(real, self._target))
        )

    def is_target(self, path: str) -> bool:
        return self._target is not None and os.path.realpath(path) == self._target


def _fixed(path: str) -> str:
    """Return the folders of a path above its first wildcard."""
    while any(sign in path for sign in "*?["):
        path = os.path.dirname(path)
    return path


def _below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")
