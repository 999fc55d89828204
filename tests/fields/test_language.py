"""Languages: the texts of `language.yaml`, what needs no detector, and how a hint counts."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from karabakh_extract.data import load
from karabakh_extract.fields import language
from karabakh_extract.fields.language import detect_language

CASES = yaml.safe_load(Path(__file__).with_name("language.yaml").read_text("utf-8"))
HEADLINES = [(name, line) for name, lines in CASES["headlines"].items() for line in lines]


@pytest.mark.parametrize(("name", "text"), CASES["settled"].items())
def test_settled_without_a_detector(name, text, monkeypatch):
    monkeypatch.setattr(language, "_ask", lambda text, hint: ("asked", 0.0))
    found, confidence = detect_language(text)
    assert found == name
    assert confidence >= 0.6


@pytest.mark.parametrize(("name", "text"), HEADLINES)
def test_headlines(name, text):
    assert detect_language(text)[0] == name


@pytest.mark.parametrize("text", ["", "  \n", "12.05.2020 – 14:05", "1 2 3 %", "…"])
def test_no_letters(text):
    assert detect_language(text) == (None, 0.0)
    assert detect_language(text, hint="en") == (None, 0.0)


def test_a_hint_does_not_win_against_the_text():
    assert detect_language(CASES["settled"]["de"], hint="en-GB")[0] == "de"


def test_a_hint_decides_where_the_text_leaves_it_open():
    assert detect_language("Samtalen", hint="nb_NO")[0] in ("nb", "sv", "no", "da")
    assert detect_language("Rfk Qwx Zzv", hint="pt-BR") == ("pt", 0.5)


def test_names_in_another_script_do_not_change_the_language():
    assert detect_language(CASES["settled"]["en"] + " (Шуша, Շուշի)")[0] == "en"
    assert detect_language("Reuters, CNN, BBC: " + CASES["settled"]["ru"])[0] == "ru"


def test_the_middle_of_a_long_text_counts():
    quote = CASES["settled"]["fr"] + "\n"
    article = CASES["settled"]["en"] + "\n"
    assert detect_language(quote * 2 + article * 60)[0] == "en"


def test_no_detector_is_imported_for_an_article():
    code = (
        "import sys; from karabakh_extract.fields.language import detect_language;"
        f"detect_language({CASES['settled']['en']!r}); sys.exit('py3langid' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_language_asked_for_is_known_to_the_detector():
    data = load("stopwords")
    assert set(data["letters"]) <= set(data["words"])
    assert detect_language("Thử nghiệm ngôn ngữ tiếng Việt")[0] == "vi"


@pytest.mark.parametrize(
    ("claim", "taken"),
    [
        ("en_US", "en"),
        ("en#", "en"),
        (" fil ", "fil"),
        ("english", None),
        ("x-default", None),
        ("{{lang}}", None),
        ("12", None),
    ],
)
def test_a_claim_that_is_no_tag_is_none(claim, taken):
    assert detect_language("Rfk Qwx Zzv", hint=claim)[0] == taken
