"""Coverage-guided fuzzing: `python -m benchmarks.fuzz [libFuzzer options] [FOLDER OF SEEDS]`, or `make fuzz`.

In: inputs that atheris makes, steered by which branches of the program they reach; bytes, texts, and articles put
together from the pieces of outlets' layouts. Held against each: every promise of the record, its encodings in YAML and
JSON, and a time in proportion to its length. An input that breaks one is written to a file `crash-…`: fixed, it becomes
a case among `tests/fuzz/seeds`, which the tests run each time.

atheris has wheels for few versions of Python and is needed by nobody else, so it stands in an environment of its own.
"""

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

PIECES = [
    piece.encode()
    for piece in (
        "By Ann Porter\n", "By Анна Орлова, The Elm Post, July 1, 2019\n",
        "Region: <u>Asia</u>, <u>Europe</u> Theme: Rain\n", "ELM, July 1 (Reuters) — ",
        "Copyright © Ann Lee, Elm Post, 2020\n", "The original source of this article is ",
        "Originally published by Reuters on 1 July 2019\n",
        "SUPPORT ELM POST: a@elm.example, https://elm.example/donate\n", "Share this:\n",
        "Reporting by Ann Lee; editing by Bob Roe\n", "Tags: Elm, Asia\n", "Updated: 01.07.2019, 10:15 Uhr\n",
        "\"Yes,\" said Ann Lee. ", "„Ja“, sagte Bürgermeister Roe. ", "«Да», — сказал он. ",
        "“No,” he told reporters, “not ", "according to ", "[a](http://elm.example/b) ", "**bold** ", "<p>",
        "</p>", "<br>", "<script>", "</script>", "<!--", "-->", "&amp;", "&#0;", "| a | b |\n", "> ", "- ",
        "# ", "\n", "\n\n", "\r\n", "\x0c", "\xad", "\u200b", "\u202e", "\x1b[31m", "â€™", "РЁСѓ", "😀", "…",
        "it rained all day on Monday and the players went home. ",
    )
]  # fmt: skip
SLOWEST = 0.25, 30e-6
"""CPU seconds any input may take, and CPU seconds a byte on top: more is a hang in the making."""


def assembled(data: bytes) -> bytes:
    """Return the article that bytes spell: below the number of pieces each is one, above it stands for itself."""
    return b"".join(PIECES[byte] if byte < len(PIECES) else bytes((byte,)) for byte in data)


def check_one(data: bytes) -> None:
    """Hold what the program makes of bytes against its promises; the first byte chooses what they are."""
    import json

    import yaml
    from invariants import check, check_quotes

    from karabakh_extract import Source
    from karabakh_extract.writers import writer

    if not data:
        return
    kind, data = data[0] % 4, data[1:]
    if kind == 1:
        data = assembled(data)
    name = "case.html" if kind == 2 else "case.txt"
    given: bytes | str = data.decode("utf-8", "surrogateescape") if kind == 3 else data
    source, made = Source(data=given, name=name), extractor()
    began = time.process_time()
    draft = made.draft(source)
    record = made.record(draft)
    spent = time.process_time() - began
    assert spent < SLOWEST[0] + SLOWEST[1] * len(data), f"{spent:.2f} s for {len(data):,} bytes"
    if record.source.format == "text":
        check(draft, record)
    else:
        check_quotes(record)
    written = json.loads(writer("jsonl").document(record))
    assert written["body"] == record.body
    assert yaml.load(writer("yaml").document(record), yaml.CSafeLoader) == written


_MADE: list[object] = []


def extractor():
    """Return the one extractor of this run, made when first asked for."""
    if not _MADE:
        from karabakh_extract import Extractor, Source

        made = Extractor()
        # what is read when first needed must not count as the time of the input that needed it
        for name in ("case.txt", "case.html"):
            for text in (assembled(bytes(range(len(PIECES)))), b"Korridor Terminal\n\nOblast"):
                made.extract(Source(data=text, name=name))
        _MADE.append(made)
    return _MADE[0]


def seeds(desk: Path) -> str:
    """Write the samples, as bytes, as texts and spelt in pieces, to a folder of seeds and return its name."""
    folder = desk / "seeds"
    folder.mkdir()
    for sample in sorted((ROOT / "samples").glob("*.txt")):
        text = sample.read_bytes()
        for kind in (b"\0", b"\3"):
            (folder / f"{sample.stem}-{ord(kind)}").write_bytes(kind + text)
    for n in range(0, len(PIECES), 4):
        turned = [*range(n, len(PIECES)), *range(n)]
        (folder / f"pieces-{n}").write_bytes(b"\1" + bytes(turned) + bytes(turned[::3]))
    return str(folder)


def dictionary(desk: Path) -> Path:
    """Write the pieces of articles as a dictionary of libFuzzer's and return its path."""
    path = desk / "pieces.dict"
    entries = ("".join(f"\\x{byte:02x}" for byte in piece) for piece in PIECES)
    path.write_text("".join(f'"{entry}"\n' for entry in entries), encoding="ascii")
    return path


def main() -> None:
    import atheris

    with atheris.instrument_imports(include=["karabakh_extract"]):
        import karabakh_extract.extract
        import karabakh_extract.page.html.read
        import karabakh_extract.quotes  # noqa: F401 - imported to be instrumented

    extractor()
    with tempfile.TemporaryDirectory() as desk:
        # left to itself libFuzzer begins with inputs of a few bytes and lets them grow for hours: it is given articles,
        # the pieces that articles are made of, and leave to use lengths of any size at once
        atheris.Setup([*sys.argv, "-len_control=0", f"-dict={dictionary(Path(desk))}", seeds(Path(desk))], check_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
