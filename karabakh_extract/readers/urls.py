"""Words that are URLs become inputs: a file, the articles of a folder, the matches of a pattern.

In: a URL. Out: an Input for each file, sorted, its name the file's own URL; for what leads nowhere the InputError that
says so. A single file is not asked for before it is read.
"""

import posixpath
from collections.abc import Iterator
from urllib.parse import urlsplit

from karabakh_extract import remote
from karabakh_extract.errors import InputError
from karabakh_extract.readers.inputs import Input, is_taken, no_articles


def under_url(word: str) -> Iterator[Input | InputError]:
    """Yield the inputs that a URL names.

    Raises:
        UsageError: the package for its protocol is missing.
    """
    if not remote.is_several(word):
        address = urlsplit(word)
        yield Input(word, posixpath.basename(address.path) or address.netloc)
        return
    pattern = remote.is_pattern(word)
    try:
        files = remote.files(word)
    except OSError as trouble:
        what = f"cannot be listed ({remote.what(trouble)})"
        yield InputError(word, what, "check address and credentials", reason="unreadable")
        return
    top = remote.fixed(word)
    taken = [each for each in files if each.url == word or _is_wanted(posixpath.basename(each.url), pattern)]
    for each in taken:
        relative = each.url.removeprefix(top).lstrip("/")
        yield Input(each.url, relative or posixpath.basename(each.url), stat=each.stat)
    if not taken:
        nothing = InputError(word, "no file matches", "check the pattern, or give a folder", reason="missing")
        yield nothing if pattern else no_articles(word)


def _is_wanted(name: str, pattern: bool) -> bool:
    """Say whether a file is taken by its name; a pattern says itself which, but means no hidden ones."""
    return not name.startswith(".") if pattern else is_taken(name)
