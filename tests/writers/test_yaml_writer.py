"""Records as YAML: values survive every reader, styles are as the contract has them."""

import re
from io import StringIO

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from karabakh_extract import record as r
from karabakh_extract.writers import yaml as writer

SAFE_1_2 = YAML(typ="safe", pure=True)


def readings(text):
    """Return what three readers make of the text: libyaml and PyYAML (YAML 1.1), ruamel.yaml (YAML 1.2)."""
    return [
        yaml.load(text, yaml.CSafeLoader),
        yaml.load(text, yaml.SafeLoader),
        SAFE_1_2.load(StringIO(text)),
    ]


def whole(value):
    """Return plain data with U+FFFD for lone surrogates."""
    if isinstance(value, str):
        return re.sub("[\ud800-\udfff]", "\ufffd", value)
    if isinstance(value, dict):
        return {key: whole(part) for key, part in value.items()}
    return [whole(part) for part in value] if isinstance(value, list) else value


def assert_survives(made):
    expected = whole(msgspec.to_builtins(made))
    text = writer.document(made)
    assert readings(text) == [expected] * 3
    assert text.encode()


def test_the_layout(record):
    text = writer.document(record())
    for piece in (
        "schema: karabakh-extract/record/1\ngenerator:\n  name: karabakh-extract\n",
        '\nid: "12345678901234567890123456789012"\nsource:\n  name: dump/a.txt\n',
        f'\n  sha256: "{"1" * 64}"\n',
        '\nheadline: "Video: A Bridge"\nauthors: [Nora Field, "Ben Marsh, Jr."]\npublisher: null\n',
        '\nlanguage: "no"\ndates:\n  published: "2020-11-05"\n',
        '\n  - {date: "2020", text: last year, start: 3, end: 12}\n',
        '\nregions: [Asia, "No", "12"]\nthemes: []\n',
        "\n  parts: [{start: 1, end: 28}]\n",
        '\n- {url: "https://example.org/a.mp4?x=1#t", kind: video}\n',
        '\n- {field: null, origin: label, text: "Page: 1", start: 4, end: 11}\n',
        "\nbody: |-\n  The bridge is closed.\n\n  Nobody knows why.\nremoved:\n",
        "\n  confidence: 1.0e-05\n",
        "\n  text: |-\n    SUPPORT: our newsroom",
    ):
        assert piece in text
    assert_survives(record())


def test_keys_stand_in_the_order_of_the_definition(record):
    made = record(spans=[r.RecordSpan(start=0, end=3, label="body")])
    fields = [field.name for field in msgspec.structs.fields(r.Record)]
    assert list(yaml.safe_load(writer.document(made))) == fields
    assert_survives(made)


@pytest.mark.parametrize(
    "word",
    [
        "yes", "No", "ON", "off", "y", "N", "true", "False", "null", "NULL", "~", "nan", ".nan",
        ".inf", "-.Inf", "1", "-1", "+1", "1_000", "0x1f", "0o17", "017", "0b1", "1e3", "1.5",
        ".5", "12:30:45", "1:2", "1,2", "2020-11-05", "2020-11-05T10:00:00Z", "2020-11-05 10:00",
        "=", "<<", "!tag", "&a", "*a", "@a", "`a", "%a", "- a", "-", "? a", "a: b", "a:", ":a",
        "a #b", "#a", "a#b", "[a", "]a", "{a", "}a", "a, b", "'a'", '"a"', "a\\b", "|", ">", "---",
        "...", "--- a", " a", "a ", "", " ", "a\tb", "\ta", "é", "Ⅷ", "１２", "٣", "½",
        "https://example.org/a?b=c#d", "mailto:a@example.org", "C:", "a:b", "\u00a0a", "a\u00a0",
        "\ufeffa", "a\x7f", "a\x85b", "a\u2028b", "\u200bx", "\ud83d", "\uffff", "🚢", "a: 🚢",
        "\ue000", "\ue000🚢",
    ],
)  # fmt: skip
def test_texts_that_could_be_taken_for_something_else(record, word):
    assert_survives(
        record(
            headline=word,
            regions=[word, word],
            body=word,
            media=[r.Media(url=word, kind="image")],
            removed=[r.Removed(kind="other", rule="x", text=word * 60)],
        )
    )


@pytest.mark.parametrize(
    "body",
    [
        "One.\n\nTwo 🚢 three.",
        "- a list\n- of things",
        "# not a comment\n\nkey: value",
        "---\n\n...",
        "“Curly” — dashes…\n\n  an indented line",
        "𠮷野家 and 👩‍👩‍👧 and é",
        "x" * 50_000,
        "%YAML 1.1\n---",
        "\ue000 stands already 🚢 in the text",
    ],
)
def test_the_body_is_a_block_whatever_it_holds(record, body):
    text = writer.document(record(body=body))
    lines = "\n".join(f"  {line}" if line else "" for line in body.split("\n"))
    assert f"\nbody: |-\n{lines}\nremoved:" in text
    assert_survives(record(body=body))


@pytest.mark.parametrize("body", [" a\nb", "\na", "a\n", "a \nb", "a\tb", "a\x07b", "a\r\nb", "a\u2028b", "", "a\x85b"])
def test_what_no_block_can_hold_is_quoted(record, body):
    assert '\nbody: "' in writer.document(record(body=body))
    assert_survives(record(body=body))


def test_thousands_of_rare_characters_stand_in_a_block(record):
    body = "".join(map(chr, [*range(0x20000, 0x20000 + 7000), *range(0xE000, 0xF900)]))
    assert f"\nbody: |-\n  {body}\n" in writer.document(record(body=body))
    assert yaml.load(writer.document(record(body=body)), yaml.CSafeLoader)["body"] == body


ODD = st.text(
    st.sampled_from(" \n\t\r:#-?,[]{}&*!|>'\"%@`~=<.019aZé\u00a0\x85\u2028\ufeff\ud800\ue000\U0001f6a2\U00020000\x07")
)


@settings(max_examples=150, deadline=None)
@given(headline=st.text() | ODD, body=st.text() | ODD, removed=st.text() | ODD, name=st.text() | ODD)
def test_any_text_survives_every_reader(record, headline, body, removed, name):
    assert_survives(
        record(
            headline=headline,
            body=body,
            authors=[name, headline],
            removed=[r.Removed(kind="other", rule=name, text=removed)],
            places=[],
        )
    )


def printed_by_pyyaml(text, emitter):
    """Return the text that PyYAML prints of the events that it reads from a text."""
    return yaml.emit(yaml.parse(text, yaml.SafeLoader), Dumper=emitter, width=2**31 - 1, allow_unicode=True)


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML without libyaml")
@settings(max_examples=200, deadline=None)
@given(
    text=st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"])) | ODD.map(whole),
    word=st.text() | ODD,
    long=st.booleans(),
)
def test_the_text_is_what_pyyaml_prints(record, text, word, long):
    # PyYAML escapes characters above U+FFFF, or prints those that turn the direction over
    text, word = (re.sub("[\U00010000-\U0010ffff\u202a-\u202e\u2066-\u2069]", "?", whole(t)) for t in (text, word))
    text *= 60 if long else 1
    made = record(
        headline=text,
        body=text,
        authors=[word, text],
        media=[r.Media(url=text, kind="image")],
        removed=[r.Removed(kind="other", rule=word, text=text), r.Removed(kind="other", rule=text, text=word)],
        warnings=[r.Warning(code="body_short", detail=word, message=text)],
    )
    expected = writer.document(made)
    assert printed_by_pyyaml(expected, yaml.CSafeDumper) == printed_by_pyyaml(expected, yaml.SafeDumper) == expected


def test_many_records_are_many_documents(record):
    text = "".join(writer.stream([record(), record(body="---\n...")]))
    assert [found["body"] for found in yaml.safe_load_all(text)] == [record().body, "---\n..."]
    assert [found["body"] for found in SAFE_1_2.load_all(text)] == [record().body, "---\n..."]
    assert list(writer.stream([])) == []
