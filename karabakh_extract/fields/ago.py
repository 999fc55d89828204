"""Times told from the moment of reading ("2 hours ago", "il y a 3 jours"): they are header, and say nothing of a date.

In: folded text, and the words of `data/labels.yaml`. Out: whether the whole of it is such a time.
"""

import re
from functools import cache

from karabakh_extract.data import load


@cache
def _pattern() -> re.Pattern[str]:
    words = load("labels")["relative"]
    before, after, units, ones, about = (
        "|".join(map(re.escape, sorted(words[name], key=len, reverse=True)))
        for name in ("before", "after", "units", "ones", "about")
    )
    span = rf"(?:\d{{1,3}}|{ones})\s?(?:{units})\b"
    spans = rf"(?:(?:{about})\s+)?{span}(?:[,\s]+(?:\w+\s+)?{span})?"
    return re.compile(rf"\W*(?:(?:{before})\s+{spans}|{spans}\s+(?:{after}))\W*")


@cache
def _needed() -> tuple[str, ...]:
    """Return the words of which each such time has one: most texts have none, and the pattern is large."""
    words = load("labels")["relative"]
    return (*words["before"], *words["after"])


def is_ago(folded: str) -> bool:
    """Whether a folded text is nothing but a time before now."""
    if len(folded) < 60:
        for word in _needed():
            if word in folded:
                return _pattern().fullmatch(folded) is not None
    return False
