"""What the user named becomes inputs: files as given, the articles of folders, the matches of globs.

In: words of the command line. Out: an Input for each article, in a fixed order, with the path that its record
gets in an output folder; for a word that leads nowhere the InputError that says so, in its place. Nothing is
read yet: an output can be refused before the first byte is written.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, NamedTuple

from karabakh_extract.errors import InputError
from karabakh_extract.remote import is_several, is_url

STDIN = "-"
LONGEST_NAME = 1 << 20
"""Bytes of a name in a list of files; what has none so far is no list."""

ARTICLE_SUFFIXES = frozenset((".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".mhtml", ".mht"))
DUMP_SUFFIXES = frozenset(
    (".jsonl", ".ndjson", ".eml", ".mbox", ".docx", ".rtf", ".warc", ".wet", ".tar", ".tgz", ".tbz2", ".txz", ".zip")
)
PACKED_SUFFIXES = frozenset((".gz", ".bz2", ".xz", ".zst"))
"""What is taken within a folder: articles, dumps, and both compressed. A file named by itself or by a glob is taken in
any case, and so are .json, .csv and .tsv, which in folders of articles are mostly something else."""


class Input(NamedTuple):
    """Where to read an article ("-": standard input), and where its record goes below an output folder.

    `member`: it is one of several articles in that file. `only`: the one article of that file that is wanted, by the
    part of its name behind the file's (`3` of `export.txt!3`); None for all. `stat`: what a listing of a server said by
    which a change is known (as `remote.Stat`), so that it is not asked for each file.
    """

    path: str
    relative: str
    member: bool = False
    only: str | None = None
    stat: tuple[int, int, int] | None = None

    @property
    def name(self) -> str:
        """The path as it can be shown and written."""
        return printable_path(self.path)


def printable_path(path: str) -> str:
    r"""Return a path whose bytes that are no UTF-8 stand as escapes (\xff), so that it can be written."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace") or "''"


def are_several(words: Sequence[str]) -> bool:
    """Say whether words name more than one file, or a folder or glob, whatever it holds today."""
    if len(words) == 1 and is_url(words[0]):
        return is_several(words[0])
    return len(words) != 1 or os.path.isdir(words[0]) or _is_pattern(words[0])


def find(words: Iterable[str], *, globs: bool = True) -> Iterator[Input | InputError]:
    """Yield the inputs that words name: files, folders (recursive), quoted globs (`**` too), "-", single articles of a
    file (`export.txt!3`), and all but the last under URLs, too. Without `globs` a word with `*` is a file's name."""
    for word in words:
        if word == STDIN:
            yield Input(STDIN, "stdin")
        elif is_url(word):
            # imported here: few inputs are URLs
            from karabakh_extract.readers.urls import under_url

            yield from under_url(word)
        elif os.path.isdir(word):
            yield from _folder(word)
        elif globs and _is_pattern(word):
            yield from _matches(word)
        else:
            path, only = _parted(word)
            yield Input(path, os.path.basename(path), only=only)


def listed(stream: BinaryIO, name: str, *, null: bool = False) -> Iterator[str]:
    """Yield the names that a list holds, one a line, or one before each NUL; blank ones are passed over.

    Raises:
        InputError: the list cannot be read.
    """
    end = b"\0" if null else b"\n"
    rest = b""
    try:
        while piece := stream.read(1 << 16):
            *names, rest = (rest + piece).split(end)
            for each in names:
                if each.strip():
                    yield os.fsdecode(each if null else each.removesuffix(b"\r"))
            if len(rest) > LONGEST_NAME:
                raise InputError(name, "this is no list of files", "give one name a line", reason="damaged")
    except OSError as trouble:
        what = f"cannot be read ({trouble.strerror})"
        raise InputError(name, what, "check the file", reason="unreadable") from trouble
    if rest.strip():
        yield os.fsdecode(rest if null else rest.removesuffix(b"\r"))


def _parted(word: str) -> tuple[str, str | None]:
    """Return the file that a word names, and the one article of it where the word names one."""
    if not os.path.lexists(word):
        at = word.rfind("!")
        while at > 0:
            if word[:at] == STDIN or os.path.isfile(word[:at]):
                return word[:at], word[at + 1 :]
            at = word.rfind("!", 0, at)
    return word, None


def _is_pattern(word: str) -> bool:
    """Say whether a word is a glob; a file that is really called so is a file."""
    return _has_magic(word) and not os.path.lexists(word)


def _has_magic(word: str) -> bool:
    return any(mark in word for mark in "*?[")


def _folder(top: str) -> Iterator[Input | InputError]:
    """Yield the articles below a folder, sorted, files before folders, hidden ones left out."""
    found = False
    troubles: list[OSError] = []
    for folder, folders, files in os.walk(top, onerror=troubles.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = os.path.relpath(folder, top)
        for name in sorted(files):
            path = os.path.join(folder, name)
            # never a pipe, where reading would wait
            if is_taken(name) and (os.path.isfile(path) or os.path.islink(path)):
                found = True
                yield Input(path, name if below == os.curdir else os.path.join(below, name))
    for trouble in troubles:
        name = printable_path(os.fsdecode(trouble.filename or top))
        what = f"this folder cannot be read ({trouble.strerror})"
        yield InputError(name, what, "check who may read it", reason="unreadable")
    if not found and not troubles:
        yield no_articles(printable_path(top))


def no_articles(name: str) -> InputError:
    """Return the error of a folder in which nothing is an input."""
    kinds = " ".join(sorted(ARTICLE_SUFFIXES | DUMP_SUFFIXES))
    remedy = f"it takes files called {kinds}, also with {' '.join(sorted(PACKED_SUFFIXES))} behind it"
    return InputError(name, "no articles in this folder", remedy, reason="missing")


def is_taken(name: str) -> bool:
    """Say whether a file in a folder is an input, by its name."""
    stem, suffix = os.path.splitext(name.lower())
    if suffix in PACKED_SUFFIXES:
        suffix = os.path.splitext(stem)[1]
    return not name.startswith(".") and suffix in ARTICLE_SUFFIXES | DUMP_SUFFIXES


def _matches(pattern: str) -> Iterator[Input | InputError]:
    """Yield the files that a glob matches, sorted; records go below the part of the path that is fixed."""
    import glob  # files and folders need none of it

    fixed = os.path.dirname(pattern)
    while _has_magic(fixed):
        fixed = os.path.dirname(fixed)
    paths = [path for path in sorted(set(glob.glob(pattern, recursive=True))) if not os.path.isdir(path)]
    for path in paths:
        relative = os.path.relpath(path, fixed or ".")
        # "*/../x.txt" must not leave the output folder
        yield Input(path, os.path.basename(path) if relative.startswith(os.pardir) else relative)
    if not paths:
        remedy = "check the pattern, or give a folder"
        yield InputError(printable_path(pattern), "no file matches", remedy, reason="missing")
