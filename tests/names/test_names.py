"""Names, titles, genders and persons in running text, case by case from cases.yaml."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from karabakh_extract.names import gender, looks_like_organisation, looks_like_person, split_title
from karabakh_extract.names.mentions import persons

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
SURE, DOUBTFUL = 0.6, 0.4


@pytest.mark.parametrize("text", CASES["persons"])
def test_a_person_looks_like_one(text):
    assert looks_like_person(text) >= SURE
    assert looks_like_organisation(text) <= DOUBTFUL


@pytest.mark.parametrize("text", CASES["organisations"])
def test_an_organisation_looks_like_one(text):
    assert looks_like_organisation(text) >= SURE
    assert looks_like_person(text) <= DOUBTFUL


@pytest.mark.parametrize("text", CASES["neither_person"])
def test_what_is_no_person(text):
    assert looks_like_person(text) <= DOUBTFUL


@pytest.mark.parametrize(("text", "name", "title"), CASES["titles"])
def test_a_title_is_split_off(text, name, title):
    assert split_title(text) == (name, title)


@pytest.mark.parametrize(("name", "letter"), CASES["genders"])
def test_gender(name, letter):
    assert gender(name) == letter


@pytest.mark.parametrize("case", CASES["mentions"], ids=lambda c: c["text"][:30])
def test_persons_in_running_text(case):
    found, _ = persons(case["text"])
    assert [p.name for p in found] == case["persons"]
    assert all(case["text"][p.start : p.end] == p.name for p in found)


@given(st.text(max_size=120))
def test_any_string_is_judged_between_no_and_yes(text):
    assert 0 <= looks_like_person(text) <= 1
    assert 0 <= looks_like_organisation(text) <= 1
    name, title = split_title(text)
    assert len(name) + len(title or "") <= len(text)
    assert gender(text) in ("m", "f", None)
