"""The block classifier: judges, on flattened pages, what neither a rule nor a field explains.

In: a draft whose rules and fields have claimed their parts. Out: `removed` marks, each over all that is left of
a Block, signed `classifier` with a confidence; or a warning where hardly anything would be kept, and then
nothing is taken. A linear model (`data/classifier.json`) says of each Block how much it looks like body; a walk
over the Blocks then finds the best story: a menu, one article with inserts, what stands below it. How the
weights were made: `docs/classifier.md`.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from math import exp
from operator import getitem
from typing import NamedTuple

import msgspec

from karabakh_extract.boilerplate.classifier_features import GROUPS, describe
from karabakh_extract.boilerplate.seen import MENU, RULE, Seen, seen
from karabakh_extract.boilerplate.tables import find_cells
from karabakh_extract.data import content, load
from karabakh_extract.draft import Draft
from karabakh_extract.fields.shape import is_prose
from karabakh_extract.page.block import Block
from karabakh_extract.page.dense import text_words
from karabakh_extract.page.fragments import SHORT_LENGTH
from karabakh_extract.page.marks import Mark
from karabakh_extract.page.page import Page

STANDFIRST = 4
"""Spaces of a line right below a headline from which it is its standfirst where blank lines part the paragraphs."""
LEAST_WORDS = 30
"""Words below which what would be kept is no article: the page is a list of a kind the model does not know."""
FURNISHED, FURNISHED_SHARE, FURNISHED_MANY = 3, 0.04, 8
"""Short lines, and their share of all Blocks unless they are so many, that say what web pages say around articles or
come again on the page: with fewer the text is an article that has lists or tables."""
LIMIT, SURE = 4.0, 0.98
"""How much one Block can say, and as a probability: a very sure one weighs no more than a sure one."""
TAKEN = -0.3
"""What a Block that rules or fields took says: articles hold notices, so next to nothing."""
CELL = 0.3
"""What a table's cell says at least."""
LOOSE = frozenset(("", RULE))
"""What Blocks are taken for that neither rule nor field explains."""
BYLINE = frozenset(("authors", "dates.published", "dates.modified"))
"""Fields whose lines stand under the standfirst."""
RELATED_WORDS, OTHER_WORDS = 4, 30
"""Words from which a removed line below the headline is a link to another article rather than a button, and a
notice rather than a link."""


class Model(NamedTuple):
    """The weights: of each group's buckets, of a Block as such, and of the walk's steps."""

    weights: tuple[tuple[float, ...], ...]
    bias: float
    furniture: frozenset[str]
    insert: float
    inside_insert: float


@cache
def model() -> Model:
    """Return the model that ships, read once."""
    data = msgspec.json.decode(content("classifier.json"))
    weights = tuple(tuple(data["weights"][group]) for group in GROUPS)
    furniture = frozenset(data["furniture"]) | known_furniture()
    return Model(weights, data["bias"], furniture, data["insert"], data["inside_insert"])


def known_furniture() -> frozenset[str]:
    """Return the beginnings of words around articles that the data lists, whatever pages a model has seen."""
    return frozenset(word[:6] for words in load("furniture").values() for word in words)


def judge_blocks(draft: Draft) -> None:
    """Mark the Blocks of a flattened page that are not the article's; any other text is left alone.

    Where blank lines part the paragraphs, only lines are judged.
    """
    page = draft.page
    if page.furnished:
        judge_by(model(), draft)
    elif page.parted and is_furnished(page.blocks, model().furniture):
        page.sizes = [text_words(block.text) for block in page.blocks]
        judge_by(model(), draft)


def judge_by(by: Model, draft: Draft) -> None:
    """Mark what a model takes for furniture."""
    page = draft.page
    look = seen(page, draft.headline_block)
    taken, headline = look.taken, look.headline
    evidence = scores(look, by)
    under = headline + 1
    if headline >= 0 and look.run[0] < MENU and under + 1 < len(taken):
        # between the headline and the byline of a text without a menu stands the standfirst
        evidence[under] = LIMIT if not taken[under] and taken[under + 1] in BYLINE else evidence[under]
    for cell in find_cells(look):
        evidence[cell] = max(evidence[cell], CELL)
    if page.parted:
        evidence = [
            # a line that ends with a dash leads over to the text: a dateline
            LIMIT if not kind and (is_prose(text) or text.endswith((" -", " –", " —"))) else score
            for score, kind, text in zip(evidence, taken, look.texts, strict=True)
        ]
        if 0 < under < len(taken) and not taken[under] and look.texts[under].count(" ") >= STANDFIRST:
            evidence[under] = LIMIT
    keep = {n for n, kept in zip(look.at, walk(evidence, taken, by), strict=True) if kept}
    free = [n for n in range(len(page.blocks)) if page.rest(n)]
    kept = sum(page.sizes[n] for n in free if n in keep)
    if kept < LEAST_WORDS:
        draft.warn("body_short", f"only {kept:.0f} words read like an article, so that nothing was judged")
        return
    sure = {n: round(1 / (1 + exp(score)), 2) for n, score in zip(look.at, evidence, strict=True)}
    begin = look.at[headline if headline >= 0 else look.run[0]]
    mark_removed(
        page,
        ((n, kind_of(page.blocks[n].text, page.sizes[n], n < begin), sure.get(n, SURE)) for n in free if n not in keep),
    )


def mark_removed(page: Page, blocks: Iterable[tuple[int, str, float]]) -> None:
    """Mark what is left of some Blocks, in order, each given with its kind and how sure that is; neighbours of one kind
    are one stretch."""
    last, kind, group = -2, "", -1
    for n, what, sure in blocks:
        if n != last + 1 or what != kind:
            group = page.new_group()
        last, kind = n, what
        if n not in page.marks:
            page.mark(n, Mark(0, len(page.blocks[n].text), "removed", what, RULE, sure, group))
            continue
        for start, end in page.rest(n):
            page.mark(n, Mark(start, end, "removed", what, RULE, sure, group))


def is_furnished(blocks: list[Block], furniture: frozenset[str]) -> bool:
    """Whether a flattened text has a web page around it, rather than short lines of its own."""
    short = [text for block in blocks if len(text := block.text) <= SHORT_LENGTH and text[:1].isalpha()]
    least = min(FURNISHED_MANY, max(FURNISHED, FURNISHED_SHARE * len(blocks)))
    found, others = 0, list[str]()
    for line in map(str.lower, short):
        if any(word[:6] in furniture for word in line.split()):
            found += 1
            if found >= least:
                return True
        else:
            others.append(line)
    return found + sum(many for many in Counter(others).values() if many > 1) >= least


def scores(look: Seen, by: Model) -> list[float]:
    """Return for each Block the log odds, within `LIMIT`, that it is body."""
    result: list[float] = []
    for row, kind in zip(describe(look, by.furniture), look.taken, strict=True):
        if kind:
            result.append(-LIMIT if kind == RULE else TAKEN)
            continue
        score = by.bias + sum(map(getitem, by.weights, row)) if row else -LIMIT
        result.append(max(-LIMIT, min(LIMIT, score)))
    return result


def walk(evidence: list[float], taken: list[str], by: Model) -> list[bool]:
    """Return which Blocks the best way through the page keeps.

    The way leads from the menu into the body, in and out of inserts, each of which costs something to open and for
    every Block it holds that rules and fields did not take, and out of the body for good.
    """
    menu, body, insert, below = 0.0, float("-inf"), float("-inf"), float("-inf")
    steps: list[tuple[int, int, int]] = []
    for score, kind in zip(evidence, taken, strict=True):
        half = score / 2
        inside = by.inside_insert if kind in LOOSE else 0.0
        to_body = 0 if menu >= body and menu >= insert else 1 if body >= insert else 2
        to_insert = 1 if body - by.insert >= insert else 2
        to_below = 1 if body >= below else 3
        steps.append((to_body, to_insert, to_below))
        menu, body, insert, below = (
            menu - half,
            (menu, body, insert)[to_body] + half,
            (body - by.insert if to_insert == 1 else insert) - half - inside,
            (body if to_below == 1 else below) - half,
        )
    state = max((menu, 0), (body, 1), (below, 3))[1]
    keep: list[bool] = []
    for step in reversed(steps):
        keep.append(state == 1)
        if state:
            state = step[state - 1]
    keep.reverse()
    return keep


def kind_of(text: str, words: float, above: bool) -> str:
    """Return a removed Block's kind, guessed from its place and length."""
    if "©" in text or text[:9].lower() == "copyright":
        return "copyright"
    if above or words < RELATED_WORDS:
        return "navigation"
    return "related_links" if words < OTHER_WORDS else "other"
