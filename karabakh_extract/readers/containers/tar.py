"""Tar archives, member by member as the stream goes: `dump.tar.gz!2021/a.html`.

In: a stream, unpacked. Out: the articles of each regular file in it; an InputError for the archive where a header is
damaged (the next one that is whole is looked for) or the archive ends early. Nothing is written, links are passed over.
"""

import tarfile
from collections.abc import Iterator
from io import BufferedReader

from karabakh_extract.errors import InputError
from karabakh_extract.readers.archived import Names, is_read, read_member
from karabakh_extract.readers.place import Place
from karabakh_extract.readers.source import Source

LONGEST_HEADER = 1_000_000
"""Bytes that the long name or the extended header of a member may take; tarfile reads them whole."""
_HEADERS = (
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
)


class _Member(tarfile.TarInfo):
    """A header that leaves word at the archive where it is damaged: tarfile itself passes over such stretches."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "_Member":
        found = super().frombuf(buf, encoding, errors)
        if found.type in _HEADERS and not 0 <= found.size <= LONGEST_HEADER:
            raise tarfile.InvalidHeaderError("too long")  # type: ignore[attr-defined]  # typeshed leaves it out
        return found

    @classmethod
    def fromtarfile(cls, tarfile: tarfile.TarFile) -> "_Member":
        try:
            return super().fromtarfile(tarfile)
        except Exception as trouble:  # tarfile's own classes for this are private to it
            # they tell blank blocks from damaged ones
            kind = type(trouble).__name__
            if kind in ("InvalidHeaderError", "TruncatedHeaderError", "SubsequentHeaderError", "HeaderError"):
                tarfile.damaged = kind  # type: ignore[attr-defined]  # what _Archive adds
            raise


class _Archive(tarfile.TarFile):
    damaged = ""


def read(stream: BufferedReader, place: Place) -> Iterator[Source | InputError]:
    """Yield the articles of the files in a tar archive."""
    if place.archived:
        raise place.error("an archive within an archive", "unpack the outer one first", "nested")
    names = Names()
    archive: _Archive | None = None
    try:
        archive = _open(stream)
        while (member := archive.next()) is not None:
            # it would keep every header
            archive.members.clear()  # type: ignore[attr-defined]  # typeshed leaves this list out
            if archive.damaged:
                yield _damaged(place)
                archive.damaged = ""
            if not member.isreg() or not is_read(member.name):
                continue
            inside = place.member(names.unique(member.name))
            if place.wants(inside.name) and (inner := archive.extractfile(member)) is not None:
                yield from read_member(inner, inside)
        if archive.damaged:
            yield _damaged(place)
    except (tarfile.TarError, EOFError) as trouble:
        if "end of data" in str(trouble):
            yield place.error("the tar archive is cut off", "copy the file again", "truncated")
        else:
            yield place.error(f"the tar archive is damaged ({trouble})", "copy the file again", "damaged")


def _open(stream: BufferedReader) -> _Archive:
    """Return the archive, which reads its first header at once."""
    return _Archive.open(
        fileobj=stream,
        mode="r|",
        tarinfo=_Member,
        ignore_zeros=True,  # archives put one behind the other are read to the end, and damaged headers passed over
        encoding="utf-8",
        errors="surrogateescape",
    )


def _damaged(place: Place) -> InputError:
    what = "a header of the tar archive is damaged, and what follows up to the next whole one is lost"
    return place.error(what, "copy the file again", "damaged")
