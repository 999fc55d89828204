"""How well and how fast statements are found: a corpus or a folder of bodies goes in, figures and errors come out.

    python benchmarks/quotes.py speed FOLDER_OR_FILE... [--language en] [--repeat 5]
    python benchmarks/quotes.py score SCORER GOLD.jsonl ARTICLES [--split dev] [--errors 3] [--keep FOLDER]

`speed` takes article bodies (paragraphs separated by blank lines) and prints CPU milliseconds per 6,000 characters; the
best of `--repeat` runs counts for each article, and the first run of all is not timed: it reads the word lists.

    python benchmarks/quotes.py growth [--largest 10000000]

`growth` prints the CPU time of bodies that consist of one thing many times (names, marks that never close, nested
marks, dashes …), and how many times longer a tenfold body takes: 10 is linear.

`score` takes the scorer's script, its gold (one object a line with `id` and `split`) and the folder of `ID.txt`, and
prints what the scorer prints, the rows of the table that progress is held against, and the classes of error by their
number, each with a few examples. `--keep` keeps predictions and all errors as JSON lines. A list or weight that is
tuned is tuned on the split `train`; of the others only the figures are looked at (`--errors 0`).
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec

from karabakh_extract.quotes import find_quotes

UNIT = 6_000
LONGEST = 110
FEWEST = 5
STORMS = (
    ("“never closed ", "en"),
    ('"odd ', "en"),
    ("“a ‘b «c ", "en"),
    ("Ana Costa met ", "en"),
    ('Ana Costa said that "x". ', "en"),
    ('He told Ana Costa, who said: "It is late." ', "en"),
    ("said Ana Costa, the mayor of Ostrow, ", "en"),
    ("According to them ", "en"),
    ("— dit-il, — ", "fr"),
    ("« Oui, dit-il, « non ", "fr"),
    ("«Сказал» он, что ", "ru"),
    ('Bakan "evet" diyerek ', "tr"),
    ("word ", "en"),
    (", ", "en"),
)
"""What bodies of one thing consist of, with their language."""
ROWS = {
    "direct quotations, F1": "direct F1",
    "speaker at the quote, on matched": "direct speaker",
    "resolved name: named or bare surname": "direct resolved (self+surname)",
    "resolved name: pronouns": "direct resolved (pronouns)",
    "reported speech, F1": "reported F1",
    "statement F1": "statement F1",
    "scare quotes taken, per article": "scare per article",
}
"""The rows of the table and what the scorer calls them."""


def body_of(text: str) -> str:
    """Return a corpus text with a blank line between all paragraphs."""
    return "\n\n".join(line.strip() for line in text.split("\n") if line.strip())


def best(body: str, language: str | None, repeat: int) -> float:
    """Return the CPU seconds of the fastest of `repeat` runs."""
    times = []
    for _ in range(repeat):
        start = time.process_time()
        find_quotes(body, language)
        times.append(time.process_time() - start)
    return min(times)


def speed(arguments: argparse.Namespace) -> None:
    """Print how fast the bodies are read."""
    files = [f for path in arguments.paths for f in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]
    bodies = [f.read_text(encoding="utf-8", errors="replace") for f in files]
    if not bodies:
        sys.exit("no .txt files")
    statements = sum(len(find_quotes(body, arguments.language)) for body in bodies)
    seconds = sum(best(body, arguments.language, arguments.repeat) for body in bodies)
    characters = sum(map(len, bodies))
    print(f"{len(bodies)} articles, {characters} characters, {statements} statements")
    print(f"{seconds / characters * UNIT * 1000:.2f} ms CPU per {UNIT:,} characters")


def growth(arguments: argparse.Namespace) -> None:
    """Print how the time grows with the length of bodies of one thing."""
    print(f"{'body':34} {'language':8} {'characters':>12} {'CPU s':>8} {'times a tenth':>14}")
    for piece, language in STORMS:
        times = []
        for size in (arguments.largest // 10, arguments.largest):
            body = (piece * (size // len(piece) + 1))[:size]
            began = time.process_time()
            find_quotes(body, language)
            times.append(time.process_time() - began)
        shown = repr(piece[:30])
        print(
            f"{shown:34} {language:8} {arguments.largest:12,} {times[1]:8.2f} {times[1] / times[0]:14.1f}", flush=True
        )


def score(arguments: argparse.Namespace) -> None:
    """Print how well the statements of the corpus are found, and where not."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        predictions, errors, figures = (folder / name for name in ("quotes.jsonl", "errors.jsonl", "figures.json"))
        predict(arguments, predictions)
        line = [sys.executable, arguments.scorer, arguments.gold, arguments.articles, predictions, "--split",
                arguments.split, "--errors", errors, "--json", figures]  # fmt: skip
        print(subprocess.run(list(map(str, line)), check=True, capture_output=True, text=True).stdout)
        found = json.loads(figures.read_text("utf-8"))["figures"]
        table(found, wrong(errors, arguments, found["direct R"]))
        worst(errors, arguments.errors, arguments.articles)


def predict(arguments: argparse.Namespace, place: Path) -> None:
    """Write the statements of every article of the split."""
    with arguments.gold.open(encoding="utf-8") as gold, place.open("w", encoding="utf-8") as out:
        for line in gold:
            article = json.loads(line)
            if article["split"] != arguments.split:
                continue
            name = f"{article['id']}.txt"
            found = find_quotes(body_of((arguments.articles / name).read_text("utf-8")), arguments.language)
            row = {"source": {"name": name}, "quotes": msgspec.to_builtins(found)}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def wrong(errors: Path, arguments: argparse.Namespace, recall: float) -> float:
    """Return the share of matched direct quotations that are given a speaker who is not the one at the quotation."""
    with arguments.gold.open(encoding="utf-8") as gold:
        articles = [json.loads(line) for line in gold]
    direct = sum(
        bool(a["direct"] is True and not a.get("nested")) and sum(map(words, a["content"])) >= FEWEST
        for article in articles
        if article["split"] == arguments.split
        for a in article["attributions"]
    )
    rows = [json.loads(line) for line in errors.read_text("utf-8").splitlines()]
    given = sum(row["type"] == "direct-speaker" and bool(row["speaker"].get("name")) for row in rows)
    return given / (recall * direct)


def words(content: dict[str, Any]) -> int:
    """Return the number of words of one printed piece."""
    return len(content["text"].split())


def table(figures: dict[str, float], wrong_speakers: float) -> None:
    """Print the rows of the table."""
    print("| row | figure |\n| --- | --- |")
    for row, name in ROWS.items():
        print(f"| {row} | {figures[name]:.3f} |")
    print(f"| wrong speakers given, of matched | {wrong_speakers:.3f} |")


def worst(errors: Path, examples: int, articles: Path) -> None:
    """Print the classes of error, the most frequent first, with examples and the words around them."""
    classes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in errors.read_text("utf-8").splitlines():
        row = json.loads(line)
        cue = (row.get("gold") or row.get("quote") or {}).get("cue")
        classes[f"{row['type']}: {cue}" if row["type"].endswith(("missed", "extra")) else row["type"]].append(row)
    print()
    for name, rows in sorted(classes.items(), key=lambda item: -len(item[1]))[:20]:
        print(f"{len(rows):5} {name}")
        for row in rows[:: max(1, len(rows) // examples)][:examples] if examples else ():
            print("        " + shown(row, articles))


def shown(row: dict[str, Any], articles: Path) -> str:
    """Return an error on a line: what was expected, what was given, and the text around."""
    gold = row.get("gold") or {}
    given = row.get("speaker") or row.get("quote") or {}
    words = next(iter(gold.get("content", ())), "") or given.get("text", "")
    text = " ".join((articles / f"{row['id']}.txt").read_text("utf-8").split())
    at = text.find(" ".join(words.split())[:40])
    around = text[max(0, at - LONGEST) : at + LONGEST] if at >= 0 else words
    return f"[{gold.get('source')} / {given.get('name') or given.get('mention')}] …{around}…"


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", default=None, help="primary subtag of the bodies; guessed without one")
    commands = parser.add_subparsers(required=True)
    speeds = commands.add_parser("speed", help="CPU time of find_quotes")
    speeds.add_argument("paths", nargs="+", type=Path)
    speeds.add_argument("--repeat", type=int, default=5)
    speeds.set_defaults(work=speed)
    grows = commands.add_parser("growth", help="CPU time by length of bodies of one thing")
    grows.add_argument("--largest", type=int, default=1_000_000)
    grows.set_defaults(work=growth)
    scores = commands.add_parser("score", help="figures and errors on a corpus")
    scores.add_argument("scorer", type=Path)
    scores.add_argument("gold", type=Path)
    scores.add_argument("articles", type=Path)
    scores.add_argument("--split", default="train")
    scores.add_argument("--errors", type=int, default=3, help="examples of each class of error")
    scores.add_argument("--keep", type=Path, default=None, help="folder for predictions and errors")
    scores.set_defaults(work=score)
    arguments = parser.parse_args()
    arguments.work(arguments)


if __name__ == "__main__":
    main()
