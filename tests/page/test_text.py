"""Plain text into Blocks: every layout of text.yaml."""

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from karabakh_extract.page.page import Page
from karabakh_extract.page.text import text_blocks

CASES = yaml.safe_load(Path(__file__).with_name("text.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_blocks(case):
    blocks = [block for block in text_blocks(case["text"]) if block.role != "furniture"]
    assert [block.text for block in blocks if block.text] == case["blocks"]
    if "roles" in case:
        assert [block.role for block in blocks if block.text] == case["roles"]


def test_a_long_line_is_cut_into_sentences_that_stay_one_paragraph():
    sentences = [f"The {name} house on the hill was sold on Monday to a man from the coast." for name in
                 ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")]  # fmt: skip
    blocks = text_blocks(" ".join(sentences))
    assert [block.text for block in blocks] == sentences
    assert Page(" ".join(sentences), blocks).body() == " ".join(sentences)


def test_furniture_inside_a_paragraph_is_listed_as_removed():
    case = next(case for case in CASES if case["name"].startswith("page numbers"))
    page = Page(case["text"], text_blocks(case["text"]))
    assert [stretch.text for stretch in page.stretches("removed")] == [
        "1", "The Elm Courier - 3 May 2021", "2", "The Elm Courier - 3 May 2021", "3",
    ]  # fmt: skip


TRICKY = st.text(alphabet=st.sampled_from(list("ab .,*_<>[]()&;#\n\r\t\f-\u00ad\u200b\u0301é“\x92!`|/0")), max_size=80)


@example("Â\t\x96\x80")
@given(st.one_of(TRICKY, st.text(max_size=200)))
def test_spans_are_the_source_and_texts_are_clean(source):
    blocks = text_blocks(source)
    page = Page(source, blocks)
    assert "".join(source[span.start : span.end] for span in page.spans()) == source
    for block in blocks:
        assert "\n" not in block.text
        assert "  " not in block.text
        assert block.text == block.text.strip()
