"""`rules list`, `show`, `check` and `new`, as someone uses them who writes a rule for an outlet."""

import re

import pytest
import yaml

from karabakh_extract.boilerplate.packs import read_packs
from karabakh_extract.boilerplate.rules import KINDS
from karabakh_extract.boilerplate.where import BUILTIN
from karabakh_extract.cli.rulebook import Kind

RULES = [rule for pack in read_packs([BUILTIN]) for rule in pack.rules]
PIGEON = "This dispatch came to you by the pigeon fund of Harbour Courier, number 42. Feed one at https://pigeons.example/42."
PACK = """\
pack: courier
format: 1
languages: [en]
rules:
  - id: courier-pigeons
    kind: donation
    why: the pigeon fund, below every article
    phrases:
      - this dispatch came to you by the pigeon fund
    takes:
      - This dispatch came to you by the pigeon fund of Harbour Courier, number 7.
    leaves:
      - She said that this dispatch came to her by the pigeon fund of the town.
"""


@pytest.fixture
def pack(desk):
    (desk / "mine.yaml").write_text(PACK, "utf-8")
    text = (desk / "ferry.txt").read_text("utf-8")
    (desk / "article.txt").write_text(f"{text}\n{PIGEON}\n", "utf-8")
    return desk / "mine.yaml"


def changed(pack, old, new):
    text = pack.read_text("utf-8")
    assert old in text
    pack.write_text(text.replace(old, new), "utf-8")


# ---- list


def test_kinds_are_those_of_the_format():
    assert [kind.value for kind in Kind] == list(KINDS)


def test_all_rules_are_listed(run):
    done = run("rules", "list")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines()] == [rule.id for rule in RULES]


def test_lists_by_kind_language_and_outlet(run, pack):
    kinds = run("rules", "list", "--kind", "donation").stdout.splitlines()
    assert [line.split()[0] for line in kinds] == [rule.id for rule in RULES if rule.kind == "donation"]
    german = run("rules", "list", "--language", "DE").stdout.splitlines()
    packs = {rule.pack for rule in RULES if "de" in rule.languages}
    assert "de" in packs
    assert {line.split()[2] for line in german} == packs
    english = {line.split()[2] for line in run("rules", "list", "--language", "en").stdout.splitlines()}
    assert english == {rule.pack for rule in RULES if rule.pack.startswith("en-") or "en" in rule.languages}
    outlet = run("rules", "list", "--outlet", "Global Research").stdout.splitlines()
    assert {line.split()[2] for line in outlet} == {"global-research"}
    mine = run("rules", "list", "--rules", "mine.yaml", "--outlet", "courier", "--language", "en", "--kind", "donation")
    assert [line.split()[:3] for line in mine.stdout.splitlines()] == [["courier-pigeons", "donation", "courier"]]


def test_none_of_that_sort(run):
    done = run("rules", "list", "--language", "xx")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "rules list: there is no such rule\n")


# ---- show


@pytest.mark.parametrize("rule", [RULES[0].id, RULES[-1].id, RULES[len(RULES) // 2].id])
def test_a_rule_is_shown_as_its_pack_has_it(run, rule):
    place, _, text = run("rules", "show", rule).stdout.partition("\n")
    path, _, line = place.rpartition(":")
    with open(path, encoding="utf-8") as stream:
        lines = stream.read().split("\n")
    assert text.rstrip("\n") in "\n".join(lines[int(line) - 1 :])
    (shown,) = yaml.safe_load(text)
    known = next(each for each in RULES if each.id == rule)
    assert (shown["id"], len(shown["phrases"]), len(shown.get("leaves", ()))) == (
        rule,
        len(known.phrases),
        len(known.leaves),
    )


def test_what_a_rule_takes_out_of_an_article(run, pack):
    done = run("rules", "show", "courier-pigeons", "--rules", "mine.yaml", "--in", "article.txt")
    assert done.stdout.startswith("mine.yaml:5\n  - id: courier-pigeons\n")
    assert re.search(r"^takes out of article.txt:\n  line \d+: This dispatch came to you", done.stdout, re.M)


def test_why_a_rule_takes_nothing(run, pack):
    done = run("rules", "show", "courier-pigeons", "--rules", "mine.yaml", "--in", "ferry.txt")
    assert done.stdout.endswith("takes nothing out of ferry.txt: none of its phrases stands there\n")
    changed(pack, "    phrases:", "    needs: [short 3]\n    phrases:")
    done = run("rules", "show", "courier-pigeons", "--rules", "mine.yaml", "--in", "article.txt")
    assert "its words stand there, but not as it asks (at: start, needs: short 3)" in done.stdout
    assert re.search(r"^  line \d+: This dispatch came to you by the pigeon fund$", done.stdout, re.M)


def test_a_rule_that_is_not_there(run):
    done = run("rules", "show", RULES[0].id + "s")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{RULES[0].id}s: there is no such rule: do you mean {RULES[0].id}?\n"


# ---- check


def test_the_built_in_packs_are_right(run):
    done = run("rules", "check")
    assert done.returncode == 0, [line for line in done.stdout.splitlines() if ": note: " not in line]
    assert re.fullmatch(r"\d+ packs, [\d,]+ rules, [\d,]+ examples: nothing wrong, \d+ notes?\n", done.stderr)


def test_a_pack_of_ones_own_is_right(run, pack):
    done = run("rules", "check", "mine.yaml")
    assert (done.returncode, done.stdout) == (0, "")


WRONG = [
    # what is changed in the pack, and the line that tells of it
    (
        "number 7.",
        "number 7. It ate well.\n      - A letter came by pigeon.",
        "mine.yaml:12: courier-pigeons: this example is not taken as it should be: “A letter came by pigeon.” is not",
    ),
    ("      - She said that", "      - It is", None),
    (
        "      - She said that this",
        "      - This",
        "mine.yaml:13: courier-pigeons: “This dispatch came to her by the pigeon fund of the town.” of this near miss",
    ),
    (
        "came to you by the pigeon fund\n",
        "came to you by courier.example\n",
        "can never match: not even “this dispatch",
    ),
    (
        "- This dispatch came to you by the pigeon fund of Harbour Courier, number 7.",
        "- |-\n        This dispatch came to you by the pigeon fund.\n        Share this article",
        "mine.yaml:11: courier-pigeons: the rule does not take this example by itself: “Share this article” is left",
    ),
    ("    phrases:", "    needs: [short 3]\n    phrases:", "it needs “short 3”"),
    ("    phrases:", "    needs: [ended, unended]\n    phrases:", "nothing is both “ended” and “unended”"),
    ("    phrases:", "    needs: [followed]\n    phrases:", "it needs “followed”, but has no “follow”"),
    ("    kind: donation", "    kind: donation\n    languages: [english]", "“english” is no language"),
]


@pytest.mark.parametrize(("old", "new", "said"), WRONG, ids=range(len(WRONG)))
def test_what_is_wrong_is_told_with_file_and_line(run, pack, old, new, said):
    if "near miss" in (said or ""):
        changed(pack, "came to you by the pigeon fund\n", "came to (you|her) by the pigeon fund\n")
    changed(pack, old, new)
    done = run("rules", "check", "mine.yaml")
    if said is None:
        assert (done.returncode, done.stdout) == (0, "")
        return
    assert done.returncode == 1
    assert said in done.stdout
    assert all(re.match(r"mine\.yaml:\d+: ", line) for line in done.stdout.splitlines())


def test_a_rule_without_examples_is_told(run, pack):
    text = pack.read_text("utf-8")
    pack.write_text(text[: text.index("    takes:")], "utf-8")
    done = run("rules", "check", "mine.yaml")
    assert done.returncode == 1
    assert done.stdout == "mine.yaml:5: courier-pigeons: it has no example: give one under “takes”\n"


def test_rules_that_take_the_same_example_are_a_note(run, pack):
    changed(
        pack,
        "rules:\n",
        "rules:\n  - {id: again, kind: other, why: b, phrases: [this dispatch came], takes: [This dispatch came.]}\n",
    )
    done = run("rules", "check", "mine.yaml")
    assert done.returncode == 0
    assert "mine.yaml:12: note: courier-pigeons: “This dispatch came to you" in done.stdout
    assert "is also taken by again (mine.yaml:5) as other" in done.stdout


def test_an_own_rule_that_spoils_a_built_in_one_is_told(run, pack):
    greedy = "  - {id: greedy, kind: other, why: too much, phrases: [copyright], takes: [Copyright of all this.]}\n"
    changed(pack, "rules:\n", "rules:\n" + greedy)
    done = run("rules", "check", "mine.yaml")
    assert done.returncode == 1
    assert re.search(
        r"en-rights\.yaml:\d+: copyright-notice: .* near miss is taken by greedy \(mine\.yaml:5\)", done.stdout
    )


def test_an_invalid_pack_is_refused(run, pack):
    changed(pack, "kind: donation", "kind: donatoin")
    done = run("rules", "check", "mine.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("mine.yaml:6: ")
    assert "do you mean “donation”" in done.stderr


# ---- new


def drafted(run, desk, text, *more, article="article.txt"):
    done = run("rules", "new", article, "--text", text, *more)
    assert done.returncode == 0, done.stderr
    (desk / "draft.yaml").write_text(done.stdout, "utf-8")
    (rule,) = yaml.safe_load(done.stdout)["rules"]
    return rule


def test_a_drafted_rule_takes_the_stretch_and_is_right(run, desk, pack):
    rule = drafted(run, desk, PIGEON, "--kind", "donation")
    assert rule["phrases"] == [
        "this dispatch came to you by the pigeon fund of harbour courier number {number} feed one at {url}"
    ]
    assert (rule["kind"], rule["takes"]) == ("donation", [PIGEON])
    assert run("rules", "check", "draft.yaml").returncode == 0
    assert PIGEON not in run("strip", "article.txt", "--rules", "draft.yaml").stdout


def test_what_changes_becomes_a_slot(run, desk, pack):
    text = (
        "Pigeons Fly Again\n\nBy Nora Field\nHarbour Courier, March 3, 2021\n\nThe pigeons flew on Wednesday again.\n\n"
        "Nora Field raises pigeons for Harbour Courier since May 4, 2019; write to pigeons@courier.example about it.\n"
    )
    (desk / "names.txt").write_text(text, "utf-8")
    rule = drafted(run, desk, text.splitlines()[-1], article="names.txt")
    (phrase,) = rule["phrases"]
    assert phrase == "{person} raises pigeons for {outlet} since {date} write to {email} about it"


def test_a_sentence_inside_a_paragraph(run, desk, pack):
    (desk / "inside.txt").write_text(
        (desk / "ferry.txt").read_text("utf-8")
        + "\nThe boat left at noon. Follow our boat on the lake page. Nobody was on it.\n",
        "utf-8",
    )
    rule = drafted(run, desk, "Follow our boat on the lake page.", article="inside.txt")
    assert (rule["at"], rule["extent"]) == ("sentence", "sentence")
    assert rule["takes"] == ["The boat left at noon. [[Follow our boat on the lake page.]] Nobody was on it."]
    assert run("rules", "check", "draft.yaml").returncode == 0
    assert "left at noon. Nobody was" in run("strip", "inside.txt", "--rules", "draft.yaml").stdout


def test_several_lines_with_addresses(run, desk, pack):
    box = "Feed The Harbour Pigeons:\nhttps://pigeons.example/feed\npigeons@courier.example"
    (desk / "box.txt").write_text((desk / "ferry.txt").read_text("utf-8") + f"\n{box}\n", "utf-8")
    rule = drafted(run, desk, box, article="box.txt")
    assert rule["takes"] == [box]
    assert set(rule["follow"]["shapes"]) <= {"link", "email"} and rule["follow"]["most"] == 2
    assert run("rules", "check", "draft.yaml").returncode == 0


def test_a_stretch_that_a_rule_takes_already_is_told(run, desk, pack):
    notice = "Copyright © 2021 Harbour Courier. All rights reserved."
    (desk / "c.txt").write_text((desk / "ferry.txt").read_text("utf-8") + f"\n{notice}\n", "utf-8")
    done = run("rules", "new", "c.txt", "--text", notice)
    assert (done.returncode, done.stderr) == (
        0,
        "c.txt: the rule copyright-notice takes this already, or a part of it\n",
    )
    assert "© {year}" in done.stdout


def test_text_of_strangers_stays_valid_yaml(run, desk, pack):
    odd = 'Pigeon "fund": #1 of \u202eall\u202c, it\'s {ours} - [really]\\n'
    (desk / "odd.txt").write_text((desk / "ferry.txt").read_text("utf-8") + f"\n{odd}\n", "utf-8")
    done = run("rules", "new", "odd.txt", "--text", 'Pigeon "fund": #1 of')
    assert "\u202e" not in done.stdout
    (rule,) = yaml.safe_load(done.stdout)["rules"]
    assert rule["takes"][0].startswith('[[Pigeon "fund": #1 of')


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["article.txt", "--text", "words that stand nowhere"], "--text: this does not stand in article.txt"),
        (["article.txt", "--text", "  "], "--text: this does not stand in article.txt"),
        (["article.txt", "--text", "42"], "--text: no rule takes just this"),
        (["missing.txt", "--text", "x"], "missing.txt: no such file"),
        (["dump", "--text", "x"], "dump: this takes one article"),
        (["article.txt"], "--text"),
        (["article.txt", "--text", "x", "--kind", "spam"], "--kind"),
    ],
)
def test_what_cannot_be_drafted(run, pack, words, said):
    done = run("rules", "new", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_rules_alone_shows_its_page(run):
    done = run("rules")
    assert done.returncode in (0, 2)
    assert "list" in done.stdout and "check" in done.stdout
