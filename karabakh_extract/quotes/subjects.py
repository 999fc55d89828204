"""Whose verb it is: the source before a reporting verb, also where it stands farther off ("…, and said", "…, saying").

A verb and the start of its sentence go in; the printed source comes out, or None where the word is no verb of anybody.
"""

from functools import lru_cache

from karabakh_extract.names.lexicon import small_words
from karabakh_extract.quotes.clause_subject import sentence_subject
from karabakh_extract.quotes.lexicon import Lexicon, known
from karabakh_extract.quotes.phrases import left_source
from karabakh_extract.quotes.source import Source
from karabakh_extract.quotes.text import Cue, Text

_WORD_REACH, _MOST_VERBS = 40, 12
_OPENING, _SHORT = 8, 3
_NO_PLURAL = ("ss", "us", "is", "'s", "’s")


def _earlier(text: Text, begins: int, end: int, used: set[int]) -> Cue | None:
    """Return the verb of the same sentence whose subject goes on: the last that holds a statement, else the first."""
    first = text.first_cue(begins, end)
    cue = text.last_cue(begins, end)
    for _ in range(_MOST_VERBS):
        if cue is None or cue.start in used:
            return cue or first
        cue = text.last_cue(begins, cue.start)
    return first


def word_before(text: Text, cue: Cue, begins: int) -> str:
    """Return the word before a verb in its sentence, in lower case with what is printed at it; "" where none is."""
    end = cue.start
    start = begins if end - begins < _WORD_REACH else end - _WORD_REACH
    return text.masked[start:end].rstrip().rpartition(" ")[2].lower()


def is_verb(last: str, lexicon: Lexicon, cue: Cue) -> bool:
    """Tell from the word before it whether a cue can be a verb with a subject: no article, no "to"."""
    return not (
        last in lexicon.articles
        or last in lexicon.possessives
        or (last in lexicon.prepositions and lexicon.code == "en")
        or (last.endswith(("'s", "’s")) and cue.kind != "speech")
    )


def subject(text: Text, lexicon: Lexicon, cue: Cue, begins: int, used: set[int]) -> Source | None:
    """Return the source before a verb; of "and said", "saying" the subject of the sentence."""
    masked = text.masked
    form = masked[cue.start : cue.end].lower()
    if lexicon.code == "en" and form.split(" ")[0].endswith("ing"):
        lead = masked[begins : cue.start].rstrip()
        if not lead.endswith((",", "while", "before", "and")):
            return None
        earlier = _earlier(text, begins, cue.start, used)
        if earlier is not None:
            found = _plain(left_source(masked, begins, earlier.start, lexicon))
            if found is not None:
                return found
        return sentence_subject(masked[begins : cue.start], lexicon)
    found = left_source(masked, begins, cue.start, lexicon)
    if found is not None and not agrees(found, form, lexicon):
        return _several(masked[begins : cue.start].rstrip(), lexicon) if cue.kind == "speech" else None
    if found is not None and found.kind == "ellipsis":
        earlier = _earlier(text, begins, cue.start, used)
        found = _plain(left_source(masked, begins, earlier.start, lexicon)) if earlier is not None else None
        return found or sentence_subject(masked[begins : cue.start], lexicon)
    return found


def _several(lead: str, lexicon: Lexicon) -> Source | None:
    """Return the people in the plural that a sentence opens with, when its bare verb ("say") has no source beside it:
    "52 percent of voters", "A third of independents, 33%,"; None where another verb stands between."""
    words = lead.split()
    for place, word in enumerate(words[:_OPENING]):
        bare = word.lower().strip(",")
        plural = bare in lexicon.several or (
            bare.endswith("s") and not bare.endswith(_NO_PLURAL) and len(bare) > _SHORT
        )
        if plural:
            between = words[place + 1 :]
            aside = word.endswith(",") and between and between[-1].endswith(",")
            told = any(w.lower() in lexicon.finite or w in lexicon.forms for w in between)
            if told and not aside:
                return None
            phrase = " ".join(words[: place + 1]).strip(",")
            return Source("common", phrase, word=bare)
        if bare in lexicon.finite or bare in lexicon.forms or bare in lexicon.pronouns or word.endswith(","):
            return None
    return None


def _nominal(source: Source, lexicon: Lexicon) -> bool:
    """Tell whether a phrase without a name can be somebody: with a determiner or a capital, or in the plural."""
    words = source.mention.split()
    first = words[0].lower()
    if first.endswith("ing") or words[-1].lower() in lexicon.auxiliaries:
        return False
    determined = (
        first in lexicon.articles
        or first in lexicon.possessives
        or first in lexicon.numbers
        or first in lexicon.several
    )
    plural = source.word.endswith("s") and not source.word.endswith(("ss", "us"))
    return determined or plural or words[0][0].isupper() or words[0][0].isdigit() or source.word in lexicon.several


@lru_cache(maxsize=2048)
def _is_bare(form: str, code: str) -> bool:
    """Tell whether a verb form takes an "s" in the singular: "say", "report", none that is a past form too ("put")."""
    forms = known(code).forms
    singular = any(other in forms for other in (form + "s", form + "es", form[:-1] + "ies"))
    return singular and form not in small_words("same_past")


def agrees(source: Source, form: str, lexicon: Lexicon) -> bool:
    """Tell whether a bare verb form ("say", "report") has a source of several: else it is a noun or an infinitive."""
    if source.kind == "common" and lexicon.code == "en" and not _nominal(source, lexicon):
        return False
    if lexicon.code != "en" or source.kind == "ellipsis" or not _is_bare(form, lexicon.code):
        return True
    words = source.mention.lower().split()
    head = words[-1] if source.kind != "common" else source.word
    return (
        source.word == "p"
        or head in lexicon.several
        or words[0] in lexicon.several
        or "and" in words
        or (head.endswith("s") and not head.endswith("ss"))
    )


def _plain(source: Source | None) -> Source | None:
    return None if source is None or source.kind == "ellipsis" else source
