"""What the options about inputs come to: the words that name them, and how they are to be read.

In: values of options that several commands share. Out: the words of INPUT and of the list of `--files-from`, and
ReadOptions.
"""

import sys

from karabakh_extract.cli import options as o
from karabakh_extract.errors import InputError, UsageError
from karabakh_extract.readers.inputs import STDIN, listed, printable_path
from karabakh_extract.readers.options import ReadOptions


def words_of(inputs: list[str] | None, files_from: str | None, *, null: bool) -> list[str]:
    """Return the words that name inputs: those given, then those of the list.

    Raises:
        UsageError: the list cannot be read or is empty, or `--null` stands without one.
    """
    words = list(inputs or [])
    if files_from is None:
        if null:
            raise UsageError("--null", "it says how --files-from is written, and there is none", "add --files-from")
        return words
    name = printable_path(files_from)
    try:
        if files_from == STDIN:
            if STDIN in words or sys.stdin is None:
                raise UsageError(STDIN, "standard input is the list of files", "give an article as a file")
            found = list(listed(sys.stdin.buffer, name, null=null))
        else:
            with open(files_from, "rb") as stream:
                found = list(listed(stream, name, null=null))
    except OSError as trouble:
        raise UsageError(name, f"this list cannot be read ({trouble.strerror})", "check the path") from trouble
    except InputError as error:
        raise UsageError(name, error.problem, error.remedy) from error
    if not words and not found:
        raise UsageError(name, "this list names no file", "give one name a line")
    return words + found


def read_options(
    *,
    input_format: o.InputFormat = o.InputFormat.auto,
    encoding: str | None = None,
    url: str | None = None,
    max_bytes: int | None = None,
    text_field: str | None = None,
    html_field: str | None = None,
    url_field: str | None = None,
    date_field: str | None = None,
) -> ReadOptions:
    """Return how inputs are to be read, as the options say."""
    return ReadOptions(
        max_bytes=max_bytes or ReadOptions().max_bytes,
        format=o.SOURCE_FORMATS[input_format],
        encoding=encoding,
        url=url,
        text_field=text_field,
        html_field=html_field,
        url_field=url_field,
        date_field=date_field,
    )
