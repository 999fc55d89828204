"""The headline: verbatim, white space folded, without the site's name."""

import re

from karabakh_extract.draft import Draft

_EDGE_SEPARATOR = re.compile(r"\s+[|–—-]\s+")


def decide_headline(draft: Draft) -> None:
    """Choose the headline; warn where there is none."""
    ranked = draft.candidates.ranked("headline")
    if not ranked:
        return
    best = ranked[0]
    draft.headline = _without_site(draft, best.value)
    draft.candidates.use([c for c in ranked if c.value == best.value])


def _without_site(draft: Draft, text: str) -> str:
    """Drop the outlet's name where a title bar put it behind (or before) the headline."""
    parts = list(_EDGE_SEPARATOR.finditer(text))
    if parts and draft.outlets.is_outlet(text[parts[-1].end() :]):
        return text[: parts[-1].start()].rstrip()
    if parts and draft.outlets.is_outlet(text[: parts[0].start()]):
        return text[parts[0].end() :].lstrip()
    return text
