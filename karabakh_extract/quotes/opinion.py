"""An opinion without a verb: « Pour le maire, Luc Moret, « c'est une catastrophe » ».

The offsets of a quotation and of the sentence before it go in; the source and the word that sets it come out, or None
where anything but one noun phrase stands between them.
"""

from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.phrases import left_source
from karabakh_extract.quotes.source import Source
from karabakh_extract.quotes.text import FILL, Cue, Text

_LONGEST = 120
_FEWEST_WORDS = 3
_HOLDERS = frozenset(("person", "organisation", "role", "pronoun"))


def opinion(text: Text, lexicon: Lexicon, begins: int, start: int, inner: tuple[int, int]) -> tuple[Source, Cue] | None:
    """Return whose opinion the quotation at `start` is, with the words in body[inner]; `begins` is its sentence's."""
    masked = text.masked
    lead = masked[begins:start].rstrip()
    first, _, phrase = lead.partition(" ")
    if first not in lexicon.opinions or not lead.endswith(",") or len(lead) > _LONGEST or FILL in lead:
        return None
    if text.body.count(" ", *inner) + 1 < _FEWEST_WORDS:
        return None
    source = left_source(masked, begins + len(first) + 1, begins + len(lead), lexicon)
    if source is None or source.kind not in _HOLDERS:
        return None
    # the noun phrase begins right behind the word: "Pour réparer le pont, …" names nobody
    before = phrase[: max(0, phrase.find(source.mention))]
    if source.role and source.role in before:
        before = before.replace(source.role, "")
    if any(word.lower() not in lexicon.articles for word in before.replace(",", " ").split()):
        return None
    return source, Cue(begins, begins + len(first), "quoting")
