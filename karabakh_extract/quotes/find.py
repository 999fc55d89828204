"""find_quotes: the steps from a body to its statements, in order."""

from bisect import bisect_left
from collections.abc import Sequence

from karabakh_extract.quotes.attribution import Attributor
from karabakh_extract.quotes.incise import cut
from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.reported import reported
from karabakh_extract.quotes.resolve import Resolver
from karabakh_extract.quotes.resolved import NOBODY, Resolved
from karabakh_extract.quotes.statement import Statement
from karabakh_extract.quotes.text import Text
from karabakh_extract.quotes.via import via
from karabakh_extract.record import Part, Quote, Speaker

_FEWEST_FLOATING = 4


def find_quotes(
    body: str,
    language: str | None = None,
    *,
    set_off: Sequence[tuple[tuple[int, int], ...]] = (),
    emphasised: Sequence[tuple[int, int]] = (),
    headline: str | None = None,
) -> list[Quote]:
    """Return the statements in `body` (paragraphs separated by one blank line) in order of their first part.

    Offsets count code points of `body`. `language` is a primary subtag; without one it is guessed from the small
    words. `set_off`: quotations that the source sets off without marks, as (start, end) of each of their paragraphs.
    `emphasised`: (start, end) of what opens a paragraph, or is one, in bold, italics or as a heading: questions of an
    interview, perhaps. `headline` may name the person interviewed. A language without reporting verbs in the data gives
    no statements.
    Time is linear in the length of `body`.
    """
    if language == "ar":
        # verb first and no capitals: another grammar
        from karabakh_extract.quotes.arabic import arabic_quotes

        return arabic_quotes(body)
    text = Text(body, language, set_off, emphasised)
    if text.lexicon is None:
        return []
    lexicon = text.lexicon
    cut(text, lexicon, headline)
    text.read(lexicon)
    if not (text.cues or text.quotations):
        return []
    direct = Attributor(text, lexicon)
    direct.run()
    statements = direct.statements + reported(text, lexicon, direct)
    floating, unclaimed = _floating(text, direct)
    statements += floating
    if not statements:
        return []
    statements.sort(key=lambda statement: statement.parts[0][0])
    resolver = Resolver(text, lexicon, unclaimed, headline)
    quotes = []
    for statement in statements:
        speaker = resolver.speaker(statement)
        if statement.floating and speaker is NOBODY:
            continue
        quote = _quote(text, lexicon, statement, speaker)
        if quote is not None:
            quotes.append(quote)
    return quotes


def _floating(text: Text, direct: Attributor) -> tuple[list[Statement], list[int]]:
    """Return the quotations without a verb that are whole sentences of their own, and the starts of other long ones."""
    found, unclaimed = [], []
    for place in sorted(direct.free):
        quotation = text.quotations[place]
        if quotation.start in text.set_off:
            # nobody's words until somebody is named: letters, laws and songs are set off as well
            continue
        start, last = quotation.parts[0][0], quotation.parts[-1][1]
        words = text.body[start:last].split()
        if len(words) < _FEWEST_FLOATING or not text.body[start].isupper():
            continue
        lead = text.masked[text.sentence_start(quotation.start) : quotation.start].strip(" —–-")
        if lead or text.body[last - 1] not in ".!?…":
            unclaimed.append(start)
            continue
        statement = Statement("direct", list(quotation.parts), None, None, start)
        statement.floating = True
        found.append(statement)
    return found, unclaimed


def _quote(text: Text, lexicon: Lexicon, statement: Statement, speaker: Resolved) -> Quote | None:
    """Return the record's form of a statement; `None` where nothing but marks and commas is left of it."""
    body, kind, cue = text.body, statement.kind, statement.cue
    loose = ", \u00a0" if kind == "direct" else " \u00a0"
    parts: list[Part] = []
    joined = ""
    for start, end in statement.parts:
        # a part has no white space around it and, in direct speech, no final comma
        while end > start and body[end - 1] in loose:
            end -= 1
        while start < end and body[start].isspace():
            start += 1
        if start >= end:
            continue
        if parts:
            between = text.masked[parts[-1].end : start]
            joined += " " if "\n\n" in between and not any(c.isalnum() for c in between) else " … "
        joined += body[start:end]
        parts.append(Part(start=start, end=end))
    if not parts:
        return None
    outlet = None
    if cue is not None and (text.via_places or lexicon.via_behind):
        begins, ends = text.sentence(cue.start)
        if kind != "direct":
            ends = max(cue.end, parts[-1].end)
        place = bisect_left(text.via_places, begins)
        if lexicon.via_behind or (place < len(text.via_places) and text.via_places[place] < ends):
            outlet = via(text, begins, ends)
    # most often nothing but single spaces parts the words
    plain = joined.isprintable() and "  " not in joined
    return Quote(
        text=joined.strip(" ") if plain else " ".join(joined.split()),
        kind=kind,
        speaker=Speaker(name=speaker.name, role=speaker.role, mention=speaker.mention),
        resolution=speaker.resolution,
        cue=body[cue.start : cue.end] if cue is not None else None,
        via=outlet,
        parts=parts,
        start=parts[0].start,
        end=parts[-1].end,
    )
