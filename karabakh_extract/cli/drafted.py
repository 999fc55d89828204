"""A drafted rule in, the text of a pack out: YAML that is valid as it stands, with comments on what is left to do."""

import json
from typing import TYPE_CHECKING

from karabakh_extract.cli.messages import visible
from karabakh_extract.patterns import lazy

if TYPE_CHECKING:
    from karabakh_extract.boilerplate.propose import Proposal

_PLAIN = lazy(r"[^\W\d_][\w ©’'.,/{}-]*[\w.}]\Z|[^\W\d_]\w*\Z")
_MEANING = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))


def pack_text(proposal: "Proposal") -> str:
    """Return the pack."""
    from karabakh_extract.boilerplate.propose import slug

    rule = proposal.rule
    lines = [
        f"pack: {_scalar(slug(rule.pack) or 'mine')}",
        "format: 1",
        "rules:",
        f"  - id: {_scalar(rule.id)}",
        f"    kind: {rule.kind}",
        "    # say it in your own words: whoever reads the list of removed stretches meets this rule",
        f"    why: {_scalar(rule.why)}",
        "    # words as printed; {slots} stand for what changes, (one|other), [optional], ..5 for up to five words",
        "    phrases:",
        *(f"      - {_scalar(phrase)}" for phrase in rule.phrases),
        f"    at: {rule.at}",
        f"    extent: {rule.extent}",
    ]
    if rule.follow:
        lines.append(f"    follow: {{shapes: [{', '.join(rule.follow.shapes)}], most: {rule.follow.most}}}")
    lines += [
        "    # what it must take: add the same notice from other articles; [[…]] marks it inside a paragraph",
        "    takes:",
        *_item(proposal.example),
        "    # near misses: sentences of real articles that look alike and must stay; take the # away and fill them in",
        "    # leaves:",
        "    #   - a sentence that only sounds like this notice",
    ]
    return "\n".join(lines) + "\n"


def _scalar(text: str) -> str:
    """Return text as a plain scalar where every reader takes it for itself, else in double quotes."""
    if _PLAIN.match(text) and text.lower() not in _MEANING:
        return text
    # JSON's escapes and those of `visible` are YAML's too
    return visible(json.dumps(text, ensure_ascii=False))


def _item(text: str) -> list[str]:
    """Return an item of a list; several lines stand in a block."""
    lines = text.split("\n")
    if len(lines) == 1 or visible("".join(lines)) != "".join(lines) or lines[0].startswith(" "):
        return [f"      - {_scalar(text)}"]
    return ["      - |-", *(f"        {line}" for line in lines)]
