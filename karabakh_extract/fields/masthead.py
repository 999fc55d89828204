"""The site's name above a headline with what stands behind it: "Weir Post - Travel", "Elbe-Kurier > Region > Elmstadt".

In: a line above the headline, and the article's other lines. Out: which part of the line is the site's name, and what
the others are: sections, or the items of a menu. Nothing where the first part may as well be a topic: it must be an
outlet's name, or stand again where outlets print theirs, in a notice or below the text.
"""

from functools import cache

from karabakh_extract.data import load
from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import SURE
from karabakh_extract.fields.lexicon import function_words, is_generic, is_genre, is_outlet_name, is_section
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.shape import WORD, ends_sentence, size
from karabakh_extract.names import looks_like_person
from karabakh_extract.patterns import lazy

_SEPARATOR = lazy(r"\s[–—-]\s|\s?[>›»→|•·]\s?|\s/\s")
_WIDE, _FIGURE = lazy(r"[ \u00a0]{2,}|\t+"), lazy(r"[\d:]")
LONGEST = 90
"""Characters of the longest line that is looked at."""
NAME, SECTION, MOTTO = 5, 4, 6
"""Words of a site's name, of a section behind it, and of a motto, at most."""
GENRE_NAME = 3
"""Words from which a name that holds a genre's ("Review") is an outlet's."""
HOME_MENU = 4
"""Items from which a line that begins with the front page is a menu."""
LONG = 5
"""Words that a headline below the site's name has more than."""
_UNSAID = ("?", "!", "”", '"', "…", "’", "»")
"""Ends of a sentence that headlines have too."""
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
    if looks_like_person(name) >= SURE and not draft.outlets.is_outlet(name):
        # "A. Author | The Weir Review – Weir Media"
        return []
    genre = any(map(is_genre, name.split()))
    if is_section(name) or (genre and size(name) < GENRE_NAME):
        # "News Analysis | Labor"; "Elm Harbour Review | Wars" is a paper's name all the same
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


def is_menu(parts: list[str], *, barred: bool = False) -> bool:
    """Whether the parts of a line are a site's menu: among three or more, one leads to no section of articles.

    `barred`: no arrows part them, so that four that begin with the front page are no way to the page ("Home | Wars |
    Essays | Café").
    """
    if barred and len(parts) >= HOME_MENU and is_generic(parts[0]):
        return True
    if len(parts) > 1 and all(fold(part) in load("labels")["language_links"] for part in parts):
        return True  # "AZ | RU | EN"
    return len(parts) >= 3 and any(fold(part).strip(" .") in _menu_words() for part in parts)


def leads_nowhere(parts: list[str]) -> bool:
    """Whether no part of a line is a section of articles: all are buttons and menu words."""
    return all(fold(part).strip(" .") in _menu_words() for part in parts)


def is_short_title(text: str) -> bool:
    """Whether a line is of as many words as a site's name at most."""
    return 0 < len(WORD.findall(text)) <= NAME


def columns(draft: Draft, n: int) -> list[tuple[int, int]]:
    """Return where sections stand that nothing parts but wide white space ("POLITICS   ELECTIONS"), two or more."""
    block = draft.page.blocks[n]
    if len(block.text) > LONGEST:
        return []
    parts = _WIDE.split(draft.page.source[block.start : block.end].strip())
    if len(parts) < 2 or " ".join(parts) != block.text or not all(0 < size(part) <= SECTION for part in parts):
        return []
    if draft.outlets.is_outlet(parts[0]) or not all(part[0].isupper() and not _FIGURE.search(part) for part in parts):
        return []
    spans: list[tuple[int, int]] = []
    for part in parts:
        at = spans[-1][1] + 1 if spans else 0
        spans.append((at, at + len(part)))
    return spans


def over_headline(draft: Draft, others: list[int], n: int) -> bool:
    """Whether the first line of all has capitals like a name, and a line that could be the headline stands below it.

    Capitals tell nothing where headlines have them too, or every noun: there the line below has to have as many.
    """
    text = draft.page.blocks[n].text
    if n or n != others[0] or not is_short_title(text) or not _capitalised(text):
        return False
    below = [draft.page.blocks[m].text for m in others[1:4] if len(WORD.findall(draft.page.blocks[m].text)) > LONG]
    if not below or (ends_sentence(below[0]) and not below[0].endswith(_UNSAID)):
        return False
    return draft.language not in load("labels")["capitals"] or _capitalised(below[0])


def _capitalised(text: str) -> bool:
    """Whether two or more words of a line begin with capitals, all but the small ones of its language."""
    words = WORD.findall(text)
    large = [word for word in words if word[0].isupper()]
    return len(large) > 1 and all(fold(word) in function_words() for word in words if word[0].islower())
