"""An Arabic body made ready: quotations, words, sentences, and the reporting verbs with the subjects behind them."""

from bisect import bisect_left, bisect_right
from functools import cache
from typing import NamedTuple

from karabakh_extract.data import load
from karabakh_extract.patterns import lazy
from karabakh_extract.quotes.arabic_names import ArabicPeople, Subject, apposed_subject, bare, fold, split, words
from karabakh_extract.quotes.marks import Quotation, quotations

FILL = "\ue000"
_STOP = lazy(r"[.!?؟…]+(?=\s|$|\ue000)|\n+")
_WINDOW = 20


class Cue(NamedTuple):
    """A reporting verb: its place among the words, where it stands, and the gender that it tells."""

    place: int
    start: int
    end: int
    gender: str
    participle: bool
    quoting: bool


@cache
def verbs() -> dict[str, str]:
    """Return who speaks with each reporting verb: m, f or p (several)."""
    return {fold(word): gender for gender, forms in load("arabic")["verbs"].items() for word in forms.split()}


class ArabicText:
    """One body: `masked` has a filler for every quoted character, `line` its words, `cues` its reporting verbs and
    `subjects` those behind each, by its place among the words."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.quotations = [q for q in quotations(body) if not self._term(q)]
        pieces, at = [], 0
        for quotation in self.quotations:
            pieces += [body[at : quotation.start], FILL * (quotation.end - quotation.start)]
            at = quotation.end
        self.masked = "".join([*pieces, body[at:]])
        self.line = split(self.masked.replace(FILL, " "))
        self.starts = [word.start for word in self.line]
        self.borders = [0, *(m.end() for m in _STOP.finditer(self.masked)), len(body)]
        self.people = ArabicPeople(body, self.line)
        self.cues = [cue for place in range(len(self.line)) if (cue := self._cue(place)) is not None]
        self.cue_starts = [cue.start for cue in self.cues]
        self.subjects: dict[int, Subject | None] = {}
        for cue in self.cues:
            subject = self._subject(cue)
            self.subjects[cue.place] = subject
            if subject is not None:
                self.people.learn(subject)

    def _term(self, quotation: Quotation) -> bool:
        """Tell whether marks hold an outlet or another name: "لـ«الشرق الأوسط»"، "لصحيفة «الأخبار»:"."""
        before = self.body[max(0, quotation.start - _WINDOW) : quotation.start]
        if before[-1:].isalpha() or before[-1:] == "ـ":
            return True
        last = fold(before.split()[-1]) if before.split() else ""
        named = bare(last.removeprefix("ل")) in words("addressees") | words("bodies")
        return named or self.body[quotation.end : quotation.end + 2].lstrip().startswith(":")

    def _cue(self, place: int) -> Cue | None:
        word = self.line[place]
        for form in (word.form, word.form[1:] if word.form[0] in "وف" else ""):
            if form in words("participles"):
                return Cue(place, word.start, word.end, "", True, False)
            # "بيّن" is a verb where its sign is printed, and a preposition elsewhere
            signed = form == "بين" and "\u0651" in self.body[word.start : word.end]
            if form in verbs() or signed:
                return Cue(place, word.start, word.end, verbs().get(form, "m"), False, form in words("quoting"))
        return None

    def sentence(self, at: int) -> tuple[int, int]:
        """Return where the sentence around an offset begins and ends."""
        place = bisect_right(self.borders, at)
        return self.borders[place - 1], self.borders[place] if place < len(self.borders) else len(self.body)

    def between(self, start: int, end: int) -> list[Cue]:
        """Return the verbs that begin from `start` to before `end`."""
        return self.cues[bisect_left(self.cue_starts, start) : bisect_left(self.cue_starts, end)]

    def _subject(self, cue: Cue) -> Subject | None:
        if cue.participle or self.masked[cue.end : cue.end + 1] not in (" ", "\u00a0"):
            return None
        return apposed_subject(self.masked, self.line, cue.place + 1, self.sentence(cue.start)[1])
