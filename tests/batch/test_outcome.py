"""How an article fared: its outcome, whose it is, and outcomes added up."""

from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from karabakh_extract.batch import counts as c
from karabakh_extract.batch import outcome as o
from karabakh_extract.extract import Extractor
from karabakh_extract.readers.source import Source

FERRY = """\
Harbour Town Opens Its New Ferry Terminal

By Nora Field

March 3, 2021

The ferry terminal of Harbour Town opened on Wednesday after two years of work. About three hundred people
came to see the first boat leave for the islands, and many of them stayed until the evening.

Copyright © 2021 Harbour Mail. All rights reserved.
"""
CASES = yaml.safe_load((Path(__file__).parent / "outlets.yaml").read_text("utf-8"))


def outcome(**values):
    return o.Outcome(**{"name": "a", "outlet": "mail", "status": "converted", "body_length": 100, **values})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_whose_article_it_is(case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for word in case["words"]:
        if word.endswith("/") or "." not in word.strip("./"):
            (tmp_path / word.lstrip("/")).mkdir(parents=True, exist_ok=True)
    root = o.common_root(case["words"])
    assert o.outlet_of(case["url"], case["name"], outlet=case.get("outlet"), root=root) == case["is"]


def test_an_article():
    source = Source(FERRY.encode(), "mail/ferry.txt", url="https://mail.example/ferry")
    record = Extractor().extract(source)
    found = o.outcome_of(record, source, seconds=0.25)
    assert (found.name, found.id, found.outlet, found.status) == (
        "mail/ferry.txt",
        record.id,
        "mail.example",
        "converted",
    )
    assert (found.has_headline, found.has_author, found.has_date) == (True, True, True)
    assert found.source_length == len(FERRY.encode())
    assert found.body_length == len(record.body)
    assert found.removed_length == len(record.removed[0].text)
    assert (found.classifier_length, found.unknown_layout, found.truncated, found.seconds) == (0, False, False, 0.25)


def test_a_layout_that_nobody_knows():
    body = FERRY[FERRY.index("The ferry") : FERRY.index("Copyright")]
    source = Source(f"Harbour Town Opens Its New Ferry Terminal\n\n{body}", "ferry.txt")
    found = o.outcome_of(Extractor().extract(source), source)
    assert found.unknown_layout
    assert (found.has_headline, found.has_author, found.has_date) == (True, False, False)


def test_no_article():
    source = Source("404 Not Found\n\nThe page you requested could not be found on this server.", "error.txt")
    found = o.outcome_of(Extractor().extract(source), source)
    assert (found.status, found.reason, found.unknown_layout) == ("not_an_article", "error_page", False)


def test_no_record():
    found = o.no_record("dump/mail/a.html", "failed", "timeout", "it took longer than 30 s", root="dump")
    assert (found.outlet, found.status, found.reason) == ("mail", "failed", "timeout")


def test_an_outcome_travels_as_json():
    whole = outcome(id="1" * 32, detail="Grüße \udcff"[:5], has_date=True, seconds=0.5)
    assert msgspec.json.decode(msgspec.json.encode(whole), type=o.Outcome) == whole


def test_what_is_counted_of_which_articles():
    found = c.counted(
        [
            outcome(has_headline=True, has_author=True, has_date=True, removed_length=7, classifier_length=3),
            outcome(body_length=0, truncated=True, unknown_layout=True),
            outcome(status="not_an_article", body_length=0, reason="login"),
            outcome(status="failed", body_length=0, reason="timeout", source_length=9),
            outcome(status="rejected", body_length=0, reason="timeout"),
            outcome(outlet="post"),
        ]
    )
    mail = found.outlets["mail"]
    assert (mail.articles, mail.records, mail.converted, mail.empty) == (5, 3, 2, 2)
    assert (mail.missing_headline, mail.missing_author, mail.missing_date) == (1, 1, 1)
    assert (mail.unknown_layouts, mail.truncated) == (1, 1)
    assert (mail.body_length, mail.removed_length, mail.classifier_length, mail.source_length) == (100, 7, 3, 9)
    assert mail.reasons == {"not_an_article:login": 1, "failed:timeout": 1, "rejected:timeout": 1}
    assert found.total().articles == 6


OUTCOMES = st.lists(
    st.builds(
        outcome,
        outlet=st.sampled_from("abc"),
        status=st.sampled_from(["converted", "not_an_article", "failed"]),
        reason=st.sampled_from([None, "login"]),
        body_length=st.integers(0, 10**7),
        has_date=st.booleans(),
    )
)


@given(one=OUTCOMES, other=OUTCOMES)
def test_counts_of_parts_add_up(one, other):
    merged = c.counted(one)
    merged.merge(msgspec.json.decode(msgspec.json.encode(c.counted(other)), type=c.Counts))
    assert merged == c.counted([*one, *other])


@given(lengths=st.lists(st.integers(0, 10**7), min_size=1))
def test_the_median_is_near_the_true_one(lengths):
    found = c.counted(outcome(body_length=length) for length in lengths).total().median_length()
    true = sorted(lengths)[(len(lengths) - 1) // 2]
    assert abs(found - true) <= 0.022 * true + 0.5


def test_no_articles_have_no_median():
    assert c.counted([outcome(status="failed")]).total().median_length() is None


def test_outlets_beyond_the_bound_are_counted_together(monkeypatch):
    monkeypatch.setattr(c, "MOST_OUTLETS", 2)
    found = c.counted(outcome(outlet=name) for name in "abcdab")
    assert {name: counts.articles for name, counts in found.outlets.items()} == {"a": 2, "b": 2, c.OTHERS: 2}
