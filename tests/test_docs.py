"""The pages in docs/ are followed step by step, as a new user would; those made from the code are up to date."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs.__main__ import PAGES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
# a fenced block with the name of a file is that file; console blocks hold commands and what they print
BLOCK = re.compile(r"^```(\w+)(?: ([\w.-]+))?\n(.*?)^```$", re.M | re.S)
FOLLOWED = sorted(path.name for path in DOCS.glob("*.md") if "```console" in path.read_text("utf-8"))


@pytest.fixture
def shell(tmp_path):
    """Run a command line in an empty folder, with `karabakh-extract` on its path; both streams in one text."""
    command = tmp_path / "bin" / "karabakh-extract"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m karabakh_extract "$@"\n')
    command.chmod(0o755)
    desk = tmp_path / "desk"
    desk.mkdir()
    environment = {"PATH": f"{command.parent}:/usr/bin:/bin", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}

    def run(line):
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=desk,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return done.stdout.decode()

    run.desk = desk
    return run


def steps(block):
    """Return the commands of a console block with what each prints; … stands for anything."""
    return [(step.split("\n", 1)[0], step.split("\n", 1)[1]) for step in re.split(r"^\$ ", block, flags=re.M)[1:]]


def pattern(shown):
    return re.sub(r"\\?…", lambda _: ".*?", re.escape(shown))


@pytest.mark.parametrize("page", FOLLOWED)
@pytest.mark.timeout(400)
def test_the_steps_of_a_page_do_what_it_says(page, shell):
    followed = 0
    for language, name, text in BLOCK.findall((DOCS / page).read_text("utf-8")):
        if name:
            (shell.desk / name).write_text(text, "utf-8")
        elif language == "console":
            for command, shown in steps(text):
                said = shell(command)
                assert re.fullmatch(pattern(shown), said, re.S), f"$ {command}\n{said}"
                followed += 1
    assert followed


@pytest.mark.parametrize("page", PAGES)
def test_pages_made_from_the_code_are_up_to_date(page):
    assert (DOCS / page).read_text("utf-8") == PAGES[page](), "write it again with python -m docs"


@pytest.mark.parametrize("page", sorted(path.name for path in DOCS.glob("*.md")))
def test_links_lead_somewhere(page):
    text = (DOCS / page).read_text("utf-8")
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        there = (DOCS / path).read_text("utf-8") if path else text
        headings = {
            re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in re.findall(r"^#+ (.+)$", there, re.M)
        }
        assert not anchor or anchor in headings, target
