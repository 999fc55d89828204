"""Measure speed: `python -m benchmarks [record|process|rules|linear ...] [--text FILE] [--largest BYTES]`.

Without a name everything is measured, `linear` up to 100 KB only (`--largest 10000000` takes hours). Each figure is a
ratio or a growth, so that it means the same on any machine; docs/performance.md says what each stands for. The exit
code is 1 where a figure misses its bound.
"""

import argparse
import sys
from pathlib import Path

from benchmarks import linear, rules, speed
from benchmarks.shapes import ARTICLE, SHAPES

WHAT = ("record", "process", "rules", "linear")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure speed, memory and growth.")
    parser.add_argument("what", nargs="*", metavar="WHAT", help=f"{', '.join(WHAT)} (default: all)")
    parser.add_argument("--text", type=Path, help="the article to measure with, a text file (default: a sample)")
    parser.add_argument("--runs", type=int, default=60, help="how often each side is measured (default: 60)")
    parser.add_argument("--largest", type=int, default=100_000, help="largest size of linear (default: 100000)")
    parser.add_argument("--shape", action="append", choices=sorted(SHAPES), metavar="NAME", help="only this shape")
    parser.add_argument("--limit", type=float, default=120, help="seconds a shape may take (default: 120)")
    options = parser.parse_args()
    if unknown := set(options.what) - set(WHAT):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; choose from {', '.join(WHAT)}")
    what = options.what or WHAT
    text = options.text.read_text(encoding="utf-8") if options.text else ARTICLE
    fine = True
    if "record" in what:
        fine &= speed.record_ratio(text, options.runs) <= speed.RECORD
        speed.steps(text, options.runs)
    if "process" in what:
        fine &= speed.process_ratio(text, max(5, options.runs // 4)) <= speed.PROCESS
    if "rules" in what:
        sys.argv[1:] = [str(options.text)] if options.text else []
        rules.main()
    if "linear" in what:
        fine &= linear.run(options.shape or list(SHAPES), options.largest, options.limit)
    return 0 if fine else 1


if __name__ == "__main__":
    raise SystemExit(main())
