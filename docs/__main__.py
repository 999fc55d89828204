"""`python -m docs`: write the pages that are made from the code. A test holds what is written against the code."""

from pathlib import Path
from typing import Any

from karabakh_extract.extract import Extractor
from karabakh_extract.options import Options
from karabakh_extract.readers.source import Source
from karabakh_extract.schema import OPTIONAL, json_schema
from karabakh_extract.writers.yaml import document

FOLDER = Path(__file__).parent

EXAMPLE = """\
Flood Wall Of Tarnbeck Passes Its First Test

By Nora Field
Tarnbeck Mail, November 05, 2020
Region: <u>Europe</u>

The flood wall of Tarnbeck held on Wednesday night while the river rose to four metres.
About three hundred people watched from the bridge, and many of them stayed until the morning.

"We have waited for this night a long time," said Mayor Ada Brook. "The houses behind the wall are dry."

Copyright © 2020 Tarnbeck Mail. All rights reserved.
"""

_TYPES = {"string": "text", "array": "list", "object": "mapping"}

_INTRO = """\
# The record

One article in, one record out. This page is made from the code (`python -m docs`), as is the JSON Schema that
`karabakh-extract schema` prints; `karabakh-extract validate` holds records against both.

All keys are present in every record; a value that the article does not give is `null`, a list without entries is
`[]`. Only `spans` stands there where it is asked for. Adding a key keeps `record/1`, and readers ignore keys they
do not know; renaming a key or changing its meaning does not keep it.

**Offsets.** Under `quotes`, `dates.mentioned` and `places` they count Unicode code points of `body`. Under
`removed`, `evidence` and `spans` they count code points of the source text as decoded once: newlines as they are, a
byte order mark not counted, before any repair. For HTML these are `null`, and `spans` is empty.

**Accounting (text).** Every character of the source that is neither white space nor markup stands in the body, in
`removed` or in an `evidence` stretch. Body and `removed` never overlap. A line that only states a value (byline,
date, region, address) is evidence alone; a notice that also names the source is `removed`, with evidence pointing
into it.

"""


def record_page() -> str:
    """Return `record.md`: an example, then each part of the record with its keys."""
    extractor = Extractor(Options())
    extracted = extractor.extract(Source(EXAMPLE, "flood.txt"))
    # a digest that is real today would have to be written anew with every change of a rule
    extracted.generator.rules = "9f31c2ab"
    record = document(extracted)
    schema = json_schema()
    parts = schema["$defs"]
    order = ["Record"]
    for name in order:
        order += [each for each in _parts_of(parts[name]) if each not in order]
    pages = [_INTRO, "## Example\n\n", f"```text\n{EXAMPLE}```\n\nbecomes\n\n```yaml\n{record}```\n\n"]
    pages += [_part(name, parts[name]) for name in order]
    return "".join(pages).rstrip("\n") + "\n"


def _part(name: str, schema: dict[str, Any]) -> str:
    lines = [f"## {name}\n", f"{schema['description']}\n", "| Key | Value | Meaning |", "| --- | --- | --- |"]
    for key, about in schema["properties"].items():
        optional = " (optional)" if key in OPTIONAL else ""
        lines.append(f"| `{key}`{optional} | {_value(about)} | {about['description']} |")
    return "\n".join(lines) + "\n\n"


def _value(about: dict[str, Any]) -> str:
    """Return what a key holds, in words."""
    if "anyOf" in about:
        return " or ".join(_value(each) for each in about["anyOf"])
    if "$ref" in about:
        name = about["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in about:
        return ", ".join(f"`{each}`" for each in about["enum"])
    if about["type"] == "array":
        return f"list of {_value(about['items'])}"
    words = "`null`" if about["type"] == "null" else about.get("title") or _TYPES.get(about["type"], about["type"])
    if "minimum" in about:
        words += f" from {about['minimum']:g}" + (f" to {about['maximum']:g}" if "maximum" in about else "")
    return words


def _parts_of(schema: dict[str, Any]) -> list[str]:
    found = []
    for about in schema["properties"].values():
        for each in (about, about.get("items", {}), *about.get("anyOf", ())):
            if "$ref" in each:
                found.append(each["$ref"].rpartition("/")[2])
    return found


PAGES = {"record.md": record_page}
"""Pages by file name, with what makes them."""


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
