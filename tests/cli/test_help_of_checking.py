"""Help pages of the commands that show and check: every option, examples that run, exit codes of their own."""

import re
import shlex

import pytest
import typer

from karabakh_extract.cli import explain, rules, schema, validate
from karabakh_extract.cli.app import app

PAGES = {
    "explain": explain.HELP,
    "rules": rules.HELP,
    "schema": schema.HELP,
    "validate": validate.HELP,
    **{f"rules {each.name or each.callback.__name__}": each.help for each in rules.app.registered_commands},
}
SUPPORT = "SUPPORT OUR WORK: https://courier.example/give"


def command(name):
    found = typer.main.get_command(app)
    for word in name.split():
        found = found.commands[word]
    return found


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_its_options_and_exit_codes(run, name):
    done = run(*name.split(), "--help")
    assert done.returncode == 0
    for parameter in command(name).params:
        words = [word for word in parameter.opts if word.startswith("-")]
        assert [word for word in words if f"{word} " not in done.stdout] == []
    codes = re.findall(r"^ {1,2}(\d+) +\w", done.stdout.split("Exit codes")[1], re.M)
    assert codes[:3] == ["0", "1", "2"]


@pytest.mark.parametrize("name", PAGES)
def test_no_line_is_wider_than_the_terminal(run, name):
    assert max(map(len, run(*name.split(), "-h", COLUMNS="80").stdout.splitlines())) <= 80


@pytest.mark.parametrize("name", PAGES)
def test_examples_run(run, desk, name):
    article = (desk / "ferry.txt").read_text("utf-8")
    notices = f"\n{SUPPORT}\n\nSUPPORT US: https://courier.example/us\n\nWrite to us: desk@courier.example\n"
    (desk / "article.txt").write_text(article + notices, "utf-8")
    (desk / "mine.yaml").write_text(run("rules", "new", "article.txt", "--text", SUPPORT).stdout, "utf-8")
    assert run("convert", "ferry.txt", "-o", "records.yaml").returncode == 0
    assert run("convert", "dump", "-o", "records/").returncode == 0
    assert run("convert", "dump", "-o", "more.jsonl").returncode == 0
    examples = re.findall(r"^  (.*karabakh-extract .+)$", PAGES[name].replace("\\[", "["), re.M)
    assert examples
    for example in examples:
        lines = [part.strip() for part in example.split(" | ")]
        piped = "A Headline\n\nA paragraph of this article, with some words in it.\n"
        for part in lines:
            words = shlex.split(part.partition(" > ")[0])
            if words[0] != "karabakh-extract":  # pdftotext, grep: what stands around the command
                continue
            words = [
                name for word in words[1:] for name in (sorted(map(str, desk.glob(word))) if "*" in word else [word])
            ]
            done = run(*words, input=piped)
            piped = done.stdout
            assert done.returncode == 0, (example, done.stderr)
            assert done.stdout or "--html" in words or "validate" in words or "check" in words or "learn" in words


def test_help_asks_for_no_extraction(run, desk):
    (desk / "sitecustomize.py").write_text(
        "import atexit, sys\n"
        "def told():\n"
        "    heavy = ('karabakh_extract.extract', 'karabakh_extract.explain', 'karabakh_extract.boilerplate', 'yaml')\n"
        "    print([name for name in heavy if name in sys.modules], file=sys.stderr)\n"
        "atexit.register(told)\n"
    )
    from pathlib import Path

    root = Path(__file__).parents[2]
    for words in (["explain", "-h"], ["rules", "check", "-h"], ["schema", "-h"], ["validate", "-h"]):
        assert run(*words, PYTHONPATH=f"{desk}:{root}").stderr == "[]\n"
