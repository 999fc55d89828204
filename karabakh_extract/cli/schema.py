"""The command `schema`: the JSON Schema of the record, from the code's own definition."""

import typer

from karabakh_extract.cli.pages import exit_codes, page
from karabakh_extract.cli.stdout import print_texts

HELP = page(
    "Print the JSON Schema of the record.",
    "JSON Schema 2020-12, made from the definition that the program itself works with: every key with its type, "
    "its values and what it means. `validate` holds records against it; so can any other validator.",
    examples=(
        "karabakh-extract schema > record.schema.json",
        "karabakh-extract schema | grep -A 30 '\"Quote\"'",
    ),
)
EPILOG = exit_codes({0: "the schema is printed", 1: "standard output cannot be written", 2: "wrong usage"})


def schema() -> None:
    """Print the schema and exit."""
    import json

    from karabakh_extract.schema import json_schema

    print_texts([json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"])
    raise typer.Exit
