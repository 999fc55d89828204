"""The work that `convert`, `strip` and `quotes` share: inputs are read, extracted and written one at a time.

In: a Job, which is what the options said. Out: the exit code. Whatever can be refused is refused before the
first output is opened; after that an input that fails is reported and the others go on.
"""

import sys
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct, field

from karabakh_extract.cli import exits
from karabakh_extract.cli.messages import say
from karabakh_extract.cli.outputs import Outputs, SavedOutputs
from karabakh_extract.cli.stdout import STDOUT
from karabakh_extract.errors import ExtractError, InputError, UsageError
from karabakh_extract.readers.inputs import STDIN, Input, are_several, find
from karabakh_extract.readers.options import ReadOptions
from karabakh_extract.readers.source import Source
from karabakh_extract.readers.stream import sources
from karabakh_extract.writers import Saver

if TYPE_CHECKING:
    from pathlib import Path

    from karabakh_extract.extract import Extractor
    from karabakh_extract.record import Record
    from karabakh_extract.writers import Writer


class Job(Struct, kw_only=True):
    """What a command was asked to do. `writer` is a writer or the name of one, or a saver that fills `output`;
    `several`: the records are a stream, however many words there are."""

    words: list[str]
    several: bool = False
    writer: "str | Writer | Saver"
    output: str | None = None
    overwrite: bool = False
    removed: bool = True
    spans: bool = False
    quotes: bool = True
    read: ReadOptions = field(default_factory=ReadOptions)
    rules: "list[Path]" = field(default_factory=list)
    debug: bool = False


class Tally(Struct):
    """How the inputs fared: converted (of these, no articles), not readable, failed afterwards."""

    converted: int = 0
    no_articles: int = 0
    unread: int = 0
    failed: int = 0

    @property
    def exit_code(self) -> int:
        """The code that `exits` documents; failures win over inputs that are no articles."""
        if self.unread and not self.converted and not self.failed:
            return exits.USAGE
        if self.unread or self.failed:
            return exits.SOME_FAILED
        return exits.NO_ARTICLES if self.no_articles == self.converted else exits.OK


def run(job: Job) -> int:
    """Do the job and return the exit code.

    Raises:
        UsageError: options that cannot be carried out, or no input.
        OutputError: an output cannot be written.
    """
    words = _words(job)
    items = list(find(words))
    inputs = [item for item in items if isinstance(item, Input)]
    if not inputs:
        for item in items:
            say(item)
        return exits.USAGE
    outputs = _outputs(job, several=job.several or are_several(words))
    outputs.check(inputs, overwrite=job.overwrite)
    extractor = _extractor(job)
    tally = Tally()
    outputs.write(_records(items, extractor, job, tally), overwrite=job.overwrite)
    return tally.exit_code


def _outputs(job: Job, *, several: bool) -> Outputs | SavedOutputs:
    """Return what takes the records.

    Raises:
        UsageError: there is no place for what makes files of its own.
    """
    if not isinstance(job.writer, Saver):
        return Outputs(job.output, job.writer, several=several)
    if job.output in (None, STDOUT):
        raise UsageError("-o", "a database cannot go to standard output", "give a file, as in -o records.db")
    return SavedOutputs(job.output or "", job.writer)


def _words(job: Job) -> list[str]:
    """Return the words that name inputs, standard input where there are none, once it is sure they can."""
    words = job.words
    if not words:
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError("INPUT", "no input", "give files or folders, or pipe text in; -h shows examples")
        words = [STDIN]
    if words.count(STDIN) > 1:
        raise UsageError(STDIN, "standard input is given twice", "give it once")
    if job.read.url and (job.several or are_several(words)):
        raise UsageError("--url", "it belongs to one article, but there are several inputs", "give a single file")
    check_encoding(job.read.encoding)
    return words


def check_encoding(encoding: str | None) -> None:
    """Raise `UsageError` where there is no encoding of that name."""
    if encoding:
        try:
            # as texts are decoded: some codecs, such as idna, are for names of hosts only
            b"?".decode(encoding, "replace")
        except (LookupError, UnicodeError) as trouble:
            what = f"unknown encoding {encoding}"
            raise UsageError("--encoding", what, "for example utf-8 or windows-1251") from trouble


def _records(
    items: list[Input | InputError], extractor: "Extractor", job: Job, tally: Tally
) -> Iterator[tuple[Input, "Record"]]:
    """Yield each input with its record, and report those that have none."""
    for item in items:
        for source in [item] if isinstance(item, InputError) else _read(item, job.read):
            if isinstance(source, InputError):
                tally.unread += 1
                _report(source, job)
                continue
            record = _converted(source, extractor, job, tally)
            if record is not None and isinstance(item, Input):
                # the record of export.txt!3 goes to export.txt!3.yaml
                member = source.name.removeprefix(item.name)
                yield item._replace(relative=item.relative + member, member=True) if member else item, record


def _read(item: Input, options: ReadOptions) -> Iterator[Source | InputError]:
    """Yield the articles of one input; with `--url` there may be one only."""
    stream = sources(item, options, say)
    if options.url:
        first = list(islice(stream, 2))
        if len(first) > 1:
            yield InputError(item.name, "holds several articles, but --url belongs to one", "leave --url out")
            return
        stream = iter(first)
    yield from stream


def _converted(source: Source, extractor: "Extractor", job: Job, tally: Tally) -> "Record | None":
    """Return the record of an article, or report why there is none."""
    try:
        record = extractor.extract(source)
    except Exception as error:  # an input that the program cannot cope with must not take the others along
        tally.failed += 1
        if not isinstance(error, ExtractError):
            problem = f"the program failed ({type(error).__name__}: {error})"
            error, cause = InputError(source.name, problem, "please report it, with the output of --debug"), error
            error.__cause__ = cause
        _report(error, job)
        return None
    tally.converted += 1
    for warning in record.warnings:
        if warning.code == "not_an_article":
            tally.no_articles += 1
            say(f"{source.name}: not an article ({warning.detail}): its record says so")
    return record


def _extractor(job: Job) -> "Extractor":
    # imported here: help and usage errors need none of it
    from karabakh_extract.extract import Extractor
    from karabakh_extract.options import Options

    options = Options(removed=job.removed, spans=job.spans, quotes=job.quotes, max_bytes=job.read.max_bytes)
    if not job.rules:
        return Extractor(options)
    from karabakh_extract.boilerplate import RuleBook

    return Extractor(options, RuleBook.load(job.rules))


def _report(error: ExtractError, job: Job) -> None:
    if job.debug:
        import traceback

        traceback.print_exception(error)
    say(error)
