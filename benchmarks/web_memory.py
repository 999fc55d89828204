"""Memory of whole records of web pages: the peak beside trafilatura's, and growth over many pages.

    python benchmarks/web_memory.py PAGES [--pages N]

PAGES is a folder of `.html` or `.html.gz` files. Each program reads every page once in a process of its own; its peak
is what the system counted for that process. Growth: our process goes on until it has read N pages (10,000 unless
given), the folder again and again, and prints what it holds after each tenth.
"""

import argparse
import os
import resource
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from web_pages import paths, read


def ours() -> Callable[[str, bytes], object]:
    from karabakh_extract import Extractor, Source

    extractor = Extractor()
    return lambda name, page: extractor.extract(Source(data=page, name=f"{name}.html"))


def theirs() -> Callable[[str, bytes], object]:
    import trafilatura

    return lambda name, page: trafilatura.bare_extraction(page, with_metadata=True)


def resident() -> float:
    """Return the megabytes that this process holds now."""
    fields = Path("/proc/self/statm").read_text("ascii").split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def peak() -> float:
    """Return the most megabytes that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10


def run(folder: Path, number: int, whose: str, out: Connection) -> None:
    """Read `number` pages and send what is held and the peak after each tenth."""
    work = {"ours": ours, "theirs": theirs}[whose]()
    marks = {number * tenth // 10 for tenth in range(1, 11)}
    for n, (name, path) in enumerate(islice(cycle(paths(folder).items()), number), 1):
        work(name, read(path))
        if n in marks:
            out.send((n, resident(), peak()))
    out.close()


def child(folder: Path, number: int, whose: str) -> Iterator[tuple[int, float, float]]:
    """Yield what a process reports that reads pages."""
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=run, args=(folder, number, whose, sender))
    process.start()
    sender.close()
    while True:
        try:
            yield receiver.recv()
        except EOFError:
            break
    process.join()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", metavar="PAGES", type=Path)
    parser.add_argument("--pages", type=int, default=10_000, help="pages over which growth is measured")
    args = parser.parse_args()
    number = len(paths(args.folder))
    peaks = {whose: max(held for _, _, held in child(args.folder, number, whose)) for whose in ("ours", "theirs")}
    print(f"peak over {number} pages: whole record {peaks['ours']:.0f} MB, trafilatura {peaks['theirs']:.0f} MB")
    print(f"share of trafilatura's: {peaks['ours'] / peaks['theirs']:.2f}")
    if args.pages:
        for n, held, most in child(args.folder, args.pages, "ours"):
            print(f"after {n:6,} pages: {held:.0f} MB held, peak {most:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
