"""A folder with some articles, and the command line in it."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command_line import BRIDGE, ERROR_PAGE, FERRY, command, environment, interruptible


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (tmp_path / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    (tmp_path / "error.txt").write_text(ERROR_PAGE, encoding="utf-8")
    folder = tmp_path / "dump"
    (folder / "deep").mkdir(parents=True)
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (folder / "deep" / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    return tmp_path


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(desk: Path) -> Run:
    """Run the command in the folder `desk`. Text is UTF-8; standard input is empty unless given."""

    def call(*words: str | Path, input: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(*words),
            input=input,
            capture_output=True,
            cwd=desk,
            env=environment(**env),
            encoding="utf-8",
            timeout=240,
            check=False,
        )

    return call


@pytest.fixture
def start(desk: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start the command in the folder `desk` and leave it running; what still runs at the end is killed."""
    started: list[subprocess.Popen[bytes]] = []

    def call(*words: str | Path, **settings: object) -> subprocess.Popen[bytes]:
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        started.append(
            subprocess.Popen(
                command(*words),
                cwd=desk,
                env=environment(),
                preexec_fn=interruptible,
                **{**pipes, **settings},
            )
        )
        return started[-1]

    yield call
    for process in started:
        with process:
            process.kill()
