#!/usr/bin/env python3
"""Quality on flattened pages: cross-validation of the block classifier, grouped by publisher.

    flattened.py TEXTS GOLD.jsonl [--folds N]

TEXTS and GOLD as for `train_classifier.py`. Every page is judged by a model that has seen no page of its
publisher, after rules and fields have taken their parts. Prints precision, recall and F1 of the body's word
4-grams (multiset overlap a page, means over pages) for each `source_set`, the same for the clean articles fed
as text, and how many of them come out whole.
"""

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from pathlib import Path

from train_classifier import WORD, Sample, fit, samples

from karabakh_extract.boilerplate.classifier import is_furnished, judge_by


def grams(text: str) -> Counter[tuple[str, ...]]:
    """Return the word 4-grams of a text."""
    words = WORD.findall(text)
    return Counter(tuple(words[n : n + 4]) for n in range(max(1, len(words) - 3))) if words else Counter()


def fold_of(publisher: str, folds: int) -> int:
    """Return the fold of a publisher: always the same, whatever else is in the data."""
    return int(hashlib.sha256(publisher.encode()).hexdigest(), 16) % folds


def judged(found: list[Sample], folds: int) -> None:
    """Judge every sample by the model of the folds that it is not in."""
    models = [fit([each for each in found if fold_of(each.publisher, folds) != fold]) for fold in range(folds)]
    for each in found:
        page, model = each.draft.page, models[fold_of(each.publisher, folds)]
        if page.run is not None and is_furnished(page.blocks, model.furniture):
            judge_by(model, each.draft)


def report(title: str, found: list[Sample]) -> None:
    """Print one line of figures."""
    precision, recall, same = [], [], 0
    for each in found:
        want, have = grams(each.gold), grams(each.draft.page.body())
        hit = sum((want & have).values())
        if have:
            precision.append(hit / have.total())
        recall.append(hit / want.total())
        same += want == have
    p, r = sum(precision) / len(precision), sum(recall) / len(recall)
    print(f"{title:<18}{len(found):>6}{p:>8.3f}{r:>8.3f}{2 * p * r / (p + r):>8.3f}{same / len(found):>8.3f}")


def main() -> None:
    """Read the data, validate, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--folds", type=int, default=8)
    args = parser.parse_args()
    rows = map(json.loads, args.gold.read_text(encoding="utf-8").splitlines())
    origin = {row["id"]: row.get("source_set", "") for row in rows}
    found = samples(args.texts, args.gold)
    sets: dict[tuple[str, str], list[Sample]] = defaultdict(list)
    for each in found:
        sets[each.kind, origin[each.name]].append(each)
    judged(found, args.folds)
    print(f"{'':<18}{'texts':>6}{'P':>8}{'R':>8}{'F1':>8}{'whole':>8}")
    for (kind, name), members in sorted(sets.items(), reverse=True):
        report(f"{kind} {name}", members)


if __name__ == "__main__":
    main()
