"""The article's own address: from the caller, from a labelled line, or from a notice that links the original."""

import re

from karabakh_extract.draft import Draft
from karabakh_extract.patterns import lazy

_ADDRESS = lazy(r"(?:https?://|www\.)\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)+/\S*", re.IGNORECASE)


def decide_url(draft: Draft) -> None:
    """Choose the address; one without a scheme gets `http://`, as a browser would read it."""
    if draft.url:
        return
    for candidate in draft.candidates.ranked("url"):
        found = _ADDRESS.search(candidate.value)
        if found:
            address = found.group().rstrip(".,;)>]")
            draft.url = address if "://" in address else f"http://{address}"
            draft.candidates.use([each for each in draft.candidates.ranked("url") if each.value == candidate.value])
            return
