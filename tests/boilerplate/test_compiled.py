"""The compiled packs that ship are those of the YAML, and reading them is cheap."""

import subprocess
import sys

from karabakh_extract.boilerplate.book import COMPILED
from karabakh_extract.data import FOLDER, content
from karabakh_extract.data.__main__ import compiled_rules


def test_the_compiled_packs_agree_with_their_yaml() -> None:
    assert content(*COMPILED) == compiled_rules(FOLDER / "rules"), "run: make data"


def test_compiling_twice_gives_equal_bytes() -> None:
    code = "import sys; from karabakh_extract.data import FOLDER, content;"
    code += "from karabakh_extract.data.__main__ import compiled_rules;"
    code += "sys.stdout.buffer.write(compiled_rules(FOLDER / 'rules'))"
    # another process has another order of sets
    other = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(FOLDER.parents[1])},
    )
    assert other.stdout == content(*COMPILED)


def test_built_in_rules_need_no_yaml() -> None:
    code = "import sys; from karabakh_extract.boilerplate import RuleBook; RuleBook.builtin().match(['Share this']);"
    code += "print([name for name in ('yaml', 'trafilatura', 'lxml', 'bs4') if name in sys.modules])"
    answer = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        text=True,
        env={"PYTHONPATH": str(FOLDER.parents[1])},
    )
    assert answer.stdout.strip() == "[]"
