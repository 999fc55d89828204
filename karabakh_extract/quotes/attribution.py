"""Direct speech: each quotation is tied to the verb and source that stand after, before or within it.

A prepared `Text` goes in; statements with their printed source (not yet resolved) come out, together with the places of the quotations
that nothing claimed. `"A," X said. "B."` is one statement of two parts; another verb begins another statement.
"""

import re

from karabakh_extract.names.mentions import run_pattern
from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.phrases import left_source, right_source
from karabakh_extract.quotes.source import Source, describe
from karabakh_extract.quotes.text import FILL, Cue, Text

_LEAD = " \u00a0,—–-:.\n"
_REACH = 260
_MOST_BETWEEN = 24
_SHORT_NAMING = 4
_TERMINAL = ".!?…"


class Statement:
    """A statement before its speaker is resolved. `at` is where the source stands; `sentence` where its attribution ends."""

    __slots__ = ("at", "cue", "floating", "kind", "parts", "sentence", "source")

    def __init__(self, kind: str, parts: list[tuple[int, int]], source: Source | None, cue: Cue | None, at: int) -> None:
        self.kind, self.parts, self.source, self.cue, self.at = kind, parts, source, cue, at
        self.sentence = -1
        self.floating = False


class Attributor:
    """Walks over the quotations of one text in order."""

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon
        self.statements: list[Statement] = []
        self.free: set[int] = set()
        self.used: set[int] = set()

    def run(self) -> None:
        """Fill `statements` (direct and mixed by position), `free` (unclaimed quotations) and `used` (starts of cues taken)."""
        last: Statement | None = None
        for place in range(len(self.text.quotations)):
            last = self._one(place, last) or last

    def _one(self, place: int, last: Statement | None) -> Statement | None:
        text = self.text
        quotation = text.quotations[place]
        limit = text.quotations[place + 1].start if place + 1 < len(text.quotations) else len(text.body)
        previous = text.quotations[place - 1].end if place else 0
        begins = max(previous, text.sentence_start(quotation.start))
        if text.masked[max(0, begins - 3) : begins].strip().endswith(":") and begins == quotation.start:
            # "…, he declared:" at the end of the paragraph before
            begins = max(previous, text.sentence_start(begins - 3))
        parts = list(quotation.parts)
        before = self._before(begins, quotation.start, parts[0][0])
        after = self._after(quotation.end, limit, parts[-1][1]) if before is None or before[2] is None else None
        if after is not None:
            statement = self._take(place, parts, after, begins, quotation)
            if statement is not None:
                return statement
        if self._continues(last, begins, quotation.start, previous) and last is not None:
            last.parts += parts
            last.sentence = text.sentence_end(quotation.end - 1) if not text.masked[quotation.end : limit].strip() else -1
            return last
        if before is not None and before[1].start not in self.used and self._worth(before[1], parts):
            source, cue, _ = before
            statement = Statement("direct", parts, source, cue, cue.start)
            self.used.add(cue.start)
            statement.sentence = self._ends(quotation.end, limit)
            self.statements.append(statement)
            return statement
        self.free.add(place)
        return None

    def _worth(self, cue: Cue, parts: list[tuple[int, int]]) -> bool:
        """Tell whether a quotation is long enough for its verb: what somebody "calls" with a word or two is a term."""
        return cue.kind != "naming" or len(self.text.body[parts[0][0] : parts[-1][1]].split()) >= _SHORT_NAMING

    def _ends(self, end: int, limit: int) -> int:
        """Return where the sentence of an attribution that ends at `end` gives way to the next quotation, else -1."""
        return limit if not self.text.masked[end:limit].strip() and "\n" not in self.text.masked[end:limit] else -1

    def _continues(self, last: Statement | None, begins: int, start: int, previous: int) -> bool:
        """Tell whether the quotation at `start` goes on with the last statement: nothing but its attribution stands between."""
        if last is None or last.sentence < 0 or "\n\n" in self.text.masked[previous:start]:
            return False
        if last.sentence == start:
            return True
        between = self.text.masked[last.sentence : start]
        return last.sentence < start and not between.strip(" \u00a0,—–-.") and self.text.last_cue(last.sentence, start) is None

    def _take(self, place: int, parts: list[tuple[int, int]], after: tuple[Source | None, Cue, int], begins: int, quotation: object) -> Statement | None:
        """Make the statement of a quotation whose attribution follows; a clause before it in its sentence makes it mixed."""
        text = self.text
        source, cue, end = after
        kind = "direct"
        start = text.quotations[place].start
        lead = text.masked[begins:start].strip(_LEAD)
        if lead and len(lead.split()) > 2 and not lead.endswith(":") and not self.lexicon.verb_last:
            earlier = text.last_cue(begins, start)
            if earlier is not None and (earlier.start in self.used or earlier.kind in ("speech", "telling", "according")):
                lead = ""
            elif parts[0][0] == start + 1 or len(parts) == 1:
                kind = "mixed"
                parts = [(begins, text.quotations[place].end)]
                first = begins
                for inner in text.quotations_in(text.sentence_start(start), start):
                    if inner in self.free:
                        self.free.discard(inner)
                        first = min(first, text.sentence_start(start))
                parts = [(first, text.quotations[place].end)]
        if source is None and self.lexicon.verb_last:
            source = self._leading(text.sentence_start(start), start)
        statement = Statement(kind, parts, source, cue, cue.start)
        self.used.add(cue.start)
        stop = text.sentence_end(end)
        tail = text.masked[end:stop].strip()
        del tail
        nxt = text.quotations[place + 1].start if place + 1 < len(text.quotations) else -1
        # the next quotation may go on where this sentence ends, or within it after a comma
        between = text.masked[end:nxt].rstrip() if nxt >= 0 else ""
        inside = stop > nxt >= 0 and not self._clause(end, nxt) and (not between.strip(" ,:—–-") or between[-1] in ",:—–-")
        statement.sentence = nxt if inside else stop
        if self.lexicon.verb_last:
            statement.sentence = -1
        self.statements.append(statement)
        return statement

    def _clause(self, start: int, end: int) -> bool:
        cue = self.text.first_cue(start, end)
        while cue is not None and cue.kind in ("quoting", "naming"):
            cue = self.text.first_cue(cue.end, end)
        return cue is not None

    def _leading(self, start: int, end: int) -> Source | None:
        """Return the subject at the front of a sentence whose verb stands behind the quotation (Turkish, Azerbaijani)."""
        phrase = self.text.masked[start:end].strip(" ,:-–—")
        if not phrase:
            return None
        first = phrase.split(",")[0].strip()
        words = first.split()
        while words and words[-1].lower() in self.lexicon.auxiliaries:
            words.pop()
        return describe(" ".join(words), self.lexicon)

    def _after(self, end: int, limit: int, inner_end: int) -> tuple[Source | None, Cue, int] | None:
        """Read `…," X said` or `…," said X` behind a quotation that closes at `end`: (source, cue, end of the attribution)."""
        text, masked = self.text, self.text.masked
        limit = min(limit, end + _REACH)
        front = end
        while front < limit and masked[front] in " \u00a0,—–-":
            front += 1
        if front >= limit or masked[front] == "\n":
            return None
        new_sentence = text.sentence_start(front) == front and front > end
        stop = min(text.sentence_end(front), limit)
        cue = text.first_cue(front, stop)
        if cue is None or cue.kind == "naming" or (new_sentence and masked[cue.end : cue.end + 1] == ":"):
            return None
        gap = masked[front : cue.start]
        if new_sentence and masked[inner_end - 1 : end + 1].strip("\"”»’'").endswith("."):
            rest = masked[cue.end : stop].strip(" \n\"“«”")
            tail = rest.rstrip(".").split()
            if tail and (len(tail) > 3 or not self._adverbial(tail[0])) or masked[end:front].strip(" \u00a0"):
                return None
        if cue.kind == "according":
            if gap.strip():
                return None
            right = right_source(masked, cue.end, stop, self.lexicon)
            return (right[0], cue, right[1]) if right else None
        words = gap.split()
        auxiliary = all(w.lower().strip(",") in self.lexicon.auxiliaries for w in words)
        if auxiliary:
            right = right_source(masked, cue.end, stop, self.lexicon)
            if right is not None:
                return right[0], cue, right[1]
            if self.lexicon.verb_last:
                return None if gap.strip() else (None, cue, cue.end)
            if (gap.strip() and self.lexicon.code == "en") or not self._bare(cue.end, stop):
                return None
            return None, cue, cue.end
        if len(words) > _MOST_BETWEEN or words[0].lower() in self.lexicon.breaks or words[0].lower() in self.lexicon.prepositions:
            return None
        if masked[end : front].strip() == "" and masked[inner_end - 1 : end].strip("\"”»’' \u00a0")[-1:] not in tuple(",!?…—–.") and not new_sentence:
            # no comma at all: `"special" is what he said`
            if len(words) > 4:
                return None
        source = left_source(masked, front, cue.start, self.lexicon)
        if source is None or source.kind == "ellipsis":
            return None
        if not self._from_front(gap, source):
            return None
        return source, cue, cue.end

    def _bare(self, start: int, stop: int) -> bool:
        return not self.text.masked[start:stop].strip(" .,\n—–-")

    def _from_front(self, gap: str, source: Source) -> bool:
        """Tell whether a source before its verb begins where the gap begins: otherwise the gap is another clause."""
        lead = gap[: max(0, gap.find(source.mention))].strip(" ,—–-")
        return len(lead.split()) <= 8 and not re.search(r"\b(?:is|are|was|were|has|had|that|which)\b", lead)

    def _before(self, begins: int, start: int, inner: int) -> tuple[Source | None, Cue, int | None] | None:
        """Read `X said: "…` before a quotation; the last item is an offset where nothing but the verb stands between, else None."""
        text, masked = self.text, self.text.masked
        cue = text.last_cue(max(begins, start - _REACH), start)
        rest = masked[cue.end : start] if cue else ""
        if cue is None or cue.kind == "according" or not self._light(rest, cue, inner):
            return self._colon(begins, start)
        source = left_source(masked, begins, cue.start, self.lexicon)
        if source is None and (self.lexicon.verb_last or masked[begins : cue.start].strip() == ""):
            source = self._leading(begins, cue.start)
        if source is not None and source.kind == "ellipsis" or source is None and masked[cue.start : cue.end].endswith("ing"):
            source = self._front(begins, cue.start)
        if source is None:
            return None
        return source, cue, start if not rest.strip(" ,:\u00a0—–-\n") or rest.rstrip().endswith(":") else None

    def _front(self, begins: int, end: int) -> Source | None:
        """Return the subject of an earlier verb of the same sentence: `X rejected it, saying: "…"`."""
        cue = self.text.first_cue(begins, end)
        if cue is not None and cue.start != end:
            return left_source(self.text.masked, begins, cue.start, self.lexicon)
        phrase = self.text.masked[begins:end]
        match = run_pattern().search(phrase)
        if match and match.start() <= 30:
            return describe(phrase[: match.end()].rpartition(",")[2], self.lexicon)
        first = phrase.split(" ", 1)[0].lower() if phrase else ""
        return describe(first, self.lexicon) if first in self.lexicon.pronouns else None

    def _light(self, rest: str, cue: Cue, inner: int) -> bool:
        """Tell whether what stands between verb and quotation belongs to the verb: nothing, an addressee, an adverbial, a colon."""
        bare = rest.strip(" \u00a0\n")
        if not bare.strip(",:—–-") or bare.strip(",: ") in self.lexicon.that:
            return cue.kind != "naming" or not bare
        if FILL in bare or "\n" in rest.strip(" ") and not bare.endswith(":"):
            return False
        words = bare.rstrip(",:").split()
        if bare.endswith(":"):
            return len(words) <= 24
        if len(words) > 12:
            return False
        large = self.text.body[inner : inner + 1].isupper() or self.text.body[inner : inner + 1].isdigit()
        first = words[0].lower()
        adverbial = self._adverbial(words[0]) or words[0][0].isupper()
        if cue.kind == "naming":
            return len(words) <= 8 and "," not in bare and not bare.endswith(":") and not (self.lexicon.that & set(words))
        if bare.endswith(","):
            return (large or len(words) <= 3) and (adverbial or cue.kind == "telling" or self.lexicon.verb_last)
        if cue.kind == "telling" and len(words) <= 5 and not (self.lexicon.that & set(words)):
            return first in self.lexicon.addressees or all(w[0].isupper() for w in words)
        return self.lexicon.verb_last and large

    def _adverbial(self, word: str) -> bool:
        word = word.lower()
        return word in self.lexicon.prepositions or word in self.lexicon.adverbs or word in self.lexicon.addressees

    def _colon(self, begins: int, start: int) -> tuple[Source | None, Cue, int | None] | None:
        """Read `Desmond Pike: "…"`: a name and a bare colon."""
        phrase = self.text.masked[begins:start].rstrip()
        if not phrase.endswith(":") or len(phrase) > 90:
            return None
        source = describe(phrase[:-1], self.lexicon)
        if source is None or source.kind not in ("person", "surname"):
            return None
        at = begins + len(phrase) - 1
        return source, Cue(at, at + 1, "quoting"), start
