"""The gender a name or a description shows: from a form of address, a given name, or a surname ending."""

from functools import lru_cache
from typing import Literal

from karabakh_extract.names.lexicon import addresses, fold, given, surname_ending

Gender = Literal["m", "f"]


def _letter(value: str | None) -> Gender | None:
    return "m" if value == "m" else "f" if value == "f" else None


@lru_cache(maxsize=4096)
def gender(name: str) -> Gender | None:
    """Return "m" or "f" for a personal name, with or without title ("Mrs. Lavrova", "Karen Karapetyan"), else None."""
    words = [fold(w.strip(".,")) for w in name.split()]
    words = [w for w in words if w]
    if not words:
        return None
    forms = addresses()
    for word in words[:-1]:
        if word in forms:
            return _letter(forms[word])
    ending = surname_ending(words[-1])
    group = given(ending.group) if ending and ending.group else {}
    everyone = given()
    for word in words[:-1] or words:
        for form in (word, word.partition("-")[0]):
            if group.get(form):
                return _letter(group[form])
            if form in everyone:
                if everyone[form]:
                    return _letter(everyone[form])
                break
    return _letter(ending.gender) if ending and len(words) > 0 and ending.sure else None
