"""The outlet that reports in a text of its own: "said Torosyan, a farmer, told OC Media", "«Главкому» розповів вівчар".

In: the body, where nothing else names who published it. Out: a weak candidate for the publisher: the only outlet of
which the text says that people spoke to it, or that it wrote before. Outlets that all others quote do not count.
"""

from functools import cache

from karabakh_extract.data import load
from karabakh_extract.draft import Draft
from karabakh_extract.fields.own_name import declined_in
from karabakh_extract.fields.phrases import fold
from karabakh_extract.patterns import lazy

WEIGHT = 1.0
"""Less than anything else that names a publisher."""
LONGEST = 20
"""Blocks that are looked at: an outlet names itself early."""
FARTHEST = 4_000
"""Characters of a Block that are looked at: a paragraph has fewer, a whole article in one line names it early too."""
_OPENING = " \xa0«“\"„'("
_WHOSE = lazy(r"['’]s\s[“\"‘']?[^\W\d_a-z]")
_BEHIND = lazy(r"(?:['’-][^\W\d_A-Z]{1,5})?[»”\"“']?(?:['’-][^\W\d_A-Z]{1,5})?[\s,]{1,2}")


@cache
def _cues() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    data = load("outlet_forms")
    cues = data["own_reports"]
    return tuple(map(fold, cues["before"])), tuple(map(fold, cues["behind"])), frozenset(data["often_cited"])


def offer_own_report(draft: Draft) -> None:
    """Offer the outlet whose own report a text is, if exactly one can be meant."""
    before, behind, cited = _cues()
    found: dict[str, tuple[str, int, int, int]] = {}
    for n in range(max(draft.header_end, 0), min(len(draft.page.blocks), draft.header_end + LONGEST)):
        text = draft.page.blocks[n].text
        if not text or draft.page.marked(n):
            continue
        for start, end, name, outlet in declined_in(text[:FARTHEST]):
            if outlet.agency or outlet.wire or outlet.name in cited:
                continue
            head = fold(text[max(0, start - 30) : start]).rstrip(_OPENING)
            if _WHOSE.match(text, end):
                # "told Weir TV's Ann Lee": whose programme it was, others say
                continue
            gap = _BEHIND.match(text, end)
            tail = fold(text[gap.end() : gap.end() + 30]) if gap else ""
            if _ends(head, before) or tail.startswith(behind):
                found.setdefault(outlet.name, (name, n, start, end))
    if len(found) == 1:
        name, n, start, end = next(iter(found.values()))
        draft.offer("publisher", name, "body", n, (start, end), WEIGHT)


def _ends(head: str, cues: tuple[str, ...]) -> bool:
    """Whether a text ends with a cue, as words of its own."""
    return head.endswith(cues) and any(head.endswith(cue) and not head[: -len(cue)][-1:].isalnum() for cue in cues)
