"""Reported speech: for every reporting verb that holds no direct speech, its source and the clause it reports.

"X said (that) C", "X told Y that C", "according to X, C" and "C, X said." come out as indirect statements, or as mixed ones where
the clause holds a quotation. Precision first: no clause, no statement.
"""

import re

from karabakh_extract.names.lexicon import fold, organisation_words, titles
from karabakh_extract.names.mentions import run_pattern
from karabakh_extract.quotes.attribution import Attributor, Statement
from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.phrases import left_source, right_source
from karabakh_extract.quotes.source import Source, describe
from karabakh_extract.quotes.text import FILL, Cue, Text

_WORD = re.compile(r"\S+")
_FEWEST = 3
_THAT_REACH = 14
_DATE = re.compile(r"^(?:\d{1,2}(?:st|nd|rd|th)?,?|\d{4},?|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?)$")
_ABOUT = frozenset(("about", "over", "under", "around", "nearly", "between"))


def reported(text: Text, lexicon: Lexicon, direct: Attributor) -> list[Statement]:
    """Return the indirect and mixed statements of `text`; quotations that they hold leave `direct.free`."""
    found: list[Statement] = []
    for cue in text.cues:
        if cue.start in direct.used or cue.kind in ("quoting", "naming"):
            continue
        statement = _according(text, lexicon, cue) if cue.kind == "according" else _clause(text, lexicon, cue, direct.used)
        if statement is None:
            continue
        start, end = statement.parts[0]
        if any(s < end and start < e for f in found[-3:] for s, e in f.parts):
            continue
        inner = text.quotations_in(start, end)
        if inner:
            if not all(i in direct.free for i in inner):
                continue
            direct.free.difference_update(inner)
            if not all(_term(text, i) for i in inner):
                statement.kind = "mixed"
        direct.used.add(cue.start)
        found.append(statement)
    return found


def _term(text: Text, place: int) -> bool:
    """Tell whether a quoted piece is a name in quotation marks before a noun ("Zastava M-55" gun), no words of the source."""
    quotation = text.quotations[place]
    start, end = quotation.parts[0]
    words = text.body[start:end].split()
    return len(words) <= 3 and all(w[0].isupper() or w[0].isdigit() for w in words) and text.body[quotation.end : quotation.end + 2].strip().isalpha()


def _finish(text: Text, source: Source, cue: Cue, start: int, end: int, at: int) -> Statement | None:
    body = text.body
    while start < end and body[start] in " \u00a0,:\n—–-":
        start += 1
    while end > start and body[end - 1] in " \u00a0,;:\n—–-.։":
        end -= 1
    if end - start < 8 or len(body[start:end].split()) < (_FEWEST if text.lexicon is not None and text.lexicon.articles and not text.lexicon.verb_last else 2):
        return None
    return Statement("indirect", [(start, end)], source, cue, at)


def _clause_end(text: Text, cue: Cue, start: int, lexicon: Lexicon) -> int:
    """Return where the clause that begins at `start` ends: its sentence's end, or before a further reporting verb."""
    stop = text.sentence_end(start)
    masked = text.masked
    breakpoint_ = masked.find("\n\n", start, stop)
    if breakpoint_ >= 0:
        stop = breakpoint_
    nxt = text.first_cue(max(start, cue.end + 1), stop)
    while nxt is not None:
        lead = masked[start : nxt.start].rstrip()
        words = lead.split()
        while len(words) > 1 and words[-1].lower() in lexicon.auxiliaries:
            words.pop()
        if words and words[-1].lower() in lexicon.splits and nxt.kind in ("speech", "telling", "statement"):
            return start + lead.rfind(f" {words[-1]}")
        if lead.endswith(",") and (masked[nxt.start : nxt.end].endswith("ing") or nxt.kind == "according"):
            return start + len(lead) - 1
        # "… and she accused": a clause of its own
        split = next((i for i in range(len(words) - 1, max(0, len(words) - 5), -1) if words[i].lower() in lexicon.splits), 0)
        if split and words[split + 1 :] and nxt.kind != "quoting":
            subject = words[split + 1]
            if (lexicon.pronouns.get(subject.lower()) in ("m", "f", "p") and split == len(words) - 2) or (subject[0].isupper() and words[split].endswith(",")):
                return start + lead.rfind(f" {words[split]} ")
        nxt = text.first_cue(nxt.end, stop)
    for cut in lexicon.cuts:
        at = masked.find(cut, start + 20, stop)
        if at >= 0:
            stop = at
    return stop


def _clause(text: Text, lexicon: Lexicon, cue: Cue, used: set[int]) -> Statement | None:
    masked = text.masked
    begins, stop = text.sentence_start(cue.start), text.sentence_end(cue.start)
    source = _subject(text, lexicon, cue, begins, used)
    if lexicon.verb_last:
        return _verb_last(text, lexicon, cue, begins)
    if source is None:
        return None
    start = _clause_start(text, lexicon, cue, stop)
    if start is not None:
        return _finish(text, source, cue, start, _clause_end(text, cue, start, lexicon), cue.start)
    if cue.kind == "quoting" or not (masked[cue.end] == "," or _short_tail(masked[cue.end : stop], lexicon)):
        return None
    return _postposed(text, lexicon, source, cue, begins)


def _short_tail(rest: str, lexicon: Lexicon) -> bool:
    words = rest.strip(" .\n\"”»").split()
    return FILL not in rest and (not words or (len(words) <= 8 and (words[0].lower() in lexicon.prepositions or words[0].lower() in lexicon.adverbs or words[0].lower() in lexicon.addressees)))


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
    if not lead.endswith((",", ", —", ",\"", ",”")) or len(lead.split()) < 5 or cue.kind not in ("speech", "statement", "telling"):
        return None
    return _finish(text, source, cue, begins, begins + len(lead) - 1, cue.start)


def _earlier(text: Text, begins: int, end: int, used: set[int]) -> Cue | None:
    """Return the verb of the same sentence whose subject goes on: the last that holds a statement, else the first."""
    first = text.first_cue(begins, end)
    cue = text.last_cue(begins, end)
    while cue is not None and cue.start not in used:
        cue = text.last_cue(begins, cue.start)
    return cue or first


def _parenthetical(text: Text, source: Source, cue: Cue, begins: int, end: int) -> Statement | None:
    """Read "She was, her solicitor explained, busy": two parts around the attribution."""
    whole = _finish(text, source, cue, cue.end + 1, _clause_end(text, cue, cue.end + 1, text.lexicon), cue.start) if text.lexicon else None
    first = text.masked[begins:end].strip()
    if whole is None or FILL in first or not first:
        return None
    whole.parts.insert(0, (begins, end))
    return whole


def _subject(text: Text, lexicon: Lexicon, cue: Cue, begins: int, used: set[int]) -> Source | None:
    """Return the source before a verb; of "and said", "saying" the subject of the sentence."""
    masked = text.masked
    form = masked[cue.start : cue.end].lower()
    lead = masked[begins : cue.start].rstrip()
    last = lead.rpartition(" ")[2].lower()
    if last in lexicon.articles or last in lexicon.possessives or (last in lexicon.prepositions and lexicon.code == "en") or (last.endswith(("'s", "’s")) and cue.kind != "speech"):
        return None
    if lexicon.code == "en" and form.split(" ")[0].endswith("ing"):
        if not lead.endswith((",", "by", "while", "before", "and")) or lead.endswith("by"):
            return None
        earlier = _earlier(text, begins, cue.start, used)
        if earlier is not None:
            found = _plain(left_source(masked, begins, earlier.start, lexicon))
            if found is not None:
                return found
        return _sentence_subject(masked[begins : cue.start], lexicon)
    found = left_source(masked, begins, cue.start, lexicon)
    if found is not None and not _agrees(found, form, lexicon):
        return None
    if found is not None and found.kind == "ellipsis":
        earlier = _earlier(text, begins, cue.start, used)
        found = _plain(left_source(masked, begins, earlier.start, lexicon)) if earlier is not None else None
        return found or _sentence_subject(masked[begins : cue.start], lexicon)
    return found


def _agrees(source: Source, form: str, lexicon: Lexicon) -> bool:
    """Tell whether a bare verb form ("say", "report") has a source of several: else it is a noun or an infinitive."""
    if lexicon.code != "en" or source.kind == "ellipsis" or not (form + "s" in lexicon.forms or form[:-1] + "ies" in lexicon.forms):
        return True
    words = source.mention.lower().split()
    head = words[-1] if source.kind != "common" else source.word
    return source.word == "p" or head in lexicon.several or words[0] in lexicon.several or "and" in words or (head.endswith("s") and not head.endswith("ss"))


def _plain(source: Source | None) -> Source | None:
    return None if source is None or source.kind == "ellipsis" else source


def _sentence_subject(sentence: str, lexicon: Lexicon) -> Source | None:
    """Return the name or pronoun that a sentence begins with."""
    match = run_pattern().search(sentence)
    first = sentence.split(" ", 1)[0].lower()
    if first in lexicon.pronouns:
        return describe(first, lexicon)
    if match and match.start() < 40 and "," not in sentence[: match.start()]:
        found = describe(sentence[: match.end()], lexicon)
        return found if found is not None and found.kind in ("person", "surname", "organisation") else None
    words = sentence.split()
    if words and words[0].lower() in lexicon.articles:
        for place in range(1, min(5, len(words))):
            head = fold(words[place].rstrip(","))
            if head in titles("roles") or head in organisation_words("collectives"):
                return describe(" ".join(words[: place + 1]), lexicon)
    return None


def _clause_start(text: Text, lexicon: Lexicon, cue: Cue, stop: int) -> int | None:
    """Return where the reported clause begins behind a verb, or None where what follows is none."""
    masked = text.masked
    window = [(m.start() + cue.end, m[0]) for m in _WORD.finditer(masked[cue.end : min(stop, cue.end + 260)])]
    if not window:
        return None
    if masked[cue.end] not in " \u00a0,":
        return None
    first = window[0][1].lower().strip("\"“,")
    for place, (at, word) in enumerate(window[:_THAT_REACH]):
        lowered = word.lower()
        if lowered in lexicon.that or (lowered.startswith(("qu'", "qu’")) and "qu'" in lexicon.that):
            if place and (not _skippable(window[:place], lexicon, cue) or any(w.endswith(",") and len(w) > 1 for _, w in window[: place - 1])):
                break
            if place + 1 >= len(window):
                return None
            return at + 3 if lowered.startswith(("qu'", "qu’")) else window[place + 1][0]
    if masked[cue.end] == ",":
        return None
    if first in lexicon.stops or lexicon.code not in ("en", "de"):
        return None
    if cue.kind == "speech":
        if lexicon.code == "de":
            return None
        return _bare_start(window, lexicon)
    if cue.kind == "telling":
        size = 1 if first in lexicon.addressees else 0
        while not size and place_capital(window, size):
            size += 1
        while size and place_capital(window, size):
            size += 1
        if not size or size >= len(window):
            return None
        following = window[size][1].lower()
        return window[size][0] if lexicon.pronouns.get(following) in ("m", "f", "n", "p", "first") or following in ("the", "his", "her", "their", "there") else None
    return window[0][0] if _finite(window, lexicon) and first not in lexicon.prepositions else None


def _finite(window: list[tuple[int, str]], lexicon: Lexicon) -> bool:
    """Tell whether the words behind a verb are a clause and no object: a finite verb stands near, before any comma or "that"."""
    if window[0][1].lower() in ("him", "her", "them", "me", "us", "that"):
        return False
    for place, (_, word) in enumerate(window[:10]):
        lowered = word.lower().replace("’", "'")
        if place and lowered.rstrip(",") in lexicon.finite:
            return True
        if word.endswith((",", ";", ":")) or lowered in lexicon.that or lexicon.pronouns.get(lowered) == "relative" or lowered in ("which", "to"):
            return False
        if place == 0 and (lowered in lexicon.finite and "'" in lowered):
            return True
    return place_pronoun(window, lexicon)


def place_pronoun(window: list[tuple[int, str]], lexicon: Lexicon) -> bool:
    """Tell whether a subject pronoun opens the words: "he", "she", "they"."""
    return lexicon.pronouns.get(window[0][1].lower()) in ("m", "f", "p", "n") and len(window) > 3


def place_capital(window: list[tuple[int, str]], place: int) -> bool:
    """Tell whether a word stands at `place` that begins with a capital."""
    return place < len(window) and window[place][1][0].isupper()


def _bare_start(window: list[tuple[int, str]], lexicon: Lexicon) -> int | None:
    """Skip "on Tuesday", "in a statement", "last week" between "said" and a clause without "that"."""
    place = 0
    while place < len(window):
        word = window[place][1].lower().rstrip(",")
        if word in lexicon.adverbs or (word.endswith("ly") and len(word) > 4 and word not in ("only", "early", "family", "italy")):
            place += 1
            while place < len(window) and _DATE.match(window[place][1]):
                place += 1
            continue
        if word in ("on", "in", "at", "during", "after") and place + 1 < len(window):
            following = window[place + 1][1].lower().rstrip(",")
            if word == "on" and following in lexicon.adverbs or _DATE.match(window[place + 1][1]):
                place += 2
                continue
            if word == "in" and following in ("a", "an"):
                place += 3
                if place < len(window) and window[place - 1][1].endswith(("n", "d")) and window[place][1] in ("statement", "interview", "tweet", "post", "speech", "letter"):
                    place += 1
                continue
            return None
        break
    if place >= len(window) - 2 and not any(FILL in w for _, w in window[place:]):
        return None
    word = window[place][1].lower().strip("\"“,")
    if word in _ABOUT and (window[place + 1][1][0].isdigit() or window[place + 1][1].lower() in lexicon.numbers):
        return window[place][0]
    if word in lexicon.stops or word in lexicon.prepositions or window[place - 1][1].endswith(",") and place:
        return None
    return window[place][0]


def _skippable(words: list[tuple[int, str]], lexicon: Lexicon, cue: Cue) -> bool:
    """Tell whether the words between a verb and "that" are an addressee or adverbials."""
    first = words[0][1].lower().strip(",")
    if cue.kind == "telling":
        return True
    if first in lexicon.prepositions or first in lexicon.adverbs or first in lexicon.addressees or first.endswith("ly"):
        return True
    return not first or _DATE.match(words[0][1]) is not None


def _according(text: Text, lexicon: Lexicon, cue: Cue) -> Statement | None:
    masked = text.masked
    begins, stop = text.sentence_start(cue.start), text.sentence_end(cue.start)
    after = masked[cue.end : stop].lstrip()
    if not after:
        return None
    if masked[cue.start : cue.end].endswith(("словам", "словами")) and cue.end - cue.start > 9:
        source: Source | None = None
        end = cue.end
    else:
        right = right_source(masked, cue.end, stop, lexicon)
        if right is None:
            phrase = re.match(r"[^,.;:\n]{3,90}", masked[cue.end : stop])
            if phrase is None:
                return None
            right = Source("common", phrase[0].replace(FILL, "").strip()), cue.end + phrase.end()
        source, end = right
    lead = masked[begins : cue.start].strip()
    if not lead:
        comma = end - 1 if lexicon.code == "de" and masked[end : end + 1] == " " else masked.find(",", end, stop)
        if comma < 0 or source is None:
            return None
        start = comma + 1
        return _finish(text, source, cue, start, _clause_end(text, cue, start, lexicon), cue.start)
    if lead.endswith(",") and source is not None and len(lead.split()) >= 4:
        return _finish(text, source, cue, begins, begins + len(masked[begins : cue.start].rstrip()) - 1, cue.start)
    return None


def _verb_last(text: Text, lexicon: Lexicon, cue: Cue, begins: int) -> Statement | None:
    """Read "Ersoy, … kurulacağını söyledi." and "X bildirib ki, …": the source leads its sentence."""
    masked = text.masked
    stop = text.sentence_end(cue.start)
    following = masked[cue.end : stop].strip(" ,")
    first = following.split(" ", 1)[0].lower().strip(",")
    if first in lexicon.that:
        start = masked.find(first, cue.end) + len(first)
        source = describe(masked[begins : cue.start].strip(" ,"), lexicon)
        return _finish(text, source, cue, start, stop, cue.start) if source is not None else None
    if following.strip(" .\n") or cue.kind != "speech":
        return None
    head, comma, content = masked[begins : cue.start].partition(",")
    if not comma or FILL in content or len(content.split()) < _FEWEST:
        return None
    if not re.search(r"[ıiuü]n[ıiuüae]$", content.strip()):
        return None
    source = describe(head, lexicon)
    if source is None or source.kind not in ("person", "surname", "organisation", "collective", "role"):
        return None
    return _finish(text, source, cue, begins + len(head) + 1, cue.start, cue.start)
