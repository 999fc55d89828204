"""Speed of the boilerplate rules: `python benchmarks/rules.py [TEXT_FILE]`.

Prints what matching an article costs with the built-in rules, and that it does not grow with their number: the same
article under 100 and under 5,000 invented rules more. A block is a line of the file that is not empty; without a file a
made-up article of 25 blocks is taken. Times are CPU time, the median of many runs.
"""

import random
import statistics
import sys
import time
from pathlib import Path

from karabakh_extract.boilerplate import RuleBook
from karabakh_extract.boilerplate.rules import Rule

SYLLABLES = [
    "ba",
    "de",
    "fi",
    "go",
    "lu",
    "ma",
    "ne",
    "po",
    "ri",
    "su",
    "ta",
    "ve",
    "wo",
    "xi",
    "za",
    "bre",
    "cho",
    "dru",
    "fle",
    "gla",
]
COMMON = [
    "the",
    "of",
    "your",
    "our",
    "this",
    "for",
    "to",
    "and",
    "with",
    "on",
    "from",
    "article",
    "read",
    "news",
    "here",
    "please",
    "more",
]


def word(random_: random.Random, shortest: int = 2) -> str:
    return "".join(random_.choices(SYLLABLES, k=shortest + random_.randint(0, 2)))


def invented(count: int) -> list[Rule]:
    """Return rules of four phrases each, of common words and words that hardly any text has."""
    source = random.Random(2020)
    rules = []
    for number in range(count):
        phrases = []
        for _ in range(4):
            words = [
                source.choice(COMMON) if source.random() < 0.5 else word(source, 4) for _ in range(source.randint(3, 9))
            ]
            phrases.append(" ".join([*words, word(source, 4)]))
        at = source.choice(["start", "whole", "sentence", "anywhere"])
        rules.append(Rule(id=f"invented-{number}", kind="other", why="benchmark", phrases=tuple(phrases), at=at))
    return rules


def article() -> list[str]:
    source = random.Random(1)
    vocabulary = [word(source) for _ in range(600)] + COMMON * 20
    blocks = [" ".join(source.choices(vocabulary, k=50)).capitalize() + "." for _ in range(17)]
    return [
        *blocks,
        "SUPPORT HILL WIRE:",
        "PayPal: desk@hill.example, https://hill.example/donate/",
        "The original source of this article is Hill Wire Copyright © Anna Berg, Hill Wire, 2020",
        "Comment on Lowland Research Articles on our Facebook page",
        "Become a Member of Lowland Research",
        "Disclaimer: The contents of this article are of sole responsibility of the author(s).",
        "Share this article",
        "For media inquiries: press@lowland.example",
    ]


def median(book: RuleBook, texts: list[str], runs: int = 200, fresh: bool = False) -> float:
    spent = []
    for _ in range(runs):
        if fresh:
            book._views.clear()
        began = time.process_time()
        book.match(texts, language="en")
        spent.append(time.process_time() - began)
    return statistics.median(spent) * 1e3


def main() -> None:
    texts = article()
    if len(sys.argv) > 1:
        lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
        texts = [" ".join(line.split()) for line in lines if line.strip()]
    began = time.perf_counter()
    book = RuleBook.builtin()
    print(f"built-in rules read in {(time.perf_counter() - began) * 1e3:.1f} ms")
    print(f"article: {len(texts)} blocks, {sum(map(len, texts))} characters")
    began = time.perf_counter()
    claims = book.match(texts, language="en")
    print(f"first match: {(time.perf_counter() - began) * 1e3:.2f} ms, {len(claims)} claims")
    print(f"warm match: {median(book, texts):.3f} ms")
    print(f"warm match of notices never met before: {median(book, texts, fresh=True):.3f} ms")
    few, many = (RuleBook.of([*book.rules, *invented(count)]) for count in (100, 5000))
    # in turns, so that the machine's moods meet both alike
    pairs = [(median(few, texts, 40), median(many, texts, 40)) for _ in range(5)]
    with_few, with_many = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"100 rules more: {with_few:.3f} ms; 5,000 rules more: {with_many:.3f} ms ({with_many / with_few - 1:+.1%})")
    line = " ".join(texts)
    for repeats in (1, 10, 100):
        long = " ".join([line] * repeats)
        began = time.process_time()
        book.match([long], language="en")
        print(f"one line of {len(long):,} characters: {(time.process_time() - began) * 1e3:.1f} ms")


if __name__ == "__main__":
    main()
