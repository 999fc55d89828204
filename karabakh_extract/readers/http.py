"""The body of a stored HTTP response: out of its transfer and content encodings, up to a limit.

In: the bytes of a response as a crawler kept it. Out: its status, its media type and charset, and its body decoded.
Crawlers often store the body decoded under the headers of the encoded one; then it is taken as it is.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from karabakh_extract.readers.opening import StreamError

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_CHUNK = re.compile(rb"\s*([0-9a-fA-F]{1,12})[ \t]*(?:;[^\r\n]*)?\r?\n")
_HEAD_ENDS = (b"\r\n\r\n", b"\n\n")
MOST_ENCODINGS = 3
"""Content encodings one over the other; servers send one."""


class Response(NamedTuple):
    """A stored response. `media` is the media type in small letters, "" where none is declared."""

    status: int
    media: str
    charset: str | None
    body: bytes


def media_of(header: str) -> tuple[str, str | None]:
    """Return the media type and the charset that a Content-Type header declares."""
    charset = _CHARSET.search(header)
    return header.partition(";")[0].strip().lower(), charset[1] if charset else None


def response(data: bytes, limit: int, wanted: Callable[[int, str], bool]) -> Response:
    """Return the response that bytes hold; its body stays empty where `wanted(status, media)` says no.

    Raises:
        StreamError: it is no response, its encoding is damaged, or its body is larger than the limit.
    """
    ends = [(at, len(end)) for end in _HEAD_ENDS if (at := data.find(end)) >= 0]
    at, length = min(ends, default=(len(data), 0))
    lines = data[:at].split(b"\n")
    status = _STATUS.match(lines[0])
    if status is None:
        raise StreamError("bad_record", "no HTTP response", "the record is damaged, or of another kind")
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, _, value = line.decode("latin-1").partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    media, charset = media_of(headers.get("content-type", ""))
    code = int(status[1])
    if not wanted(code, media):
        return Response(code, media, charset, b"")
    body = data[at + length :]
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    encodings = [each.strip() for each in headers.get("content-encoding", "").lower().split(",")]
    for encoding in list(reversed(encodings))[:MOST_ENCODINGS]:
        body = _decoded(body, encoding, limit)
    _whole(body, limit, True, "")
    return Response(code, media, charset, body)


def _joined(body: bytes) -> bytes:
    """Return a body of chunks as one; what is not in chunks is whole already."""
    parts: list[bytes] = []
    at = 0
    while chunk := _CHUNK.match(body, at):
        size = int(chunk[1], 16)
        if not size:
            return b"".join(parts)
        at = chunk.end() + size
        parts.append(body[chunk.end() : at])
    if not parts or (len(parts) == 1 and at > len(body)):
        # the first line was text that looks like a number, or there was none
        return body
    if at >= len(body):
        raise StreamError("truncated", "the last chunk of the page is missing", "crawl it again")
    raise StreamError("encoding", "the chunks of the page do not fit together", "crawl it again")


def _decoded(body: bytes, encoding: str, limit: int) -> bytes:
    """Take one content encoding off a body."""
    if encoding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
        return _inflated(body, 31, limit)
    if encoding == "deflate" and body and not body.lstrip().startswith(b"<"):
        # zlib's header, or none: both go by this name
        bare = int.from_bytes(body[:2], "big") % 31 or body[0] & 15 != 8
        return _inflated(body, -15 if bare else 15, limit)
    if encoding == "br" and body and not body.lstrip().startswith(b"<"):
        return _unbrotli(body, limit)
    if encoding == "zstd" and body.startswith(b"\x28\xb5\x2f\xfd"):
        return _unzstd(body, limit)
    return body


def _inflated(body: bytes, window: int, limit: int) -> bytes:
    import zlib

    unpacker = zlib.decompressobj(window)
    try:
        given = unpacker.decompress(body, limit + 1)
    except zlib.error as trouble:
        raise _damaged("gzip", trouble) from trouble
    return _whole(given, limit, unpacker.eof, "gzip")


def _unbrotli(body: bytes, limit: int) -> bytes:
    import brotli

    unpacker = brotli.Decompressor()
    try:
        given = unpacker.process(body, output_buffer_limit=limit + 1)
        while len(given) <= limit and not unpacker.can_accept_more_data() and not unpacker.is_finished():
            given += unpacker.process(b"", output_buffer_limit=limit + 1)
    except brotli.error as trouble:
        raise _damaged("brotli", trouble) from trouble
    return _whole(given, limit, unpacker.is_finished(), "brotli")


def _unzstd(body: bytes, limit: int) -> bytes:
    import io

    from karabakh_extract.readers.compressed import unpacked

    given = unpacked(io.BytesIO(body), "zstd").read(limit + 1)
    return _whole(given, limit, True, "zstd")


def _whole(given: bytes, limit: int, ended: bool, encoding: str) -> bytes:
    if len(given) > limit:
        remedy = "give a larger --max-bytes"
        raise StreamError("too_large", f"the page is larger than {limit:,} bytes", remedy)
    if not ended:
        raise StreamError("truncated", f"the {encoding} encoding of the page is cut off", "crawl it again")
    return given


def _damaged(encoding: str, trouble: Exception) -> StreamError:
    return StreamError("encoding", f"the {encoding} encoding of the page is damaged ({trouble})", "crawl it again")
