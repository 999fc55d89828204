"""The name that signs a quotation: `"We are ready." — Ada Poe, mayor of Ostrow`, on its line or the next.

The offset behind a quotation goes in; the source and where it stands come out, or None. Nothing but a name and what
describes it may stand between the dash and the end of the line.
"""

from karabakh_extract.quotes.descriptions import read_description
from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.source import Source, describe
from karabakh_extract.quotes.text import FILL, Text

_DASHES = "—–―-‒"
_LONGEST = 160
_MOST_WORDS = 7
_SIGNERS = frozenset(("person", "surname", "organisation"))


def signature(text: Text, lexicon: Lexicon, end: int, limit: int) -> tuple[Source, int] | None:
    """Return (source, offset of its name) of a signature that begins at `end` and stops before `limit`."""
    masked = text.masked
    front = end
    while front < limit and masked[front] in " \u00a0\n":
        front += 1
    if front >= limit or masked[front] not in _DASHES:
        return None
    at = front
    while at < limit and masked[at] in _DASHES + " \u00a0":
        at += 1
    stop = masked.find("\n", at, min(limit, at + _LONGEST))
    if stop < 0:
        if min(limit, len(masked)) > at + _LONGEST or (limit < len(masked) and masked[limit - 1] != "\n"):
            return None
        stop = limit
    line = masked[at:stop].strip(" .\n")
    name, _, rest = line.partition(",")
    if not name or FILL in line or len(name.split()) > _MOST_WORDS or not name.strip()[0].isupper():
        return None
    cue = text.first_cue(at, stop)
    if cue is not None and cue.start < at + len(name):
        return None
    source = describe(name, lexicon)
    if source is None or source.kind not in _SIGNERS or name.strip()[-1:] in "?!:":
        return None
    return source._replace(role=source.role or read_description(rest.strip(), lexicon)), at
