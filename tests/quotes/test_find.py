"""find_quotes, case by case from cases/*.yaml, and for any text: parts lie in the body and give the text's words."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from karabakh_extract.quotes import find_quotes

FOLDER = Path(__file__).parent / "cases"
CASES = [
    pytest.param(
        case,
        id=f"{path.stem}: {case['id']}",
        marks=[pytest.mark.xfail(strict=True, reason=case["fails"])] if "fails" in case else [],
    )
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
ALPHABET = st.sampled_from(
    [
        *"“”\"'‘’«»„‹›「」 .,:;!?—–-\n",
        "\n\n",
        " said ",
        " that ",
        "he",
        "Ana Costa",
        "the ministry",
        " told ",
        "according to ",
        " قال ",
        "، تقول ",
        " أن ",
        "ليلى الهاشمي",
    ]
)


def folded(text):
    return "\n\n".join(" ".join(p.split()) for p in re.split(r"\n\s*\n", text.strip()))


def without_stars(body):
    """Return a body without the stars of its bold stretches, and where those stand."""
    plain, stretches = "", []
    for n, piece in enumerate(body.split("**")):
        if n % 2:
            stretches.append((len(plain), len(plain) + len(piece)))
        plain += piece
    return plain, stretches


def check_offsets(body, quotes):
    for quote in quotes:
        pieces = [body[part.start : part.end] for part in quote.parts]
        assert all(pieces)
        assert all(0 <= part.start < part.end <= len(body) for part in quote.parts)
        assert (quote.start, quote.end) == (quote.parts[0].start, quote.parts[-1].end)
        assert re.findall(r"\w+", " ".join(pieces)) == re.findall(r"\w+", quote.text)


@pytest.mark.parametrize("case", CASES)
def test_case(case):
    body = folded(case["body"])
    body, bold = without_stars(body) if "bold" in case else (body, [])
    found = find_quotes(body, case.get("language", "en"), emphasised=bold, headline=case.get("headline"))
    check_offsets(body, found)
    given_values = [
        {"text": q.text, "kind": q.kind, "name": q.speaker.name, "role": q.speaker.role, "mention": q.speaker.mention,
         "resolution": q.resolution, "cue": q.cue, "via": q.via, "parts": len(q.parts)}
        for q in found
    ]  # fmt: skip
    wanted = case["quotes"]
    assert [{k: g[k] for k in w} for g, w in zip(given_values, wanted, strict=False)] == wanted
    assert [g["text"] for g in given_values] == [w["text"] for w in wanted]


@given(st.text(max_size=400), st.sampled_from(["en", "fr", "ru", "tr", "ar", None]))
def test_any_text(body, language):
    check_offsets(body, find_quotes(body, language))


@given(st.lists(ALPHABET, max_size=60).map("".join), st.sampled_from(["en", "fr", "es", "ru", "tr", "ar"]))
def test_any_arrangement_of_marks_verbs_and_names(body, language):
    check_offsets(body, find_quotes(body, language))


def test_offsets_count_code_points():
    body = "😀 “The lamp is lit,” said Ana Costa."
    (quote,) = find_quotes(body, "en")
    assert body[quote.start : quote.end] == "The lamp is lit"


def test_the_language_is_guessed_without_one():
    (quote,) = find_quotes("« Le pont tient », a dit le maire de Sion, Luc Moret.", None)
    assert quote.speaker.name == "Luc Moret"


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "“never closed " * 100_000,
        '"odd ' * 100_001,
        "'s and ' " * 100_000,
        "Ana Costa met " * 100_000,
        'Ana Costa said that "x". ' * 40_000,
        "he said " * 100_000,
        "word " * 2_000_000,
        ", " * 500_000,
        "— dit " * 100_000,
        "« Oui, dit-il, " * 60_000,
        "«نعم»، قال سعيد ليلى أن " * 40_000,
        "قال قائلا إن حسين " * 60_000,
    ],
    ids=lambda b: b[:16],
)
@pytest.mark.timeout(60)
def test_storms_end(body):
    for language in ("en", "fr", "ar"):
        check_offsets(body, find_quotes(body, language)[:5])
