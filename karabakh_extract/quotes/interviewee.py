"""Who answers in an interview whose turns stand under letters: the lead says it ("talks to X"), or the headline.

The text with its turns and its persons go in; a full name comes out, or None where it could be one of several.
"""

from karabakh_extract.names.lexicon import fold, organisation_words
from karabakh_extract.names.mentions import persons, run_pattern
from karabakh_extract.patterns import lazy
from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.people import People
from karabakh_extract.quotes.questions import interviewing
from karabakh_extract.quotes.text import Text

_REACH = 160
_LONGEST_LEAD = 6_000
_INFLECTED = frozenset(("ru", "uk", "pl"))
_STEM = 3
_BEHIND = lazy(r",? (?:of|from|for|at|de|du|von|vom|из) (?:the |la |le |l['’]|der )?")

Mention = tuple[int, int, str]


def interviewee(text: Text, lexicon: Lexicon, people: People, headline: str | None) -> str | None:
    """Return the full name of the person that the letter of the answers stands for."""
    end = min(text.turns)
    begins = max(0, end - _LONGEST_LEAD)
    mentions = people.between(begins, end)
    headed = [person.name for person in persons(headline)[0]] if headline else []
    forms = [*headed, *(name for _, _, name in mentions)]
    if lexicon.code in _INFLECTED:
        mentions = [(start, after, _shortest(name, forms)) for start, after, name in mentions]
    asks = {name for start, after, name in mentions if _asks(text.masked, start, after, lexicon)}
    pattern = interviewing(lexicon.code)
    for match in pattern.finditer(text.masked, begins, end) if pattern else ():
        found = _beside(text, match.start(), match.end(), mentions, asks)
        if found is not None:
            return found
    named = list(dict.fromkeys(name for _, _, name in mentions if name not in asks))
    words = set(fold(headline).replace(":", " ").replace(",", " ").split()) if headline else set()
    meant = [name for name in named if fold(name.rpartition(" ")[2]) in words]
    meant = meant or named or list(dict.fromkeys(headed))
    return meant[0] if len(meant) == 1 else None


def _shortest(name: str, forms: list[str]) -> str:
    """Return the shortest of the forms of a name: the one without a case ending ("Анной Крымовой", "Анна Крымова")."""
    first, last = name.split()[0], name.split()[-1]
    same = [f for f in forms if f.startswith(first[:_STEM]) and f.split()[-1][: _STEM + 1] == last[: _STEM + 1]]
    return min([name, *same], key=len)


def _asks(masked: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Tell whether a name is the interviewer's: "by X", "our correspondent X", "X of the Daily Courier"."""
    before = masked[max(0, start - _REACH) : start].split()[-1:]
    if before and fold(before[0]) in lexicon.askers:
        return True
    joint = _BEHIND.match(masked, end)
    run = run_pattern().match(masked, joint.end()) if joint else None
    return run is not None and not organisation_words("outlets").isdisjoint(fold(run[0]).split())


def _beside(text: Text, start: int, end: int, mentions: list[Mention], asks: set[str]) -> str | None:
    """Return the person beside an interview phrase in body[start:end]: the one behind it, or the subject of a
    sentence that is told to an outlet; None where two stand there and the lead speaks no more of one than of the
    other."""
    begins, stop = text.sentence_start(start), min(text.sentence_end(start), end + _REACH)
    ahead = next((m[2] for m in mentions if end <= m[0] < stop and m[2] not in asks), None)
    before = next((m[2] for m in mentions if begins <= m[0] < start and m[2] not in asks), None)
    if ahead is None or before is None or ahead == before:
        return ahead or before
    often = {name: sum(m[2] == name for m in mentions) for name in (ahead, before)}
    return None if often[ahead] == often[before] else max(often, key=lambda name: often[name])
