"""Where workers come from: a process that has loaded everything once and forks itself on request.

The runner never forks: it may have threads (a progress bar), and a fork of a process with threads can hang. This one
never has any, so its forks are safe; they take milliseconds instead of the second that loading takes, and they share
its memory. `multiprocessing`'s forkserver does the same, but refuses to serve the daemons that cluster engines run
tasks in, and does not tell by which signal a worker ended, which is how a hang is known from a crash.
"""

import os
import pickle
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Literal, NoReturn

from karabakh_extract.batch.settings import Settings
from karabakh_extract.errors import ExtractError, OutputError
from karabakh_extract.readers.source import Source

FORK, WAIT = b"f", b"w"
_NUMBER = struct.Struct("<q")
Kind = Literal["text", "unclear", "page"]
_PARAGRAPHS = (
    "TARNBECK (Reuters) - It rained all day on Monday, 2 November 2020, and people went home.",
    "“We have waited for this rain a long time,” said Ada Brook, the mayor of Tarnbeck. She said the fields were dry.",
    "According to Karel Dorn, a spokesman, the river rose by two metres. He told reporters that nobody was hurt.",
)
_BELOW = (
    "Copyright © 2020 Tarnbeck Mail. All rights reserved.",
    "Share this article. Support our work: https://a.example",
)
_SAMPLES: dict[Kind, str] = {
    "text": "\n\n".join(("Rain in the hills", "By Nora Field\nNovember 3, 2020", *_PARAGRAPHS, *_BELOW)),
    # so short that its language is asked of a model, which takes most of a second and 100 MB to load: a worker that
    # needs it ends, and those after it find it loaded
    "unclear": "Rain\n\nIt rained.",
    "page": "<!DOCTYPE html><html lang=en><head><title>Rain in the hills | Tarnbeck Mail</title>"
    '<meta property="og:title" content="Rain in the hills"><meta name="author" content="Nora Field">'
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Rain in the hills", '
    '"datePublished": "2020-11-03T10:00:00Z", "author": {"name": "Nora Field"}}</script></head><body>'
    '<nav><a href="/">Home</a></nav><article><h1>Rain in the hills</h1><p class="byline">By Nora Field</p>'
    "<time datetime='2020-11-03'>November 3, 2020</time>"
    + "".join(f"<p>{text}</p>" for text in (*_PARAGRAPHS, *_BELOW))
    + "</article><footer>Contact</footer></body></html>",
}
"""What is extracted once, so that what it needs is loaded and compiled before the first fork."""
# libraries for arrays start a thread for each core, and a fork of a process with threads can hang
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class Template:
    """The runner's end: starts the process with the first worker, and again should it be gone."""

    def __init__(self, settings: Settings, kinds: Collection[Kind]) -> None:
        """`kinds`: what is loaded before the first worker is made, so that all of them share it."""
        self._first = pickle.dumps((settings, tuple(kinds)))
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def fork(self) -> tuple[int, socket.socket, int]:
        """Return the process id of a new worker, the channel to it, and the pipe that tells what it begins.

        Raises:
            OutputError: no process can be started.
        """
        here, there = socket.socketpair()
        begun, begins = os.pipe()
        try:
            for _ in range(2):
                try:
                    control = self._control or self._start()
                    socket.send_fds(control, [FORK], [there.fileno(), begins])
                    pid = _read(control)
                    if pid > 0:
                        return pid, here, begun
                except OSError:
                    pass  # it was ended from outside: tried once more
                self.close()
        finally:
            there.close()
            os.close(begins)
        here.close()
        os.close(begun)
        raise OutputError("batch", "no worker can be started", "check the limits on processes and memory (ulimit -a)")

    def wait(self, pid: int) -> int:
        """Return how a worker ended, as `subprocess` does: its exit code, or a signal's number below zero."""
        try:
            if self._control is not None:
                self._control.sendall(WAIT + _NUMBER.pack(pid))
                return _read(self._control)
        except OSError:
            self.close()
        return -signal.SIGKILL

    def close(self) -> None:
        """Let the process end; workers end when their own channels do."""
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.wait()
        self._control = self._process = None

    def _start(self) -> socket.socket:
        here, there = socket.socketpair()
        package = str(Path(__file__).parents[2])
        paths = os.pathsep.join(path for path in (package, os.environ.get("PYTHONPATH")) if path)
        with there:
            # -P: the current folder may be a dump, and none of its files is a module
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", __name__, str(there.fileno())],
                pass_fds=[there.fileno()],
                env={**os.environ, **_ONE_THREAD, "PYTHONPATH": paths},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        self._control = here
        here.sendall(_NUMBER.pack(len(self._first)) + self._first)
        return here


def main(descriptor: int) -> NoReturn:
    """Load everything, then fork and report the ends of workers until the runner is gone."""
    from karabakh_extract.batch.worker import RETIRED, UNCLEAR, serve

    for polite in (signal.SIGINT, signal.SIGTERM):
        signal.signal(polite, signal.SIG_IGN)
    control = socket.socket(fileno=descriptor)
    settings, kinds = pickle.loads(_whole(control, _read(control)))
    extractor = settings.extractor()
    model = False
    for kind in kinds:
        extractor.extract(Source(_SAMPLES[kind]))
    while True:
        request, descriptors, _, _ = socket.recv_fds(control, 1, 2)
        if not request:
            os._exit(0)
        if request == WAIT:
            pid = _read(control)
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            if code == UNCLEAR and not model:
                extractor.extract(Source(_SAMPLES["unclear"]))
                model = True
            control.sendall(_NUMBER.pack(RETIRED if code == UNCLEAR else code))
            continue
        try:
            pid = os.fork()
        except OSError:
            pid = -1
        if pid == 0:
            control.close()
            code = 1
            try:
                line, begun = descriptors
                code = serve(socket.socket(fileno=line), begun, settings, extractor, model=model)
            finally:
                # no cleaning up: what the parent process had open is not the child's to close
                os._exit(code)
        for descriptor in descriptors:
            os.close(descriptor)
        control.sendall(_NUMBER.pack(pid))


def _read(control: socket.socket) -> int:
    number: int = _NUMBER.unpack(_whole(control, _NUMBER.size))[0]
    return number


def _whole(control: socket.socket, size: int) -> bytes:
    """Return `size` bytes; raises OSError where the other end is gone."""
    data = bytearray()
    while len(data) < size:
        piece = control.recv(size - len(data))
        if not piece:
            raise ConnectionResetError("the other process has ended")
        data += piece
    return bytes(data)


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]))
    except (OSError, ExtractError):
        os._exit(1)
