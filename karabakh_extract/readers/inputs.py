"""What the user named becomes inputs: files as given, the articles of folders, the matches of globs.

In: words of the command line. Out: an Input for each article, in a fixed order, with the path that its record
gets in an output folder; for a word that leads nowhere the InputError that says so, in its place. Nothing is
read yet: an output can be refused before the first byte is written.
"""

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from karabakh_extract.errors import InputError

STDIN = "-"

ARTICLE_SUFFIXES = frozenset((".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".mhtml", ".mht"))
"""What counts as an article within a folder. A file named by itself or by a glob is taken in any case."""


@dataclass(frozen=True, slots=True)
class Input:
    """Where to read an article ("-": standard input), and where its record goes below an output folder.

    `member`: it is one of several articles in that file.
    """

    path: str
    relative: str
    member: bool = False

    @property
    def name(self) -> str:
        """The path as it can be shown and written."""
        return printable_path(self.path)


def printable_path(path: str) -> str:
    r"""Return a path whose bytes that are no UTF-8 stand as escapes (\xff), so that it can be written."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def are_several(words: Sequence[str]) -> bool:
    """Say whether words name more than one file, or a folder or glob, whatever it holds today."""
    return len(words) != 1 or os.path.isdir(words[0]) or _is_pattern(words[0])


def find(words: Sequence[str]) -> Iterator[Input | InputError]:
    """Yield the inputs that words name: files, folders (recursive), quoted globs (`**` too), "-"."""
    for word in words:
        if word == STDIN:
            yield Input(STDIN, "stdin")
        elif os.path.isdir(word):
            yield from _folder(word)
        elif _is_pattern(word):
            yield from _matches(word)
        else:
            yield Input(word, os.path.basename(word))


def _is_pattern(word: str) -> bool:
    """Say whether a word is a glob; a file that is really called so is a file."""
    return glob.has_magic(word) and not os.path.lexists(word)


def _folder(top: str) -> Iterator[Input | InputError]:
    """Yield the articles below a folder, sorted, files before folders, hidden ones left out."""
    found = False
    troubles: list[OSError] = []
    for folder, folders, files in os.walk(top, onerror=troubles.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = os.path.join(folder, name)
            if _is_article(path):
                found = True
                yield Input(path, os.path.relpath(path, top))
    for trouble in troubles:
        name = printable_path(os.fsdecode(trouble.filename or top))
        yield InputError(name, f"this folder cannot be read ({trouble.strerror})", "check who may read it")
    if not found and not troubles:
        kinds = " ".join(sorted(ARTICLE_SUFFIXES))
        yield InputError(printable_path(top), "no articles in this folder", f"it takes files called {kinds}")


def _is_article(path: str) -> bool:
    """Say whether a file in a folder is taken: by its name; never a pipe, where reading would wait."""
    name = os.path.basename(path)
    if name.startswith(".") or os.path.splitext(name)[1].lower() not in ARTICLE_SUFFIXES:
        return False
    return os.path.isfile(path) or os.path.islink(path)


def _matches(pattern: str) -> Iterator[Input | InputError]:
    """Yield the files that a glob matches, sorted; records go below the part of the path that is fixed."""
    fixed = os.path.dirname(pattern)
    while glob.has_magic(fixed):
        fixed = os.path.dirname(fixed)
    paths = [path for path in sorted(set(glob.glob(pattern, recursive=True))) if not os.path.isdir(path)]
    for path in paths:
        relative = os.path.relpath(path, fixed or ".")
        # "*/../x.txt" must not leave the output folder
        yield Input(path, os.path.basename(path) if relative.startswith(os.pardir) else relative)
    if not paths:
        yield InputError(printable_path(pattern), "no file matches", "check the pattern, or give a folder")
