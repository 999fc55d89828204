"""The margin of a flattened page: what is taken there unseen, and what still is looked at."""

import pytest

from karabakh_extract import Extractor, Source

WORDS = ["north", "south", "east", "west", "upper", "lower", "inner", "outer", "old", "new"]
NAMES = ["harbour", "chapel", "market", "valley", "orchard", "quarry", "ferry", "mill"]
LINES = [f"{word.title()} {name}" for word in WORDS for name in NAMES]
MENU = ["Home", "Login", "Newsletter", "Subscribe to our newsletter", *LINES[:36]]
HEAD = ["Ferry stays in dock until spring", "By Moira Kell", "12 May 2024"]
TEXT = [
    "The ferry to Skerry will stay in dock until spring, the harbour office said on Friday, because its rudder broke.",
    "Two hundred people live on the island, and until the ferry sails again they depend on the mail boat for bread.",
    "A spokeswoman of the council said that a landing craft of the navy had been asked for, with little hope.",
    "The yard in Ellery has ordered a rudder from abroad, which will take eleven weeks, the engineer in charge said.",
    "Until then the mail boat sails twice a day, if the wind allows it, and takes twelve passengers at a time.",
    "Islanders asked for a second boat in a letter to the ministry, which has promised them an answer by Monday.",
]
LINKS = [*LINES[36:], "Subscribe to our newsletter", *LINES[40:60]]
FOOT = ["Contact", "Terms of use", "© 2024 Ellery Courier. All rights reserved."]


def draft(lines):
    return Extractor().draft(Source(data="\n".join(lines), name="page.txt"))


def rule_of(found, text, last=False):
    numbers = [n for n, block in enumerate(found.page.blocks) if block.text == text]
    mark = found.page.marks[numbers[-1 if last else 0]][0]
    return mark.rule, mark.confidence


def test_lines_far_from_the_text_are_the_classifiers_whatever_they_say():
    found = draft([f"{HEAD[0]} | Ellery Courier", *MENU, *HEAD, *TEXT, "Share this article", *LINKS, *FOOT])
    assert found.body == "\n\n".join(TEXT)
    assert rule_of(found, "Subscribe to our newsletter") == ("classifier", 0.98)
    assert rule_of(found, "Subscribe to our newsletter", last=True) == ("classifier", 0.98)


def test_lines_beside_the_text_and_at_the_end_of_the_page_are_the_rules():
    found = draft([f"{HEAD[0]} | Ellery Courier", *MENU, *HEAD, *TEXT, "Share this article", *LINKS, *FOOT])
    assert rule_of(found, "Share this article") == ("share-label", None)
    assert found.publisher == "Ellery Courier"
    assert "© 2024 Ellery Courier. All rights reserved." in [
        each.text for each in Extractor().record(found).removed if each.kind == "copyright"
    ]


def test_a_page_of_little_text_has_no_margin():
    found = draft([f"{HEAD[0]} | Ellery Courier", *MENU, *HEAD, *TEXT[:2], *LINKS, *FOOT])
    assert rule_of(found, "Subscribe to our newsletter")[0] != "classifier"


def test_a_paragraph_in_the_margin_is_looked_at():
    notice = (
        "We use cookies to improve your experience on our site and to show you advertising; read our privacy policy."
    )
    found = draft([f"{HEAD[0]} | Ellery Courier", *MENU, *HEAD, *TEXT, *LINKS, notice, *LINKS, *FOOT])
    assert rule_of(found, notice)[0] not in ("", "classifier")
    assert found.body == "\n\n".join(TEXT)


@pytest.mark.parametrize("line", ["Все права защищены", "Tüm hakları saklıdır", "© 2024", "Copyright 2024"])
def test_a_line_of_rights_is_left_to_the_rules_wherever_it_stands(line):
    found = draft([f"{HEAD[0]} | Ellery Courier", *MENU, *HEAD, *TEXT, *LINKS, line, *LINES[:30], *FOOT])
    number = next(n for n, block in enumerate(found.page.blocks) if block.text == line)
    assert not any(mark.rule == "classifier" and mark.confidence == 0.98 for mark in found.page.marks[number])
