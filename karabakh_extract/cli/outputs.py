"""Where records go: standard output, one file, or a file for each input below a folder.

Whatever can be refused (a file that exists, an input that would be overwritten, two records for one file) is
refused by `check`, before anything is read or written.
"""

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING

from karabakh_extract.cli.stdout import STDOUT, print_texts
from karabakh_extract.errors import OutputError, UsageError
from karabakh_extract.readers.inputs import STDIN, Input, printable_path
from karabakh_extract.writers import Saver, Writer, writer
from karabakh_extract.writers.compression import compressing, method_of
from karabakh_extract.writers.newfile import new_file

if TYPE_CHECKING:
    from karabakh_extract.record import Record

LONGEST_NAME = 255
"""Bytes that file systems allow for a name."""


def is_folder(place: str) -> bool:
    """Say whether `-o` names a folder: it ends with a slash, or there is one."""
    return place.endswith("/") or os.path.isdir(place)


class Outputs:
    """The place that `-o` names (None or "-": standard output), and the writer that fills it.

    With `several`, records that share a place form one stream; otherwise the only record is a text of its own. A file
    called `.gz` or `.zst` is compressed.
    """

    def __init__(self, place: str | None, format: str | Writer, *, several: bool) -> None:
        self._place = None if place == STDOUT else place
        self._writer = writer(format) if isinstance(format, str) else format
        self._several = several

    def check(self, inputs: Sequence[Input], *, overwrite: bool) -> None:
        """Refuse what must not be written.

        Raises:
            UsageError: two inputs would go to one file, a file exists already, an output is an input, or the
                folder of an output file is missing.
        """
        if self._place is None:
            _refuse_inputs({_identity(sys.stdout.fileno()): STDOUT} if sys.stdout else {}, inputs)
            return
        _refuse(self._targets(inputs), inputs, overwrite)

    def write(self, records: Iterable[tuple[Input, "Record"]], *, overwrite: bool = True) -> None:
        """Write records as they come; a file that would hold none is not made.

        How many articles an input holds is known when it has been read: only then can files that exist already be
        refused for them (`overwrite`), and only then is a single input a stream.

        Raises:
            OutputError: an output cannot be written; nothing is left half-written.
            UsageError: the file of an article that stands in an input with others exists already.
            ReaderGone: nobody reads standard output any more.
        """
        rest = iter(records)
        head = next(rest, None)
        if head is None:
            if self._place is None:
                print_texts(self._texts(()))
            return
        self._several = self._several or head[0].member
        records = chain([head], rest)
        if self._place is None:
            print_texts(self._texts(record for _, record in records))
        elif is_folder(self._place):
            for item, record in records:
                target = self._target(item)
                if item.member and not overwrite and _identity(target):
                    raise UsageError(printable_path(target), "exists already", "replace it with --overwrite")
                _make_folder(os.path.dirname(target))
                with new_file(target) as stream:
                    stream.write(self._writer.document(record).encode())
        else:
            with new_file(self._place) as stream, compressing(stream, method_of(self._place)[1]) as packed:
                for text in self._texts(record for _, record in records):
                    packed.write(text.encode())

    def _texts(self, records: Iterable["Record"]) -> Iterator[str]:
        return self._writer.stream(records) if self._several else map(self._writer.document, records)

    def _target(self, item: Input) -> str:
        return os.path.join(self._place or "", _file_name(item.relative, self._writer.SUFFIX))

    def _targets(self, inputs: Sequence[Input]) -> list[str]:
        """Return the files that are going to be written."""
        place = self._place or ""
        if not is_folder(place):
            _refuse_nowhere(place)
            return [place]
        origins: dict[str, str] = {}
        for item in inputs:
            target = self._target(item)
            if target in origins:
                what = f"both {origins[target]} and {item.name} would be written to it"
                raise UsageError(printable_path(target), what, "give each its own output folder")
            origins[target] = item.name
        return list(origins)


class SavedOutputs:
    """The place that `-o` names, and the Saver that makes files of its own there."""

    def __init__(self, place: str, saver: Saver) -> None:
        self._place = place
        self._saver = saver

    def check(self, inputs: Sequence[Input], *, overwrite: bool) -> None:
        """Refuse what must not be written.

        Raises:
            UsageError: a file exists already, an output is an input, or the folder of an output file is missing.
        """
        if not is_folder(self._place):
            _refuse_nowhere(self._place)
        _refuse(self._saver.files(self._place), inputs, overwrite)

    def write(self, records: Iterable[tuple[Input, "Record"]], *, overwrite: bool = True) -> None:
        """Write records as they come; files that would hold none are not made.

        Raises:
            OutputError: an output cannot be written; nothing is left half-written.
        """
        rest = iter(records)
        head = next(rest, None)
        if head is None:
            return
        if is_folder(self._place):
            _make_folder(self._place)
        self._saver.save(self._place, (record for _, record in chain([head], rest)))


def _refuse(targets: Sequence[str], inputs: Sequence[Input], overwrite: bool) -> None:
    """Raise UsageError where a file that is going to be written is an input, or exists and must not be replaced."""
    existing = {target: _identity(target) for target in targets if os.path.exists(target)}
    _refuse_inputs({identity: printable_path(target) for target, identity in existing.items()}, inputs)
    # devices and pipes exist, and are written to all the same
    files = [target for target, identity in existing.items() if identity]
    if files and not overwrite:
        more = f", and {len(files) - 1:,} more" if len(files) > 1 else ""
        raise UsageError(printable_path(files[0]), f"exists already{more}", "replace it with --overwrite")


def _refuse_nowhere(place: str) -> None:
    folder = os.path.dirname(place)
    if not os.path.isdir(folder or "."):
        what = f"there is no folder {printable_path(folder)}"
        raise UsageError(printable_path(place), what, "create it first")


def _file_name(relative: str, suffix: str) -> str:
    """Return where a record goes below the output folder: the input's name with a suffix, cut where it is too long.

    Names of members come from strangers: none leads out of the folder.
    """
    folder, _, name = relative.replace("\0", "%00").rpartition("/")
    safe = [_short(_HARMLESS.get(part, part), "") for part in folder.split("/")] if folder else []
    return os.path.join(*safe, _short(name, suffix))


_HARMLESS = {"": "%2F", ".": "%2E", "..": "%2E%2E"}
"""How the parts of a path are written that would lead elsewhere."""


def _short(name: str, suffix: str) -> str:
    """Return a name with its suffix, cut where file systems do not take it."""
    raw = os.fsencode(name)
    if len(raw) + len(suffix) <= LONGEST_NAME:
        return name + suffix
    import hashlib

    # names that begin alike stay apart
    digest = "~" + hashlib.sha256(raw).hexdigest()[:8]
    kept = raw[: LONGEST_NAME - len(suffix) - len(digest)].decode("utf-8", "ignore")
    return kept + digest + suffix


def _identity(file: str | int) -> tuple[int, int] | None:
    """Return what makes a regular file the same under all its names; None for anything else."""
    with suppress(OSError):
        status = os.stat(file)
        if stat.S_ISREG(status.st_mode):
            return status.st_dev, status.st_ino
    return None


def _refuse_inputs(outputs: dict[tuple[int, int] | None, str], inputs: Sequence[Input]) -> None:
    """Raise UsageError where a regular file is both read and written."""
    outputs.pop(None, None)
    for item in inputs if outputs else ():
        identity = None if item.path == STDIN else _identity(item.path)
        if identity in outputs:
            what = f"this output is also an input ({item.name})"
            raise UsageError(outputs[identity], what, "write somewhere else")


def _make_folder(path: str) -> None:
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as trouble:
        what = f"this folder cannot be made ({trouble.strerror})"
        raise OutputError(printable_path(path), what, "write somewhere else") from trouble
