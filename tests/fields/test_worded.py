"""Notices told by their words: what stands below an article, what stays, sub-headings."""

from pathlib import Path

import pytest
import yaml

from karabakh_extract import Extractor, Options, Source
from karabakh_extract.boilerplate.wording import kind_of, read_wording

CASES = yaml.safe_load(Path(__file__).with_name("worded.yaml").read_text(encoding="utf-8"))
HEAD = "Ferry returns to the valley\n\nBy Ines Harrow\n\n3 May 2021\n\n"
PROSE = CASES["prose"]
extractor = Extractor(Options(quotes=False))


@pytest.mark.parametrize(("language", "text"), CASES["below"])
def test_what_its_words_tell_is_taken_below_the_text(language: str, text: str) -> None:
    record = extractor.extract(Source(data=f"{HEAD}{PROSE[language]}\n\n{text}\n", name="a.txt"))
    assert record.body == PROSE[language]
    assert any(text in each.text for each in record.removed)


@pytest.mark.xfail(reason="the words of these say too little to the model yet", strict=True)
@pytest.mark.parametrize(("language", "text"), CASES["missed"])
def test_what_its_words_should_tell(language: str, text: str) -> None:
    record = extractor.extract(Source(data=f"{HEAD}{PROSE[language]}\n\n{text}\n", name="a.txt"))
    assert record.body == PROSE[language]


@pytest.mark.parametrize(("language", "text"), CASES["stays"])
def test_the_last_paragraph_stays(language: str, text: str) -> None:
    record = extractor.extract(Source(data=f"{HEAD}{PROSE[language]}\n\n{text}\n", name="a.txt"))
    assert record.body == f"{PROSE[language]}\n\n{text}"


@pytest.mark.parametrize(("language", "text"), CASES["within"])
def test_a_sub_heading_stays(language: str, text: str) -> None:
    body = f"{PROSE[language]}\n\n{text}\n\n{PROSE[language]}"
    assert extractor.extract(Source(data=f"{HEAD}{body}\n", name="a.txt")).body == body


def test_a_list_that_looks_like_links_stays() -> None:
    items = "\n\n".join(f"{n}th group: the {n}th team's appearance" for n in range(10, 30))
    record = extractor.extract(Source(data=f"{HEAD}{PROSE['en']}\n\n{items}\n", name="a.txt"))
    assert not [each for each in record.removed if each.rule == "classifier"]


def test_the_words_say_which_kind_a_notice_is() -> None:
    text = "© 2021 The Elm Courier. All rights reserved. No part may be reproduced."
    assert kind_of(text) == "copyright"
    assert read_wording(text).odds > 3
