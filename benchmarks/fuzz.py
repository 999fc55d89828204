"""Coverage-guided fuzzing: `python -m benchmarks.fuzz [libFuzzer options] [FOLDER OF SEEDS]`, or `make fuzz`.

In: inputs that atheris makes, steered by which branches of the program they reach; bytes, texts, web pages, and
articles and pages put together from the pieces of outlets' layouts. Held against each: every promise of the record, its
encodings in YAML and JSON, and a time in proportion to its length. An input that breaks one is written to a file
`crash-…`: fixed, it becomes a case among `tests/fuzz/seeds`, which the tests run each time.

atheris has wheels for few versions of Python and is needed by nobody else, so it stands in an environment of its own.
"""

import sys
import tempfile
import time
import zlib
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # what is instrumented has to be imported under atheris, in `main`
    from karabakh_extract import Extractor, Source

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
PAGE_PIECES = [
    piece.encode()
    for piece in (
        "<html><head>", "</head>", "<body>", "</body>", "<article>", "</article>", "<main>", '<div class="byline">',
        "</div>", "<p>", "</p>",
        "<p>It rained all day on Monday, and the players of Elm went home before the evening came.</p>",
        "<h1>Rain stops play</h1>", "<h2>", "</h2>", "<ul><li>", "</li></ul>", "<blockquote>", "</blockquote>",
        "<table><tr><td>", "</td></tr></table>", '<a href="/a?b=1&amp;c=2">', "</a>", "<br>", "<b>", "</b>", "<pre>",
        "</pre>", "<title>Rain stops play | The Elm Post</title>", '<meta name="author" content="Ann Porter">',
        '<meta property="article:published_time" content="2019-07-01T10:15:00Z">', '<meta charset="windows-1251">',
        '<link rel="canonical" href="https://elm.example/2019/07/01/rain">', '<time datetime="2019-07-01">', "</time>",
        '<script type="application/ld+json">', '{"@type": "NewsArticle", "headline": ', '"author": [{"name": ',
        '"datePublished": "2019-07-01"', "}", "]", ", ", "</script>", "<script>", "<style>", "</style>", "<!--", "-->",
        "<![CDATA[", "]]>", '<iframe srcdoc="', '">', "<noscript>", "</noscript>", "<template>", "<svg><title>",
        "<plaintext>", '<frameset><frame src="a">', "&amp;", "&#0;", "&#x110000;", "&nbsp;", "<p hidden>",
        '<figure><img src="a.jpg">', "<figcaption>Rain. Photo: Ann Lee</figcaption></figure>",
        "<p>“Yes,” said Mayor Bob Roe.</p>", "Share this:", "By Ann Porter", "Updated: 1 July 2019",
        "© 2019 The Elm Post", "\n", "<", "\x00", "ÿ",
    )
]  # fmt: skip
STRETCH = 600
"""Bytes of a sample that make one seed."""
YAML_SHARE = 4
"""One record in so many is written as YAML and read back."""
LONGEST = 100
"""Pieces of one article: more would make inputs long and few."""
SLOWEST = 0.25, 30e-6
"""CPU seconds any input may take, and CPU seconds a byte on top: more is a hang in the making."""


def assembled(data: bytes, pieces: list[bytes] = PIECES) -> bytes:
    """Return what bytes spell: below the number of pieces each is one, above it stands for itself."""
    return b"".join(pieces[byte] if byte < len(pieces) else bytes((byte,)) for byte in data[:LONGEST])


def check_one(data: bytes, *, timed: bool = False) -> None:
    """Hold what the program makes of bytes against its promises; the first byte chooses what they are."""
    if not data:
        return
    kind, data = data[0] % 5, data[1:]
    if kind in (1, 4):
        data = assembled(data, PIECES if kind == 1 else PAGE_PIECES)
    given: bytes | str = data.decode("utf-8", "surrogateescape") if kind == 3 else data
    from karabakh_extract import Source

    check_source(Source(data=given, name="case.html" if kind in (2, 4) else "case.txt"), timed=timed)


def check_source(source: "Source", *, timed: bool = True) -> None:
    """Hold the record of a source against the promises of every record, `timed` its processor time as well.

    Raises:
        AssertionError: one is broken.
    """
    import msgspec
    import yaml
    from invariants import check

    from karabakh_extract import Record
    from karabakh_extract.writers import writer

    size, made = len(source.data), extractor()
    began = time.process_time()
    draft = made.draft(source)
    record = made.record(draft)
    spent = time.process_time() - began
    assert not timed or spent < SLOWEST[0] + SLOWEST[1] * size, f"{spent:.2f} s for {size:,} bytes"
    check(draft, record)
    line = writer("jsonl").document(record).encode()
    # decoding holds every value against the schema
    assert msgspec.json.decode(line, type=Record) == record
    written = writer("yaml").document(record)
    # YAML takes longer to read than articles do
    if zlib.crc32(line) % YAML_SHARE == 0:
        assert yaml.load(written, yaml.CSafeLoader) == msgspec.json.decode(line)


@cache
def extractor() -> "Extractor":
    """Return the one extractor of this run, made when first asked for."""
    from karabakh_extract import Extractor, Source

    made = Extractor()
    # what is read when first needed must not count as the time of the input that needed it
    for name in ("case.txt", "case.html"):
        for text in (assembled(bytes(range(len(PIECES)))), b"Korridor Terminal\n\nOblast"):
            made.extract(Source(data=text, name=name))
    return made


def seeds(desk: Path) -> str:
    """Write stretches of the samples, and articles and pages spelt in pieces, to a folder and return its name."""
    folder = desk / "seeds"
    folder.mkdir()
    for sample in sorted((ROOT / "samples").glob("*.*")):
        text = sample.read_bytes()
        kinds = b"\2" if sample.suffix == ".html" else b"\0\3"
        # the head, the foot, and what lies between
        for at in (0, len(text) // 2, max(0, len(text) - STRETCH)):
            for kind in kinds:
                (folder / f"{sample.stem}-{kind}-{at}").write_bytes(bytes((kind,)) + text[at : at + STRETCH])
    for kind, pieces in ((1, PIECES), (4, PAGE_PIECES)):
        for n in range(0, len(pieces), 4):
            turned = [*range(n, len(pieces)), *range(n)]
            (folder / f"pieces-{kind}-{n}").write_bytes(bytes((kind, *turned[:: 1 + n % 3])))
    return str(folder)


def dictionary(desk: Path) -> Path:
    """Write the pieces of articles as a dictionary of libFuzzer's and return its path."""
    path = desk / "pieces.dict"
    entries = ("".join(f"\\x{byte:02x}" for byte in piece) for piece in [*PIECES, *PAGE_PIECES])
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
        atheris.Setup(
            [*sys.argv, "-len_control=0", f"-dict={dictionary(Path(desk))}", seeds(Path(desk))],
            partial(check_one, timed=True),
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
