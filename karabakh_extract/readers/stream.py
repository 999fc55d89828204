"""One input becomes a stream of Sources, whatever it is: an article, an export of several, a dump, an archive.

In: an Input and what the caller says of it. Out: a Source for each article in the order of the input, named
`container!member` where the input holds others, and an InputError in the place of each that cannot be read; the others
go on. Memory holds one article at a time, whatever the size of the input. READ FIRST in this room.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import BinaryIO

from karabakh_extract.errors import InputError
from karabakh_extract.readers.articles import read_article
from karabakh_extract.readers.compressed import bare, compression, unpacked
from karabakh_extract.readers.detect import HEAD, detect
from karabakh_extract.readers.inputs import STDIN, Input
from karabakh_extract.readers.opening import StreamError, beginning, opened
from karabakh_extract.readers.options import ReadOptions
from karabakh_extract.readers.place import Place, ignore
from karabakh_extract.readers.source import Source


def sources(
    item: Input, options: ReadOptions | None = None, notify: Callable[[str], None] = ignore
) -> Iterator[Source | InputError]:
    """Yield the articles of one input.

    What cannot be read is yielded as an InputError, never raised: a damaged member ends only itself, damage to the
    stream of the whole ends what stands behind it. `notify` takes notices such as which fields were guessed. Raises
    `UsageError` for an unknown encoding.
    """
    options = options or ReadOptions()
    only = None if item.only is None else f"{item.name}!{item.only}"
    place = Place(item.name, bare(item.path.lower()), options, notify, only)
    found = False
    for each in _input(item, place):
        if only is None or each.name == only or each.name.startswith(f"{only}!"):
            found = True
            yield each
        elif isinstance(each, InputError) and only.startswith(each.name):
            # the file that holds it, or an archive in it, cannot be read
            found = True
            yield each
    if not found:
        if only is None:
            yield place.error("holds no article", "there is nothing to convert", "empty")
        else:
            yield InputError(only, f"{item.name} holds no such article", "check the name", reason="missing")


def only_source(item: Input, options: ReadOptions | None = None, notify: Callable[[str], None] = ignore) -> Source:
    """Return the one article of an input.

    Raises:
        InputError: it cannot be read, or holds several.
    """
    stream = sources(item, options, notify)
    first = next(stream)
    if isinstance(first, InputError):
        raise first
    if next(stream, None) is not None:
        what = "holds several articles"
        raise InputError(item.name, what, f"name one of them: {first.name}", reason="several")
    return first


def members(stream: BinaryIO, place: Place) -> Iterator[Source | InputError]:
    """Yield the articles of a stream: by what it begins with and what it is called, unpacked first if need be.

    Raises:
        InputError: it cannot be read at all.
        StreamError: it cannot be read any further.
    """
    head, stream = beginning(stream, HEAD)
    packing = compression(head)
    if packing:
        head, stream = beginning(unpacked(stream, packing), HEAD)
    kind = detect(head, place)
    if kind is None:
        yield from read_article(stream, place)
    else:
        reader = import_module(f"karabakh_extract.readers.containers.{kind}")
        yield from reader.read(stream, place)


def _input(item: Input, place: Place) -> Iterator[Source | InputError]:
    """Yield the articles of an input, and the error that ends it."""
    try:
        with opened(item) as stream:
            yield from members(stream, place)
    except StreamError as trouble:
        yield place.error(trouble.problem, trouble.remedy, trouble.reason)
    except InputError as error:
        if error.reason == "empty" and item.path == STDIN:
            error = place.error("nothing came on standard input", "there is nothing to convert", "empty")
        yield error
    except OSError as trouble:
        yield place.error(f"cannot be read ({trouble.strerror})", "check the file", "unreadable")
