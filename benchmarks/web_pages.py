"""Cost and quality of whole records of web pages, beside trafilatura.

    python benchmarks/web_pages.py PAGES [--gold GOLD.jsonl] [--rounds N]

PAGES is a folder of `.html` or `.html.gz` files. GOLD holds one object a line: `id` (the file's name without suffixes)
and `body`. Both programs see each page in turn, in one process; times are CPU seconds. Body quality is the overlap of
four-word shingles, as the article extraction benchmark of Scrapinghub counts it.
"""

import argparse
import gzip
import json
import re
import resource
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import mean, median

import trafilatura

from karabakh_extract import Extractor, Record, Source

WORD = re.compile(r"\w+")


def pages(folder: Path) -> dict[str, bytes]:
    """Return the pages of a folder by their names without suffixes."""
    found = {}
    for path in sorted(folder.iterdir()):
        name = re.sub(r"\.html?(\.gz)?$", "", path.name)
        if name != path.name:
            data = path.read_bytes()
            found[name] = gzip.decompress(data) if path.suffix == ".gz" else data
    return found


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Return CPU seconds and result of a call."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def overlap(gold: str, body: str) -> tuple[float | None, float]:
    """Return precision (`None` for an empty body) and recall."""
    want, have = shingles(gold), shingles(body)
    hit = (want & have).total()
    return (hit / have.total() if have else None), hit / max(want.total(), 1)


def quality(bodies: dict[str, str], gold: dict[str, dict]) -> str:
    scores = [overlap(gold[name]["body"], body) for name, body in bodies.items() if gold.get(name, {}).get("body")]
    if not scores:
        return "no gold bodies"
    precision = mean(p for p, _ in scores if p is not None)
    recall = mean(r for _, r in scores)
    return f"P {precision:.4f} R {recall:.4f} F1 {2 * precision * recall / (precision + recall):.4f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--rounds", type=int, default=1, help="further rounds show whether memory grows")
    args = parser.parse_args()
    data = pages(args.pages)
    gold = {}
    if args.gold:
        gold = {row["id"]: row for row in map(json.loads, args.gold.read_text("utf-8").splitlines())}
    extractor = Extractor()
    for name in list(data)[:3]:  # imports and tables are loaded before anything is measured
        extractor.extract(Source(data=data[name], name=f"{name}.html"))
        trafilatura.bare_extraction(data[name], with_metadata=True)
    ours, theirs, records, texts = [], [], {}, {}
    for name, page in data.items():
        seconds, record = timed(lambda page=page, name=name: extractor.extract(Source(data=page, name=f"{name}.html")))
        assert isinstance(record, Record)
        ours.append(seconds)
        records[name] = record
        seconds, document = timed(lambda page=page: trafilatura.bare_extraction(page, with_metadata=True))
        theirs.append(seconds)
        texts[name] = (getattr(document, "text", "") or "") if document is not None else ""
    print(f"{'':14}{'mean':>9}{'median':>9}{'slowest':>9}   milliseconds of CPU a page, {len(data)} pages")
    for label, times in (("whole record", ours), ("trafilatura", theirs)):
        print(f"{label:14}{mean(times) * 1e3:9.1f}{median(times) * 1e3:9.1f}{max(times) * 1e3:9.1f}")
    print(f"share of trafilatura's time: {mean(ours) / mean(theirs):.2f} (median {median(ours) / median(theirs):.2f})")
    if gold:
        print("body, record     ", quality({name: record.body for name, record in records.items()}, gold))
        print("body, trafilatura", quality(texts, gold))
    for n in range(args.rounds - 1):
        for name, page in data.items():
            extractor.extract(Source(data=page, name=f"{name}.html"))
        print(f"round {n + 2}: peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
