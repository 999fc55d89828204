"""How deep YAML may be nested: rule packs and records come from users, and libyaml recurses without a limit."""

from typing import Any

DEEPEST = 100
"""Mappings and lists within each other that YAML may have: a record has six."""


def refuse_depth(text: bytes, loader: Any) -> None:  # noqa: ANN401 - two classes without a base
    """Raise RecursionError where YAML is nested deeper than anything real, YAMLError where it is not valid.

    libyaml's loader recurses without a limit, its parser does not: a text of brackets must not end the process.
    """
    import yaml

    depth = 0
    for event in yaml.parse(text, loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise RecursionError
