"""A store under a URL: an object store (S3, Google, Azure), where an upload stands at once or not at all and nothing
can be renamed, or a file system behind a server (HDFS, SFTP), where it can.

What is written is put into a local temporary file first, and goes out as one finished upload when its block has ended
well: a writer that dies before leaves nothing there, one that dies while it uploads nothing that can be seen.
"""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO, cast

from karabakh_extract.batch.store import ABANDONED, TEMPORARY, checked, is_temporary
from karabakh_extract.errors import ExtractError, OutputError, UsageError
from karabakh_extract.remote import WEB, file_system, open_url, protocol, what

_AT_ONCE = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oss", "oci", "memory"})
"""Protocols where an upload stands when its last request is answered, and readers never meet half of one."""

_IN_PARTS = {each: {"chunksize": 16 << 20} for each in ("s3", "s3a", "gs", "gcs")}
"""How these cut a long upload. By default they hold up to 100 MB in memory before they begin to."""


def open_remote(url: str) -> "RemoteStore":
    """Return the store at a URL.

    Raises:
        UsageError: it cannot be written to, or what is needed for it is not installed.
    """
    if protocol(url) in WEB:
        raise UsageError(url, "web addresses can be read, not written", "give a folder, or s3://bucket/folder")
    system, path = file_system(url)
    if not path.strip("/"):
        raise UsageError(url, "names no folder", f"for example {system.unstrip_protocol('bucket/folder')}")
    return RemoteStore(url.rstrip("/"))


@dataclass(frozen=True, slots=True)
class RemoteStore:
    """Names below a URL; see Store. Contents are as lasting as the service makes an upload that it has confirmed."""

    place: str

    def names(self, prefix: str = "") -> list[str]:
        """Return all names that begin with `prefix`, sorted; without temporary files."""
        folder = prefix.rpartition("/")[0]
        with self._troubles(prefix):
            return sorted(name for name in self._below(folder) if name.startswith(prefix) and not is_temporary(name))

    def exists(self, name: str) -> bool:
        """Say whether a name stands."""
        system, path = self._at(name)
        with self._troubles(name), suppress(FileNotFoundError):
            # not `exists`, which takes a refused or failed request for "no"
            return bool(system.info(path)["type"] == "file")
        return False

    def read(self, name: str) -> bytes:
        """Return all bytes of a name."""
        system, path = self._at(name)
        with self._troubles(name):
            data: bytes = system.cat_file(path)
        return data

    def open(self, name: str) -> BinaryIO:
        """Open a name for reading; the caller closes it."""
        with self._troubles(name):
            return open_url(f"{self.place}/{checked(name)}")

    def write(self, name: str, data: bytes) -> None:
        """Let `data` stand under a name, in place of what stood there, at once and lasting."""
        with self.writer(name) as stream:
            stream.write(data)

    @contextmanager
    def writer(self, name: str) -> Iterator[BinaryIO]:
        """Open a name for writing: it stands once the block has ended well, and nothing stays behind otherwise."""
        system, path = self._at(name)
        with self._troubles(name, writing=True), NamedTemporaryFile(prefix="karabakh-extract-") as spool:
            yield cast(BinaryIO, spool.file)
            spool.flush()
            if protocol(self.place) in _AT_ONCE:
                system.put_file(spool.name, path, **_IN_PARTS.get(protocol(self.place), {}))
            else:
                _put_and_rename(system, spool.name, path)

    def delete(self, name: str) -> None:
        """Take a name away; one that does not stand is no error."""
        system, path = self._at(name)
        with self._troubles(name), suppress(FileNotFoundError):
            system.rm_file(path)

    def clean(self) -> int:
        """Take away what writers that were killed have left; return how many it were.

        Uploads know no locks, so age alone parts what was left from what another machine is still sending.
        """
        system, path = file_system(self.place)
        oldest = time.time() - ABANDONED
        with self._troubles(""):
            left = [name for name in self._below("") if is_temporary(name) and _begun(name) < oldest]
            for name in left:
                system.rm_file(f"{path}/{name}")
            return len(left) + _abort_uploads(system, path, oldest)

    def _at(self, name: str) -> tuple[Any, str]:
        system, path = file_system(self.place)
        return system, f"{path}/{checked(name)}"

    def _below(self, folder: str) -> Iterator[str]:
        system, path = file_system(self.place)
        with suppress(FileNotFoundError):
            for found in system.find(f"{path}/{folder}" if folder else path):
                yield found.removeprefix(f"{path}/")

    @contextmanager
    def _troubles(self, name: str, *, writing: bool = False) -> Iterator[None]:
        """Turn what clients report into OutputError; a file missing for reading stays FileNotFoundError."""
        try:
            yield
        except (ExtractError, ValueError):
            raise
        except Exception as trouble:  # each client has classes of its own
            if isinstance(trouble, FileNotFoundError) and not writing:
                raise
            said = f"cannot be read or written ({what(trouble)})"
            where = f"{self.place}/{name}".rstrip("/")
            raise OutputError(where, said, "check address, credentials and the service") from trouble


def _put_and_rename(system: Any, local: str, path: str) -> None:  # noqa: ANN401 - fsspec has no types
    """Upload under a temporary name and rename. For an instant nothing stands where something stood: a run that ends
    there converts that part again."""
    folder, _, name = path.rpartition("/")
    temporary = f"{folder}/.{name[:60]}.{int(time.time()):x}.{os.urandom(8).hex()}{TEMPORARY}"
    system.makedirs(folder, exist_ok=True)
    try:
        system.put_file(local, temporary)
        # HDFS renames onto nothing that stands, and reports that only in an answer nobody reads
        with suppress(FileNotFoundError):
            system.rm_file(path)
        system.mv(temporary, path)
        if system.info(path)["size"] != os.path.getsize(local):
            raise OSError(errno.EIO, "another size than what was sent")
    except BaseException:  # Ctrl-C too leaves no half upload
        with suppress(Exception):  # what went wrong first is what must be reported
            system.rm_file(temporary)
        raise


def _begun(temporary: str) -> float:
    """Return the time that a temporary name tells; 0 where it tells none."""
    try:
        return float(int(temporary.rsplit(".", 3)[-3], 16))
    except (ValueError, IndexError):
        return 0.0


def _abort_uploads(system: Any, path: str, oldest: float) -> int:  # noqa: ANN401 - fsspec has no types
    """End uploads in parts that nobody will finish: S3 keeps them, unseen, and bills them."""
    if not hasattr(system, "list_multipart_uploads"):
        return 0
    bucket, key, _ = system.split_path(path)
    left = [
        upload
        for upload in system.list_multipart_uploads(bucket)
        if upload["Key"].startswith(f"{key}/") and upload["Initiated"].timestamp() < oldest
    ]
    for upload in left:
        system.abort_mpu(bucket, upload["Key"], upload["UploadId"])
    return len(left)
