"""The commands `rules list`, `show`, `check` and `new`: what rules there are, whether they are right, and how to
begin one."""

from pathlib import Path
from typing import Annotated

import typer

from karabakh_extract.cli import exits, learn
from karabakh_extract.cli import options as o
from karabakh_extract.cli.explain import draft_of, one_input
from karabakh_extract.cli.messages import say, visible
from karabakh_extract.cli.pages import exit_codes, page
from karabakh_extract.cli.rulebook import Kind, done, in_force, of_language, of_outlet, packs_of
from karabakh_extract.cli.stdout import print_texts
from karabakh_extract.errors import UsageError

HELP = page(
    "Look at rules, check them, begin new ones.",
    "A rule takes a notice out of articles: donation appeals, disclaimers, share prompts, credits. Rules stand in "
    "packs, YAML files; those of your own join the built-in ones with --rules.",
    examples=(
        "karabakh-extract rules list --kind donation",
        "karabakh-extract rules show copyright-notice",
        "karabakh-extract rules new article.txt --text 'SUPPORT US' > mine.yaml",
        "karabakh-extract rules check mine.yaml",
    ),
)
_INTERRUPTED = {exits.INTERRUPTED: exits.MEANINGS[exits.INTERRUPTED]}
EPILOG = exit_codes(
    {0: "done", 1: "a rule is wrong (check), or an input or output failed", 2: "wrong usage", **_INTERRUPTED}
)

app = typer.Typer(rich_markup_mode="rich", no_args_is_help=True)


@app.command(
    "list",
    help=page(
        "List rules: id, kind, pack and why.",
        "A rule without a language works in every one; its pack may still be one of a language.",
        examples=(
            "karabakh-extract rules list",
            "karabakh-extract rules list --kind credit --language de",
            "karabakh-extract rules list --outlet 'Global Research'",
        ),
    ),
    epilog=exit_codes(
        {0: "rules are listed", 1: "there are none of that sort", 2: "wrong usage, or an invalid pack", **_INTERRUPTED}
    ),
)
def list_rules(
    kind: Annotated[Kind | None, typer.Option("--kind", show_default=False, help="Only rules of this kind.")] = None,
    language: Annotated[
        str | None,
        typer.Option(
            "--language", metavar="CODE", show_default=False, help="Only rules or packs of this language (en, ru, ...)."
        ),
    ] = None,
    outlet: Annotated[
        str | None,
        typer.Option("--outlet", metavar="NAME", show_default=False, help="Only rules or packs of this outlet."),
    ] = None,
    rules: o.Rules = None,
    debug: o.Debug = False,
) -> None:
    """List the rules in force that fit all that is asked."""
    found = [
        rule
        for rule in in_force(packs_of(rules))
        if (kind is None or rule.kind == kind)
        and (language is None or of_language(rule, language.lower()))
        and (outlet is None or of_outlet(rule, outlet))
    ]
    widths = [max((len(getattr(rule, key)) for rule in found), default=0) for key in ("id", "kind", "pack")]
    print_texts(
        visible(f"{rule.id:<{widths[0]}}  {rule.kind:<{widths[1]}}  {rule.pack:<{widths[2]}}  {rule.why}") + "\n"
        for rule in found
    )
    if not found:
        say("rules list: there is no such rule")
        raise typer.Exit(exits.SOME_FAILED)
    raise typer.Exit


@app.command(
    help=page(
        "Show a rule as its pack has it, with its examples.",
        "With --in FILE also what it takes out of that article; where it takes nothing, whether its words stand there "
        "and what kept it from acting.",
        examples=(
            "karabakh-extract rules show copyright-notice",
            "karabakh-extract rules show copyright-notice --in article.txt",
        ),
    ),
    epilog=exit_codes(
        {
            0: "the rule is shown",
            1: "the article cannot be converted",
            2: "wrong usage, no such rule, or an input that cannot be read",
            **_INTERRUPTED,
        }
    ),
)
def show(
    id: Annotated[str, typer.Argument(metavar="ID", show_default=False, help="Id of the rule.")],
    file: Annotated[
        str | None,
        typer.Option("--in", metavar="FILE", show_default=False, help="Say what the rule does with this article."),
    ] = None,
    rules: o.Rules = None,
    debug: o.Debug = False,
) -> None:
    """Show one rule and exit."""
    from karabakh_extract.boilerplate.where import places, source

    packs = packs_of(rules)
    known = {rule.id: rule for rule in in_force(packs)}
    if id not in known:
        import difflib

        near = difflib.get_close_matches(id, known, 1)
        remedy = f"do you mean {near[0]}?" if near else "rules list shows all"
        raise UsageError(id, "there is no such rule", remedy)
    place = places(packs)[id]
    lines = [f"{place.path}:{place.line}", *source(place)]
    if file is not None:
        lines += ["", *done(known[id], file, rules)]
    print_texts(visible(line) + "\n" for line in lines)
    raise typer.Exit


@app.command(
    help=page(
        "Check rule packs: the built-in ones, and yours.",
        "Every example of “takes” must be taken, every near miss of “leaves” left, with all rules in force; phrases "
        "that can never match are found as well. Rules that take each other's examples are listed as notes: where "
        "both are of one kind, nothing is lost. Each line names file, line and rule.",
        examples=(
            "karabakh-extract rules check",
            "karabakh-extract rules check mine.yaml",
        ),
    ),
    epilog=exit_codes(
        {
            0: "nothing is wrong (there may be notes)",
            1: "something is",
            2: "wrong usage, or an invalid pack",
            **_INTERRUPTED,
        }
    ),
)
def check(
    packs: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PACK", show_default=False, help="Packs of your own, files or folders."),
    ] = None,
    debug: o.Debug = False,
) -> None:
    """Check packs and exit."""
    from karabakh_extract.boilerplate.check import check as run

    report = run(packs or [])
    print_texts(
        visible(f"{each.path}:{each.line}: {'' if each.wrong else 'note: '}{each.rule}: {each.what}") + "\n"
        for each in report.findings
    )
    wrong = sum(each.wrong for each in report.findings)
    notes = len(report.findings) - wrong
    looked = f"{report.packs:,} packs, {report.rules:,} rules, {report.examples:,} examples"
    say(f"{looked}: {wrong or 'nothing'} wrong, {notes or 'no'} {'note' if notes == 1 else 'notes'}")
    raise typer.Exit(exits.SOME_FAILED if wrong else exits.OK)


@app.command(
    help=page(
        "Draft a rule from a stretch of an article.",
        "Prints a valid pack whose rule takes that stretch: outlet, authors, dates, numbers and addresses become "
        "slots, so that it takes the same notice below other articles. Its example is filled in; the near misses are "
        "yours to give. Send it to a file, correct it, and run rules check on it.",
        examples=(
            "karabakh-extract rules new article.txt --text 'SUPPORT OUR WORK' > mine.yaml",
            "karabakh-extract rules new article.txt --kind contact --text 'Write to us:'",
        ),
    ),
    epilog=exit_codes(
        {
            0: "the pack is printed",
            1: "the article cannot be converted",
            2: "wrong usage, an input that cannot be read, or text that does not stand in it",
            **_INTERRUPTED,
        }
    ),
)
def new(
    file: Annotated[str, typer.Argument(metavar="FILE", show_default=False, help="An article with the notice.")],
    text: Annotated[
        str,
        typer.Option(
            "--text",
            metavar="TEXT",
            show_default=False,
            help="The notice, as it stands there; line ends and runs of spaces do not matter.",
        ),
    ],
    kind: Annotated[Kind, typer.Option("--kind", help="What it is.")] = Kind.other,
    encoding: o.Encoding = None,
    debug: o.Debug = False,
) -> None:
    """Print a drafted pack and exit."""
    from karabakh_extract.boilerplate.propose import find, propose
    from karabakh_extract.cli.drafted import pack_text

    draft = draft_of(one_input(file), encoding=encoding)
    pieces = find(draft, text)
    if not pieces:
        raise UsageError("--text", f"this does not stand in {visible(file)}", "copy it from there, or mark less of it")
    name = draft.publisher or draft.original_publisher or "my outlet"
    proposal = propose(draft, pieces, kind.value, name)
    if proposal is None:
        raise UsageError(
            "--text", "no rule takes just this", "mark whole lines or sentences, with a line of words first"
        )
    spans = {piece.block: (piece.start, piece.end) for piece in pieces}
    known = {
        c.rule for c in draft.claims if c.block in spans and c.start < spans[c.block][1] and spans[c.block][0] < c.end
    }
    for rule in sorted(known):
        say(f"{file}: the rule {rule} takes this already, or a part of it")
    print_texts([pack_text(proposal)])
    raise typer.Exit


app.command("learn", help=learn.HELP, epilog=learn.EPILOG)(learn.learn)
