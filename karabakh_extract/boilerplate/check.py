"""Rule packs in, what is wrong with them out: examples that are not taken, near misses that are, rules that can never
match, rules that take each other's examples.

An example of `takes` stands below an article and is taken whole; with `[[…]]` it is an article of its own, and just
the marked stretches are taken. A near miss of one line stands inside an article, one of several lines is an article
of its own; nothing of it is taken. All rules in force take part, as they do in an extraction.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from karabakh_extract.boilerplate.book import RuleBook
from karabakh_extract.boilerplate.packs import combined, read_packs
from karabakh_extract.boilerplate.rules import Rule
from karabakh_extract.boilerplate.samples import wordings
from karabakh_extract.boilerplate.where import BUILTIN, Place, places
from karabakh_extract.patterns import lazy

ABOVE = (
    "Ferry returns to the valley after nine years",
    "By Ilse Brandt",
    "The ferry crossed the lake on Monday for the first time in nine years, with two goats and a doctor on board.",
    "Nobody in the valley had expected it so early, and the pier was still being painted when the bell rang at noon.",
)
"""The article that examples stand in."""

_MARK = lazy(r"\[\[(.*?)\]\]")
_LANGUAGE = lazy(r"[a-z]{2,3}")
_OPPOSITES = (("ended", "unended"), ("head", "last"))
_SHOWN = 70


class Finding(NamedTuple):
    """Something about one rule, at a line of its pack. `wrong` is false for what only deserves a look: a notice that
    two rules of one kind take is taken either way."""

    path: str
    line: int
    rule: str
    what: str
    wrong: bool


class Report(NamedTuple):
    """All findings in the order of the packs, and how much was looked at."""

    findings: tuple[Finding, ...]
    packs: int
    rules: int
    examples: int


def check(paths: Sequence[Path]) -> Report:
    """Check the built-in packs and those at `paths`; raises `RulesError` where a pack cannot be read at all."""
    packs = read_packs([BUILTIN, *paths])
    rules = combined((), packs)
    where = places(packs)
    own = {str(path) for path in paths}
    mine = {rule.id for pack in packs if pack.path in own or str(Path(pack.path).parent) in own for rule in pack.rules}
    checker = _Checker(rules, where, mine)
    for rule in rules:
        checker.rule(rule)
    order = {pack.path: n for n, pack in enumerate(packs)}
    findings = tuple(sorted(checker.findings, key=lambda each: (order[each.path], each.line)))
    return Report(findings, len(packs), len(rules), sum(len(rule.takes) + len(rule.leaves) for rule in rules))


class _Checker:
    def __init__(self, rules: list[Rule], where: dict[str, Place], own: Collection[str]) -> None:
        self.findings: list[Finding] = []
        self._own = own
        self._where = where
        self._kinds = {rule.id: rule.kind for rule in rules}
        self._all = RuleBook.of(_everywhere(rule) for rule in rules)
        # each rule by itself: what it would take if the others were not there
        self._alone = {rule.id: RuleBook.of([_everywhere(rule)]) for rule in rules}

    def rule(self, rule: Rule) -> None:
        """Look at one rule, its phrases and its examples."""
        self._possible(rule)
        for number, example in enumerate(rule.takes):
            self._takes(rule, number, example)
        for number, example in enumerate(rule.leaves):
            self._leaves(rule, number, example)
        if not rule.takes and rule.kind != "keep" and not any(need.startswith("after") for need in rule.needs):
            self._say(rule, "", 0, "it has no example: give one under “takes”")

    def _say(self, rule: Rule, key: str, number: int, what: str, *, wrong: bool = True) -> None:
        place = self._where[rule.id]
        line = place.of(key, number) if key else place.line
        self.findings.append(Finding(place.path, line, rule.id, what, wrong))

    # -- rules and phrases that can never match -----------------------------------------------------------------------

    def _possible(self, rule: Rule) -> None:
        for number, phrase in enumerate(rule.phrases):
            bare = RuleBook.of([_bare(rule, phrase)])
            samples = wordings(phrase)
            if not any(bare.match([text]) for text in samples):
                self._say(rule, "phrases", number, f"this phrase can never match: not even “{_short(samples[-1])}”")
        shortest = min(len(wordings(phrase)[0].split()) for phrase in rule.phrases)
        for need in rule.needs:
            if need.startswith("short ") and "|" not in need and int(need.split()[1]) < shortest:
                self._say(
                    rule, "", 0, f"it can never match: its phrases have {shortest} words or more, but it needs “{need}”"
                )
            if need == "followed" and rule.follow is None:
                self._say(rule, "", 0, "it can never match: it needs “followed”, but has no “follow”")
        for one, other in _OPPOSITES:
            if one in rule.needs and other in rule.needs:
                self._say(rule, "", 0, f"it can never match: nothing is both “{one}” and “{other}”")
        for language in rule.languages:
            if not _LANGUAGE.fullmatch(language):
                self._say(rule, "", 0, f"“{language}” is no language: write it as two or three letters, such as en")

    # -- examples -----------------------------------------------------------------------------------------------------

    def _takes(self, rule: Rule, number: int, example: str) -> None:
        marked = _MARK.findall(example)
        lines = example.split("\n")
        texts = [_MARK.sub(r"\1", line) for line in lines] if marked else [*ABOVE, *lines]
        expected = marked or lines
        claims = _claimed(self._all, texts)
        if rule.kind == "keep":
            if claims:
                self._say(
                    rule,
                    "takes",
                    number,
                    f"“{_short(claims[0][1])}” is taken by {self._name(claims[0][0])}, though this rule keeps it",
                )
            return
        if [text for _, text in claims] != expected:
            self._say(rule, "takes", number, self._difference(expected, claims))
        alone = [text for _, text in _claimed(self._alone[rule.id], texts)]
        # of marked stretches other rules may take some; an example without marks is one of this rule alone
        if not alone or (not marked and alone != expected):
            missing = next(iter((Counter(expected) - Counter(alone)).elements()), "")
            named = f": “{_short(missing)}” is left" if alone and missing else ""
            self._say(rule, "takes", number, f"the rule does not take this example by itself{named}")
            return
        self._overlaps(rule, number, texts, expected)

    def _difference(self, expected: list[str], claims: list[tuple[str, str]]) -> str:
        missing = list((Counter(expected) - Counter(text for _, text in claims)).elements())
        extra = [(name, text) for name, text in claims if text not in expected]
        words = []
        if missing:
            words.append(f"“{_short(missing[0])}” is not taken")
        if extra:
            words.append(f"“{_short(extra[0][1])}” is, by {self._name(extra[0][0])}")
        return "this example is not taken as it should be: " + (", ".join(words) or "the order differs")

    def _overlaps(self, rule: Rule, number: int, texts: list[str], expected: list[str]) -> None:
        others = {}
        # of a built-in rule only overlaps with the user's packs are shown, so only those are looked for
        foreign = self._own and rule.id not in self._own
        possible = self._all.possible(texts)
        for other in self._alone:
            if other not in possible or (foreign and other not in self._own):
                continue
            book = self._alone[other]
            same = other != rule.id and [text for _, text in _claimed(book, texts) if text in expected]
            if same:
                others[other] = same[0]
        # the user's packs alone, where there are any: that built-in ones overlap is nothing to do about
        shown = [name for name in others if not self._own or rule.id in self._own or name in self._own]
        if shown:
            kinds = {name: f" as {self._kinds[name]}" if self._kinds[name] != rule.kind else "" for name in shown}
            names = ", ".join(f"{self._name(name)}{kinds[name]}" for name in shown)
            self._say(rule, "takes", number, f"“{_short(others[shown[0]])}” is also taken by {names}", wrong=False)

    def _leaves(self, rule: Rule, number: int, example: str) -> None:
        lines = example.split("\n")
        texts = lines if len(lines) > 1 else [*ABOVE, *lines, *ABOVE[2:]]
        for name, text in _claimed(self._all, texts):
            self._say(rule, "leaves", number, f"“{_short(text)}” of this near miss is taken by {self._name(name)}")

    def _name(self, rule: str) -> str:
        place = self._where[rule]
        return f"{rule} ({place.path}:{place.line})"


def _claimed(book: RuleBook, texts: list[str]) -> list[tuple[str, str]]:
    return [(claim.rule, texts[claim.block][claim.start : claim.end]) for claim in book.match(texts)]


def _everywhere(rule: Rule) -> Rule:
    """Return a rule that is tried whatever the outlet: an example does not say where it is from."""
    return replace(rule, outlets=()) if rule.outlets else rule


def _bare(rule: Rule, phrase: str) -> Rule:
    """Return a rule of one phrase that asks for nothing but the phrase."""
    kind = "other" if rule.kind == "keep" else rule.kind
    return Rule(id=rule.id, kind=kind, why=rule.why, phrases=(phrase,), at="start", extent="match")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
