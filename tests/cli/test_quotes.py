"""`quotes`: a table on a terminal, plain lines elsewhere, and rows that spreadsheets and programs can read."""

import csv
import io
import json

import pytest
from command_line import on_terminal

from karabakh_extract.cli.quote_tables import COLUMNS

COUNCIL = """\
Council Hears The Ferrymen

By Nora Field

March 4, 2021

The council of Harbour Town met on Thursday to hear what the ferrymen think of the new terminal and its roof.

"=SUM(A1:A9) is what the \x1b[31mbudget says," said José Lindqvist, a ferryman from Eastquay. "It leaks."

Mayor Ada Brook said that the roof would be mended by the summer.

"+44 buckets stand below it," Brook added.
"""


@pytest.fixture
def council(desk):
    (desk / "council.txt").write_text(COUNCIL, encoding="utf-8")
    return desk / "council.txt"


def test_a_line_each_where_no_terminal_reads(run, council):
    lines = [line.split("\t") for line in run("quotes", "council.txt").stdout.splitlines()]
    assert [line[:2] for line in lines] == [
        ["José Lindqvist", "ferryman from Eastquay"],
        ["Ada Brook", "Mayor"],
        ["Ada Brook", "Mayor"],
    ]
    assert lines[1][2] == "the roof would be mended by the summer"
    assert lines[1][3].startswith("council.txt:")


def test_places_are_those_of_the_body(run, council):
    body = run("strip", "council.txt").stdout
    start, end = map(int, run("quotes", "council.txt").stdout.splitlines()[1].rpartition(":")[2].split("-"))
    assert body[start:end] == "the roof would be mended by the summer"


def test_control_characters_are_shown_and_not_sent(run, council):
    done = run("quotes", "council.txt")
    assert "\x1b" not in done.stdout


def test_csv_has_the_columns_and_no_formulas(run, council):
    rows = list(csv.DictReader(io.StringIO(run("quotes", "council.txt", "-f", "csv").stdout)))
    assert tuple(rows[0]) == COLUMNS
    assert [row["n"] for row in rows] == ["1", "2", "3"]
    assert rows[0]["text"].startswith("'=SUM(A1:A9)")
    assert rows[2]["text"].startswith("'+44 buckets")
    assert rows[1]["text"] == "the roof would be mended by the summer"
    assert rows[1]["via"] == ""


def test_a_byte_order_mark_for_excel(run, council):
    text = run("quotes", "council.txt", "-f", "csv").stdout
    assert run("quotes", "council.txt", "-f", "csv", "--bom").stdout == "\ufeff" + text
    done = run("quotes", "council.txt", "-f", "json", "--bom")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("--bom: it belongs to CSV")


def test_json_and_json_lines_hold_the_same_rows(run, council):
    rows = json.loads(run("quotes", "council.txt", "-f", "json").stdout)
    lines = run("quotes", "council.txt", "-f", "jsonl").stdout.splitlines()
    assert rows == [json.loads(line) for line in lines]
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["text"].startswith("=SUM(A1:A9)")
    assert rows[1]["via"] is None
    record = json.loads(run("convert", "council.txt", "-f", "json").stdout)
    assert {row["article_id"] for row in rows} == {record["id"]}


def test_nothing_said_is_an_empty_array(run, desk):
    (desk / "quiet.txt").write_text("A Quiet Day\n\nBy Nora Field\n\nThe harbour was quiet on Monday.\n", "utf-8")
    assert json.loads(run("quotes", "quiet.txt", "-f", "json").stdout) == []
    assert run("quotes", "quiet.txt").stdout == ""


@pytest.mark.parametrize("name", ["Lindqvist", "jose lindqvist", "LINDQVIST"])
def test_one_speaker(run, council, name):
    rows = json.loads(run("quotes", "council.txt", "-f", "json", "--speaker", name).stdout)
    assert [row["speaker_name"] for row in rows] == ["José Lindqvist"]


def test_a_part_of_a_name_is_no_name(run, council):
    assert run("quotes", "council.txt", "--speaker", "Lind").stdout == ""


def test_the_number_is_that_in_the_article(run, council):
    rows = json.loads(run("quotes", "council.txt", "-f", "json", "--speaker", "Brook").stdout)
    assert [row["n"] for row in rows] == [2, 3]


def test_several_articles_give_one_table(run, council):
    done = run("quotes", "council.txt", "ferry.txt", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["n"] for row in rows] == ["1", "2", "3", "1"]
    assert done.stdout.count("article_id") == 1


def test_a_file_name_tells_the_format(run, council, desk):
    assert run("quotes", "council.txt", "-o", "out.csv").returncode == 0
    assert (desk / "out.csv").read_text("utf-8").startswith("article_id,n,kind")
    done = run("quotes", "council.txt", "-o", "out.csv", "-f", "json")
    assert done.returncode == 2
    assert "says csv" in done.stderr


def test_a_table_on_a_terminal(council, desk):
    code, text = on_terminal(desk, "quotes", "council.txt", stream="stdout", columns=90)
    assert code == 0
    assert "Speaker" in text
    assert "José Lindqvist" in text
    assert "\x1b[31m" not in text
    assert max(map(len, text.replace("\x1b[1m", "").replace("\x1b[0m", "").replace("\x1b[3m", "").splitlines())) <= 90
