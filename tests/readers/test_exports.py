"""Files of several articles: how many there are, what each gives, and that nothing between them is lost."""

import re
from pathlib import Path

import pytest
import yaml

from karabakh_extract import Extractor, Source
from karabakh_extract.readers.cuts import split
from karabakh_extract.readers.exports import articles

HERE = Path(__file__).parent / "exports"
EXPORTS = yaml.safe_load((HERE / "expected.yaml").read_text("utf-8"))
SINGLE = yaml.safe_load((HERE / "single.yaml").read_text("utf-8"))
EXTRACTOR = Extractor()


def read(name):
    return Source((HERE / name).read_bytes(), f"dump/{name}")


@pytest.mark.parametrize("name", EXPORTS)
def test_each_article_gives_a_record(name):
    wanted = EXPORTS[name]
    records = {each.name.rpartition("!")[2]: EXTRACTOR.extract(each) for each in articles(read(name))}
    assert [int(number) for number in records] == list(wanted)
    for number, values in wanted.items():
        record = records[str(number)]
        assert record.source.name == f"dump/{name}!{number}"
        found = {
            "headline": record.headline,
            "authors": record.authors,
            "publisher": record.publisher,
            "published": record.dates.published,
            "regions": record.regions,
            "themes": record.themes,
            "paragraphs": record.body.split("\n\n") if record.body else [],
            "warning": record.warnings[0].code if record.warnings else None,
        }
        assert {key: found[key] for key in values} == values


@pytest.mark.parametrize("name", EXPORTS)
def test_nothing_is_lost_between_the_articles(name):
    text = (HERE / name).read_text("utf-8")
    spans, _ = split(text)
    assert [text[a:b] for a, b in spans] == [each.data for each in articles(read(name))]
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    assert not any(re.search(r"[^\W_]", text[end:start]) for end, start in zip(ends, starts, strict=True))


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("form", ["utf-16", "crlf", "blanks"])
def test_encodings_and_line_ends_do_not_matter(name, form):
    text = (HERE / name).read_text("utf-8")
    ends = {"utf-16": "\n", "crlf": "\r\n", "blanks": " \n"}
    data = text.replace("\n", ends[form]).encode("utf-16" if form == "utf-16" else "utf-8")
    members = articles(Source(data, name))
    assert [each.name.rpartition("!")[2] for each in members] == [str(number) for number in EXPORTS[name]]
    record = EXTRACTOR.extract(members[1])
    assert record.source.encoding == ("utf-16-le" if form == "utf-16" else "utf-8")
    assert record.headline == EXPORTS[name][list(EXPORTS[name])[1]]["headline"]


@pytest.mark.parametrize("name", SINGLE)
def test_one_article_stays_one(name):
    source = Source(SINGLE[name].encode(), "article.txt")
    assert articles(source) == [source]


def test_a_web_page_is_no_export():
    page = "<html><body>\n1 of 2 DOCUMENTS\n<p>One.</p>\n2 of 2 DOCUMENTS\n<p>Two.</p></body></html>"
    source = Source(page.encode(), "page.html")
    assert articles(source) == [source]


@pytest.mark.timeout(60)
def test_twenty_megabytes_are_cut():
    one = "{n} of 9,999 DOCUMENTS\n\nThe Hill Post\n\nHEADLINE: Rain\n\n" + "It rained on the hill again today.\n" * 80
    text = "\n\n".join(one.format(n=n) for n in range(1, 7_001))
    members = articles(Source(text.encode(), "rain.txt"))
    assert len(members) == 7_000


@pytest.mark.parametrize("line", ["-" * 12, "Title: x", "Date: x", "From a", "_" * 12, " " * 100, "document " * 3])
@pytest.mark.timeout(60)
def test_lines_that_look_like_marks_cost_no_more(line):
    text = (line + "\n") * 40_000
    spans, _ = split(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
