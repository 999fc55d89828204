"""`python -m karabakh_extract.data`: compile every YAML file of this folder, and the rule packs in `rules/`, to the
JSON that the program reads."""

import os
from pathlib import Path
from typing import Any

import msgspec
import yaml

from karabakh_extract.data import FOLDER

_FOLDED = ("given_names", "organisation_words", "titles")
"""Lists that are only looked up folded: folding them at every start would take longer than reading them."""


def compiled(path: Path) -> bytes:
    """Return the JSON form of one YAML file."""
    content = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    if path.stem == "outlets":
        from karabakh_extract.fields.outlet_tables import outlet_tables  # as for `_folded`

        content = outlet_tables(content)
    if path.stem == "notice_signs":
        from karabakh_extract.fields.sign_tables import sign_tables  # as for `_folded`

        small = yaml.load(path.with_name("stopwords.yaml").read_bytes(), Loader=yaml.CSafeLoader)
        content = sign_tables(content, small["words"])
    return msgspec.json.encode(_folded(content) if path.stem in _FOLDED else content) + b"\n"


def _folded(value: Any) -> Any:  # noqa: ANN401 - plain data of any shape: its strings are folded, its keys stay
    # imported here: it reads nothing by itself, but the data it belongs to is what is being compiled
    from karabakh_extract.names.lexicon import fold

    if isinstance(value, dict):
        return {key: _folded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_folded(inner) for inner in value]
    return fold(value) if isinstance(value, str) else value


def compiled_rules(folder: Path) -> bytes:
    """Return the JSON form of all rule packs in `folder`; raises `RulesError` where one is not valid."""
    # the matcher reads word lists that this program compiles first
    from karabakh_extract.boilerplate.compiling import compiled, encoded
    from karabakh_extract.boilerplate.packs import combined, read_packs

    return encoded(compiled(combined((), read_packs([folder]))))


def main() -> None:
    """Write `compiled/NAME.json` for every `NAME.yaml`, and `compiled/rules.json`."""
    (FOLDER / "compiled").mkdir(exist_ok=True)
    for path in sorted(FOLDER.glob("*.yaml")):
        _replace(FOLDER / "compiled" / f"{path.stem}.json", compiled(path))
    _replace(FOLDER / "compiled" / "rules.json", compiled_rules(FOLDER / "rules"))


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: a program that starts meanwhile reads the old one."""
    if path.exists() and path.read_bytes() == content:
        return
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    draft.write_bytes(content)
    draft.replace(path)


if __name__ == "__main__":
    main()
