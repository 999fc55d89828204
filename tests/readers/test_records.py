"""Records read again: one at a time where the format allows it, whatever the first line looks like."""

import io
import itertools
import json

import pytest

from karabakh_extract.readers.records import read_records

VALUES = [{"id": "a", "body": "one"}, {"id": "b", "body": "zwei"}]
LINES = "".join(json.dumps(value) + "\n" for value in VALUES)
FORMS = {
    "lines": LINES,
    "lines after blank ones": "\n \n" + LINES,
    "lines without an end": LINES.rstrip("\n"),
    "array": json.dumps(VALUES),
    "indented array": json.dumps(VALUES, indent=2),
    "array with a mark": "\ufeff" + json.dumps(VALUES),
    "lines with a mark": "\ufeff" + LINES,
    "documents": "---\nid: a\nbody: one\n---\nid: b\nbody: zwei\n",
    "documents without the first mark": "id: a\nbody: |-\n  one\n---\nid: b\nbody: zwei\n",
}


class Slow(io.BytesIO):
    """A pipe: it gives a few bytes at a time."""

    def read(self, size=-1):
        return super().read(size if size is None or size < 0 else min(size, 7))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("stream", [io.BytesIO, Slow])
def test_the_form_is_told_by_the_first_line(form, stream):
    assert list(read_records(stream(FORMS[form].encode()), "-")) == VALUES


@pytest.mark.parametrize("text", [json.dumps(VALUES[0]), json.dumps(VALUES[0], indent=2), "{\n" + LINES[1:]])
def test_one_object_is_one_record(text):
    assert next(read_records(io.BytesIO(text.split("\n{")[0].encode()), "-"))["id"] == "a"


class Endless(io.RawIOBase):
    """A stream of lines that never ends: a reader that wants all of it would hang."""

    def readable(self):
        return True

    def __init__(self):
        self._bytes = itertools.cycle(LINES.splitlines(keepends=True)[0].encode())

    def readinto(self, buffer):
        buffer[:] = bytes(itertools.islice(self._bytes, len(buffer)))
        return len(buffer)


def test_lines_are_read_one_at_a_time():
    first = itertools.islice(read_records(io.BufferedReader(Endless()), "-"), 1000)
    assert sum(value["id"] == "a" for value in first) == 1000
