"""Arabic statements: a body goes in, `Quote`s come out, as for other languages.

The verb stands before its subject: "قال X: «…»", "وأكدت X أن …", "«…»، تقول X، «…»"; without a subject it is whoever
spoke before. A quotation without a verb is a term, unless it follows an attributed one directly.
"""

from bisect import bisect_left
from functools import cache

from karabakh_extract.data import load
from karabakh_extract.patterns import lazy
from karabakh_extract.quotes.arabic_names import Word, fold, read_subject, split, words
from karabakh_extract.quotes.arabic_text import FILL, ArabicText, Cue, verbs
from karabakh_extract.quotes.marks import Quotation
from karabakh_extract.quotes.resolved import NOBODY, Resolved
from karabakh_extract.record import Part, Quote, QuoteKind, Speaker

_CLAUSE_END = lazy(r"،\s+(?:فيما|بينما|لكن|غير أن|إلا أن|في حين|وفقا?|بحسب|حسب|على حد|كما)\s")
_MOST_BETWEEN, _REACH, _WINDOW = 30, 300, 20
_LONGEST_ADDRESSEE, _LONGEST_TAIL, _LONGEST_SENTENCE = 4, 3, 2000


@cache
def _phrases(kind: str) -> list[list[str]]:
    return sorted(([fold(w) for w in phrase.split()] for phrase in load("arabic")[kind]), key=len, reverse=True)


class _Reader(ArabicText):
    """Reads the statements of one body."""

    def __init__(self, body: str) -> None:
        super().__init__(body)
        self.used: set[int] = set()

    def _led(self, cue: Cue) -> bool:
        """Tell whether words stand before a verb without a subject that may hold one: "المدير قال: …"."""
        begins, _ = self.sentence(cue.start)
        return self.subjects[cue.place] is None and bool(
            self.masked[max(begins, cue.start - _REACH) : cue.start].strip(f" {FILL}،,؛–—-")
        )

    def speaker(self, cue: Cue) -> Resolved:
        """Return who speaks with a verb."""
        if self._led(cue) and not cue.participle:
            return NOBODY
        if cue.participle:
            begins, _ = self.sentence(cue.start)
            earlier = [c for c in self.between(max(begins, cue.start - _REACH), cue.start) if not c.participle]
            if not earlier:
                return NOBODY
            cue = earlier[-1]
        return self.people.resolve(self.subjects[cue.place], cue.gender, cue.start)

    def read(self) -> list[Quote]:
        """Return the statements in the order of the text."""
        found: list[Quote] = []
        taken: set[int] = set()
        events = sorted(
            [(q.start, 0, place) for place, q in enumerate(self.quotations)]
            + [(cue.start, 1, n) for n, cue in enumerate(self.cues)]
        )
        goes_on: tuple[int, Quote] | None = None
        for at, kind, number in events:
            if kind:
                made = self._reported(self.cues[number], taken)
                if made is not None:
                    found.append(made)
                    goes_on = None
                continue
            if number in taken:
                continue
            quotation = self.quotations[number]
            if goes_on is not None and not self.masked[goes_on[0] : at].strip(" ،,.–—-") and goes_on[0] <= at:
                self._extend(goes_on[1], quotation)
                goes_on = (quotation.end, goes_on[1])
                continue
            goes_on = None
            direct = self._after(quotation) or self._before(quotation)
            if direct is not None:
                quote, end = direct
                found.append(quote)
                goes_on = (end, quote)
        return sorted(found, key=lambda quote: quote.start)

    def _extend(self, quote: Quote, quotation: Quotation) -> None:
        more = [self._part(start, end) for start, end in quotation.parts]
        quote.parts += more
        quote.text += " … " + " ".join(self._words(part) for part in more)
        quote.end = more[-1].end

    def _part(self, start: int, end: int) -> Part:
        while end > start + 1 and self.body[end - 1] in " ،,\u00a0":
            end -= 1
        return Part(start=start, end=end)

    def _words(self, part: Part) -> str:
        return " ".join(self.body[part.start : part.end].split())

    def _quote(self, kind: QuoteKind, parts: list[tuple[int, int]], speaker: Resolved, cue: str | None) -> Quote:
        printed = [self._part(start, end) for start, end in parts]
        return Quote(
            text=" ".join(self._words(part) for part in printed),
            kind=kind,
            speaker=Speaker(name=speaker.name, role=speaker.role, mention=speaker.mention),
            resolution=speaker.resolution,
            cue=cue,
            via=None,
            parts=printed,
            start=printed[0].start,
            end=printed[-1].end,
        )

    def _after(self, quotation: Quotation) -> tuple[Quote, int] | None:
        """Read "«…»، تقول X" and "«…»، بحسب X" behind a quotation."""
        gap = self.masked[quotation.end : quotation.end + 3]
        front = quotation.end + len(gap) - len(gap.lstrip(" ،,–—-"))
        place = bisect_left(self.starts, front)
        if self.starts[place : place + 1] != [front]:
            return None
        stop = min(self.sentence(front)[1], front + _REACH)
        for kind, gender in (("according_him", "m"), ("according_her", "f"), ("according", "")):
            for phrase in _phrases(kind):
                behind = place + len(phrase)
                if [word.form for word in self.line[place:behind]] != phrase:
                    continue
                end = self.line[behind - 1].end
                subject = read_subject(self.masked, self.line, behind, stop) if kind == "according" else None
                if kind == "according" and subject is None:
                    return None
                if subject is not None:
                    self.people.learn(subject)
                speaker = self.people.resolve(subject, gender, front)
                return self._direct(quotation, speaker, front, end), subject.end if subject else end
        cue = next(iter(self.between(front, front + 1)), None)
        if cue is None or cue.participle or self.line[place].form not in verbs():
            # "وقال" opens what follows
            return None
        subject = self.subjects[cue.place]
        end = subject.end if subject is not None else cue.end
        tail = self.masked[end:stop]
        if any(word.form in words("that") for word in split(tail.partition(FILL)[0])) or ":" in tail:
            return None
        self.used.add(cue.start)
        quote = self._direct(quotation, self.people.resolve(subject, cue.gender, front), cue.start, cue.end)
        behind_subject = tail.split(FILL, 1)[0].rstrip(" .،,\n").lstrip("،, ")
        short = len(behind_subject.split()) <= _LONGEST_TAIL
        return quote, end + len(tail.split(FILL, 1)[0].rstrip(" .،,\n")) if short else -1

    def _direct(self, quotation: Quotation, speaker: Resolved, start: int, end: int) -> Quote:
        return self._quote("direct", list(quotation.parts), speaker, self.body[start:end])

    def _before(self, quotation: Quotation) -> tuple[Quote, int] | None:
        """Read "قال X: «…»": the last verb of the sentence before a quotation, with nothing but its subject, addressee
        and circumstances between."""
        begins, _ = self.sentence(quotation.start)
        above = self.masked[max(0, begins - _WINDOW) : begins].rstrip()
        if above.endswith(":") and not self.masked[begins : quotation.start].strip():
            # a colon at the end of the paragraph before
            begins, _ = self.sentence(max(0, begins - 3))
        begins = max(begins, quotation.start - _REACH)
        cues = [cue for cue in self.between(begins, quotation.start) if cue.start not in self.used]
        if not cues:
            return None
        cue = cues[-1]
        between = self.masked[cue.end : quotation.start]
        colon = between.rstrip().endswith(":")
        subject = self.subjects[cue.place]
        end = subject.end if subject is not None else cue.end
        close = len(between.split()) <= _MOST_BETWEEN and FILL not in between
        if not close or not (
            colon or not self.masked[end : quotation.start].strip(" ،,") or self._told(end, quotation)
        ):
            return None
        self.used.add(cue.start)
        quote = self._direct(quotation, self.speaker(cue), cue.start, cue.end)
        return quote, quotation.end

    def _told(self, end: int, quotation: Quotation) -> bool:
        """Tell whether nothing but an addressee stands before a quotation: "للجزيرة نت"."""
        gap = self.masked[end : quotation.start].split()
        return 0 < len(gap) <= _LONGEST_ADDRESSEE and fold(gap[0]).startswith("ل")

    def _reported(self, cue: Cue, taken: set[int]) -> Quote | None:
        """Read "أكدت X أن …": the clause behind the first "that" of the verb's sentence."""
        if cue.start in self.used or cue.quoting:
            return None
        stop = min(self.sentence(cue.start)[1], cue.start + _LONGEST_SENTENCE)
        subject = self.subjects[cue.place]
        behind = subject.end if subject is not None else cue.end
        that = self._that(cue, behind, stop)
        if that is None:
            return None
        start = that.start if that.form in words("suffixed") else that.end + 1
        broken = next(iter(_CLAUSE_END.finditer(self.masked, start, stop)), None)
        end = broken.start() if broken is not None else stop
        further = next((c for c in self.between(start + 1, end) if c.participle), None)
        limit = further.start if further is not None else end
        end = start + len(self.masked[start:limit].rstrip(" .،,؛\n…"))
        if end <= start or len(self.body[start:end].split()) < 2:
            return None
        self.used.add(cue.start)
        first = bisect_left(self.quotations, (start,))
        inside = list(range(first, bisect_left(self.quotations, (end,))))
        taken.update(inside)
        kind: QuoteKind = "mixed" if inside else "indirect"
        parts = [(start, end)]
        if len(inside) == 1 and not self.masked[start:end].strip(f" {FILL}"):
            kind, parts = "direct", list(self.quotations[inside[0]].parts)
        return self._quote(kind, parts, self.speaker(cue), self.body[cue.start : cue.end])

    def _that(self, cue: Cue, behind: int, stop: int) -> Word | None:
        """Return the word that opens the clause of a verb: directly behind its subject or an apposition in commas."""
        for word in self.line[cue.place + 1 : cue.place + _MOST_BETWEEN]:
            if word.start >= stop:
                return None
            if word.form in words("that"):
                lead = self.masked[behind : word.start]
                return None if FILL in lead or ":" in lead.rstrip(" :") else word
            if word.start > behind and word.form in verbs():
                return None
        return None


def arabic_quotes(body: str) -> list[Quote]:
    """Return the statements of an Arabic body in order; offsets count code points of `body`."""
    return _Reader(body).read()
