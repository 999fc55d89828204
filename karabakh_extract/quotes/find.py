"""find_quotes: the steps from a body to its statements, in order."""

from itertools import pairwise

from karabakh_extract.quotes.attribution import Attributor
from karabakh_extract.quotes.incise import cut
from karabakh_extract.quotes.reported import reported
from karabakh_extract.quotes.resolve import NOBODY, Resolved, Resolver
from karabakh_extract.quotes.statement import Statement
from karabakh_extract.quotes.text import Text
from karabakh_extract.quotes.via import via
from karabakh_extract.record import Part, Quote, Speaker

_FEWEST_FLOATING = 4


def find_quotes(body: str, language: str | None = None) -> list[Quote]:
    """Return the statements in `body` (paragraphs separated by one blank line) in order of their first part.

    Offsets count code points of `body`. `language` is a primary subtag; without one it is guessed from the small
    words. A language
    without reporting verbs in the data gives no statements. Time is linear in the length of `body`.
    """
    text = Text(body, language)
    if text.lexicon is None or not (text.cues or text.quotations):
        return []
    lexicon = text.lexicon
    cut(text, lexicon)
    direct = Attributor(text, lexicon)
    direct.run()
    statements = direct.statements + reported(text, lexicon, direct)
    statements += _floating(text, direct)
    statements.sort(key=lambda s: s.parts[0][0])
    resolver = Resolver(text, lexicon)
    quotes = []
    for statement in statements:
        speaker = resolver.speaker(statement)
        if statement.floating and speaker is NOBODY:
            continue
        quotes.append(_quote(text, statement, speaker))
    return quotes


def _floating(text: Text, direct: Attributor) -> list[Statement]:
    """Return the quotations without a verb that are whole sentences of their own."""
    found = []
    for place in sorted(direct.free):
        quotation = text.quotations[place]
        start, last = quotation.parts[0][0], quotation.parts[-1][1]
        words = text.body[start:last].split()
        if len(words) < _FEWEST_FLOATING or text.body[last - 1] not in ".!?…" or not text.body[start].isupper():
            continue
        if text.masked[text.sentence_start(quotation.start) : quotation.start].strip(" —–-"):
            continue
        statement = Statement("direct", list(quotation.parts), None, None, start)
        statement.floating = True
        found.append(statement)
    return found


def _quote(text: Text, statement: Statement, speaker: Resolved) -> Quote:
    body = text.body
    parts = (
        [_bare(body, start, end) for start, end in statement.parts] if statement.kind == "direct" else statement.parts
    )
    joined = body[parts[0][0] : parts[0][1]]
    for (_, end), (start, after) in pairwise(parts):
        between = text.masked[end:start]
        joined += (" " if "\n\n" in between and not any(c.isalnum() for c in between) else " … ") + body[start:after]
    cue = statement.cue
    outlet = None
    if cue is not None and text.lexicon is not None:
        begins = text.sentence_start(cue.start)
        ends = text.sentence_end(cue.start) if statement.kind == "direct" else max(cue.end, parts[-1][1])
        outlet = via(text.masked, body, begins, ends, text.lexicon)
    return Quote(
        text=" ".join(joined.split()),
        kind=statement.kind,
        speaker=Speaker(name=speaker.name, role=speaker.role, mention=speaker.mention),
        resolution=speaker.resolution,
        cue=body[cue.start : cue.end] if cue is not None else None,
        via=outlet,
        parts=[Part(start=start, end=end) for start, end in parts],
        start=parts[0][0],
        end=parts[-1][1],
    )


def _bare(body: str, start: int, end: int) -> tuple[int, int]:
    """Return a part without a final comma."""
    while end > start and body[end - 1] in ", \u00a0":
        end -= 1
    return start, end
