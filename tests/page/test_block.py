"""Blocks: replaying edits, offsets both ways, changes on top of changes, cutting."""

from hypothesis import given
from hypothesis import strategies as st

from karabakh_extract.page.block import Block
from karabakh_extract.page.edits import Edit

SOURCE = "See <b>the  re-\nport</b> of R&amp;D"
EDITS = [Edit(4, 7, ""), Edit(10, 12, " "), Edit(14, 16, ""), Edit(20, 24, ""), Edit(29, 34, "&")]


def test_replayed_edits_give_the_text():
    assert Block(SOURCE, 0, len(SOURCE), EDITS).text == "See the report of R&D"


def test_offsets_lead_back_to_the_source():
    block = Block(SOURCE, 0, len(SOURCE), EDITS)
    for word, printed in (("See", "See"), ("the", "the"), ("report", "re-\nport"), ("R&D", "R&amp;D"), ("&", "&amp;")):
        start = block.text.index(word)
        left, right = block.source_span(start, start + len(word))
        assert SOURCE[left:right] == printed


def test_source_offsets_lead_to_the_text():
    block = Block(SOURCE, 0, len(SOURCE), EDITS)
    assert block.text_offset(SOURCE.index("the")) == block.text.index("the")
    assert block.text_offset(SOURCE.index("D", 30)) == block.text.index("D", 5)
    assert block.text_offset(5) == 4, "inside a tag: where the tag was"


def test_a_later_change_takes_the_edit_it_cuts_into_along():
    block = Block("a&amp;b", 0, 7, [Edit(1, 6, "&")]).revised([(1, 3, "+")])
    assert block.text == "a+"
    assert block.edits == (Edit(1, 7, "+"),)


def test_changes_beside_edits_leave_them_alone():
    block = Block("a&amp;b", 0, 7, [Edit(1, 6, "&")]).revised([(0, 1, "A"), (2, 3, "B")])
    assert (block.text, len(block.edits)) == ("A&B", 3)


def test_cut_pieces_lose_the_space_between_them():
    pieces = Block("One. Two.  Three.", 0, 17).cut([5, 11], " ")
    assert [(piece.text, piece.start, piece.end, piece.glue) for piece in pieces] == [
        ("One.", 0, 4, "\n\n"),
        ("Two.", 5, 9, " "),
        ("Three.", 11, 17, " "),
    ]


def test_cut_pieces_keep_their_own_edits():
    source = "A <b>b</b>. C &amp; d."
    block = Block(source, 0, len(source), [Edit(2, 5, ""), Edit(6, 10, ""), Edit(14, 19, "&")])
    assert [piece.text for piece in block.cut([block.text.index("C")], " ")] == ["A b.", "C & d."]


@st.composite
def edited(draw):
    """A source with some edits, and changes on the clean text they give."""
    source = draw(st.text(alphabet="abcd", min_size=1, max_size=16))
    steps = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4), st.sampled_from(["", " ", "xy"])), max_size=3)
    edits = [Edit(*change) for change in placed(draw(steps), len(source))]
    block = Block(source, 0, len(source), edits)
    return block, placed(draw(steps), len(block.text))


def placed(steps, size):
    """Turn (gap, length, replacement) into changes in order, each within `size`."""
    changes, at = [], 0
    for gap, length, text in steps:
        if at + gap + length <= size:
            changes.append((at + gap, at + gap + length, text))
            at += gap + length
    return changes


@given(edited())
def test_changes_on_clean_text_equal_changes_on_the_string(case):
    block, changes = case
    expected, at = [], 0
    for start, end, text in changes:
        expected.append(block.text[at:start] + text)
        at = end
    expected.append(block.text[at:])
    assert block.revised(changes).text == "".join(expected)


@given(edited())
def test_every_stretch_of_text_has_its_place_in_the_source(case):
    block, _ = case
    for start in range(len(block.text)):
        for end in range(start + 1, len(block.text) + 1):
            left, right = block.source_span(start, end)
            inside = [edit for edit in block.edits if left <= edit.start and edit.end <= right]
            assert block.text[start:end] in Block(block.source, left, right, inside).text
