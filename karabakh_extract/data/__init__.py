"""Knowledge as data: rules, cue verbs, titles, months, names, outlets, as YAML files that a journalist can correct.

Parsing YAML costs more than an extraction, so each file is compiled to JSON once (`make data`) and that is what
ships and is read here; a test holds every compiled file against its YAML.
"""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

FOLDER = Path(__file__).parent


@cache
def load(name: str) -> Any:  # noqa: ANN401 - plain data: each caller knows the shape of its own file
    """Return the content of `data/NAME.yaml` (dicts, lists, strings, numbers), read from its compiled form."""
    return msgspec.json.decode((FOLDER / "compiled" / f"{name}.json").read_bytes())
