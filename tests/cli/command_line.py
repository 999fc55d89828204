"""How tests call the command line, as users do: a process of its own. Two articles and an error page."""

import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
from pathlib import Path

ROOT = Path(__file__).parents[2]

FERRY = """\
Harbour Town Opens Its New Ferry Terminal

By Nora Field

March 3, 2021

The ferry terminal of Harbour Town opened on Wednesday after two years of work. About three hundred people
came to see the first boat leave for the islands, and many of them stayed until the evening 🚢.

"We have waited for this day a long time," said Mayor Ada Brook. "The islands are closer now."

The old terminal, which dates from 1968, will be torn down in the summer. The council has not yet decided what
will take its place.
"""
BRIDGE = """\
River Bridge Closed For Repairs

The stone bridge over the river has been closed since Monday, and drivers must take the road over the hills.
The county expects the work to last until October, an engineer told reporters on the site.

Two buses an hour carry people to the other side. The school has moved its first lesson by fifteen minutes.
"""
ERROR_PAGE = """\
404 Not Found

The page you requested could not be found on this server.
"""


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "karabakh_extract", *map(str, words)]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", **more}


def on_terminal(desk: Path, *words: str, stream: str, columns: int) -> tuple[int, str]:
    """Run the command with one of its streams on a terminal; return the exit code and what the terminal was sent."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    settings = {name: value for name, value in environment(TERM="xterm-256color").items() if name != "COLUMNS"}
    process = subprocess.Popen(command(*words), cwd=desk, env=settings, stdin=subprocess.DEVNULL, **{stream: theirs})
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    return process.wait(timeout=60), shown.decode()


def interruptible() -> None:
    """Let signals end a process even where the tests run in the background or under nohup and ignore them."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
