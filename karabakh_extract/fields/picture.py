"""Lines below a headline that credit a picture by their shape: "Alamy Photo", "A. Author/dpa-Zentralbild", a caption
that ends with its photographer's name.

In: one line between headline and text. Out: whether it is a picture's; the words by which houses of pictures are known
stand in the data.
"""

from karabakh_extract.boilerplate.tokens import knowledge
from karabakh_extract.fields.byline import SURE
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.shape import WORD, ends_sentence
from karabakh_extract.names import looks_like_person
from karabakh_extract.patterns import lazy

HOUSE_WORDS = 5
"""Words of a line that holds nothing but a house of pictures."""
CAPTION = 6
"""Words from which a line is a caption that may end with a name."""
_STROKE = lazy(r"([^/|:]{4,40}?)\s?/\s?([^/|:]{2,40})")
_NAMED = lazy(r"[^\W_][.!?»”)]\s+([^\W\d_][^.!?,;:()/]{4,30})$")


def is_credited(text: str) -> bool:
    """Whether a line below a headline credits a picture."""
    if ends_sentence(text):
        return False
    houses = knowledge("credit")
    words = WORD.findall(text)
    if 2 <= len(words) <= HOUSE_WORDS and {fold(words[0]), fold(words[-1])} & houses:
        return all(word[0].isupper() for word in words)
    stroke = _STROKE.fullmatch(text)
    if stroke and looks_like_person(stroke[1]) >= SURE:
        return any(fold(word) in houses for word in WORD.findall(stroke[2]))
    named = _NAMED.search(text) if len(words) >= CAPTION else None
    return named is not None and len(named[1].split()) in (2, 3) and looks_like_person(named[1]) >= SURE
