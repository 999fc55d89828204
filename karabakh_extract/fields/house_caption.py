"""Captions that end with whose picture it is: the page's own outlet, or a word of credits in brackets.

In: a Block between the header and the end of the text. Out: whether it is such a caption. Its outlet need not be one
that the data knows: it stands above the text as well.
"""

from karabakh_extract.data import load
from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import PERSON
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.picture import MOST, is_spoken
from karabakh_extract.fields.shape import ends_sentence, size
from karabakh_extract.names import looks_like_person
from karabakh_extract.patterns import lazy

_BRACKETED = lazy(r"\s\(([^()]{3,60})\)$")
_BEHIND_STOP = lazy(r"[.!?…»”]\s(?:\|\s)?([^.!?…/|\n]{3,40}?)(?:\s?/\s?[^.!?/|\n]{3,40})?$")
TOP = 6
"""Lines at the top of a page among which its outlet's name stands."""
HOUSE = 5
"""Words of an outlet's name at most."""
LABEL, NAME = 20, 2
"""Characters in which a label for pictures stands, and words of a photographer's name that are looked at."""
OVER = 3
"""Words of a caption that a credit vouches for, at least."""


def of_house(draft: Draft, n: int) -> bool:
    """Whether a line between header and text ends with whose picture it is: this page's outlet, or a word of credits in
    brackets ("The bridge in May. Weir Post/A. Author", "The bridge (Weir Post)", "The bridge. (Courtesy of the port)").
    """
    text = draft.page.blocks[n].text
    if not OVER <= text.count(" ") + 1 <= MOST or is_spoken(text):
        return False
    if ":" in text[:LABEL] and not ends_sentence(text) and _labelled(text):
        return True
    bracket = _BRACKETED.search(text) if text.endswith(")") else None
    if bracket:
        if fold(bracket[1].split(" ", 1)[0]) in load("boilerplate")["credit_openers"]:
            return True
        return not ends_sentence(text[: bracket.start()].rstrip()) and _is_house(draft, bracket[1])
    if ends_sentence(text):
        return False
    found = _BEHIND_STOP.search(text)
    return found is not None and _is_house(draft, found[1])


def _labelled(text: str) -> bool:
    """Whether a line opens with a word for pictures and the photographer: "Photo: A. Author Agency The bridge"."""
    label, _, rest = text.partition(":")
    words = rest.split()[:NAME]
    opens = fold(label.strip()).split(" ", 1)[0] in load("boilerplate")["credit_openers"]
    return opens and len(words) == NAME and looks_like_person(" ".join(words)) >= PERSON


def _is_house(draft: Draft, name: str) -> bool:
    """Whether a name is that of the page's own outlet, which stands among the first lines."""
    house = fold(name.strip(" |"))
    lines = (block.text for block in draft.page.blocks[:TOP] if size(block.text) <= HOUSE)
    return any(fold(line) == house or fold(line).startswith(f"{house} ") for line in lines)
