"""Cost of records of flattened pages, beside trafilatura on the pages themselves.

    python benchmarks/flattened_speed.py TEXTS PAGES [--number 60] [--runs 4]

TEXTS holds the texts of pages (`.txt`), PAGES the pages (`.html` or `.html.gz`) under the same names. Each text and its
page are taken in turn, in one process; times are CPU seconds, the least of all runs. What the rules remember of texts
is forgotten between runs, for a dump holds no page twice. Prints the ratio of the sums and the share of each step.
"""

import argparse
import gc
import time
from collections import Counter
from pathlib import Path

import trafilatura
from web_pages import paths, read

from karabakh_extract import Extractor, Source
from karabakh_extract.draft import Draft
from karabakh_extract.extract import STEPS

LARGE = 1 << 16
"""Bytes of a large piece of memory."""
MOST = 0.25
"""Share of trafilatura's time that flattened pages may take."""


def one(extractor: Extractor, text: bytes) -> Counter[str]:
    """Return the CPU seconds of each step of a record."""
    draft = Draft(source=Source(data=text, name="page.txt"), options=extractor.options, rules=extractor.rules)
    taken: Counter[str] = Counter()
    began = time.process_time()
    for step in STEPS:
        step(draft)
        now = time.process_time()
        taken[step.__name__], began = now - began, now
    extractor.record(draft)
    taken["record"] = time.process_time() - began
    return taken


def settle() -> None:
    """Let the memory that the run before has freed be put in order, by the garbage collector and by the allocator.

    The C library merges what lxml gave back in small pieces when next asked for a large one: half a millisecond a page,
    which would be counted to whoever comes next.
    """
    gc.collect()
    bytearray(LARGE)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--number", type=int, default=60, help="pages, spread over all of them (default: 60)")
    parser.add_argument("--runs", type=int, default=4)
    arguments = parser.parse_args()
    pages = paths(arguments.pages)
    names = sorted(path.stem for path in arguments.texts.glob("*.txt") if path.stem in pages)
    if not names:
        parser.error(f"no text in {arguments.texts} has a page of its name in {arguments.pages}")
    chosen = names[:: max(1, len(names) // arguments.number)][: arguments.number]
    both = [((arguments.texts / f"{name}.txt").read_bytes(), read(pages[name])) for name in chosen]
    # what is read and compiled when first needed is no page's cost
    extractor = Extractor()
    for text, page in both:
        one(extractor, text)
        trafilatura.bare_extraction(page, with_metadata=True)
    ours: list[Counter[str]] = [Counter() for _ in both]
    theirs = [float("inf")] * len(both)
    for run in range(arguments.runs):
        extractor.rules._views.clear()
        for n, (text, page) in enumerate(both):
            settle()
            taken = one(extractor, text)
            if not run or taken.total() < ours[n].total():
                ours[n] = taken
            settle()
            began = time.process_time()
            trafilatura.bare_extraction(page, with_metadata=True)
            theirs[n] = min(theirs[n], time.process_time() - began)
    steps = sum(ours, Counter())
    total = steps.total()
    ratio, milliseconds = total / sum(theirs), sum(theirs) * 1000
    print(
        f"{len(both)} pages: {total * 1000:.0f} ms, trafilatura {milliseconds:.0f} ms: {ratio:.2f} x (at most {MOST})"
    )
    for name, spent in steps.most_common(12):
        print(f"  {name:<22}{spent * 1000:7.1f} ms  {spent / total:.2f}")


if __name__ == "__main__":
    main()
