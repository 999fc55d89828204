"""Bytes that are no text are told apart by how they begin, so that the error can say what they are.

In: the bytes of an input. Out: nothing, or an error with the kind and the command that makes text of it.
Signatures are those of the file formats' own specifications.
"""

from collections.abc import Container

from msgspec import Struct

from karabakh_extract.errors import InputError


class Kind(Struct, frozen=True):
    """A file format that holds no plain text. `remedy` may name the file as `{file}`."""

    name: str
    remedy: str


_PIPE = "| karabakh-extract convert -"
_ANTIWORD = f"save it as text, for example: antiword {{file}} {_PIPE}"
_PANDOC = f"pandoc -t plain {{file}} {_PIPE}"
_RECOGNISE = f"have its text recognised first: tesseract {{file}} - {_PIPE}"
_TRANSCRIBE = "only text can be converted; give a transcript"
_UNPACK = "unpack it and give the folder"

_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", Kind("a PDF", f"pdftotext {{file}} - {_PIPE}")),
    (b"\x89PNG\r\n\x1a\n", Kind("a PNG image", _RECOGNISE)),
    (b"\xff\xd8\xff", Kind("a JPEG image", _RECOGNISE)),
    (b"GIF8", Kind("a GIF image", _RECOGNISE)),
    (b"II*\0", Kind("a TIFF image", _RECOGNISE)),
    (b"MM\0*", Kind("a TIFF image", _RECOGNISE)),
    (b"\x1f\x8b", Kind("a gzip file", f"gzip -dc {{file}} {_PIPE}")),
    (b"BZh", Kind("a bzip2 file", f"bzip2 -dc {{file}} {_PIPE}")),
    (b"\xfd7zXZ\0", Kind("an xz file", f"xz -dc {{file}} {_PIPE}")),
    (b"\x28\xb5\x2f\xfd", Kind("a zstd file", f"zstd -dc {{file}} {_PIPE}")),
    (b"7z\xbc\xaf\x27\x1c", Kind("a 7z archive", _UNPACK)),
    (b"Rar!\x1a\x07", Kind("a RAR archive", _UNPACK)),
    (b"\xd0\xcf\x11\xe0", Kind("an old Office file", _ANTIWORD)),
    (b"SQLite format 3\0", Kind("an SQLite database", "export the articles as text files")),
    (b"OggS", Kind("an Ogg recording", _TRANSCRIBE)),
    (b"ID3", Kind("an MP3 recording", _TRANSCRIBE)),
    (b"\x7fELF", Kind("a program", "only text can be converted")),
)
_ZIPPED = {
    "[Content_Types].xml": Kind("an Office file without a text", "save the articles as text, or as CSV"),
    "META-INF/container.xml": Kind("an EPUB book", _PANDOC),
    "content.xml": Kind("an ODT file", _PANDOC),
}
"""Formats that are zip archives, by a member that each of them has."""
_ZIP = Kind("a ZIP archive", _UNPACK)
_TAR = Kind("a TAR archive", _UNPACK)
_WEBP = Kind("a WebP image", _RECOGNISE)
_RECORDING = Kind("a video or sound recording", _TRANSCRIBE)
_UNKNOWN = Kind("binary data", "only text can be converted; if it is text, name its encoding with --encoding")

_SAMPLE = 8192
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
# tab, line ends, form feed, backspace, escape and DOS's end mark stand in real texts, others hardly do
_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\r\x0b\x0c\x08\x1b\x1a"})


def refuse_binary(data: bytes, name: str, file: str, *, encoding_known: bool, kept: bytes | None = None) -> None:
    """Raise InputError for `name` when `data` is no text.

    `file` is what a shell command calls the input, before quoting. Where the encoding is known, only signatures count.
    `kept` is what the error keeps of the data.
    """
    kind = _signature(data)
    if kind is None and not (encoding_known or _can_be_text(data[:_SAMPLE])):
        kind = _UNKNOWN
    if kind:
        raise InputError(name, f"this is {kind.name}", _remedy(kind, file), reason="binary", data=kept)


def refuse_zip(members: Container[str], name: str, file: str) -> None:
    """Raise InputError for a zip archive that is a file of another format, by the names of its members."""
    for member, kind in _ZIPPED.items():
        if member in members:
            raise InputError(name, f"this is {kind.name}", _remedy(kind, file), reason="binary")


def _remedy(kind: Kind, file: str) -> str:
    import shlex  # most inputs are text and need none of it

    return kind.remedy.replace("{file}", shlex.quote(file))


def _signature(data: bytes) -> Kind | None:
    """Return the kind whose signature the bytes carry."""
    if data.startswith(b"PK\x03\x04"):
        return _ZIP
    if data[4:8] == b"ftyp":
        return _RECORDING
    if data.startswith(b"RIFF"):
        return _WEBP if data[8:12] == b"WEBP" else _RECORDING
    if data[257:262] == b"ustar":
        return _TAR
    return next((kind for mark, kind in _SIGNATURES if data.startswith(mark)), None)


def _can_be_text(sample: bytes) -> bool:
    """Say whether bytes can be text in some encoding: few controls, or zeros as UTF-16 and UTF-32 have them.

    A tenth of random and compressed bytes are controls, so a twentieth parts them from text with stray ones.
    The zeros of UTF-16 stand at even or at odd places only, those of UTF-32 in one half of every four bytes,
    and hardly ever in the lowest byte.
    """
    size = len(sample)
    controls = size - len(sample.translate(None, _CONTROLS))
    if controls <= size // 20 or sample.startswith(_BYTE_ORDER_MARKS):
        return True
    zeros = [sample[place::4].count(0) for place in range(4)]
    utf_16 = zeros[0] + zeros[2] == 0 or zeros[1] + zeros[3] == 0
    half, few = size * 7 // 16, size // 16
    little = zeros[2] + zeros[3] >= half and zeros[0] <= few
    big = zeros[0] + zeros[1] >= half and zeros[3] <= few
    return sum(zeros) > size // 20 and (utf_16 or little or big)
