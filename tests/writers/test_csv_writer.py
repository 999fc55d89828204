"""Records as CSV: the columns of the contract, and cells that no spreadsheet misreads."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh_extract import record as r
from karabakh_extract.errors import OutputError
from karabakh_extract.writers import tables
from karabakh_extract.writers.csv import BOM, LONGEST_CELL, Csv, CsvFolder, Lines

COLUMNS = {
    "articles": "id name url fetched headline authors publisher original_publisher language published original "
    "modified regions themes body quote_count removed_count warnings",
    "quotes": "article_id n kind text speaker_name speaker_role mention resolution cue via start end",
    "dates": "article_id n date text start end",
    "places": "article_id n name country latitude longitude geonames_id mentions",
    "media": "article_id n url kind",
    "evidence": "article_id n field origin text start end",
    "removed": "article_id n kind rule confidence start end text",
    "warnings": "article_id n code detail message",
}


def read(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_tables_are_those_of_the_contract():
    assert {table.name: " ".join(table.names) for table in tables.TABLES} == COLUMNS


@pytest.mark.parametrize(
    ("table", "part"),
    [("dates", r.MentionedDate), ("media", r.Media), ("evidence", r.Evidence), ("removed", r.Removed),
     ("places", r.Place), ("warnings", r.Warning)],
)  # fmt: skip
def test_the_tables_of_lists_have_the_keys_of_the_record(table, part):
    assert COLUMNS[table].split()[2:] == list(part.__struct_fields__)


def test_one_file_holds_the_articles(record):
    rows = read("".join(Csv().stream([record(), record(headline="Two", authors=[], regions=[])])))
    assert list(rows[0]) == COLUMNS["articles"].split()
    assert rows[0] == {
        "id": "12345678901234567890123456789012",
        "name": "dump/a.txt",
        "url": "",
        "fetched": "",
        "headline": "Video: A Bridge",
        "authors": "Nora Field; Ben Marsh, Jr.",
        "publisher": "",
        "original_publisher": "",
        "language": "no",
        "published": "2020-11-05",
        "original": "",
        "modified": "",
        "regions": "Asia; No; 12",
        "themes": "",
        "body": "The bridge is closed.\n\nNobody knows why.",
        "quote_count": "1",
        "removed_count": "1",
        "warnings": "no_headline",
    }
    assert (rows[1]["headline"], rows[1]["authors"], rows[1]["regions"]) == ("Two", "", "")


def test_no_records_are_a_line_of_names():
    assert "".join(Csv().stream([])) == COLUMNS["articles"].replace(" ", ",") + "\n"


def test_a_folder_holds_every_table(record, tmp_path):
    CsvFolder().save(str(tmp_path), [record(), record(quotes=[])])
    found = {path.stem: read(path.read_text("utf-8")) for path in tmp_path.iterdir()}
    assert {name: len(rows) for name, rows in found.items()} == {
        "articles": 2, "quotes": 1, "dates": 2, "places": 2, "media": 2, "evidence": 2, "removed": 2, "warnings": 2,
    }  # fmt: skip
    assert found["quotes"][0]["speaker_name"] == "Ada Brook"
    assert found["places"][0] == {
        "article_id": record().id,
        "n": "1",
        "name": "Oslo",
        "country": "NO",
        "latitude": "59.9",
        "longitude": "",
        "geonames_id": "",
        "mentions": "Oslo",
    }
    assert found["removed"][0]["confidence"] == "1e-05"


def test_a_folder_appears_whole_or_not_at_all(record, tmp_path):
    def failing():
        yield record()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        CsvFolder().save(str(tmp_path), failing())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written(record, tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        CsvFolder().save(str(tmp_path / "none"), [record()])


@pytest.mark.parametrize("opening", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(record, opening):
    (row,) = read(Csv().document(record(headline=opening + "SUM(A1:A9)", authors=[opening + "x", "y"])))
    assert row["headline"] == f"'{opening}SUM(A1:A9)"
    assert row["authors"] == f"'{opening}x; y"


def test_numbers_stay_numbers():
    assert Lines().line((-12.5, 3, None, "a")) == "-12.5,3,,a\n"


def test_a_mark_by_which_excel_knows_utf_8(record, tmp_path):
    assert Csv(bom=True).document(record()).startswith(BOM + "id,")
    CsvFolder(bom=True).save(str(tmp_path), [record()])
    assert all(path.read_text("utf-8").startswith(BOM) for path in tmp_path.iterdir())


@pytest.mark.parametrize("letter", ["a", "ж", "🚢"])
def test_a_cell_holds_no_more_than_a_spreadsheet_can(record, letter):
    writer = Csv()
    fits = letter * (LONGEST_CELL // (2 if letter > "\uffff" else 1))
    (whole,) = read(writer.document(record(body=fits)))
    assert whole["body"] == fits
    assert writer.cut == 0
    (row,) = read(writer.document(record(body=fits + letter)))
    assert writer.cut == 1
    assert len(row["body"].encode("utf-16-le")) // 2 in (LONGEST_CELL, LONGEST_CELL - 1)
    kept, _, note = row["body"].partition(" … ")
    assert fits.startswith(kept)
    assert note == f"[{len(fits) + 1:,} characters, cut to fit a cell]"


def test_control_characters_are_shown_as_replaced(record):
    text = Csv().document(record(headline="a\x1b[31mb\x9b\x00c\ud800", body="a\tb\nc"))
    assert not set("\x1b\x9b\x00") & set(text)
    (row,) = read(text)
    assert (row["headline"], row["body"]) == ("a\ufffd[31mb\ufffd\ufffdc\ufffd", "a\tb\nc")


TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from('\r\n\t",;')).filter(
    lambda text: not text.startswith(("=", "+", "-", "@", "\t", "\r"))
)


@settings(deadline=None)
@given(rows=st.lists(st.lists(TEXT, min_size=2, max_size=4), min_size=1, max_size=4))
def test_any_text_can_be_read_back(rows):
    lines = Lines()
    assert list(csv.reader(io.StringIO("".join(map(lines.line, rows)), newline=""))) == rows
