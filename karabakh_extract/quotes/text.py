"""The body prepared once for everything that looks for statements: quotations, a masked copy, sentences, reporting
verbs.

In the masked copy every character between quotation marks is a filler, so that names, verbs and sentence ends
inside somebody's
words are not seen, while all offsets stay those of the body.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from karabakh_extract.quotes.cue_forms import CueKind
from karabakh_extract.quotes.lexicon import Lexicon, guess_language, lexicon
from karabakh_extract.quotes.marks import Quotation, quotations
from karabakh_extract.quotes.sentences import sentence_starts

if TYPE_CHECKING:
    from karabakh_extract.quotes.interview import Turn

STRETCH = 50_000
"""Characters whose words are held at once."""
FILL = "\ue000"
# A text without stops is one sentence: without a bound every verb in it would look at all of it.
_LONGEST_BACK, _LONGEST_AHEAD = 1_200, 6_000
# what parts words; the commonest first
_PARTING = "</>.,-\n'’:—–\"" + FILL + "()“”?!«»;…\u00a0\u202f[]„‘։՝՛․"


class Cue(NamedTuple):
    """A reporting verb or phrase as it stands: body[start:end]."""

    start: int
    end: int
    kind: CueKind


def _with(marked: list[Quotation], set_off: Sequence[tuple[tuple[int, int], ...]]) -> list[Quotation]:
    """Return the quotations between marks with those set off that hold none."""
    starts = [quotation.start for quotation in marked]
    added = [
        Quotation(parts[0][0], parts[-1][1], parts)
        for parts in set_off
        if bisect_left(starts, parts[0][0]) == bisect_left(starts, parts[-1][1])
    ]
    return sorted([*marked, *added]) if added else marked


def _words(parted: str) -> Iterable[str]:
    """Return the words of a text, of a long one stretch by stretch: a list of all takes ten times its memory."""
    if len(parted) <= STRETCH:
        return parted.split()
    return chain.from_iterable(map(str.split, _stretches(parted)))


def _stretches(parted: str) -> Iterator[str]:
    at = 0
    while at < len(parted):
        end = parted.find(" ", at + STRETCH)
        end = len(parted) if end < 0 else end
        yield parted[at:end]
        at = end


class Text:
    """One body with its quotations, and when it is `read` with its sentences and reporting verbs.

    `turns` are those of an interview by the start of their words, `emphasised` the stretches in bold that open
    paragraphs, `via_phrases` the phrases before an outlet that the text holds at all, the longest first, `via_places`
    where they stand, `cuts` what it holds of the words before which a clause ends."""

    def __init__(
        self,
        body: str,
        language: str | None,
        set_off: Sequence[tuple[tuple[int, int], ...]] = (),
        emphasised: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.body = body
        self.emphasised = emphasised
        self.quotations: list[Quotation] = quotations(body)
        self.turns: dict[int, Turn] = {}
        self.set_off = {parts[0][0] for parts in set_off}
        if set_off:
            self.quotations = _with(self.quotations, set_off)
        self.masked = self._mask()
        self.lexicon: Lexicon | None = lexicon(
            language.partition("-")[0].lower() if language else guess_language(set(self._parted().split()))
        )

    def _mask(self) -> str:
        body, at = self.body, 0
        pieces: list[str] = []
        for quotation in self.quotations:
            for start, end in quotation.parts:
                last = end - 1 if body[end - 1] in ".!?…,;:" else end
                pieces += (body[at:start], FILL * (last - start))
                at = last
        pieces.append(body[at:])
        return "".join(pieces)

    def remask(self, found: list[Quotation]) -> None:
        """Take other quotations than those between marks (speech dashes, attributions inside the marks)."""
        self.quotations = found
        self.masked = self._mask()

    def read(self, lexicon: Lexicon) -> None:
        """Look for reporting verbs and sentences, once it is settled what stands in quotations."""
        self.via_phrases: list[str] = []
        self.via_places: list[int] = []
        self.cues = self._cues(self._parted(), lexicon)
        self.cue_starts = [c.start for c in self.cues]
        self.starts = sentence_starts(self.masked, lexicon.code == "hy")
        self.quote_starts = [q.start for q in self.quotations]
        self.cuts = [cut for cut in lexicon.cuts if cut in self.masked]

    def _parted(self) -> str:
        """Return the masked text with a space for whatever parts words, and one more at either end."""
        text = self.masked
        for mark in _PARTING:
            if mark in text:
                text = text.replace(mark, " ")
        return f" {text} "

    def _cues(self, parted: str, lexicon: Lexicon) -> list[Cue]:
        """Return the reporting verbs in order, and note in `via_phrases` which phrases before an outlet there are."""
        masked, find, make = self.masked, parted.find, tuple.__new__
        kind_of, phrases_by, outlets_by = lexicon.plain.get, lexicon.scan.get, lexicon.via.get
        cues: list[Cue] = []
        phrases: set[str] = set()
        places: list[int] = []
        at = behind = 0
        for word in filter(lexicon.marked.__contains__, _words(parted)):
            # an offset in the masked text is one less than in the parted one, where a space stands before the word
            at = find(f" {word} ", at)
            plain = kind_of(word)
            if plain is not None:
                if at >= behind and masked[at - 1 : at] != "-":
                    behind = at + len(word)
                    cues.append(make(Cue, (at, behind, plain)))
            else:
                # "pointed out" stands where "pointed" stands: the longer comes first
                for phrase, lead, kind in phrases_by(word, ()):
                    start = at - lead
                    end = start + len(phrase)
                    if (
                        start >= behind
                        and masked.startswith(phrase, start)
                        and not masked[end : end + 1].isalnum()
                        and parted[start] == " "
                        and masked[start - 1 : start] != "-"
                    ):
                        cues.append(make(Cue, (start, end, kind)))
                        behind = end
                        break
            outlets = outlets_by(word)
            if outlets is not None:
                for phrase, lead in outlets:
                    if lead <= at and masked.startswith(phrase, at - lead):
                        phrases.add(phrase)
                        places.append(at - lead)
            at += 1
        self.via_phrases = sorted(phrases, key=lambda phrase: (-len(phrase), phrase)) if phrases else []
        self.via_places = sorted(places)
        return cues

    def sentence(self, at: int) -> tuple[int, int]:
        """Return where the sentence that holds offset `at` begins and ends."""
        starts = self.starts
        place = bisect_right(starts, at)
        start = starts[place - 1]
        end = starts[place] if place < len(starts) else len(self.body)
        return (
            start if at - start < _LONGEST_BACK else at - _LONGEST_BACK,
            end if end - at < _LONGEST_AHEAD else at + _LONGEST_AHEAD,
        )

    def sentence_start(self, at: int) -> int:
        """Return where the sentence that holds offset `at` begins; not farther back than any sentence is long."""
        start = self.starts[bisect_right(self.starts, at) - 1]
        return start if at - start < _LONGEST_BACK else at - _LONGEST_BACK

    def sentence_end(self, at: int) -> int:
        """Return where the sentence that holds offset `at` ends: the start of the next one, or the end of the body."""
        starts = self.starts
        place = bisect_right(starts, at)
        end = starts[place] if place < len(starts) else len(self.body)
        return end if end - at < _LONGEST_AHEAD else at + _LONGEST_AHEAD

    def first_cue(self, start: int, end: int) -> Cue | None:
        """Return the first reporting verb that begins in [start, end)."""
        starts = self.cue_starts
        place = bisect_left(starts, start)
        return self.cues[place] if place < len(starts) and starts[place] < end else None

    def last_cue(self, start: int, end: int) -> Cue | None:
        """Return the last reporting verb that lies in [start, end)."""
        starts = self.cue_starts
        place = bisect_left(starts, end) - 1
        return self.cues[place] if place >= 0 and starts[place] >= start else None

    def quotations_in(self, start: int, end: int) -> list[int]:
        """Return the places (indexes) of the quotations that begin in [start, end)."""
        starts = self.quote_starts
        first = bisect_left(starts, start)
        return list(range(first, bisect_left(starts, end, first))) if first < len(starts) else []
