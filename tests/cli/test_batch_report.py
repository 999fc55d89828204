"""`batch` says what happened: report, guards, rejects, logs, a bar on a terminal."""

import base64
import json
import os
import re

import pytest
from command_line import FERRY, ROOT, on_terminal

from karabakh_extract.batch.figures import FIGURES
from karabakh_extract.cli import exits
from karabakh_extract.cli.batch_report import allowance
from karabakh_extract.errors import UsageError


def night(desk, number, outlets, text=FERRY):
    """Put the articles of a night into a folder for each outlet: name → how many."""
    for outlet, count in outlets.items():
        folder = desk / "dump2" / outlet / str(number)
        folder.mkdir(parents=True)
        for n in range(count):
            (folder / f"{n}.txt").write_text(text.replace("Harbour Town Opens", f"{outlet.title()} {number} {n} Opens"))


def test_a_redesign_is_noticed_the_first_night(run, desk):
    guards = ("--fail-if", "outlet.headline.missing>50%", "--fail-if", "outlet.body.median<0.5*usual")
    night(desk, 1, {"mail": 12, "post": 12})
    assert run("batch", "dump2/", "-o", "out", *guards).returncode == 0
    night(desk, 2, {"mail": 12, "few": 3}, FERRY[: FERRY.index("The ferry")] + "Read on in the app.\n")
    night(desk, 2, {"post": 12})
    done = run("batch", "dump2/", "-o", "out", *guards, "--report", "report.json")
    assert done.returncode == exits.ALARM
    alarms = [line for line in done.stderr.splitlines() if "--fail-if" in line]
    assert [line.split(": ")[0] for line in alarms] == ["mail"]
    assert re.search(
        r"^mail: body.median is \d+ of 12 articles, usually \d+: .*'outlet.body.median<0.5\*usual'\)$", alarms[0]
    )
    report = json.loads((desk / "report.json").read_text("utf-8"))
    assert [(name, each["articles"]) for name, each in report["outlets"].items()] == [
        ("mail", 12),
        ("post", 12),
        ("few", 3),
    ]
    assert [alarm["outlet"] for alarm in report["alarms"]] == ["mail"]
    assert report["outlets"]["mail"]["usual"]["articles"] == 12
    assert report["total"]["converted"] == 27
    assert len((desk / "out/part-00001.jsonl").read_text("utf-8").splitlines()) == 27
    assert len(os.listdir(desk / "out/.reports")) == 2


def test_a_report_to_read(run, desk):
    (desk / "dump/empty.txt").touch()
    done = run("batch", "dump", "error.txt", "-o", "out", "--report", "-")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[1] == "4 articles: 2 converted, 1 no article, 0 failed, 1 rejected; 0 inputs unchanged"
    assert [line.split() for line in lines[2:4]] == [["1", "not", "an", "article:", "error", "page"],
                                                     ["1", "rejected:", "empty"]]  # fmt: skip
    assert run("batch", "dump", "-o", "out", "--report", "report.txt").returncode == 0
    assert "0 articles: " in (desk / "report.txt").read_text("utf-8")


def test_rejects_keep_what_was_read(run, desk):
    (desk / "dump/picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    assert run("batch", "dump", "missing.txt", "-o", "out", "--rejects", "lost.jsonl").returncode == 1
    lines = [json.loads(line) for line in (desk / "lost.jsonl").read_text("utf-8").splitlines()]
    assert [(line["name"], line["status"], line["reason"]) for line in lines] == [
        ("dump/picture.txt", "rejected", "binary"),
        ("missing.txt", "rejected", "missing"),
    ]
    assert base64.b64decode(lines[0]["data"]).startswith(b"\x89PNG")
    assert lines[1]["data"] is None


def test_what_a_run_writes_is_no_input_of_the_next(run, desk):
    (desk / "empty.txt").touch()
    words = ("batch", ".", "-o", "out.db", "--rejects", "lost.jsonl", "--report", "report.json")
    for _ in range(3):
        assert run(*words).returncode in (0, 1)
    report = json.loads((desk / "report.json").read_text("utf-8"))
    assert (report["total"]["articles"], report["unchanged"]) == (0, 6)


@pytest.mark.parametrize(("allowed", "code"), [("0", 1), ("1", 0), ("30%", 1), ("34%", 0)])
def test_failures_can_be_allowed(run, desk, allowed, code):
    (desk / "dump/empty.txt").touch()
    assert run("batch", "dump", "-o", "out", "--allow-failures", allowed).returncode == code


def test_a_log_for_programs(run, desk):
    (desk / "dump/em\x1bpty.txt").touch()
    night(desk, 1, {"mail": 11}, "404 Not Found\n\nThe page you requested could not be found on this server.\n")
    done = run("batch", "dump", "dump2", "-o", "out", "--log-format", "json", "--fail-if", "outlet.empty>50%")
    assert done.returncode == exits.ALARM
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [(line["level"], line["event"]) for line in lines] == [
        ("warning", "rejected"),
        ("error", "alarm"),
        ("info", "end"),
    ]
    assert lines[0]["reason"] == "empty"
    assert (lines[1]["outlet"], lines[1]["figure"], lines[1]["value"]) == ("dump2", "empty", 1.0)
    assert (lines[2]["converted"], lines[2]["not_an_article"], lines[2]["rejected"]) == (2, 11, 1)
    assert "\x1b" not in done.stderr
    refused = run("batch", "-", "-", "-o", "out", "--log-format", "json")
    assert (refused.returncode, json.loads(refused.stderr)["event"]) == (exits.USAGE, "error")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--fail-if", "emtpy>20%"), "--fail-if 'emtpy>20%': there is no figure emtpy: choose from articles, "),
        (("--allow-failures", "many"), "--allow-failures: many is no number of articles: give one such as 20"),
        (("--rejects", "none/lost.jsonl"), "none/lost.jsonl: cannot be written (No such file or directory): "),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_converted(run, desk, words, said):
    done = run("batch", "dump", "-o", "out", *words)
    assert done.returncode in (exits.USAGE, exits.SOME_FAILED)
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1
    assert not (desk / "out").exists()


@pytest.mark.parametrize("text", ["", "-1", "1.5", "101%", "5%%"])
def test_allowances_that_are_none(text):
    with pytest.raises(UsageError):
        allowance(text)


def test_a_bar_on_a_terminal(desk):
    (desk / "dump/empty.txt").touch()
    for number in range(30):
        (desk / "dump" / f"{number}.txt").write_text(FERRY.replace("Harbour", f"Harbour {number}"), "utf-8")
    code, shown = on_terminal(desk, "batch", "dump", "-o", "out", stream="stderr", columns=120)
    assert code == 1
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)
    assert "dump/empty.txt: the file is empty: there is nothing to convert" in text
    assert re.search(r"\d+ articles, [\d.]+ a second", text)
    assert "batch: 32 records; 1 without a record" in text


def test_the_page_about_dumps_names_every_figure():
    page = (ROOT / "docs/batch.md").read_text("utf-8")
    rows = re.findall(r"^\| (`.*?`) \|", page[page.index("| figure |") :], re.M)
    assert {name for row in rows for name in re.findall(r"`([a-z_.]+)`", row)} == set(FIGURES)
