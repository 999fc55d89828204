"""What a quotation hangs on: the verb and the source that stand directly before or behind it.

Offsets of a quotation go in; source, verb and the end of the attribution come out, or None where the words around
are no attribution.
"""

import re

from karabakh_extract.names.lexicon import small_words
from karabakh_extract.patterns import lazy
from karabakh_extract.quotes.clause_subject import sentence_subject
from karabakh_extract.quotes.inverted import right_source
from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.phrases import left_source
from karabakh_extract.quotes.source import Source, describe
from karabakh_extract.quotes.subjects import agrees
from karabakh_extract.quotes.text import FILL, Cue, Text

_AFTER_MARK = lazy(r"^.*[\ue000\"“”«»](?=[^\ue000\"“”«»]*\w)", re.S)
# Turkish clauses as objects: "açılacağını", "gerektiğini", "olmaları"
NOMINALISED = lazy(
    r"(?:(?:[dt][ıiuü]ğ|[ae]c[ae]ğ|m[ae]s)[ıiuü]n[ıiuüae]|(?:[dt][ıiuü]k|[ae]c[ae]k|m[ae])l[ae]r[ıi]n?[ıiae]?)$"
)
_IN_MARKS = lazy(r"[«“„\"][^«»“”„\"\n\ue000]{1,40}[»”“\"]")
_REACH = 260
_MOST_BETWEEN = 24
_LONGEST_LEAD = 8
_MOST_WITHOUT_COMMA = 4
_LONGEST_ADVERBIAL = 12
_LONGEST_ADDRESSEE = 5
_LONGEST_NAME = 90
_CLOSE = 8
_WORD = 40
_LONGEST_THING = 4
_LONGEST_COLON = 260
_MOST_VERBS = 8
_SUBJECTS = frozenset(("person", "surname", "organisation", "role", "pronoun"))


class Anchors:
    """Reads the attributions of one text."""

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon

    def leading(self, start: int, end: int) -> Source | None:
        """Return the subject at the front of a sentence whose verb stands behind the quotation (Turkish,
        Azerbaijani)."""
        phrase = _AFTER_MARK.sub("", self.text.masked[start:end]).strip(" ,:-–—")
        if not phrase:
            return None
        first = phrase.split(",")[0].strip()
        words = first.split()
        border = next((i for i, word in enumerate(words) if i and word in self.lexicon.topics), len(words))
        words = words[:border]
        while words and words[-1].lower() in self.lexicon.auxiliaries:
            words.pop()
        while len(words) > 1 and words[0] in self.lexicon.forms:
            words.pop(0)
        return describe(" ".join(words), self.lexicon)

    def after(self, end: int, limit: int, inner_end: int) -> tuple[Source | None, Cue, int] | None:
        """Read `…," X said` or `…," said X` behind a quotation that closes at `end`: (source, cue, end of the
        attribution)."""
        text, masked = self.text, self.text.masked
        limit = min(limit, end + _REACH)
        front = end
        while front < limit and masked[front] in " \u00a0,—–-":
            front += 1
        if front >= limit or masked[front] == "\n":
            return None
        # French sets a space before its closing mark, and the sentence begins with the mark
        new_sentence = front > end and not masked[text.sentence_start(front) : front].strip(' \u00a0\u202f»"”')
        stop = min(text.sentence_end(front), limit)
        cue = self._verb(front, stop)
        if cue is None or cue.kind in ("naming", "accorded") or (new_sentence and masked[cue.end : cue.end + 1] == ":"):
            return None
        gap = masked[front : cue.start]
        if new_sentence and masked[inner_end - 1 : end].rstrip("\"”“»«’‘' \u00a0").endswith("."):
            rest = masked[cue.end : stop].strip(' \n"“«”')
            tail = rest.rstrip(".").split()
            if (tail and (len(tail) > 3 or not self._adverbial(tail[0]))) or masked[end:front].strip(" \u00a0"):
                return None
        if cue.kind == "according":
            if gap.strip():
                return None
            right = right_source(masked, cue.end, stop, self.lexicon)
            return (right[0], cue, right[1]) if right else None
        # "«…», - «Ազատությանն» ասաց …": to whom it was said
        words = [] if _IN_MARKS.fullmatch(gap.strip()) else gap.split()
        if self.lexicon.verb_last and cue.kind == "speech" and not gap.strip() and self._clausal(end):
            return None
        auxiliary = all(w.lower().strip(",") in self.lexicon.auxiliaries for w in words)
        if auxiliary:
            right = right_source(masked, cue.end, stop, self.lexicon)
            if right is not None and not (self.lexicon.verb_last and right[0].kind == "common"):
                return right[0], cue, right[1]
            if self.lexicon.verb_last:
                return None if gap.strip() else (None, cue, cue.end)
            if (gap.strip() and self.lexicon.code == "en") or not self._bare(cue.end, stop):
                # "escribió en su cuenta": the subject goes unsaid
                following = masked[cue.end : stop].split()
                short = self.lexicon.drops_pronouns and 0 < len(following) <= _LONGEST_ADVERBIAL
                if not (short and following[0].lower() in self.lexicon.prepositions):
                    return None
            return None, cue, cue.end
        if (
            len(words) > _MOST_BETWEEN
            or words[0].lower() in self.lexicon.breaks
            or words[0].lower() in self.lexicon.prepositions
        ):
            return None
        comma = masked[end:front].strip() or masked[inner_end - 1 : end].strip("\"”»’' \u00a0")[-1:] in (*",!?…—–.",)
        if not comma and not new_sentence and len(words) > _MOST_WITHOUT_COMMA:
            # `"special" is what he said`
            return None
        if self.lexicon.verb_last and cue.kind == "speech" and NOMINALISED.search(gap.rstrip()):
            # `kediye "bir balkon" tahsis edildiğini bildirdi`: a reported clause, of which the quotation is a part
            return None
        source = left_source(masked, front, cue.start, self.lexicon)
        if source is None or source.kind == "ellipsis":
            return None
        if not self._from_front(gap, source):
            return None
        return source, cue, cue.end

    def _verb(self, front: int, stop: int) -> Cue | None:
        """Return the first reporting verb behind a quotation; "press" in "White House press secretary" is none."""
        cue = self.text.first_cue(front, stop)
        while cue is not None and self.lexicon.code == "en":
            form = self.text.masked[cue.start : cue.end].lower()
            if form.endswith(("s", "ed", "ing", "id")) or not self.text.masked[front : cue.start].strip():
                break
            source = left_source(self.text.masked, front, cue.start, self.lexicon)
            if source is None or source.kind == "common" or agrees(source, form, self.lexicon):
                break
            cue = self.text.first_cue(cue.end, stop)
        return cue

    def _clausal(self, end: int) -> bool:
        """Tell whether a quotation that closes at `end` ends with the verb of a reported clause: `kulenin "yalnızca
        dinlendiğini" açıkladı`."""
        spoken = self.text.body[max(0, end - _WORD) : end].rstrip(" \"”“»’'")
        return NOMINALISED.search(spoken) is not None

    def _bare(self, start: int, stop: int) -> bool:
        return not self.text.masked[start:stop].strip(" .,\n—–-")

    def _from_front(self, gap: str, source: Source) -> bool:
        """Tell whether a source before its verb begins where the gap begins: otherwise the gap is another clause."""
        lead = gap[: max(0, gap.find(source.mention))].strip(" ,—–-")
        words = lead.lower().split()
        return (
            len(words) <= _LONGEST_LEAD
            and self.lexicon.finite.isdisjoint(words)
            and self.lexicon.that.isdisjoint(words)
        )

    def before(self, begins: int, start: int, inner: int) -> tuple[Source | None, Cue, bool] | None:
        """Read `X said: "…` before a quotation; the last item tells whether nothing stands between the verb and the
        mark."""
        text, masked = self.text, self.text.masked
        cue = text.last_cue(max(begins, start - _REACH), start)
        rest = masked[cue.end : start] if cue else ""
        if cue is None or cue.kind == "according" or not self._light(rest, cue, inner):
            return self._colon(begins, start, inner)
        source = left_source(masked, begins, cue.start, self.lexicon)
        if self.lexicon.code == "en" and masked[cue.start : cue.end].split(" ")[0].endswith("ing"):
            source = self._participle(begins, cue.start, source)
        if source is None and (self.lexicon.verb_last or masked[begins : cue.start].strip() == ""):
            source = self.leading(begins, cue.start)
        if (source is not None and source.kind == "ellipsis") or (
            source is None and masked[cue.start : cue.end].endswith("ing")
        ):
            source = self._front(begins, cue.start)
        if source is None or (
            source.kind not in ("ellipsis", "common")
            and not agrees(source, masked[cue.start : cue.end].lower(), self.lexicon)
        ):
            return self._colon(begins, start, inner) if source is not None else None
        return (
            source,
            cue,
            not rest.strip(" ,\u00a0—–-\n" + self.lexicon.colons)
            or (rest.rstrip().endswith(":") and rest.count(" ") <= _CLOSE),
        )

    def _participle(self, begins: int, end: int, beside: Source | None) -> Source | None:
        """Return the source of "saying": the subject of the sentence; "a sign saying" keeps the noun beside it."""
        words = self.text.masked[begins:end].split()[-_LONGEST_THING:]
        article = next((i for i in range(len(words) - 2, -1, -1) if words[i].lower() in self.lexicon.articles), None)
        if article is not None and not words[-1].endswith(","):
            thing = describe(" ".join(words[article:]), self.lexicon)
            if thing is not None and thing.kind == "common" and thing.word not in small_words("issued"):
                return thing
        found = self._front(begins, end)
        if found is None and beside is not None and beside.kind in ("person", "role", "surname", "organisation"):
            return beside
        return found

    def _front(self, begins: int, end: int) -> Source | None:
        """Return the subject that an earlier verb of the same sentence has: `X rejected it, saying: "…"`."""
        masked, cue = self.text.masked, self.text.last_cue(begins, end)
        for _ in range(_MOST_VERBS):
            if cue is None:
                break
            if cue.kind in ("speech", "telling", "statement"):
                found = left_source(masked, begins, cue.start, self.lexicon)
                known = found is not None and found.kind in _SUBJECTS
                if found is not None and known and agrees(found, masked[cue.start : cue.end].lower(), self.lexicon):
                    return found
            cue = self.text.last_cue(begins, cue.start)
        return sentence_subject(masked[begins:end], self.lexicon)

    def _light(self, rest: str, cue: Cue, inner: int) -> bool:
        """Tell whether what stands between verb and quotation belongs to the verb: nothing, an addressee, an
        adverbial, a colon."""
        bare = rest.strip(" \u00a0\n")
        if not bare.strip(",—–-" + self.lexicon.colons) or bare.strip(",: ") in self.lexicon.that:
            return cue.kind != "naming" or not bare
        if FILL in bare or ("\n" in rest.strip(" ") and not bare.endswith(":")):
            return False
        words = bare.rstrip(",:").split()
        if bare.endswith(":"):
            return len(words) <= _MOST_BETWEEN
        if len(words) > _LONGEST_ADVERBIAL:
            return False
        large = self.text.body[inner : inner + 1].isupper() or self.text.body[inner : inner + 1].isdigit()
        first = words[0].lower()
        adverbial = self._adverbial(words[0]) or words[0][0].isupper()
        if cue.kind == "naming":
            return (
                len(words) <= _LONGEST_LEAD
                and "," not in bare
                and not bare.endswith(":")
                and not (self.lexicon.that & set(words))
            )
        if bare.endswith(","):
            return (large or len(words) <= 3) and (adverbial or cue.kind == "telling" or self.lexicon.verb_last)
        if cue.kind == "telling" and len(words) <= _LONGEST_ADDRESSEE and not (self.lexicon.that & set(words)):
            if not large and not self.lexicon.finite.isdisjoint(words[1:]):
                # "told me the contracts were “a leash”": a clause
                return False
            return first in self.lexicon.addressees or all(w[0].isupper() for w in words)
        return self.lexicon.verb_last and large

    def _adverbial(self, word: str) -> bool:
        word = word.lower()
        return word in self.lexicon.prepositions or word in self.lexicon.adverbs or word in self.lexicon.addressees

    def _colon(self, begins: int, start: int, inner: int) -> tuple[Source | None, Cue, bool] | None:
        """Read `Desmond Pike: "…"` and `She was blunter: "…"`: a name or a short sentence, and a bare colon."""
        phrase = self.text.masked[begins:start].rstrip()
        if not phrase.endswith(":") or len(phrase) > _LONGEST_COLON:
            return None
        source = describe(phrase[:-1], self.lexicon) if len(phrase) <= _LONGEST_NAME else None
        if phrase.isupper() and source is not None and source.kind != "person":
            # "CRANE: …": a surname, where the article has somebody of that name
            source = Source("guess", phrase[:-1], phrase[:-1].title())
        kinds = ("person", "surname", "guess", *(("organisation",) if start in self.text.turns else ()))
        named = source is not None and source.kind in kinds
        if not named:
            if not self.text.body[inner : inner + 1].isupper() or self.lexicon.verb_last:
                return None
            source = sentence_subject(phrase, self.lexicon)
            if source is None or source.kind not in ("person", "guess", "pronoun", "role"):
                return None
        at = begins + len(phrase) - 1
        return source, Cue(at, at + 1, "quoting"), named
