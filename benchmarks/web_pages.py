"""Cost and quality of whole records of web pages, beside trafilatura.

    python benchmarks/web_pages.py PAGES [--gold GOLD.jsonl]

PAGES is a folder of `.html` or `.html.gz` files. GOLD holds one object a line: `id` (the file's name without suffixes),
`body`, and where they are known `headline`, `authors`, `published`, `topics`. Both programs see each page in turn, in
one process; times are CPU seconds. Body quality is the overlap of four-word shingles, as the article extraction
benchmark of Scrapinghub counts it; headlines are equal or not, days too, of authors the mean F1 of the two sets of
names, of topics (regions and themes) mean recall and precision, all folded for case, accents and signs. A web page has
several names for one thing: what is right is what its publisher's feed or a reader says.
"""

import argparse
import gzip
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path
from statistics import mean, median

import trafilatura

from karabakh_extract import Extractor, Record, Source

WORD = re.compile(r"\w+")


def paths(folder: Path) -> dict[str, Path]:
    """Return the pages of a folder by their names without suffixes."""
    found = {re.sub(r"\.html?(\.gz)?$", "", path.name): path for path in sorted(folder.iterdir())}
    return {name: path for name, path in found.items() if name != path.name}


def read(path: Path) -> bytes:
    """Return a page's bytes."""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


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


def folded(text: str) -> str:
    """Return the letters and digits of a text without case and accents, words apart."""
    plain = unicodedata.normalize("NFKD", unescape(text)).casefold()
    return " ".join(WORD.findall("".join(char for char in plain if not unicodedata.combining(char))))


def shares(gold: list[str], found: list[str]) -> tuple[float | None, float]:
    """Return precision (`None` where nothing was found) and recall of one list."""
    want, have = set(map(folded, gold)), set(map(folded, found))
    return (len(want & have) / len(have) if have else None), len(want & have) / len(want)


def fields(records: dict[str, Record], gold: dict[str, dict]) -> str:
    """Return how headline, authors, date and topics compare with gold, over the pages whose gold has the field."""
    heads, authors, days, topics = [], [], [], []
    for name, record in records.items():
        row = gold.get(name, {})
        if row.get("headline"):
            heads.append(folded(row["headline"]) == folded(record.headline or ""))
        if row.get("authors"):
            precision, recall = shares(row["authors"], record.authors)
            authors.append(2 * precision * recall / (precision + recall) if precision and recall else 0.0)
        if row.get("published"):
            days.append(row["published"][:10] == (record.dates.published or "")[:10])
        if row.get("topics"):
            topics.append(shares(row["topics"], [*record.regions, *record.themes]))
    shown = [
        f"{label} {mean(values):.3f}"
        for label, values in (("headline", heads), ("authors", authors), ("day", days))
        if values
    ]
    if topics:
        sure = [precision for precision, _ in topics if precision is not None]
        shown.append(f"topics R {mean(recall for _, recall in topics):.3f} P {mean(sure):.3f}")
    return ", ".join(shown) or "no gold fields"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("--gold", type=Path)
    args = parser.parse_args()
    data = {name: read(path) for name, path in paths(args.pages).items()}
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
        print("fields, record   ", fields(records, gold))


if __name__ == "__main__":
    main()
