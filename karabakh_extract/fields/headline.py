"""The headline: which of the first lines it is; verbatim, white space folded, without the site's name.

In: the short lines of a header. Out: the Block that is the headline, by its length, by how many of its words the
text takes up again, and by where it stands; at the end the one decision among this line, a label and what a
page's markup says.
"""

from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import PERSON, SURE
from karabakh_extract.fields.hosts import host_of
from karabakh_extract.fields.lexicon import function_words, is_outlet_name, is_section, says_something
from karabakh_extract.fields.masthead import columns, is_short_title, masthead, named_below, over_headline
from karabakh_extract.fields.own_name import ends_with_agency
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.shape import WORD, Head, ends_sentence, is_prose
from karabakh_extract.names import looks_like_organisation, looks_like_person
from karabakh_extract.page.sentences import sentence_starts
from karabakh_extract.patterns import lazy

STEM = 5
"""Letters by which a word of the headline is found again in the text, whatever its ending."""
ENDING = 2
"""Letters at the end of a name that a case changes."""
WORTHY = 2.5
"""Score from which a line could well be the headline, so that later ones have to be better."""
KICKER_WORDS = 4
"""Words that a kicker has at most: "Havarie vor Rügen"."""
OPENING = 2
"""Words of the place or the subject that papers print before a headline, with a full stop, at most."""
_UNSAID = ("?", "!", "”", '"', "…", "’", "»")
"""Ends of a sentence that headlines have too."""
NAME_AND_PLACE = lazy(r"[^\W\d_]+(?:[ -][^\W\d_]+){1,2}, [^\W\d_a-zà-öø-ÿ][^\W\d_]+")
"""A writer and where he writes from ("A. Author, Weirton"), over a date."""
TAG_SEPARATOR = lazy(r"\s*[|•·›»>]\s*|\s/\s")
_BOXES = frozenset(("subscription", "membership", "donation", "related_links", "advertisement"))
_ARROW = lazy(r"\s*[>›»→]\s*")
_STROKE = lazy(r"\s*[/|,·•&]\s*")
_ADDRESS = lazy(r"(?:https?://|www\.)\S+|[^\s/]+\.[a-z]{2,6}/\S+")
_ARABIC_LEAD = lazy(r"[وف]?(?:[بك]?ال|لل|[بلك])(?=[\u0621-\u064a]{3})")
"""The article and the small words that Arabic writes together with the next one: "البريد", "للبريد" beside "بريد"."""
_PLACE_AND_WRITER = lazy(r"[\u0621-\u0652]+(?: [\u0621-\u0652]+)?: ?[\u0621-\u0652]+(?: [\u0621-\u0652]+){1,3}")
_ARABIC_CREDIT = lazy(r"[\u0621-\u064a][^()]*\(([\u0621-\u0652 ]+)\)")
"""A caption with its source in brackets, as Arabic papers print it below the headline."""
_EDGE_SEPARATOR = lazy(r"\s+[|–—-]\s+")


def choose_headline(draft: Draft, head: Head) -> int:
    """Return the Block that is the headline, -1 where none is."""
    blocks = draft.page.blocks
    for n, pieces in head.metadata.items():
        for piece in pieces:
            if piece.field == "headline":
                draft.offer("headline", piece.value, "label", n, (piece.start, piece.end), 9)
                return n
    if not head.metadata and head.others and blocks[0].glue != " ":
        # nothing but lines of text: the first one is the headline, unless it is the site's name or a section
        first = next((n for n in head.others if not _names_somebody(draft, blocks[n].text)), -1)
        if first == head.others[0] or (first >= 0 and first < (head.prose or [first + 1])[0]):
            return first
    vocabulary: set[str] = set()
    if len(head.others) > 1:
        # what the text takes up again tells a headline from a motto; one line alone needs no telling
        first = (head.prose or [0])[0]
        body = " ".join(block.text for block in blocks[first : first + 12])[:3000]
        vocabulary = {_stem(word) for word in WORD.findall(body.lower()) if len(word) > 3}
    best, where, worthy = 0.0, -1, 0
    first_prose = head.prose[0] if head.prose else len(blocks)
    titles = {blocks[n].text for n in head.others}
    for n in head.others:
        bar = _EDGE_SEPARATOR.search(blocks[n].text)
        if bar and blocks[n].text[: bar.start()] in titles:
            # the title bar's "headline | site" above the headline itself
            continue
        if len(columns(draft, n)) > 2:
            worthy = 0  # a menu: what follows it does not hang below what stands above it
            continue
        score = _score(draft, head, n, vocabulary)
        if score <= 0:
            continue
        # of lines that follow each other and could be one, the headline comes first, the standfirst after it
        if n - 1 not in head.others:
            worthy = 0
        if worthy == 1 and _kicker(draft, head, n):
            score += 1
        else:
            score -= 2.5 * worthy
        worthy += score >= WORTHY
        if n > first_prose or _in_a_box(draft, head, n):
            score -= 3
        if where == head.others[0] and n - 1 in head.metadata and _signed(head, where):
            # a line between byline and text, where a headline stands above both, is its caption or its standfirst
            score -= 1.5
        if n - 1 in head.others and _ends_alone(blocks[n].text) and not _ends_alone(blocks[n - 1].text):
            # a line with a full stop below one without is the standfirst
            score -= 1.5
        if score > best:
            best, where = score, n
    return where


def _in_a_box(draft: Draft, head: Head, n: int) -> bool:
    """Whether a line below the byline stands right under a notice's heading: "Newsletter Sud / Every morning …"."""
    above = draft.page.marks.get(n - 1, ())
    return n > min(head.metadata, default=n) and any(mark.kind in _BOXES and mark.label == "removed" for mark in above)


def _kicker(draft: Draft, head: Head, n: int) -> bool:
    """Whether the line above a line is a few words that lead up to it: a longer line, beside the date or the byline."""
    above, text = draft.page.blocks[n - 1].text, draft.page.blocks[n].text
    return (
        n - 1 in head.others
        and (n - 2 not in head.others or _is_label(draft, draft.page.blocks[n - 2].text))
        and (n + 1 in head.metadata or _arabic_byline(draft, n + 1, head))
        and 0 < len(WORD.findall(above)) <= KICKER_WORDS
        and len(WORD.findall(text)) > len(WORD.findall(above)) + 1
        and not (above.endswith(_UNSAID) or ends_sentence(text) or n - 2 in head.metadata)
        and fold(WORD.findall(above)[0]) not in function_words()
    )


def _arabic_byline(draft: Draft, n: int, head: Head) -> bool:
    """Whether a line is a place and a writer over the date, as Arabic papers print them: "القاهرة: منى الشاذلي"."""
    return n + 1 in head.metadata and _PLACE_AND_WRITER.fullmatch(draft.page.blocks[n].text) is not None


def _signed(head: Head, n: int) -> bool:
    """Whether a byline stands right below a line."""
    return any(piece.field == "authors" for piece in head.metadata.get(n + 1, ()))


def _ends_alone(text: str) -> bool:
    return ends_sentence(text) and not text.endswith(_UNSAID)


def _masthead(text: str) -> bool:
    """Whether a short line in capitals holds a word by which outlets call themselves ("The Weir Times")."""
    words = WORD.findall(text)
    return len(words) <= 5 and all(word[0].isupper() for word in words) and is_outlet_name(text)


def _names_somebody(draft: Draft, text: str) -> bool:
    """Whether a line is an outlet's or a section's name, a writer with something behind a bar, or a count."""
    if _is_label(draft, text) or _masthead(text):
        return True
    if not any(map(str.isalpha, text)):
        return True  # a count
    parts = TAG_SEPARATOR.split(text)
    return len(parts) == 2 and looks_like_person(parts[0]) >= SURE


def _is_label(draft: Draft, text: str) -> bool:
    """Whether a line is an outlet's name, alone or with sections, an address or a section's name."""
    if draft.outlets.is_outlet(text) or host_of(text) is not None or is_section(text) or _is_breadcrumb(text):
        return True
    return bool(masthead(draft, text))


def _is_breadcrumb(text: str) -> bool:
    """Whether a line is the way to the page ("Accueil > Société"): sections between arrows."""
    parts = _ARROW.split(text)
    if len(parts) > 1 and all(1 <= len(part.split()) <= 4 for part in parts):
        return True
    parts = _STROKE.split(text)
    return len(parts) > 1 and all(is_section(part) for part in parts)


TAKEN_UP = 0.4
"""Share of a line's longer words that a text takes up again when the line is its headline."""


def taken_up(draft: Draft, n: int) -> bool:
    """Whether the paragraphs below a line take up its words."""
    words = [word.lower()[:STEM] for word in WORD.findall(draft.page.blocks[n].text) if len(word) > 3]
    below = " ".join(block.text for block in draft.page.blocks[n + 1 : n + 12] if is_prose(block.text))
    vocabulary = {word.lower()[:STEM] for word in WORD.findall(below[:4000]) if len(word) > 3}
    return len(words) >= 2 and sum(word in vocabulary for word in words) >= TAKEN_UP * len(words)


def _stem(word: str) -> str:
    """Return the letters by which a word in lower case is found again."""
    lead = _ARABIC_LEAD.match(word) if "\u0621" <= word[0] <= "\u064a" else None
    return word[lead.end() : lead.end() + STEM] if lead is not None else word[:STEM]


def _score(draft: Draft, head: Head, n: int, vocabulary: set[str]) -> float:
    block = draft.page.blocks[n]
    text = block.text
    words = WORD.findall(text)
    size = len(words)
    if size < 2 and block.role != "heading" and (size == 0 or len(head.others) > 1):
        return 0.0
    if _is_label(draft, text) or _ADDRESS.fullmatch(text):
        return 0.0
    score = 1.5 + min(size, 10) * 0.15 - max(0, size - 22) * 0.15
    if block.role == "heading":
        score += 4
    if block.role == "item":
        score -= 2
    content = [word.lower() for word in words if len(word) > 3]
    # the words of a site's name are taken up by what the site says of itself
    site = n == head.others[0] and len(head.others) > 1 and is_short_title(text) and named_below(draft, text)
    # a writer's name comes again in the note on the writer
    named = size <= 4 and len(head.others) > 1 and looks_like_person(text) >= SURE
    if content and not site and not named:
        score += 4.0 * sum(_stem(word) in vocabulary for word in content) / len(content)
    if _ends_alone(text):
        score -= 1.0
    beside = [m for m in head.metadata if abs(m - n) == 1]
    if beside:
        score += 1.0
    if n == head.others[0] and _signed(head, n):
        score += 1.0
    credit = _ARABIC_CREDIT.fullmatch(text)
    if ends_with_agency(text) or (credit is not None and draft.outlets.is_outlet(credit[1])):
        score -= 3
    if looks_like_person(text) >= PERSON and size <= 4:
        score -= 3
    again = n == 0 and size <= 4 and len(head.others) > 1 and _named_in_notices(draft, text)
    if (
        site
        or again
        or over_headline(draft, head.others, n)
        or (NAME_AND_PLACE.fullmatch(text) and n + 1 in head.metadata)
    ):
        score -= 3
    if (size <= 5 and looks_like_organisation(text) >= 0.6 and not says_something(text)) or _masthead(text):
        # over a byline stands the headline, whatever it sounds like, where it is the only line that can be one
        score -= 1 if _signed(head, n) and len(head.others) == 1 else 3
    if size > 6 and _two_sentences(text) and (n - 1 in head.others or _titled(draft, head, n)):
        # two sentences below another line are a standfirst
        score -= 2.5
    if len(TAG_SEPARATOR.split(text)) > 2:
        score -= 3
    if text[:1].islower():
        score -= 1
    return score


def _two_sentences(text: str) -> bool:
    """Whether a line holds two sentences; a place or a subject before the headline is none ("Vannes. Le pont ...")."""
    starts = sentence_starts(text)
    return bool(starts) and (len(starts) > 1 or len(WORD.findall(text[: starts[0]])) > OPENING)


def _titled(draft: Draft, head: Head, n: int) -> bool:
    """Whether the first line of the header stands above a line and is long enough for a headline."""
    first = draft.page.blocks[head.others[0]].text
    return head.others[0] < n and len(WORD.findall(first)) >= KICKER_WORDS and not _is_breadcrumb(first)


def _named_in_notices(draft: Draft, text: str) -> bool:
    """Whether a notice below the text names what stands above it, in whatever case: the site, not the story."""
    words = [fold(word) for word in WORD.findall(_EDGE_SEPARATOR.split(text)[0])]
    stems = [word[: max(len(word) - ENDING, min(len(word), ENDING + 1))] for word in words]
    if not stems:
        return False
    for claim in draft.claims:
        notice = draft.page.blocks[claim.block].text
        if claim.block and (text in notice or _stand(stems, [fold(word) for word in WORD.findall(notice)])):
            return True
    return False


def _stand(stems: list[str], words: list[str]) -> bool:
    """Whether words that begin so, and are hardly longer, follow each other."""
    return any(
        all(word.startswith(stem) and len(word) <= len(stem) + 2 * ENDING for stem, word in zip(stems, at, strict=True))
        for at in zip(*(words[n:] for n in range(len(stems))), strict=False)
    )


def decide_headline(draft: Draft) -> None:
    """Choose the headline; warn where there is none."""
    ranked = draft.candidates.ranked("headline")
    if not ranked:
        return
    best = ranked[0]
    draft.headline = _without_site(draft, best.value)
    draft.candidates.use([c for c in ranked if c.value == best.value])


def _without_site(draft: Draft, text: str) -> str:
    """Drop the outlet's name where a title bar put it behind (or before) the headline."""
    parts = list(_EDGE_SEPARATOR.finditer(text))
    if parts and draft.outlets.is_outlet(text[parts[-1].end() :]):
        return text[: parts[-1].start()].rstrip()
    if parts and draft.outlets.is_outlet(text[: parts[0].start()]):
        return text[parts[0].end() :].lstrip()
    return text
