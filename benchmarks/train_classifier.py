#!/usr/bin/env python3
"""Train the block classifier on pages whose body is known, and write its weights as readable JSON.

    train_classifier.py TEXTS GOLD.jsonl -o karabakh_extract/data/classifier.json

TEXTS is a folder of flattened pages (`ID.txt`, one text node a line); GOLD holds one object a line with `id`, `body`,
`url`, and `headline` (or null). Each page goes through all steps before the classifier, so that the model learns to
judge what rules and fields leave; train again when they have changed much. Beside the page itself its clean article
and the article with the little that a copying reader takes along are trained on, so that those survive, and the page
with a shorter article.
Needs NumPy.
"""

import argparse
import bisect
import difflib
import importlib
import itertools
import json
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from karabakh_extract import Extractor
from karabakh_extract.boilerplate.classifier import Model, known_furniture
from karabakh_extract.boilerplate.classifier_features import GROUPS, describe
from karabakh_extract.boilerplate.seen import seen, taken_as
from karabakh_extract.draft import Draft
from karabakh_extract.page.dense import PARAGRAPH_WORDS, text_words
from karabakh_extract.page.lines import read_lines
from karabakh_extract.readers.source import Source

STEPS = importlib.import_module("karabakh_extract.extract").STEPS
WORD = re.compile(r"\w+")
RIDGE, POWER, ROUNDS = 30.0, 0.8, 25
"""Penalty on weights; power of a Block's words that is its weight in training; Newton steps at most."""
SHARES = {"page": 1.0, "clean": 0.5, "copied": 0.5, "short": 0.25}
"""How much a page, its clean article, the copied article and the page of a shorter article count."""
SHORTEST, SHORTS = 3, 3
"""Paragraphs that a shortened article has at least before its last, and how many lengths there are."""
FURNITURE, PUBLISHERS = 160, 0.05
"""How many words of the furniture ship, and the share of publishers that must say one around their articles."""
INSERT, INSIDE_INSERT, BIAS = 0.5, 0.2, 0.1
"""The walk's costs, and what is added to every Block's score: losing a paragraph is worse than keeping a link."""


class Sample(NamedTuple):
    """One text: its groups (publisher), its Blocks' rows, words, labels, and which the classifier would judge."""

    name: str
    kind: str
    publisher: str
    gold: str
    draft: Draft
    tokens: list[set[str]]
    words: list[int]
    body: list[bool]
    free: list[bool]


def publisher(row: dict[str, Any]) -> str:
    """Return who published a page: its address's registered domain, roughly."""
    host = re.sub(r"^https?://", "", row.get("url") or row["id"]).split("/")[0].lower().split(".")
    return ".".join(host[-3:] if len(host) > 2 and len(host[-2]) <= 3 else host[-2:])


def drafted(text: str) -> Draft:
    """Return the draft of a text as the classifier meets it."""
    extractor = Extractor()
    draft = Draft(source=Source(data=text.encode(), name="page.txt"), options=extractor.options, rules=extractor.rules)
    for step in STEPS:
        if step.__name__ == "judge_blocks":
            break
        step(draft)
    if not draft.page.sizes:
        # no flattened page, but a clean article to learn from
        draft.page.sizes = [text_words(block.text) for block in draft.page.blocks]
    return draft


def labelled(draft: Draft, gold: str) -> tuple[list[int], list[bool]]:
    """Return each Block's words, and whether most of them stand in the gold body, aligned in order."""
    source = draft.page.source
    lines = read_lines(source)
    found, owner = [], []
    for n, line in enumerate(lines):
        words = WORD.findall(source[line.start : line.end])
        found += words
        owner += [n] * len(words)
    hits, totals = [0] * len(lines), [0] * len(lines)
    for n in owner:
        totals[n] += 1
    for at, _, size in difflib.SequenceMatcher(None, found, WORD.findall(gold), autojunk=False).get_matching_blocks():
        for n in owner[at : at + size]:
            hits[n] += 1
    starts = [line.start for line in lines]
    words, body = [], []
    for block in draft.page.blocks:
        first, last = bisect.bisect_left(starts, block.start), bisect.bisect_left(starts, block.end)
        words.append(sum(totals[first:last]))
        body.append(0 < words[-1] <= 2 * sum(hits[first:last]))
    for n in range(1, len(body) - 1):
        if not words[n]:
            body[n] = body[n - 1] and body[n + 1]
    return words, body


def sample(name: str, kind: str, who: str, text: str, gold: str) -> Sample:
    """Return one text as a sample."""
    draft = drafted(text)
    words, body = labelled(draft, gold)
    tokens = [{word[:6] for word in block.text[:240].lower().split() if len(word) > 2} for block in draft.page.blocks]
    return Sample(name, kind, who, gold, draft, tokens, words, body, [not kind for kind in taken_as(draft.page)])


def samples(texts: Path, gold: Path) -> list[Sample]:
    """Return the pages, their clean articles, and the articles as readers copy them, with a little around."""
    found = []
    for row in map(json.loads, gold.read_text(encoding="utf-8").splitlines()):
        text = (texts / f"{row['id']}.txt").read_text(encoding="utf-8")
        who = publisher(row)
        page = sample(row["id"], "page", who, text, row["body"])
        found.append(page)
        headline = row.get("headline") or text.split("\n", 1)[0]
        found.append(sample(row["id"], "clean", who, f"{headline}\n\n{row['body']}", row["body"]))
        blocks, inside = page.draft.page.blocks, [n for n, body in enumerate(page.body) if body]
        if inside and page.draft.page.run:
            first = page.draft.headline_block if 0 < page.draft.headline_block <= inside[0] else max(0, inside[0] - 2)
            last = min(len(blocks) - 1, inside[-1] + 12)
            copied = page.draft.page.source[blocks[first].start : blocks[last].end]
            found.append(sample(row["id"], "copied", who, copied, row["body"]))
        found += shortened(page)
    return found


def shortened(page: Sample) -> list[Sample]:
    """Return the page with some paragraphs from the middle of its article left out, where it has enough of them.

    Most pages in the data have long articles; in dumps many are short.
    """
    blocks = page.draft.page.blocks
    long = [n for n, body in enumerate(page.body) if body and page.words[n] >= PARAGRAPH_WORDS]
    kept = SHORTEST + len(long) % SHORTS
    if len(long) < kept + 2 or not page.draft.page.run:
        return []
    first, last = long[kept], long[-1]
    source = page.draft.page.source
    gold = "\n".join(block.text for n, block in enumerate(blocks) if page.body[n] and not first <= n < last)
    text = source[: blocks[first].start] + source[blocks[last].start :]
    return [sample(page.name, "short", page.publisher, text, gold)]


def furniture(found: Sequence[Sample]) -> frozenset[str]:
    """Return the beginnings of words that many publishers say around their articles and few in them."""
    around: dict[str, set[str]] = defaultdict(set)
    within: dict[str, set[str]] = defaultdict(set)
    for each in found:
        if each.kind == "page":
            for tokens, body in zip(each.tokens, each.body, strict=True):
                for token in tokens:
                    (within if body else around)[token.strip('.,:;!?()"')].add(each.publisher)
    least = max(4, PUBLISHERS * len({each.publisher for each in found}))
    weighed = {
        word: len(who) ** 1.5 / (len(within[word]) + 2)
        for word, who in around.items()
        if len(who) >= least and len(word) > 2 and not word.isdigit()
    }
    return frozenset(sorted(weighed, key=lambda word: (-weighed[word], word))[:FURNITURE])


def matrix(each: Sample, words: frozenset[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return which Blocks of a sample are judged, and these as rows of zeros and ones: a column a bucket, then 1."""
    look = seen(each.draft.page, each.draft.headline_block)
    described = describe(look, words)
    rows_at = [n for n, row in enumerate(described) if row and each.free[look.at[n]]]
    judged = np.array([look.at[n] for n in rows_at], dtype=np.int64)
    rows = np.array([described[n] for n in rows_at], dtype=np.int64).reshape(-1, len(GROUPS))
    starts = np.cumsum([0, *GROUPS.values()])
    result = np.zeros((len(rows), starts[-1] + 1), dtype=np.float32)
    result[np.arange(len(rows))[:, None], rows + starts[:-1]] = 1
    result[:, -1] = 1
    return judged, result


def fit(found: Sequence[Sample]) -> Model:
    """Return the model of the samples: ridge logistic regression by Newton's method, each page weighing the same."""
    words = furniture(found) | known_furniture()
    parts, labels, weights = [], [], []
    for each in found:
        judged, rows = matrix(each, words)
        if not judged.size:
            continue
        weight = np.maximum(np.array(each.words, dtype=np.float64), 1) ** POWER
        weight *= 100 * SHARES[each.kind] / weight.sum()
        parts.append(rows)
        labels.append(np.array(each.body, dtype=np.float64)[judged])
        weights.append(weight[judged])
    x, y, w = np.concatenate(parts), np.concatenate(labels), np.concatenate(weights)
    # equal rows are frequent (menus): fit each once with the sum of their weights
    packed, index = np.unique(np.packbits(x.astype(bool), axis=1), axis=0, return_inverse=True)
    total, positive = np.bincount(index, w), np.bincount(index, w * y)
    x = np.unpackbits(packed, axis=1, count=x.shape[1]).astype(np.float64)
    penalty = np.full(x.shape[1], RIDGE)
    penalty[-1] = 1e-3
    b = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(x @ b, -30, 30)))
        gradient = x.T @ (total * p - positive) + penalty * b
        hessian = (x * (total * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        b -= step
        if np.abs(step).max() < 1e-3:
            break
    starts = np.cumsum([0, *GROUPS.values()])
    groups = tuple(tuple(round(float(v), 2) for v in b[i:j]) for i, j in itertools.pairwise(starts))
    return Model(groups, round(float(b[-1]) + BIAS, 2), words, INSERT, INSIDE_INSERT)


def as_json(model: Model, found: Sequence[Sample]) -> str:
    """Return the model as JSON, a group a line."""
    pages = sum(each.kind == "page" for each in found)
    publishers = len({each.publisher for each in found})
    made = f"benchmarks/train_classifier.py: ridge regression on {pages} flattened pages of {publishers} publishers"
    lines = [
        f'"made": {json.dumps(made)}',
        f'"bias": {model.bias}',
        f'"insert": {model.insert}',
        f'"inside_insert": {model.inside_insert}',
        *(f"  {json.dumps(group)}: {json.dumps(list(row))}" for group, row in zip(GROUPS, model.weights, strict=True)),
        f'"furniture": {json.dumps(sorted(model.furniture - known_furniture()), ensure_ascii=False)}',
    ]
    head, rows, tail = lines[:4], lines[4:-1], lines[-1]
    return "{\n" + ",\n".join(head) + ',\n"weights": {\n' + ",\n".join(rows) + "\n},\n" + tail + "\n}\n"


def main() -> None:
    """Read the data, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    found = samples(args.texts, args.gold)
    args.output.write_text(as_json(fit(found), found), encoding="utf-8")
    print(f"{args.output}: {args.output.stat().st_size} bytes from {len(found)} samples")


if __name__ == "__main__":
    main()
