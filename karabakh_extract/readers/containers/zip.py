"""Zip archives, member by member: `dump.zip!2021/a.html`. A zip that holds one document of Word is that document.

In: a stream; one that cannot be read out of order is held in memory, up to the size limit. Out: the articles of each
file in it, and an InputError for each that is encrypted, damaged or a bomb.
"""

import io
import zipfile
from collections.abc import Iterator
from itertools import pairwise

from karabakh_extract.errors import InputError
from karabakh_extract.readers.archived import Budget, Names, is_read, read_member
from karabakh_extract.readers.kinds import refuse_zip
from karabakh_extract.readers.opening import StreamError
from karabakh_extract.readers.place import Place
from karabakh_extract.readers.source import Source

DOCUMENT = "word/document.xml"
_LOCAL_HEADER = 30
_ENCRYPTED = 1
_REPAIR = "copy the file again, or repair it with zip -FF"


def read(stream: io.BufferedReader, place: Place) -> Iterator[Source | InputError]:
    """Yield the articles of the files in a zip archive, or of the document that it is."""
    try:
        archive = zipfile.ZipFile(_seekable(stream, place))
    except (zipfile.BadZipFile, UnicodeDecodeError, ValueError, OverflowError) as trouble:
        raise place.error(f"the zip archive is cut off or damaged ({trouble})", _REPAIR, "damaged") from trouble
    except NotImplementedError as trouble:
        raise place.error(f"this sort of zip is not read ({trouble})", "unpack it", "unreadable") from trouble
    with archive:
        if DOCUMENT in archive.NameToInfo:
            from karabakh_extract.readers.containers import docx

            yield from docx.read_document(archive, place)
            return
        refuse_zip(archive.NameToInfo, place.name, place.name.partition("!")[0])
        if place.archived:
            raise place.error("an archive within an archive", "unpack the outer one first", "nested")
        yield from _members(archive, place)


def _members(archive: zipfile.ZipFile, place: Place) -> Iterator[Source | InputError]:
    names, budget = Names(), Budget()
    overlapping = _overlapping(archive)
    for member in archive.infolist():
        if member.is_dir() or not is_read(member.filename):
            continue
        inside = place.member(names.unique(member.filename))
        if not place.wants(inside.name):
            continue
        if member.header_offset in overlapping:
            yield inside.error("it shares its bytes with another member", "such archives are made as bombs", "bomb")
            continue
        if member.flag_bits & _ENCRYPTED:
            yield inside.error("it is encrypted", "unpack the archive with its password", "encrypted")
            continue
        budget.taken += member.compress_size
        try:
            with archive.open(member) as inner:
                yield from read_member(inner, inside, budget)
        except NotImplementedError as trouble:
            yield inside.error(f"this compression is not read ({trouble})", "unpack the archive", "unreadable")
        except EOFError:
            yield inside.error("it is cut off", _REPAIR, "truncated")
        except StreamError as trouble:
            yield inside.error(trouble.problem, trouble.remedy, trouble.reason)
            if budget.spent:
                return
        except GeneratorExit:
            raise
        except Exception as trouble:  # each compression has errors of its own, and BadZipFile besides
            yield inside.error(f"it is damaged ({trouble})", _REPAIR, "damaged")


def _overlapping(archive: zipfile.ZipFile) -> set[int]:
    """Return where members begin that share bytes with the one before: so a small zip unpacks to petabytes."""
    members = sorted(archive.infolist(), key=lambda member: member.header_offset)
    return {
        after.header_offset
        for before, after in pairwise(members)
        if before.header_offset + _LOCAL_HEADER + before.compress_size > after.header_offset
    }


def _seekable(stream: io.BufferedReader, place: Place) -> io.BufferedIOBase:
    """Return the archive as a stream that can be read out of order, as zip wants."""
    if stream.seekable():
        return stream
    data = stream.read(place.options.max_bytes + 1)
    if len(data) > place.options.max_bytes:
        what = "a zip archive of this size cannot be read from a pipe or out of another file"
        raise place.error(what, "give the file itself, or a larger --max-bytes", "too_large")
    return io.BytesIO(data)
