"""Tables: an article a row, whatever the delimiter, the encoding and the size of cells; a broken row costs itself."""

import csv
import gzip
import io

import pytest

from karabakh_extract.errors import InputError
from karabakh_extract.readers.inputs import Input
from karabakh_extract.readers.options import ReadOptions
from karabakh_extract.readers.stream import sources

ROWS = [
    ["id", "Article Text", "URL", "crawl date"],
    ["1", 'Rain "stops", play;\n\nIt rained\tall day | and\nnight.', "https://news.example/1", "2021-03-04"],
    ["2", "Дождь\x00 идёт", "", "2021-03-04T05:06:07Z"],
]


def table(delimiter=",", rows=ROWS, **how):
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n", **how).writerows(rows)
    return stream.getvalue()


def read(path, data, said=None, **options):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    notify = [].append if said is None else said.append
    return list(sources(Input(str(path), path.name), ReadOptions(**options), notify))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "|", "\t"])
def test_rows(tmp_path, encoding, delimiter):
    said = []
    path = tmp_path / ("table.tsv" if delimiter == "\t" else "table.csv")
    first, second = read(path, table(delimiter).encode(encoding), said)
    assert (first.name, first.data, first.url, first.fetched) == (f"{path}!1", ROWS[1][1], ROWS[1][2], ROWS[1][3])
    assert (second.name, second.data, second.url) == (f"{path}!2", "Дождь\x00 идёт", None)
    assert second.fetched == "2021-03-04T05:06:07+00:00"
    assert said == [
        f"{path}: columns guessed: text from article_text, url from url, date from crawl_date: "
        "--text-field, --url-field, --date-field name others"
    ]


def test_other_encodings_and_escapes(tmp_path):
    rows = [["text"], ["Café au lait, déjà vu: les élèves ont mangé à la cafétéria."]]
    (found,) = read(tmp_path / "a.csv", table(rows=rows).encode("windows-1252"))
    assert found.data == rows[1][0]
    (found,) = read(tmp_path / "b.csv", table(rows=rows).encode("mac-roman"), encoding="mac-roman")
    assert found.data == rows[1][0]
    (found,) = read(tmp_path / "c.csv", 'text,n\n"Rain \\"stops\\" play, again",1\n')
    assert found.data == 'Rain "stops" play, again'
    (found,) = read(tmp_path / "d.csv.gz", gzip.compress(b"text\nrain\n"))
    assert found.data == "rain"


def test_columns_are_named_by_the_caller(tmp_path):
    (found,) = read(tmp_path / "a.txt", "a;b\n<p>x</p>;y\n", format="csv", html_field="a")
    assert (found.data, found.format) == ("<p>x</p>", "html")


@pytest.mark.parametrize("data", ["id,when\n1,2\n", "1,2\n", ",\n"])
def test_a_table_without_a_column_for_the_article(tmp_path, data):
    (error,) = read(tmp_path / "a.csv", data)
    assert error.reason == "bad_record" and "--text-field" in error.remedy


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        ("text,n\na,1\n\nb,2,3\nc\n", ["a", "bad_record", "c"]),
        ("text\na\n" + "b" * 300 + "\nc\n", ["a", "too_large", "c"]),
        ("text\na\n" + "b" * 300, ["a", "too_large"]),
        ('text\na\n"b\n' + "b\n" * 80 + "c\n", ["a", "bad_record"]),
        ("n,text\n1,a\n2,\n3,c\n", ["a", "bad_record", "c"]),
    ],
)
def test_broken_rows(tmp_path, data, outcome):
    found = read(tmp_path / "a.csv", data, max_bytes=100)
    said = [each.reason if isinstance(each, InputError) else each.data for each in found]
    assert said[: len(outcome)] == outcome
    assert len({each.name for each in found}) == len(found)


def test_cells_may_hold_pages(tmp_path):
    page = "<html><body>" + "<p>It rained.</p>" * 50_000 + "</body></html>"
    (found,) = read(tmp_path / "a.csv", table(rows=[["html"], [page]]))
    assert (found.data, found.format) == (page, "html")
