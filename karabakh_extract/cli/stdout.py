"""Standard output: texts printed as they come, and what happens where nobody reads them any more.

In: texts. Out: UTF-8 bytes, each text at once, or the error that says why they cannot be printed.
"""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress

from karabakh_extract.errors import OutputError

STDOUT = "-"


class ReaderGone(Exception):
    """The process that read standard output has had enough. No error: `head` does so."""


def discard_stdout() -> None:
    """Drop what is still to be printed, so that the interpreter's last flush cannot fail or wait."""
    if sys.stdout is not None:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_texts(texts: Iterable[str]) -> None:
    """Write texts to standard output as UTF-8, each at once: a reader may wait for it."""
    if sys.stdout is None:
        raise OutputError(STDOUT, "standard output is closed", "write to a file with -o")
    stream = sys.stdout.buffer
    try:
        for text in texts:
            stream.write(text.encode())
            stream.flush()
    except BrokenPipeError as trouble:
        raise ReaderGone from trouble
    except OSError as trouble:
        discard_stdout()
        what = f"standard output cannot be written ({trouble.strerror})"
        raise OutputError(STDOUT, what, "check the space, or write to a file with -o") from trouble
