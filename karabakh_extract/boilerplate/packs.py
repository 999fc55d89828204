"""Rule packs (YAML, format 1) in, checked rules out; whatever is wrong is reported with file and line.

The format is public: `docs/rules.md` is its guide. A pack of one's own may switch rules off (`disable: [id]`), replace
one by giving a rule of the same id, and protect text with rules of kind `keep`.
"""

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

from karabakh_extract.boilerplate.phrases import Phrase
from karabakh_extract.boilerplate.rules import (
    EXTENTS,
    GIVES,
    KINDS,
    NEEDS,
    PLACES,
    SHAPES,
    Follow,
    Rule,
)
from karabakh_extract.errors import RulesError
from karabakh_extract.nesting import refuse_depth

FORMAT = 1
LARGEST = 20_000_000
"""Bytes of a pack; a device or a pipe called by mistake has no end."""
_HEADER = ("pack", "format", "notes", "source", "languages", "outlets", "disable", "rules")
_RULE = (
    "id",
    "kind",
    "why",
    "phrases",
    "also",
    "at",
    "extent",
    "follow",
    "before",
    "needs",
    "languages",
    "outlets",
    "gives",
    "takes",
    "leaves",
)
_FOLLOW = ("shapes", "most", "until", "holding")
# needs with an argument: its values (none listed: a number) and an example
_ARGUMENTS: dict[str, tuple[tuple[str, ...], str]] = {
    "short": ((), "short 12"),
    "long": ((), "long 9"),
    "run": ((), "run 3"),
    "after": (KINDS, "after about_author"),
    "behind": (SHAPES, "behind name"),
}
_HELP = "docs/rules.md explains the format"


class Pack(msgspec.Struct, frozen=True):
    """One pack: its rules in order and the ids it switches off, each with the line it stands on."""

    name: str
    rules: tuple[Rule, ...]
    disable: tuple[tuple[str, int], ...]
    path: str


class _Reader:
    """Walks the YAML nodes of one file, so that every complaint knows its line."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fail(self, node: yaml.Node, problem: str) -> RulesError:
        return RulesError(f"{self.path}:{node.start_mark.line + 1}", problem, _HELP)

    def mapping(self, node: yaml.Node, known: Sequence[str], what: str) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self.fail(node, f"{what} is a mapping of keys to values")
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = self.text(key, f"a key of {what}")
            if name not in known:
                raise self.fail(key, f"{what} has no key “{name}”{_nearest(name, known)}")
            if name in found:
                raise self.fail(key, f"“{name}” is given twice")
            found[name] = value
        return found

    def text(self, node: yaml.Node, what: str) -> str:
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            raise self.fail(node, f"{what} is a text")
        return str(node.value).strip()

    def one_of(self, node: yaml.Node, known: Sequence[str], what: str) -> str:
        value = self.text(node, what)
        if value not in known:
            raise self.fail(node, f"{what} “{value}” is not one of {', '.join(known)}{_nearest(value, known)}")
        return known[known.index(value)]  # the same object as a default, so that it is left out when written

    def number(self, node: yaml.Node, low: int, high: int, what: str) -> int:
        value = self.text(node, what)
        if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
            raise self.fail(node, f"{what} is a number from {low} to {high}, not “{value}”")
        return int(value)

    def items(self, node: yaml.Node, what: str) -> list[yaml.Node]:
        if not isinstance(node, yaml.SequenceNode):
            raise self.fail(node, f"{what} is a list")
        return list(node.value)

    def texts(self, node: yaml.Node, what: str) -> tuple[str, ...]:
        return tuple(self.text(item, f"each of {what}") for item in self.items(node, what))

    # -- parts of a pack ----------------------------------------------------------------------------------------------

    def pack(self) -> Pack:
        try:
            with self.path.open("rb") as stream:
                source = stream.read(LARGEST + 1)
            if len(source) > LARGEST:
                raise RulesError(str(self.path), f"too large for a rule pack (more than {LARGEST:,} bytes)", _HELP)
            refuse_depth(source, yaml.CSafeLoader)
            root = yaml.compose(source, Loader=yaml.CSafeLoader)
        except RecursionError:
            raise RulesError(str(self.path), "nested deeper than any rule pack", _HELP) from None
        except OSError as error:
            raise RulesError(
                str(self.path), f"cannot be read ({error.strerror})", "give a rule pack or a folder of them"
            ) from None
        except (yaml.YAMLError, UnicodeError) as error:
            mark = getattr(error, "problem_mark", None)
            line = f":{mark.line + 1}" if mark else ""
            raise RulesError(
                f"{self.path}{line}", f"no valid YAML ({getattr(error, 'problem', None) or error})", _HELP
            ) from None
        if root is None:
            raise RulesError(f"{self.path}:1", "the pack is empty", _HELP)
        keys = self.mapping(root, _HEADER, "a pack")
        for name in ("pack", "format"):
            if name not in keys:
                raise self.fail(root, f"the pack has no “{name}”")
        if (version := self.text(keys["format"], "format")) != str(FORMAT):
            raise self.fail(keys["format"], f"format {version} is not known; this program reads format {FORMAT}")
        name = self.text(keys["pack"], "pack")
        defaults: dict[str, Any] = {"pack": name}
        for each in ("languages", "outlets"):
            if each in keys:
                defaults[each] = self.texts(keys[each], each)
        rules: dict[str, Rule] = {}
        for node in self.items(keys["rules"], "rules") if "rules" in keys else []:
            rule = self.rule(node, defaults)
            if rule.id in rules:
                raise self.fail(node, f"the id “{rule.id}” stands twice in this pack")
            rules[rule.id] = rule
        off = self.items(keys["disable"], "disable") if "disable" in keys else []
        disable = tuple((self.text(node, "each of disable"), node.start_mark.line + 1) for node in off)
        return Pack(name=name, rules=tuple(rules.values()), disable=disable, path=str(self.path))

    def rule(self, node: yaml.Node, defaults: dict[str, Any]) -> Rule:
        keys = self.mapping(node, _RULE, "a rule")
        for name in ("id", "kind", "why", "phrases"):
            if name not in keys:
                raise self.fail(node, f"the rule has no “{name}”")
        values = dict(defaults)
        values["id"] = self.text(keys["id"], "id")
        values["kind"] = self.one_of(keys["kind"], KINDS, "kind")
        values["why"] = self.text(keys["why"], "why")
        slots = set[str]()
        phrases = self.items(keys["phrases"], "phrases")
        if not phrases:
            raise self.fail(keys["phrases"], "phrases is an empty list")
        values["phrases"] = tuple(self.phrase(item, slots) for item in phrases)
        if "also" in keys:
            values["also"] = tuple(self.phrase(item, set()) for item in self.items(keys["also"], "also"))
        if "at" in keys:
            values["at"] = self.one_of(keys["at"], PLACES, "at")
        if "extent" in keys:
            values["extent"] = self.one_of(keys["extent"], EXTENTS, "extent")
        if values.get("at") == "anywhere":
            for item, text in zip(phrases, values["phrases"], strict=True):
                if Phrase(text).may_start == "any":
                    raise self.fail(item, "a phrase that stands anywhere begins with a word, not with a slot or gap")
        for name in ("follow", "before"):
            if name in keys:
                values[name] = self.follow(keys[name], name)
        if "needs" in keys:
            values["needs"] = tuple(self.need(item) for item in self.items(keys["needs"], "needs"))
        for name in ("languages", "outlets", "takes", "leaves"):
            if name in keys:
                values[name] = self.texts(keys[name], name)
        if "gives" in keys:
            values["gives"] = {}
            for field, slot in self.mapping(keys["gives"], GIVES, "gives").items():
                values["gives"][field] = self.one_of(slot, sorted(slots), "a slot of the phrases")
        return Rule(**values)

    def phrase(self, node: yaml.Node, slots: set[str]) -> str:
        text = self.text(node, "each of phrases")
        try:
            slots |= Phrase(text).slots
        except ValueError as error:
            raise self.fail(node, f"“{text}”: {error}") from None
        return text

    def follow(self, node: yaml.Node, what: str) -> Follow:
        keys = self.mapping(node, _FOLLOW, what)
        shapes = (
            tuple(self.one_of(item, SHAPES, "a shape") for item in self.items(keys["shapes"], "shapes"))
            if "shapes" in keys
            else ()
        )
        until = self.phrase(keys["until"], set()) if "until" in keys else None
        if bool(shapes) == bool(until):
            raise self.fail(node, f"{what} has either shapes or until")
        return Follow(
            shapes=shapes,
            most=self.number(keys["most"], 1, 60, "most") if "most" in keys else 6,
            until=until,
            holding=self.phrase(keys["holding"], set()) if "holding" in keys else None,
        )

    def need(self, node: yaml.Node) -> str:
        text = self.text(node, "each of needs")
        for part in text.split("|"):
            name, _, argument = part.partition(" ")
            if name not in NEEDS:
                raise self.fail(node, f"“{part}” is not one of {', '.join(NEEDS)}{_nearest(name, NEEDS)}")
            valid, example = _ARGUMENTS.get(name, (("",), ""))
            if not (argument in valid if valid else argument.isascii() and argument.isdigit()):
                raise self.fail(node, f"“{part}”: write {f'“{example}”' if example else f'“{name}” alone'}")
        return text


def read_pack(path: Path) -> Pack:
    """Read and check one pack; raises `RulesError` with file and line."""
    return _Reader(path).pack()


def read_packs(paths: Iterable[Path]) -> list[Pack]:
    """Read packs from files and folders (every *.yaml and *.yml of a folder, by name)."""
    packs = []
    for path in paths:
        if path.is_dir():
            files = sorted(each for each in path.iterdir() if each.suffix in (".yaml", ".yml"))
            if not files:
                raise RulesError(str(path), "no rule pack in this folder", "packs end in .yaml")
            packs += [read_pack(each) for each in files]
        else:
            packs.append(read_pack(path))
    return packs


def combined(base: Sequence[Rule], packs: Sequence[Pack]) -> list[Rule]:
    """Return the rules in force: those of `base`, changed by each pack in turn."""
    rules = {rule.id: rule for rule in base}
    for pack in packs:
        for name, line in pack.disable:
            if name not in rules:
                raise RulesError(
                    f"{pack.path}:{line}", f"there is no rule “{name}” to disable{_nearest(name, list(rules))}", _HELP
                )
            del rules[name]
        rules.update((rule.id, rule) for rule in pack.rules)
    return list(rules.values())


def _nearest(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f" (do you mean “{near[0]}”?)" if near else ""
