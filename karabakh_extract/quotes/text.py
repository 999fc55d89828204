"""The body prepared once for everything that looks for statements: quotations, a masked copy, sentences, reporting verbs.

In the masked copy every character between quotation marks is a filler, so that names, verbs and sentence ends inside somebody's
words are not seen, while all offsets stay those of the body.
"""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from karabakh_extract.quotes.lexicon import CueKind, Lexicon, guess_language, lexicon
from karabakh_extract.quotes.marks import Quotation, quotations

FILL = "\ue000"
_JOINERS = "-—–'’\u00a0\u202f"
_EDGES = ".,:;!?…\"“”„«»()[]‘" + FILL
# one class of characters first: the search for it runs at the speed of C
_SENTENCE = re.compile(r"[.!?…։\n](?:(?<=\n)\n+|(?<!\n)[.!?…\"”’»)\]'“]*\s+(?=\S))")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Sen|Rep|Reps|Sens|Gov|Rev|Hon|Jr|Sr|vs|No|Nos|Jan|Feb|Mar|Apr|Jun|Jul|Aug|"
    r"Sept|Sep|Oct|Nov|Dec|Mass|Conn|Calif|Fla|Ga|Ill|Inc|Corp|Co|Ltd|Bros|approx|etc|al|bzw|ca|Nr|usw|гг|г|ул|им|руб|млн|тыс|т|M|MM|Mme|Sra|"
    r"Ariz|Colo|Ind|Ky|La|Md|Mich|Minn|Mo|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Supt|Det|Cpl|Pvt|Cmdr|Ald)|\b[^\W\d_]|\b[^\W\d_]\.[^\W\d_])$"
)


class Cue(NamedTuple):
    """A reporting verb or phrase as it stands: body[start:end]."""

    start: int
    end: int
    kind: CueKind


class Text:
    """One body with its quotations, sentences and reporting verbs; `used` collects the cues that a statement has taken."""

    def __init__(self, body: str, language: str | None) -> None:
        self.body = body
        self.quotations: list[Quotation] = quotations(body)
        self.masked = self._mask()
        words = self._words()
        self.lexicon: Lexicon | None = lexicon(language.partition("-")[0].lower() if language else guess_language(words))
        self.cues: list[Cue] = self._cues(words) if self.lexicon else []
        self.cue_starts = [c.start for c in self.cues]
        self.starts = self._sentences()
        self.quote_starts = [q.start for q in self.quotations]

    def _mask(self) -> str:
        body, pieces, at = self.body, [], 0
        for quotation in self.quotations:
            for start, end in quotation.parts:
                last = end - 1 if body[end - 1] in ".!?…,;:" else end
                pieces += (body[at:start], FILL * (last - start))
                at = last
        pieces.append(body[at:])
        return "".join(pieces)

    def remask(self, found: list[Quotation]) -> None:
        """Take other quotations than those between marks (speech dashes, attributions inside the marks) and read the text anew."""
        self.quotations = found
        self.masked = self._mask()
        self.cues = self._cues(self._words())
        self.cue_starts = [c.start for c in self.cues]
        self.starts = self._sentences()
        self.quote_starts = [q.start for q in self.quotations]

    def _words(self) -> set[str]:
        """Return the words of the masked text, roughly: what stands between spaces, apostrophes and hyphens."""
        text = self.masked
        for joiner in _JOINERS:
            text = text.replace(joiner, " ")
        words = set(text.split())
        words.update([w.strip(_EDGES) for w in words])
        return words

    def _cues(self, words: set[str]) -> list[Cue]:
        assert self.lexicon is not None
        forms, masked, found = self.lexicon.forms, self.masked, []
        for word in words & forms.keys():
            size, at = len(word), masked.find(word)
            while at >= 0:
                end = at + size
                if not (masked[at - 1 : at].isalnum() or masked[end : end + 1].isalnum()):
                    for tail, kind in forms[word]:
                        if not tail or (masked.startswith(tail, end) and not masked[end + len(tail) : end + len(tail) + 1].isalnum()):
                            found.append(Cue(at, end + len(tail), kind))
                            break
                at = masked.find(word, end)
        found.sort()
        return found

    def _sentences(self) -> list[int]:
        masked, starts = self.masked, [0]
        for match in _SENTENCE.finditer(masked):
            at, end = match.start(), match.end()
            if masked[at] == "." and "\n" not in match[0]:
                follows = masked[end]
                if follows.islower() or (match.end() - at == 2 and _ABBREVIATION.search(masked, max(0, at - 8), at)):
                    continue
            elif "\n" not in match[0] and masked[end].islower():
                continue
            starts.append(end)
        return starts

    def sentence_start(self, at: int) -> int:
        """Return where the sentence that holds offset `at` begins."""
        return self.starts[bisect_right(self.starts, at) - 1]

    def sentence_end(self, at: int) -> int:
        """Return where the sentence that holds offset `at` ends: the start of the next one, or the end of the body."""
        place = bisect_right(self.starts, at)
        return self.starts[place] if place < len(self.starts) else len(self.body)

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
