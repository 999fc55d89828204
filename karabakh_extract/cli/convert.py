"""The command `convert`: articles in, records out. A filter without memory: what lasts belongs to others."""

from enum import StrEnum
from typing import Annotated

import typer

from karabakh_extract.cli import options as o
from karabakh_extract.cli.pages import page

HELP = page(
    "Convert articles to records.",
    "Records go to standard output, everything else to standard error. A single file gives a single "
    "record; several inputs, a folder or a glob give a stream, in a fixed order. Output files appear whole "
    "or not at all.",
    examples=(
        "karabakh-extract convert article.txt",
        "karabakh-extract convert article.html -o article.json",
        "karabakh-extract convert dump/ -o records/",
        "karabakh-extract convert 'dump/**/*.txt' -f jsonl -o articles.jsonl",
        "pdftotext report.pdf - | karabakh-extract convert - -f json",
    ),
)


class Format(StrEnum):
    """What `--format` takes."""

    yaml = "yaml"
    json = "json"
    jsonl = "jsonl"


def convert(
    inputs: o.Inputs = None,
    format: Annotated[
        Format | None,
        typer.Option(
            "-f",
            "--format",
            rich_help_panel=o.OUTPUT_PANEL,
            show_default=False,
            help="Format of the records: yaml, unless the name of the output file tells (.yaml, .yml, "
            ".json, .jsonl, .ndjson). Many records are YAML documents, one JSON array, or JSON lines.",
        ),
    ] = None,
    output: o.Output = None,
    overwrite: o.Overwrite = False,
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
    url: o.Url = None,
    max_bytes: o.MaxBytes = None,
    rules: o.Rules = None,
    debug: o.Debug = False,
) -> None:
    """Convert articles to records and exit."""
    # imported here: help, completion and the version need none of it
    from karabakh_extract.cli.job import Job, run

    job = Job(
        words=inputs or [],
        writer=_format(format, output).value,
        output=output,
        overwrite=overwrite,
        removed=not no_removed,
        spans=spans,
        format=o.SOURCE_FORMATS[input_format],
        encoding=encoding,
        url=url,
        max_bytes=max_bytes,
        rules=rules or [],
        debug=debug,
    )
    raise typer.Exit(run(job))


def _format(given: Format | None, output: str | None) -> Format:
    """Return the format asked for, which the name of an output file may tell but not contradict.

    Raises:
        UsageError: `-f` says one format, the file's name another.
    """
    from karabakh_extract.cli.outputs import is_folder
    from karabakh_extract.errors import UsageError
    from karabakh_extract.writers import SUFFIXES

    told = None
    if output and not is_folder(output):
        told = next((name for suffix, name in SUFFIXES.items() if output.lower().endswith(suffix)), None)
    if given and told and told != given:
        raise UsageError(
            output or "", f"its name says {told}, but -f says {given}", "give one of them, or make them agree"
        )
    return given or Format(told or Format.yaml)
