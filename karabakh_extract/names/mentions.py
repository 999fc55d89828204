"""Names in running text: runs of capitalised words, and among them the persons that an article names in full.

A text goes in, `Run`s and `Person`s with their offsets come out. Bodies are only told apart from persons here; what
a run stands for
in its sentence is for the caller to see.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from karabakh_extract.data import load
from karabakh_extract.names.lexicon import fold, organisation_words, small_words, surname_ending
from karabakh_extract.names.shape import known_given, looks_like_person
from karabakh_extract.names.title import split_title

# Capitals of Latin, Greek, Cyrillic and Armenian, and all of Georgian, which has no capitals in running text. Ranges
# where they can be: the class stands many times in the pattern, and compiling it costs more than a short article.
_CAPITALS = "A-ZÀ-ÖØ-ÞΆ-ΫЀ-ЯҐҒҚҢҮҰҺӘӨԱ-Ֆა-ჿƏȘȚ" + "".join(chr(c) for c in range(0x100, 0x180) if chr(c).isupper())
_ENOUGH = 0.5
Run = tuple[int, str]
"""Where a run of capitalised words begins, and the run."""
_OFFICE = 30


class Person(NamedTuple):
    """One mention of a person by full name: `text[start:end]` is the name without its title."""

    start: int
    end: int
    name: str
    title: str | None


def _trie(words: set[str]) -> str:
    """Return a pattern of `words` that looks at each letter once: "d(?:a|el?)" for da, de and del."""
    rests: dict[str, set[str]] = {}
    for word in words:
        rests.setdefault(word[0], set()).add(word[1:])
    branches = []
    for letter, endings in sorted(rests.items()):
        longer = {rest for rest in endings if rest}
        more = (f"(?:{_trie(longer)})" + "?" * ("" in endings)) if longer else ""
        branches.append(re.escape(letter) + more)
    return "|".join(branches)


@cache
def run_pattern() -> re.Pattern[str]:
    """Return the pattern of a run of capitalised words with the particles between them (no "of", no possessive
    "'s")."""
    upper = _CAPITALS
    particles = _trie(
        {p for p in load("surnames")["particles"].split() if "'" not in p and p not in ("y", "e", "i", "a")}
    )
    titles: dict[int, list[str]] = {}
    for title in sorted(small_words("short_titles")):
        titles.setdefault(len(title), []).append(title)
    # what stands behind "(?<=" has one length
    short = "|".join(rf"(?<=\b(?:{'|'.join(words)})\.)" for words in titles.values())
    joined = r"(?:-\w+|['’](?!s\b)\w+)*"
    # the commonest first: a word, then an initial ("J.", "J.-P."), then what has an apostrophe behind its capital
    tail = rf"(?:\w+(?:\.(?:{short})|{joined})|\.(?:-?[^\W\d_]\.)*|{joined})"
    lead = r"(?:[aeаэ][lstшнль]-|[dl]['’])?"
    # one class of characters first: the search for it runs at the speed of C, what must not stand before it is
    # asked afterwards
    return re.compile(rf"[{upper}](?<!\w.){tail}(?: (?:(?:{particles}) ){{0,2}}{lead}[{upper}]{tail})*")


@cache
def _joints() -> frozenset[str]:
    return frozenset(
        f" {joint} {article}"
        for joint in small_words("joints")
        for article in ("", *(f"{a} " for a in small_words("joint_articles")))
    )


def runs(text: str) -> list[Run]:
    """Return the runs of capitalised words in `text` with their starts, in order."""
    return [(match.start(), match[0]) for match in run_pattern().finditer(text)]


def joined_runs(text: str, found_runs: list[Run] | None = None) -> list[tuple[int, int]]:
    """Return (start, end) of the runs of capitalised words, those of one body ("Ministry of Energy") as one;
    `found_runs`: the runs of `text`, where they are known."""
    found: list[tuple[int, int]] = []
    joints = _joints()
    for start, run in runs(text) if found_runs is None else found_runs:
        end = start + len(run)
        if found and text[found[-1][1] : start] in joints:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def persons(text: str, found_runs: list[Run] | None = None) -> tuple[list[Person], list[Run]]:
    """Return the full names (two words or more) of persons in `text`, and the single capitalised words with their
    starts, in order; `found_runs`: the runs of `text`, where they are known."""
    found: list[Person] = []
    singles: list[Run] = []
    for single in runs(text) if found_runs is None else found_runs:
        start, run = single
        if " " not in run:
            singles.append(single)
            continue
        person = _person(run)
        if person is not None and not _complement(text, start):
            length, name, title = person
            end = start + len(run)
            found.append(Person(end - length, end, name, title))
        else:
            last = run.rfind(" ") + 1
            singles.append((start + last, run[last:]))
    return found, singles


def from_given(name: str) -> str:
    """Return a name without words before its given name: "России Сергей Лавров", "Iowa Republican Joni Ernst"."""
    words = name.split()
    if len(words) < 3 or known_given(words[0]) or "." in words[0]:
        return name
    start = next((i for i, w in enumerate(words[:-1]) if known_given(w)), 0)
    return " ".join(words[start:]) if len(words) - start <= 3 else name


def _complement(text: str, at: int) -> bool:
    """Tell whether what begins at `at` belongs to the office before it: "ministro das Relações Exteriores"."""
    before = text[max(0, at - _OFFICE) : at].split(" ")[-3:]
    return (
        len(before) == 3
        and before[1] in small_words("role_prepositions")
        and before[0].islower()
        and fold(before[0]) in small_words("office_heads")
    )


@lru_cache(maxsize=4096)
def _person(run: str) -> tuple[int, str, str | None] | None:
    """Return (length, name, title) of the person that ends a run, or None."""
    avoid = organisation_words("not_names")
    first, _, rest = run.partition(" ")
    while rest and fold(first) in organisation_words("function_words") and not known_given(first):
        run, (first, _, rest) = rest, rest.partition(" ")
    while " " in rest and len(first) > 1 and first.isupper() and "." not in first and not run.isupper():
        # an acronym before a name: "МЧС Марины Тереховой"
        run, (first, _, rest) = rest, rest.partition(" ")
    name, title = split_title(run)
    if title is not None and " " not in name and run.count(" ") == 1 and known_given(first):
        ending = surname_ending(fold(name))
        if ending is not None and ending.sure:
            # "Guia Tsereteli": a given name that is a title elsewhere
            name, title = run, None
    if title is None:
        while rest and fold(first) in avoid and not known_given(first):
            run, (first, _, rest) = rest, rest.partition(" ")
        name = run
    if "n’t" in name or "n't" in name or name.partition(" ")[0] in small_words("genitives"):
        return None  # the last: "Minister der Deutschen Presse-Agentur"
    bare = from_given(name)
    if bare != name and title is not None:
        title = f"{title} {name[: len(name) - len(bare)].strip()}"
    name = bare
    return (len(name), name, title) if " " in name and looks_like_person(name) >= _ENOUGH else None
