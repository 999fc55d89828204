"""Packs of one's own: what is wrong in them is named with file and line; they switch off, replace and protect."""

import re
from pathlib import Path

import pytest
import yaml

from karabakh_extract.boilerplate import RuleBook
from karabakh_extract.boilerplate.compiling import branches
from karabakh_extract.boilerplate.phrases import SLOTS
from karabakh_extract.boilerplate.rules import EXTENTS, GIVES, NEEDS, PLACES, SHAPES
from karabakh_extract.errors import RulesError

BROKEN = yaml.safe_load((Path(__file__).parent / "broken_packs.yaml").read_text(encoding="utf-8"))
MEMBER = "Become a Member of Lowland Research"


def pack(folder: Path, text: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text("pack: mine\nformat: 1\n" + text, encoding="utf-8")
    return path


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["name"])
def test_what_is_wrong_is_named_with_its_line(case: dict, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(case["pack"], encoding="utf-8")
    with pytest.raises(RulesError) as caught:
        RuleBook.load([path])
    assert str(caught.value).startswith(f"{path}:{case['line']}: ")
    assert case["says"] in caught.value.problem
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_missing_file_and_an_empty_folder_are_errors(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="cannot be read"):
        RuleBook.load([tmp_path / "none.yaml"])
    with pytest.raises(RulesError, match="no rule pack in this folder"):
        RuleBook.load([tmp_path])


def test_a_folder_is_read_by_name(tmp_path: Path) -> None:
    rule = "pack: p\nformat: 1\nrules: [{{id: mine, kind: {}, why: y, phrases: [zebra crossing notice]}}]"
    (tmp_path / "b.yml").write_text(rule.format("contact"), encoding="utf-8")
    (tmp_path / "a.yaml").write_text(rule.format("caption"), encoding="utf-8")
    assert [claim.kind for claim in RuleBook.load([tmp_path]).match(["Zebra crossing notice"])] == ["contact"]


def test_a_rule_can_be_switched_off(tmp_path: Path) -> None:
    names = {claim.rule for claim in RuleBook.builtin().match([MEMBER])}
    book = RuleBook.load([pack(tmp_path, f"disable: [{', '.join(sorted(names | {'membership-inline'}))}]")])
    assert names
    assert not {claim.rule for claim in book.match([MEMBER])} & names
    assert book.digest != RuleBook.builtin().digest


def test_a_rule_of_the_same_id_replaces_the_built_in_one(tmp_path: Path) -> None:
    path = pack(tmp_path, "rules: [{id: skip-links, kind: other, why: y, at: whole, phrases: [zebra crossing]}]")
    book = RuleBook.load([path])
    assert [(claim.rule, claim.kind) for claim in book.match(["Zebra crossing"])] == [("skip-links", "other")]
    assert book.match(["Back to top"]) == []


def test_keep_protects_text(tmp_path: Path) -> None:
    text = "Copyright © Anna Berg, Lowland Research, 2023"
    path = pack(tmp_path, "rules: [{id: mine, kind: keep, why: y, phrases: [copyright © anna berg]}]")
    assert RuleBook.builtin().match([text])
    assert RuleBook.load([path]).match([text]) == []


def test_keep_protects_blocks_below_a_heading(tmp_path: Path) -> None:
    texts = ["Most viewed", "The mill at Lowland burns", "Goat elected mayor of Tarn"]
    path = pack(tmp_path, "rules: [{id: mine, kind: keep, why: y, phrases: [goat elected]}]")
    assert [claim.block for claim in RuleBook.builtin().match(texts)] == [0, 1, 2]
    assert [claim.block for claim in RuleBook.load([path]).match(texts)] == [0, 1]


def test_packs_build_on_a_given_book(tmp_path: Path) -> None:
    path = pack(tmp_path, "rules: [{id: mine, kind: other, why: y, phrases: [zebra crossing]}]")
    base = RuleBook.load([path], base=RuleBook.of([]))
    assert [rule.id for rule in base.rules] == ["mine"]


def test_rules_can_be_limited_to_outlets_and_languages(tmp_path: Path) -> None:
    path = pack(
        tmp_path,
        "rules:\n"
        "  - {id: a, kind: other, why: y, phrases: [zebra crossing], outlets: [Lowland Post]}\n"
        "  - {id: b, kind: other, why: y, phrases: [zebra stable], languages: [da]}\n",
    )
    book = RuleBook.load([path], base=RuleBook.of([]))
    texts = ["Zebra crossing", "Zebra stable"]
    assert [claim.rule for claim in book.match(texts)] == ["b"]
    assert [claim.rule for claim in book.match(texts, language="en", outlets=["LOWLAND POST"])] == ["a"]


def test_the_digest_names_the_rules_not_their_order(tmp_path: Path) -> None:
    rules = RuleBook.builtin().rules
    assert RuleBook.of(rules).digest == RuleBook.of(rules[::-1]).digest == RuleBook.builtin().digest
    assert RuleBook.of(rules[1:]).digest != RuleBook.builtin().digest
    assert len(RuleBook.builtin().digest) == 8


def test_the_packs_of_the_guide_are_valid(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
    packs = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    assert len(packs) == 2
    for text in packs:
        (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
        book = RuleBook.load([tmp_path])
        assert any(rule.pack in ("hill-wire", "my-changes") for rule in book.rules)


def test_the_guide_names_every_need_shape_place_and_extent() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
    guide = re.sub(r"```.*?```", "", guide, flags=re.DOTALL)
    words = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]+)`", guide))))
    assert words >= {*NEEDS, *SHAPES, *PLACES, *EXTENTS, *SLOTS}
    assert all(f"`{field}`" in guide for field in GIVES)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("(a|b c|d)", ["a", "b c", "d"]),
        ("(a [x|y]|b)", ["a [x|y]", "b"]),
        ("(a|b) c", ["(a|b) c"]),
        ("(a|(b|c))", ["(a|(b|c))"]),
    ],
)
def test_a_phrase_of_branches_is_looked_up_by_branch(phrase: str, expected: list[str]) -> None:
    assert branches(phrase) == expected
