"""The process around the commands: pipes, terminals, signals, start-up."""

import os
import pty
import signal
import subprocess
import sys
import time

import pytest

HEAVY = {"trafilatura", "lxml", "bs4", "ftfy", "charset_normalizer", "rich.console", "pydantic"}


def test_a_reader_that_has_had_enough(start):
    process = start("convert", *["ferry.txt"] * 150)
    assert process.stdout.readline() == b"---\n"
    process.stdout.close()
    assert process.wait(60) == 0
    assert process.stderr.read() == b""


@pytest.mark.parametrize("words", [["convert", "ferry.txt"], ["strip", "ferry.txt"], ["convert", "--help"]])
def test_a_reader_that_is_gone_from_the_start(start, words):
    reader, writer = os.pipe()
    os.close(reader)
    process = start(*words, stdout=writer)
    os.close(writer)
    assert process.wait(60) == 0
    assert process.stderr.read() == b""


def test_records_come_as_they_are_made(start, desk):
    os.mkfifo(desk / "later.txt")
    process = start("convert", "ferry.txt", "later.txt", "-f", "jsonl")
    assert b'"ferry.txt"' in process.stdout.readline()
    (desk / "later.txt").write_text("Later\n\nA paragraph that comes later.\n")
    rest, _ = process.communicate(timeout=60)
    assert b'"later.txt"' in rest


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_an_interrupted_run_leaves_nothing_behind(start, desk, number, code):
    os.mkfifo(desk / "never.txt")
    before = set(os.listdir(desk))
    process = start("convert", "ferry.txt", "never.txt", "-o", "x.jsonl")
    end = time.monotonic() + 30
    while set(os.listdir(desk)) == before and time.monotonic() < end:
        time.sleep(0.01)
    assert [name for name in set(os.listdir(desk)) - before if name.endswith(".tmp")]
    # a signal between the last check of the interpreter and the call that waits would be noticed only after it
    time.sleep(0.5)
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == code
    assert errors in (b"karabakh-extract: interrupted\n", b"karabakh-extract: terminated\n")
    assert set(os.listdir(desk)) == before


def test_an_interrupted_folder_keeps_whole_records_only(start, desk):
    os.mkfifo(desk / "never.txt")
    process = start("convert", "ferry.txt", "never.txt", "-o", "records/")
    end = time.monotonic() + 30
    while not (desk / "records/ferry.txt.yaml").exists() and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 130
    assert os.listdir(desk / "records") == ["ferry.txt.yaml"]


def test_a_terminal_and_no_input_gives_a_hint(start):
    terminal, stdin = pty.openpty()
    process = start("convert", stdin=stdin)
    output, errors = process.communicate(timeout=60)
    os.close(terminal)
    os.close(stdin)
    assert (process.returncode, output) == (2, b"")
    assert errors == b"INPUT: no input: give files or folders, or pipe text in; -h shows examples\n"


def test_escape_codes_in_names_do_not_reach_the_terminal(run):
    done = run("convert", "a\x1b[2Jb\x9b\u202etxt")
    assert done.returncode == 2
    assert "a\\x1b[2Jb\\x9b\\u202etxt" in done.stderr
    assert not set("\x1b\x9b\u202e") & set(done.stderr)


def test_closed_standard_streams_are_no_traceback(desk):
    shell = f"{sys.executable} -m karabakh_extract convert ferry.txt >&- ; echo $?"
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    done = subprocess.run(
        ["bash", "-c", shell],
        cwd=desk,
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        timeout=60,
    )
    assert done.stdout == b"1\n"
    assert done.stderr == b"-: standard output is closed: write to a file with -o\n"


def loaded(run_in, words: list[str]) -> set[str]:
    """Return the names of the modules that are loaded at the end of a run."""
    code = (
        "import sys; from karabakh_extract.cli.main import main\n"
        f"main({words!r})\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    # what measures coverage in a process loads modules of its own
    env = {**{name: value for name, value in os.environ.items() if not name.startswith("COV")}, "PYTHONPATH": root}
    done = subprocess.run([sys.executable, "-c", code], cwd=run_in, env=env, capture_output=True, timeout=60)
    assert done.stderr.count(b"Traceback") == 0
    return set(done.stderr.decode().splitlines())


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_text_needs_no_heavy_library(desk, format):
    assert "karabakh_extract.readers.stream" in (modules := loaded(desk, ["convert", "ferry.txt", "-f", format]))
    assert not modules & {*HEAVY, "typer", "yaml", "typing_extensions", "inspect", "dataclasses"}


def test_the_version_needs_next_to_nothing(desk):
    modules = loaded(desk, ["--version"])
    assert not modules & {*HEAVY, "yaml", "msgspec", "karabakh_extract.extract"}
