"""Files under URLs: s3://, gs://, https://, hdfs:// and whatever else fsspec knows, for inputs and for stores.

In: a URL. Out: its file system, its files, a stream that fails with OSError only. Addresses of servers, keys and the
like are fsspec's and its clients' own settings (`AWS_ENDPOINT_URL`, `FSSPEC_S3_…`, `~/.config/fsspec/`), no options.
"""

import errno
import io
import re
from typing import Any, BinaryIO, NamedTuple

from karabakh_extract.errors import UsageError
from karabakh_extract.patterns import lazy

EXTRA = "pip install 'karabakh-extract[remote]'"
WEB = ("http", "https")
"""Protocols whose URLs name one file each: nothing is listed, written, or matched (`?` begins a query there)."""

_URL = lazy(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_MAGIC = lazy(r"[*?\[]")
_BUFFER = 1 << 20
_VERSIONS = ("ETag", "etag", "LastModified", "last_modified", "mtime", "updated", "modificationTime", "Last-Modified")
"""What file systems call what changes with a file's content."""

Stat = tuple[int, int, int]
"""Size in bytes, time of the last change in nanoseconds where it is known, a number for the version."""


class File(NamedTuple):
    """A file as a listing tells of it."""

    url: str
    stat: Stat | None


def protocol(place: str) -> str:
    """Return the protocol of a URL in small letters, "" for a path."""
    found = _URL.match(place) if "://" in place else None
    return found[1].lower() if found else ""


def is_url(place: str) -> bool:
    """Say whether a word is a URL, not a path."""
    return protocol(place) != ""


def file_system(url: str) -> tuple[Any, str]:
    """Return fsspec's file system of a URL and the path there. Listings are not cached: other machines write, too.

    fsspec keeps one file system for each process, so it is asked anew instead of being kept or pickled.

    Raises:
        UsageError: fsspec or what it needs for this protocol is not installed, or the URL is wrong.
    """
    try:
        import fsspec
    except ImportError as trouble:
        raise UsageError(url, "URLs need fsspec, which is not installed", EXTRA) from trouble
    try:
        found: tuple[Any, str] = fsspec.core.url_to_fs(url, use_listings_cache=False)
    except ImportError as trouble:
        raise UsageError(url, f"a package is missing ({trouble})", EXTRA) from trouble
    except ValueError as trouble:
        raise UsageError(url, f"no URL that can be read ({trouble})", "for example s3://bucket/folder") from trouble
    except Exception as trouble:  # each client has classes of its own for wrong settings
        raise UsageError(url, f"cannot be reached ({what(trouble)})", "check address and credentials") from trouble
    return found


def open_url(url: str) -> BinaryIO:
    """Open a file under a URL for reading; it can be searched where its server can read from the middle.

    Raises:
        OSError: it is missing (FileNotFoundError), must not be read (PermissionError), or cannot be reached; so do
            reads of the stream later.
        UsageError: as `file_system`.
    """
    system, path = file_system(url)
    try:
        return io.BufferedReader(_Raw(system.open(path, "rb")), _BUFFER)
    except FileNotFoundError as trouble:
        # fsspec calls every web address missing that it gets no answer from
        cause = trouble.__cause__ if protocol(url) in WEB else None
        if cause is None or getattr(cause, "status", None) in (404, 410):
            raise
        raise OSError(errno.EIO, what(cause)) from trouble
    except OSError:
        raise
    except Exception as trouble:  # each client has classes of its own
        raise OSError(errno.EIO, what(trouble)) from trouble


def is_pattern(url: str) -> bool:
    """Say whether a URL is a glob."""
    return protocol(url) not in WEB and bool(_MAGIC.search(url))


def is_several(url: str) -> bool:
    """Say whether a URL names several files: a pattern, or what its name, without a suffix, shows to be a folder.
    Nothing is asked of a server."""
    last = url.rpartition("/")[2]
    return protocol(url) not in WEB and (is_pattern(url) or "." not in last)


def fixed(url: str) -> str:
    """Return the part of a folder or pattern that all its files share."""
    found = _MAGIC.search(url)
    return url[: found.start()].rpartition("/")[0] if found else url.rstrip("/")


def files(url: str) -> list[File]:
    """Return the files that a folder or a pattern holds, sorted by URL.

    Raises:
        OSError: they cannot be listed.
        UsageError: as `file_system`.
    """
    system, path = file_system(url)
    try:
        found = system.glob(path, detail=True) if is_pattern(url) else system.find(path, detail=True)
    except OSError:
        raise
    except Exception as trouble:  # each client has classes of its own
        raise OSError(errno.EIO, what(trouble)) from trouble
    listed = (File(system.unstrip_protocol(name), _stat(about)) for name, about in found.items() if _is_file(about))
    return sorted(listed)


def stat(url: str) -> Stat | None:
    """Return what tells whether a file has changed; None where its server does not say, or cannot be asked."""
    system, path = file_system(url)
    try:
        return _stat(system.info(path))
    except Exception:  # each client has classes of its own, and what is wrong shows when the file is read
        return None


def _is_file(about: dict[str, Any]) -> bool:
    return bool(about["type"] == "file")


def _stat(about: dict[str, Any]) -> Stat | None:
    """Return size, time and version of a file as its server tells them; None where it tells of no version."""
    told = [about[key] for key in _VERSIONS if about.get(key)]
    if not told or about.get("size") is None:
        return None
    changed = next((int(each.timestamp()) for each in told if hasattr(each, "timestamp")), 0)
    import hashlib  # few inputs are URLs

    version = hashlib.sha256(repr([str(each) for each in told]).encode()).digest()[:7]
    return int(about["size"]), changed * 10**9, int.from_bytes(version, "big")


def what(trouble: BaseException) -> str:
    """Return what an error of a client says, in one line."""
    said = getattr(trouble, "strerror", None) or str(trouble) or type(trouble).__name__
    return " ".join(str(said).split()).rstrip(".")


class _Raw(io.RawIOBase):
    """A file of fsspec as the standard library's streams are: whatever goes wrong is an OSError."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._stream.seekable()

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 - any writable buffer
        data = self._guarded(self._stream.read, len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        position: int = self._guarded(self._stream.seek, offset, whence)
        return position

    def tell(self) -> int:
        return self._stream.tell()

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()

    def _guarded(self, call: Any, *arguments: int) -> Any:  # noqa: ANN401 - what the call returns
        try:
            return call(*arguments)
        except OSError:
            raise
        except Exception as trouble:  # each client has classes of its own
            raise OSError(errno.EIO, what(trouble)) from trouble
