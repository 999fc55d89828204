"""The needs of a rule, read once, and those of them that a block answers alone.

`short`, `long`, `unended` and `ended` are asked before a phrase is looked for, the other needs of the block (`alone`,
`link`, …) when it is found. Needs of the surroundings are answered by `settle`, since they change as claims are made.
"""

import re
from itertools import pairwise

from msgspec import Struct

from karabakh_extract.boilerplate.rules import Rule
from karabakh_extract.boilerplate.shapes import Shape
from karabakh_extract.boilerplate.tokens import WORD, knowledge
from karabakh_extract.patterns import lazy

SURROUNDINGS = frozenset({"edge", "head", "tail", "last", "below", "run", "followed", "after", "behind", "byline"})
_PLACES = frozenset({"edge", "head", "tail", "last", "below", "after"})
_PLAIN = frozenset({"short", "long", "unended", "ended"})
_ALONE = 0.7
_LABEL = lazy(r"[\s)\]*_\u064b-\u0652]*(?::(?!\d)|[|>»›→–—՝․])|[\s)\]*_]*\s-\s")
_BRACKET = lazy(r"\([^()]*\w[^()]*\)[.\s]*$")
_SLASH = lazy(r"\w ?/ ?[^\W\d_]")
_SENTENCE_END = lazy(r"[.!?…](?=\s|$)")
_PARTED, _MARKED = lazy(r"[^\w\s,-]\s*$|\s[-–—]\s*$"), lazy(r"[:/©]")
_CREDIT_WORDS, _LABEL_START, _SENTENCE = 8, 3, 300
_SAID = lazy(r"[,\"”“»’]\s*[–—-]?\s*(\w+(?:[ -]\w+){0,3})")
_QUOTATION = 2000
"""A quotation that opened longer ago is not looked for: a mark that is never closed would quote all that follows."""


class Need(Struct, frozen=True, gc=False):
    """One condition: its name, and its argument as a text and, where it is one, as a number."""

    name: str
    argument: str
    number: int


class Plan:
    """A rule with its needs read: each is a list of conditions of which one must be met."""

    __slots__ = (
        "around", "extends", "general", "kind", "languages", "local", "number", "places", "plain", "reach", "rule",
        "runs", "vague", "waits",
    )  # fmt: skip

    def __init__(self, number: int, rule: Rule) -> None:
        self.number = number
        self.rule = rule
        self.kind = rule.kind
        self.general = bool(rule.also)
        self.languages = rule.languages
        self.reach = rule.follow.most if rule.follow is not None else 0
        self.extends = rule.follow is not None or rule.before is not None
        needs = [tuple(_need(part) for part in need.split("|")) for need in rule.needs]
        self.around = [need for need in needs if any(part.name in SURROUNDINGS for part in need)]
        # asked when the rules that need nothing around them have made their claims
        self.waits = bool(self.around) or self.general
        self.plain = [need for need in needs if all(part.name in _PLAIN for part in need)]
        self.local = [need for need in needs if need not in self.around and need not in self.plain]
        # needs whose block alone may rule them out: no other part of such a need could be met anywhere
        self.places = [need for need in self.around if all(part.name in _PLACES for part in need)]
        # words that mean nothing without a byline or a note before them
        self.vague = any(part.name in ("byline", "after") for need in needs for part in need)
        self.runs = any(part.name == "run" for need in needs for part in need)

    def fits(self, shape: Shape) -> bool:
        """Say whether the block's size and end allow the rule."""
        for need in self.plain:
            for part in need:
                if plain(part, shape):
                    break
            else:
                return False
        return True

    def agrees(self, start: int, end: int, slots: dict[str, tuple[int, int]], shape: Shape) -> bool:
        """Say whether the needs of the block are met by a phrase at `start:end` with `slots`."""
        # the name of the outlet may stand in quotation marks before its notice
        worded = next((high + 1 for low, high in slots.values() if low == start), start)
        return all(
            any(local(part, worded if part.name == "unquoted" else start, end, shape) for part in need)
            for need in self.local
        )


def _need(text: str) -> Need:
    name, _, argument = text.partition(" ")
    return Need(name, argument, int(argument) if argument.isdigit() else 0)


def plain(need: Need, shape: Shape) -> bool:
    """Say whether a need of the block's size or end is met."""
    if need.name == "short":
        return shape.count <= need.number
    if need.name == "long":
        return shape.count >= need.number
    return shape.ended is (need.name == "ended")


def local(need: Need, start: int, end: int, shape: Shape) -> bool:
    """Say whether a need that the block answers alone is met by a phrase at `start:end`."""
    name, text = need.name, shape.text
    if name in _PLAIN:
        return plain(need, shape)
    if name == "link":
        return shape.link()
    if name == "alone":
        return not shape.prose and end - start >= _ALONE * len(text.strip())
    if name == "label":
        return _LABEL.match(text, end) is not None
    if name == "credit":
        if shape.prose and start >= _LABEL_START and not (_parted(text, start) or _MARKED.search(text, start, end)):
            return False  # the last words of a sentence: "… sold nine hundred of them to Alamy."
        # of a label at the start ("Photo:"), what comes after it
        last = " ".join((text[end:] if start < _LABEL_START else text).split()[-_CREDIT_WORDS:])
        named = not knowledge("credit").isdisjoint(WORD.findall(last.lower()))
        return named or "©" in last or bool(_BRACKET.search(last) or _SLASH.search(last))
    return not _quoted(text, start) and not _reported(text, start, end)  # unquoted


def _quoted(text: str, at: int) -> bool:
    """Say whether a quotation is open at `at`."""
    before = text[max(at - _QUOTATION, 0) : at]
    if before.count('"') % 2 == 1 or before.count("«") > before.count("»"):
        return True
    if "„" in before:  # closed by “ or ”
        return before.rfind("„") > max(before.rfind("“"), before.rfind("”"))
    return before.count("“") > before.count("”") or before.endswith("‘")


def _parted(text: str, at: int) -> bool:
    """Say whether punctuation other than a comma stands before `at`."""
    return _PARTED.search(text[max(at - 4, 0) : at]) is not None


def _reported(text: str, start: int, end: int) -> bool:
    """Say whether the sentence of `start:end` goes on with a reporting verb: "We use cookies, say the monks"."""
    found = _SENTENCE_END.search(text, end, end + _SENTENCE)
    stop = found.start() if found else end + _SENTENCE
    # the words behind a comma or closing mark (", the lawyer told them"), looked up: all verbs in one expression take
    # long to compile
    verbs = knowledge("reporting")
    for clause in _SAID.findall(text[start:stop].lower()):
        words = re.split(" |-", clause)
        if not verbs.isdisjoint(words) or any(f"{a} {b}" in verbs or f"{a}-{b}" in verbs for a, b in pairwise(words)):
            return True
    return False
