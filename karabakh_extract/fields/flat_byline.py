"""The byline and the date of a flattened page, where each name and each "by" stands on a line of its own.

In: the lines below the headline of a page with a menu, those that header lines have not claimed. Out: candidates and
marks for authors and, where the header gives no date, for `dates.published`. A name alone on a line may as well be a
topic or a person in a picture: one counts that a byline's opener, another name, a role or a date vouches for, and
whose bearer the text does not speak of.
"""

from functools import cache

from karabakh_extract.data import load
from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import PERSON, Byline, parse_names
from karabakh_extract.fields.labels import byline_lead, label_at_start
from karabakh_extract.fields.lexicon import function_words, is_region, is_role, is_section
from karabakh_extract.fields.line import parse_line
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.shape import is_prose
from karabakh_extract.names import looks_like_organisation, looks_like_person

ZONE, PARAGRAPHS = 30, 3
"""Lines, and paragraphs among them, below a headline among which its byline stands."""
ABOVE = 8
"""Lines above a headline among which a "by" on a line of its own opens its byline."""
NAME = 60
"""Characters of a line of names."""
TOLD, TOLD_BLOCKS = 6, 40
"""Blocks of running text behind the byline whose persons are the story's, looked for among so many Blocks."""
SURE, VOUCHED = 3.0, 1.0
"""What an opener above a name is worth; the least sum that makes a byline of a name, to which its likeness to a
person's adds up to one and a date or a role beside it another."""
BESIDE = 0.4
"""What it is worth that a name stands right below the headline or the standfirst, right above the text, or comes again
on the page."""
WHEN = 6
"""Words of a line that says when a text appeared."""
REACH = 2
"""Lines above or below a name on which its date or role stands."""


def read_opened_byline(draft: Draft, place: int) -> None:
    """Offer the writers whose names stand below a "by" alone on its line, around a headline in Block `place`.

    No other reader of header lines may take such a line for an outlet's name or a section.
    """
    blocks = draft.page.blocks
    zone = [*range(max(1, place - ABOVE), max(place, 0)), *_zone(draft, place)]
    first = next((n for n in zone if n and opens_byline(blocks[n - 1].text) and not draft.page.marked(n)), -1)
    if first < 0 or not 2 < len(blocks[first].text) <= NAME:
        return
    told = _told(draft, zone, place)
    weighed: dict[int, tuple[Byline, float]] = {}
    for n in zone:
        text = blocks[n].text
        if n < first or draft.page.marked(n) or not 2 < len(text) <= NAME or is_section(text) or is_region(text):
            continue
        # what a comma or an "and" joins to a name is a name too, an agency's as well
        opened = opens_byline(blocks[n - 1].text) or (n - 2 in weighed and _joins(blocks[n - 1].text))
        byline = parse_names(text, draft.outlets, certain=opened)
        if byline.authors and (score := _weigh(draft, n, byline, told, opened)) > 0:
            weighed[n] = (byline, score)
    if first in weighed:
        _sign(draft, _run(sorted(weighed), weighed, draft), weighed)


def read_flat_byline(draft: Draft, place: int) -> None:
    """Offer the writers, and the date if there is none yet, of a page whose headline is Block `place`."""
    zone = _zone(draft, place)
    dated = _dates(draft, zone)
    known = draft.candidates.by_field.get("authors", ())
    if any(c.block > place - ABOVE or c.weight >= 8 for c in known):
        return
    told = _told(draft, zone, place)
    weighed: dict[int, tuple[Byline, float]] = {}
    for n in zone:
        text = draft.page.blocks[n].text
        if draft.page.marked(n) or not 2 < len(text) <= NAME or is_section(text) or is_region(text):
            continue
        byline = parse_names(text, draft.outlets, certain=False)
        if byline.authors and (score := _weigh(draft, n, byline, told, False)) > 0:
            weighed[n] = (byline, score)
    chosen = [n for n in weighed if _vouched(draft, n, weighed, dated, place) >= VOUCHED]
    if chosen:
        first = chosen[0]
        while first - 1 in weighed:
            first -= 1
        _sign(draft, _run([n for n in weighed if n >= first], weighed, draft), weighed)


def _sign(draft: Draft, lines: list[int], weighed: dict[int, tuple[Byline, float]]) -> None:
    """Offer the names of lines as the writers', and mark the lines with what opens them."""
    for n in lines:
        for at, named in enumerate(weighed[n][0].authors):
            draft.offer("authors", named.name, "byline", n, (named.start, named.end), 7 - 0.01 * at)
        draft.mark_field(n, 0, len(draft.page.blocks[n].text), "authors", "byline")
        if opens_byline(draft.page.blocks[n - 1].text) and not draft.page.marked(n - 1):
            draft.mark_field(n - 1, 0, len(draft.page.blocks[n - 1].text), "authors", "byline")


def _zone(draft: Draft, place: int) -> list[int]:
    """Return the lines below the headline, down into the first paragraphs."""
    zone: list[int] = []
    paragraphs = 0
    for n in range(place + 1, min(place + 1 + ZONE, len(draft.page.blocks))):
        text = draft.page.blocks[n].text
        if is_prose(text):
            paragraphs += 1
            if paragraphs > PARAGRAPHS:
                break
        elif text:
            zone.append(n)
    return zone


def _dates(draft: Draft, zone: list[int]) -> set[int]:
    """Return the lines that hold a date; offer the first one where the header has given none."""
    found: set[int] = set()
    known = bool(draft.candidates.by_field.get("dates.published") or draft.candidates.by_field.get("dates.modified"))
    for n in zone:
        text = draft.page.blocks[n].text
        if tells_when(text):
            found.add(n)
        if draft.page.marked(n):
            if any((mark.kind or "").startswith("dates.") for mark in draft.page.marks[n]):
                found.add(n)
            continue
        pieces = parse_line(text, draft.outlets, draft.day_first) if any(char.isdigit() for char in text) else None
        dates = [piece for piece in pieces or () if piece.field == "date" or piece.field.startswith("dates.")]
        if not dates:
            continue
        found.add(n)
        if not known:
            known = True
            for piece in dates[:1]:
                field = "dates.published" if piece.field == "date" else piece.field
                draft.offer(field, piece.value, "header", n, (piece.start, piece.end), 6)
                draft.mark_field(n, 0, len(text), field, "header")
    return found


def _told(draft: Draft, zone: list[int], place: int) -> set[str]:
    """Return the words of the first paragraphs and of the headline, where the persons of the story are named."""
    blocks = draft.page.blocks
    begin = zone[-1] if zone else place
    prose = [block.text for block in blocks[place : begin + TOLD_BLOCKS] if is_prose(block.text)][:TOLD]
    return {word.strip(",.:;!?\"'“”„«»()") for text in (blocks[place].text, *prose) for word in text.split()}


def opens_byline(text: str) -> bool:
    """Whether a line ends with a byline's opener and has no name: "Von", "Posted by", "Author of the article:"."""
    words = text.split(" ")
    if len(words) > 4:
        return False
    folded = fold(text)
    label = label_at_start(folded)
    if label is not None and label.field == "authors" and label.colon and label.end >= len(text):
        return True
    ends = (folded, folded[folded.rfind(" ") + 1 :]) if len(words) > 1 else (folded,)
    return any((lead := byline_lead(end + " x")) is not None and lead.end > len(end) for end in ends)


def tells_when(text: str) -> bool:
    """Whether a short line says when a text appeared, be it without a date: "Published 14:02", "2 hours ago"."""
    folded = fold(text)
    words = folded.split(" ")
    label = label_at_start(folded) if len(words) <= 2 * WHEN else None
    if label is not None and label.field in ("published", "modified"):
        return True
    if len(words) > WHEN:
        return False
    return any(char.isdigit() for char in text) and not _ago().isdisjoint(words)


@cache
def _ago() -> frozenset[str]:
    return frozenset(load("labels")["ago"])


def _weigh(draft: Draft, n: int, byline: Byline, told: set[str], opened: bool) -> float:
    """How much a line reads like the names of writers: 0 where it does not."""
    text = draft.page.blocks[n].text
    names = [named.name for named in byline.authors]
    if opened:
        return SURE
    if any(named.organisation for named in byline.authors) or byline.authors[0].start:
        return 0.0
    if sum(map(len, names)) < 0.6 * len(text) and not is_role(text[byline.authors[-1].end :]):
        return 0.0
    if any(name.split()[-1] in told or is_role(name, 4) for name in names):
        return 0.0
    if any(word.lower() in function_words() for name in names for word in name.split()[:1]):
        return 0.0
    sure = min(looks_like_person(name) - looks_like_organisation(name) for name in names)
    return sure if sure >= PERSON - 0.3 and len(names[0].split()) > 1 else 0.0


def _vouched(draft: Draft, n: int, weighed: dict[int, tuple[Byline, float]], dated: set[int], place: int) -> float:
    """What speaks for a line of names: the names themselves, the lines beside it, and that it comes again."""
    score = weighed[n][1]
    if score >= SURE:
        return score
    blocks = draft.page.blocks
    near = [m for k in range(1, REACH + 1) for m in (n - k, n + k) if 0 <= m < len(blocks)]
    if dated.intersection(near) or any(is_role(blocks[m].text, 6) for m in near[:2]):
        score += 1.0
    below = next((block.text for m, block in enumerate(blocks[n + 1 :], n + 1) if not draft.page.marked(m)), "")
    if n == place + 1 or is_prose(blocks[n - 1].text) or is_prose(below):
        score += BESIDE
    if any(block.text == blocks[n].text for m, block in enumerate(blocks) if m != n):
        score += BESIDE
    return score


def _joins(text: str) -> bool:
    """Whether a line is what stands between two names of a byline."""
    return text in "|,;&/·•" or fold(text) in function_words()


def _run(lines: list[int], weighed: dict[int, tuple[Byline, float]], draft: Draft) -> list[int]:
    """Return the first line and those that follow it with nothing but a joiner or a role between them.

    A name that no list knows needs the comma or the "and" of an enumeration before it.
    """
    blocks = draft.page.blocks
    run = lines[:1]
    for n in lines[1:]:
        between = blocks[run[-1] + 1 : n]
        if len(between) > 1 or any(len(block.text) > NAME or is_prose(block.text) for block in between):
            break
        joined = any(_joins(block.text) for block in between)
        if joined or blocks[run[-1]].text[-1:] in ",;" or weighed[n][1] >= PERSON:
            run.append(n)
    return run
