"""Fifteen invented flattened pages of other layouts and languages: each field and the body, as the page prints them.

What is not reached yet is a strict expected failure, so that it is noticed when it is reached.
"""

import re
from pathlib import Path

import pytest
import yaml

from karabakh_extract import Extractor, Options, Source

PAGES = yaml.safe_load(Path(__file__).with_name("flattened_pages.yaml").read_text("utf-8"))
FIELDS = ("headline", "authors", "published", "publisher", "body")
KEPT, OTHERS = 0.4, 0.25
"""Share of the body's words that is kept whatever is missed; share of a body's words that may be another's."""


def words(text):
    return re.findall(r"\w+", text)


def body_of(page):
    return words(" ".join(line[2:] for line in page["lines"].splitlines() if line.startswith("+ ")))


def record_of(page):
    text = "\n".join(line.removeprefix("+ ") for line in page["lines"].splitlines())
    return Extractor(Options(quotes=False)).extract(Source(data=text, name="page.txt"))


def cases():
    for page in PAGES:
        for field in FIELDS:
            reason = f"{field} of this layout is not read yet"
            marks = [pytest.mark.xfail(strict=True, reason=reason)] if field in page.get("missed", ()) else []
            yield pytest.param(page, field, marks=marks, id=f"{page['name']}-{field}")


@pytest.mark.parametrize(("page", "field"), list(cases()))
def test_a_flattened_page(page, field):
    record = record_of(page)
    if field == "body":
        assert words(record.body) == body_of(page)
    elif field == "published":
        assert record.dates.published == page["published"]
    else:
        assert getattr(record, field) == page[field]


@pytest.mark.parametrize("page", PAGES, ids=[page["name"] for page in PAGES])
def test_most_of_a_body_is_kept_and_little_else(page):
    kept, want = words(record_of(page).body), body_of(page)
    assert len(set(want) & set(kept)) >= KEPT * len(set(want))
    assert len(set(kept) - set(want)) <= OTHERS * len(set(kept))
