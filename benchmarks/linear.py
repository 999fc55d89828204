"""Time and memory by length of the input: each shape in a process of its own, from 1 KB to the largest size.

Prints for each shape the CPU time of the largest size, nanoseconds a character there and at a tenth of it, their
quotient (1: linear, 10: quadratic), and the peak of memory above the program's own, as a multiple of the input's UTF-8
bytes. A process that takes longer than the limit is ended and shown with a dash.
"""

import json
import resource
import subprocess
import sys
import time

from benchmarks.shapes import ARTICLE, SHAPES

LINEAR = 2.5
"""Quotient of costs a character, ten times the length apart, from which a shape counts as not linear."""
MEMORY = 20
"""Multiple of the input that memory may reach."""


def sizes_up_to(largest: int) -> list[int]:
    """Return 1,000, 10,000 … up to the largest size."""
    sizes = [1_000]
    while sizes[-1] * 10 <= largest:
        sizes.append(sizes[-1] * 10)
    return sizes


def measure(shape: str, sizes: list[int]) -> None:
    """Print one JSON line a size: characters, bytes, CPU seconds, peak bytes above the program's own."""
    from karabakh_extract import Extractor, Options, Source

    extractor = Extractor(Options(max_bytes=10**9))
    # the program's own memory holds what is loaded when first needed too: a text without small words asks the model of
    # py3langid for its language, some 90 MB
    for text in (ARTICLE, "Korridor Terminal\n\nOblast"):
        extractor.extract(Source(data=text, name="article.txt"))
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for size in sizes:
        text = SHAPES[shape](size)
        data = text.encode("utf-8", "surrogatepass")
        given: str | bytes = text if "\ud800" in text[:10] else data
        del text
        began = time.process_time()
        extractor.extract(Source(data=given, name="shape.txt"))
        spent = time.process_time() - began
        peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - own) * 1024
        print(json.dumps([size, len(data), spent, peak]), flush=True)


def run(names: list[str], largest: int, limit: float) -> bool:
    """Measure shapes; return whether all were linear and ended."""
    fine = True
    print(f"{'shape':40} {'size':>12} {'CPU s':>9} {'ns/char':>9} {'at 1/10':>9} {'quotient':>9} {'memory':>8}")
    for name in names:
        rows = _rows(name, sizes_up_to(largest), limit)
        wanted = len(sizes_up_to(largest))
        if len(rows) < 2:
            print(f"{name:40} {'-':>12}", flush=True)
            fine = False
            continue
        size, data, spent, peak = rows[-1]
        now, before = spent / size * 1e9, rows[-2][2] / rows[-2][0] * 1e9
        quotient = now / before
        told = "" if len(rows) == wanted else "  ended after that size"
        told += "  NOT LINEAR" if quotient > LINEAR else ""
        told += "  MEMORY" if peak / data > MEMORY and data >= 100_000 else ""
        fine = fine and not told
        print(
            f"{name:40} {size:12,} {spent:9.3f} {now:9.0f} {before:9.0f} {quotient:9.2f} {peak / data:7.1f}x{told}",
            flush=True,
        )
    return fine


def _rows(name: str, sizes: list[int], limit: float) -> list[list[float]]:
    command = [sys.executable, "-m", "benchmarks.linear", name, *map(str, sizes)]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, timeout=limit, check=False)
        output = done.stdout
    except subprocess.TimeoutExpired as ended:
        output = ended.stdout or b""
    return [json.loads(line) for line in output.decode().splitlines()]


if __name__ == "__main__":
    measure(sys.argv[1], [int(word) for word in sys.argv[2:]])
