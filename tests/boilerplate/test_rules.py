"""Every rule of the built-in packs is run over its own examples: what it must take, and near misses that must stay."""

import re
from collections import Counter

import pytest

from karabakh_extract.boilerplate import RuleBook
from karabakh_extract.boilerplate.packs import read_packs
from karabakh_extract.boilerplate.rules import Rule
from karabakh_extract.data import FOLDER

PACKS = read_packs([FOLDER / "rules"])
RULES = [rule for pack in PACKS for rule in pack.rules]
TAKES = [pytest.param(rule, text, id=f"{rule.id}-{n}") for rule in RULES for n, text in enumerate(rule.takes)]
LEAVES = [pytest.param(rule, text, id=f"{rule.id}-{n}") for rule in RULES for n, text in enumerate(rule.leaves)]
ARTICLE = [
    "Ferry returns to the valley after nine years",
    "By Ilse Brandt",
    "The ferry crossed the lake on Monday for the first time in nine years, with two goats and a doctor on board.",
    "Nobody in the valley had expected it so early, and the pier was still being painted when the bell rang at noon.",
]
MARK = re.compile(r"\[\[(.*?)\]\]")


def taken(book: RuleBook, texts: list[str]) -> list[tuple[str, str]]:
    return [(claim.rule, texts[claim.block][claim.start : claim.end]) for claim in book.match(texts)]


@pytest.mark.parametrize(("rule", "text"), TAKES)
def test_a_rule_takes_its_examples(rule: Rule, text: str) -> None:
    """An example stands below an article and is taken whole. With `[[…]]` it is an article of its own, and just the
    marked stretches are taken."""
    lines = text.split("\n")
    marked = MARK.findall(text)
    texts = [MARK.sub(r"\1", line) for line in lines] if marked else ARTICLE + lines
    assert [piece for _, piece in taken(RuleBook.builtin(), texts)] == (marked or lines)
    alone = taken(RuleBook.of([rule]), texts)
    assert alone if marked else [piece for _, piece in alone] == lines


@pytest.mark.parametrize(("rule", "text"), LEAVES)
def test_near_misses_stay(rule: Rule, text: str) -> None:
    """A near miss of one line stands inside an article; one of several lines is an article of its own."""
    lines = text.split("\n")
    texts = lines if len(lines) > 1 else [*ARTICLE, *lines, *ARTICLE[2:]]
    assert taken(RuleBook.builtin(), texts) == []


def test_ids_are_unique_across_packs() -> None:
    assert [name for name, count in Counter(rule.id for rule in RULES).items() if count > 1] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_brings_an_example(rule: Rule) -> None:
    assert rule.takes or rule.kind == "keep" or any(need.startswith("after") for need in rule.needs)
