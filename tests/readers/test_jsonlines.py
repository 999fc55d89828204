"""Dumps in JSON: lines, arrays, objects one behind the other; what is broken costs one article and is named."""

import io
import json

import pytest

from karabakh_extract.errors import InputError
from karabakh_extract.readers.containers.elements import Elements
from karabakh_extract.readers.inputs import Input
from karabakh_extract.readers.options import ReadOptions
from karabakh_extract.readers.stream import sources

ARTICLES = [
    {
        "url": f"https://news.example/{n}",
        "fetched": "2021-03-04T05:06:07Z",
        "text": f'Rain {n} "stops" play {{[\\\n\n{n}',
    }
    for n in range(1, 6)
]
FORMS = {
    "lines": "\n".join(map(json.dumps, ARTICLES)) + "\n",
    "array": json.dumps(ARTICLES),
    "indented array": json.dumps(ARTICLES, indent=2),
    "array of lines": "[\n" + ",\n".join(map(json.dumps, ARTICLES)) + "\n]\n",
    "indented objects": "\n".join(json.dumps(each, indent=1) for each in ARTICLES),
    "an answer of a service": json.dumps({"status": "ok", "articles": ARTICLES}),
}

TOO_LARGE = '[{"text": "a"}, {"text": "%s"}, {"text": "c"}]'


def read(path, data, **options):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(sources(Input(str(path), path.name), ReadOptions(**options)))


def outline(found, path):
    """What each article is: its text or the reason why there is none, by the part of the name behind the file's."""
    return [
        (each.name.removeprefix(f"{path}!"), each.reason if isinstance(each, InputError) else each.data)
        for each in found
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["feed.json", "feed", "feed.jsonl"])
def test_forms(tmp_path, form, name):
    if name.endswith("l") and form.startswith("indented objects"):
        pytest.skip("what is called .jsonl keeps to lines")
    found = read(tmp_path / name, FORMS[form])
    assert [(each.name, each.data, each.url, each.fetched) for each in found] == [
        (f"{tmp_path}/{name}!{n}", article["text"], article["url"], "2021-03-04T05:06:07+00:00")
        for n, article in enumerate(ARTICLES, 1)
    ]


@pytest.mark.parametrize("form", [form for form in FORMS if not form.startswith(("lines", "an answer"))])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_elements_are_cut_alike_however_they_arrive(form, size):
    class Pipe(io.BytesIO):
        def read1(self, _=-1):
            return super().read1(size)

    elements = list(Elements(Pipe(FORMS[form].encode()), 10_000, size))
    assert [json.loads(each.data) for each in elements] == ARTICLES
    assert not any(each.trouble for each in elements)


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        ('{"text": "a"}\n\n{"text": "b"\n{"text": "c"}', [("1", "a"), ("3", "bad_record"), ("4", "c")]),
        ('{"text": "a"}\n["b"]\n3\n{"title": "d"}\n', [("1", "a"), *((n, "bad_record") for n in "234")]),
        ('{"text": "a"}\n{"text": "' + "b" * 200 + '"}\n{"text": "c"}\n', [("1", "a"), ("2", "too_large"), ("3", "c")]),
        ('{"text": "a"}\n{"text": "' + "b" * 200, [("1", "a"), ("2", "too_large")]),
        ('{"text": "a", "n": NaN}\n{"text": "\\ud800"}\n', [("1", "a"), ("2", "\ud800")]),
        ("\ufeff" + '{"text": "a"}\r\n{"text": "b"}\r\n', [("1", "a"), ("2", "b")]),
        (b'{"text": "caf\xe9 au lait"}\n', [("1", "café au lait")]),
        ('{"text": ' + "[" * 80 + "}\n", [("1", "bad_record")]),
        ('[{"text": "a"}, "b", {"text": "c"}]', [("1", "a"), ("2", "bad_record"), ("3", "c")]),
        ('[{"text": "a"},\n{"text": "b},\n{"text": "c"}]', [("1", "a"), ("2", "bad_record"), ("3", "c")]),
        (
            '[{"text": "a"}, {"text": "' + 'b\\"' * 200 + '"}, {"text": "c"}]',
            [("1", "a"), ("2", "too_large"), ("3", "c")],
        ),
        ('[{"text": "a"}, {"text": "b', [("1", "a"), ("2", "bad_record")]),
        ('[{"text": "a"},\n', [("1", "a"), ("2", "bad_record")]),
    ],
)
def test_broken_ones(tmp_path, data, outcome):
    path = tmp_path / ("feed.jsonl" if data[:1] not in ("[", b"[") else "feed.json")
    assert outline(read(path, data, max_bytes=100), path) == outcome


def test_an_error_keeps_what_was_read(tmp_path):
    (error,) = read(tmp_path / "a.jsonl", '{"text": "a"')
    assert (error.reason, error.data) == ("bad_record", b'{"text": "a"')
    assert str(error) == f"{tmp_path}/a.jsonl!1: it is cut off: check that element"


@pytest.mark.parametrize("data", ["\n \n", "[]", " [ ] "])
def test_nothing_in_it(tmp_path, data):
    (error,) = read(tmp_path / "a.json", data)
    assert (error.name, error.reason) == (f"{tmp_path}/a.json", "empty")


RECORD = {
    "Source-URL": " https://news.example/1 ",
    "content": {"rendered": "<p>Rain</p>"},
    "body": ["Rain stops play", "It rained."],
    "crawl_date": 1614834367,
    "meta": {"raw": "Rain again", "when": "2021-03-04"},
}


@pytest.mark.parametrize(
    ("options", "data", "format", "fetched"),
    [
        ({}, "<p>Rain</p>", "html", "2021-03-04T05:06:07+00:00"),
        ({"text_field": "body"}, "Rain stops play\n\nIt rained.", None, "2021-03-04T05:06:07+00:00"),
        ({"text_field": "meta.raw", "date_field": "meta.when"}, "Rain again", None, "2021-03-04"),
        ({"html_field": "content.rendered", "format": "text"}, "<p>Rain</p>", "text", "2021-03-04T05:06:07+00:00"),
    ],
)
def test_fields_named_and_guessed(tmp_path, options, data, format, fetched):
    (found,) = read(tmp_path / "a.jsonl", json.dumps(RECORD), **options)
    assert (found.data, found.format, found.fetched) == (data, format, fetched)
    assert found.url == "https://news.example/1"


def test_a_field_that_is_not_there_is_an_error_that_lists_the_others(tmp_path):
    (error,) = read(tmp_path / "a.jsonl", json.dumps(RECORD), text_field="story")
    assert "nothing under story: name it with --text-field or --html-field; there are: Source-URL, content" in str(
        error
    )


def test_guesses_are_said_once(tmp_path):
    said = []
    (tmp_path / "a.jsonl").write_text(FORMS["lines"])
    assert len(list(sources(Input(str(tmp_path / "a.jsonl"), "a"), notify=said.append))) == 5
    assert said == [
        f"{tmp_path}/a.jsonl: fields guessed: text from text, url from url, date from fetched: "
        "--text-field, --url-field, --date-field name others"
    ]


def test_one_article_of_a_file(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(FORMS["lines"])
    assert [each.data for each in sources(Input(str(path), "a", only="4"))] == [ARTICLES[3]["text"]]
    (error,) = sources(Input(str(path), "a", only="6"))
    assert (error.name, error.reason) == (f"{path}!6", "missing")
