"""What the rules claimed, turned into marks, and what the claimed notices say about the article.

In: the rule book's claims on the Blocks' clean texts. Out: `removed` marks; outlets learnt from the notices;
candidates for the fields that a rule says its slots give.
"""

import re

from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import parse_names
from karabakh_extract.fields.datetimes import find_dates
from karabakh_extract.fields.lexicon import is_generic
from karabakh_extract.fields.outlets import by_host, host_of
from karabakh_extract.page.page import Mark

WEIGHTS = {
    "republication": 8.0,
    "credit": 6.0,
    "membership": 6.0,
    "comment_prompt": 6.0,
    "about_author": 4.0,
    "copyright": 4.5,
}
"""How much a notice of a kind says: a licence line names the first publisher on purpose, a donation box by the way."""

_YEARS = re.compile(r"[\s,]+(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?$")


def claim_notices(draft: Draft) -> None:
    """Mark what the rules take, and gather what it says."""
    page = draft.page
    texts = [block.text if block.role != "furniture" else "" for block in page.blocks]
    draft.claims = draft.rules.match(texts, language=draft.language)
    groups: dict[int, int] = {}
    for claim in draft.claims:
        group = groups.setdefault(claim.group, page.new_group())
        page.mark(claim.block, Mark(claim.start, claim.end, "removed", claim.kind, claim.rule, None, group))
        text = texts[claim.block]
        draft.outlets.learn_hosts(text[claim.start : claim.end])
        for name, slot in claim.gives.items():
            if slot in claim.slots:
                _offer(draft, name, claim.block, claim.slots[slot], WEIGHTS.get(claim.kind, 3.5))


def _offer(draft: Draft, name: str, block: int, span: tuple[int, int], weight: float) -> None:
    value = draft.page.blocks[block].text[span[0] : span[1]].strip(' ,.;:|*"“”«»()[]')
    if not value or is_generic(value):
        return
    if name in ("publisher", "original_publisher"):
        host = host_of(value)
        outlet = by_host(host) if host else None
        value = _YEARS.sub("", value)
        value = outlet.name if outlet else value
        draft.outlets.learn(value)
    if name == "authors":
        for n, named in enumerate(parse_names(value, draft.outlets, certain=True).authors):
            draft.offer("authors", named.name, "notice", block, span, weight - 0.01 * n)
        return
    if name.startswith("dates."):
        for found in find_dates(value)[:1]:
            draft.offer(name, found.value, "notice", block, (span[0] + found.start, span[0] + found.end), weight)
        return
    draft.offer(name, value, "notice", block, span, weight)
