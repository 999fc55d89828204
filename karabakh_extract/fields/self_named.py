"""The names by which an outlet calls itself in its own notices: "Become a member of Weir Wire", "the Weir newsletter".

In: the notices that the rules claimed, and the rest of the page to hold them against. Out: names that the article
thereby gives to an outlet, and candidates for `publisher`. No list knows most outlets, but one that asks for support,
disclaims views and prints a masthead writes its name in each: a name counts that two of these places agree on.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from msgspec import Struct, field

from karabakh_extract.boilerplate import Claim
from karabakh_extract.data import load
from karabakh_extract.draft import Draft
from karabakh_extract.fields.hosts import hosts, site_label
from karabakh_extract.fields.lexicon import function_words, is_generic, is_no_name, is_region, is_section
from karabakh_extract.fields.outlets import named_in, squeezed
from karabakh_extract.fields.phrases import fold
from karabakh_extract.names import looks_like_person
from karabakh_extract.patterns import lazy

OWN_NOTICES = frozenset(
    (
        *("donation", "membership", "subscription", "share_prompt", "comment_prompt"),
        *("disclaimer", "contact", "copyright", "fair_use", "editors_note"),
    )
)
"""Notices in which an outlet speaks of itself; credits, captions and related links name others."""
ENOUGH = 2.0
"""Points from which a name is the outlet's: two notices, or a notice and a place where outlets print their name."""
WEIGHT = 2.5
"""Of the candidate: a little less than a known outlet named in a notice."""
PERSON = 0.8
"""Certainty of a person's name from which the owner, whom notices name as well, is no outlet."""
NEAR = 12
"""Blocks at the beginning among which a masthead or a line of name and date stands."""
LONGEST = 600
"""Characters of the longest notice that is looked at; longer stretches are whole pages of terms."""
MOST_NAMES = 400
"""Names that are looked at, all against each other: a flood of notices has no outlet that they agree on."""
MOST_WORDS, MOST_LETTERS = 6, 50
"""Words and letters of the longest name."""
THE = "The "
_RUN = lazy(
    r"[^\W\d_a-zà-öø-ÿа-яёїієґ][\w&]*(?:[-.&][\w&]+)*"
    r"(?:\s(?:(?:of|the|for|and|&|du|de|des|del|della|di|la|le|les|l['’]|d['’]|der|für|von|и)\s?){0,2}"
    r"[^\W\d_a-zà-öø-ÿа-яёїієґ][\w&]*(?:[-.&][\w&]+)*){0,7}"
)
"""Capitalised words with the small ones between them; an apostrophe ends a name ("Weir Wire's newsletter")."""
_QUOTED = lazy(r"«([^«»\n]{3,50})»|„([^„“”\n]{3,50})[“”]")
_ARTICLE = lazy(r"\s(?:the|le|la|les|der|die|das|den|el|los|las|il|lo)$")
_DATED = lazy(r"\d")


class _Name(Struct):
    """A name with the notices that hold it, and the first place where it stands."""

    text: str
    block: int
    start: int
    notices: set[int] = field(default_factory=set)
    points: float = 0.0
    asked: bool = False


class _Mention(NamedTuple):
    start: int
    text: str


@cache
def _prompt_words() -> frozenset[str]:
    data = load("outlet_forms")
    return frozenset(map(fold, (*data["prompt_words"], *data["services"], *data["kinds"])))


@cache
def _cues() -> tuple[tuple[str, ...], tuple[str, ...]]:
    data = load("outlet_forms")["asked_for"]
    return tuple(" " + fold(cue) for cue in data["before"]), tuple(map(fold, data["behind"]))


def learn_own_names(draft: Draft) -> None:
    """Note the names on which the article's notices and its other lines agree, and offer them as publisher."""
    found: dict[str, _Name] = {}
    labels: set[str] = set()
    for claim in draft.claims:
        if claim.kind not in OWN_NOTICES:
            continue
        text = draft.page.blocks[claim.block].text
        notice = text[claim.start : claim.end][:LONGEST]
        labels.update(site_label(host).replace("-", "") for host in hosts(notice))
        given = {text[low:high] for low, high in _slots(claim)}
        for mention in _mentions(notice) if len(found) < MOST_NAMES else ():
            name = found.setdefault(
                squeezed(mention.text), _Name(mention.text, claim.block, claim.start + mention.start)
            )
            if (name.text.isupper() and not mention.text.isupper()) or mention.text == THE + name.text:
                # an appeal may be in capitals throughout, the name is not
                name.text, name.block, name.start = mention.text, claim.block, claim.start + mention.start
            name.notices.add(claim.group)
            if not name.asked:
                # what the notice asks for tells it too: "Support …", "… 's journalism"
                name.asked = any(mention.text in slot for slot in given) or _asked_for(notice, mention)
                name.points += name.asked
    if draft.url:
        labels.update(site_label(host).replace("-", "") for host in hosts(draft.url))
    if not found:
        return
    alone = _lines(draft)
    for form, name in found.items():
        name.points += len(name.notices)
        printed = form in labels or form in alone or "the" + form in alone
        name.points += 1.5 * printed
        agreed = name.asked and len(name.notices) > 1 and draft.page.run is None
        if not printed and not (agreed or (" " in name.text.strip() and (name.asked or draft.page.run is None))):
            # one word is a name where the page prints it as one, or two notices; around a flattened page stand many
            # buttons
            name.points = 0.0
    for form, name in found.items():
        if name.points < ENOUGH or named_in(name.text) or looks_like_person(name.text) >= PERSON:
            # a known outlet is offered under its own name
            continue
        if not _within_another(form, found):
            draft.outlets.learn(name.text)
            span = (name.start, name.start + len(name.text))
            draft.offer("publisher", name.text, "notice", name.block, span, WEIGHT)


def _slots(claim: Claim) -> list[tuple[int, int]]:
    """Return where a notice's phrase says that an outlet's name stands."""
    return [span for slot, span in claim.slots.items() if slot == "outlet"]


def _asked_for(notice: str, mention: _Mention) -> bool:
    """Whether the words beside a name say that it is what readers are to support, join or read."""
    before, behind = _cues()
    head = _ARTICLE.sub("", " " + fold(notice[max(0, mention.start - 40) : mention.start]).rstrip(" «„“\"'"))
    tail = fold(notice[mention.start + len(mention.text) :][:40]).lstrip(" »“”\"'’s")
    return head.endswith(before) or tail.startswith(behind)


def _within_another(form: str, found: dict[str, _Name]) -> bool:
    """Whether a name is a part of another that as many notices hold: "Wire" of "Weir Wire"."""
    own = len(found[form].notices)
    return any(form != other and form in other and len(name.notices) >= own for other, name in found.items())


@lru_cache(maxsize=512)
def _mentions(notice: str) -> tuple[_Mention, ...]:
    """Return the capitalised stretches of a notice that can be names, without the words of the appeal around them. The
    articles of an outlet end with the same notices: what these hold is remembered."""
    return tuple(_found(notice))


def _found(notice: str) -> Iterator[_Mention]:
    for quoted in _QUOTED.finditer(notice):
        group = 1 if quoted[1] else 2
        if _may_name(quoted[group]):
            yield _Mention(quoted.start(group), quoted[group])
    for run in _RUN.finditer(notice):
        words = list(_words(run.group(), run.start()))
        while words and _said(words[0].text):
            words.pop(0)
        while words and _said(words[-1].text):
            words.pop()
        if words:
            start, end = words[0].start, words[-1].start + len(words[-1].text)
            name = notice[start:end].strip()
            if _may_name(name):
                # within a sentence a capital says that the article is the name's
                start -= len(THE) if notice[:start].endswith(THE) and notice[: start - len(THE)][-2:-1].islower() else 0
                yield _Mention(start, notice[start:end].strip())


def _words(run: str, at: int) -> Iterator[_Mention]:
    for word in run.split(" "):
        if word:
            yield _Mention(at, word)
        at += len(word) + 1


def _said(word: str) -> bool:
    folded = fold(word).strip(".")
    return folded in _prompt_words() or folded in function_words()


def _may_name(name: str) -> bool:
    if len(name) < 3 or len(name) > MOST_LETTERS or len(name.split()) > MOST_WORDS:
        return False
    if is_generic(name) or is_no_name(name) or is_region(name) or is_section(name):
        return False
    return not all(_said(word) for word in name.split())


def _lines(draft: Draft) -> set[str]:
    """Return, without signs, what stands alone in a line or beside the date in the header, and the title's end."""
    lines: set[str] = set()
    # on a flattened page buttons and sections stand alone as well
    flat = draft.page.run is not None
    for n, block in enumerate(draft.page.blocks[:1] if flat else draft.page.blocks):
        text = block.text
        if len(text) <= MOST_LETTERS and not flat and not draft.page.marked(n):
            lines.add(squeezed(text))
        if n < NEAR and len(text) < 2 * MOST_LETTERS + 100:
            dated = _DATED.search(text) is not None
            for part in _PARTS.split(text) if dated or " | " in text or " - " in text or " – " in text else ():
                lines.add(squeezed(part))
    return lines


_PARTS = lazy(r"\s[|–—-]\s|,\s|\n|(?<=\S)\s(?=\d{1,2}[\s./])|\s?•\s?")
