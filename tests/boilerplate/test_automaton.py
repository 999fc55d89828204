"""Phrases and what they match: words, branches, what may be missing, gaps, slots, and the punctuation between words."""

import time

import pytest

from karabakh_extract.boilerplate.automaton import Automaton
from karabakh_extract.boilerplate.phrases import Phrase
from karabakh_extract.boilerplate.tokens import Tokens, fold


def match(phrase: str, text: str, start: int = 0) -> str | None:
    """Return the words of `text` that the phrase takes, beginning with the word at `start`."""
    tokens = Tokens(text, fold(text))
    found = Automaton(phrase).match(tokens, start)
    return text[tokens.starts[found.start] : tokens.ends[found.end - 1]] if found else None


def slots(phrase: str, text: str) -> dict[str, str] | None:
    tokens = Tokens(text, fold(text))
    found = Automaton(phrase).match(tokens, 0)
    return (
        {name: text[tokens.starts[low] : tokens.ends[high - 1]] for name, (low, high) in found.slots.items()}
        if found
        else None
    )


@pytest.mark.parametrize(
    ("phrase", "text", "taken"),
    [
        ("share this", "SHARE this: now", "SHARE this"),
        ("share this", "Share that", None),
        ("author s e mail", "Author’s e-mail", "Author’s e-mail"),
        ("(read|see also) more", "see also: more", "see also: more"),
        ("(read|see also) more", "see more", None),
        ("read [all [the]] news", "Read all news", "Read all news"),
        ("read [all [the]] news", "Read all the news", "Read all the news"),
        ("read [all [the]] news", "Read the news", None),
        ("support ..2 journalism", "Support journalism", "Support journalism"),
        ("support ..2 journalism", "Support free, honest journalism", "Support free, honest journalism"),
        ("support ..2 journalism", "Support our free honest journalism", None),
        ("support ..2 journalism", "Support us. Honest journalism", None),
        ("share ..3", "Share this with your friends and mine", "Share this with your"),
        ("all rights reserved", "All rights. Reserved", "All rights. Reserved"),
        ("© {year} {outlet}", "© 2020 Lowland Post. All", "© 2020 Lowland Post"),
        ("share this [page]", "share this page", "share this page"),
        ("istanbul ılıca", "İSTANBUL ILICA", "İSTANBUL ILICA"),
        ("все еще", "Всё ещё", "Всё ещё"),
        ("© {outlet}", "©Lowland", "©Lowland"),
    ],
)
def test_words(phrase: str, text: str, taken: str | None) -> None:
    assert match(phrase, text) == taken


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("by {name}", "By Anna-Lena de Berg, staff writer", {"name": "Anna-Lena de Berg"}),
        ("by {name}", "by the river", None),
        ("by {name} and {name}", "By Anna Berg and Ben Ray", {"name": "Anna Berg"}),
        ("by {names}", "By Anna Berg in Riga, Ben and Cy; editing", {"names": "Anna Berg in Riga, Ben and Cy"}),
        ("of {outlet}", "of the Bank of Georgia. Next", {"outlet": "the Bank of Georgia"}),
        ("of {outlet}", "of Marsh & Mole", {"outlet": "Marsh & Mole"}),
        ("on {outlet}", "on lowland.example/news, today", {"outlet": "lowland.example/news"}),
        ("© {name} {outlet} {year}", "© Anna, Hill, 2020", {"name": "Anna", "outlet": "Hill", "year": "2020"}),
        ("copyright © {name} {outlet} {year}", "Copyright © Anna Berg Hill Post, 2020", None),
        ("© {year} [{year}] {outlet}", "© 2009-2022 Hill Post, Inc.", {"year": "2009", "outlet": "Hill Post, Inc."}),
        ("comment on {outlet} articles", "Comment on Hill Post Articles", {"outlet": "Hill Post"}),
        ("{email} or {url} now", "a@b.example or c.example. Now", {"email": "a@b.example", "url": "c.example"}),
        ("on {date} in {text}", "on May 3, 2019 in a small, dark: A", {"date": "May 3, 2019", "text": "a small, dark"}),
        ("{number} views", "12,406 views", {"number": "12,406"}),
        ("source {outlet}", "Source: Вестник Низины", {"outlet": "Вестник Низины"}),
    ],
)  # fmt: skip
def test_slots(phrase: str, text: str, expected: dict[str, str] | None) -> None:
    found = slots(phrase, text)
    assert (found and {name: value.rstrip(".") for name, value in found.items()}) == (
        expected and {name: value.rstrip(".") for name, value in expected.items()}
    )


def test_a_match_is_the_longest_one() -> None:
    assert match("read (more|more news|more news today)", "Read more news today, please") == "Read more news today"


def test_a_match_can_begin_at_any_word() -> None:
    assert match("share this", "please share this", 1) == "share this"
    assert match("share this", "please share this", 0) is None


@pytest.mark.parametrize(
    ("phrase", "required", "keys"),
    [
        ("become a member of {outlet}", {"become", "a", "member", "of"}, {"become"}),
        ("[please] (donate|give) now", {"now"}, {"donate", "give"}),
        ("(read more|read next)", {"read"}, {"read"}),
        ("(zebra crossing|zebra stable) of the", {"zebra", "of", "the"}, {"crossing", "zebra"}),
    ],
)
def test_needed_words(phrase: str, required: set[str], keys: set[str]) -> None:
    parsed = Phrase(phrase)
    assert parsed.required == required
    assert parsed.keys <= keys | required | frozenset().union(*parsed.groups)
    assert len(parsed.keys) <= len(keys)


@pytest.mark.slow
def test_matching_takes_time_linear_in_the_text() -> None:
    automaton = Automaton("share ..40 (this|that) ..40 with ..40 friends")
    spent = []
    for size in (2_000, 16_000):
        text = "share this with " * size
        tokens = Tokens(text, fold(text))
        starts = automaton.starts(tokens)
        began = time.process_time()
        assert not any(automaton.match(tokens, start) for start in starts)
        spent.append(time.process_time() - began)
    assert spent[1] < 8 * spent[0] * 4 + 0.1
