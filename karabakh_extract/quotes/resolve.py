"""Whom the printed source stands for: pronouns, surnames, titles and "the ministry" become the fullest form the
article gives.

Statements come in the order of the text, since a pronoun often stands for whoever spoke last. Where no one fits,
the name stays
empty: a wrong speaker is worse than none.
"""

from bisect import bisect_left
from functools import cached_property

from karabakh_extract.names.gender import gender
from karabakh_extract.names.lexicon import addresses, fold, organisation_words, small_words
from karabakh_extract.names.shape import looks_like_organisation, looks_like_person
from karabakh_extract.quotes.antecedents import Antecedents
from karabakh_extract.quotes.clause_subject import sentence_subject
from karabakh_extract.quotes.interview import Turn
from karabakh_extract.quotes.interviewee import interviewee
from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.people import People
from karabakh_extract.quotes.resolved import NOBODY, Resolution, Resolved, office
from karabakh_extract.quotes.source import Source
from karabakh_extract.quotes.statement import Statement
from karabakh_extract.quotes.text import Cue, Text

_OPENING_MARKS = ('"', "«", "“", "„")
_NEAR = 500
_RUN_REACH = 1500
_ISSUERS = 3
_ADDRESSEE_REACH = 30


_UNKNOWN = 0.6
"""Certainty below which capitals that no list knows may name a firm as well as a person ("Acme Steel")."""


def _may_be_company(speaker: Resolved) -> bool:
    if speaker.kind == "body" or speaker.name is None:
        return speaker.kind == "body"
    return speaker.gender is None and speaker.mention == speaker.name and looks_like_person(speaker.name) < _UNKNOWN


class Resolver:
    """Resolves the statements of one text, in order; `events` are the speakers so far with the offset of their
    mention, `unclaimed` the starts of quotations that nobody was found for, `headline` may name whom an interview is
    with."""

    def __init__(self, text: Text, lexicon: Lexicon, unclaimed: list[int], headline: str | None) -> None:
        self.text, self.lexicon = text, lexicon
        self.unclaimed, self.headline = unclaimed, headline
        self.people = People(text.masked, lexicon)
        self.events: list[tuple[int, Resolved]] = []
        self._cue: Cue | None = None
        self.antecedents = Antecedents(text, lexicon, self.people, self.events)

    def speaker(self, statement: Statement) -> Resolved:
        """Return the speaker of the next statement and remember it."""
        source = statement.source
        self._cue = statement.cue
        if statement.turn is not None:
            found = self._turn(statement.turn)
        else:
            found = self._run(statement) if source is None else self._source(source, statement.at)
        if found.kind != "none" or found.role:
            self.events.append((statement.at, found))
        return found

    def _turn(self, turn: Turn) -> Resolved:
        """Return who speaks under a letter: answers are those of the person interviewed, questions nobody's."""
        name = self._interviewee if turn.kind == "answer" else None
        if name is None:
            return NOBODY._replace(mention=turn.label)
        return self.antecedents.named(name)._replace(mention=turn.label, resolution="run")

    @cached_property
    def _interviewee(self) -> str | None:
        return interviewee(self.text, self.lexicon, self.people, self.headline)

    def _addressee(self) -> str | None:
        """Return the person that a verb of telling is followed by: whoever is told does not speak."""
        cue = self._cue
        if cue is None or cue.kind != "telling":
            return None
        told = self.people.between(cue.end, cue.end + _ADDRESSEE_REACH)
        return told[0][2] if told else None

    def _source(self, source: Source, at: int) -> Resolved:
        if source.kind == "pronoun":
            return self._pronoun(source, at)
        if source.kind in ("surname", "organisation") and self.lexicon.code == "de":
            # "der Fährmann" has a capital like a name
            article, _, noun = source.mention.partition(" ")
            apposed = article.lower() in self.lexicon.articles and " " not in noun
            name = self.people.by_noun(fold(noun), at) if apposed and noun else None
            if name is not None:
                return self._described(name, source._replace(role=None), "title")
        if source.kind in ("person", "surname"):
            return self._person(source, at)
        if source.kind == "guess":
            known = source.name is not None and self.people.full(source.name, at) is not None
            return self._person(source._replace(kind="surname"), at) if known else NOBODY
        issued = self._issued(source, at)
        if issued is not None:
            return issued
        if source.kind == "organisation":
            return Resolved(source.name, None, source.mention, "named", "body", None)
        if source.kind == "collective":
            return self._body(source, at)
        if source.kind == "role":
            return self._role(source, at)
        name = self.people.by_noun(source.word, at) if source.definite and source.word else None
        if name is not None:
            # "dodał maszynista", of "Marek Dudzicki, maszynista szynobusu": no list holds every trade
            return self._described(name, source, "title")
        return Resolved(None, None, source.mention, "none", "several" if source.word.endswith("s") else "none", None)

    def _person(self, source: Source, at: int) -> Resolved:
        assert source.name is not None
        full = self.people.full(source.name, at)
        name = full or source.name
        if full is None and source.kind == "surname":
            kind = "body" if looks_like_organisation(name) >= 0.6 or not source.role else "person"
            return Resolved(name, source.role, source.mention, "named", kind, gender(source.mention))
        return self._described(name, source, "named" if source.kind == "person" else "surname")

    def _described(self, name: str, source: Source, how: Resolution) -> Resolved:
        description, title = self.people.role(name)
        printed = None if how == "title" else office(source.role)
        role = description or printed or office(title) or source.role
        if role:
            self.people.learn(name, role)
        return Resolved(
            name, role, source.mention, how, "person", self.antecedents.gender_of(name, role, title or source.role)
        )

    def _body(self, source: Source, at: int) -> Resolved:
        if source.definite:
            found = self.people.body(source.word, at)
            if found is None and source.word in organisation_words("companies"):
                found = next((e.name for p, e in reversed(self.events[-6:]) if p < at and _may_be_company(e)), None)
                if found is not None and at - max(p for p, e in self.events if e.name == found) > 1200:
                    found = None
            if found is None:
                found = self._longer(source.word, at)
            if found:
                return Resolved(found, None, source.mention, "title", "body", None)
        return Resolved(source.name, None, source.mention, "named", "body", None)

    def _longer(self, word: str, at: int) -> str | None:
        """Return the body that spoke before under a longer name: "the port authority", then "the authority"."""
        spoke = (e.name for p, e in reversed(self.events[-_ISSUERS:]) if p < at and e.kind == "body" and e.name)
        return next((name for name in spoke if " " in name and name.lower().endswith(f" {word}")), None)

    def _sole(self, at: int) -> Resolved | None:
        """Return the one person whom the text has named so far, near by and without a role: "the retired driver"."""
        before = self.people.between(0, at)
        if not before or len({name for _, _, name in before}) > 1 or at - before[-1][1] > _NEAR:
            return None
        someone = self.antecedents.named(before[0][2])
        first = someone.role.partition(" ")[0].lower() if someone.role else ""
        return someone if not first or self.lexicon.pronouns.get(first) == "relative" else None

    def _issued(self, source: Source, at: int) -> Resolved | None:
        """Return who made "the statement" that "said": whoever spoke last in so many words, not far before."""
        if not source.definite or source.word not in small_words("issued"):
            return None
        for place, event in reversed(self.events[-_ISSUERS:]):
            if place < at and at - place < _RUN_REACH and event.name is not None and event.kind in ("body", "person"):
                return event._replace(mention=source.mention, resolution="title")
        return None

    def _role(self, source: Source, at: int) -> Resolved:
        core = source.role or ""
        if source.definite:
            name = self.people.by_role(core, at)
            if name is not None:
                return self._described(name, source, "title")
        noun = self.lexicon.nouns.get(core.lower()) if source.definite else None
        someone = self.antecedents.person(noun, at, self._addressee()) if noun else None
        if someone is not None and someone.name is not None:
            # "пригадує пенсіонерка": a noun for whoever the text has named
            return someone._replace(mention=source.mention, resolution="title")
        letter = addresses().get(source.word)
        sole = self._sole(at) if source.definite and core else None
        if sole is not None and letter in (None, sole.gender):
            return self._described(sole.name or "", source, "title")
        return Resolved(None, core or None, source.mention, "none", "person", letter)

    def _pronoun(self, source: Source, at: int) -> Resolved:
        if source.word in ("m", "f"):
            found = self.antecedents.person(source.word, at, self._addressee())
        elif source.word == "n" and "m" not in self.lexicon.pronouns.values():
            # one pronoun for all (Turkish, Armenian): the one person named above in its paragraph, or else whoever
            # spoke last, near by
            paragraph = self.text.body.rfind("\n", 0, at) + 1
            mentions = self.people.between(paragraph, at)
            named = {name for first, _, name in mentions if self.text.body[first - 1 : first] not in _OPENING_MARKS}
            spoke = next(((p, e) for p, e in self.events[-1:] if at - p < _NEAR and e.name), None)
            if len(named) == 1 and (spoke is None or spoke[0] < paragraph):
                found = self.antecedents.named(named.pop())
            else:
                found = spoke[1] if spoke else None
        else:
            found = self.antecedents.thing(source.word, at)
        if found is None:
            return NOBODY._replace(mention=source.mention)
        return found._replace(mention=source.mention, resolution="pronoun" if found.name else "none")

    def _run(self, statement: Statement) -> Resolved:
        """Return the speaker of a quotation without a verb: the subject of the sentence before, or who spoke before
        it."""
        start = statement.parts[0][0]
        opening = self.text.sentence_start(start)
        before = self.text.sentence_start(opening - 1) if opening else 0
        spoke = [(p, e) for p, e in self.events[-3:] if p >= before]
        found: Resolved | None = spoke[-1][1] if spoke else None
        if found is None and opening > before:
            # "She sold it to Hale." names its subject first
            word = self.text.masked[before : before + 5].split(" ")[0].lower()
            if self.lexicon.pronouns.get(word) in ("m", "f"):
                found = self.antecedents.person(self.lexicon.pronouns[word], before, self._addressee())
        if found is None:
            for first, after, name in self.people.between(before, opening)[:1]:
                lead = self.text.masked[before:first].split()
                if len(lead) <= 6 and self.text.masked[after : after + 2] not in ("'s", "’s"):
                    found = self.antecedents.named(name)
        if found is None and opening > before:
            # "Asked about it, the teacher shrugged."
            someone = sentence_subject(self.text.masked[before:opening].strip(), self.lexicon)
            if someone is not None and someone.kind == "role" and someone.definite:
                described = self._role(someone, before)
                found = described if described.name else None
        if found is None and self.events and start - self.events[-1][0] < _RUN_REACH:
            # words of somebody unknown in between end a run
            spoken = self.events[-1][0]
            other = bisect_left(self.unclaimed, start) > bisect_left(self.unclaimed, spoken)
            found = None if other else self.events[-1][1]
        if found is None and statement.cue is not None and self.lexicon.drops_pronouns and not self.events:
            # "«…», cuenta.": of the one person whom the text has named
            named = self.people.between(max(0, start - _NEAR), start)
            found = self.antecedents.named(named[0][2]) if len({name for _, _, name in named}) == 1 else None
        if found is None or (found.name is None and not found.role):
            return NOBODY
        return found._replace(mention=None, resolution="run" if found.name else "none")
