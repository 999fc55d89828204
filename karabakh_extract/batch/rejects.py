"""`--rejects FILE`: every article without a record, with what was read of it, so that nothing is lost with it.

In: outcomes of articles that failed or were rejected. Out: JSON lines, added to what stands in the file: name, status,
reason, detail, url and the raw bytes in base64 (null where nothing could be read, or too much). A line appears whole:
what a killed process has left of one is taken away by the next run.
"""

import os
from types import TracebackType

import msgspec

from karabakh_extract.batch.outcome import Outcome
from karabakh_extract.errors import InputError, OutputError
from karabakh_extract.readers.inputs import printable_path
from karabakh_extract.readers.source import Source

_BLOCK = 1 << 16


class Reject(msgspec.Struct, kw_only=True):
    """A line of the file."""

    name: str
    status: str
    reason: str
    detail: str
    url: str | None
    data: bytes | None
    """base64 in JSON"""


class Rejects:
    """The file, open for more lines."""

    def __init__(self, path: str) -> None:
        """Open it.

        Raises:
            OutputError: it cannot be written.
        """
        self._path = path
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
            try:
                self._mend()
            except BaseException:  # Ctrl-C too leaves no file open
                os.close(self._file)
                raise
        except OSError as trouble:
            raise self._trouble(trouble) from trouble

    def __enter__(self) -> "Rejects":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._file)

    def add(self, outcome: Outcome, source: Source | InputError | None) -> None:
        """Add an article.

        Raises:
            OutputError: it cannot be written.
        """
        data = source.data if isinstance(source, (Source, InputError)) else None
        reject = Reject(
            name=outcome.name,
            status=outcome.status,
            reason=outcome.reason or "failed",
            detail=outcome.detail or "",
            url=source.url if isinstance(source, Source) else None,
            data=data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data,
        )
        try:
            rest = memoryview(msgspec.json.encode(reject) + b"\n")
            while rest:
                rest = rest[os.write(self._file, rest) :]
        except OSError as trouble:
            raise self._trouble(trouble) from trouble

    def _mend(self) -> None:
        """Take away the part of a line that a process has left which was killed while it wrote."""
        end = at = os.lseek(self._file, 0, os.SEEK_END)
        if not end or os.pread(self._file, 1, end - 1) == b"\n":
            return
        while at:
            at = max(0, at - _BLOCK)
            found = os.pread(self._file, _BLOCK, at).rfind(b"\n")
            if found >= 0:
                os.ftruncate(self._file, at + found + 1)
                return
        os.ftruncate(self._file, 0)

    def _trouble(self, trouble: OSError) -> OutputError:
        what = f"cannot be written ({trouble.strerror or trouble})"
        return OutputError(printable_path(self._path), what, "check the folder, its permissions and the space")
