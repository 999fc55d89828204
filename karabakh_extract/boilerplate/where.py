"""Rule packs in, places out: in which file and on which line each rule stands, and its examples and phrases.

`packs` reads what a rule says; this is for whoever has to go and look at it.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import yaml

from karabakh_extract.boilerplate.packs import Pack
from karabakh_extract.data import FOLDER

BUILTIN = FOLDER / "rules"
"""The folder of the packs that come with the program."""


class Place(NamedTuple):
    """Where a rule stands: its file, its first line and the line after its last (from 1), and the lines of the items
    of its lists (`phrases`, `takes`, `leaves`)."""

    path: str
    line: int
    end: int
    items: dict[str, tuple[int, ...]]

    def of(self, key: str, number: int) -> int:
        """Return the line of one item of a list."""
        return self.items[key][number]


def places(packs: Iterable[Pack]) -> dict[str, Place]:
    """Return the place of every rule by id; of rules with one id, that of the last pack, which is in force."""
    return {name: place for pack in packs for name, place in _in_pack(pack.path).items()}


def source(place: Place) -> list[str]:
    """Return the lines of a rule as they stand in its pack, without what follows it."""
    lines = Path(place.path).read_text("utf-8").split("\n")[place.line - 1 : place.end - 1]
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return lines


def _in_pack(path: str) -> dict[str, Place]:
    text = Path(path).read_bytes()
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    found: dict[str, Place] = {}
    nodes = _value(root, "rules")
    starts = [node.start_mark.line + 1 for node in nodes]
    for node, after in zip(nodes, [*starts[1:], text.count(b"\n") + 2], strict=True):
        keys = {key.value: value for key, value in node.value}
        items = {
            key: tuple(item.start_mark.line + 1 for item in keys[key].value)
            for key in ("phrases", "takes", "leaves")
            if key in keys
        }
        # a mapping ends, for the parser, where the next thing begins; without a line end at the last line, within it
        end = min(after, node.end_mark.line + 1 + (node.end_mark.column > 0))
        found[keys["id"].value.strip()] = Place(path, node.start_mark.line + 1, end, items)
    return found


def _value(root: yaml.Node | None, name: str) -> list[yaml.MappingNode]:
    assert isinstance(root, yaml.MappingNode)
    return next((value.value for key, value in root.value if key.value == name), [])
