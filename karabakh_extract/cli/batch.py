"""The command `batch`: whole dumps, unattended. What lasts is in OUT, and the next run goes on from there."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from karabakh_extract.cli import exits
from karabakh_extract.cli import options as o
from karabakh_extract.cli.pages import exit_codes, page

HELP = page(
    "Convert whole dumps, again and again: each run converts what is new or changed.",
    "Records go to OUT in parts that appear whole or not at all. A run that was ended, even by a power cut, goes on "
    "where it stopped. An article that crashes, hangs or takes too much memory is named and left out.",
    examples=(
        "karabakh-extract batch dump/ -o records/",
        "karabakh-extract batch dump/ -o articles.jsonl -j auto",
        "karabakh-extract batch dump/ -o articles.db",
        "karabakh-extract batch dump/ -o records/ --compress gz --shard 1/4",
        "karabakh-extract batch dump/ -o records/ --rejects lost.jsonl --report report.json",
        "karabakh-extract batch dump/ -o records/ --fail-if 'outlet.empty>20%' --fail-if 'body.median<0.5*usual'",
        "karabakh-extract batch --status -o records/",
    ),
)
EPILOG = exit_codes(exits.BATCH_MEANINGS)
STATE_PANEL = "What was done before"
WORK_PANEL = "Work"
ACCOUNT_PANEL = "How it went"


class Format(StrEnum):
    """What `--format` takes."""

    jsonl = "jsonl"
    yaml = "yaml"
    json = "json"
    csv = "csv"
    sqlite = "sqlite"


class LogFormat(StrEnum):
    """What `--log-format` takes."""

    text = "text"
    json = "json"


class Compress(StrEnum):
    """What `--compress` takes."""

    gz = "gz"
    zst = "zst"


def batch(
    inputs: o.Inputs = None,
    files_from: o.FilesFrom = None,
    null: o.Null = False,
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            rich_help_panel=o.OUTPUT_PANEL,
            show_default=False,
            help="Folder of the parts; or a file (.jsonl, .yaml, .csv, also with .gz or .zst behind it; .db) of the "
            "records that count, with its parts in FILE.parts/ beside it.",
        ),
    ] = "",
    format: Annotated[
        Format | None,
        typer.Option(
            "-f",
            "--format",
            rich_help_panel=o.OUTPUT_PANEL,
            show_default=False,
            help="jsonl, unless the name of the file tells. With a folder, yaml and json are a file a record, csv is "
            "every table; their parts are in FOLDER.parts/ beside it.",
        ),
    ] = None,
    bom: o.Bom = False,
    compress: Annotated[
        Compress | None,
        typer.Option("--compress", rich_help_panel=o.OUTPUT_PANEL, show_default=False, help="Compress the parts."),
    ] = None,
    no_removed: Annotated[
        bool,
        typer.Option("--no-removed", rich_help_panel=o.OUTPUT_PANEL, help="Leave the list of removed stretches empty."),
    ] = False,
    workers: Annotated[
        str,
        typer.Option("-j", "--jobs", metavar="N|auto", rich_help_panel=WORK_PANEL, help="Processes; auto: all cores."),
    ] = "auto",
    timeout: Annotated[
        float,
        typer.Option("--timeout", metavar="SECONDS", min=0.1, rich_help_panel=WORK_PANEL, help="For each article."),
    ] = 30.0,
    memory: Annotated[
        int,
        typer.Option("--memory", metavar="MB", min=50, rich_help_panel=WORK_PANEL, help="For each article."),
    ] = 1024,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster",
            metavar="ADDRESS|local:N",
            rich_help_panel=WORK_PANEL,
            show_default=False,
            help="Convert on the workers of a dask scheduler (tcp://host:8786), or on N of this machine.",
        ),
    ] = None,
    shard: Annotated[
        str | None,
        typer.Option(
            "--shard",
            metavar="i/N",
            rich_help_panel=WORK_PANEL,
            show_default=False,
            help="Convert only the i-th of N equal shares of the inputs; i counts from 0 or from 1.",
        ),
    ] = None,
    wait: Annotated[
        bool,
        typer.Option("--wait", rich_help_panel=WORK_PANEL, help="Wait until no other run works in OUT."),
    ] = False,
    refresh: Annotated[
        bool,
        typer.Option(
            "--refresh",
            rich_help_panel=STATE_PANEL,
            help="Convert again what was made with other rules, options or versions of the program.",
        ),
    ] = False,
    retry_failed: Annotated[
        bool,
        typer.Option("--retry-failed", rich_help_panel=STATE_PANEL, help="Try articles without a record again."),
    ] = False,
    status: Annotated[
        bool,
        typer.Option("--status", rich_help_panel=STATE_PANEL, help="Only say what stands in OUT."),
    ] = False,
    failed: Annotated[
        bool,
        typer.Option("--failed", rich_help_panel=STATE_PANEL, help="Only list the articles without a record."),
    ] = False,
    rebuild: Annotated[
        bool,
        typer.Option("--rebuild", rich_help_panel=STATE_PANEL, help="Make the ledger anew from the markers in OUT."),
    ] = False,
    ledger: Annotated[
        Path | None,
        typer.Option(
            "--ledger",
            metavar="FILE",
            rich_help_panel=STATE_PANEL,
            show_default=False,
            help="Where the ledger is (OUT/.ledger.db unless given).",
        ),
    ] = None,
    outlet: Annotated[
        str | None,
        typer.Option(
            "--outlet",
            metavar="NAME",
            rich_help_panel=o.INPUT_PANEL,
            show_default=False,
            help="Outlet of articles without an address; their first folder unless given.",
        ),
    ] = None,
    report: Annotated[
        str | None,
        typer.Option(
            "--report",
            metavar="FILE|-",
            rich_help_panel=ACCOUNT_PANEL,
            show_default=False,
            help="Write the run's report: JSON to FILE.json, text to any other FILE or (-) to standard output.",
        ),
    ] = None,
    rejects: Annotated[
        str | None,
        typer.Option(
            "--rejects",
            metavar="FILE",
            rich_help_panel=ACCOUNT_PANEL,
            show_default=False,
            help="Add articles without a record to FILE: JSON lines of name, reason and raw bytes (base64).",
        ),
    ] = None,
    fail_if: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-if",
            metavar="GUARD",
            rich_help_panel=ACCOUNT_PANEL,
            show_default=False,
            help="End with exit code 4 where this is true of an outlet (outlet.…), of all (all.…) or of either, as in "
            "outlet.empty>20%, headline.missing>5%, body.median<0.5*usual. What has fewer than 10 articles gives no "
            "alarm. May be given several times.",
        ),
    ] = None,
    allow_failures: Annotated[
        str | None,
        typer.Option(
            "--allow-failures",
            metavar="N|P%",
            rich_help_panel=ACCOUNT_PANEL,
            show_default=False,
            help="End with exit code 0 where no more articles than this have no record.",
        ),
    ] = None,
    log_format: Annotated[
        LogFormat,
        typer.Option("--log-format", rich_help_panel=ACCOUNT_PANEL, help="Messages as lines of text or of JSON."),
    ] = LogFormat.text,
    input_format: o.InputFormatOption = o.InputFormat.auto,
    encoding: o.Encoding = None,
    text_field: o.TextField = None,
    html_field: o.HtmlField = None,
    url_field: o.UrlField = None,
    date_field: o.DateField = None,
    max_bytes: o.MaxBytes = None,
    rules: o.Rules = None,
    debug: o.Debug = False,
) -> None:
    """Convert a dump and exit."""
    # imported here: help, completion and the version need none of it
    from msgspec.structs import replace

    from karabakh_extract.batch.guards import parse
    from karabakh_extract.batch.outcome import common_root
    from karabakh_extract.batch.request import Request
    from karabakh_extract.batch.settings import Settings
    from karabakh_extract.batch.shares import share
    from karabakh_extract.cli import batch_job
    from karabakh_extract.cli.batch_report import Wishes, allowance
    from karabakh_extract.cli.log import Log
    from karabakh_extract.cli.reading import read_options, words_of
    from karabakh_extract.errors import ExtractError
    from karabakh_extract.options import Options

    words = words_of(inputs, files_from, null=null)
    batch_job.check_limits(timeout, memory)
    options = Options(removed=not no_removed)
    where = batch_job.where(output, format and format.value, compress and compress.value)
    batch_job.check_inputs(words, where.place)
    o.check_bom(bom, where.format)
    settings = Settings(
        options=replace(options, max_bytes=max_bytes) if max_bytes else options,
        rules=tuple(str(path) for path in rules or []),
        read=read_options(
            input_format=input_format,
            encoding=encoding,
            max_bytes=max_bytes,
            text_field=text_field,
            html_field=html_field,
            url_field=url_field,
            date_field=date_field,
        ),
        format=where.parts,
        compress=where.compress,
        timeout=timeout,
        memory=memory << 20,
        outlet=outlet,
        root=common_root(words),
    )
    request = Request(
        words=words,
        place=where.place,
        target=where.target,
        format=where.format,
        bom=bom,
        beside=tuple(path for path in (report, rejects) if path and path != "-"),
        settings=settings,
        workers=batch_job.cores(workers),
        cluster=cluster,
        share=share(shard) if shard else None,
        ledger=str(ledger) if ledger else None,
        wait=wait,
        refresh=refresh,
        retry_failed=retry_failed,
    )
    if status or failed or rebuild:
        code = batch_job.look(request, status=status, failed=failed, rebuild=rebuild)
    else:
        wishes = Wishes(
            log=Log(log_format.value),
            report=report,
            rejects=rejects,
            guards=tuple(map(parse, fail_if or [])),
            allowed=allowance(allow_failures) if allow_failures is not None else None,
        )
        try:
            code = batch_job.convert(request, wishes)
        except ExtractError as error:
            if wishes.log.format == "text":
                raise
            wishes.log.error(error)
            code = error.exit_code
    raise typer.Exit(code)
