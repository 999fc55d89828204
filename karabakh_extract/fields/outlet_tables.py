"""The list of outlets in, the tables out in which an article's words are looked up: made when the data is compiled,
since folding a thousand names at every start takes as long as extracting an article.
"""

from typing import Any

from msgspec import structs

from karabakh_extract.fields.outlets import LONGEST_NAME, SHORT, Outlet, Tables, key
from karabakh_extract.fields.own_name import HEAD, NAME_WORDS, name_keys
from karabakh_extract.fields.phrases import fold
from karabakh_extract.patterns import lazy

_LETTERS = lazy(r"[^\W_]+")
_DECLINED = lazy("[а-яёіїєґա-ֆ]")
"""Letters of the scripts in which names of outlets are declined."""


def outlet_tables(listed: dict[str, Any]) -> dict[str, Any]:
    """Return the content of `data/outlets.yaml` as `Tables`, its one set as a sorted list: equal lists, equal bytes."""
    outlets: list[Outlet] = []
    names: dict[str, int] = {}
    printed: dict[str, int] = {}
    domains: dict[str, int] = {}
    everyday: set[str] = set()
    for place, (name, about) in enumerate(listed.items()):
        outlets.append(Outlet(name, about.get("agency", False), about.get("wire", False)))
        for form in (name, *about.get("aka", ())):
            # "AA" is an agency, "Aa" a letter size: short names are known only as printed
            folded = key(form)
            names.setdefault(form if len(folded) <= SHORT else folded, place)
            printed[form] = place
        for domain in about.get("domains", ()):
            domains[domain] = place
        everyday.update(map(fold, about.get("everyday", ())))
        if name.startswith("The ") and name[4:] not in about.get("aka", ()):
            # "The Times" is an outlet within a sentence, "times" is a word
            everyday.add(fold(name[4:]))
    first: dict[str, int] = {}
    for form in names:
        word = form.lower().replace("/", " ").partition(" ")[0]
        # any name may stand with an article
        most = LONGEST_NAME if word == "the" else len(_LETTERS.findall(form))
        first[word] = max(first.get(word, 0), most)
    heads, declined = _by_letters(printed)
    found = Tables(tuple(outlets), names, printed, domains, first, frozenset(everyday), heads, declined)
    return structs.asdict(found) | {"everyday": sorted(everyday)}


def _by_letters(
    printed: dict[str, int],
) -> tuple[dict[str, tuple[int, ...]], dict[str, tuple[tuple[tuple[str, ...], str], ...]]]:
    """Return the forms of names by the letters that a declension keeps: numbers of words of all, the words of those in
    scripts that decline names."""
    sizes: dict[str, set[int]] = {}
    declined: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for form in printed:
        words = tuple(fold(word) for word in NAME_WORDS.findall(form))
        if not words:
            continue
        head = name_keys(words[0])[0]
        sizes.setdefault(head, set()).add(len(words))
        if not form.isascii() and _DECLINED.search(form.lower()) and (len(words) > 1 or len(words[0]) > HEAD):
            declined.setdefault(head, []).append((words, form))
    return (
        {head: tuple(sorted(found, reverse=True)) for head, found in sizes.items()},
        {head: tuple(found) for head, found in declined.items()},
    )
