"""The options that commands share, each defined once: name, help, panel.

Typer reads them from the annotations of the command functions.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

INPUT_PANEL = "Input"
OUTPUT_PANEL = "Output"
RULES_PANEL = "Rules and trouble"


class InputFormat(StrEnum):
    """What `--input-format` takes."""

    auto = "auto"
    text = "text"
    html = "html"
    json = "json"
    csv = "csv"
    tsv = "tsv"


SOURCE_FORMATS: dict[InputFormat, Literal["text", "html", "json", "csv", "tsv"] | None] = {
    InputFormat.auto: None,
    InputFormat.text: "text",
    InputFormat.html: "html",
    InputFormat.json: "json",
    InputFormat.csv: "csv",
    InputFormat.tsv: "tsv",
}
"""What `--input-format` means for a reader."""


Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT",
        show_default=False,
        help="Files, folders (all articles below), quoted globs such as 'dump/**/*.txt', or - for standard "
        "input, which is also read when it is piped and no INPUT is given. Articles, dumps, archives and exports of "
        "many are read; export.txt!3 names one article of a file.",
    ),
]
FilesFrom = Annotated[
    str | None,
    typer.Option(
        "--files-from",
        metavar="FILE|-",
        rich_help_panel=INPUT_PANEL,
        show_default=False,
        help="Read the names of more inputs from FILE, one a line.",
    ),
]
Null = Annotated[
    bool,
    typer.Option("-0", "--null", rich_help_panel=INPUT_PANEL, help="Names in FILE end with NUL, as find -print0 does."),
]
TextField = Annotated[
    str | None,
    typer.Option(
        "--text-field",
        metavar="NAME",
        rich_help_panel=INPUT_PANEL,
        show_default=False,
        help="Field or column of dumps (JSON, CSV) that holds the article as text; guessed unless given, and so are "
        "the others.",
    ),
]
HtmlField = Annotated[
    str | None,
    typer.Option(
        "--html-field", metavar="NAME", rich_help_panel=INPUT_PANEL, show_default=False, help="The article as HTML."
    ),
]
UrlField = Annotated[
    str | None,
    typer.Option(
        "--url-field", metavar="NAME", rich_help_panel=INPUT_PANEL, show_default=False, help="The article's address."
    ),
]
DateField = Annotated[
    str | None,
    typer.Option(
        "--date-field",
        metavar="NAME",
        rich_help_panel=INPUT_PANEL,
        show_default=False,
        help="The date on which the article was fetched.",
    ),
]
InputFormatOption = Annotated[
    InputFormat,
    typer.Option(
        "--input-format",
        rich_help_panel=INPUT_PANEL,
        help="Take articles for text or HTML, or files for dumps; auto looks.",
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        rich_help_panel=INPUT_PANEL,
        show_default=False,
        help="Encoding of the inputs, such as windows-1251; found out by itself otherwise.",
    ),
]
Url = Annotated[
    str | None,
    typer.Option(
        "--url",
        metavar="URL",
        rich_help_panel=INPUT_PANEL,
        show_default=False,
        help="Where the article lives; for a single input.",
    ),
]
MaxBytes = Annotated[
    int | None,
    typer.Option(
        "--max-bytes",
        metavar="N",
        min=1,
        rich_help_panel=INPUT_PANEL,
        show_default=False,
        help="Refuse inputs larger than N bytes (20,000,000 unless given).",
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE|FOLDER/",
        rich_help_panel=OUTPUT_PANEL,
        show_default=False,
        help="Write to FILE, or a file for each input below FOLDER/ (it ends with /, or is one); - is standard output.",
    ),
]
Overwrite = Annotated[
    bool,
    typer.Option("--overwrite", rich_help_panel=OUTPUT_PANEL, help="Replace output files that are there already."),
]
Rules = Annotated[
    list[Path] | None,
    typer.Option(
        "--rules",
        metavar="FILE|FOLDER",
        rich_help_panel=RULES_PANEL,
        show_default=False,
        help="Use these rule packs too; may be given several times.",
    ),
]
Debug = Annotated[
    bool,
    typer.Option("--debug", rich_help_panel=RULES_PANEL, help="Show tracebacks of errors."),
]
Bom = Annotated[
    bool,
    typer.Option(
        "--bom", rich_help_panel=OUTPUT_PANEL, help="CSV: open with a byte order mark, by which Excel knows UTF-8."
    ),
]


def check_agreement(place: str | None, told: str | None, given: str | None) -> None:
    """Raise `UsageError` where the name of the output file tells another format than `-f` gives."""
    from karabakh_extract.errors import UsageError

    if given and told and told != given:
        what = f"its name says {told}, but -f says {given}"
        raise UsageError(place or "", what, "give one of them, or make them agree")


def check_bom(bom: bool, format: str) -> None:
    """Raise UsageError where `--bom` is given for another format than CSV."""
    from karabakh_extract.errors import UsageError

    if bom and format != "csv":
        raise UsageError("--bom", "it belongs to CSV", "leave it out, or give -f csv")
