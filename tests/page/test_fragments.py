"""Fragments of flattened pages: what is joined, what stays apart, and that nothing of the source is lost."""

from pathlib import Path

import pytest
import yaml

from karabakh_extract import Extractor, Source
from karabakh_extract.page.dense import dense_run, text_words
from karabakh_extract.page.fragments import join_fragments, looks_flattened, parted_lines
from karabakh_extract.page.text import text_blocks

CASES = yaml.safe_load(Path(__file__).with_name("fragments.yaml").read_text("utf-8"))
MENU = ["Home", "World", "Business", "Sport", "Culture", "Weather"] * 4


def sizes(blocks):
    return [text_words(block.text) for block in blocks]


def joined(lines):
    apart = text_blocks("\n".join([*MENU, *lines, *MENU]))
    blocks = join_fragments(apart, parted_lines(apart))
    return [block.text for block in blocks[len(MENU) : -len(MENU)]]


@pytest.mark.parametrize(("lines", "expected"), CASES["joined"])
def test_joined(lines, expected):
    assert joined(lines) == expected


@pytest.mark.parametrize("lines", [lines for (lines,) in CASES["apart"]])
def test_apart(lines):
    assert joined(lines) == lines


@pytest.mark.parametrize(("lines", "expected"), CASES["joined"])
def test_the_spans_are_the_source(lines, expected):
    text = "\n".join([*MENU, *lines, *MENU])
    page = Extractor().draft(Source(data=text, name="page.txt")).page
    assert page.run is not None
    assert "".join(text[span.start : span.end] for span in page.spans()) == text


def test_an_article_is_not_flattened():
    paragraph = "The harbour master said on Monday that the ferry would stay in dock until the pilot boat was mended."
    assert not looks_flattened(text_blocks("\n\n".join(["A headline of the day", *[paragraph] * 30])))
    assert looks_flattened(text_blocks("\n".join([*MENU, paragraph])))


def test_the_dense_run_is_the_one_behind_the_headline():
    prose = "The harbour master said on Monday that the ferry would stay in dock until the pilot boat was mended."
    notice = (
        "We and our partners store and read information on your device to show advertising and to measure its success. "
        * 2
    )
    blocks = text_blocks(
        "\n".join([*MENU, "The ferry stays in dock", *[prose] * 4, *MENU * 3, *[notice.strip()] * 6, *MENU])
    )
    assert dense_run(sizes(blocks), len(MENU)) == (len(MENU) + 1, len(MENU) + 5)
    assert dense_run(sizes(blocks))[0] > len(MENU) + 5
    assert dense_run(sizes(text_blocks("Home\nNews"))) == (0, 0)
