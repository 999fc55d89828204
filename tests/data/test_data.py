"""The compiled word lists that ship are those of the YAML."""

import pytest
import yaml

from karabakh_extract.data import FOLDER, content, load
from karabakh_extract.data.__main__ import compiled
from karabakh_extract.names.lexicon import fold, titles


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_compiled_list_agrees_with_its_yaml(path):
    assert content("compiled", f"{path.stem}.json") == compiled(path), "run: make data"


def test_lists_that_are_looked_up_folded_are_folded():
    assert "monseñor" not in titles("honorifics")
    assert {"monsenor", "sr", "pere"} <= titles("honorifics")
    names = " ".join(text for group in load("given_names").values() for text in group.values())
    assert names == fold(names)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("**/*.yaml")), ids=lambda path: path.stem)
def test_no_word_of_a_list_is_a_truth_value_to_yaml(path):
    """Bare on, no and off are booleans to YAML 1.1: they stand in quotation marks."""
    assert list(truth_values(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))) == []


def truth_values(value, *place):
    """Keys and items of lists that are booleans, with the path to them."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                yield (*place, key)
            yield from truth_values(inner, *place, key)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            if isinstance(inner, bool) or inner is None:
                yield (*place, number, inner)
            yield from truth_values(inner, *place, number)
