"""The outlet or channel that words were given to: "in an interview with Kommersant", "told OC Media", "wrote on
Facebook".

The sentence of an attribution goes in, the outlet's name as printed comes out, or None.
"""

import re
from functools import cache

from karabakh_extract.names.lexicon import fold, is_role, organisation_words, small_words
from karabakh_extract.names.mentions import run_pattern
from karabakh_extract.names.shape import looks_like_organisation, looks_like_person
from karabakh_extract.patterns import lazy
from karabakh_extract.quotes.lexicon import known
from karabakh_extract.quotes.text import Text

_SURE = 0.6
_REACH = 80
_QUOTED = lazy(r"[«\"“„]([^\ue000«»\"“”„]{2,40})[»\"”“]")


@cache
def _determiner() -> re.Pattern[str]:
    words = "|".join(w.replace("'", "['’]") if "'" in w else f"{w} " for w in sorted(small_words("via_determiners")))
    return re.compile(f"(?:{words})+")


def _past_kind(masked: str, at: int) -> int:
    """Skip common nouns before an outlet's name: "le quotidien Izvestia", "the newspaper Kommersant"."""
    for word in masked[at : at + 40].split(" ")[:3]:
        if not word or not (fold(word) in organisation_words("outlets") and word[0].islower()):
            break
        at += len(word) + 1
    return at


def via(text: Text, start: int, end: int) -> str | None:
    """Return the outlet named in body[start:end], as printed without article; None where none is."""
    masked, body = text.masked, text.body
    for phrase in text.via_phrases:
        at = masked.find(phrase, start, end)
        if at < 0 or masked[at - 1 : at].isalnum() or masked[at + len(phrase) : at + len(phrase) + 1].isalnum():
            continue
        outlet = _outlet(masked, body, at + len(phrase) + 1, phrase.rpartition(" ")[2].lower())
        if outlet is not None:
            return outlet
    return _before(text, start, end) if text.lexicon is not None and text.lexicon.via_behind else None


@cache
def _behind(code: str) -> re.Pattern[str]:
    """Return the pattern of an outlet in its case before its phrase: "TRT Haber'e verdiği demeçte"."""
    lexicon = known(code)
    phrases, kinds, endings = (
        "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        for words in (lexicon.via_behind, lexicon.via_kinds, lexicon.via_endings)
    )
    name = r"[^\W\d_][\w.-]*(?: [^\W\d_a-z][\w.-]*){0,3}"
    # the kind of outlet takes the case, or the name, which a mark then parts from its ending
    return re.compile(
        rf"(?:[«\"“„](?P<marked>[^\ue000«»\"“”„\n]{{2,40}})[»\"”“](?:['’-]?(?:{endings}))?(?: (?:{kinds}))?"
        rf"|(?P<kind>{name}) (?:{kinds})|(?P<case>{name})['’-](?:{endings})) (?:{phrases})(?!\w)"
    )


def _before(text: Text, start: int, end: int) -> str | None:
    """Return the outlet before a phrase in body[start:end], in a language that puts such phrases last."""
    assert text.lexicon is not None
    for phrase in text.lexicon.via_behind:
        at = text.masked.find(phrase, start, end)
        if at < 0:
            continue
        for match in _behind(text.lexicon.code).finditer(text.masked, max(start, at - _REACH), at + len(phrase)):
            name = match["marked"] or _last_name(match["kind"] or match["case"])
            if name and name[0].isupper() and looks_like_person(name) < _SURE:
                return name.strip()
    return None


def _last_name(run: str) -> str:
    """Return the capitals that end a run of words, without a person before them: "Elçin Quliyev Trend"."""
    words = run.split()
    first = next((i for i in range(len(words), 0, -1) if not words[i - 1][0].isupper()), 0)
    words = words[first:]
    if len(words) > 2 and looks_like_person(" ".join(words[:2])) >= _SURE:
        words = words[2:]
    return " ".join(words)


def _outlet(masked: str, body: str, at: int, verb: str) -> str | None:
    """Return the outlet whose name begins at `at`, behind a phrase whose last word is `verb`."""
    determiner = _determiner().match(masked, at)
    at = _past_kind(masked, determiner.end() if determiner else at)
    if body[at : at + 1] in ("«", '"', "“", "„"):
        quoted = _QUOTED.match(body, at)
        return quoted[1].strip() if quoted else None
    run = run_pattern().match(masked, at)
    if run is None:
        return None
    name = run[0]
    if masked.startswith(" of ", run.end()):
        more = run_pattern().match(masked, run.end() + 4)
        name = masked[at : more.end()] if more else name
    words = name.split()
    if is_role(fold(words[0])) and not small_words("genitives").isdisjoint(words):
        return None  # "sagte der Sprecher der Feuerwehr"
    body_like = looks_like_organisation(name) >= _SURE
    if verb in small_words("by_channel") and not body_like and fold(words[0]) not in small_words("channels"):
        return None
    if looks_like_person(name) >= _SURE or (verb in small_words("telling") and not body_like):
        return None
    return None if " " not in name and fold(name) in organisation_words("not_names") else name
