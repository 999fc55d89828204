"""Interviews whose questions are told by their print alone: bold, italic or set as headings, the answers plain.

A text with its emphasised stretches goes in; labels without words come out, one where each question and each answer
begins. An article of questions and answers that nobody gives ("What happens next?") is none: somebody has to be
addressed in the questions, and to speak of himself in the answers.
"""

import re
from functools import cache
from typing import Literal, NamedTuple

from karabakh_extract.patterns import lazy
from karabakh_extract.quotes.lexicon import Lexicon, Words, known
from karabakh_extract.quotes.text import Text

TurnKind = Literal["question", "answer", "name"]
_WORDS = lazy(r"[^\W\d_]+")
_CLOSERS = "\"”»“’') \u00a0"
_DASHES = "—–-― \u00a0"
_ENDS = (".", "!", "…", ":", "։")
_FEWEST = 2
_LONGEST_PROMPT = 12


class Label(NamedTuple):
    """Where a turn is labelled, body[start:end], and the label as printed; `None` where print alone tells."""

    start: int
    end: int
    kind: TurnKind
    label: str | None


@cache
def interviewing(code: str) -> re.Pattern[str] | None:
    """Return the pattern of the phrases beside the person interviewed ("talks to")."""
    phrases = known(code).interviewing
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)", re.I) if phrases else None


def speaks_of(words: Words, text: str) -> bool:
    """Tell whether one of `words` stands in `text`, or a word with one of their endings."""
    return any(word in words.whole or word.endswith(words.endings) for word in _WORDS.findall(text.lower()))


def in_bold(text: Text, lexicon: Lexicon, headline: str | None) -> list[Label]:
    """Return the labels of questions that are emphasised and of the answers behind them; none where it is no interview.
    Linear in the length of the text."""
    body = text.body
    stretches = [(start, end) for start, end in text.emphasised if end > start]
    if sum(_asks(body[start:end]) for start, end in stretches) < _FEWEST:
        return []
    found: list[Label] = []
    asked = answered = turns = 0
    for place, (start, end) in enumerate(stretches):
        following = stretches[place + 1][0] if place + 1 < len(stretches) else len(body)
        whole = body.startswith("\n\n", end) or end == len(body)
        if not _asks(body[start:end]) and not (found and whole and _prompts(body, start, end, following)):
            continue
        begins = end + len(body[end:following]) - len(body[end:following].lstrip())
        stop = following if following < len(body) else body.find("\n\n", begins)
        answer = text.masked[begins : stop if stop >= 0 else len(body)]
        found.append(Label(start, _behind_dash(body, start, end), "question", None))
        if not answer.strip():
            continue
        found.append(Label(begins, _behind_dash(body, begins, following), "answer", None))
        turns += 1
        asked += speaks_of(lexicon.you, text.masked[start:end])
        answered += speaks_of(lexicon.me, answer) or speaks_of(lexicon.us, answer)
    phrases = interviewing(lexicon.code)
    introduced = (
        phrases is not None and found and (phrases.search(body, 0, found[0].start) or phrases.search(headline or ""))
    )
    if turns < _FEWEST or not answered or (not introduced and (not asked or answered * 2 < turns)):
        return []
    return found


def _asks(stretch: str) -> bool:
    """Tell whether an emphasised stretch is a question; Armenian puts its mark on a word within."""
    return stretch.rstrip(_CLOSERS).endswith(("?", "？")) or "՞" in stretch


def _prompts(body: str, start: int, end: int, following: int) -> bool:
    """Tell whether an emphasised paragraph among questions asks without a question mark: a sentence ("Tell me about the
    fire."), or a few words that an answer and no further question follows."""
    stretch = body[start:end].rstrip(_CLOSERS)
    if not body[end:following].strip():
        return False
    return stretch.endswith(_ENDS) or stretch.count(" ") < _LONGEST_PROMPT


def _behind_dash(body: str, start: int, end: int) -> int:
    """Return where the words begin behind a speech dash at `start`."""
    while start < end and body[start] in _DASHES:
        start += 1
    return start
