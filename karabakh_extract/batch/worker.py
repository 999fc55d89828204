"""The child process that converts: chunks of Sources in, encoded records and outcomes out, one frame an article.

A chunk may hold anything, so the worker trusts nothing it calls. A timer of the kernel ends the process when an article
takes too long, wherever it hangs, also when nobody is left to end it; a limit on memory makes the largest request of an
article fail instead of the machine. It tells of each article that it begins, so that it is known which one it died of;
results that were not yet sent then are lost, and made again by another worker.
"""

import gc
import os
import pickle
import resource
import signal
import socket
import time
from typing import NoReturn

from karabakh_extract.batch.channel import FRAME, Answers
from karabakh_extract.batch.outcome import Outcome, no_record, outcome_of
from karabakh_extract.batch.settings import Settings
from karabakh_extract.errors import InputError
from karabakh_extract.extract import Extractor
from karabakh_extract.fields import language
from karabakh_extract.readers.source import Source
from karabakh_extract.writers import Writer, writer
from karabakh_extract.writers.encoding import encoded

RETIRED = 0
"""Exit code of a worker that has done its part: what it has not answered is nobody's fault."""
UNCLEAR = 113
"""Exit code of a worker that wants the model of languages: better the process it is a fork of loads it, once for all,
when one article in a dump needs it. Most dumps hold none."""
SEND_BYTES, SEND_SECONDS = 256_000, 0.5
"""Records that wait to be sent, at most, and how long they do; they do so as long as the chunk lasts."""
LIFE = 20_000
"""Articles after which a worker makes room for a new one: what a C library loses with each of them adds up."""
GROWTH = 32 << 20
"""Bytes that a worker may have gained between two chunks before it makes room. A new one is forked in milliseconds,
and what an unusual article left behind is given back."""
LOOK = 64
"""So many articles pass between two looks at the memory."""


class _ModelWanted(BaseException):
    """An article needs the model of languages. No step of an extraction may take it for an error of its own."""


def serve(channel: socket.socket, begun: int, settings: Settings, extractor: Extractor, *, model: bool) -> int:
    """Answer chunks until there are no more, and return the exit code.

    `begun`: descriptor of the pipe that gets a byte with each article begun; `model`: the model of languages is loaded.
    """
    # Ctrl-C and the end of a service reach the whole group: the runner decides, and closes the channel
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    gc.freeze()
    if not model:
        language.before_loading = _leave_model
    inbox, answers, outbox = channel.makefile("rb"), writer(settings.format), _Outbox(channel)
    began, done = resident(), 0
    limit_memory(settings.memory)
    while head := inbox.read(FRAME.size):
        size, at_once = FRAME.unpack(head)
        sources: list[Source] = pickle.loads(inbox.read(size))
        for source in sources:
            os.write(begun, b".")
            signal.setitimer(signal.ITIMER_REAL, settings.timeout)
            try:
                outcome, record = convert(source, settings, extractor, answers)
            except _ModelWanted:
                signal.setitimer(signal.ITIMER_REAL, 0)
                outbox.send()
                return UNCLEAR
            signal.setitimer(signal.ITIMER_REAL, 0)
            outbox.add(outcome, record)
            done += 1
            if outcome.reason == "memory":
                outbox.send()
                return RETIRED  # what it had taken goes back with the process
            if at_once or outbox.full:
                outbox.send()
        outbox.send()
        if done >= LIFE or (done % LOOK < len(sources) and resident() - began > GROWTH):
            return RETIRED
    return RETIRED


class _Outbox:
    """Results that go to the runner together."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._answers = Answers([], [])
        self._records = bytearray()
        self._since = time.monotonic()

    @property
    def full(self) -> bool:
        """Whether what is in it should wait no longer."""
        return len(self._records) > SEND_BYTES or time.monotonic() - self._since > SEND_SECONDS

    def add(self, outcome: Outcome, record: bytes) -> None:
        """Put a result in."""
        self._answers.outcomes.append(outcome)
        self._answers.sizes.append(len(record))
        self._records += record

    def send(self) -> None:
        """Send all that is in it."""
        if self._answers.sizes:
            told = encoded(self._answers)
            self._channel.sendall(FRAME.pack(len(told), len(self._records)) + told + self._records)
            self._answers = Answers([], [])
            self._records.clear()
        self._since = time.monotonic()


def _leave_model() -> NoReturn:
    raise _ModelWanted


def convert(source: Source, settings: Settings, extractor: Extractor, answers: Writer) -> tuple[Outcome, bytes]:
    """Return what became of an article, and its record in the format of the parts; no bytes where it has none."""
    began = time.process_time()

    def lost(reason: str, detail: str, status: str = "failed") -> tuple[Outcome, bytes]:
        return failure(source, settings, reason, detail, status, time.process_time() - began), b""

    try:
        record = extractor.extract(source)
        data = "".join(answers.stream([record])).encode()
    except InputError as error:
        return lost(error.reason, error.told, "rejected")
    except MemoryError:
        # room for the answer
        limit_memory(None)
        return lost("memory", f"took more than {settings.memory >> 20:,} MB of memory")
    except Exception as error:  # an article that the program cannot cope with must not take the others along
        return lost("failed", f"the program failed ({type(error).__name__}: {error})")
    seconds = time.process_time() - began
    return outcome_of(record, source, outlet=settings.outlet, root=settings.root, seconds=seconds), data


def failure(
    source: Source, settings: Settings, reason: str, detail: str, status: str = "failed", seconds: float = 0.0
) -> Outcome:
    """Return the outcome of an article that has no record."""
    return no_record(
        source.name,
        "rejected" if status == "rejected" else "failed",
        reason,
        detail,
        url=source.url,
        source_length=len(source.data),
        outlet=settings.outlet,
        root=settings.root,
        seconds=seconds,
    )


def limit_memory(extra: int | None) -> None:
    """Let this process take `extra` bytes more than it has; as many as it likes where that is None."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = hard if extra is None else _pages(0) + extra
    resource.setrlimit(resource.RLIMIT_AS, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def resident() -> int:
    """Return the bytes of memory that this process holds; 0 where the system does not tell."""
    return _pages(1)


def _pages(which: int) -> int:
    """Return a figure of /proc/self/statm in bytes: 0 is the address space, 1 what is in memory."""
    try:
        with open("/proc/self/statm", "rb") as stream:
            return int(stream.read().split()[which]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:  # not Linux
        return 0
