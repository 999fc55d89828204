"""Help pages say everything that is needed: options, examples that run, exit codes."""

import re
import shlex

import pytest
import typer

from karabakh_extract.cli import convert, exits, strip
from karabakh_extract.cli.app import app
from karabakh_extract.version import __version__


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["convert", "-h"], ["strip", "--help"], []])
def test_every_page_lists_the_exit_codes(run, words):
    done = run(*words)
    assert done.returncode == (0 if words else 2)
    assert "Traceback" not in done.stderr
    for code, meaning in exits.MEANINGS.items():
        assert re.search(rf"^ +{code} +{re.escape(meaning)}", done.stdout, re.M)


@pytest.mark.parametrize(("name", "count"), [("convert", 18), ("strip", 13)])
def test_every_option_is_on_the_page(run, name, count):
    page = run(name, "--help").stdout
    options = [
        parameter.opts
        for parameter in typer.main.get_command(app).commands[name].params
        if parameter.opts != ["inputs"]
    ]
    assert len(options) == count
    assert [word for words in options for word in words if f"{word} " not in page] == []


@pytest.mark.parametrize("page", [convert.HELP, strip.HELP])
def test_examples_run(run, desk, page):
    (desk / "article.txt").write_bytes((desk / "ferry.txt").read_bytes())
    (desk / "article.html").write_text("<html><body><h1>Ferry</h1><p>A paragraph of some words.</p></body></html>")
    examples = re.findall(r"^  (?:.*\| )?karabakh-extract (.+?)(?: \|.*)?$", page, re.M)
    assert len(examples) > 3
    for example in examples:
        words = shlex.split(example)
        done = run(*words, *(["--overwrite"] if "-o" in words else []), input="A Headline\n\nA paragraph.\n")
        assert done.returncode in (0, 3), (example, done.stderr)


def test_no_line_of_a_page_is_wider_than_the_terminal(run):
    assert max(map(len, run("convert", "-h", COLUMNS="80").stdout.splitlines())) <= 80


def test_version(run):
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"karabakh-extract {__version__}\n")


def test_completion_script(run):
    done = run("--show-completion", "bash", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert done.returncode == 0
    assert "_KARABAKH_EXTRACT_COMPLETE" in done.stdout
