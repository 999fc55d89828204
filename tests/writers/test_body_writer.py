"""Bodies as plain text."""

import pytest

from karabakh_extract.writers import body as writer


@pytest.mark.parametrize(("body", "text"), [("", ""), ("One.\n\nTwo.", "One.\n\nTwo.\n"), ("\ud83d", "\ufffd\n")])
def test_a_body_ends_with_a_newline(record, body, text):
    assert writer.document(record(body=body)) == text


def test_many_bodies_can_be_told_apart(record):
    bodies = ["One.\n\nTwo.", "", "Three."]
    text = "".join(writer.stream(record(body=body) for body in bodies))
    assert [part.removesuffix("\n") for part in text.split("\f\n")] == bodies
