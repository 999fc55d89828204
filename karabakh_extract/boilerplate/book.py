"""All rules in force, ready to be matched: the rule packs in, claims for an article's blocks out.

A phrase is looked up by its rarest word, or, where it stands at the start of a block, by the block's first word; it
is matched only where all its needed words stand in the block. So the cost grows with the text, not with the number of
rules.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from karabakh_extract.boilerplate.article import Article, View
from karabakh_extract.boilerplate.automaton import Automaton, Found
from karabakh_extract.boilerplate.claims import Claim, Hit
from karabakh_extract.boilerplate.needs import Plan
from karabakh_extract.boilerplate.rules import Compiled, Entry, Rule
from karabakh_extract.boilerplate.settle import Candidate, Settlement
from karabakh_extract.boilerplate.tokens import STOP, Tokens, first_word, fold, words_in
from karabakh_extract.data import content

if TYPE_CHECKING:
    from pathlib import Path

COMPILED = ("compiled", "rules.json")
"""Where the compiled packs stand in the folder of the data."""
REMEMBERED, REMEMBERED_SIZE = 1024, 1000
"""So many texts of so many code points are remembered with what was found in them: some 10 MB."""


class RuleBook:
    """A set of rules. Matching changes nothing but caches: one book serves any number of articles."""

    def __init__(self, content: Compiled) -> None:
        self.digest: str = content.digest
        self.outlets = content.outlets
        self._content = content
        self._openings, self._keys = content.openings, content.keys
        self._key_words = frozenset(content.keys)
        self._entries: dict[int, Entry] = {}
        self._plans: dict[int, Plan] = {}
        self._automata: dict[str, Automaton] = {}
        self._views: dict[str, View] = {}

    @staticmethod
    def builtin() -> "RuleBook":
        """Return the rules that come with the program (read once)."""
        return _builtin()

    @classmethod
    def load(cls, paths: "Sequence[Path]", base: "RuleBook | None" = None) -> "RuleBook":
        """Return `base` (the built-in rules where it is None) changed by the packs at `paths`, files or folders.

        Raises `RulesError` with file, line and what is wrong.
        """
        from karabakh_extract.boilerplate.packs import combined, read_packs  # YAML is for those who bring packs

        return cls.of(combined((base or cls.builtin()).rules, read_packs(paths)))

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> "RuleBook":
        """Return a book of just these rules."""
        from karabakh_extract.boilerplate.compiling import compiled

        return cls(compiled(rules))

    @property
    def rules(self) -> list[Rule]:
        """The rules in force, in order."""
        return [self._plan(number).rule for number in range(len(self._content.rules))]

    def match(
        self,
        texts: Sequence[str],
        *,
        language: str | None = None,
        outlets: Collection[str] = (),
        covered: Iterable[int] = (),
    ) -> list[Claim]:
        """Return what the rules claim of an article: `texts` are the clean texts of its blocks, in order.

        `language` (primary subtag) leaves out rules of other languages; `outlets` are names of the outlets the article
        is known to come from, for rules that are limited to some; `covered` are blocks known to be none of the
        article's, whose texts are empty. Claims come in order and never overlap.
        """
        known = self._seen(texts)
        views = {n: view for n, text in enumerate(texts) if (view := known.get(text)) is not None}
        article = Article(texts, views)
        names = {fold(name) for name in outlets}
        hits: list[Hit] = []
        waiting: list[Candidate] = []
        for block, view in views.items():
            _, alone, around = view.wanted(language)
            for number, plan in around:
                if not plan.rule.outlets or _is_of(plan.rule, names):
                    waiting.append(Candidate(block, number, plan))
            for number, plan in alone:
                if plan.rule.outlets and not _is_of(plan.rule, names):
                    continue
                if plan.rule.gives or not (hits and hits[-1].plan is plan and hits[-1].takes_all(view.text, block)):
                    # another phrase of a rule that has the whole block already would say nothing more
                    hits += self._hits(article, Candidate(block, number, plan))
        if not hits and not waiting:
            return []
        return Settlement(article, hits, waiting, covered, self._hits, self._automaton).claims()

    def possible(self, texts: Iterable[str]) -> set[str]:
        """Return the ids of the rules of which a phrase may stand in one of the texts; no other one can match."""
        return {plan.rule.id for view in self._seen(list(texts)).values() for _, plan in view.candidates}

    def _seen(self, texts: Sequence[str]) -> dict[str, View]:
        """Return those of the texts in which phrases may stand, with these phrases. Such texts are remembered: the
        articles of an outlet end alike."""
        known = self._views
        found = {text: known[text] for text in texts if text in known}
        new = [text for text in dict.fromkeys(texts) if text and text not in found]
        for text, (folded, words) in zip(new, words_in(new), strict=True):
            numbers = self._lookup(words, first_word(folded))
            if not numbers:
                continue
            view = View(text, folded)
            for number in numbers:
                plan = self._plan(self._entries[number].rule)
                if not plan.plain or plan.fits(view.shape):
                    view.candidates.append((number, plan))
            if not view.candidates:
                continue
            found[text] = view
            if len(text) <= REMEMBERED_SIZE:
                if len(known) >= REMEMBERED:
                    known.clear()
                known[text] = view
        return found

    def _lookup(self, words: set[str], opening: str) -> list[int]:
        """Return the entries whose words all stand in a block, in order."""
        numbers = set(self._openings.get(opening, ()))
        for word in words & self._key_words:
            numbers.update(self._keys[word])
        found = []
        for number in sorted(numbers):
            entry = self._entries.get(number)
            if entry is None:
                entry = self._entries[number] = msgspec.json.decode(self._content.entries[number], type=Entry)
            if entry.most and len(words) > entry.most:
                continue
            if entry.required <= words and (not entry.first or opening in entry.first):
                for group in entry.groups:
                    if words.isdisjoint(group):
                        break
                else:
                    found.append(number)
        return found

    def _plan(self, number: int) -> Plan:
        plan = self._plans.get(number)
        if plan is None:
            plan = self._plans[number] = Plan(number, msgspec.json.decode(self._content.rules[number], type=Rule))
        return plan

    def _automaton(self, text: str) -> Automaton:
        automaton = self._automata.get(text)
        if automaton is None:
            automaton = self._automata[text] = Automaton(text)
        return automaton

    def _hits(self, article: Article, candidate: Candidate) -> Sequence[Hit]:
        """Return the hits of a candidate whose own block supports them."""
        block, plan, number = candidate.block, candidate.plan, candidate.entry
        view = article.view(block)
        known = view.hits.get(number)
        if known is None:
            automaton = self._automaton(self._entries[number].text)
            article.worked(view)
            known = tuple(view.hit(block, each, plan) for each in _found(automaton, plan.rule, view.tokens))
            if known and not all(self._automaton(each).stands(view.tokens) for each in plan.rule.also):
                known = ()
            if plan.local:
                known = tuple(hit for hit in known if plan.agrees(hit.start, hit.end, hit.slots, view.shape))
            view.hits[number] = known
        # the same text may have stood elsewhere in the article, or at another place of an earlier one
        return known if not known or known[0].block == block else [replace(hit, block=block) for hit in known]


def _is_of(rule: Rule, names: set[str]) -> bool:
    """Say whether a rule is limited to an outlet that is among `names`, folded."""
    return any(fold(name) in names for name in rule.outlets)


def _found(automaton: Automaton, rule: Rule, tokens: Tokens) -> list[Found]:
    """Return where a phrase stands, at the places its rule allows, one after the other."""
    size = len(tokens)
    if rule.at in ("start", "whole"):
        starts: Sequence[int] = (0,) if size else ()
    elif rule.at == "sentence":
        starts = [index for index in automaton.starts(tokens) if index == 0 or tokens.before[index] == STOP]
    else:
        starts = automaton.starts(tokens)
    found: list[Found] = []
    free = 0
    for start in starts:
        if start >= free and (match := automaton.match(tokens, start)):
            if rule.at in ("end", "whole") and match.end < size:
                continue
            found.append(match)
            free = match.end
    return found


@cache
def _builtin() -> RuleBook:
    return RuleBook(msgspec.json.decode(content(*COMPILED), type=Compiled))
