"""Rules in, their look-up form out: every phrase parsed once, with the words by which it is found in a block.

The built-in packs are compiled to the file that ships with the program; packs of one's own when they are loaded.
"""

import hashlib
from collections.abc import Iterable

import msgspec

from karabakh_extract.boilerplate.phrases import Phrase, cost
from karabakh_extract.boilerplate.rules import Compiled, Entry, Rule


def compiled(rules: Iterable[Rule]) -> Compiled:
    """Return rules with their phrases made ready for look-up, without examples, under their digest."""
    bare = [msgspec.structs.replace(rule, takes=(), leaves=()) for rule in rules]
    entries: list[Entry] = []
    openings: dict[str, list[int]] = {}
    keys: dict[str, list[int]] = {}
    for number, rule in enumerate(bare):
        for text in (branch for phrase in rule.phrases for branch in branches(phrase)):
            phrase = Phrase(text)
            others = [Phrase(each) for each in rule.also]
            rarest = min((phrase.keys, *(each.keys for each in others)), key=lambda words: (cost(words), sorted(words)))
            opens = rule.at in ("start", "whole") and phrase.may_start == "word"
            # many phrases begin with a word as common as "the"; those have a better key
            by_opening = opens and cost(phrase.first_words) <= 2 * cost(rarest)
            for word in sorted(phrase.first_words if by_opening else rarest):
                (openings if by_opening else keys).setdefault(word, []).append(len(entries))
            groups = tuple(sorted({*phrase.groups, *(group for each in others for group in each.groups)}, key=sorted))
            first = phrase.first_words if opens and not by_opening else frozenset[str]()
            required = phrase.required.union(*(each.required for each in others))
            most = phrase.most if rule.at == "whole" else 0
            entries.append(Entry(number, text, required, groups, first, most))
    lines = [msgspec.json.encode(rule, order="sorted") for rule in bare]
    # the order of packs is part of their meaning only where ids collide, and that is settled by now
    digest = hashlib.sha256(b"\n".join(sorted(lines))).hexdigest()[:8]
    return Compiled(
        digest=digest,
        outlets=tuple(sorted({name for rule in bare for name in rule.outlets})),
        rules=tuple(msgspec.Raw(line) for line in lines),
        entries=tuple(msgspec.Raw(msgspec.json.encode(entry, order="sorted")) for entry in entries),
        openings={word: tuple(numbers) for word, numbers in sorted(openings.items())},
        keys={word: tuple(numbers) for word, numbers in sorted(keys.items())},
    )


def branches(phrase: str) -> list[str]:
    """Return the branches of a phrase that is nothing but `(a|b|c)`: each is looked up on its own."""
    inner = phrase[1:-1]
    if phrase[:1] != "(" or phrase[-1:] != ")" or any(mark in inner for mark in "()"):
        return [phrase]
    found, depth, start = [], 0, 0
    for place, char in enumerate(inner):
        depth += (char == "[") - (char == "]")
        if char == "|" and not depth:
            found.append(inner[start:place])
            start = place + 1
    return [*found, inner[start:]]


def encoded(book: Compiled) -> bytes:
    """Return the JSON form that ships with the program; equal rules give equal bytes."""
    return msgspec.json.encode(book, order="sorted") + b"\n"
