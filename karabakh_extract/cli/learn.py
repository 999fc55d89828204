"""The command `rules learn`: a dump of one outlet in, a pack of proposed rules for its notices out."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from karabakh_extract.cli import exits
from karabakh_extract.cli import options as o
from karabakh_extract.cli.messages import say
from karabakh_extract.cli.pages import exit_codes, page
from karabakh_extract.cli.stdout import print_texts
from karabakh_extract.errors import ExtractError, InputError, UsageError
from karabakh_extract.writers.newfile import new_file

if TYPE_CHECKING:
    from karabakh_extract.boilerplate.learn import Learner
    from karabakh_extract.readers.source import Source

EVERY = 1_000
"""Articles after which progress is shown."""
COVERED = 0.98
"""Share of articles in which a name must stand for the rules to be limited to it."""

HELP = page(
    "Learn the notices of an outlet from a dump of its articles.",
    "What recurs in them, names, dates and numbers apart, and does not read like their prose becomes proposed rules, "
    "limited to the outlet where its name stands in the articles. Each says how often it was seen; read the pack, "
    "correct it, then give it to --rules. Give articles of one outlet: some hundred show most notices.",
    examples=(
        "karabakh-extract rules learn dump/ -o outlet.yaml",
        "karabakh-extract rules learn dump/ -o hill-wire.yaml --outlet 'Hill Wire'",
    ),
)
EPILOG = exit_codes(
    {
        0: "the pack is written (it may be empty)",
        1: "some articles could not be read",
        2: "wrong usage, or no article",
        exits.INTERRUPTED: exits.MEANINGS[exits.INTERRUPTED],
    }
)


def learn(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="FOLDER|JSONL",
            show_default=False,
            help="Articles of one outlet: folders, files, globs or dumps, whatever convert reads.",
        ),
    ],
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", show_default=False, help="Write the pack to FILE."),
    ] = None,
    outlet: Annotated[
        str | None,
        typer.Option("--outlet", metavar="NAME", show_default=False, help="Name of the outlet, as articles have it."),
    ] = None,
    rules: o.Rules = None,
    debug: o.Debug = False,
) -> None:
    """Print or write the pack and exit."""
    from pathlib import Path

    from karabakh_extract.boilerplate import RuleBook
    from karabakh_extract.boilerplate.learn import Learner
    from karabakh_extract.boilerplate.learn_pack import pack_text
    from karabakh_extract.boilerplate.learn_pack import rules as proposed
    from karabakh_extract.extract import Extractor
    from karabakh_extract.options import Options

    if output and Path(output).exists():
        raise UsageError(output, "exists already", "it may hold your corrections: give another name")
    extractor = Extractor(Options(removed=False, quotes=False), RuleBook.load(rules) if rules else None)
    learner = Learner()
    failed = 0
    for source in _sources(inputs):
        try:
            if isinstance(source, ExtractError):
                raise source
            learner.add(extractor.draft(source))
        except ExtractError as error:
            failed += 1
            say(error)
        if learner.articles and learner.articles % EVERY == 0 and sys.stderr.isatty():
            say(f"{learner.articles:,} articles")
    if not learner.articles:
        raise UsageError("rules learn", "no article could be read", "give a folder of articles or JSON lines")
    name, outlets = _name(learner, outlet)
    found = list(proposed(learner.proposals(), name))
    text = pack_text(found, name, learner.articles, outlets)
    if output:
        with new_file(output) as stream:
            stream.write(text.encode())
    else:
        print_texts([text])
    say(f"{learner.articles:,} articles: {len(found)} notices proposed; read them before you use them")
    raise typer.Exit(exits.SOME_FAILED if failed else exits.OK)


def _name(learner: "Learner", given: str | None) -> tuple[str, list[str]]:
    """Return what to call the pack, and the names that limit it: one that nearly all articles hold, or none."""
    if given:
        return given, [given]
    for publisher, count in learner.publishers.most_common(1):
        if count >= COVERED * learner.articles:
            return publisher, [publisher]
        return publisher, []
    return "learnt", []


def _sources(words: list[str]) -> "Iterator[Source | ExtractError]":
    """Yield the articles that words name, and an error for each that cannot be read."""
    from karabakh_extract.readers.inputs import find
    from karabakh_extract.readers.stream import sources

    for item in find(words):
        if isinstance(item, InputError):
            yield item
        else:
            yield from sources(item, notify=say)
