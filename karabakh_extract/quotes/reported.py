"""Reported speech: for every reporting verb that holds no direct speech, its source and the clause it reports.

"X said (that) C", "X told Y that C", "according to X, C" and "C, X said." come out as indirect statements, or as
mixed ones where
the clause holds a quotation. Precision first: no clause, no statement.
"""

from karabakh_extract.names.lexicon import small_words
from karabakh_extract.names.mentions import run_pattern
from karabakh_extract.quotes.according import accorded_behind, according, finish
from karabakh_extract.quotes.anchors import NOMINALISED, Anchors
from karabakh_extract.quotes.attribution import Attributor
from karabakh_extract.quotes.clause_ends import clause_end
from karabakh_extract.quotes.clauses import clause_start
from karabakh_extract.quotes.inverted import right_source
from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.phrases import left_source
from karabakh_extract.quotes.source import Source
from karabakh_extract.quotes.statement import Statement
from karabakh_extract.quotes.subjects import is_verb, subject, word_before
from karabakh_extract.quotes.text import FILL, Cue, Text

_FEWEST_BEFORE = 4
_LONGEST_TAIL = 90
_MOST_IN_TAIL = 8
_LONGEST_TOPIC = 7
_MARKS = " \"”“»’'"
_HOLDS_NO_CLAUSE = frozenset(("quoting", "naming"))


def reported(text: Text, lexicon: Lexicon, direct: Attributor) -> list[Statement]:
    """Return the indirect and mixed statements of `text`; quotations that they hold leave `direct.free`."""
    found: list[Statement] = []
    used, reach = direct.used, 0
    for cue in text.cues:
        kind = cue.kind
        if kind in _HOLDS_NO_CLAUSE or cue.start in used:
            continue
        if kind == "according":
            statement = according(text, lexicon, cue)
        elif kind == "accorded":
            statement = accorded_behind(text, lexicon, cue)
        else:
            statement = _clause(text, lexicon, cue, used)
        if statement is None:
            continue
        start, end = statement.parts[0]
        if start < reach and any(s < end and start < e for f in found[-3:] for s, e in f.parts):
            continue
        inner = text.quotations_in(start, end)
        if inner:
            if not all(i in direct.free for i in inner):
                continue
            direct.free.difference_update(inner)
            if not all(_term(text, i) for i in inner):
                statement.kind = "mixed"
            only = text.quotations[inner[0]]
            if len(inner) == 1 and only.start <= start and only.end - 1 <= end <= only.end + 1:
                # nothing but the quotation: `said "no dog will thank them"`
                statement.kind, statement.parts = "direct", list(only.parts)
        used.add(cue.start)
        found.append(statement)
        # a statement that begins behind all parts so far overlaps none of them
        reach = max(reach, statement.parts[-1][1])
    return found


def _term(text: Text, place: int) -> bool:
    """Tell whether a quoted piece is a name in quotation marks before a noun ("Zastava M-55" gun), no words of the
    source."""
    quotation = text.quotations[place]
    start, end = quotation.parts[0]
    words = text.body[start:end].split()
    return (
        len(words) <= 3
        and all(w[0].isupper() or w[0].isdigit() for w in words)
        and text.body[quotation.end : quotation.end + 2].strip().isalpha()
    )


def _clause(text: Text, lexicon: Lexicon, cue: Cue, used: set[int]) -> Statement | None:
    masked = text.masked
    begins, stop = text.sentence(cue.start)
    if lexicon.verb_last:
        return _verb_last(text, lexicon, cue, begins)
    last = word_before(text, cue, begins)
    if not is_verb(last, lexicon, cue):
        return None
    told = _as_said(text, lexicon, cue, begins, stop) if lexicon.opens else None
    if told is not None:
        return told
    if cue.kind in ("speech", "statement") and (last.endswith((",", "—")) or last in lexicon.auxiliaries):
        inverted = _inverted(text, lexicon, cue, begins, stop)
        if inverted is not None:
            return inverted
    start = clause_start(text, lexicon, cue, stop)
    if start is None and not (masked[cue.end : cue.end + 1] == "," or _short_tail(masked[cue.end : stop], lexicon)):
        return None
    source = subject(text, lexicon, cue, begins, used)
    if source is None:
        return None
    if start is not None:
        end = clause_end(text, cue, start, lexicon)
        words = masked[begins : cue.start].split()[-2:] if last in lexicon.pronouns else ()
        if len(words) == 2 and words[0].endswith(",") and lexicon.pronouns.get(words[1]) == "relative":
            # "Ana Costa, who said the ward was full, went home"
            comma = masked.find(",", start, end)
            end = comma if comma >= 0 else end
        if not words and lexicon.code == "en":
            end = _subordinate_end(masked, begins, cue.start, start, end)
        return finish(text, source, cue, start, end, cue.start)
    return _postposed(text, lexicon, source, cue, begins)


def _subordinate_end(masked: str, begins: int, verb: int, start: int, end: int) -> int:
    """Return where a clause ends whose attribution opens its sentence under a conjunction: "While Ada Poe said C, her
    brother …"."""
    first = masked[begins:verb].lower().removeprefix("but ").partition(" ")[0]
    if first not in small_words("subordinating") or "," in masked[begins:verb]:
        return end
    comma = masked.find(", ", start, end)
    return comma if comma >= 0 else end


def _short_tail(rest: str, lexicon: Lexicon) -> bool:
    """Tell whether nothing, or an adverbial alone, stands between a verb and the end of its sentence."""
    words = rest[:_LONGEST_TAIL].strip(' .\n"”»').split()
    if not words:
        return len(rest) < _LONGEST_TAIL
    first = words[0].lower()
    adverbial = first in lexicon.prepositions or first in lexicon.adverbs or first in lexicon.addressees
    return adverbial and len(words) <= _MOST_IN_TAIL and FILL not in rest and len(rest) < _LONGEST_TAIL


def _inverted(text: Text, lexicon: Lexicon, cue: Cue, begins: int, stop: int) -> Statement | None:
    """Read "C, said X, a farmer.": the sentence up to the comma before its verb."""
    masked = text.masked
    words = masked[begins : cue.start].split()
    while words and words[-1].lower() in lexicon.auxiliaries:
        words.pop()
    if len(words) < _FEWEST_BEFORE or not words[-1].endswith((",", ",—", "—")):
        return None
    right = right_source(masked, cue.end, stop, lexicon)
    if (
        right is None
        or right[0].kind not in ("person", "role", "pronoun")
        or masked[right[1] : right[1] + 1] not in (*",.;",)
    ):
        return None
    end = begins + masked[begins : cue.start].rfind(words[-1]) + len(words[-1]) - 1
    return finish(text, right[0], cue, begins, end, cue.start)


def _postposed(text: Text, lexicon: Lexicon, source: Source, cue: Cue, begins: int) -> Statement | None:
    """Read "C, X said.": the sentence up to the comma before its source."""
    masked = text.masked
    at = masked.rfind(source.mention.split(" ")[0], begins, cue.start)
    head = masked[begins : cue.start]
    where = head.rfind(source.mention)
    if where < 0 or at < 0:
        return None
    lead = head[:where].rstrip()
    if lead.endswith((" the", " The", " a", " an", ", the")):
        lead = lead.rsplit(" ", 1)[0].rstrip()
    if lead.endswith(",") and masked[cue.end : cue.end + 1] == "," and len(lead.split()) < 12:
        return _parenthetical(text, source, cue, begins, begins + len(lead) - 1)
    if (
        not lead.endswith((",", ", —", ',"', ",”"))
        or len(lead.split()) < 5
        or cue.kind not in ("speech", "statement", "telling")
    ):
        return None
    return finish(text, source, cue, begins, begins + len(lead) - 1, cue.start)


def _parenthetical(text: Text, source: Source, cue: Cue, begins: int, end: int) -> Statement | None:
    """Read "She was, her solicitor explained, busy": two parts around the attribution."""
    whole = (
        finish(text, source, cue, cue.end + 1, clause_end(text, cue, cue.end + 1, text.lexicon), cue.start)
        if text.lexicon
        else None
    )
    first = text.masked[begins:end].strip()
    if whole is None or FILL in first or not first:
        return None
    behind = text.masked[whole.parts[0][0] : whole.parts[0][1]].split(" ", 1)[0]
    if behind.endswith("ing"):
        whole.parts.clear()
    whole.parts.insert(0, (begins, end))
    return whole


def _as_said(text: Text, lexicon: Lexicon, cue: Cue, begins: int, stop: int) -> Statement | None:
    """Read "Wie das Amt mitteilte, C.": the sentence's first word sets the attribution before the clause."""
    masked = text.masked
    first = masked[begins : cue.start].split(" ", 1)[0]
    if first.lower() not in lexicon.opens or masked[cue.end : cue.end + 1] != ",":
        return None
    source = left_source(masked, begins + len(first), cue.start, lexicon)
    return finish(text, source, cue, cue.end + 1, stop, cue.start) if source is not None else None


def _topic(clause: str, lexicon: Lexicon) -> tuple[str, str]:
    """Return the subject that opens a clause without a comma behind it, and the rest: "Belediye ise … bildirdi", and
    before reported words in marks "Kızılay kampın “dolduğunu” ekledi"; "" where none stands apart."""
    words = clause.split(" ")
    for place, word in enumerate(words[1:_LONGEST_TOPIC], 1):
        if word in lexicon.topics or word in lexicon.auxiliaries:
            return " ".join(words[: place + 1]), " ".join(["", *words[place + 1 :]])
    run = run_pattern().match(clause) if FILL in clause else None
    if run is None or clause[run.end() : run.end() + 1] != " ":
        return "", ""
    return run[0], clause[run.end() :]


def _verb_last(text: Text, lexicon: Lexicon, cue: Cue, begins: int) -> Statement | None:
    """Read "Ersoy, … kurulacağını söyledi." and "X bildirib ki, …": the source leads its sentence."""
    masked = text.masked
    stop = text.sentence_end(cue.start)
    following = masked[cue.end : stop].strip(" ,")
    first = following.split(" ", 1)[0].lower().strip(",")
    if first in lexicon.that:
        start = masked.find(first, cue.end) + len(first)
        source = left_source(masked, begins, cue.start, lexicon)
        return finish(text, source, cue, start, stop, cue.start) if source is not None else None
    if following.strip(" .\n") or cue.kind != "speech":
        return None
    head, comma, content = masked[begins : cue.start].partition(",")
    if not comma:
        head, content = _topic(masked[begins : cue.start], lexicon)
        comma = head
    if not comma or len(content.split()) < 2:
        return None
    if not NOMINALISED.search(text.body[begins : cue.start].rstrip(_MARKS)):
        return None
    source = Anchors(text, lexicon).leading(begins, begins + len(head))
    if source is None or source.kind not in ("person", "surname", "organisation", "collective", "role"):
        return None
    return finish(text, source, cue, begins + len(head) + 1, cue.start, cue.start)
