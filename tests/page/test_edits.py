"""Edits in twelve bytes each are the edits they were made of."""

from hypothesis import given
from hypothesis import strategies as st

from karabakh_extract.page.block import Block
from karabakh_extract.page.edits import Edit, Edits

GAPS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from(["", " ", "&", "ab"])), max_size=12)


def edits_of(gaps):
    edits, at = [], 0
    for before, size, text in gaps:
        edits.append(Edit(at + before, at + before + size, text))
        at += before + size
    return edits, at


@given(GAPS, st.integers(-14, 14), st.integers(-14, 14))
def test_they_are_a_sequence(gaps, low, high):
    edits, _ = edits_of(gaps)
    kept = Edits(edits)
    assert list(kept) == edits
    assert [kept[n] for n in range(len(kept))] == edits
    assert kept[low:high] == tuple(edits[low:high])


@given(GAPS)
def test_a_block_reads_them_as_any_others(gaps):
    edits, size = edits_of(gaps)
    source = "0123456789" * (size // 10 + 1)
    few, many = Block(source, 0, size, edits), Block(source, 0, size, Edits(edits))
    assert few.text == many.text
    for at in range(len(few.text)):
        assert few.source_span(at, at + 1) == many.source_span(at, at + 1)
    changes = [(0, 1, "x")] if few.text else []
    assert few.revised(changes).text == many.revised(changes).text
