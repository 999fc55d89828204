"""What the `rules` commands ask of packs: which rules are in force, whose they are, what one does in an article."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from karabakh_extract.cli.explain import draft_of, one_input

if TYPE_CHECKING:
    from karabakh_extract.boilerplate.packs import Pack
    from karabakh_extract.boilerplate.rules import Rule
    from karabakh_extract.draft import Draft


class Kind(StrEnum):
    """What `--kind` takes: the kinds of `removed` in the record, and `keep`."""

    donation = "donation"
    disclaimer = "disclaimer"
    fair_use = "fair_use"
    copyright = "copyright"
    share_prompt = "share_prompt"
    subscription = "subscription"
    membership = "membership"
    contact = "contact"
    comment_prompt = "comment_prompt"
    related_links = "related_links"
    credit = "credit"
    caption = "caption"
    pull_quote = "pull_quote"
    correction = "correction"
    editors_note = "editors_note"
    forwarding = "forwarding"
    advertisement = "advertisement"
    navigation = "navigation"
    about_author = "about_author"
    republication = "republication"
    other = "other"
    keep = "keep"


def packs_of(paths: list[Path] | None) -> "list[Pack]":
    """Return the built-in packs and those at `paths`; raises `RulesError` where one is not valid."""
    from karabakh_extract.boilerplate.packs import read_packs
    from karabakh_extract.boilerplate.where import BUILTIN

    return read_packs([BUILTIN, *(paths or [])])


def in_force(packs: "list[Pack]") -> "list[Rule]":
    """Return the rules that act when all packs are given, with their examples."""
    from karabakh_extract.boilerplate.packs import combined

    return combined((), packs)


def _place(draft: "Draft", block: int, start: int) -> int:
    """Return the line of a stretch; of a web page the number of its block."""
    from karabakh_extract.explain.places import Lines

    page = draft.page
    return Lines(page.source).at(page.source_span(block, start, block, start + 1)[0]) if page.offsets else block + 1


def of_language(rule: "Rule", language: str) -> bool:
    """Say whether a rule, or where it names none its pack (`en-rights`, `de`), is of a language."""
    return language in rule.languages if rule.languages else rule.pack.partition("-")[0].lower() == language


def of_outlet(rule: "Rule", outlet: str) -> bool:
    """Say whether a rule is limited to an outlet, or its pack is called by it."""
    from karabakh_extract.boilerplate.propose import slug

    return slug(outlet) in {slug(name) for name in (*rule.outlets, rule.pack)}


def done(rule: "Rule", file: str, rules: list[Path] | None) -> list[str]:
    """Return what a rule does in an article, line by line."""
    from msgspec.structs import replace

    from karabakh_extract.boilerplate import RuleBook
    from karabakh_extract.explain.view import view

    draft = draft_of(one_input(file), rules=rules)
    shown = view(draft)
    unit = "line" if shown.by_lines else "block"
    took = [row for row in shown.rows if row.label == "removed" and row.rule == rule.id]
    if took:
        return [
            f"takes out of {file}:",
            *(f"  {unit} {row.place}: {''.join(piece.text for piece in row.pieces)}" for row in took),
        ]
    texts = [block.text for block in draft.page.blocks]
    bare = replace(rule, needs=(), at="anywhere", extent="match", languages=(), outlets=(), follow=None, before=None)
    stands = [claim for claim in RuleBook.of([bare]).match(texts) if rule.kind != "keep"]
    if not stands:
        return [f"takes nothing out of {file}: none of its phrases stands there"]
    asked = ", ".join((f"at: {rule.at}", *(f"needs: {need}" for need in rule.needs)))
    words = [
        f"  {unit} {_place(draft, claim.block, claim.start)}: {texts[claim.block][claim.start : claim.end]}"
        for claim in stands
    ]
    why = f"its words stand there, but not as it asks ({asked}), or another rule took them:"
    return [f"takes nothing out of {file}: {why}", *words]
