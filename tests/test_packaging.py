"""What ships: metadata that holds, no dependency undeclared, nothing that only one machine has."""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from karabakh_extract.version import __version__

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# what a package is called in the index, where it is imported under another name
INDEX_NAMES = {"yaml": "pyyaml", "bs4": "beautifulsoup4"}
TEXT_SUFFIXES = {".py", ".md", ".toml", ".yaml", ".yml", ".json", ".txt", ".html", ".cfg", ".sh", ""}


def shipped() -> list[Path]:
    """Return the text files of the project: those under version control, or all where there is none."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    names = done.stdout.decode().split("\0") if done.returncode == 0 else []
    paths = [ROOT / name for name in names if name] or [
        path for path in ROOT.rglob("*") if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
    ]
    return [path for path in paths if path.suffix in TEXT_SUFFIXES and path.is_file()]


def test_the_console_command_can_be_imported():
    module, _, name = PROJECT["scripts"]["karabakh-extract"].partition(":")
    assert callable(getattr(importlib.import_module(module), name))


def test_licence_and_changelog_are_there():
    assert [name for name in PROJECT["license-files"] if not (ROOT / name).is_file()] == []
    assert re.search(rf"^## {re.escape(__version__)}\b", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)


def test_every_import_is_declared():
    extras = [line for name in ("remote", "cluster") for line in PROJECT["optional-dependencies"][name]]
    lines = [*PROJECT["dependencies"], *extras]
    declared = {re.split(r"[<>=!~\[; ]", line)[0].lower().replace("-", "_") for line in lines}
    imported = set()
    for path in (ROOT / "karabakh_extract").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                imported.add(node.module.partition(".")[0])
    foreign = imported - sys.stdlib_module_names - {"karabakh_extract"}
    assert {"yaml", "msgspec", "typer"} <= foreign
    assert {INDEX_NAMES.get(name, name).lower() for name in foreign} - declared == set()


@pytest.mark.parametrize(
    "trace",
    [
        "/" + "work/", "/" + "root/", "/" + "home/", ".." + "/shared", "/" + "tmp/venv",
        "pypi" + ".org", "files.python" + "hosted", "index" + "-url =",
    ],
)  # fmt: skip
def test_nothing_names_a_place_that_only_one_machine_has(trace):
    found = [path for path in shipped() if trace in path.read_text("utf-8", errors="replace")]
    assert found == []


def test_every_target_of_make_is_in_its_help():
    done = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    targets = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.M)
    assert [line.split()[1] for line in done.stdout.splitlines()] == targets[1].split()
