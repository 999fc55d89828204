"""What a book claims of an article: whole notices, notices among words that stay, blocks taken along, who gives way."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh_extract.boilerplate import Claim, RuleBook

HEAD_LINES = yaml.safe_load((Path(__file__).parent / "head_lines.yaml").read_text(encoding="utf-8"))
PROSE = [
    "The ferry crossed the lake on Monday for the first time in nine years, with two goats and a doctor on board.",
    "Nobody in the valley had expected it so early, and the pier was still being painted when the bell rang at noon.",
]
FOOT = [
    "The original source of this article is Hill Wire Copyright © Anna Berg, Hill Wire, 2020",
    "Comment on Lowland Research Articles on our Facebook page",
    "Become a Member of Lowland Research",
    "Articles by: Hill Wire",
]


def pieces(texts: list[str], **options: str) -> list[tuple[str, str]]:
    return [
        (claim.kind, texts[claim.block][claim.start : claim.end])
        for claim in RuleBook.builtin().match(texts, **options)
    ]


def values(texts: list[str]) -> list[tuple[str, str]]:
    claims = RuleBook.builtin().match(texts)
    return [(path, texts[c.block][slice(*c.slots[slot])]) for c in claims for path, slot in c.gives.items()]


def test_what_a_rule_also_wants_stands_anywhere_in_the_block(tmp_path: Path) -> None:
    pack = tmp_path / "pack.yaml"
    pack.write_text(
        "pack: p\nformat: 1\nrules:\n  - id: letter\n    kind: subscription\n    why: w\n    at: sentence\n"
        "    phrases: [sign up]\n    also: [(letter|bulletin), our]\n",
        "utf-8",
    )
    book = RuleBook.load([pack], RuleBook.of(()))
    texts = ["Our bulletin is free. Sign up!", "Sign up for our draft.", "Sign up. The letter is theirs."]
    assert [claim.block for claim in book.match(texts)] == [0]


def test_two_notices_in_one_block_are_two_claims() -> None:
    assert pieces([*PROSE, FOOT[0]]) == [
        ("republication", "The original source of this article is Hill Wire"),
        ("copyright", "Copyright © Anna Berg, Hill Wire, 2020"),
    ]


def test_slots_name_values_for_fields() -> None:
    assert values([*PROSE, *FOOT]) == [
        ("original_publisher", "Hill Wire"),
        ("publisher", "Hill Wire"),
        ("publisher", "Lowland Research"),
        ("publisher", "Lowland Research"),
        ("authors", "Hill Wire"),
    ]


def test_an_article_in_one_line() -> None:
    text = " ".join([*PROSE * 6, *FOOT, "For media inquiries: press@lowland.example"])
    kinds = ["republication", "copyright", "comment_prompt", "membership", "about_author", "contact"]
    found = pieces([text])
    assert [kind for kind, _ in found] == kinds
    assert " ".join(piece for _, piece in found) == text[text.index("The original source") :]


def test_words_of_the_article_stay() -> None:
    texts = [
        PROSE[0],
        "She paid her teachers with donations sent through PayPal and Patreon, and asked readers to become a member.",
        "Judges rejected the plea of fair use, and the words 'all rights reserved' did not help the publisher.",
        "“Become a member of the Hill Club,” said the card. “Subscribe to our newsletter.”",
        "Visitors were asked to share the story with their friends.",
        PROSE[1],
    ]
    assert pieces(texts) == []


def test_a_heading_takes_its_lines_along_as_one_stretch() -> None:
    texts = [*PROSE, "SUPPORT HILL WIRE:", "PayPal: desk@hill.example", "or via https://www.patreon.com/hill", "Share"]
    claims = RuleBook.builtin().match(texts)
    assert [(claim.block, claim.kind) for claim in claims] == [
        (2, "donation"),
        (3, "donation"),
        (4, "donation"),
        (5, "share_prompt"),
    ]
    assert len({claim.group for claim in claims[:3]}) == 1
    assert claims[3].group != claims[0].group


def test_lines_below_a_heading_end_where_another_notice_or_the_article_begins() -> None:
    texts = [
        PROSE[0],
        "Most viewed",
        "Goat elected mayor",
        "Bridge shut for a week",
        "Sign up for our newsletter",
        PROSE[1],
    ]
    assert [claim.kind for claim in RuleBook.builtin().match(texts)] == ["related_links"] * 3 + ["subscription"]
    texts = [PROSE[0], "Most viewed", "Goat elected mayor", *PROSE]
    assert [claim.block for claim in RuleBook.builtin().match(texts)] == [1, 2]


def test_a_heading_above_the_article_takes_no_headline_along() -> None:
    assert pieces(["Top stories", "Ferry returns to the valley", "By Ilse Brandt", *PROSE]) == []


def test_an_appeal_above_the_article_takes_no_paragraph_along() -> None:
    for banner in ("If you like this type of content, support our work", "Share this", "Support us", "Disclaimer"):
        texts = ["Ferry returns", banner, "Bank of Riga buys the ferry", "By Ilse Brandt", *PROSE, *PROSE]
        assert {claim.block for claim in RuleBook.builtin().match(texts)} <= {1}


def test_a_box_goes_up_to_its_last_line() -> None:
    box = ["skip past newsletter promotion", "Sign up to Tide", PROSE[1], "after newsletter promotion"]
    claims = RuleBook.builtin().match([PROSE[0], *box, PROSE[1]])
    assert [claim.block for claim in claims] == [1, 2, 3, 4]
    assert {claim.group for claim in claims} == {claims[0].group}


def test_a_box_without_its_last_line_takes_nothing_along() -> None:
    assert pieces([PROSE[0], "skip past newsletter promotion", *PROSE]) == [
        ("subscription", "skip past newsletter promotion")
    ]


def test_weak_words_act_only_at_the_edge() -> None:
    line = "Reprinted from Hill Quarterly"
    assert pieces([*PROSE, line]) == [("republication", line)]
    assert pieces([PROSE[0], line, PROSE[1]]) == []


def test_a_claim_moves_the_edge_for_the_next_one() -> None:
    notices = [
        "We have a small favour to ask. Our readers keep this paper alive.",
        "Make a contribution",
        "Donate via PayPal",
    ]
    assert [kind for kind, _ in pieces([*PROSE, *notices])] == ["donation"] * 3


def test_a_note_on_the_author_needs_the_byline() -> None:
    bio = "Anna Berg is a poet. She lives in Riga."
    assert pieces(["Ferry returns", "By Anna Berg", *PROSE, bio]) == [("about_author", bio)]
    assert pieces(["Ferry returns", "By Ben Ray", *PROSE, bio]) == []


def test_lines_of_a_menu_are_one_stretch() -> None:
    claims = RuleBook.builtin().match(["Home", "News", "Sport", "Obituaries", *PROSE])
    assert [claim.block for claim in claims] == [0, 1, 2, 3]
    assert len({claim.group for claim in claims}) == 1
    assert pieces(["Business", *PROSE]) == []


def test_labels_of_metadata_are_left_to_fields() -> None:
    texts = [*PROSE, "Related", "Two windmills and a wedding", "Posted in Fens Tagged Drainage, Mills", "Leave a Reply"]
    assert [claim.block for claim in RuleBook.builtin().match(texts)] == [2, 3, 5]


@pytest.mark.parametrize("line", HEAD_LINES)
def test_headlines_and_header_lines_stay(line: str) -> None:
    assert pieces([line, "By Ilse Brandt", *PROSE]) == []
    assert pieces(["Ferry returns to the valley", line, *PROSE]) == []


def test_nothing_comes_of_nothing() -> None:
    assert RuleBook.builtin().match([]) == []
    assert RuleBook.builtin().match(["", " ", "…", "\u200b"]) == []


WORDS = st.sampled_from(
    [
        "share",
        "this",
        "article",
        "Copyright",
        "©",
        "2020",
        "Hill",
        "Wire,",
        "Become",
        "a",
        "Member",
        "of",
        "by",
        "Anna",
        "Berg",
        ":",
        ".",
        "!",
        "“",
        "”",
        "«",
        "»",
        "(",
        ")",
        "PayPal:",
        "x@y.example",
        "https://a.example/b",
        "SUPPORT",
        "Related",
        "Read",
        "more:",
        "Newsletter",
        "İstanbul",
        "ǅ",
        "ß",
        "ﬁ",
        "404",
        "Page",
        "not",
        "found",
        "the",
        "of",
        "in",
        "﷽",
        "́",
        "Фото:",
        "Anzeige",
    ]
)
TEXTS = st.lists(st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=60)), max_size=8)


def check(texts: list[str], claims: list[Claim]) -> None:
    last = (-1, 0)
    for claim in claims:
        assert 0 <= claim.start < claim.end <= len(texts[claim.block])
        assert (claim.block, claim.start) >= last
        last = (claim.block, claim.end)
        assert set(claim.gives.values()) <= set(claim.slots)
        for low, high in claim.slots.values():
            assert claim.start <= low < high <= claim.end


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_claims_lie_within_their_blocks_and_never_overlap(texts: list[str]) -> None:
    claims = RuleBook.builtin().match(texts)
    check(texts, claims)
    assert claims == RuleBook.builtin().match(list(texts))


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_claims_lie_within_an_article_in_one_line(texts: list[str]) -> None:
    text = " ".join([*PROSE * 4, *texts, *FOOT])
    check([text], RuleBook.builtin().match([text]))


@pytest.mark.slow
def test_ten_million_characters_in_one_line() -> None:
    text = '"Share" © 2020 ' * 700_000
    check([text], RuleBook.builtin().match([text]))
