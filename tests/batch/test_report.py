"""Reports of runs, and what they say is usual."""

import json

import msgspec
import pytest

from karabakh_extract.batch import history
from karabakh_extract.batch.counts import counted
from karabakh_extract.batch.figures import FIGURES, figures
from karabakh_extract.batch.folder import LocalStore
from karabakh_extract.batch.outcome import Outcome
from karabakh_extract.batch.report import Alarm, Report, account, accounts, readable
from karabakh_extract.record import Generator


def outcomes(outlet, number, **values):
    settings = {"status": "converted", "body_length": 1000, "has_headline": True, **values}
    return [Outcome(name=f"{outlet}/{n}", outlet=outlet, **settings) for n in range(number)]


def report(found, usual=None, second=0, **more):
    counts = counted(found)
    stamp = f"2021-03-04T05:{second // 60:02}:{second % 60:02}Z"
    return Report(
        generator=Generator(name="karabakh-extract", version="0", rules="0"), started=stamp, ended=stamp, seconds=61.4,
        inputs=["dump"], parts=["part-00000.jsonl"], unchanged=7, older=0, earlier_failures=0,
        total=account(counts.total(), {}), outlets=accounts(counts, usual or {}), **more,
    )  # fmt: skip


MIXED = [
    *outcomes("mail", 6, has_author=True, removed_length=250, classifier_length=50),
    *outcomes("mail", 2, body_length=0, has_headline=False, unknown_layout=True, truncated=True),
    *outcomes("mail", 2, status="not_an_article", reason="login", body_length=0),
    *outcomes("mail", 1, status="failed", reason="timeout"),
    *outcomes("mail", 1, status="rejected", reason="binary"),
    *outcomes("post", 1),
]


def test_figures():
    assert figures(counted(MIXED).outlets["mail"]) == {
        "articles": 12,
        "failed": round(2 / 12, 4),
        "not_an_article": 0.2,
        "empty": 0.4,
        "headline.missing": 0.25,
        "author.missing": 0.25,
        "date.missing": 1.0,
        "layout.unknown": 0.25,
        "truncated": 0.25,
        "body.median": pytest.approx(1000, rel=0.022),
        "removed": 0.2,
        "classifier": 0.04,
    }
    assert list(figures(counted(MIXED).total())) == list(FIGURES)


def test_nothing_has_no_shares():
    assert figures(counted([]).total()) == {"articles": 0}
    assert figures(counted(outcomes("mail", 2, status="failed", body_length=0)).total()) == {
        "articles": 2,
        "failed": 1.0,
    }


def test_json():
    made = report(MIXED)
    found = json.loads(made.encoded())
    assert list(found["outlets"]) == ["mail", "post"]
    assert found["outlets"]["mail"]["reasons"] == {"not_an_article:login": 2, "failed:timeout": 1, "rejected:binary": 1}
    assert found["total"]["figures"]["articles"] == 13
    assert msgspec.json.decode(made.encoded(), type=Report) == made


def test_text():
    alarm = Alarm(
        guard="outlet.empty>20%", outlet="mail", figure="empty", value=0.4, limit=0.2, usual=None, articles=12
    )
    text = readable(report(MIXED, {"mail": {"articles": 90, "empty": 0.01}}, alarms=[alarm]))
    lines = text.splitlines()
    assert lines[0] == "2021-03-04T05:00:00Z, 61 s"
    assert lines[1] == "13 articles: 9 converted, 2 no article, 1 failed, 1 rejected; 7 inputs unchanged"
    assert lines[2].split() == ["2", "not", "an", "article:", "login"]
    assert lines[6].split()[:5] == ["outlet", "articles", "failed", "empty", "no"]
    assert lines[7].split()[:4] == ["mail", "12", "16.7", "%"]
    assert lines[8].split() == ["usually", "90", "1.0", "%"]
    assert lines[9].startswith("post ")
    assert text.endswith(f"\n\n{alarm}\n")
    assert len({len(line) for line in (lines[6], lines[7])}) == 1


def test_a_name_of_an_outlet_moves_no_cursor():
    assert "\x1b" not in readable(report(outcomes("a\x1b[2Jb", 1)))


def test_many_outlets_are_cut_in_text_only():
    made = report([each for n in range(70) for each in outcomes(f"outlet{n:02}", 1)])
    assert "and 20 more outlets" in readable(made)
    assert len(json.loads(made.encoded())["outlets"]) == 70


@pytest.fixture
def store(tmp_path):
    return LocalStore(str(tmp_path))


def test_what_is_usual_is_the_median_of_the_last_runs(store):
    for second, length in enumerate([10, 10, *[100, 1000, 10000] * 3, 1000]):
        history.keep(store, report(outcomes("mail", 10, body_length=length), second=second))
    found = history.usual(store)
    assert set(found) == {"mail", history.ALL}
    assert found["mail"]["body.median"] == pytest.approx(1000, rel=0.022)
    assert found["mail"]["articles"] == 10


def test_runs_with_few_articles_and_runs_that_were_ended_do_not_count(store):
    history.keep(store, report(outcomes("mail", history.LEAST - 1), second=1))
    history.keep(store, report(outcomes("mail", 50), second=2, ended_by=15))
    assert history.usual(store) == {}
    history.keep(store, report(outcomes("mail", history.LEAST), second=3))
    assert history.usual(store)["mail"]["articles"] == history.LEAST


def test_the_number_of_reports_is_bounded(store, monkeypatch):
    monkeypatch.setattr(history, "KEPT", 3)
    for second in (1, 2, 3, 4, 4, 5):
        history.keep(store, report(outcomes("mail", second), second=second))
    assert [json.loads(store.read(name))["total"]["articles"] for name in store.names(history.FOLDER)] == [4, 4, 5]


def test_a_run_that_converted_nothing_leaves_no_report(store):
    history.keep(store, report([]))
    assert store.names(history.FOLDER) == []


def test_damaged_reports_are_passed_over(store):
    store.write(f"{history.FOLDER}20200101T000000Z-0000.json", b"{half")
    history.keep(store, report(outcomes("mail", 20)))
    assert history.usual(store)["mail"]["articles"] == 20
