"""`--fail-if`: what guards mean, when they give an alarm, and how a wrong one is refused."""

from pathlib import Path

import pytest
import yaml

from karabakh_extract.batch.figures import FIGURES
from karabakh_extract.batch.guards import EXAMPLES, alarms, parse
from karabakh_extract.batch.report import Account, Report
from karabakh_extract.errors import UsageError
from karabakh_extract.record import Generator

CASES = yaml.safe_load((Path(__file__).parent / "guards.yaml").read_text("utf-8"))


def account(figures, usual):
    return Account(
        articles=figures["articles"], converted=0, not_an_article=0, failed=0, rejected=0, reasons={}, seconds=0,
        figures=figures, usual=usual or {},
    )  # fmt: skip


def report(case):
    return Report(
        generator=Generator(name="karabakh-extract", version="0", rules="0"), started="", ended="", seconds=0,
        inputs=[], parts=[], unchanged=0, older=0, earlier_failures=0,
        total=account(case["all"], case.get("all_usual")),
        outlets={"mail": account(case["mail"], case.get("mail_usual"))},
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['guard']} {case['mail']}")
def test_for_whom_there_is_an_alarm(case):
    found = alarms([parse(case["guard"])], report(case))
    assert [alarm.outlet or "all" for alarm in found] == case["alarms"]


def test_an_alarm_says_what_it_saw():
    case = {"mail": {"articles": 120, "empty": 0.35}, "mail_usual": {"empty": 0.01}, "all": {"articles": 9}}
    (alarm,) = alarms([parse("outlet.empty>20%")], report(case))
    assert str(alarm) == (
        "mail: empty is 35.0 % of 120 articles, usually 1.0 %: "
        "see what has changed there (--fail-if 'outlet.empty>20%')"
    )
    case = {"mail": {"articles": 3}, "mail_usual": {"articles": 90}, "all": {"articles": 9}}
    (alarm,) = alarms([parse("outlet.articles<0.5*usual")], report(case))
    assert str(alarm).startswith("mail: articles is 3 in this run, usually 90: ")


@pytest.mark.parametrize("text", [*EXAMPLES, *(f"outlet.{name}>=0.5*usual" for name in FIGURES)])
def test_guards_that_can_be_given(text):
    assert parse(text).text == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "this is no condition: write it as in outlet.empty>20%"),
        ("empty", "this is no condition"),
        ("empty=20%", "this is no condition"),
        ("Empty>20%", "this is no condition"),
        ("a<empty<b", "this is no condition"),
        ("emtpy>20%", "there is no figure emtpy: choose from articles, failed, "),
        ("outlet>20%", "there is no figure outlet"),
        ("outlet.all.empty>20%", "there is no figure all.empty"),
        ("empty>", "nothing is no limit: give a number"),
        ("empty>many", "many is no limit"),
        ("empty>50%*usual", "50%\\*usual is no limit"),
        ("empty>-1", "-1 is no limit"),
        ("empty>20", "empty is a share: write 20%"),
        ("body.median<50%", "body.median is a number, not a share: write a number, or 0.5\\*usual"),
    ],
)
def test_a_wrong_guard_is_refused(text, said):
    with pytest.raises(UsageError, match=said) as found:
        parse(text)
    assert str(found.value).startswith(f"--fail-if '{text}': ")
