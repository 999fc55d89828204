"""Where a reported clause ends: with its sentence, before a further reporting verb, or before "; " and ", but ".

A text, the verb and the offset at which its clause begins go in; the offset behind the clause comes out.
"""

from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.text import Cue, Text

_MOST_VERBS = 8
_SHORTEST = 20
_BORDER_REACH = 90
_CLAUSAL = frozenset(("speech", "telling", "statement"))


def clause_end(text: Text, cue: Cue, start: int, lexicon: Lexicon) -> int:
    """Return where the clause that begins at `start` ends: its sentence's end, or before a further reporting verb."""
    stop = text.sentence_end(start)
    masked = text.masked
    paragraph = masked.find("\n\n", start, stop)
    if paragraph >= 0:
        stop = paragraph
    following = text.first_cue(start if start > cue.end else cue.end + 1, stop)
    for _ in range(_MOST_VERBS):
        if following is None:
            break
        end = _border(masked, start, following, lexicon)
        if end is not None:
            return end
        following = text.first_cue(following.end, stop)
    for cut in text.cuts:
        at = masked.find(cut, start + _SHORTEST, stop)
        if at >= 0:
            stop = at
    return stop


def _border(masked: str, start: int, following: Cue, lexicon: Lexicon) -> int | None:
    """Return where a clause gives way to that of a further verb ("… and said", ", adding"), or None."""
    at, _, kind = following
    base = max(start, at - _BORDER_REACH)
    lead = masked[base:at].rstrip()
    words = lead.split()
    if not words:
        return None
    while words[-1].lower() in lexicon.auxiliaries and len(words) > 1:
        words.pop()
    if words[-1].lower() in lexicon.splits:
        return base + lead.rfind(f" {words[-1]}") if kind in _CLAUSAL else None
    if kind in _CLAUSAL and "," in lead and not masked[at : following.end].endswith("ing"):
        clause = next((lead.rfind(f", {split} ") for split in lexicon.splits if f", {split} " in lead), -1)
        if clause >= 0:
            return base + clause
    if lead.rstrip("\"”’'»").endswith(","):
        lead = lead if lead.endswith(",") else lead + " "
        participle = masked[at : following.end].endswith("ing") and lexicon.code == "en"
        return base + len(lead) - 1 if participle or kind == "according" else None
    for place in range(len(words) - 2, max(0, len(words) - 5), -1) if kind != "quoting" else ():
        if words[place].lower() in lexicon.splits:
            subject = words[place + 1]
            pronoun = lexicon.pronouns.get(subject.lower()) in ("m", "f", "p") and place == len(words) - 2
            if pronoun or (subject[0].isupper() and words[place - 1].endswith(",")):
                return base + lead.rfind(f" {words[place]} ")
            return None
    return None
