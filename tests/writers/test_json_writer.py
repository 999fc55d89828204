"""Records as JSON and JSON lines."""

import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh_extract.record import Record
from karabakh_extract.writers import json as array
from karabakh_extract.writers import jsonl as lines


def test_a_document_is_indented_and_not_escaped(record):
    text = array.document(record(headline="Мост 🚢"))
    assert text.startswith('{\n  "schema": "karabakh-extract/record/1",\n  "generator": {\n')
    assert '\n  "headline": "Мост 🚢",\n' in text
    assert text.endswith("\n}\n")


@pytest.mark.parametrize("count", [0, 1, 3])
def test_many_records_are_one_array(record, count):
    pieces = list(array.stream(record(headline=f'"{number}"\n') for number in range(count)))
    found = json.loads("".join(pieces))
    assert [one["headline"] for one in found] == [f'"{number}"\n' for number in range(count)]
    assert len(pieces) == count + 1


def test_an_array_holds_objects_as_a_document_would_indented_once_more(record):
    text = "".join(array.stream([record()]))
    assert text == "[\n" + "".join(f"  {line}\n" for line in array.document(record()).splitlines()) + "]\n"


def test_a_line_a_record(record):
    text = "".join(lines.stream([record(body="a\nb\u2028c\x85"), record()]))
    assert [json.loads(line)["body"] for line in text.split("\n")[:-1]] == ["a\nb\u2028c\x85", record().body]


def test_controls_that_a_terminal_obeys_are_escaped(record):
    for text in (
        lines.document(record(headline="a\x9b2Jb\x7f\x1b")),
        array.document(record(headline="\x9b")),
    ):
        assert not set("\x9b\x7f\x1b") & set(text)
    assert json.loads(lines.document(record(headline="\x9b\x7f")))["headline"] == "\x9b\x7f"


@settings(max_examples=100, deadline=None)
@given(text=st.text(st.characters()))
def test_any_text_survives(record, text):
    made = record(headline=text, body=text, authors=[text])
    whole = "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text)
    for printed in (array.document(made), lines.document(made), "".join(array.stream([made]))[1:-2]):
        found = json.loads(printed)
        assert (found["headline"], found["body"], found["authors"]) == (whole, whole, [whole])


def test_the_record_can_be_read_back(record):
    assert msgspec.json.decode(lines.document(record()), type=Record) == record()
