"""What the rules claimed, turned into marks, and what the claimed notices say about the article.

In: the rule book's claims on the Blocks' clean texts. Out: `removed` marks; outlets learnt from the notices;
candidates for the fields that a rule says its slots give.
"""

import re
from functools import cache, lru_cache

from karabakh_extract.data import load
from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import parse_names
from karabakh_extract.fields.datetimes import find_dates
from karabakh_extract.fields.hosts import host_of
from karabakh_extract.fields.lexicon import is_generic, is_no_name
from karabakh_extract.fields.outlets import COMPANY, Outlets, by_host, is_everyday, known
from karabakh_extract.fields.own_name import source_name, whole_name
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.self_named import learn_own_names
from karabakh_extract.names import looks_like_person
from karabakh_extract.page.marks import Mark
from karabakh_extract.patterns import lazy

WEIGHTS = {
    "republication": 8.0,
    "credit": 6.0,
    "membership": 6.0,
    "comment_prompt": 6.0,
    "about_author": 4.0,
    "copyright": 3.4,
}
"""How much a notice of a kind says: a licence line names the first publisher on purpose, a donation box by the way."""

SIGNED = 0.7
"""Certainty from which the owner of the rights is a person."""
LONGEST = 100_000
"""Characters of the longest Block in which notices are looked for: no paragraph has so many, and its words, parted for
the rules, take fifty times the memory of their letters."""
DATED = 0.6
"""Share of a value from which the date in it is all that it says."""
CLOCK = 24
"""Characters behind a notice's day in which its time is looked for."""
OWNER = 3.2
"""How much the owner named by a copyright line says of the publisher."""

_YEARS = lazy(
    r"^(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?[\s,]+|(?<![\s,])[\s,]++(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?$"
)
_ARTICLE = lazy(r"^(?:the|la|le|les|el|los|las|il|lo|der|die|das|den|dem)\s(?=[^\W\d_a-zà-öø-ÿ])")
"""The article of a sentence before a name: "published in the Weir Times"."""
_MARK = lazy(
    r"(?:©|\([cC]\)|\b[Cc]opyright\b|\bCOPYRIGHT\b)(?:[\s©:,]|\([cC]\)|[Cc]opyright\b|(?:19|20)\d\d|[-–]\s?\d{2,4}\b|\bby\b)*"
)
_WORDS = lazy(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_OWNER = lazy(
    r"[\"“«„]?((?:[^\W\d_a-zà-ÿа-яёա-և][^\s,;|.։،]*(?:\.[^\s,;|.։،]+)*|\d[^\W\d]+|&)"
    r"(?:\s(?:[^\W\d_a-zà-ÿа-яёա-և][^\s,;|.։،]*(?:\.[^\s,;|.։،]+)*|&|of|the|and|for|de|des|du|la|le|der|die|für|del|di|и)){0,6})"
    r"(?=[\s.,;|։،]|$)"
)
_SMALL_OWNER = lazy(r"([^\W\d_][^\W_]{2,24}(?:\.[^\W_]{2,6})?)(?=\s*$|\s*[-–—|]\s|\.\s|\.$)")
_YEAR = lazy(r"(?:19|20)\d\d")
_IN_QUOTES = lazy(r"\s[«“\"„]([^«»“”\"„\n]{2,50})[»”\"“]")


@cache
def _reserved() -> re.Pattern[str]:
    """Return the pattern of what reserves the rights behind an owner's name, to the end of the line."""
    rights = "|".join(map(re.escape, load("outlet_forms")["rights"]))
    return re.compile(rf"(?<![\s.,;|-])[\s.,;|-]++(?:{rights}).*$", re.IGNORECASE | re.DOTALL)


def claim_notices(draft: Draft) -> None:
    """Mark what the rules take, and gather what it says."""
    page = draft.page
    # what the page builder took out already is no notice to look at again
    texts = ["" if block.role == "furniture" or len(block.text) > LONGEST else block.text for block in page.blocks]
    for n in page.marks:
        texts[n] = ""
    margin = page.marks if page.run is not None else ()
    draft.claims = draft.rules.match(texts, language=draft.language, outlets=_outlets_of(draft), covered=margin)
    groups: dict[int, int] = {}
    for claim in draft.claims:
        group = groups.setdefault(claim.group, page.new_group())
        page.mark(claim.block, Mark(claim.start, claim.end, "removed", claim.kind, claim.rule, None, group))
        text = texts[claim.block]
        draft.outlets.learn_hosts(text[claim.start : claim.end])
        given = [(name, claim.slots[slot]) for name, slot in claim.gives.items()]
        if claim.kind == "copyright" and not any(name == "publisher" for name, _ in given):
            # the owner of the rights may be a company whose name no reader of the outlet knows
            for span in _owner(text, claim.start, claim.end, draft.outlets):
                _offer(draft, "publisher", claim.block, span, OWNER)
        for name, span in given:
            _offer(draft, name, claim.block, span, WEIGHTS.get(claim.kind, 3.5))
    if draft.format != "html":
        # a web page says in its markup whose it is
        learn_own_names(draft)


def _outlets_of(draft: Draft) -> list[str]:
    """Return the outlets for which the book has rules of their own and which the article's text or address names."""
    if not draft.rules.outlets:
        return []
    text = fold(f"{draft.url or ''}\n{draft.page.source}")
    return [name for name in draft.rules.outlets if fold(name) in text]


def _owner(text: str, start: int, end: int, outlets: Outlets) -> list[tuple[int, int]]:
    """Return where a copyright line names its owner: capitalised words behind mark and year, before any stop."""
    mark = _MARK.search(text, start, end)
    owner = _OWNER.match(text, mark.end(), end) if mark else None
    if mark and owner is None:
        # some print their name in small letters ("il manifesto")
        words = [found.end() for found in _WORDS.finditer(text, mark.end(), end)][:4]
        listed = [(mark.end(), at) for at in reversed(words) if known(text[mark.end() : at])][:1]
        alone = _SMALL_OWNER.match(text, mark.end(), end)
        # the credit of a picture ("© privat") has neither year nor rights
        if alone is None or listed or not (_YEAR.search(mark[0]) or _reserved().search(text, alone.end(1), end)):
            return listed
        return [] if is_generic(alone[1]) or is_no_name(alone[1]) else [alone.span(1)]
    if owner is None:
        return []
    single = owner.start(1) == owner.start() and " " not in owner[1]
    if single and _goes_on(text, owner.end(1), end) and not outlets.is_outlet(owner[1]):
        # "© Alt materiale på denne side": the first word of a sentence
        return []
    quoted = _IN_QUOTES.match(text, owner.end(1), end)
    if quoted and owner[1] in load("outlet_forms")["companies"]:
        return [quoted.span(1)]
    # "Hürriyet Gazetecilik": the company is called by its paper
    paper = outlets.prefix(owner[1]) if not outlets.is_outlet(owner[1]) else 0
    if paper and owner[1][paper : paper + 1] == " " and not is_everyday(owner[1][:paper]):
        return [(owner.start(1), owner.start(1) + paper)]
    return [owner.span(1)]


@lru_cache(maxsize=512)
def _owner_named(value: str, name: str) -> tuple[str, bool]:
    """Return the outlet of a notice as a name, "" where it is none, and whether it is surely no person. What an
    outlet's notices call it is remembered, like the notices."""
    if (dated := find_dates(value)) and dated[0].end - dated[0].start > DATED * len(value):
        # "This article was first published on 4 May"
        return "", False
    value = _ARTICLE.sub("", _reserved().split(value)[0].strip(" ,.;:|*"))
    if name == "original_publisher":
        value = source_name(value) or ""
    if not value or is_no_name(value):
        return "", False
    host = host_of(value)
    outlet = by_host(host) if host else None
    value = outlet.name if outlet else _YEARS.sub("", value)
    return value, looks_like_person(value) < SIGNED


def _before_next(text: str, start: int, end: int) -> int:
    """Return where a name ends that a text without line breaks runs into the next notice: "Marsh Notes Support us"."""
    opening = load("outlet_forms")["next_notice"]
    words = list(_WORDS.finditer(text, start, end))[1:]
    return next((len(text[: word.start()].rstrip()) for word in words if fold(word[0]) in opening), end)


def _goes_on(text: str, at: int, end: int) -> bool:
    """Whether a sentence goes on behind a word, with another word than those that reserve rights."""
    rest = text[at:end]
    return rest[:1] == " " and rest[1:2].islower() and _reserved().match("." + rest) is None


def _offer(draft: Draft, name: str, block: int, span: tuple[int, int], weight: float) -> None:
    if name in ("publisher", "original_publisher"):
        text = draft.page.blocks[block].text
        span = (span[0], _before_next(text, span[0], whole_name(text, *span)))
    value = draft.page.blocks[block].text[span[0] : span[1]].strip(' ,.;:|*"“”«»()[]')
    if not value or is_generic(value):
        return
    if name in ("publisher", "original_publisher"):
        value, no_person = _owner_named(value, name)
        if not value:
            return
        if no_person:
            # the owner of the rights may be the writer
            draft.outlets.learn(value)
            if draft.page.run is None:
                # the paper is called as its company; of many pages the company is a house of many papers
                draft.outlets.learn(COMPANY.sub("", value))
    if name == "authors":
        for n, named in enumerate(parse_names(value, draft.outlets, certain=True).authors):
            draft.offer("authors", named.name, "notice", block, span, weight - 0.01 * n)
        return
    if name.startswith("dates."):
        # the time of day stands behind the day, and is no part of the notice's words
        for found in find_dates(draft.page.blocks[block].text[span[0] : span[1] + CLOCK])[:1]:
            if found.start >= span[1] - span[0]:
                break
            draft.offer(name, found.value, "notice", block, (span[0] + found.start, span[0] + found.end), weight)
        return
    draft.offer("url" if name == "source.url" else name, value, "notice", block, span, weight)
