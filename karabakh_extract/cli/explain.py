"""The command `explain`: one article in, what was made of every stretch of it out, in the terminal or as a web
page."""

import os
import shutil
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from karabakh_extract.cli import exits
from karabakh_extract.cli import options as o
from karabakh_extract.cli.messages import say
from karabakh_extract.cli.pages import exit_codes, page
from karabakh_extract.cli.stdout import STDOUT, print_texts
from karabakh_extract.errors import InputError, UsageError
from karabakh_extract.readers.inputs import STDIN, Input, are_several, find, printable_path
from karabakh_extract.writers.newfile import new_file

if TYPE_CHECKING:
    from karabakh_extract.draft import Draft

HELP = page(
    "Show what was made of every stretch of an article.",
    "The source, stretch by stretch: body, a notice with the rule that took it, or metadata with the field it was "
    "read for and how it was recognised. Then each value with everything that was offered for it, the strongest "
    "first, and the runner-up where it was close; then the statements with their speakers. In colours on a "
    "terminal, unless NO_COLOR is set or TERM is dumb; the same in plain words elsewhere.",
    examples=(
        "karabakh-extract explain article.txt",
        "karabakh-extract explain article.txt --html article.explained.html",
        "karabakh-extract explain article.txt | grep donation",
        "pdftotext report.pdf - | karabakh-extract explain -",
    ),
)
EPILOG = exit_codes(
    {
        exits.OK: "the article is explained",
        exits.SOME_FAILED: "it cannot be converted, or an output failed",
        exits.USAGE: "wrong usage, or the input cannot be read",
        exits.INTERRUPTED: exits.MEANINGS[exits.INTERRUPTED],
    }
)


def explain(
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="FILE",
            show_default=False,
            help="One article, or - for standard input, which is also read when it is piped and no FILE is given.",
        ),
    ] = None,
    html: Annotated[
        str | None,
        typer.Option(
            "--html",
            metavar="FILE",
            rich_help_panel=o.OUTPUT_PANEL,
            show_default=False,
            help="Write one web page that needs nothing beside itself; - is standard output.",
        ),
    ] = None,
    overwrite: Annotated[
        bool,
        typer.Option("--overwrite", rich_help_panel=o.OUTPUT_PANEL, help="Replace that page if it is there already."),
    ] = False,
    input_format: o.InputFormatOption = o.InputFormat.auto,
    encoding: o.Encoding = None,
    url: o.Url = None,
    max_bytes: o.MaxBytes = None,
    rules: o.Rules = None,
    debug: o.Debug = False,
) -> None:
    """Explain one article and exit."""
    item = one_input(file)
    if html is not None and html != STDOUT:
        _check_page(html, item, overwrite)
    draft = draft_of(item, input_format=input_format, encoding=encoding, url=url, max_bytes=max_bytes, rules=rules)
    # imported here: help and usage errors need none of it
    from karabakh_extract.explain.view import view

    if html is None:
        from karabakh_extract.explain.terminal import text

        terminal = sys.stdout is not None and sys.stdout.isatty()
        width = shutil.get_terminal_size().columns if terminal else None
        lines = text(view(draft), width=width, colour=terminal and _has_colours())
        print_texts(f"{line}\n" for line in lines)
    else:
        from karabakh_extract.explain.html import document

        written = document(view(draft))
        if html == STDOUT:
            print_texts([written])
        else:
            with new_file(html) as stream:
                stream.write(written.encode())
    raise typer.Exit


def one_input(word: str | None) -> Input:
    """Return the input that a word names, standard input where there is none.

    Raises:
        UsageError: there is none, or it names several.
    """
    if word is None:
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError("FILE", "no input", "give a file, or pipe text in; -h shows examples")
        word = STDIN
    if word != STDIN and are_several([word]):
        raise UsageError(printable_path(word), "this takes one article", "give a single file")
    (item,) = find([word], globs=False)
    if isinstance(item, InputError):
        raise item
    return item


def draft_of(
    item: Input,
    *,
    input_format: o.InputFormat = o.InputFormat.auto,
    encoding: str | None = None,
    url: str | None = None,
    max_bytes: int | None = None,
    rules: o.Rules = None,
) -> "Draft":
    """Read an input and return its finished draft; ends the command where it cannot be read.

    Raises:
        ExtractError: it cannot be converted, or a rule pack is not valid.
    """
    from karabakh_extract.boilerplate import RuleBook
    from karabakh_extract.cli.reading import read_options
    from karabakh_extract.extract import Extractor
    from karabakh_extract.options import Options
    from karabakh_extract.readers.stream import only_source

    options = Options(max_bytes=max_bytes) if max_bytes else Options()
    extractor = Extractor(options, RuleBook.load(rules) if rules else None)
    try:
        source = only_source(
            item,
            read_options(input_format=input_format, encoding=encoding, url=url, max_bytes=max_bytes),
            say,
        )
    except InputError as error:
        say(error)
        raise typer.Exit(exits.USAGE) from None
    return extractor.draft(source)


def _check_page(place: str, item: Input, overwrite: bool) -> None:
    """Refuse a page that would replace something.

    Raises:
        UsageError: it exists already, or is the input, or its folder is missing.
    """
    name = printable_path(place)
    if os.path.isdir(place):
        raise UsageError(name, "this is a folder", "give the name of a file")
    folder = os.path.dirname(place)
    if not os.path.isdir(folder or "."):
        raise UsageError(name, f"there is no folder {printable_path(folder)}", "create it first")
    if os.path.isfile(place):
        if item.path != STDIN and os.path.exists(item.path) and os.path.samefile(place, item.path):
            raise UsageError(name, f"this output is also an input ({item.name})", "write somewhere else")
        if not overwrite:
            raise UsageError(name, "exists already", "replace it with --overwrite")


def _has_colours() -> bool:
    """Say whether the terminal shows colours: by the customs of NO_COLOR (set and not empty) and TERM."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
