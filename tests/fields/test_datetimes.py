"""Dates of header lines: every case of `datetimes.yaml`, then what a list of lines cannot say."""

from pathlib import Path

import pytest
import yaml

from karabakh_extract.data import load
from karabakh_extract.fields.clock import fold
from karabakh_extract.fields.datecore import key
from karabakh_extract.fields.datetimes import find_dates

CASES = yaml.safe_load(Path(__file__).with_suffix(".yaml").with_stem("datetimes").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["found"], ids=lambda case: case[0])
def test_found(case):
    line = case[0]
    printed = [line if text == "=" else text for text in case[1::2]]
    expected = list(zip(printed, case[2::2], strict=True))
    found = [(line[d.start : d.end], d.value + "?" * d.ambiguous) for d in find_dates(line)]
    assert found == expected


@pytest.mark.parametrize("case", CASES["none"], ids=lambda case: case[0])
def test_none(case):
    assert find_dates(case[0]) == []


@pytest.mark.parametrize(
    ("line", "day_first", "value"),
    [
        ("11/05/2020", False, "2020-11-05"),
        ("11/05/2020", True, "2020-05-11"),
        ("11-05-2020", False, "2020-11-05"),
        ("11.05.2020", False, "2020-11-05"),
        ("11.05.2020", True, "2020-05-11"),
        ("25/11/2020", False, "2020-11-25"),
        ("11/25/2020", True, "2020-11-25"),
        ("2020-11-05", True, "2020-11-05"),
    ],
)
def test_day_first(line, day_first, value):
    assert [(d.value, d.ambiguous) for d in find_dates(line, day_first=day_first)] == [(value, False)]


@pytest.mark.parametrize(
    ("line", "text", "value"),
    [
        ("Friday, Feb 18, 2022 - 06:10 PM", "Friday, Feb 18, 2022", "2022-02-18"),
        ("2020-11-05T16:52:10Z", "2020-11-05", "2020-11-05"),
        ("16:52 UTC, 14 March 2023", "14 March 2023", "2023-03-14"),
        ("Thu Nov  5 16:52:10 2020", "Thu Nov  5 16:52:10 2020", "2020-11-05"),
    ],
)
def test_without_times(line, text, value):
    assert [(line[d.start : d.end], d.value) for d in find_dates(line, times=False)] == [(text, value)]


def test_a_name_means_one_month_in_all_languages():
    meanings: dict[str, set[int]] = {}
    for rows in load("months")["months"].values():
        assert len(rows) == 12
        for number, names in enumerate(rows, 1):
            for name in names:
                meanings.setdefault(key(name), set()).add(number)
    assert {name: numbers for name, numbers in meanings.items() if len(numbers) > 1} == {}


def test_every_language_and_month():
    for language, rows in load("months")["months"].items():
        for number, names in enumerate(rows, 1):
            for name in names:
                line = f"7 {name} 2019"
                assert [d.value for d in find_dates(line)] == [f"2019-{number:02}-07"], (language, line)


@pytest.mark.parametrize("char", ["İ", "ı", "ẞ", "ſ", "ﬁ", "Σ", "٣", "\u200f", "𝟚", "Ǆ"])
def test_folding_keeps_the_length(char):
    assert len(fold(f"a{char}B")) == 3


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1 ",
        "1.1.",
        "05.11.",
        "05-11-20 ",
        "5 may ",
        "may 5, ",
        "may 5, 2020 ",
        "2020-",
        "2020 a ",
        "12:05 ",
        "1/1/",
    ],
)
@pytest.mark.timeout(30)
def test_a_megabyte_in_one_line(unit):
    line = unit * (1_000_000 // len(unit))
    assert all(0 <= found.start < found.end <= len(line) for found in find_dates(line))
