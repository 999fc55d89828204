"""Whom a pronoun stands for: sentence by sentence back to who spoke, who is the subject, who is named.

A pronoun's class and offset go in, with the speakers found so far; a person or body of the article comes out, or None
where nobody fits.
"""

from functools import lru_cache

from karabakh_extract.names.gender import gender
from karabakh_extract.names.lexicon import addresses, fold, is_role, small_words
from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.people import People
from karabakh_extract.quotes.phrases import left_source
from karabakh_extract.quotes.resolved import Resolved, office
from karabakh_extract.quotes.source import Source, describe, trailing_run, without_article
from karabakh_extract.quotes.text import Text

_SENTENCES_BACK = 7
_NEAR = 500
_TITLE_REACH, _TITLE_WORDS = 50, 4


class Antecedents:
    """Looks for whom a pronoun stands for; `events` are the speakers so far, in order, and grow while it is used."""

    def __init__(self, text: Text, lexicon: Lexicon, people: People, events: list[tuple[int, Resolved]]) -> None:
        self.text, self.lexicon = text, lexicon
        self.people, self.events = people, events

    def person(self, letter: str, at: int, told: str | None) -> Resolved | None:
        """Look back sentence by sentence for a person of that gender: who spoke, then the subject, then anyone
        named."""
        end = at
        start = self.text.sentence_start(at)
        paragraph = self.text.body.rfind("\n", 0, at) + 1
        spare: Resolved | None = None
        for _ in range(_SENTENCES_BACK):
            spoke = [
                e
                for p, e in self.events[-12:]
                if start <= p < end and e.kind == "person" and e.gender in (letter, None)
            ]
            if spoke:
                if spare is not None and spare.gender == letter and spoke[-1].gender is None and end <= paragraph:
                    # "It belongs to Harold Bell. "…," he said.": rather than whoever spoke above, of whom nothing tells
                    return spare
                return spoke[-1]
            others: list[str] = []
            mentions = self.people.between(start, end)
            subject = self.text.masked[start : start + 12].split(" ", 1)[0].lower()
            known = self.lexicon.pronouns.get(subject) == letter  # "He nodded to Ted": not Ted
            main = self._main_clause(start, end, subject) if end < at else start
            for place, (first, after, name) in enumerate(mentions):
                described = self.named(name)
                if described.gender not in (letter, None) or (described.gender is None and not described.role):
                    continue
                if name == told:
                    continue
                lead = self.text.masked[max(start, first - 12) : first].split()
                if (
                    known
                    or first < main
                    or self.text.masked[after : after + 2] in ("'s", "’s")
                    or (lead and lead[-1].lower() in small_words("objects"))
                    or (place + 1 < len(mentions) and self._leads(after, mentions[place + 1][0]))
                ):
                    others.append(name)
                    continue
                return described
            anonymous = self._anonymous(start, end, letter)
            if anonymous is not None:
                return anonymous
            if spare is None and others:
                spare = self.named(others[-1])
            if start == 0:
                break
            end, start = start, self.text.sentence_start(start - 1)
        return spare

    def _main_clause(self, start: int, end: int, opener: str) -> int:
        """Return where the main clause of a sentence begins: in "When Hale asked about it, Stewart laughed" at the
        comma."""
        if opener not in small_words("subordinating"):
            return start
        comma = self.text.masked.find(", ", start, end)
        return comma if comma >= 0 else start

    def _leads(self, end: int, start: int) -> bool:
        """Tell whether a name belongs to the title of the next: "Hale spokesman Don Stewart"."""
        words = self.text.masked[end:start].split() if start - end < _TITLE_REACH else []
        return bool(words) and words[0].islower() and is_role(fold(words[-1])) and len(words) <= _TITLE_WORDS

    def _anonymous(self, start: int, end: int, letter: str) -> Resolved | None:
        """Return the unnamed person that a sentence speaks of first: "A spokesman for the administration, who …"."""
        sentence = self.text.masked[start : min(end, start + 120)]
        first = sentence.partition(",")[0]
        words = first.split()
        if not words or words[0].lower() not in self.lexicon.articles or len(words) > 12:
            return None
        found = describe(first, self.lexicon)
        if found is None or found.kind != "role" or addresses().get(found.word) not in (letter, None):
            return None
        return Resolved(None, found.role, found.mention, "none", "person", addresses().get(found.word))

    def thing(self, word: str, at: int) -> Resolved | None:
        """Find the body or group that "it" or "they" stands for: who spoke last, or the subject of a sentence just
        before."""
        start = self.text.sentence_start(at)
        before = self.text.sentence_start(start - 1) if start else start
        for begins, ends in ((start, at), (before, start)):
            found = self._subject(begins, ends)
            if found is not None and found.kind in ("organisation", "collective") and found.name:
                return Resolved(found.name, None, None, "named", "body", None)
        kinds = ("body",) if word == "n" else ("body", "several")
        for place, event in reversed(self.events[-4:]):
            if place < at and at - place < _NEAR and event.kind in kinds:
                return event if event.name else None
        return None

    def _subject(self, start: int, end: int) -> Source | None:
        """Return the source before the first reporting verb of a sentence, or the run of capitals that it begins
        with."""
        cue = self.text.first_cue(start, end)
        if cue is not None:
            found = left_source(self.text.masked, start, cue.start, self.lexicon)
            if found is not None and found.kind != "ellipsis":
                return found
        lead = without_article(self.text.masked[start : min(end, start + 90)], self.lexicon)
        words = lead.split()
        for size in range(min(6, len(words)), 0, -1):
            phrase = " ".join(words[:size])
            run = trailing_run(phrase)
            if run == 0:
                return describe(phrase, self.lexicon)
        return None

    def named(self, name: str) -> Resolved:
        """Return a person of the article by full name, with role and gender."""
        description, title = self.people.role(name)
        role = description or office(title)
        return Resolved(name, role, None, "named", "person", self.gender_of(name, role, title))

    def gender_of(self, name: str, role: str | None, title: str | None) -> str | None:
        """Return "m" or "f" by a form of address in title or role, else by the name; None where nothing tells."""
        return (_addressed(title) if title else None) or (_addressed(role) if role else None) or gender(name)


# the same few titles stand all through an article, and through the articles of a day
@lru_cache(maxsize=4096)
def _addressed(title: str) -> str | None:
    forms, words = addresses(), title.split()
    # "skipper of the Princess": what stands behind the preposition is another's
    end = next((i for i, word in enumerate(words) if i and word in small_words("role_prepositions")), len(words))
    return next((forms[word] for word in (fold(w.strip(".,")) for w in words[:end]) if forms.get(word)), None)
