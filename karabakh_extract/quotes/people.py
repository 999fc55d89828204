"""Who an article names: persons with their fullest names and roles, and bodies, looked up by the words that stand
for them later.

The masked body goes in once; look-ups by surname, given name, role and head noun come out. Everything is found on
first use.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cache, cached_property
from operator import itemgetter

from karabakh_extract.names.lexicon import fold, small_words, titles
from karabakh_extract.names.mentions import Person, joined_runs, persons
from karabakh_extract.patterns import lazy
from karabakh_extract.quotes.descriptions import description_after
from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.source import without_article, without_ending

# "The collector's agent, NAME": a phrase with an article or a possessive, between a sentence or clause border and
# the name
_BEFORE_NAME = lazy(
    r"(?:^|[.!?;,\n] ?|\b(?:and|but|that) )((?:[^\W\d_]{1,5} |[A-Z][\w’']*['’]s )[^.,;:\n\ue000]{3,90}), $"
)
_WORD_END = lazy(r"[\w'’-]+$")
_MOST_WORDS_BEFORE = 6
_SEVERAL_MENTIONS = 12
_MOST_BEARERS = 40
_FAR = 40
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_ROLE_LAST = frozenset(("en", "de", "tr", "az", "hy"))
_INFLECTED = frozenset(("ru", "uk", "tr", "az", "hy"))


@cache
def _copula() -> re.Pattern[str]:
    copulas, articles = ("|".join(sorted(small_words(kind))) for kind in ("copulas", "articles"))
    return re.compile(rf",? (?:{copulas}) (?=(?:{articles}) )")


class People:
    """Persons and bodies of one text."""

    def __init__(self, masked: str, lexicon: Lexicon) -> None:
        self.masked, self.lexicon = masked, lexicon
        self.persons, self.singles = persons(masked)
        if lexicon.endings:
            # an article or case ending hangs on the last word of a name: "Փաշինյանը"
            self.persons = [p._replace(name=without_ending(p.name, lexicon)) for p in self.persons]
        self._roles: dict[str, tuple[str | None, str | None]] = {}
        self.by_last: dict[str, list[str]] = defaultdict(list)
        self.by_first: dict[str, list[str]] = defaultdict(list)
        self.places: dict[str, list[Person]] = defaultdict(list)
        for person in self.persons:
            if person.name not in self.places:
                words = person.name.split()
                self.by_last[fold(_surname(words))].append(person.name)
                self.by_first[fold(words[0])].append(person.name)
            self.places[person.name].append(person)

    @cached_property
    def mentions(self) -> list[tuple[int, int, str]]:
        """All mentions of named persons, full or by surname or given name: (start, end, full name), in order."""
        found = [(p.start, p.end, p.name) for p in self.persons]
        bearers: dict[str, list[str]] = {}
        inflected = self.lexicon.code in _INFLECTED
        for word in set(map(itemgetter(1), self.singles)):
            folded = fold(word)
            names = self.by_last.get(folded) or self.by_first.get(folded)
            if names or inflected:
                bearers[word] = names or []
        for start, word in self.singles if bearers else ():
            if word in bearers:
                names = bearers[word]
                name = names[0] if len(names) == 1 else self.full(word, start)
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
        found = self.by_last.get(last) or (self.by_first.get(last) if len(words) == 1 else None)
        if not found and len(last) >= 5 and self.lexicon.code in _INFLECTED:
            # an inflected surname: the longest common beginning decides
            found = [
                n for key, names in self.by_last.items() if key[:4] == last[:4] and _same_stem(key, last) for n in names
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
                description = description or self._described(person)
                title = title or self._titled(person)
            if description is None:
                ends = self._ends.get(name, [])[:_SEVERAL_MENTIONS]
                described = (description_after(self.masked, end, self.lexicon) for end in ends)
                description = next((d for d in described if d), None)
            self._roles[name] = (description, title)
        return self._roles[name]

    def _described(self, person: Person) -> str | None:
        found = description_after(self.masked, person.end, self.lexicon)
        if found:
            return found
        copula = _copula().match(self.masked, person.end)
        if copula:
            return description_after(", " + self.masked[copula.end() : copula.end() + 120], 0, self.lexicon)
        led = self.masked.endswith(", ", 0, person.start)
        match = _BEFORE_NAME.search(self.masked, max(0, person.start - 110), person.start) if led else None
        if match:
            role = without_article(match[1], self.lexicon)
            if role == match[1] and "'s " not in role and "’s " not in role:
                return None
            words = role.split()
            end = next((i for i, w in enumerate(words) if i and w in small_words("role_prepositions")), len(words))
            head = words[end - 1]
            if fold(head) in titles("roles"):
                return role
        return None

    def _titled(self, person: Person) -> str | None:
        lead: list[str] = []
        end, first_of_all = person.start - len(person.title or "") - bool(person.title), person.start - 90
        role_last = self.lexicon.code in _ROLE_LAST
        if role_last:
            # most names have no role before them: a look at the last word tells
            space = self.masked.rfind(" ", max(0, first_of_all), max(0, end - 1))
            last = self.masked[space + 1 : end - 1]
            if self.masked[end - 1 : end] != " " or (
                space >= 0 and last.isalpha() and not (last[0].islower() and fold(last) in titles("roles"))
            ):
                return person.title
        words = self._words_before(end, first_of_all)
        if not role_last:
            # the noun comes first: "директор технопарка Гаянэ Мелконян"
            first = next((i for i, w in enumerate(words) if fold(w) in titles("roles")), len(words))
            lead = words[first:]
        elif words and fold(words[-1]) in titles("roles") and words[-1][0].islower():
            for word in reversed(words):
                if word.lower() in small_words("not_in_roles") or word.lower() in self.lexicon.forms:
                    break
                lead.insert(0, word)
        printed = " ".join(lead + ([person.title] if person.title else []))
        return printed or None

    def _words_before(self, end: int, start: int) -> list[str]:
        """Return the last words before `end`, not farther back than `start`, with nothing but spaces behind each."""
        words: list[str] = []
        pieces = self.masked[max(0, start) : end].rsplit(" ", _MOST_WORDS_BEFORE + 1)
        if pieces.pop():
            return words
        for piece in reversed(pieces[-_MOST_WORDS_BEFORE:]):
            match = _WORD_END.search(piece)
            if match is None:
                break
            words.insert(0, match[0])
            if len(match[0]) < len(piece):
                break
        return words

    def learn(self, name: str, role: str) -> None:
        """Remember a role that a statement prints with a name, where nothing else beside the name gives one."""
        if self.role(name) == (None, None):
            self._roles[name] = (None, role)

    def by_role(self, core: str, at: int) -> str | None:
        """Return the person whose role holds every word of `core` ("deputy minister"), the nearest before offset
        `at`."""
        wanted, core_end = set(fold(core).split()), fold(core)
        seen: set[str] = set()
        place = bisect_left(self.persons, (at,))
        for person in self.persons[max(0, place - _FAR) : place][::-1] + self.persons[place : place + _FAR]:
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

    @cached_property
    def _bodies(self) -> dict[str, list[tuple[int, str]]]:
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for start, end in joined_runs(self.masked):
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
