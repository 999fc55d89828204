"""The command `strip`: articles in, their bodies out, as plain text without boilerplate."""

import typer

from karabakh_extract.cli import options as o
from karabakh_extract.cli.pages import page

HELP = page(
    "Print the clean body of articles.",
    "The body is the article's own text, paragraphs separated by a blank line. Between the bodies of several "
    "inputs stands a line with a form feed (the character U+000C), which no body contains. Below an output "
    "folder, the body of article.txt is article.txt.body.txt.",
    examples=(
        "karabakh-extract strip article.txt",
        "karabakh-extract strip article.html -o article.txt",
        "karabakh-extract strip dump/ -o bodies/",
        "pdftotext report.pdf - | karabakh-extract strip - | wc -w",
    ),
)


def strip(
    inputs: o.Inputs = None,
    files_from: o.FilesFrom = None,
    null: o.Null = False,
    output: o.Output = None,
    overwrite: o.Overwrite = False,
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
    """Print the bodies of articles and exit."""
    # imported here: help, completion and the version need none of it
    from karabakh_extract.cli.job import Job, run
    from karabakh_extract.cli.reading import read_options, words_of

    job = Job(
        words=words_of(inputs, files_from, null=null),
        several=files_from is not None,
        writer="body",
        output=output,
        overwrite=overwrite,
        removed=False,
        quotes=False,
        read=read_options(
            input_format=input_format,
            encoding=encoding,
            max_bytes=max_bytes,
            text_field=text_field,
            html_field=html_field,
            url_field=url_field,
            date_field=date_field,
        ),
        rules=rules or [],
        debug=debug,
    )
    raise typer.Exit(run(job))
