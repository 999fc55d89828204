"""The ordinary call, `convert INPUT...` with no option but `-f`, read without Typer.

In: the words of a command line. Out: the Job that they ask for, or `None` for everything else: options, questions and
mistakes are Typer's. Importing Typer takes longer than converting an article, and a pipe that starts the program for
each file pays for it each time. A test holds the Job against the one that Typer makes of the same words.
"""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from karabakh_extract.cli.job import Job

FORMATS = ("yaml", "json", "jsonl")


def plain_job(arguments: Sequence[str]) -> "Job | None":
    """Return the Job of an ordinary call, `None` for any other."""
    if not arguments or arguments[0] != "convert":
        return None
    words, format = list(arguments[1:]), "yaml"
    if len(words) > 1 and words[0] in ("-f", "--format") and words[1] in FORMATS:
        format, words = words[1], words[2:]
    elif len(words) > 1 and words[-2] in ("-f", "--format") and words[-1] in FORMATS:
        format, words = words[-1], words[:-2]
    if any(word.startswith("-") and word != "-" for word in words):
        return None
    _import_msgspec()
    from karabakh_extract.cli.job import Job

    return Job(words=words, writer=format)


def _import_msgspec() -> None:
    """Import msgspec without typing_extensions, of which it takes nothing that `typing` has not had since 3.11.

    That and the standard library's `inspect`, which comes with it, take a twentieth of a run.
    """
    if "typing_extensions" in sys.modules:
        return
    # so Python is told that there is no such module
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]  # typeshed knows of modules only
    try:
        import msgspec  # noqa: F401 - for what it leaves in sys.modules
    finally:
        del sys.modules["typing_extensions"]
