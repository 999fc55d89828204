"""`convert --spans`: the whole source as labelled stretches, in a record that is otherwise the same."""

import json
from pathlib import Path

import pytest

from karabakh_extract.extract import Extractor
from karabakh_extract.options import Options
from karabakh_extract.readers.source import Source

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))


def test_spans_are_added_where_they_are_asked_for(run, desk):
    plain = json.loads(run("convert", "ferry.txt", "-f", "json").stdout)
    full = json.loads(run("convert", "ferry.txt", "-f", "json", "--spans").stdout)
    spans = full.pop("spans")
    assert "spans" not in plain
    assert full == plain
    text = (desk / "ferry.txt").read_text("utf-8")
    assert "".join(text[span["start"] : span["end"]] for span in spans) == text
    assert spans[0] == {"start": 0, "end": 41, "label": "field", "kind": "headline", "rule": "first_line"}
    assert {span["label"] for span in spans} == {"field", "space", "body"}


def test_a_web_page_has_no_offsets(run, desk):
    (desk / "page.html").write_text("<html><body><h1>Ferry</h1><p>A paragraph of some words.</p></body></html>")
    assert json.loads(run("convert", "page.html", "-f", "json", "--spans").stdout)["spans"] == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_spans_agree_with_the_rest_of_the_record(sample):
    extractor = Extractor(Options(spans=True))
    source = Source(sample.read_bytes(), sample.name)
    record, page = extractor.extract(source), extractor.draft(source).page
    spans = record.spans
    assert [span.start for span in spans] == [0, *(span.end for span in spans)][:-1]
    assert spans[-1].end == len(page.source)
    for span in spans:
        inside = page.source[span.start : span.end]
        assert (span.label == "space") == inside.isspace()
        if span.label == "removed":
            assert any(
                each.start <= span.start and span.end <= each.end and (each.kind, each.rule) == (span.kind, span.rule)
                for each in record.removed
            )
        if span.label == "field" and span.kind:
            assert any(each.start == span.start and each.field == span.kind for each in record.evidence)
        if span.label == "field":
            assert any(each.start == span.start for each in record.evidence)
    letters = "".join(page.source[span.start : span.end] for span in spans if span.label == "body")
    assert len(letters) >= 0.9 * len(record.body)


def test_a_tag_between_two_notices_is_markup():
    text = "A Headline Of Some Words\n\nA paragraph of this article, with some words in it, and a few more of them.\n\n"
    text += "<p>Copyright © 2020 Tarnbeck Mail. All rights reserved.</p>\n"
    record = Extractor(Options(spans=True)).extract(Source(text, "x.txt"))
    for span in record.spans:
        assert span.label != "body" or not text[span.start : span.end].startswith("<")
