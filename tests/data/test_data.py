"""The compiled word lists that ship are those of the YAML."""

import pytest

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
