"""Rules learnt from articles of one outlet: notices are found, text that recurs is not, the pack is good as it is."""

import json
import random
import re

import pytest
from typer.testing import CliRunner

from karabakh_extract import Extractor, Source
from karabakh_extract.boilerplate import RuleBook, learn
from karabakh_extract.boilerplate.check import check
from karabakh_extract.boilerplate.learn import Learner
from karabakh_extract.boilerplate.learn_pack import pack_text, rules
from karabakh_extract.boilerplate.learn_units import pieces, skeleton
from karabakh_extract.cli.app import app

NOUNS = ["bridge", "ferry", "miller", "school", "tower", "boat", "market", "road", "engine", "letter", "harbour"]
STANDING = "Gant and Upper Gant were one parish until 1931, when a quarrel over the bridge divided them."
TAIL = "The Gant Lantern burns what you bring us. Bring us some of yours at https://www.gantlantern.example/oil"
DESK = "Seen something odd on the quay? Ring our night desk on 0555 {n} and we come."
ALSO = "Also on our pages: {title}"
AUTHOR = "{person} minds the weather and the roads for the Gant Lantern."
INSIDE = "Subscribe to our Sunday letter for more from the quay."
BY = ("Ada Allery", "Bram Coll", "Cora Moyle", "Dirk Gale")


def article(number):
    r = random.Random(number)

    def sentence():
        a, b, c = r.sample(NOUNS, 3)
        return f"The {a} of the {b} was moved to the {c} on day {r.randint(100, 9999)}, the council said, for good."

    lines = [" ".join(sentence() for _ in range(3)) for _ in range(5)]
    if number % 4 == 0:
        lines.insert(r.randint(1, 5), STANDING)
    if number % 3 == 0:
        lines.insert(2, "What happened before")
    if number % 2:
        lines.insert(3, ALSO.format(title=f"Why the {r.choice(NOUNS)} went away in {r.randint(1900, 2000)}"))
        lines[-1] += f" {INSIDE}"
    tail = [AUTHOR.format(person=r.choice(BY)), DESK.format(n=r.randint(100, 999)), TAIL]
    top = [f"Old {r.choice(NOUNS)} number {number} sold again", "Gant Lantern, 4 March 2019"]
    return "\n\n".join([*top, *lines, *tail])


@pytest.fixture(scope="module")
def learner():
    extractor, learner = Extractor(), Learner()
    for number in range(60):
        learner.add(extractor.draft(Source(article(number), f"{number}.txt")))
    return learner


@pytest.fixture(scope="module")
def pack(learner, tmp_path_factory):
    path = tmp_path_factory.mktemp("learnt") / "gant.yaml"
    found = list(rules(learner.proposals(), "Gant Lantern"))
    path.write_text(pack_text(found, "Gant Lantern", 60, ["Gant Lantern"]), "utf-8")
    return path


def test_what_is_learnt_goes_and_what_recurs_in_the_text_stays(pack):
    record = Extractor(rules=RuleBook.load([pack])).extract(Source(article(1_001), "new.txt"))
    other = Extractor(rules=RuleBook.load([pack])).extract(Source(article(1_200), "new.txt"))
    for body in (record.body, other.body):
        assert not re.search(r"Lantern|night desk|on our pages|Subscribe", body)
        assert body.count("the council said, for good.") == 15
    assert STANDING in other.body
    assert "What happened before" in other.body


def test_rules_are_limited_to_their_outlet(pack):
    line = "Seen something odd on the quay? Ring our night desk on 0555 123 and we come."
    text = f"Old quay sold\n\nThe quay was sold on Friday to the people who fish from it, for a pound.\n\n{line}"
    extractor = Extractor(rules=RuleBook.load([pack]))
    assert line in extractor.extract(Source(text, "a.txt")).body
    assert line not in extractor.extract(Source(f"{text}\n\nGant Lantern", "a.txt")).body


def test_the_pack_passes_its_own_check(pack):
    assert [each for each in check([pack]).findings if each.wrong and str(each.path) == str(pack)] == []


def test_each_rule_says_how_often_it_was_seen(pack, learner):
    text = pack.read_text("utf-8")
    assert text.count("would have taken") == len(list(learner.proposals()))
    assert "in 60 of 60 articles (100.0 %), at the end" in text


def test_a_story_printed_again_counts_once():
    extractor, learner = Extractor(), Learner()
    for number in range(30):
        text = article(7) if number % 2 else article(100 + number)
        learner.add(extractor.draft(Source(text, f"{number}.txt")))
    assert learner.articles == 16
    assert not any("the council said" in each.example for each in learner.proposals())


def test_what_is_seen_once_is_forgotten(monkeypatch):
    monkeypatch.setattr(learn, "WINDOW", 40)
    extractor, learner = Extractor(), Learner()
    kept = []
    for number in range(160):
        learner.add(extractor.draft(Source(article(number), f"{number}.txt")))
        kept.append(len(learner._counts))
    assert max(kept) < 1.5 * max(kept[:41])
    assert kept[159] < 0.2 * max(kept)
    assert any(each.example == TAIL and each.articles == 160 for each in learner.proposals())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Follow Anna Petrov on telegram", "follow {name} on telegram"),
        ("Call us on 0555 123 456", "call us on {number} {number} {number}"),
        ("SUPPORT THE GANT LANTERN", "support the gant lantern"),
        ("Write to desk@gant.example by 3 May 2020", "write to {email} by {date}"),
    ],
)
def test_what_changes_becomes_a_slot(text, wanted):
    assert skeleton(pieces(text)) == wanted


def test_the_command_reads_folders_and_json_lines(tmp_path):
    folder = tmp_path / "dump"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number}.txt").write_text(article(number), "utf-8")
    lines = [json.dumps({"id": n, "text": article(n)}) for n in range(20)]
    (tmp_path / "dump.jsonl").write_text("\n".join([*lines, "{broken", '{"id": 3}']), "utf-8")
    run = CliRunner().invoke(app, ["rules", "learn", str(folder), "-o", str(tmp_path / "one.yaml")])
    assert run.exit_code == 0
    again = CliRunner().invoke(app, ["rules", "learn", str(tmp_path / "dump.jsonl"), "-o", str(tmp_path / "two.yaml")])
    assert again.exit_code == 1
    assert "dump.jsonl!21: no valid JSON" in again.stderr
    assert (tmp_path / "one.yaml").read_text("utf-8") == (tmp_path / "two.yaml").read_text("utf-8")
    RuleBook.load([tmp_path / "one.yaml"])


def test_a_pack_is_not_written_over(tmp_path):
    (tmp_path / "mine.yaml").write_text("pack: mine\n", "utf-8")
    run = CliRunner().invoke(app, ["rules", "learn", str(tmp_path), "-o", str(tmp_path / "mine.yaml")])
    assert run.exception is not None
    assert "exists already" in str(run.exception)
