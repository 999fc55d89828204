"""Capitalised words that may be a name: told from topics by whether the article uses them as everyday words.

In: a short stretch of a header and the article. Out: whether two or three words that no list knows read like a person's
name there. "Harbour Works" stands in small letters somewhere in an article on a harbour; "Jandira Moura" does not.
"""

import re

from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import PERSON
from karabakh_extract.fields.lexicon import (
    function_words,
    is_no_name,
    is_outlet_name,
    is_region,
    is_role,
    is_section,
)
from karabakh_extract.fields.phrases import fold
from karabakh_extract.names import looks_like_organisation, looks_like_person
from karabakh_extract.patterns import lazy

_WORD = lazy(r"[^\W\d_]+")
_LONG = 4
"""Letters from which a word can tell."""


def is_new_name(draft: Draft, text: str) -> bool:
    """Whether a stretch of two or three capitalised words has the shape of a person's name and no sign against it."""
    words = _WORD.findall(text)
    if not 2 <= len(words) <= 4 or looks_like_person(text) < PERSON or looks_like_organisation(text) >= PERSON:
        return False
    if is_no_name(words[0]) and fold(words[0]) not in function_words():
        return False  # "Newsletter Morbihan"
    if is_section(text) or is_region(text) or is_role(text) or is_outlet_name(text) or draft.outlets.is_outlet(text):
        return False
    source = draft.page.source
    return not any(
        re.search(rf"(?<![\w.@/_-]){re.escape(word.lower())}(?![\w@]|[._-]\w)", source)
        for word in words
        if len(word) >= _LONG
    )
