"""The parts of reading a page: class words, JSON-LD, dates, limits."""

import pytest

from karabakh_extract import Extractor, Source
from karabakh_extract.fields.page_dates import stamp
from karabakh_extract.page.html.linked_data import parse_script, read_items, texts
from karabakh_extract.page.html.main import read_more
from karabakh_extract.page.html.names import class_flags
from karabakh_extract.page.html.script import paragraphs_of
from karabakh_extract.page.html.tree import parse
from karabakh_extract.page.html.walk import Walker

TEXT = "The minister said on Tuesday that the talks had ended without a result, and that no date was set for others."
PARAGRAPH = f"<p>{TEXT}</p>"
OPENING = "<html><head><title>Talks end without a result</title></head><body>"


@pytest.mark.parametrize(
    ("names", "flags"),
    [
        ("RelatedArticles-list", {"related_links"}),
        ("article__read-more", {"related_links"}),
        ("c-figure__caption", {"caption"}),
        ("teaser", {"teaser"}),
        ("story-body__inner", {"text"}),
        ("articleBody", {"text"}),
        ("adventure loading breadth", set()),
        ("", set()),
    ],
)
def test_class_words(names, flags):
    assert class_flags(names) == flags


@pytest.mark.parametrize(
    ("text", "share", "is_link"),
    [
        ("Read more", 0.0, True),
        ("Lesen Sie auch: Der Winter war mild", 0.8, True),
        ("Читайте также: Зима была мягкой", 0.7, True),
        ("Read more: the book sold out", 0.0, False),
        ("Watch the river for an hour and you will see it rise", 0.0, False),
    ],
)
def test_read_more(text, share, is_link):
    assert read_more(text, share) is is_link


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("2024-05-03T08:15:00.000Z", "2024-05-03T08:15:00+00:00"),
        ("2024-05-03T08:15+0300", "2024-05-03T08:15+03:00"),
        ("2024-05-03 08:15:30", "2024-05-03T08:15:30"),
        ("2024-05-03T00:00:00", "2024-05-03"),
        ("20240503", "2024-05-03"),
        ("1714724100", "2024-05-03T08:15:00+00:00"),
        ("3 May 2024", "2024-05-03"),
        ("2024-13-03", None),
        ("soon", None),
    ],
)
def test_stamp(printed, value):
    assert stamp(printed) == value


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","headline":"A","author":{"name":"B C"}}',
        '<!-- {"@type":"NewsArticle","headline":"A","author":{"name":"B C"}} -->',
        '{"@type":"NewsArticle","headline":"A","author":{"name":"B C"},}',
        '{"@type":"NewsArticle",\n"headline":"A"\n"author":{"name":"B C"}}',
        '{"@type":"NewsArticle","headline":"A","author":{"name":"B C"}}'.replace('"', "&quot;"),
        '{"@type":"NewsArticle","headline":"A","text":"he said "no"","author":{"@type":"Person","name":"B C"}}',
    ],
)
def test_broken_linked_data(script):
    (article, *_) = read_items([script])
    assert (article["headline"], texts(article["author"])) == ("A", ["B C"])


def test_linked_data_of_no_use():
    assert parse_script("var x = 1;") is None
    assert read_items(["[[[[", "", "null", "3"]) == []


def test_paragraphs_of_a_walk():
    root, cut = parse(
        "<body><p>one<br>two<br><br>three</p>loose <b>words</b><ul><li>item<p>second</ul><p>a <q>word</q> said</p>"
    )
    assert root is not None
    assert not cut
    walker = Walker()
    walker.walk(root)
    assert [(p.tag, p.text) for p in walker.paragraphs] == [
        ("p", "one two"),
        ("p", "three"),
        ("text", "loose words"),
        ("li", "item"),
        ("li", "second"),
        ("p", "a “word” said"),
    ]


def test_streamed_script():
    inner = (
        '{\\"id\\":1,\\"kind\\":\\"p\\",\\"a\\":[\\"x\\"],\\"text\\":\\"'
        + " ".join(["The river rose in the night."] * 12)
        + '\\"}'
    )
    assert paragraphs_of([f'self.push([1,"{inner}"])'], "") == [" ".join(["The river rose in the night."] * 12)]


@pytest.mark.parametrize(
    "page",
    [
        OPENING + PARAGRAPH.replace("a", "a\0"),
        OPENING + "<div>" * 300 + PARAGRAPH + "</div>" * 300,
        OPENING + "<div " + " ".join(f'a{n}="<"' for n in range(2_000)) + ">" + PARAGRAPH,
        OPENING + '<script type="application/ld+json">' + "[" * 5_000 + "</script>" + PARAGRAPH,
        '<?xml version="1.0"?>' + OPENING + PARAGRAPH + "<![CDATA[" * 2_000,
        '<?xml version="1.0"?>' + OPENING + f"<p><![CDATA[{TEXT}]]></p>" + "<b><![CDATA[x]]></b>" * 500,
        "<html><frameset>" + "<frame " * 2_000 + "><noframes>" + PARAGRAPH,
        OPENING + "<dl><dt>Author</dt><dd>x</dd></dl>" * 500 + PARAGRAPH,
        OPENING.replace("<title>", '<meta property="og:title" content="' + "<b>" * 600 + '"><title>') + PARAGRAPH,
        OPENING + PARAGRAPH + "<p>Copyright 2020 Larnet Post</p>" * 500,
    ],
    ids=[
        "nul",
        "nested",
        "attributes",
        "json",
        "open cdata",
        "cdata",
        "frames",
        "terms",
        "tags in metadata",
        "notices",
    ],
)
@pytest.mark.timeout(30)
def test_small_bombs(page):
    record = Extractor().extract(Source(data=page.encode(), name="page.html"))
    assert TEXT in record.body


@pytest.mark.slow
@pytest.mark.parametrize(
    "page",
    [
        OPENING + PARAGRAPH.replace("a", "a\0") * 2,
        OPENING + "<div>" * 1500 + PARAGRAPH + "</div>" * 1500,
        OPENING + "<div " + " ".join(f'a{n}="x"' for n in range(30_000)) + ">" + PARAGRAPH,
        OPENING + "<div " + " ".join(f'a{n}="<"' for n in range(30_000)) + ">" + PARAGRAPH,
        OPENING + '<div class="' + "related " * 200_000 + '">' + PARAGRAPH,
        OPENING + "<table><tr><td>" * 400 + "</table>" * 400 + PARAGRAPH,
        OPENING + "<form>" * 3000 + PARAGRAPH,
        OPENING + "<script>" + '"' + '\\"' * 300_000 + "</script>" + PARAGRAPH,
        OPENING + '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + PARAGRAPH,
        OPENING + "<a href='/tag/x'>x</a>" * 20_000 + PARAGRAPH,
    ],
    ids=["nul", "nested", "attributes", "tags in attributes", "class", "tables", "forms", "strings", "json", "links"],
)
@pytest.mark.timeout(30)
def test_bombs(page):
    record = Extractor().extract(Source(data=page.encode(), name="page.html"))
    assert TEXT in record.body


@pytest.mark.slow
@pytest.mark.timeout(30)
def test_a_million_nested_tags():
    record = Extractor().extract(Source(data=(OPENING + "<div>" * 1_000_000 + PARAGRAPH).encode(), name="page.html"))
    assert "limit_reached" in [warning.code for warning in record.warnings]
