"""A header that shares one line with the article is given Blocks of its own.

In: a Page whose first Block opens with an outlet, a headline, a byline, a date and labels, all in the sentence
that also begins the text (an article copied as one line). Out: the same stretch as several Blocks: outlet,
headline, header, text.
"""

import itertools
import re

from karabakh_extract.draft import Draft
from karabakh_extract.fields.datetimes import find_dates
from karabakh_extract.fields.labels import byline_lead, byline_leads, labels_inside
from karabakh_extract.fields.lexicon import function_words
from karabakh_extract.fields.outlets import Outlets, known
from karabakh_extract.fields.phrases import fold
from karabakh_extract.patterns import lazy

REACH = 600
"""Characters from the start within which a header that shares a line with its article ends."""

OPENING, LEAST = 60, 15
"""Characters from the start within which a date stands before the headline; characters of the shortest headline."""

TOP, NAME = 12, 60
"""Blocks from the start among which a text begins; characters of an outlet's name that opens it."""

_DISPATCH = lazy(r"(?<=[\w\"”»])\s(?:--?|–|—)\s+(?=[\"“«‘'(]?[^\W\d_a-z]|[\"“«]?\d)")
_SECOND = lazy(r"[\"“«„]([^\"“”«»„]{3,50})[\"”»“]\s(?:--?|–|—)\s+")
BESIDE = 3
"""Characters between a date and the opener of a byline in small letters."""
NAMED = 8.0
"""Weight of the outlet from which a text is said to come."""
_QUOTED_NAME = lazy(r"[\"“«„]([^\"“”«»„]{3,50})[\"”»“]")
_BAR, _SENTENCE = lazy(r"\s[-–—|•·]\s"), lazy(r"[a-z\d][.!?]\s")
_WORD = lazy(r"[^\W_]+(?:[.'’-][^\W_]+)*")


def split_front(draft: Draft) -> None:
    """Cut the first Block of a one-line article into outlet, headline, header line and text, and what stands like a
    dateline before the first sentence of a text off it.
    """
    blocks = draft.page.blocks
    if len(blocks) > 1 and blocks[1].glue == " ":
        _split_line(draft)
    for n, block in enumerate(blocks[:TOP]):
        if (end := _dispatched(block.text)) and end < len(block.text):
            if name := _QUOTED_NAME.search(block.text, 0, end):
                draft.outlets.learn(name[1])
            _split_source(draft, n, end)
            return


def _split_source(draft: Draft, n: int, end: int) -> None:
    """Cut day and outlet off a text, and the outlet from which that one has it: `"Weir Times" - "Wire" - …`."""
    block = draft.page.blocks[n]
    second = _SECOND.match(block.text, end)
    points = [end, second.end()] if second and _titled(second[1]) and second.end() < len(block.text) else [end]
    draft.page.replace_block(n, block.cut(points, "\n\n"))
    if second and len(points) > 1:
        span = (second.start(1) - end, second.end(1) - end)
        draft.offer("original_publisher", second[1], "dateline", n + 1, span, NAMED)
        draft.mark_field(n + 1, 0, len(draft.page.blocks[n + 1].text), "original_publisher", "dateline")


def _dispatched(text: str) -> int:
    """Return where day and outlet end that open the first sentence of a text (`August 12, 2020 "Weir Clearing House" -
    Between …`), 0 where they do not.
    """
    for dash in _DISPATCH.finditer(text, 0, OPENING + NAME):
        if _named_before(text[: dash.start()].rstrip()):
            return dash.end()
    return 0


def _named_before(before: str) -> bool:
    """Whether nothing but an outlet's name, in quotation marks or known, and a day before it stands before a dash."""
    found = next(iter(find_dates(before[:OPENING])), None) if before[:1].isdigit() or before[:1].isupper() else None
    day = found.end if found and found.start == 0 else 0
    name = before[day:].strip(" ,;|–—-")
    quoted = _QUOTED_NAME.fullmatch(name)
    if quoted:
        return _titled(quoted[1])
    return bool(day) and known(name) is not None


def _titled(name: str) -> bool:
    """Whether all words of a name but small ones begin with a capital."""
    return all(word[0].isupper() or fold(word) in function_words() for word in _WORD.findall(name))


def _split_line(draft: Draft) -> None:
    blocks = draft.page.blocks
    block = blocks[0]
    text = block.text[:REACH]
    dates = find_dates(text)
    leads = [
        lead
        for lead in byline_leads(fold(text), 1)
        if text[lead.end : lead.end + 1].isupper()
        and (text[lead.start].isupper() or any(0 < lead.start - found.end <= BESIDE for found in dates))
    ]
    labels = [label for label in labels_inside(fold(text), 1) if label.colon and text[label.start].isupper()]
    starts = [
        *(lead.start for lead in leads[:1]),
        *(found.start for found in dates[:1]),
        *(label.start for label in labels[:1]),
    ]
    if not starts:
        return
    if barred := _between_bars(text, [found.end for found in dates]):
        pieces = block.cut(barred, "\n\n")
        for piece in pieces:
            if not _WORD.search(piece.text):
                piece.role = "furniture"
        draft.page.replace_block(0, pieces)
        return
    begin = min(starts)
    if leads and dates and dates[0].start < OPENING and leads[0].start - dates[0].end > LEAST:
        # outlet and date stand before the headline, the byline behind it
        points = {dates[0].start, dates[0].end, leads[0].start, _names_end(text, leads[0].end)}
        draft.page.replace_block(0, block.cut(sorted(point for point in points if 0 < point < len(block.text)), "\n\n"))
        return
    end = max([found.end for found in dates] + [_values_end(text, label.end) for label in labels] + [begin])
    behind = next((lead for lead in leads if 0 <= lead.start - end <= BESIDE), None)
    if behind or end == begin:
        end = _names_end(text, (behind or leads[0]).end)
    points = {begin, end}
    outlet = Outlets().prefix(text) or _named_again(text, " ".join(piece.text for piece in blocks[1:]))
    if outlet and outlet < begin:
        points.add(outlet)
    draft.page.replace_block(0, block.cut(sorted(point for point in points if 0 < point < len(block.text)), "\n\n"))


def _between_bars(text: str, dates: list[int]) -> list[int]:
    """Return where dashes or bars part headline, byline, outlet and date, the last of them behind the date; `dates`:
    where those end. Empty where fewer than two stand before it."""
    bars = list(_BAR.finditer(text))
    last = next((n for n, bar in enumerate(bars) if any(0 <= bar.start() - end <= 1 for end in dates)), 0)
    if last < 2 or any(_SENTENCE.search(text, a.end(), b.start()) for a, b in itertools.pairwise(bars[: last + 1])):
        return []
    behind = bars[last + 1 : last + 2]
    if behind and byline_lead(fold(text[bars[last].end() : behind[0].start()])):
        # "… | August 12, 2020 | By A. Author | The text"
        last += 1
    return [point for bar in bars[: last + 1] for point in bar.span()]


def _named_again(text: str, later: str) -> int:
    """Return where the name ends with which the text opens and which it names again: the outlet's."""
    best = 0
    for n, word in enumerate(_WORD.finditer(text)):
        if n > 5 or not (word.group()[0].isupper() or fold(word.group()) in function_words()):
            break
        if n and word.group()[0].isupper() and re.search(rf"\b{re.escape(text[: word.end()])}\b", later):
            best = word.end()
    return best


def _values_end(text: str, start: int) -> int:
    """Return where the values of a label end and a sentence begins: before a capitalised function word."""
    joined = True
    for word in _WORD.finditer(text, start):
        token = word.group()
        if token[0].isupper() and fold(token) in function_words() and not joined:
            return word.start()
        if not token[0].isupper() and fold(token) not in function_words():
            # lower case without a function word before: the sentence began with the last capitalised word
            before = text.rfind(" ", start, word.start() - 1)
            return before + 1 if before > start else start
        joined = fold(token) in function_words() or text[word.end() : word.end() + 1] in ",;|"
    return len(text)


def _names_end(text: str, start: int) -> int:
    """Return where the names of a byline end: after two capitalised words, or what joins on to them."""
    at = start
    for n, word in enumerate(_WORD.finditer(text, start)):
        if n >= 2 or not word.group()[0].isupper():
            break
        at = word.end()
    return at
