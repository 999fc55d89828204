"""Ctrl-C and a service manager's SIGTERM: what is in hand is finished and saved, then the run ends.

In: signals. Out: an Ending that says which one came. A second signal ends the run at once; that is safe, too, since
only finished parts count, but what was in hand is converted again by the next run.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

POLITE = ("SIGINT", "SIGTERM", "SIGHUP")


@dataclass
class Ending:
    """Whether the run is to end, and what is called once it is."""

    signal: int = 0
    call: Callable[[], None] | None = None


@contextmanager
def polite_end() -> Iterator[Ending]:
    """Catch polite signals for as long as the block lasts; only the main thread can."""
    ending = Ending()
    if threading.current_thread() is not threading.main_thread():
        yield ending
        return
    # a signal that the caller set to be ignored (nohup, a shell's background job) stays ignored
    before = {number: signal.getsignal(number) for name in POLITE if (number := getattr(signal, name, None))}
    caught = {number: handler for number, handler in before.items() if handler is not signal.SIG_IGN}

    def end(number: int, frame: FrameType | None) -> None:
        ending.signal = number
        for each, handler in caught.items():
            signal.signal(each, handler)
        if ending.call:
            ending.call()

    for number in caught:
        signal.signal(number, end)
    try:
        yield ending
    finally:
        for number, handler in caught.items():
            signal.signal(number, handler)
