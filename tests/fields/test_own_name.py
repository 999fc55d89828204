"""Outlets' names as sentences and labels print them: the cases of `own_name.yaml`."""

from pathlib import Path

import pytest
import yaml

from karabakh_extract.fields.own_name import own_names, source_name

CASES = yaml.safe_load(Path(__file__).with_suffix("").with_name("own_name.yaml").read_text("utf-8"))


@pytest.mark.parametrize(("printed", "name"), CASES["source_name"].items())
def test_source_name(printed, name):
    assert source_name(printed) == name


@pytest.mark.parametrize(("notice", "names"), CASES["own_names"].items())
def test_own_names(notice, names):
    found = own_names(notice)
    assert list(dict.fromkeys(name for _, _, name in found)) == names
    assert all(notice[start:end] for start, end, _ in found)
