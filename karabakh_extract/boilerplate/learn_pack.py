"""Learnt notices in, a rule pack out: YAML that a person reads, corrects and gives to `--rules`.

Each notice is one rule, with comments that say how often it was seen, where, and how many words it would have taken.
Every rule is tried on its own example first; what no phrase can take is left out.
"""

import json
from collections.abc import Iterable, Iterator

from karabakh_extract.boilerplate.book import RuleBook
from karabakh_extract.boilerplate.learn import Seen
from karabakh_extract.boilerplate.propose import MOST_WORDS, slug
from karabakh_extract.boilerplate.rules import At, Extent, Kind, Rule
from karabakh_extract.boilerplate.tokens import WORD, fold

_ARTICLE = "The ferry left the harbour at ten past the hour, as it has done every day since the bridge was closed."
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "\x7f\x85\u2028\u2029\ufeff"}


def rules(seen: Iterable[Seen], name: str) -> Iterator[tuple[Seen, Rule]]:
    """Yield a rule for each notice that one can take, the ids made of the outlet's name and the kind."""
    used: dict[str, int] = {}
    for notice in seen:
        for rule in _candidates(notice):
            if _takes(rule, notice):
                stem = "-".join(filter(None, (slug(name), slug(notice.kind))))
                used[stem] = used.get(stem, 0) + 1
                count = f"-{used[stem]}" if used[stem] > 1 else ""
                yield notice, _named(rule, f"{stem}{count}")
                break


def pack_text(found: list[tuple[Seen, Rule]], name: str, articles: int, outlets: list[str]) -> str:
    """Return the pack. `outlets`: the names that limit its rules; where none, a comment says how to limit them."""
    lines = [
        f"# {len(found)} notices that recur in {articles:,} articles. Read each before you use it: take out what is",
        "# text, correct kind and why, shorten phrases to the words that matter. Then: rules check, and --rules.",
        f"pack: {_quoted(slug(name) or 'learnt')}",
        "format: 1",
    ]
    if outlets:
        lines.append(f"outlets: [{', '.join(map(_quoted, outlets))}]")
    else:
        lines += [
            "# no name stands in all articles, so the rules work everywhere; limit them to an outlet with:",
            "# outlets: [Name as it stands in the text or address]",
        ]
    lines.append("rules:" if found else "rules: []")
    for notice, rule in found:
        share = 100 * notice.articles / max(articles, 1)
        lines += [
            f"  - id: {_quoted(rule.id)}",
            f"    kind: {rule.kind}",
            f"    # in {notice.articles:,} of {articles:,} articles ({share:.1f} %), {notice.place}; "
            f"would have taken {notice.words:,} words",
            f"    why: {_quoted(rule.why)}",
            f"    phrases: [{_quoted(rule.phrases[0])}]",
            f"    at: {rule.at}",
            f"    extent: {rule.extent}",
        ]
        if rule.needs:
            lines.append(f"    needs: [{', '.join(rule.needs)}]")
        lines += ["    takes:", f"      - {_quoted(rule.takes[0])}"]
    return "\n".join(lines) + "\n"


def _candidates(notice: Seen) -> Iterator[Rule]:
    """Yield rules for a notice, the one with slots first; then one that takes every word as printed."""
    why = f"recurs {notice.place} of this outlet's articles"
    kind: Kind = notice.kind  # type: ignore[assignment]  # a key of learning.yaml, which has kinds only
    worded = " ".join(WORD.findall(fold(notice.example)))
    for phrase, cut in ((_phrase(notice), len(_phrase(notice).split()) > MOST_WORDS), (worded, False)):
        short = " ".join(phrase.split()[:MOST_WORDS])
        needs: tuple[str, ...] = ()
        at: At = "whole"
        extent: Extent = "block"
        example = notice.example
        if notice.unit == "lead":
            at, needs = "start", ("unended", "short 30")
        elif notice.unit == "sentence":
            at, extent = "sentence", "sentence"
            example = f"{_ARTICLE} [[{notice.example}]]"
        elif cut or len(phrase.split()) > MOST_WORDS:
            at = "start"
        yield Rule("x", kind, why, (short,), at=at, extent=extent, needs=needs, takes=(example,))


def _named(rule: Rule, name: str) -> Rule:
    return Rule(
        name, rule.kind, rule.why, rule.phrases, at=rule.at, extent=rule.extent, needs=rule.needs, takes=rule.takes
    )


def _phrase(notice: Seen) -> str:
    """Return words and slots; two slots side by side, which no text parts, are one."""
    parts: list[str] = []
    for piece in notice.pieces:
        part = f"{{{piece.slot}}}" if piece.slot else " ".join(WORD.findall(piece.text)) or piece.text
        if not (part.startswith("{") and parts and parts[-1] == part):
            parts.append(part)
    return " ".join(parts)


def _takes(rule: Rule, notice: Seen) -> bool:
    """Say whether a rule takes its example, and nothing of the text around it."""
    around = f"{_ARTICLE} {notice.example}" if notice.unit == "sentence" else notice.example
    try:
        claims = RuleBook.of([rule]).match([_ARTICLE, around])
    except ValueError:  # slots alone, or more words than a phrase may have
        return False
    if len(claims) != 1 or claims[0].block != 1:
        return False
    taken = around[claims[0].start : claims[0].end]
    return WORD.findall(taken) == WORD.findall(notice.example)


def _quoted(text: str) -> str:
    """Return text as a double-quoted scalar."""
    return json.dumps(text, ensure_ascii=False).translate(_ESCAPES)
