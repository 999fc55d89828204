#!/usr/bin/env python3
"""Train the model that tells notices from prose by their words, and write its weights as readable JSON.

    train_wording.py [GOLD.jsonl | FOLDER ...] -o karabakh_extract/data/wording.json

Trained on the lines of `benchmarks/wording/` (a kind, a tab, a text; `prose` is what must stay), on the examples of all
rule packs, and on the paragraphs of articles given: `body` of each object of a GOLD.jsonl, each text of a FOLDER. Of
the articles no word is kept: only weights of word beginnings that the lines above have too. Needs NumPy.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from karabakh_extract.boilerplate.packs import combined, read_packs
from karabakh_extract.boilerplate.where import BUILTIN
from karabakh_extract.boilerplate.wording import PROSE, signs

_MARKED = re.compile(r"\[\[(.*?)\]\]")
LINES = Path(__file__).parent / "wording"
RIDGE, SEEN, ROUNDS = 1.0, 2, 200
"""Penalty on weights, examples that must show a sign, steps at most."""
NOTICE = "notice"
"""What a line is called whose kind nobody has said."""
EXAMPLE, PARAGRAPH = 0.7, 0.5
"""What an example of a rule and a paragraph of an article weigh beside a line."""
LEAST = 0.2
"""Weights below are left out."""
KINDRED = 30
"""Examples that a kind is taken to have beside its own, so that a sign seen once does not name it."""
Floats = np.ndarray[tuple[int], np.dtype[np.float64]]


class Example(NamedTuple):
    """One text: its kind (`prose` for what stays), its signs, its weight."""

    kind: str
    signs: frozenset[str]
    weight: float


def lines() -> Iterator[tuple[str, str, str]]:
    """Yield the lines: where each stands, its kind, its text."""
    for path in sorted(LINES.glob("*.txt")):
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            kind, tab, text = line.partition("\t")
            if tab and text.strip():
                yield f"{path.name}:{n}", kind, " ".join(text.split())


def examples(articles: list[Path]) -> Iterator[Example]:
    """Yield all that is trained on."""
    for _, kind, text in lines():
        yield Example(kind, frozenset(signs(text)), 1.0)
    for rule in combined((), read_packs([BUILTIN])):
        for example in rule.takes:
            # what stands outside the marks is the article's
            for text in _MARKED.findall(example) or [example]:
                yield Example(rule.kind, frozenset(signs(text)), EXAMPLE)
        for text in rule.leaves:
            yield Example(PROSE, frozenset(signs(text)), EXAMPLE)
    for path in articles:
        for paragraph in paragraphs(path):
            yield Example(PROSE, frozenset(signs(paragraph)), PARAGRAPH)


def paragraphs(path: Path) -> Iterator[str]:
    """Yield the paragraphs of the articles in a file of JSON lines or in a folder of texts."""
    if path.is_dir():
        bodies = [each.read_text(encoding="utf-8") for each in sorted(path.glob("*.txt"))]
    else:
        bodies = [json.loads(line)["body"] for line in path.read_text(encoding="utf-8").splitlines()]
    for body in bodies:
        for paragraph in re.split(r"\n+" if not path.is_dir() else r"\n\s*\n", body):
            if paragraph.strip():
                yield " ".join(paragraph.split())


def train(data: list[Example]) -> tuple[float, dict[str, float]]:
    """Return the bias and the weight of each sign: ridge logistic regression, notice or prose."""
    listed = Counter(sign for each in data if each.weight > PARAGRAPH for sign in each.signs)
    column = {sign: n for n, sign in enumerate(sorted(s for s, count in listed.items() if count >= SEEN))}
    found = [np.array(sorted(column[s] for s in each.signs if s in column), dtype=np.int64) for each in data]
    rows = np.repeat(np.arange(len(data)), [len(each) for each in found])
    columns = np.concatenate(found)
    is_notice = np.array([each.kind != PROSE for each in data], dtype=np.float64)
    weight = np.array([each.weight for each in data])

    def loss(at: Floats) -> tuple[float, Floats]:
        score = np.bincount(rows, at[columns], len(data)) + at[-1]
        chance = 1 / (1 + np.exp(-np.clip(score, -40, 40)))
        told = is_notice * np.log(chance + 1e-12) + (1 - is_notice) * np.log(1 - chance + 1e-12)
        off = weight * (chance - is_notice)
        slope = np.append(np.bincount(columns, off[rows], len(column)), off.sum())
        slope[:-1] += RIDGE * at[:-1]
        return float(-(weight * told).sum() + 0.5 * RIDGE * (at[:-1] @ at[:-1])), slope

    at = minimum(loss, np.zeros(len(column) + 1))
    return float(at[-1]), {sign: float(at[n]) for sign, n in column.items()}


def minimum(loss: Callable[[Floats], tuple[float, Floats]], at: Floats) -> Floats:
    """Return where a convex loss is least (L-BFGS, ten pairs; Nocedal and Wright, Numerical Optimization, 7.4)."""
    value, slope = loss(at)
    pairs: list[tuple[Floats, Floats]] = []
    for _ in range(ROUNDS):
        way, used = slope.copy(), []
        for step, change in reversed(pairs):
            share = (step @ way) / (change @ step)
            used.append(share)
            way -= share * change
        if pairs:
            way *= (pairs[-1][0] @ pairs[-1][1]) / (pairs[-1][1] @ pairs[-1][1])
        else:
            way /= max(1.0, float(np.linalg.norm(slope)))
        for (step, change), share in zip(pairs, reversed(used), strict=True):
            way += step * (share - (change @ way) / (change @ step))
        size, fall = 1.0, float(slope @ way)
        following, slope_there = loss(at - way)
        while following > value - 1e-4 * size * fall and size > 1e-8:
            size /= 2
            following, slope_there = loss(at - size * way)
        step, change = -size * way, slope_there - slope
        if step @ change > 1e-10:
            pairs = [*pairs, (step, change)][-10:]
        at = at + step
        if abs(value - following) < 1e-6 * abs(value):
            break
        value, slope = following, slope_there
    return at


def kinds_of(data: list[Example]) -> dict[str, str]:
    """Return for each sign the kind of notice that shows it most often for its size."""
    named = [each for each in data if each.kind not in (PROSE, NOTICE)]
    size = Counter(each.kind for each in named)
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    for each in named:
        for sign in each.signs:
            shown[sign][each.kind] += 1
    return {sign: max(of, key=lambda kind: of[kind] / (size[kind] + KINDRED)) for sign, of in shown.items()}


def main() -> None:
    """Train, and write the weights."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("articles", nargs="*", type=Path, metavar="GOLD.jsonl|FOLDER")
    ask.add_argument("-o", "--output", type=Path, required=True)
    asked = ask.parse_args()
    data = list(examples(asked.articles))
    bias, weights = train(data)
    kind_of = kinds_of(data)
    written: dict[str, dict[str, dict[str, float]]] = {"words": defaultdict(dict), "looks": defaultdict(dict)}
    for sign, weight in sorted(weights.items(), key=lambda each: -abs(each[1])):
        if abs(weight) >= LEAST:
            kind = kind_of.get(sign, "other") if weight > 0 else PROSE
            written["looks" if sign[0] == "<" else "words"][kind][sign] = round(weight, 2)
    languages = sorted(path.stem for path in LINES.glob("??.txt"))
    about = f"made by benchmarks/train_wording.py of {len(data)} texts, see docs/wording.md"
    made = {"about": about, "languages": languages, "bias": round(bias, 2)} | {
        name: dict(sorted(of.items())) for name, of in written.items()
    }
    text = json.dumps(made, ensure_ascii=False, indent=1)
    asked.output.write_text(text + "\n", encoding="utf-8")
    print(f"{len(data)} texts, {sum(len(listed) for of in written.values() for listed in of.values())} signs")


if __name__ == "__main__":
    main()
