"""The runner's end of the line to a worker: messages out and results in, without ever waiting for either.

In: chunks as bytes. Out: outcomes with encoded records, as they have arrived. A runner that waited for a worker to take
a message while that worker waited for the runner to take a result would wait for ever. Results come several in a
message; which article a worker has in hand it tells beside, with a byte for each that it begins, which costs nothing
until somebody wants to know.
"""

import os
import socket
import struct
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from typing import Generic, TypeVar

import msgspec

from karabakh_extract.batch.outcome import Outcome

Result = tuple[Outcome | None, bytes]
"""What became of an article (None: there was nothing to convert), and its record as it stands in a part."""

FRAME = struct.Struct("<II")
"""Before results: bytes of the Answers (JSON), bytes of the records, one behind the other. Before a chunk: its bytes,
and 1 where each result is to be sent at once."""
PIECE = 1 << 18
"""Bytes that are received at a time."""

_C = TypeVar("_C")


class Answers(msgspec.Struct):
    """What became of articles, in their order, and the bytes of the record of each."""

    outcomes: list[Outcome]
    sizes: list[int]


_decoder = msgspec.json.Decoder(Answers)


class Channel(Generic[_C]):
    """A worker: its process id, its line, and the chunks it has in hand."""

    def __init__(self, pid: int, line: socket.socket, begun: int) -> None:
        """`begun`: descriptor of the pipe that gets a byte with each article that the worker begins."""
        line.setblocking(False)
        os.set_blocking(begun, False)
        self.pid = pid
        self.socket = line
        self.chunks: deque[_C] = deque()
        self.heard = time.monotonic()
        """when it last gave a sign of life, or got something to do"""
        self.late = False
        """whether it is being ended because it gave none"""
        self.unsent = bytearray()
        self._received = bytearray()
        self._pipe = begun
        self._ahead = 0

    def send(self, message: bytes, *, at_once: bool = False) -> None:
        """Send a message as far as it goes now; the rest is for `flush`."""
        if len(self.chunks) == 1:
            self.heard = time.monotonic()
        self.unsent += FRAME.pack(len(message), at_once)
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
        self.begun()
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
            start = at + FRAME.size
            at, end = start + told, start + told + size
            if len(self._received) < end:
                at = start - FRAME.size
                break
            answers = _decoder.decode(self._received[start:at])
            self._ahead -= len(answers.sizes)
            for outcome, length in zip(answers.outcomes, answers.sizes, strict=True):
                yield outcome, bytes(self._received[at : at + length])
                at += length
        del self._received[:at]

    def begun(self) -> int:
        """Return how many articles it has begun beyond those that it has answered."""
        with suppress(BlockingIOError):
            while told := len(os.read(self._pipe, PIECE)):
                self._ahead += told
                self.heard = time.monotonic()
        return self._ahead

    def close(self) -> None:
        """Let go of the line."""
        self.socket.close()
        os.close(self._pipe)
