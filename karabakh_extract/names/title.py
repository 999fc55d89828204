"""Split a title or role from the name it stands beside: "union chairman Lasha K." is a name and a role."""

from functools import lru_cache

from karabakh_extract.names.lexicon import fold, is_role, shape_words, small_words, title_words, titles
from karabakh_extract.names.shape import capitalised, known_given, looks_like_person

_MOST_WORDS = 24


def _is_title(word: str) -> bool:
    folded = fold(word.rstrip("."))
    return folded in title_words() or is_role(folded)


def _middle_initial(words: list[str], place: int) -> bool:
    """Tell whether a word that could be "M." for Monsieur stands behind a name: "Senator Harry M. Reid"."""
    before = words[place - 1] if place else ""
    return len(words[place]) == 2 and words[place][1] == "." and before[:1].isupper() and not _is_title(before)


def name_like(words: list[str]) -> bool:
    """Tell whether words can be a name: capitals, particles between them, at least one capital at both ends."""
    particles = shape_words("particles")
    return (
        bool(words)
        and capitalised(words[-1].strip(".,") or "a")
        and all(capitalised(w) or fold(w) in particles for w in words)
    )


def _name_starts(words: list[str]) -> int:
    """Return the index at which the name begins; 0 where no title stands before it."""
    last = len(words) - 1
    place = max((i for i, w in enumerate(words[:last]) if _is_title(w) and not _middle_initial(words, i)), default=-1)
    if place >= 0:
        belongs = fold(words[place].rstrip(".")) in titles("also_names") and words[place][0].isupper()
        if belongs and ((place == 0 and last == 1 and "." not in words[0]) or (place > 0 and known_given(words[0]))):
            return 0
        if name_like(words[place + 1 :]):
            return place + 1
    if place < 0 and name_like(words):
        return 0
    # a complement stands between the title and the name: "ministre des Affaires étrangères Jean-Yves Le Drian"
    start = last + 1
    while start > place + 1 and name_like(words[start - 1 : start]):
        start -= 1
    while start <= last and fold(words[start]) in shape_words("particles"):
        start += 1
    if place < 0 and not all(w[0].islower() for w in words[:start]):
        return 0
    named = [i for i in range(start, last + 1) if known_given(words[i])]
    if named:
        return named[0]
    return max(start, last - 1) if place >= 0 and last - start >= 1 else start if start <= last else 0


@lru_cache(maxsize=4096)
def split_title(text: str) -> tuple[str, str | None]:
    """Return (name, title or role) of a string that names one person, both as printed, without article.

    "Father Vahram Nalbandian" gives ("Vahram Nalbandian", "Father"); "Lavrov, the foreign minister" gives
    ("Lavrov", "foreign minister"). A string without a title comes back as it is, with None.
    """
    text = " ".join(text.split())
    before, comma, after = text.partition(", ")
    if comma and fold(after) not in shape_words("suffixes"):
        name, _ = split_title(before)
        described = after.split()
        if described and looks_like_person(name) >= 0.3 and any(_is_title(w.strip(",.")) for w in described[:8]):
            return name, _without_article(after)
        return text, None
    words = text.split()
    if len(words) < 2 or len(words) > _MOST_WORDS:
        return text, None
    start = _name_starts(words)
    if not start:
        return text, None
    return " ".join(words[start:]), _without_article(" ".join(words[:start]))


def _without_article(text: str) -> str | None:
    first, _, rest = text.partition(" ")
    if fold(first) not in small_words("articles"):
        return text or None
    return rest or None
