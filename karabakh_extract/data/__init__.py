"""Knowledge as data: rules, cue verbs, titles, months, names, outlets, as YAML files that a journalist can correct.

Parsing YAML costs more than an extraction, so each file is compiled to JSON once (`make data`) and that is what
ships and is read here; a test holds every compiled file against its YAML.
"""

import os
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from pathlib import Path

    FOLDER: Path
    """The folder of the YAML files."""

# no Path: importing pathlib takes as long as reading ten such files, and text in needs it for nothing else
_FOLDER = os.path.dirname(__file__)


def __getattr__(name: str) -> "Path":
    if name != "FOLDER":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from pathlib import Path

    return Path(_FOLDER)


def content(*path: str) -> bytes:
    """Return the bytes of a file of this folder, named by its path below it."""
    with open(os.path.join(_FOLDER, *path), "rb") as stream:
        return stream.read()


@cache
def load(name: str) -> Any:  # noqa: ANN401 - plain data: each caller knows the shape of its own file
    """Return the content of `data/NAME.yaml` (dicts, lists, strings, numbers), read from its compiled form."""
    return msgspec.json.decode(content("compiled", f"{name}.json"))
