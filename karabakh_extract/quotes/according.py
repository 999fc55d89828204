"""Reported speech behind "according to": "According to X, C.", "C, according to X.", "X'e göre C.".

The text and the phrase go in; the indirect statement with its printed source comes out, or None where no clause or no
source stands beside the phrase.
"""

from karabakh_extract.names.lexicon import small_words
from karabakh_extract.patterns import lazy
from karabakh_extract.quotes.clause_ends import clause_end
from karabakh_extract.quotes.descriptions import behind_description
from karabakh_extract.quotes.inverted import right_source
from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.phrases import left_source
from karabakh_extract.quotes.sentences import behind_dateline
from karabakh_extract.quotes.source import Source, describe
from karabakh_extract.quotes.statement import Statement
from karabakh_extract.quotes.text import FILL, Cue, Text

# "Laut X steht …": no comma behind the source
_VERB_SECOND = frozenset(("de", "nl"))
_FEWEST = 3
_FEWEST_BEFORE = 4
_LONGEST_TAIL = 90
_MOST_BEFORE = 8
_NAMED = frozenset(("person", "surname", "organisation", "collective", "role"))
_IN_MARKS = lazy(r" (?:[^\W\d_]{2,20} ){0,3}[«“„\"]([^«»“”„\"\n\ue000]{2,40})[»”“\"]")
_BORDER = lazy("[,՝]")
_PLAIN = lazy(r"[^,.;:\n]{3,}")


def finish(text: Text, source: Source, cue: Cue, start: int, end: int, at: int) -> Statement | None:
    """Return the statement of the clause in body[start:end], without what leads up to it; None for too short a one."""
    body = text.body
    start = behind_dateline(body, start, end)
    while start < end and body[start] in " \u00a0,:\n—–-՝":
        start += 1
    while end > start and body[end - 1] in " \u00a0,;:\n—–-.։":
        end -= 1
    lexicon = text.lexicon
    fewest = _FEWEST if lexicon is not None and lexicon.articles and not lexicon.verb_last else 2
    if end - start < 8 or len(body[start:end].split(None, fewest)) < fewest:
        return None
    return Statement("indirect", [(start, end)], source, cue, at)


def according(text: Text, lexicon: Lexicon, cue: Cue) -> Statement | None:
    """Read "According to X, C." and "C, according to X."."""
    masked = text.masked
    begins, stop = text.sentence(cue.start)
    found = _accorded(text, lexicon, cue, stop)
    if found is None:
        return None
    source, end = found
    lead = masked[begins : cue.start].rstrip()
    if not lead.strip():
        end = behind_description(masked, end, lexicon)
        border = _BORDER.search(masked, end, stop)
        comma = border.start() if border else -1
        if lexicon.code in _VERB_SECOND and masked[end : end + 1] == " ":
            comma = end - 1
        if comma < 0:
            return None
        start = comma + 1
        return finish(text, source, cue, start, clause_end(text, cue, start, lexicon), cue.start)
    if lead.rpartition(" ")[2].rstrip(",") in lexicon.that:
        return None
    if len(lead.split()) >= _FEWEST_BEFORE and (lead.endswith(",") or not masked[end:stop].strip(" .\n")):
        return finish(text, source, cue, begins, begins + len(lead), cue.start)
    return None


def _accorded(text: Text, lexicon: Lexicon, cue: Cue, stop: int) -> tuple[Source, int] | None:
    """Return the source of "according to" and where it ends; a pronoun may stand within the phrase ("по её словам")."""
    masked = text.masked
    for word in masked[cue.start : cue.end].lower().split():
        if lexicon.pronouns.get(word) not in (None, "relative"):
            return Source("pronoun", word, word=lexicon.pronouns[word]), cue.end
    said = lexicon.forms.get(masked[cue.start : cue.end].rpartition(" ")[2], ())
    verb = any(
        form.kind != "according" for form in said
    )  # "как сообщил": an outlet in marks is told, its source follows
    quoted = None if verb else _IN_MARKS.match(masked, cue.end, stop)
    if quoted is not None:
        return Source("organisation", quoted[0].strip(), quoted[1]), quoted.end()
    if lexicon.code in _VERB_SECOND:
        stop = _noun_phrase_end(masked, cue.end, stop, lexicon)
    right = right_source(masked, cue.end, stop, lexicon)
    if right is not None:
        return right
    phrase = _PLAIN.match(masked, cue.end, min(stop, cue.end + _LONGEST_TAIL))
    if phrase is None or not phrase[0].strip(f" {FILL}") or phrase[0].split()[0].lower() in lexicon.nobody:
        # "según lo llaman": an object of its verb
        return None
    return Source("common", phrase[0].replace(FILL, "").strip()), phrase.end()


def _noun_phrase_end(masked: str, start: int, stop: int, lexicon: Lexicon) -> int:
    """Return where the source of "Nach Angaben der Polizei steht …" ends: before the verb, the first word in lower case
    behind a noun that joins nothing to it."""
    at, noun = start, False
    for word in masked[start:stop].split(" "):
        bare = word.strip(",.")
        if noun and bare.islower() and bare not in small_words("role_prepositions") and bare not in lexicon.joints:
            return at - 1
        noun = noun or bare[:1].isupper()
        at += len(word) + 1
    return stop


def accorded_behind(text: Text, lexicon: Lexicon, cue: Cue) -> Statement | None:
    """Read "Bakanlığa göre C." and "Նախարարի խոսքով՝ C։": the phrase and its source before it open a sentence."""
    begins, stop = text.sentence(cue.start)
    if len(text.masked[begins : cue.start].split()) > _MOST_BEFORE:
        return None
    if " " in text.masked[cue.start : cue.end]:
        # "şirkətin məlumatına görə": what the phrase holds says that somebody spoke
        source = left_source(text.masked, begins, cue.start, lexicon)
    else:
        source = describe(text.masked[begins : cue.start], lexicon)
        source = source if source is not None and source.kind in _NAMED else None
    return finish(text, source, cue, cue.end, stop, cue.start) if source is not None else None
