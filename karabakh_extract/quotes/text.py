"""The body prepared once for everything that looks for statements: quotations, a masked copy, sentences, reporting
verbs.

In the masked copy every character between quotation marks is a filler, so that names, verbs and sentence ends
inside somebody's
words are not seen, while all offsets stay those of the body.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from karabakh_extract.quotes.lexicon import CueKind, Lexicon, guess_language, lexicon
from karabakh_extract.quotes.marks import Quotation, quotations
from karabakh_extract.quotes.sentences import sentence_starts

if TYPE_CHECKING:
    from karabakh_extract.quotes.interview import Turn

FILL = "\ue000"
# A text without stops is one sentence: without a bound every verb in it would look at all of it.
_LONGEST_BACK, _LONGEST_AHEAD = 1_200, 6_000
_JOINERS = "-—–'’\u00a0\u202f"
_EDGES = '.,:;!?…"“”„«»()[]‘։՝՛․' + FILL


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


class Text:
    """One body with its quotations, sentences and reporting verbs; `turns` are those of an
    interview by the start of their words, `emphasised` the stretches in bold that open paragraphs."""

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
        words = self._known = self._words()
        self.lexicon: Lexicon | None = lexicon(
            language.partition("-")[0].lower() if language else guess_language(words)
        )
        self.cues: list[Cue] = self._cues(words) if self.lexicon else []
        self.cue_starts = [c.start for c in self.cues]
        self.starts = sentence_starts(self.masked)
        self.quote_starts = [q.start for q in self.quotations]

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
        """Take other quotations than those between marks (speech dashes, attributions inside the marks) and read
        the text anew."""
        self.quotations = found
        self.__dict__.pop("via_phrases", None)
        self.masked = self._mask()
        self._known = self._words()
        self.cues = self._cues(self._known)
        self.cue_starts = [c.start for c in self.cues]
        self.starts = sentence_starts(self.masked)
        self.quote_starts = [q.start for q in self.quotations]

    def _words(self) -> set[str]:
        """Return the words of the masked text, roughly: what stands between spaces, apostrophes and hyphens."""
        text = self.masked
        for joiner in _JOINERS:
            if joiner in text:
                text = text.replace(joiner, " ")
        words = set(text.split())
        words.update([w.strip(_EDGES) for w in words if not w.isalnum()])
        return words

    def _cues(self, words: set[str]) -> list[Cue]:
        assert self.lexicon is not None
        scan, masked, found = self.lexicon.scan, self.masked, []
        for word in words & scan.keys():
            for tail, kind, rarest in scan[word]:
                if rarest and rarest not in words:
                    continue
                phrase = word + tail
                size, at = len(phrase), masked.find(phrase)
                while at >= 0:
                    end = at + size
                    before = masked[at - 1 : at]
                    if not (before.isalnum() or before == "-" or masked[end : end + 1].isalnum()):
                        found.append((at, -end, kind))
                    at = masked.find(phrase, end)
        found.sort()
        # "pointed out" stands where "pointed" stands: the longer form comes first and keeps the place
        cues: list[Cue] = []
        behind = -1
        for start, end, kind in found:
            if start >= behind:
                cues.append(Cue(start, -end, kind))
                behind = -end
        return cues

    @cached_property
    def via_phrases(self) -> list[str]:
        """The phrases before an outlet that the text holds at all, the longest first."""
        if self.lexicon is None:
            return []
        known, via = self._known, self.lexicon.via
        found = [phrase for word in via.keys() & known for phrase in via[word] if phrase in self.masked]
        return sorted(found, key=lambda phrase: (-len(phrase), phrase))

    def sentence_start(self, at: int) -> int:
        """Return where the sentence that holds offset `at` begins; not farther back than any sentence is long."""
        return max(self.starts[bisect_right(self.starts, at) - 1], at - _LONGEST_BACK)

    def sentence_end(self, at: int) -> int:
        """Return where the sentence that holds offset `at` ends: the start of the next one, or the end of the body."""
        place = bisect_right(self.starts, at)
        return min(self.starts[place] if place < len(self.starts) else len(self.body), at + _LONGEST_AHEAD)

    def first_cue(self, start: int, end: int) -> Cue | None:
        """Return the first reporting verb that begins in [start, end)."""
        place = bisect_left(self.cue_starts, start)
        return self.cues[place] if place < len(self.cues) and self.cues[place].start < end else None

    def last_cue(self, start: int, end: int) -> Cue | None:
        """Return the last reporting verb that lies in [start, end)."""
        place = bisect_left(self.cue_starts, end) - 1
        return self.cues[place] if place >= 0 and self.cues[place].start >= start else None

    def quotations_in(self, start: int, end: int) -> list[int]:
        """Return the places (indexes) of the quotations that begin in [start, end)."""
        return list(range(bisect_left(self.quote_starts, start), bisect_left(self.quote_starts, end)))
