"""The accepted hits of one block in, hits that do not overlap out: which gives way to which, and where each ends."""

from msgspec.structs import replace

from karabakh_extract.boilerplate.claims import Hit
from karabakh_extract.patterns import lazy

_PARTED, _NEAR = lazy(r"(?<=[.!?…\"”»)])\s+[-–—|•*]+\s*$"), 8
"""What parts a notice from the sentence before it, and the characters in which it stands."""
_PARTING = " \t,;|–—-("


def resolved(hits: list[Hit], text: str) -> list[tuple[Hit, Hit]]:
    """Return the hits that stay, in order, each as it was found and as it is cut.

    A hit of the whole block leaves no room for others. Otherwise the earlier and longer one stands; where another
    begins within its last slot, or within a stretch that only runs on for want of a block's end, it ends there. What is
    left between and beside them and holds no letter or digit goes with them.
    """
    size = len(text)
    whole = [hit for hit in hits if not hit.low and hit.high == size and not hit.runs_on]
    if whole:
        best = min(whole, key=_precedence) if len(whole) > 1 else whole[0]
        return [(best, best)]
    kept: list[tuple[Hit, Hit]] = []
    for found in sorted(hits, key=_precedence) if len(hits) > 1 else hits:
        hit = found
        if kept and hit.low < kept[-1][1].high:
            origin, before = kept[-1]
            if hit.start >= before.least and (before.runs_on or hit.start < before.end):
                kept[-1] = (origin, _cut(before, hit.start, text))
                hit = replace(hit, low=max(hit.low, hit.start))
            elif hit.end <= before.high:
                continue
            else:
                hit = replace(hit, low=before.high)
        if kept and _empty(text, kept[-1][1].high, hit.low):
            origin, before = kept[-1]
            if before.plan is hit.plan:
                kept[-1] = (
                    origin,
                    replace(before, high=hit.high, end=hit.end, least=hit.least, slots=hit.slots | before.slots),
                )
                continue
            kept[-1] = (origin, replace(before, high=hit.low))
        kept.append((found, hit))
    if kept:
        origin, hit = kept[0]
        if parting := _PARTED.search(text, max(0, hit.low - _NEAR), hit.low):
            # "… at the old price. - This article …": the dash parts the notice from the text
            kept[0] = (origin, hit := replace(hit, low=parting.start()))
        kept[0] = (origin, replace(hit, low=0)) if _empty(text, 0, hit.low) else kept[0]
        origin, hit = kept[-1]
        kept[-1] = (origin, replace(hit, high=len(text))) if _empty(text, hit.high, len(text)) else kept[-1]
    return kept


def _precedence(hit: Hit) -> tuple[int, int, int]:
    """Earlier first, then longer, then the one that reads more values from the same words."""
    return hit.start, hit.start - hit.end, -len(hit.values())


def _cut(hit: Hit, end: int, text: str) -> Hit:
    """Return a hit that ends where another begins, its last slot with it."""
    slots = {}
    for name, (low, high) in hit.slots.items():
        short = low + len(text[low : min(high, end)].rstrip(_PARTING)) if high > end else high
        if short > low:
            slots[name] = (low, short)
    return replace(hit, high=end, end=min(hit.end, end), slots=slots)


def _empty(text: str, low: int, high: int) -> bool:
    return not any(map(str.isalnum, text[low:high]))
