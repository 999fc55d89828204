"""How fast statements are found: text files go in, CPU milliseconds per 6,000 characters come out.

    python benchmarks/quotes.py FOLDER_OR_FILE... [--language en] [--repeat 5]

Each file is one article body (paragraphs separated by blank lines). The best of `--repeat` runs counts for each
article; the first run of all is not timed: it reads the word lists.
"""

import argparse
import time
from pathlib import Path

from karabakh_extract.quotes import find_quotes

UNIT = 6_000


def best(body: str, language: str | None, repeat: int) -> float:
    """Return the CPU seconds of the fastest of `repeat` runs."""
    times = []
    for _ in range(repeat):
        start = time.process_time()
        find_quotes(body, language)
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    parser = argparse.ArgumentParser(description="CPU time of find_quotes")
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--language", default=None)
    parser.add_argument("--repeat", type=int, default=5)
    arguments = parser.parse_args()
    files = [f for path in arguments.paths for f in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]
    bodies = [f.read_text(encoding="utf-8", errors="replace") for f in files]
    if not bodies:
        parser.error("no .txt files")
    statements = sum(len(find_quotes(body, arguments.language)) for body in bodies)
    seconds = sum(best(body, arguments.language, arguments.repeat) for body in bodies)
    characters = sum(map(len, bodies))
    print(f"{len(bodies)} articles, {characters} characters, {statements} statements")
    print(f"{seconds / characters * UNIT * 1000:.2f} ms CPU per {UNIT:,} characters")


if __name__ == "__main__":
    main()
