"""A file that appears whole or not at all: written beside its place, synced, then renamed."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from karabakh_extract.errors import OutputError
from karabakh_extract.readers.inputs import printable_path


@contextmanager
def new_file(path: str) -> Iterator[BinaryIO]:
    """Open a file for writing bytes; it stands under `path` once the block has ended, and only if it ended
    well.

    A link is followed, permissions of a file that is replaced are kept, and a pipe or device (/dev/null) is
    written to as it is.

    Raises:
        OutputError: the file cannot be written.
    """
    path = os.path.realpath(path)
    try:
        mode = os.stat(path).st_mode if os.path.exists(path) else None
        if mode is not None and not stat.S_ISREG(mode):
            with open(path, "wb") as stream:
                yield stream
        else:
            yield from _replacing(path, mode)
    except BrokenPipeError:
        raise  # a named pipe's reader may stop reading, as that of standard output
    except OSError as trouble:
        what = f"cannot be written ({trouble.strerror or trouble})"
        raise OutputError(printable_path(path), what, "check the folder, its permissions and the space") from trouble


def _replacing(path: str, mode: int | None) -> Iterator[BinaryIO]:
    temporary = beside(path)
    try:
        with open(temporary, "xb") as stream:
            if mode is not None:
                os.chmod(temporary, stat.S_IMODE(mode))
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except BaseException:  # Ctrl-C too leaves no half file
        with suppress(OSError):
            os.unlink(temporary)
        raise


def beside(path: str) -> str:
    """Return a name for an unfinished file beside `path` that no other has."""
    folder, name = os.path.split(path)
    # a long name leaves no room for more: file systems allow 255 bytes
    return os.path.join(folder, f".{name[:60]}.{os.urandom(8).hex()}.tmp")
