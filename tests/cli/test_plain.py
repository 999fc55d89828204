"""The call that is read without Typer asks for the same Job as Typer makes of it; all others are left to Typer."""

from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh_extract.cli import job
from karabakh_extract.cli.app import app
from karabakh_extract.cli.plain import FORMATS, plain_job

WORDS = st.sampled_from(
    [
        "article.txt",
        "-",
        "dump/",
        "a b.txt",
        "é.html",
        "",
        "-f",
        "--format",
        *FORMATS,
        "csv",
        "-o",
        "--",
        "-h",
        "--spans",
    ]
)


def typer_job(arguments):
    """Return the Job that Typer makes of a call."""
    jobs = []
    held, job.run = job.run, lambda made: jobs.append(made) or 0
    try:
        app(arguments, prog_name="karabakh-extract", standalone_mode=False)
    finally:
        job.run = held
    return jobs[0]


@settings(deadline=None, max_examples=200)
@given(st.lists(WORDS, max_size=4))
def test_both_ways_make_the_same_job(words):
    arguments = ["convert", *words]
    plain = plain_job(arguments)
    assert plain is None or plain == typer_job(arguments)


def test_ordinary_calls_are_read_without_typer():
    for words in (["article.txt"], ["-"], [], ["a.txt", "dump/"], ["a.txt", "-f", "json"], ["--format", "jsonl", "-"]):
        assert plain_job(["convert", *words]) == typer_job(["convert", *words])


def test_options_questions_and_other_commands_are_left_to_typer():
    for words in (["strip", "a.txt"], [], ["--version"], ["convert", "a.txt", "--spans"], ["convert", "--help"]):
        assert plain_job(words) is None
    for words in (["a.txt", "-f", "csv"], ["a.txt", "-f"], ["-fjson", "a.txt"], ["a.txt", "-o", "b.json"], ["--", "a"]):
        assert plain_job(["convert", *words]) is None
