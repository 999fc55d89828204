"""The source of a text with the site behind it: "Ingrid Solheim | The Fjord Review – TRANSCEND Media Service".

In: candidates for the publisher read beside a byline. Out: where one holds two outlets parted by a dash and the second
is known, that one as the publisher and the first as who published before. Re-publishers print both in one line.
"""

from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import PERSON
from karabakh_extract.fields.lexicon import is_section
from karabakh_extract.fields.shape import size
from karabakh_extract.names import looks_like_person
from karabakh_extract.patterns import lazy

LONGEST = 6
"""Words of a source's name."""
_DASH = lazy(r"\s+[–—|-]\s+")


def offer_source_and_site(draft: Draft) -> None:
    """Offer both outlets of such a value in its place."""
    found = draft.candidates.by_field.get("publisher", [])
    for candidate in list(found):
        dash = _DASH.search(candidate.value) if candidate.origin in ("byline", "header") else None
        if dash is None:
            continue
        first, site = candidate.value[: dash.start()], candidate.value[dash.end() :]
        if not draft.outlets.is_outlet(site) or size(first) > LONGEST or not first[:1].isupper():
            continue
        if is_section(first) or looks_like_person(first) >= PERSON:
            continue
        start = candidate.start
        draft.offer(
            "publisher",
            site,
            candidate.origin,
            candidate.block,
            (start + dash.end(), candidate.end),
            candidate.weight,
        )
        span = (start, start + dash.start())
        draft.offer("original_publisher", first, candidate.origin, candidate.block, span, 6)
        found.remove(candidate)
