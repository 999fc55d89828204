"""A speaker as resolved, and what of a printed title counts as a role."""

from typing import Literal, NamedTuple

from karabakh_extract.names.lexicon import fold, titles

Resolution = Literal["named", "surname", "pronoun", "title", "run", "none"]


class Resolved(NamedTuple):
    """A speaker found: `kind` person, body, several (a group) or none."""

    name: str | None
    role: str | None
    mention: str | None
    resolution: Resolution
    kind: str
    gender: str | None


NOBODY = Resolved(None, None, None, "none", "none", None)


def office(title: str | None) -> str | None:
    """Return a title that says something about an office; "Mr." and its kin say nothing."""
    if title is None:
        return None
    words = [w for w in title.split() if fold(w.strip(".")) not in titles("plain")]
    return " ".join(words) or None
