"""The command `convert`: articles in, records out. A filter without memory: what lasts belongs to others."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from karabakh_extract.cli import options as o
from karabakh_extract.cli.pages import page

if TYPE_CHECKING:
    from karabakh_extract.writers import Saver, Writer

HELP = page(
    "Convert articles to records.",
    "Records go to standard output, everything else to standard error. A single file gives a single "
    "record; several inputs, a folder or a glob give a stream, in a fixed order. Output files appear whole "
    "or not at all.",
    examples=(
        "karabakh-extract convert article.txt",
        "karabakh-extract convert article.html -o article.json",
        "karabakh-extract convert dump/ -o records/",
        "karabakh-extract convert 'dump/**/*.txt' -o articles.jsonl.gz",
        "karabakh-extract convert dump/ -o articles.db",
        "pdftotext report.pdf - | karabakh-extract convert - -f json",
    ),
)


class Format(StrEnum):
    """What `--format` takes."""

    yaml = "yaml"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    sqlite = "sqlite"


def convert(
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
            help="Format of the records: yaml, unless the name of the output file tells (.yaml, .yml, .json, .jsonl, "
            ".ndjson, .csv, .db, .sqlite, .sqlite3); .gz or .zst behind it compresses. Many records are YAML "
            "documents, one JSON array, JSON lines, a table of the articles (CSV; every table where -o is a folder), "
            "or an SQLite database with search.",
        ),
    ] = None,
    output: o.Output = None,
    overwrite: o.Overwrite = False,
    bom: o.Bom = False,
    no_removed: Annotated[
        bool,
        typer.Option("--no-removed", rich_help_panel=o.OUTPUT_PANEL, help="Leave the list of removed stretches empty."),
    ] = False,
    spans: Annotated[
        bool,
        typer.Option(
            "--spans",
            rich_help_panel=o.OUTPUT_PANEL,
            help="Add the whole source as a list of stretches, each with what it was taken for.",
        ),
    ] = False,
    input_format: o.InputFormatOption = o.InputFormat.auto,
    encoding: o.Encoding = None,
    text_field: o.TextField = None,
    html_field: o.HtmlField = None,
    url_field: o.UrlField = None,
    date_field: o.DateField = None,
    url: o.Url = None,
    max_bytes: o.MaxBytes = None,
    rules: o.Rules = None,
    debug: o.Debug = False,
) -> None:
    """Convert articles to records and exit."""
    # imported here: help, completion and the version need none of it
    from karabakh_extract.cli.job import Job, run
    from karabakh_extract.cli.reading import read_options, words_of

    chosen = _format(format, output)
    writer = _writer(chosen, output, bom)
    job = Job(
        words=words_of(inputs, files_from, null=null),
        several=files_from is not None,
        writer=writer,
        output=output,
        overwrite=overwrite,
        removed=not no_removed,
        spans=spans,
        read=read_options(
            input_format=input_format,
            encoding=encoding,
            url=url,
            max_bytes=max_bytes,
            text_field=text_field,
            html_field=html_field,
            url_field=url_field,
            date_field=date_field,
        ),
        rules=rules or [],
        debug=debug,
    )
    code = run(job)
    _tell_of_cuts(writer, output)
    raise typer.Exit(code)


def _format(given: Format | None, output: str | None) -> Format:
    """Return the format asked for, which the name of an output file may tell but not contradict.

    Raises:
        UsageError: `-f` says one format, the file's name another, or the format goes with no such place.
    """
    from karabakh_extract.cli.outputs import is_folder
    from karabakh_extract.errors import UsageError
    from karabakh_extract.writers import format_of
    from karabakh_extract.writers.compression import method_of

    place = output or ""
    told = None if is_folder(place) else format_of(place)
    o.check_agreement(place, told, given)
    chosen = given or Format(told or Format.yaml)
    if chosen is Format.sqlite and (is_folder(place) or method_of(place)[1]):
        raise UsageError(place, "a database is one file, not compressed", "give a file, as in -o records.db")
    return chosen


def _writer(format: Format, output: str | None, bom: bool) -> "str | Writer | Saver":
    """Return what writes a format; raises what `check_bom` does."""
    from karabakh_extract.cli.outputs import is_folder

    o.check_bom(bom, format)
    if format is Format.csv:
        from karabakh_extract.writers.csv import Csv, CsvFolder

        return CsvFolder(bom=bom) if output and is_folder(output) else Csv(bom=bom)
    if format is Format.sqlite:
        from karabakh_extract.writers.sqlite import Sqlite

        return Sqlite()
    return format.value


def _tell_of_cuts(writer: "str | Writer | Saver", output: str | None) -> None:
    """Say how many cells were too long for a spreadsheet."""
    from karabakh_extract.cli.messages import say

    cut = getattr(writer, "cut", 0)  # only those of CSV have it
    if cut:
        cells = "1 cell is" if cut == 1 else f"{cut:,} cells are"
        say(f"{output or '-'}: {cells} cut to what a spreadsheet can hold: JSON lines and SQLite have the whole text")
