"""The Typer application: its commands, and what `karabakh-extract` says and does without one."""

from typing import Annotated

import typer

from karabakh_extract.cli import NAME, batch, convert, exits, explain, quotes, rules, schema, strip, validate
from karabakh_extract.cli.pages import EPILOG, page
from karabakh_extract.version import __version__

HELP = page(
    "Turn news text into structured records.",
    "In goes news text: plain text with leftover markup, copies from web pages, text of PDFs, HTML. Out "
    "come records in YAML or JSON: headline, authors, dates, regions, themes, quoted statements with their "
    "speakers, and the body without donation appeals, disclaimers and other boilerplate; each removed "
    "stretch is listed.",
    examples=(
        "karabakh-extract convert article.txt",
        "karabakh-extract convert dump/ -f jsonl -o articles.jsonl",
        "karabakh-extract strip article.txt",
        "karabakh-extract convert --help",
    ),
)

app = typer.Typer(
    name=NAME,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("convert", help=convert.HELP, epilog=EPILOG)(convert.convert)
app.command("batch", help=batch.HELP, epilog=batch.EPILOG)(batch.batch)
app.command("strip", help=strip.HELP, epilog=EPILOG)(strip.strip)
app.command("quotes", help=quotes.HELP, epilog=quotes.EPILOG)(quotes.quotes)
app.command("explain", help=explain.HELP, epilog=explain.EPILOG)(explain.explain)
app.add_typer(rules.app, name="rules", help=rules.HELP, epilog=rules.EPILOG)
app.command("schema", help=schema.HELP, epilog=schema.EPILOG)(schema.schema)
app.command("validate", help=validate.HELP, epilog=validate.EPILOG)(validate.validate)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"{NAME} {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True, help=HELP, epilog=EPILOG)
def start(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Show the help page where no command is given."""
    if context.invoked_subcommand is None:
        context.get_help()
        raise typer.Exit(exits.USAGE)
