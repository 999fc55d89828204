"""The record's JSON Schema, and what in a record breaks it.

In: the Structs of `record.py`, their types and the texts below their fields. Out: a JSON Schema (2020-12) as plain
data; for a decoded record every violation, with its path and what is expected there. What types cannot say (offsets
that lie in the body, an id that belongs to its digest) is checked as well.
"""

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import msgspec

from karabakh_extract import record as definition
from karabakh_extract.record import Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"
OPTIONAL = frozenset({"spans"})
"""Keys that a record may lack; all others are always there."""

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}
_NAMES = {"array": "list", "object": "mapping", "string": "text"}
_SHOWN = 60


class Violation(NamedTuple):
    """What is wrong at `path` (`quotes[2].kind`; "" is the record itself)."""

    path: str
    expected: str
    found: str


@cache
def field_texts() -> dict[str, dict[str, str]]:
    """Return for each Struct of `record.py` the text below each of its fields."""
    texts: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(definition)).body:
        if not isinstance(node, ast.ClassDef):
            continue
        found = texts.setdefault(node.name, {})
        for line, below in zip(node.body, node.body[1:], strict=False):
            if isinstance(line, ast.AnnAssign) and isinstance(below, ast.Expr):
                assert isinstance(line.target, ast.Name) and isinstance(below.value, ast.Constant)
                found[line.target.id] = str(below.value.value)
    return texts


@cache
def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a record. Keys that are not in it are allowed: later versions may add some."""
    schema = msgspec.json.schema(Record)
    for name, about in schema["$defs"].items():
        about.pop("title", None)
        for key, value in about["properties"].items():
            value.pop("default", None)
            value["description"] = field_texts()[name][key]
        about["required"] = [key for key in about["properties"] if key not in OPTIONAL]
    return {"$schema": DIALECT, "title": definition.SCHEMA, **schema}


def violations(value: object) -> Iterator[Violation]:
    """Yield everything that is wrong with one decoded record, in the order of the schema."""
    schema = json_schema()
    wrong = list(_against(value, schema, schema["$defs"], ""))
    yield from wrong
    if not wrong:
        # only where all keys and types are as they should be can values be held against each other
        assert isinstance(value, dict)
        yield from _inconsistent(value)


def _against(value: object, schema: dict[str, Any], parts: dict[str, Any], path: str) -> Iterator[Violation]:
    if "$ref" in schema:
        schema = parts[schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        if value is None and {"type": "null"} in schema["anyOf"]:
            return
        schema = next(each for each in schema["anyOf"] if each != {"type": "null"})
        for wrong in _against(value, schema, parts, path):
            yield wrong._replace(expected=f"{wrong.expected}, or null") if wrong.path == path else wrong
        return
    expected = _expected(schema)
    if not _fits(value, schema):
        yield Violation(path, expected, _shown(value))
    elif isinstance(value, dict):
        for key in schema["required"]:
            if key not in value:
                yield Violation(
                    _below(path, key), _expected(schema["properties"][key], parts), "nothing: the key is missing"
                )
        for key, about in schema["properties"].items():
            if key in value:
                yield from _against(value[key], about, parts, _below(path, key))
    elif isinstance(value, list):
        for n, item in enumerate(value):
            yield from _against(item, schema["items"], parts, f"{path}[{n}]")


def _fits(value: object, schema: dict[str, Any]) -> bool:
    """Say whether one value, without its parts, is what the schema asks for."""
    if "enum" in schema:
        return isinstance(value, str) and value in schema["enum"]
    if isinstance(value, bool) or not isinstance(value, _TYPES[schema["type"]]):
        return False
    if isinstance(value, str):
        # patterns of the schema are anchored; fullmatch lets no newline slip in at the end
        return "pattern" not in schema or re.fullmatch(schema["pattern"], value) is not None
    if isinstance(value, int | float):
        return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
    return True


def _expected(schema: dict[str, Any], parts: dict[str, Any] | None = None) -> str:
    if "$ref" in schema:
        return _expected((parts or {}).get(schema["$ref"].rpartition("/")[2], {"type": "object"}))
    if "anyOf" in schema:
        return _expected(next(each for each in schema["anyOf"] if each != {"type": "null"}), parts) + ", or null"
    if "enum" in schema:
        return schema["enum"][0] if len(schema["enum"]) == 1 else f"one of {', '.join(schema['enum'])}"
    text = schema.get("title") or _NAMES.get(schema["type"], schema["type"])
    if "minimum" in schema:
        text += f" from {schema['minimum']}" + (f" to {schema['maximum']}" if "maximum" in schema else "")
    return str(text)


def _shown(value: object) -> str:
    """Return a value for a message: scalars cut short, of lists and mappings only what they are."""
    for name, types in _TYPES.items():
        if name in ("array", "object") and isinstance(value, types):
            return f"a {_NAMES[name]}"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return f"“{value}”" if len(value) <= _SHOWN else f"“{value[:_SHOWN]}…”"
    if isinstance(value, int | float):
        # Python refuses to print integers of some thousand digits
        return str(value) if isinstance(value, float) or abs(value) < 1 << 63 else "a larger integer"
    # YAML without quotes: 2020-11-05 is a date there
    return f"{type(value).__name__} {value} (put it in quotes)"[: _SHOWN * 2]


def _below(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


# -- what types cannot say --------------------------------------------------------------------------------------


def _inconsistent(record: dict[str, Any]) -> Iterator[Violation]:
    digest, body = record["source"]["sha256"], record["body"]
    if record["id"] != digest[:32]:
        yield Violation("id", f"the first 32 digits of source.sha256, {digest[:32]}", _shown(record["id"]))
    for n, date in enumerate(record["dates"]["mentioned"]):
        yield from _printed(body, date, f"dates.mentioned[{n}]")
    for n, place in enumerate(record["places"]):
        for m, mention in enumerate(place["mentions"]):
            yield from _printed(body, mention, f"places[{n}].mentions[{m}]")
    for n, quote in enumerate(record["quotes"]):
        yield from _parts(body, quote, f"quotes[{n}]")
    for key in ("evidence", "removed"):
        for n, stretch in enumerate(record[key]):
            start, end = stretch["start"], stretch["end"]
            if (start is None) != (end is None):
                yield Violation(f"{key}[{n}]", "start and end, or null for both", "one of them")
            elif start is not None and end - start != len(stretch["text"]):
                found = f"{len(stretch['text'])} characters for {start} to {end}"
                yield Violation(f"{key}[{n}].text", "as many characters as from start to end", found)
    at = 0
    for n, span in enumerate(record.get("spans", ())):
        if span["start"] != at or span["end"] <= at:
            yield Violation(
                f"spans[{n}]", f"start {at}, where the span before ends", f"{span['start']} to {span['end']}"
            )
        at = max(at, span["end"])


def _printed(body: str, stretch: dict[str, Any], path: str) -> Iterator[Violation]:
    """Check that a stretch says what stands in the body."""
    there = body[stretch["start"] : stretch["end"]]
    if there != stretch["text"]:
        expected = f"what stands in the body from {stretch['start']} to {stretch['end']}, {_shown(there)}"
        yield Violation(f"{path}.text", expected, _shown(stretch["text"]))


def _parts(body: str, quote: dict[str, Any], path: str) -> Iterator[Violation]:
    """Check that the parts of a quote follow each other within the body, and that it starts and ends with them."""
    parts = quote["parts"]
    if not parts:
        yield Violation(f"{path}.parts", "at least one part", "an empty list")
        return
    at = 0
    for n, part in enumerate(parts):
        if not at <= part["start"] < part["end"] <= len(body):
            expected = f"start and end in order, within {at} to {len(body)}"
            yield Violation(f"{path}.parts[{n}]", expected, f"{part['start']} to {part['end']}")
        at = max(at, part["end"])
    for key, value in (("start", parts[0]["start"]), ("end", parts[-1]["end"])):
        if quote[key] != value:
            yield Violation(f"{path}.{key}", f"{value}, that of its parts", str(quote[key]))
