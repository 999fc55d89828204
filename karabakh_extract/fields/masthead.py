"""The site's name above a headline with what stands behind it: "Weir Post - Travel", "Elbe-Kurier > Region > Elmstadt".

In: a line above the headline, and the article's other lines. Out: which part of the line is the site's name, and what
the others are: sections, or the items of a menu. Nothing where the first part may as well be a topic: it must be an
outlet's name, or stand again where outlets print theirs, in a notice or below the text.
"""

from functools import cache

from karabakh_extract.data import load
from karabakh_extract.draft import Draft
from karabakh_extract.fields.lexicon import function_words, is_genre, is_outlet_name, is_section
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.shape import WORD, ends_sentence, size
from karabakh_extract.patterns import lazy

_SEPARATOR = lazy(r"\s[–—-]\s|\s?[>›»→|•·]\s?|\s/\s")
LONGEST = 90
"""Characters of the longest line that is looked at."""
NAME, SECTION, MOTTO = 5, 4, 6
"""Words of a site's name, of a section behind it, and of a motto, at most."""
BELOW = 5
"""Blocks at the end of an article among which a site names itself below the text."""


def masthead(draft: Draft, text: str) -> list[tuple[int, int]]:
    """Return where the parts of such a line stand, the site's name first; none where it is another kind of line."""
    if len(text) > LONGEST or ends_sentence(text) or not text[:1].isalpha() or text[:1].islower():
        return []
    parts: list[tuple[int, int]] = []
    at = 0
    for bar in _SEPARATOR.finditer(text):
        parts.append((at, bar.start()))
        at = bar.end()
    parts.append((at, len(text)))
    known_end = draft.outlets.prefix(text[slice(*parts[0])])
    if known_end and text[known_end : known_end + 1] == " " and not draft.outlets.is_outlet(text[slice(*parts[0])]):
        # "Hürriyet Gazetesi > Türkiye": the paper with the word for what it is
        parts[0] = (0, known_end)
    name, *sections = [text[start:end] for start, end in parts]
    if not sections or size(name) > NAME or not all(0 < size(section) <= MOTTO for section in sections):
        return []
    if is_section(name) or any(map(is_genre, name.split())):
        # "News Analysis | Labor"
        return []
    if not (draft.outlets.is_outlet(name) or is_outlet_name(name) or named_below(draft, name)):
        return []
    # a headline may have a dash in it ("Weir Times - a paper reborn"): behind a site's name stand sections
    if len(sections) > 1 and any(size(section) > SECTION for section in sections):
        return []
    dashed = any(char in text for char in "–—-/") and not any(char in text for char in ">›»→|•·")
    if dashed and not all(is_section(section) or size(section) == 1 for section in sections):
        # "WEIR POST - The paper of the valley"
        motto = (
            len(sections) == 1
            and draft.outlets.is_outlet(name)
            and fold(WORD.findall(sections[0])[0]) in function_words()
        )
        return parts[:1] if motto else []
    return parts


def named_below(draft: Draft, name: str) -> bool:
    """Whether a line above the text stands again in a notice, or in the lines below the text."""
    blocks = draft.page.blocks
    claimed = (blocks[claim.block].text for claim in draft.claims if claim.block)
    below = (block.text for block in blocks[max(len(blocks) - BELOW, len(blocks) // 2, 1) :])
    # a headline comes again as it is, a site's name within what the site says
    return any(name in text and text != name for each in (claimed, below) for text in each)


@cache
def _menu_words() -> frozenset[str]:
    return frozenset(load("labels")["menu_words"])


def is_menu(parts: list[str]) -> bool:
    """Whether the parts of a line are a site's menu: among three or more, one leads to no section of articles."""
    return len(parts) >= 3 and any(fold(part).strip(" .") in _menu_words() for part in parts)


def is_short_title(text: str) -> bool:
    """Whether a line is of as many words as a site's name at most."""
    return 0 < len(WORD.findall(text)) <= NAME
