"""The outlet or channel that words were given to: "in an interview with Kommersant", "told OC Media", "wrote on
Facebook".

The sentence of an attribution goes in, the outlet's name as printed comes out, or None.
"""

import re
from functools import cache

from karabakh_extract.names.lexicon import fold, organisation_words, small_words
from karabakh_extract.names.mentions import run_pattern
from karabakh_extract.names.shape import looks_like_organisation, looks_like_person
from karabakh_extract.quotes.lexicon import Lexicon

_QUOTED = re.compile(r"[«\"“„]([^\ue000«»\"“”„]{2,40})[»\"”“]")


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


def via(masked: str, body: str, start: int, end: int, lexicon: Lexicon) -> str | None:
    """Return the outlet named in body[start:end], as printed without article; None where none is."""
    if lexicon.via is None:
        return None
    for match in lexicon.via.finditer(masked, start, end):
        at = match.end()
        if masked[match.start() - 1 : match.start()].isalnum():
            continue
        determiner = _determiner().match(masked[at : at + 30])
        at += determiner.end() if determiner else 0
        at = _past_kind(masked, at)
        if body[at : at + 1] in '«"“„':
            quoted = _QUOTED.match(body, at)
            if quoted:
                return quoted[1].strip()
        run = run_pattern().match(masked, at)
        if run is None:
            continue
        name = run[0]
        if masked.startswith((" of ", " for "), run.end()):
            more = run_pattern().match(masked, run.end() + 4)
            name = masked[at : more.end()] if more and " of " in masked[at : more.end()] else name
        told = masked[match.start() : match.end()].split()[-1].lower() in small_words("telling")
        social = fold(name.split()[0]) in small_words("channels")
        by_channel = masked[match.start() : match.end()].split()[-1].lower() in small_words("by_channel")
        if by_channel and not social and looks_like_organisation(name) < 0.6:
            continue
        if looks_like_person(name) >= 0.6 or (told and looks_like_organisation(name) < 0.6):
            continue
        words = name.split()
        if fold(words[0]) in organisation_words("not_names") and len(words) == 1:
            continue
        return name
    return None
