"""The page "A nightly dump" is followed: its commands print what it shows, wherever their tools are installed."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_docs import pattern, steps

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/nightly.md").read_text("utf-8")
ARTICLE = """\
{number} Ferries Left The New Terminal

By Nora Field

March 3, 2021

The ferry terminal of Harbour Town opened on Wednesday after two years of work. About three hundred people
came to see boat {number} leave for the islands, and many of them stayed until the evening.

"We have waited for this day a long time," said Mayor Ada Brook. "The islands are closer now."

The old terminal, which dates from 1968, will be torn down in the summer.
"""
TOOLS = ("jq", "duckdb", "sqlite3", "sqlite-utils", "datasette", "make")


def block(kind):
    return re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.M | re.S)


@pytest.fixture
def desk(tmp_path):
    desk = tmp_path
    command = desk / "bin" / "karabakh-extract"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m karabakh_extract "$@"\n')
    command.chmod(0o755)
    for outlet in ("mail", "post"):
        (desk / "data/dump" / outlet).mkdir(parents=True)
        for number in range(12):
            text = ARTICLE.format(number=number + (100 if outlet == "mail" else 200))
            (desk / "data/dump" / outlet / f"{number:02}.txt").write_text(text, "utf-8")
    (desk / "data/Makefile").write_text(block("make Makefile")[0], "utf-8")
    return desk


@pytest.fixture
def shell(desk):
    tools = os.path.dirname(sys.executable)
    environment = {"PATH": f"{desk / 'bin'}:{tools}:/usr/local/bin:/usr/bin:/bin", "PYTHONPATH": str(ROOT),
                   "LANG": "C.UTF-8", "HOME": str(desk)}  # fmt: skip

    def run(line):
        return subprocess.run(
            ["bash", "-c", line], cwd=desk / "data", env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding="utf-8", timeout=100, check=False,
        )  # fmt: skip

    run.path = environment["PATH"]
    return run


def missing(command, path):
    """Return the tool that a command needs and that is not installed here."""
    return next((t for t in TOOLS if re.search(rf"(^|\| ){t} ", command) and not shutil.which(t, path=path)), None)


def test_the_commands_print_what_the_page_shows(shell):
    lacking = set()
    for command, shown in [step for text in block("session") for step in steps(text)]:
        tool = missing(command, shell.path)
        if tool:
            lacking.add(tool)
            continue
        done = shell(command)
        assert re.fullmatch(pattern(shown), done.stdout, re.S), f"$ {command}\n{done.stdout}"
        assert done.returncode == 0
    if lacking:
        tools = ", ".join(sorted(lacking))
        pytest.skip(f"not installed here: {tools} (pip install '.[recipes]'); the other commands of the page are right")


def test_the_job_of_cron_says_nothing_unless_something_is_wrong(shell, desk):
    (line,) = (line for line in block("cron")[0].splitlines() if line.startswith("0 3 "))
    job = line.split("  ", 1)[1].replace("\\%", "%").replace("/data/news", shlex.quote(str(desk / "data")))
    assert shell(job).stdout == ""
    assert "batch: " in (desk / "data/articles.log").read_text("utf-8")
    assert shell(job.replace("outlet.empty>20%", "emtpy>20%")).stdout.startswith("exit code 2\n")


def test_the_units_of_systemd_are_right(shell, desk):
    if not shutil.which("systemd-analyze"):
        pytest.skip("not installed here: systemd-analyze")
    units = desk / "units"
    units.mkdir()
    for name in ("articles.service", "articles.timer"):
        (units / name).write_text(block(f"ini {name}")[0], "utf-8")
    done = shell(f"systemd-analyze verify {units}/articles.service {units}/articles.timer")
    assert (done.returncode, [line for line in done.stdout.splitlines() if "articles." in line]) == (0, [])


def test_the_command_of_the_service_runs(shell):
    (line,) = re.findall(r"^ExecStart=(.*)$", PAGE, re.M)
    words = [shlex.quote(word.replace("%%", "%")) for word in line.split()]
    done = shell(" ".join(words))
    assert (done.returncode, '"event":"end"' in done.stdout) == (0, True)
