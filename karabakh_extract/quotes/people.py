"""Who an article names: persons with their fullest names and roles, and bodies, looked up by the words that stand
for them later.

The masked body goes in once; look-ups by surname, given name, role and head noun come out. Everything is found on
first use.
"""

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from operator import itemgetter

from karabakh_extract.names.lexicon import fold
from karabakh_extract.names.mentions import Person, Run, joined_runs, persons, runs
from karabakh_extract.quotes.descriptions import description_after
from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.printed_roles import described, titled
from karabakh_extract.quotes.source import without_article, without_ending

_SEVERAL_MENTIONS = 12
_MOST_BEARERS = 40
_FAR = 40
_APPOSITION, _APPOSED_WORDS = 60, 3
"""Characters beside a name that are looked at for a noun in apposition, and the words before it at most."""
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_INFLECTED = frozenset(("ru", "uk", "tr", "az", "hy"))


class People:
    """Persons and bodies of one text."""

    def __init__(self, masked: str, lexicon: Lexicon) -> None:
        self.masked, self.lexicon = masked, lexicon
        self._roles: dict[str, tuple[str | None, str | None]] = {}

    @cached_property
    def _runs(self) -> list[Run]:
        return runs(self.masked)

    @cached_property
    def _named(self) -> tuple[list[Person], list[tuple[int, str]]]:
        """The persons in full, and the single words that may stand for one."""
        found, singles = persons(self.masked, self._runs)
        if self.lexicon.endings:
            # an article or case ending hangs on the last word of a name: "Փաշինյանը"
            found = [p._replace(name=without_ending(p.name, self.lexicon)) for p in found]
        return found, singles

    @cached_property
    def places(self) -> dict[str, list[Person]]:
        """Where each person stands in full."""
        found: dict[str, list[Person]] = {}
        for person in self._named[0]:
            found.setdefault(person.name, []).append(person)
        return found

    @cached_property
    def _bearers(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """Full names by their surnames and by their given names."""
        by_last: dict[str, list[str]] = {}
        by_first: dict[str, list[str]] = {}
        for name in self.places:
            words = name.split()
            by_last.setdefault(fold(_surname(words)), []).append(name)
            by_first.setdefault(fold(words[0]), []).append(name)
        return by_last, by_first

    @cached_property
    def mentions(self) -> list[tuple[int, int, str]]:
        """All mentions of named persons, full or by surname or given name: (start, end, full name), in order."""
        everyone, singles = self._named
        found = [(p.start, p.end, p.name) for p in everyone]
        by_last, by_first = self._bearers
        borne = set(map(itemgetter(1), singles))
        if self.lexicon.code not in _INFLECTED:
            borne = {word for word in borne if (folded := fold(word)) in by_last or folded in by_first}
        for start, word in singles if borne else ():
            if word in borne:
                name = self.full(word, start)
                if name is not None:
                    found.append((start, start + len(word), name))
        found.sort()
        return found

    @cached_property
    def _ends(self) -> dict[str, list[int]]:
        """Where the mentions of each person end."""
        found: dict[str, list[int]] = defaultdict(list)
        for _, end, name in self.mentions:
            found[name].append(end)
        return found

    @cached_property
    def mention_starts(self) -> list[int]:
        """The starts of `mentions`."""
        return [m[0] for m in self.mentions]

    def between(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """Return the mentions that begin in [start, end)."""
        return self.mentions[bisect_left(self.mention_starts, start) : bisect_left(self.mention_starts, end)]

    def full(self, name: str, at: int | None) -> str | None:
        """Return the fullest form of a name that the article gives, or None; among several bearers the last before
        offset `at`."""
        words = name.split()
        if not words:
            return None
        last = fold(_surname(words))
        by_last, by_first = self._bearers
        found = by_last.get(last) or (by_first.get(last) if len(words) == 1 else None)
        if not found and len(last) >= 5 and self.lexicon.code in _INFLECTED:
            # an inflected surname: the longest common beginning decides
            found = [
                n for key, names in by_last.items() if key[:4] == last[:4] and _same_stem(key, last) for n in names
            ]
        if not found:
            return None
        if len(found) == 1 and (len(words) == 1 or found[0] == name):
            return found[0]
        found = found[:_MOST_BEARERS]
        if len(words) > 1:
            given = fold(words[0]).rstrip(".")
            found = [
                n for n in found if fold(n).startswith(given[:1]) and (given in fold(n).split() or len(given) <= 2)
            ]
            return max([*found, name], key=len)
        if at is None:
            return None
        return max((self._last(n, at), n) for n in found[:_SEVERAL_MENTIONS])[1]

    def _last(self, name: str, at: int) -> int:
        """Return where `name` stands in full for the last time before `at`; -1 where it does not."""
        places = self.places[name]
        place = bisect_left(places, (at,))
        return places[place - 1].start if place else -1

    def role(self, name: str) -> tuple[str | None, str | None]:
        """Return (description, title) that the article prints beside a full name."""
        if name not in self._roles:
            description, title = None, None
            for person in self.places.get(name, ())[:_SEVERAL_MENTIONS]:
                description = description or described(self.masked, person, self.lexicon)
                title = title or titled(self.masked, person, self.lexicon)
            if description is None:
                ends = self._ends.get(name, [])[:_SEVERAL_MENTIONS]
                beside = (description_after(self.masked, end, self.lexicon) for end in ends)
                description = next((d for d in beside if d), None)
            self._roles[name] = (description, title)
        return self._roles[name]

    def learn(self, name: str, role: str) -> None:
        """Remember a role that a statement prints with a name, where nothing else beside the name gives one."""
        if self.role(name) == (None, None):
            self._roles[name] = (None, role)

    def by_role(self, core: str, at: int) -> str | None:
        """Return the person whose role holds every word of `core` ("deputy minister"), the nearest before offset
        `at`."""
        wanted, core_end = set(fold(core).split()), fold(core)
        seen: set[str] = set()
        everyone = self._named[0]
        place = bisect_left(everyone, (at,))
        for person in everyone[max(0, place - _FAR) : place][::-1] + everyone[place : place + _FAR]:
            if person.name in seen:
                continue
            seen.add(person.name)
            description, title = self.role(person.name)
            for role in (description, title):
                words = fold(role.replace(",", " ")).split() if role else []
                compound = len(wanted) == 1 and any(w.endswith(core_end) for w in words) and self.lexicon.code == "de"
                if words and (wanted.issubset(words) or compound):
                    return person.name
        return None

    def by_noun(self, noun: str, at: int) -> str | None:
        """Return the person before offset `at` beside whose full name a noun stands in apposition, the nearest: "X, the
        engine driver", "engine driver X"."""
        everyone = self._named[0]
        place = bisect_left(everyone, (at,))
        for person in everyone[max(0, place - _FAR) : place][::-1]:
            behind = self.masked[person.end : person.end + _APPOSITION]
            words = fold(behind[2:].split(",")[0]).split()[:_APPOSED_WORDS] if behind[:2] == ", " else []
            before = self.masked[max(0, person.start - _APPOSITION) : person.start]
            if noun in words or (before.endswith(" ") and fold(before).split()[-1:] == [noun]):
                return person.name
        return None

    @cached_property
    def _bodies(self) -> dict[str, list[tuple[int, str]]]:
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for start, end in joined_runs(self.masked, self._runs):
            run = self.masked[start:end]
            if " " in run:
                for word in set(fold(run).split()):
                    found[word].append((start, run))
        return found

    def body(self, head: str, at: int) -> str | None:
        """Return the last body before offset `at` whose name holds the head noun ("ministry" → "Ministry of
        Energy")."""
        found = self._bodies.get(head)
        if not found:
            return None
        place = bisect_left(found, (at,)) - 1
        if place < 0:
            return None
        return without_article(found[place][1], self.lexicon)


def _surname(words: list[str]) -> str:
    last = words[-1]
    return words[-2] if len(words) > 1 and last.rstrip(".,").lower() in _SUFFIXES else last


def _same_stem(one: str, other: str) -> bool:
    size = min(len(one), len(other))
    common = next((i for i in range(size) if one[i] != other[i]), size)
    return common >= max(4, size - 2) and abs(len(one) - len(other)) <= 4
