"""The block classifier: invented flattened pages, what it must leave alone, and the walk by itself."""

import re
from pathlib import Path

import pytest
import yaml

from karabakh_extract import Extractor, Source
from karabakh_extract.boilerplate.classifier import Model, model, walk
from karabakh_extract.boilerplate.classifier_features import GROUPS, describe
from karabakh_extract.boilerplate.seen import seen
from karabakh_extract.data import FOLDER
from karabakh_extract.page.dense import text_words
from karabakh_extract.page.page import Page
from karabakh_extract.page.text import text_blocks

PAGES = yaml.safe_load(Path(__file__).with_name("flattened.yaml").read_text("utf-8"))
NAMES = [page["name"] for page in PAGES]
STEPS = Model(weights=(), bias=0.0, furniture=frozenset(), insert=0.5, inside_insert=0.2)


def words(text):
    return re.findall(r"\w+", text)


def source_of(page):
    return "\n".join(line.removeprefix("+ ") for line in page["lines"].splitlines())


def body_of(page):
    return [line[2:] for line in page["lines"].splitlines() if line.startswith("+ ")]


def record_of(text):
    return Extractor().extract(Source(data=text, name="page.txt"))


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_the_body_of_a_flattened_page(page):
    record = record_of(source_of(page))
    assert words(record.body) == words(" ".join(body_of(page)))
    assert record.headline == page["headline"]


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_what_is_taken_is_shown_as_it_stands(page):
    text = source_of(page)
    taken = [each for each in record_of(text).removed if each.rule == "classifier"]
    assert taken
    for each in taken:
        assert text[each.start : each.end] == each.text
        assert each.confidence is not None
        assert 0 <= each.confidence <= 1


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_whole_blocks_are_taken(page):
    marked = Extractor().draft(Source(data=source_of(page), name="page.txt")).page
    for n, marks in marked.marks.items():
        if any(mark.rule == "classifier" for mark in marks):
            assert not marked.rest(n)


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_a_clean_article_is_left_alone(page):
    record = record_of("\n\n".join([page["headline"], *body_of(page)]))
    assert not [each for each in record.removed if each.rule == "classifier"]


def test_a_list_without_a_page_around_it_is_left_alone():
    steps = [
        "Peel the quinces",
        "Core them",
        "Cut them small",
        "Add the sugar",
        "Add a lemon",
        "Boil for an hour",
        "Stir well",
        "Skim the foam",
    ]
    more = [
        "Fill the jars",
        "Close them",
        "Turn them over",
        "Wait a night",
        "Label each",
        "Eat the rest",
        "Wash the pot",
        "Hide the jars",
    ]
    text = "\n".join(
        [
            "How my aunt makes jam of quinces",
            *steps,
            *more,
            "Give one away",
            "Write the date",
            "Sweep the floor",
            "Sit down",
        ]
    )
    record = record_of(text)
    assert not [each for each in record.removed if each.rule == "classifier"]
    assert "Skim the foam" in record.body


def test_it_backs_off_where_nothing_reads_like_an_article():
    menu = ["Home", "News", "Sport", "Login", "Newsletter", "Facebook", "Video", "Jobs"] * 4
    text = "\n".join([*menu, "One lonely sentence of twelve words stands here among the many buttons.", *menu])
    record = record_of(text)
    assert not [each for each in record.removed if each.rule == "classifier"]
    assert "body_short" in [warning.code for warning in record.warnings]


def way(evidence):
    return walk(evidence, [""] * len(evidence), STEPS)


def test_the_walk_keeps_one_run_with_what_stands_between():
    assert way([-3, -3, 3, 2, -0.3, 3, -3, -3]) == [False, False, True, True, True, True, False, False]


def test_the_walk_drops_inserts_and_what_comes_after_a_long_gap():
    insert = [3, 3, -3, -3, 3, 3]
    assert way(insert) == [True, True, False, False, True, True]
    cards = [*[3.0] * 5, *[-1.0] * 30, 0.5, 0.5, *[-1.0] * 5]
    assert way(cards) == [True] * 5 + [False] * 37


def test_the_walk_of_nothing():
    assert way([]) == []


def test_the_walk_comes_back_from_a_long_insert_that_rules_explain():
    evidence = [3.0, 3.0, *[-0.5] * 12, 0.6, 0.6]
    assert walk(evidence, ["", "", *["share_prompt"] * 12, "", ""], STEPS)[-2:] == [True, True]
    assert way(evidence)[-2:] == [False, False]


def test_the_model_has_a_weight_for_every_bucket():
    assert [len(weights) for weights in model().weights] == list(GROUPS.values())


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_feature_falls_into_its_buckets(page):
    source = source_of(page)
    made = Page(source, text_blocks(source))
    count = len(made.blocks)
    made.sizes = [text_words(block.text) for block in made.blocks]
    for run, headline in (((0, 0), -1), ((20, 30), 18), ((0, count), 0)):
        look = seen(made, headline)._replace(headline=headline, run=run)
        for row in describe(look, model().furniture):
            assert all(0 <= bucket < size for bucket, size in zip(row, GROUPS.values(), strict=True))


def test_the_weights_file_is_small():
    assert (FOLDER / "classifier.json").stat().st_size < 8_000


@pytest.mark.slow
@pytest.mark.timeout(60)
def test_a_page_of_forty_pages():
    page = source_of(PAGES[0])
    record = record_of("\n".join([page] * 40))
    assert record.body
