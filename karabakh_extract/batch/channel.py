"""The runner's end of the line to a worker: messages out and results in, without ever waiting for either.

In: chunks as bytes. Out: outcomes with encoded records, as they have arrived. A runner that waited for a worker to take
a message while that worker waited for the runner to take a result would wait for ever.
"""

import socket
import time
from collections import deque
from collections.abc import Iterator
from typing import Generic, TypeVar

import msgspec

from karabakh_extract.batch.outcome import Outcome
from karabakh_extract.batch.worker import FRAME

Result = tuple[Outcome | None, bytes]
"""What became of an article (None: there was nothing to convert), and its record as it stands in a part."""

PIECE = 1 << 18
"""Bytes that are received at a time."""

_C = TypeVar("_C")
_decoder = msgspec.json.Decoder(Outcome)


class Channel(Generic[_C]):
    """A worker: its process id, its line, and the chunks it has in hand."""

    def __init__(self, pid: int, line: socket.socket) -> None:
        line.setblocking(False)
        self.pid = pid
        self.socket = line
        self.chunks: deque[_C] = deque()
        self.heard = time.monotonic()
        """when it last gave a sign of life, or got something to do"""
        self.late = False
        """whether it is being ended because it gave none"""
        self.unsent = bytearray()
        self._received = bytearray()

    def send(self, message: bytes) -> None:
        """Send a message as far as it goes now; the rest is for `flush`."""
        if len(self.chunks) == 1:
            self.heard = time.monotonic()
        self.unsent += FRAME.pack(len(message), 0)
        self.unsent += message
        self.flush()

    def flush(self) -> None:
        """Send more of what is unsent."""
        try:
            while self.unsent:
                del self.unsent[: self.socket.send(memoryview(self.unsent)[:PIECE])]
        except BlockingIOError:
            pass
        except OSError:
            self.unsent.clear()  # it has ended: `receive` says so

    def receive(self) -> bool:
        """Take in what has arrived; False where the worker has ended."""
        try:
            while piece := self.socket.recv(PIECE):
                self._received += piece
                self.heard = time.monotonic()
                if len(piece) < PIECE:
                    return True
        except BlockingIOError:
            return True
        except OSError:
            pass  # it was ended while a message was on its way to it
        return False

    def answers(self) -> Iterator[Result]:
        """Yield the results that have arrived whole."""
        at = 0
        while len(self._received) - at >= FRAME.size:
            told, size = FRAME.unpack_from(self._received, at)
            end = at + FRAME.size + told + size
            if len(self._received) < end:
                break
            start = at + FRAME.size
            outcome = _decoder.decode(self._received[start : start + told])
            yield outcome, bytes(self._received[start + told : end])
            at = end
        del self._received[:at]
