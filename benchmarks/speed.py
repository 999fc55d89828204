"""Speed beside trafilatura's, which extracts the same words from a page with one `<p>` a paragraph.

Ratios within one run hold on any machine: both sides are measured in turns, and the median of each side counts. Prints
the whole record of a text against `trafilatura.bare_extraction(page, with_metadata=True)`, each step's share, and the
whole process of `karabakh-extract convert FILE` against the whole process of `trafilatura` on that page.
"""

import html
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

RECORD, PROCESS = 0.5, 0.45
"""Shares of trafilatura's time that the record of a text, and the whole process, may take."""


def page_of(text: str) -> str:
    """Return an HTML page of the same words, one paragraph an element."""
    title, _, _ = text.partition("\n")
    paragraphs = "\n".join(f"<p>{html.escape(line.strip())}</p>" for line in text.splitlines() if line.strip())
    return (
        f"<!DOCTYPE html>\n<html><head><title>{html.escape(title)}</title></head><body><article>\n{paragraphs}\n"
        "</article></body></html>"
    )


def record_ratio(text: str, runs: int) -> float:
    """Print and return the time of a record as a multiple of trafilatura's."""
    import trafilatura

    from karabakh_extract import Extractor, Source

    extractor, page, data = Extractor(), page_of(text), text.encode()

    def ours() -> object:
        return extractor.extract(Source(data=data, name="article.txt"))

    def theirs() -> object:
        return trafilatura.bare_extraction(page, with_metadata=True)

    if theirs() is None:
        raise SystemExit("trafilatura finds no text in this page: give a longer article")
    own, other = _in_turns(ours, theirs, runs, time.process_time)
    print(f"record: {own * 1e3:.2f} ms, trafilatura {other * 1e3:.2f} ms: {own / other:.2f} x (at most {RECORD})")
    return own / other


def steps(text: str, runs: int) -> None:
    """Print the median time of each step of an extraction."""
    from karabakh_extract.boilerplate import RuleBook
    from karabakh_extract.draft import Draft
    from karabakh_extract.extract import STEPS
    from karabakh_extract.options import Options
    from karabakh_extract.readers.source import Source

    book, source = RuleBook.builtin(), Source(data=text.encode(), name="article.txt")
    spent: dict[str, list[float]] = {step.__name__: [] for step in STEPS}
    for _ in range(runs):
        draft = Draft(source=source, options=Options(), rules=book)
        for step in STEPS:
            began = time.process_time()
            step(draft)
            spent[step.__name__].append(time.process_time() - began)
    medians = {name: statistics.median(times) * 1e3 for name, times in spent.items()}
    for name, median in sorted(medians.items(), key=lambda item: -item[1]):
        if median >= 0.005:
            print(f"  {name:20} {median:7.3f} ms")


def process_ratio(text: str, runs: int) -> float:
    """Print and return the wall time of the whole command as a multiple of trafilatura's."""
    folder = Path(sys.executable).parent
    ours_at, theirs_at = folder / "karabakh-extract", folder / "trafilatura"
    command = [str(ours_at)] if ours_at.exists() else [sys.executable, "-m", "karabakh_extract"]
    if not theirs_at.exists():
        raise SystemExit(f"{theirs_at} is missing: install trafilatura beside this Python")
    with tempfile.TemporaryDirectory() as desk:
        article, page = Path(desk, "article.txt"), Path(desk, "page.html")
        article.write_text(text, encoding="utf-8")
        page.write_text(page_of(text), encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
        # both are measured as they are installed, with their byte code at hand
        environment.pop("PYTHONDONTWRITEBYTECODE", None)

        def ours() -> object:
            return subprocess.run([*command, "convert", str(article)], env=environment, capture_output=True, check=True)

        def theirs() -> object:
            with page.open("rb") as stream:
                return subprocess.run([str(theirs_at)], stdin=stream, env=environment, capture_output=True, check=True)

        own, other = _in_turns(ours, theirs, runs, time.perf_counter)
    print(f"process: {own * 1e3:.0f} ms, trafilatura {other * 1e3:.0f} ms: {own / other:.2f} x (at most {PROCESS})")
    return own / other


def _in_turns(
    ours: Callable[[], object], theirs: Callable[[], object], runs: int, clock: Callable[[], float]
) -> tuple[float, float]:
    """Return the medians of two functions that are called in turns, the first call of each apart."""
    ours(), theirs()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for function, spent in zip((ours, theirs), times, strict=True):
            began = clock()
            function()
            spent.append(clock() - began)
    return statistics.median(times[0]), statistics.median(times[1])
