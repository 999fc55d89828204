"""Texts that cost much where a program is careless, and texts that would command a terminal."""

import json
import re
import time
import tracemalloc

import pytest
import yaml
from invariants import check, check_quotes

from benchmarks.shapes import SHAPES
from karabakh_extract import Extractor, RuleBook, Source
from karabakh_extract.page.edits import Edits
from karabakh_extract.page.page import BEYOND
from karabakh_extract.page.reach import LINES

SMALL, LARGE = 4_000, 48_000
GROWTH = 30
"""Times as long that twelve times the text may take: 12 is linear, 144 quadratic."""
FASTEST = 0.004
"""CPU seconds below which a small text is not measured: clocks and machines vary by more."""
NOT_LINEAR = {"copyright lines": "every claim looks at the claims around it"}

EXTRACTOR = Extractor()
COMMANDS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
HOSTILE = """\
Harbour \x1b[31mTown\x1b[0m Opens\u202e Its New \x9bFerry\x07 Terminal

By Nora \x1b]0;title\x07Field

March 3, 2021

The ferry terminal of Harbour Town opened on Wednesday \u2066after\u2069 two years of work. About three hundred people
came to see\x00 the first boat\x85 leave.

"We have \x1b[2Jwaited for this day\u202d a long time," said Mayor Ada \x1b[5mBrook. "The islands are closer now."

Copyright © Nora Field\u202e, Elm \x1b[31mPost, 2021

Tags: Ships\u202e, Isl\x1b[1mands
"""


def cost(text):
    source = Source(data=text, name="shape.txt", format="text")
    began = time.process_time()
    EXTRACTOR.extract(source)
    return time.process_time() - began


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_time_is_linear(request, shape):
    if shape in NOT_LINEAR:
        # not strict: at these sizes the other costs may hide it
        request.applymarker(pytest.mark.xfail(reason=NOT_LINEAR[shape], strict=False))
    small, large = SHAPES[shape](SMALL), SHAPES[shape](LARGE)
    cost(small)
    before = max(FASTEST, min(cost(small), cost(small)))
    now = cost(large)
    if now > GROWTH * before:
        # another process may have taken the cache: measured once more before it counts
        now = min(now, cost(large))
    assert now <= GROWTH * before, f"{before * 1e3:.1f} ms for {SMALL:,}, {now * 1e3:.1f} ms for {LARGE:,} characters"


@pytest.mark.parametrize("shape", SHAPES)
def test_the_promises_hold(shape):
    source = Source(data=SHAPES[shape](3_000), name="shape.txt", format="text")
    check(EXTRACTOR.draft(source), EXTRACTOR.extract(source))


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape not in NOT_LINEAR])
def test_time_is_linear_to_a_million(shape):
    before, now = cost(SHAPES[shape](100_000)), cost(SHAPES[shape](1_000_000))
    assert now <= GROWTH * max(FASTEST, before)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "shape", ["lines of a letter", "blank lines of two characters", "tabs", "direction marks", "tags", "underscores"]
)
def test_memory_of_a_flood(shape):
    data = SHAPES[shape](1_000_000).encode()
    tracemalloc.start()
    EXTRACTOR.extract(Source(data=data, name="shape.txt"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak <= 20 * len(data), f"{peak / len(data):.1f} times the input"


@pytest.mark.parametrize("shape", ["tabs", "direction marks", "entities", "soft hyphens"])
def test_many_edits_are_kept_small(shape):
    draft = EXTRACTOR.draft(Source(data=SHAPES[shape](20_000), name="shape.txt"))
    (block,) = draft.page.blocks
    assert isinstance(block.edits, Edits)


def test_of_far_too_many_lines_the_rest_is_listed():
    lines = [f"{number} a" for number in range(LINES + 5)]
    source = Source(data="\n".join(lines), name="lines.txt")
    draft, record = EXTRACTOR.draft(source), EXTRACTOR.extract(source)
    check(draft, record)
    (rest,) = [each for each in record.removed if each.rule == BEYOND]
    assert (rest.kind, rest.text) == ("other", "\n".join(lines[LINES:]))
    assert "limit_reached" in [warning.code for warning in record.warnings]


def test_long_lines_are_read_to_the_end():
    text = "The council of the town has not decided what will take its place.\n\n" * (LINES + 5)
    record = EXTRACTOR.extract(Source(data=text, name="lines.txt"))
    assert record.body.count("\n\n") == LINES + 4
    assert "limit_reached" not in [warning.code for warning in record.warnings]


def test_a_hundred_thousand_quotation_marks():
    record = EXTRACTOR.extract(Source(data='"' * 100_000, name="marks.txt"))
    assert record.quotes == []


def test_a_million_blank_lines():
    text = "Rain stops play\n\nBy Ann Lee\n" + "\n" * 1_000_000 + "It rained all day on Monday, and they went home."
    record = EXTRACTOR.extract(Source(data=text, name="blank.txt"))
    assert record.headline == "Rain stops play"
    assert record.body == "It rained all day on Monday, and they went home."


@pytest.mark.parametrize(
    "tags", [("<div>", "</div>"), ("<b>", "</b>"), ("<table><tr><td>", ""), ("<ul><li>", "")], ids=str
)
@pytest.mark.parametrize("name", ["nested.txt", "nested.html"])
def test_deeply_nested_markup(name, tags):
    text = "<html><body>" + tags[0] * 5_000 + "It rained all day on Monday, and they went home. " * 9 + tags[1] * 5_000
    record = EXTRACTOR.extract(Source(data=text, name=name, format="html" if name.endswith("html") else "text"))
    check_quotes(record)
    assert "<" not in record.body


def test_lone_surrogates_become_replacement_characters():
    record = EXTRACTOR.extract(
        Source(data="Rain \ud800 stops play\n\nIt rained \udfff all day on Monday.", name="a.txt")
    )
    assert record.headline == "Rain � stops play"
    assert record.body == "It rained � all day on Monday."
    assert "bytes_replaced" in [warning.code for warning in record.warnings]


@pytest.mark.parametrize(
    "words",
    [
        ["convert", "--spans", "-f", "yaml"],
        ["convert", "--spans", "-f", "json"],
        ["convert", "--spans", "-f", "jsonl"],
        ["strip"],
        ["explain"],
        ["explain", "--html", "-"],
        ["rules", "show", "copyright-notice", "--in"],
    ],
    ids=" ".join,
)
def test_no_article_commands_a_terminal(run, desk, words):
    (desk / "a.txt").write_text(HOSTILE, encoding="utf-8", newline="")
    done = run(*words, "a.txt")
    printed = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    assert "closer now" in printed or words[0] == "rules"
    assert not COMMANDS.search(printed) and not COMMANDS.search(done.stderr.decode())
    if words[0] == "convert":
        record = yaml.safe_load(printed) if words[-1] == "yaml" else json.loads(printed)
        assert "".join(HOSTILE[span["start"] : span["end"]] for span in record["spans"]) == HOSTILE
        assert any("\u202e" in removed["text"] for removed in record["removed"])


def test_violations_of_hostile_records_are_shown_as_escapes(run, desk):
    (desk / "a.json").write_text('{"schema": "\\u001b[31mred\\u202e", "\\u001b]0;x\\u0007": 1}')
    done = run("validate", "a.json")
    assert done.returncode == 1
    assert not COMMANDS.search(done.stdout.decode()) and not COMMANDS.search(done.stderr.decode())


SLOW_PACKS = {
    "gaps": ["please ..9 give ..9 to ..9 our ..9 station"],
    "optional words": ["please " + "[very] " * 9 + "give"],
    "alternatives": ["please " + "(a|a a|a a a) " * 9 + "give"],
    "slots": ["please {name} {name} give", "please {outlet} {name} {outlet} give"],
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", SLOW_PACKS)
def test_a_pack_written_to_be_slow(desk, kind):
    pack = {
        "pack": "slow",
        "format": 1,
        "rules": [
            {
                "id": "slow",
                "kind": "donation",
                "why": "a test",
                "phrases": SLOW_PACKS[kind],
                "at": "anywhere",
                "takes": [],
            }
        ],
    }
    (desk / "slow.yaml").write_text(yaml.safe_dump(pack, allow_unicode=True), encoding="utf-8")
    extractor = Extractor(rules=RuleBook.load([desk / "slow.yaml"]))
    times = []
    for size in (4_000, 32_000):
        text = ("please a a a Ann Lee very very to our " * size)[:size]
        source = Source(data=text, name="a.txt")
        extractor.extract(source)
        began = time.process_time()
        extractor.extract(source)
        times.append(time.process_time() - began)
    assert times[1] < max(25 * times[0], 0.2)
