"""Direct speech: each quotation is tied to the verb and source that stand after, before or within it.

A prepared `Text` goes in; statements with their printed source (not yet resolved) come out, together with the
places of the
quotations that nothing claimed. `"A," X said. "B."` is one statement of two parts; another verb begins another
statement.
"""

from karabakh_extract.quotes.anchors import Anchors
from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.opinion import opinion
from karabakh_extract.quotes.sentences import behind_dateline
from karabakh_extract.quotes.signature import signature
from karabakh_extract.quotes.source import Source
from karabakh_extract.quotes.statement import Statement
from karabakh_extract.quotes.text import Cue, Text

_LEAD = " \u00a0,—–-:.\n"
_SHORT_LEAD = 2
_SHORT_NAMING, _LONG_NAMING = 4, 8
_SINGLE = ("'", "‘", "‚")


class Attributor:
    """Walks over the quotations of one text in order.

    `run` fills `statements` (direct, or mixed where a clause leads up to the quotation), `free` (places of the
    quotations that nothing claimed) and `used` (starts of the verbs that a statement has taken).
    """

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon
        self.anchors = Anchors(text, lexicon)
        self.statements: list[Statement] = []
        self.free: set[int] = set()
        self.used: set[int] = set()

    def run(self) -> None:
        """Tie every quotation."""
        last: Statement | None = None
        for place in range(len(self.text.quotations)):
            last = self._one(place, last) or last

    def _next(self, place: int) -> int:
        """Return where the quotation after `place` begins, or the end of the body."""
        following = self.text.quotations[place + 1 : place + 2]
        return following[0].start if following else len(self.text.body)

    def _begins(self, place: int, previous: int) -> int:
        """Return where the words before a quotation begin that can belong to it."""
        start = self.text.quotations[place].start
        begins = max(previous, self.text.sentence_start(start))
        if self.lexicon.code == "hy":
            # a colon at a paragraph's end is a full stop there
            return begins
        if begins == start and self.text.masked[max(0, begins - 3) : begins].strip().endswith(
            tuple(self.lexicon.colons)
        ):
            # "…, he declared:" at the end of the paragraph before
            return max(previous, self.text.sentence_start(begins - 3))
        return begins

    def _one(self, place: int, last: Statement | None) -> Statement | None:
        text = self.text
        start, end, printed = text.quotations[place]
        parts, limit = list(printed), self._next(place)
        turn = text.turns.get(start)
        if turn is not None and turn.kind != "name":
            mark = Cue(turn.mark, turn.mark + 1, "quoting") if turn.mark is not None else None
            asked = Statement("direct", parts, None, mark, start)
            asked.turn = turn
            self.statements.append(asked)
            return asked
        previous = text.quotations[place - 1].end if place else 0
        begins = self._begins(place, previous)
        before = self.anchors.before(begins, start, parts[0][0])
        led = before is not None and before[2] and not (self.lexicon.verb_last and not self._colon(start))
        if not led and not self._object(begins, start, parts):
            after = self.anchors.after(end, limit, parts[-1][1])
            if after is not None:
                return self._take(place, parts, after, begins)
        signed = signature(text, self.lexicon, end, limit) if before is None else None
        if signed is not None:
            source, at = signed
            statement = Statement("direct", parts, source, None, at)
            self.statements.append(statement)
            return statement
        held = opinion(text, self.lexicon, begins, start, (parts[0][0], parts[-1][1])) if before is None else None
        if held is not None:
            statement = Statement("direct", parts, held[0], held[1], held[1].start)
            self.statements.append(statement)
            return statement
        if last is not None and self._continues(last, start, previous):
            last.parts += parts
            last.sentence = text.sentence_end(end - 1) if not text.masked[end:limit].strip() else -1
            return last
        worth = before is not None and before[1].start not in self.used and self._worth(before[1], parts, end)
        if before is not None and worth:
            statement = Statement("direct", parts, before[0], before[1], before[1].start)
            self.used.add(before[1].start)
            between = text.masked[end:limit]
            statement.sentence = limit if not between.strip() and "\n" not in between else -1
            self.statements.append(statement)
            return statement
        if before is None or before[1].kind != "naming" or not self._set_apart(parts[0][0]):
            self.free.add(place)
        return None

    def _object(self, begins: int, start: int, parts: list[tuple[int, int]]) -> bool:
        """Tell whether a quotation is a term behind a preposition: `Asked about "distance learning," she shrugged.`"""
        lead = self.text.masked[begins:start].split()
        if not 1 < len(lead) <= _SHORT_LEAD or lead[-1].lower() not in self.lexicon.prepositions:
            return False
        term = self.text.body[parts[0][0] : parts[-1][1]]
        return term[:1].islower() and len(term.split()) < _SHORT_NAMING

    def _worth(self, cue: Cue, parts: list[tuple[int, int]], end: int) -> bool:
        """Tell whether a quotation can be its verb's: what somebody "calls" with a word or two is a term, and what
        stands before "that" is an addressee (рассказала «Эху», что …)."""
        following = self.text.masked[end : end + 12].lstrip(", ").split(" ", 1)[0]
        if following.lower() in self.lexicon.that and cue.kind != "naming":
            return False
        if cue.kind != "naming":
            return True
        least = _LONG_NAMING if self._set_apart(parts[0][0]) else _SHORT_NAMING
        return len(self.text.body[parts[0][0] : parts[-1][1]].split()) >= least

    def _set_apart(self, start: int) -> bool:
        """Tell whether a quotation stands in single marks where the article quotes people in double ones: a term."""
        body = self.text.body
        return body[start - 1 : start] in _SINGLE and any(
            body[other[0][0] - 1 : other[0][0]] not in _SINGLE for _, _, other in self.text.quotations
        )

    def _continues(self, last: Statement, start: int, previous: int) -> bool:
        """Tell whether the quotation at `start` goes on with the last statement: only its attribution stands
        between."""
        text = self.text
        if last.sentence < 0 or last.sentence > start or "\n\n" in text.masked[previous:start]:
            return False
        between = text.masked[last.sentence : start]
        return not between.strip(" \u00a0,—–-.") and text.last_cue(last.sentence, start) is None

    def _take(
        self, place: int, parts: list[tuple[int, int]], after: tuple[Source | None, Cue, int], begins: int
    ) -> Statement:
        """Make the statement of a quotation whose attribution follows."""
        text = self.text
        source, cue, end = after
        start = text.quotations[place].start
        lead = self._lead(begins, start)
        if lead is not None:
            parts = [(lead, text.quotations[place].end)]
        if source is None and self.lexicon.verb_last:
            source = self.anchors.leading(text.sentence_start(start), start)
        statement = Statement("direct" if lead is None else "mixed", parts, source, cue, cue.start)
        self.used.add(cue.start)
        statement.sentence = self._goes_on(end, self._next(place))
        self.statements.append(statement)
        return statement

    def _lead(self, begins: int, start: int) -> int | None:
        """Return where the reported clause begins that leads up to a quotation: `The plan is "a disgrace," X said.`"""
        text = self.text
        begins = behind_dateline(text.body, begins, start)
        lead = text.masked[begins:start].strip(_LEAD)
        words = lead.split()
        # "Man werde „…“, sagte X": a subject and its verb are a clause
        clause = len(words) == _SHORT_LEAD and words[1] in self.lexicon.finite
        if self._colon(start) or (len(words) <= _SHORT_LEAD and not clause) or self.lexicon.verb_last:
            return None
        earlier = text.last_cue(begins, start)
        if earlier is not None and (earlier.start in self.used or earlier.kind in ("speech", "telling", "according")):
            return None
        opening = text.sentence_start(start)
        inner = self.free.intersection(text.quotations_in(opening, start))
        self.free -= inner
        return behind_dateline(text.body, opening, start) if inner else begins

    def _colon(self, start: int) -> bool:
        lead = self.text.masked[max(0, start - 3) : start]
        return lead.rstrip().endswith(":") and not (self.lexicon.code == "hy" and "\n" in lead)

    def _goes_on(self, end: int, following: int) -> int:
        """Return where a quotation must begin to go on with an attribution that ends at `end`: behind its sentence,
        or
        within it after a comma."""
        stop = self.text.sentence_end(end)
        if stop <= following:
            return stop
        between = self.text.masked[end:following].rstrip()
        bare = not between.strip(" ,:—–-") or between[-1] in ",:—–-"
        return following if bare and not self._other_verb(end, following) else stop

    def _other_verb(self, start: int, end: int) -> bool:
        cue = self.text.first_cue(start, end)
        while cue is not None and cue.kind in ("quoting", "naming"):
            cue = self.text.first_cue(cue.end, end)
        return cue is not None
