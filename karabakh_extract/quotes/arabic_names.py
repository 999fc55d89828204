"""Arabic, which has no capitals: the words behind a reporting verb go in, who is meant comes out.

A subject is a description ("أستاذة العربية"), a name of up to four words ("هالة بن عمر"), both, or a body's name; where
the name begins is told by the list of given names, or by the first word without an article behind one that has it. A
later surname or description stands for the one person who bears it; where two do, for nobody.
"""

import re
from functools import cache
from typing import NamedTuple

from karabakh_extract.data import load
from karabakh_extract.patterns import lazy
from karabakh_extract.quotes.resolved import NOBODY, Resolved

_SIGNS = lazy(r"[\u0610-\u061a\u0640\u064b-\u065f\u0670]")
_ALIFS = str.maketrans("أإآٱ", "اااا")
_WORD = lazy(r"[^\W_]+(?:[\u0610-\u061a\u0640\u064b-\u065f\u0670'’-]+[^\W_]*)*")
_LONGEST_NAME, _LONGEST_SUBJECT = 4, 12
_FEWEST_STEM = 3


class Word(NamedTuple):
    """One word of a text: where it stands, its folded form, and whether the article opens it ("ألكسندر" has none)."""

    start: int
    end: int
    form: str
    definite: bool


class Subject(NamedTuple):
    """A subject as printed: its words, the name in them, the description before that; `kind` person, body, role,
    surname, or none; `end` where it ends in the text."""

    mention: str
    name: str | None
    role: str | None
    kind: str
    end: int


def fold(word: str) -> str:
    """Return a word without vowel signs and tatweel, each alif bare."""
    return _SIGNS.sub("", word).translate(_ALIFS)


@cache
def words(kind: str) -> frozenset[str]:
    """Return one list of the data, folded: `kind` is its key."""
    return frozenset(fold(word) for word in load("arabic")[kind].split())


def split(text: str) -> list[Word]:
    """Return the words of a text in order."""
    return [Word(m.start(), m.end(), fold(m[0]), m[0].startswith("ال")) for m in _WORD.finditer(text)]


def bare(form: str) -> str:
    """Return a folded word without its article."""
    return form[2:] if form.startswith("ال") and len(form) > _FEWEST_STEM + 1 else form


def _addressee(word: Word, text: str) -> bool:
    form = word.form
    if not form.startswith("ل"):
        return False
    rest = form[1:]
    return (
        form.startswith("لل")
        or text.startswith("لـ", word.start)
        or bare(rest) in words("addressees")
        or rest in words("roles") | words("bodies")
    )


def apposed_subject(text: str, line: list[Word], at: int, stop: int) -> Subject | None:
    """Return the subject that begins with the word `line[at]`, with the name that stands behind it in commas:
    "المتحدث باسم الجيش، العقيد رامي سعد، …"."""
    found = read_subject(text, line, at, stop)
    if found is None or found.kind != "role" or text[found.end : found.end + 2] != "، ":
        return found
    behind = next((n for n in range(at, min(at + _LONGEST_SUBJECT + 2, len(line))) if line[n].start > found.end), None)
    named = read_subject(text, line, behind, stop) if behind is not None else None
    if named is None or named.kind != "person" or text[named.end : named.end + 1] not in ("،", ":"):
        return found
    return named._replace(mention=found.mention, role=found.role)


def read_subject(text: str, line: list[Word], at: int, stop: int) -> Subject | None:
    """Return the subject that begins with the word `line[at]` and ends before offset `stop`; None where none does."""
    taken: list[Word] = []
    for word in line[at : at + _LONGEST_SUBJECT + 1]:
        adjacent = not taken or not text[taken[-1].end : word.start].strip()
        if word.start >= stop or not adjacent or word.form in words("ends") or _addressee(word, text):
            break
        accusative = word.form.endswith("ا") and (
            bare(word.form)[:-1] in words("roles") or (bool(taken) and word.form[0] == "م" and len(word.form) > 4)
        )
        if accusative or "\u064b" in text[word.start : word.end]:
            # an accusative is no subject
            break
        taken.append(word)
    if not taken or len(taken) > _LONGEST_SUBJECT:
        return None
    first = bare(taken[0].form)
    mention = text[taken[0].start : taken[-1].end]
    end = taken[-1].end
    place = _name_at(taken)
    if place is not None and (place == 0 or first in words("roles")):
        role = text[taken[0].start : taken[place - 1].end] if place else None
        border = next((n for n in range(place + 2, len(taken)) if _describes(taken[n].form)), len(taken))
        name = text[taken[place].start : taken[border - 1].end]
        if border < len(taken):
            role = role or text[taken[border].start : end]
        several = any(word.form[0] == "و" and word.form[1:] in words("given") for word in taken[place + 1 : border])
        if several or sum(word.form not in words("joints") for word in taken[place:border]) > _LONGEST_NAME:
            return Subject(mention, None, None, "none", end)
        return Subject(mention, name, role, "person", end)
    if place is not None and first not in words("bodies"):
        return Subject(mention, None, None, "none", end)
    if first in words("issued"):
        return Subject(mention, None, None, "none", end)
    if first in words("bodies") and (len(taken) > 1 or taken[0].form.startswith("ال")):
        return Subject(mention, mention, None, "body", end)
    if first in words("roles"):
        return Subject(mention, None, mention, "role", end)
    return Subject(mention, None, None, "surname" if len(taken) == 1 else "none", end)


def _describes(form: str) -> bool:
    return form not in words("given") and bare(form) in words("roles")


def _name_at(taken: list[Word]) -> int | None:
    """Return at which word a name of two words or more begins."""
    for place, word in enumerate(taken[:-1]):
        head = place == 0 and _describes(word.form)
        joined = place and taken[place - 1].form in words("joints")
        if not head and not joined and word.form in words("given") | words("joints"):
            return place
    if bare(taken[0].form) not in words("roles"):
        return None
    for place, word in enumerate(taken[1:-1], 1):
        described = taken[place - 1].definite
        plain = not word.definite and word.form not in words("within")
        if described and plain and bare(word.form) not in words("roles") | words("bodies"):
            return place if _like_name([other.form for other in taken[place:]]) else None
    return None


def _like_name(forms: list[str]) -> bool:
    """Tell whether words that no list knows can be a name: no "كلاما مهما", no verb with its object ("يمسح عرقه")."""
    if all(form.endswith("ا") for form in forms):
        return False
    return forms[0][0] not in "يت" or not any(form.startswith("ال") or form.endswith(("ه", "ها")) for form in forms[1:])


class ArabicPeople:
    """Who has been named in one text, and who spoke last."""

    def __init__(self, text: str, line: list[Word]) -> None:
        self._text, self._line = text, line
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(line):
            self._places.setdefault(word.form, []).append(place)
        self._searched: set[str] = set()
        self._roles: dict[str, str | None] = {}
        self._bodies: list[str] = []
        self._last: list[tuple[str, Resolved]] = []

    def learn(self, subject: Subject) -> None:
        """Remember a subject that a name stands in."""
        if subject.kind == "body" and subject.name is not None and " " in subject.name:
            self._bodies.append(subject.name)
        if subject.kind != "person" or subject.name is None:
            return
        role = subject.role if subject.role is None or fold(subject.role) not in words("plain") else None
        self._roles[subject.name] = self._roles.get(subject.name) or role or self._apposed(subject.end)

    def _apposed(self, end: int) -> str | None:
        """Return the description that stands behind a name: "، وهي معلمة متقاعدة"، "، أستاذة العربية،"."""
        found = re.compile(r"،\s+(?:(?:وهو|وهي)\s+)?([^،.«\"“:\n]{3,80})(?=[،.\n])").match(self._text, end)
        if found is None:
            return None
        first = bare(fold(found[1].split(" ", 1)[0]))
        return found[1].strip() if first in words("roles") else None

    def resolve(self, subject: Subject | None, gender: str, at: int) -> Resolved:
        """Return who a subject is; `gender` m, f, p (several) or "" as the verb says, `at` where it stands."""
        found = self._found(subject, gender, at)
        if found.kind != "none" or found.role:
            self._last.append((gender, found))
        else:
            self._last.clear()
        return found

    def _found(self, subject: Subject | None, gender: str, at: int) -> Resolved:
        if subject is None:
            return self.last(gender)
        name = subject.name
        if subject.kind == "person" and name is not None:
            return Resolved(name, self._roles.get(name), subject.mention, "named", "person", None)
        if subject.kind == "body":
            longer = {body for body in self._bodies if bare(fold(body.split(" ", 1)[0])) == bare(fold(subject.mention))}
            full = longer.pop() if len(longer) == 1 else name
            return Resolved(full, None, subject.mention, "named" if full == name else "title", "body", None)
        if subject.kind == "surname":
            full = self._full(fold(subject.mention), at)
            if full is not None:
                return Resolved(full, self._roles.get(full), subject.mention, "surname", "person", None)
        if subject.kind == "role":
            core = [bare(fold(word)) for word in subject.mention.split()]
            bearers = {
                name
                for name, role in self._roles.items()
                if role is not None and [bare(fold(word)) for word in role.split()][: len(core)] == core
            }
            if len(bearers) == 1 and fold(subject.mention).startswith("ال"):
                full = bearers.pop()
                return Resolved(full, self._roles[full], subject.mention, "title", "person", None)
            return Resolved(None, subject.mention, subject.mention, "none", "person", None)
        return NOBODY._replace(mention=subject.mention)

    def _full(self, surname: str, at: int) -> str | None:
        """Return the one name that ends with a word, among those read and those that a given name opens before."""
        found = {name for name in self._roles if fold(name).split()[-1] == surname or fold(name).split()[0] == surname}
        if not found and surname not in self._searched:
            self._searched.add(surname)
            for place in self._places.get(surname, ()):
                word = self._line[place]
                if word.end >= at or not place:
                    continue
                first = place - 1
                if first and self._line[first - 1].form in words("given") | words("joints"):
                    first -= 1
                if (
                    self._line[first].form not in words("given")
                    or "\n" in self._text[self._line[first].start : word.end]
                ):
                    continue
                name = self._text[self._line[first].start : word.end]
                self.learn(Subject(name, name, None, "person", word.end))
                found.add(name)
        return found.pop() if len(found) == 1 else None

    def last(self, gender: str) -> Resolved:
        """Return who spoke last, where the verb's gender allows it."""
        if not self._last or gender not in ("", self._last[-1][0]):
            return NOBODY
        return self._last[-1][1]._replace(mention=None, resolution="run" if self._last[-1][1].name else "none")
