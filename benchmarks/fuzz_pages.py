"""Web pages with damage: `python -m benchmarks.fuzz_pages PAGES [--number N] [--seed N] [--save FOLDER]`.

In: a folder of pages (`.html`, `.html.gz`). Each input is one of them with up to a dozen changes such as crawls, cut
transfers, templates gone wrong and hostile servers make: stretches lost, doubled and taken from another page, tags that
open or close too much, entities and bytes that mean nothing, nesting without end. Held against each: what
`benchmarks.fuzz`
holds against every input. Out: how many were made, how many broke a promise; those are saved, named by seed and number,
and the exit code is 1.
"""

import argparse
import gzip
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from benchmarks.fuzz import PAGE_PIECES, check_source

LONGEST = 60_000
"""Bytes of a page that are used: what damages a parser stands in its first part as well."""
CHANGES = 12
DEEP = 3_000

Change = Callable[[random.Random, bytearray, list[bytes]], None]


def lose(chance: random.Random, page: bytearray, pages: list[bytes]) -> None:
    """Take a stretch out."""
    at = chance.randrange(len(page) + 1)
    del page[at : at + chance.randint(1, 400)]


def cut(chance: random.Random, page: bytearray, pages: list[bytes]) -> None:
    """End the page early."""
    del page[chance.randrange(len(page) + 1) :]


def double(chance: random.Random, page: bytearray, pages: list[bytes]) -> None:
    """Put a stretch of the page somewhere else too."""
    at, start = chance.randrange(len(page) + 1), chance.randrange(len(page) + 1)
    page[at:at] = page[start : start + chance.randint(1, 2_000)]


def graft(chance: random.Random, page: bytearray, pages: list[bytes]) -> None:
    """Put a stretch of another page into this one."""
    other, at = chance.choice(pages), chance.randrange(len(page) + 1)
    start = chance.randrange(len(other) + 1)
    page[at:at] = other[start : start + chance.randint(1, 2_000)]


def insert(chance: random.Random, page: bytearray, pages: list[bytes]) -> None:
    """Put a piece of markup anywhere, within tags and words too."""
    at = chance.randrange(len(page) + 1)
    page[at:at] = chance.choice(PAGE_PIECES)


def drop_tag(chance: random.Random, page: bytearray, pages: list[bytes]) -> None:
    """Take one tag, opening or closing, out."""
    start = page.find(b"<", chance.randrange(len(page) + 1))
    end = page.find(b">", start)
    if 0 <= start < end:
        del page[start : end + 1]


def garble(chance: random.Random, page: bytearray, pages: list[bytes]) -> None:
    """Turn some bytes into others."""
    for _ in range(chance.randint(1, 8)):
        if page:
            page[chance.randrange(len(page))] = chance.randrange(256)


def nest(chance: random.Random, page: bytearray, pages: list[bytes]) -> None:
    """Open one element again and again."""
    at = chance.randrange(len(page) + 1)
    page[at:at] = chance.choice(PAGE_PIECES) * chance.randint(1, DEEP)


USUAL: tuple[Change, ...] = (lose, double, graft, insert, insert, drop_tag, drop_tag, garble)
RARE: tuple[Change, ...] = (cut, nest)


def damaged(chance: random.Random, pages: list[bytes]) -> bytes:
    """Return one of the pages with damage."""
    page = bytearray(chance.choice(pages))
    for _ in range(chance.randint(1, CHANGES)):
        chance.choice(RARE if chance.random() < 0.04 else USUAL)(chance, page, pages)
    return bytes(page)


def main() -> int:
    """Make damaged pages, check each, print the count and return the exit code."""
    from karabakh_extract import Source

    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz_pages")
    parser.add_argument("pages", type=Path)
    parser.add_argument("--number", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--save", type=Path, default=Path("out/fuzz"))
    options = parser.parse_args()
    found = sorted([*options.pages.rglob("*.html"), *options.pages.rglob("*.html.gz")])
    pages = [(gzip.decompress(p.read_bytes()) if p.suffix == ".gz" else p.read_bytes())[:LONGEST] for p in found]
    if not pages:
        print(f"{options.pages}: no .html or .html.gz", file=sys.stderr)
        return 2
    began, broken = time.process_time(), 0
    for number in range(options.number):
        page = damaged(random.Random(f"{options.seed} {number}"), pages)
        try:
            check_source(Source(data=page, name="case.html"))
        except Exception:  # whatever it is, it is what was looked for
            traceback.print_exc()
            broken += 1
            options.save.mkdir(parents=True, exist_ok=True)
            (options.save / f"page-{options.seed}-{number}.html").write_bytes(page)
    spent = time.process_time() - began
    print(f"{options.number:,} pages made of {len(pages)}, {broken} broke a promise, {spent:.0f} s of CPU")
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
