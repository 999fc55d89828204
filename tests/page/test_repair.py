"""Mojibake: the cases of `repair.yaml`, what is left alone, how small the stretches are."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from karabakh_extract.page.repair import repairs

CASES = yaml.safe_load(Path(__file__).with_name("repair.yaml").read_text("utf-8"))


def repaired(text):
    for start, end, letters in reversed(repairs(text)):
        text = text[:start] + letters + text[end:]
    return text


@pytest.mark.parametrize(("text", "expected"), CASES["repaired"])
def test_repaired(text, expected):
    assert repaired(text) == expected


@pytest.mark.parametrize("text", CASES["left"])
def test_left(text):
    assert repairs(text) == []


@pytest.mark.parametrize("text", [expected for _, expected in CASES["repaired"]])
def test_correct_text_is_left(text):
    assert repairs(text) == []


def test_stretches_are_small_and_in_order():
    text = "a lÃ­nea,\nb dÃ©jÃ  vu"
    assert repairs(text) == [(3, 5, "í"), (13, 15, "é"), (16, 18, "à")]


def test_a_word_in_another_script_is_one_stretch():
    assert repairs("x Ð¨ÑƒÑˆÐ° Ð³Ð¾Ñ€Ð¾Ð´") == [(2, 10, "Шуша"), (11, 21, "город")]


def test_ftfy_is_not_imported_for_correct_text():
    code = (
        "import sys; from karabakh_extract.page.repair import repairs;"
        "repairs('L’été «\\u00a0à\\u00a0» Шуша, СССР… São Paulo – “Straße”'); sys.exit('ftfy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["Ã©", "Ã ", "Р°", "\x92", "é…", "â€™ ", "Ã", "√"])
@pytest.mark.timeout(30)
def test_long_lines(unit):
    line = unit * (200_000 // len(unit))
    assert all(0 <= start < end <= len(line) for start, end, *_ in repairs(line))
