"""What lines look like: words counted, sentences told from labels, the head of an article as it was sorted.

In: a Block's clean text. Out: cheap judgements that the rooms of header, footer and headline share.
"""

from msgspec import Struct

from karabakh_extract.fields.line_values import Piece
from karabakh_extract.patterns import lazy

WORD = lazy(r"[^\W_]+(?:['’-][^\W_]+)*")
_ENDS = tuple(".!?…։。")
_CLOSING = "\"'”’»)]"


class Head(Struct, frozen=True, gc=False):
    """The lines of a header: those read as metadata, the short ones that are not, the paragraphs met on the way; of
    the first, those of a mail.
    """

    metadata: dict[int, list[Piece]]
    others: list[int]
    prose: list[int]
    mail: list[int]


def ends_sentence(text: str) -> bool:
    """Whether a text ends as sentences do, closing marks behind the stop included."""
    return text.endswith(_ENDS) or text.rstrip(_CLOSING).endswith(_ENDS)


def is_prose(text: str) -> bool:
    """Whether a Block reads like a paragraph of an article rather than a line of a header."""
    words = text.count(" ") + 1
    if words >= 30 or (words >= 8 and ends_sentence(text)):
        return True
    # "… wet feet. It says:" leads over to a list or a quotation
    return words >= 12 and text.endswith(":")


def size(text: str) -> int:
    """Return the number of words."""
    return len(WORD.findall(text))
