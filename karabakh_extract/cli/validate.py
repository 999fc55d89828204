"""The command `validate`: records in, every violation of the schema out, one a line."""

import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import typer

from karabakh_extract.cli import exits
from karabakh_extract.cli.messages import say, visible
from karabakh_extract.cli.options import Debug
from karabakh_extract.cli.pages import exit_codes, page
from karabakh_extract.cli.stdout import print_texts
from karabakh_extract.errors import InputError, UsageError
from karabakh_extract.readers.inputs import STDIN, printable_path

HELP = page(
    "Hold records against the schema.",
    "Reads what `convert` writes, and what became of it since: YAML (several documents too), JSON (a record or "
    "an array), JSON lines, compressed or not. Prints a line for each violation: the file, which record (its number "
    "and id), the path of the value, what is expected there and what was found.",
    examples=(
        "karabakh-extract validate records.yaml",
        "karabakh-extract validate records/*.yaml more.jsonl",
        "karabakh-extract convert article.txt | karabakh-extract validate",
    ),
)
EPILOG = exit_codes(
    {
        0: "all records are valid",
        1: "a record is not, or an input failed",
        2: "wrong usage, or no input could be read",
        130: exits.MEANINGS[exits.INTERRUPTED],
    }
)


class RecordFormat(StrEnum):
    """What `--format` takes."""

    yaml = "yaml"
    json = "json"
    jsonl = "jsonl"


def validate(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE",
            show_default=False,
            help="Files of records, or - for standard input, which is also read when it is piped and no FILE is given.",
        ),
    ] = None,
    format: Annotated[
        RecordFormat | None,
        typer.Option(
            "-f",
            "--format",
            show_default=False,
            help="Format of the records; told by the file's name (.yaml, .yml, .json, .jsonl, .ndjson) or its first "
            "characters otherwise.",
        ),
    ] = None,
    debug: Debug = False,
) -> None:
    """Print the violations and exit."""
    words = files or []
    if not words:
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError("FILE", "no records", "give files, or pipe records in; -h shows examples")
        words = [STDIN]
    if words.count(STDIN) > 1:
        raise UsageError(STDIN, "standard input is given twice", "give it once")
    tally = _Tally()
    print_texts(line for word in words for line in _lines(word, format, tally))
    if tally.unread == len(words):
        raise typer.Exit(exits.USAGE)
    if not tally.records:
        raise typer.Exit(exits.SOME_FAILED)
    if tally.wrong or tally.unread or tally.broken:
        say(f"{tally.wrong:,} of {tally.records:,} records are not valid")
        raise typer.Exit(exits.SOME_FAILED)
    say(f"{tally.records:,} {'records are' if tally.records > 1 else 'record is'} valid")
    raise typer.Exit


class _Tally:
    """Records seen, those that are not valid; inputs that could not be read at all, or not to their end."""

    records = wrong = unread = broken = 0


def _lines(word: str, format: RecordFormat | None, tally: _Tally) -> Iterator[str]:
    """Yield a line for each violation of one input."""
    from karabakh_extract.readers.records import Format, read_records
    from karabakh_extract.schema import violations
    from karabakh_extract.writers import format_of

    name = printable_path(word)
    told = format.value if format else format_of(word)
    known: Format | None = told if told in ("yaml", "json", "jsonl") else None  # type: ignore[assignment]  # not narrowed by `in`
    number = 0
    try:
        with open(sys.stdin.fileno() if word == STDIN else word, "rb", closefd=word != STDIN) as stream:
            for number, value in enumerate(read_records(stream, name, known), 1):
                tally.records += 1
                found = [*violations(value)]
                tally.wrong += bool(found)
                id = value.get("id") if isinstance(value, dict) else None
                which = f"{name}: record {number}" + (f" ({id})" if isinstance(id, str) and len(id) <= 64 else "")
                for path, expected, there in found:
                    line = f"{which}: {path or 'the record'}: expected {expected}; found {there}"
                    yield visible(line) + "\n"
    except InputError as error:
        _failed(error, number, tally)
    except OSError as trouble:
        what = "no such file" if isinstance(trouble, FileNotFoundError) else f"cannot be opened ({trouble.strerror})"
        _failed(InputError(name, what, "check the path"), number, tally)


def _failed(error: InputError, read: int, tally: _Tally) -> None:
    """Report an input that failed, before its first record or after it."""
    say(error)
    if read:
        tally.broken += 1
    else:
        tally.unread += 1
