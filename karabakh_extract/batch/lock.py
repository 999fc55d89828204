"""One run at a time in a place: the second is told so at once, or waits.

A lock of the operating system on a file in OUT: it ends with the process that holds it, however that ends, so there is
nothing to clean up after a crash. Runs of different `--shard`s share the place; a run without excludes them all.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from karabakh_extract.errors import OutputError
from karabakh_extract.readers.inputs import printable_path

NAME = ".lock"


class LockedError(OutputError):
    """Another run works in this place; it may be gone on the next try (exit code 75, EX_TEMPFAIL)."""

    exit_code = 75


@contextmanager
def locked(folder: str, shard: str = "", *, wait: bool = False) -> Iterator[None]:
    """Hold the lock of a folder, which is made where it is missing; `shard` names one part of the work ("2of16").

    Raises:
        LockedError: another run holds it, and `wait` is not asked for.
        OutputError: the folder cannot be made or written.
    """
    with ExitStack() as held:
        try:
            os.makedirs(folder, exist_ok=True)
            _hold(held, os.path.join(folder, NAME), shared=bool(shard), wait=wait)
            if shard:
                _hold(held, os.path.join(folder, f"{NAME}-{shard}"), shared=False, wait=wait)
        except BlockingIOError as trouble:
            what = "another run is working in it"
            raise LockedError(printable_path(folder), what, "try again later, or wait for it with --wait") from trouble
        except OSError as trouble:
            what = f"cannot be written ({trouble.strerror or trouble})"
            help = "check the folder, its permissions and the space"
            raise OutputError(printable_path(folder), what, help) from trouble
        yield


def _hold(held: ExitStack, path: str, *, shared: bool, wait: bool) -> None:
    stream = held.enter_context(open(path, "a+b"))  # noqa: SIM115 - closed by `held`
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    fcntl.flock(stream.fileno(), kind if wait else kind | fcntl.LOCK_NB)
