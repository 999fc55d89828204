"""The command `quotes`: articles in, their statements out, as a table to read or as rows for other programs."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from karabakh_extract.cli import exits
from karabakh_extract.cli import options as o
from karabakh_extract.cli.pages import exit_codes, page

HELP = page(
    "List who said what.",
    "Each statement with its speaker, the speaker's role and where it stands in the body. On a terminal that is a "
    "table; elsewhere a line each, with tabs between speaker, role, words and place. The other formats have the "
    "columns article_id, n (the statement's number in its article), kind, text, speaker_name, speaker_role, mention, "
    "resolution, cue, via, start and end. In CSV a cell that a spreadsheet would take for a formula gets an "
    "apostrophe in front.",
    examples=(
        "karabakh-extract quotes article.txt",
        "karabakh-extract quotes dump/ --speaker Lavrov",
        "karabakh-extract quotes 'dump/**/*.txt' -o quotes.csv",
        'karabakh-extract quotes dump/ -f jsonl | grep \'"kind":"indirect"\'',
    ),
)
EPILOG = exit_codes({**exits.MEANINGS, exits.OK: "all inputs are read, with statements or without"})


class Format(StrEnum):
    """What `--format` takes."""

    table = "table"
    csv = "csv"
    json = "json"
    jsonl = "jsonl"


def quotes(
    inputs: o.Inputs = None,
    files_from: o.FilesFrom = None,
    null: o.Null = False,
    format: Annotated[
        Format | None,
        typer.Option(
            "-f",
            "--format",
            rich_help_panel=o.OUTPUT_PANEL,
            show_default=False,
            help="table, unless the name of the output file tells (.csv, .json, .jsonl).",
        ),
    ] = None,
    speaker: Annotated[
        str | None,
        typer.Option(
            "--speaker",
            metavar="NAME",
            rich_help_panel=o.OUTPUT_PANEL,
            show_default=False,
            help="Only statements of speakers whose name has all words of NAME; case and accents do not matter.",
        ),
    ] = None,
    output: o.Output = None,
    overwrite: o.Overwrite = False,
    bom: o.Bom = False,
    input_format: o.InputFormatOption = o.InputFormat.auto,
    encoding: o.Encoding = None,
    text_field: o.TextField = None,
    html_field: o.HtmlField = None,
    url_field: o.UrlField = None,
    date_field: o.DateField = None,
    max_bytes: o.MaxBytes = None,
    rules: o.Rules = None,
    debug: o.Debug = False,
) -> None:
    """Print the statements of articles and exit."""
    # imported here: help, completion and the version need none of it
    from karabakh_extract.cli.job import Job, run
    from karabakh_extract.cli.quote_tables import MAKERS
    from karabakh_extract.cli.reading import read_options, words_of
    from karabakh_extract.cli.stdout import STDOUT

    chosen = _format(format, output)
    o.check_bom(bom, chosen)
    terminal = output in (None, STDOUT) and sys.stdout is not None and sys.stdout.isatty()
    job = Job(
        words=words_of(inputs, files_from, null=null),
        several=files_from is not None,
        writer=MAKERS[chosen.value](speaker, terminal, bom),
        output=output,
        overwrite=overwrite,
        removed=False,
        read=read_options(
            input_format=input_format,
            encoding=encoding,
            max_bytes=max_bytes,
            text_field=text_field,
            html_field=html_field,
            url_field=url_field,
            date_field=date_field,
        ),
        rules=rules or [],
        debug=debug,
    )
    raise typer.Exit(run(job))


def _format(given: Format | None, output: str | None) -> Format:
    """Return the format asked for, which the name of an output file may tell but not contradict.

    Raises:
        UsageError: `-f` says one format, the file's name another.
    """
    from karabakh_extract.writers.compression import method_of

    name = method_of(output or "")[0].lower()
    told = next((f for f in Format if name.endswith(f".{f.value}")), None)
    o.check_agreement(output, told, given)
    return given or told or Format.table
