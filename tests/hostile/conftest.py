"""The command line as users call it, in a folder of its own, and the way to what other tests and benchmarks hold."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]


@pytest.fixture
def desk(tmp_path):
    return tmp_path


@pytest.fixture
def run(desk):
    """Run the command in the folder `desk`; bytes come out, standard input is empty unless given."""

    def call(*words, input=b"", before=None):
        # limits that `before` sets would hold for the files of coverage too
        kept = {name: value for name, value in os.environ.items() if not (before and name.startswith("COVERAGE_"))}
        return subprocess.run(
            [sys.executable, "-m", "karabakh_extract", *words],
            input=input,
            capture_output=True,
            cwd=desk,
            env={**kept, "PYTHONPATH": str(ROOT), "COLUMNS": "100"},
            preexec_fn=before,
            timeout=100,
            check=False,
        )

    return call
