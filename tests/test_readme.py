"""What the README shows is run: its shell commands, its Python, its links, its account of exit codes and samples."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from karabakh_extract.cli.exits import MEANINGS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def fenced(language):
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


COMMANDS = [line for block in fenced("sh") for line in block.splitlines() if line]


@pytest.fixture
def desk(tmp_path):
    """A folder with the samples and a `karabakh-extract` command."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    command = tmp_path / "bin" / "karabakh-extract"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m karabakh_extract "$@"\n')
    command.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_shell_commands(command, desk):
    environment = {"PATH": f"{desk / 'bin'}:/usr/bin:/bin", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=desk,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    written = " -o " in command
    assert not done.stdout if written else done.stdout + done.stderr


def test_python(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    (block,) = fenced("python")
    scope: dict[str, object] = {}
    exec(block, scope)
    assert scope["body"] == "It rained all day."
    assert capsys.readouterr().out.count("\n") >= 2


def test_links_lead_somewhere():
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_exit_codes_are_those_of_the_program():
    rows = re.findall(r"^\| (\d+) \|", README, re.MULTILINE)
    assert [int(row) for row in rows] == list(MEANINGS)


def test_the_record_that_is_shown_is_the_samples():
    (shown,) = (yaml.safe_load(block) for block in fenced("yaml"))
    whole = yaml.safe_load(
        (ROOT / "samples/records/republished-report-with-notices.txt.yaml").read_text(encoding="utf-8")
    )
    for key in ("headline", "authors", "publisher", "original_publisher", "language", "regions", "themes"):
        assert shown[key] == whole[key]
    assert shown["dates"].items() <= whole["dates"].items()
    assert all(any(part == other for other in whole["evidence"]) for part in shown["evidence"])
    quote = next(quote for quote in whole["quotes"] if quote["kind"] == "direct")
    assert {key: quote[key] for key in ("kind", "speaker", "resolution", "cue", "parts")} == {
        key: shown["quotes"][0][key] for key in ("kind", "speaker", "resolution", "cue", "parts")
    }
    assert quote["text"].startswith(shown["quotes"][0]["text"].removesuffix(" …"))
    assert shown["removed"][0]["text"].removesuffix(" …") in whole["removed"][5]["text"]
