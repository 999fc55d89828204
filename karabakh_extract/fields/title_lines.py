"""Lines of a flattened page beside its title: which are its headline in other words, or in pieces.

In: the Blocks of the page, the words of its title. Out: the number of the headline's Block, 0 where there is none.
Titles and headlines are written for different readers, and some pages print each half of a headline on a line of its
own.
"""

from karabakh_extract.fields.datetimes import find_dates
from karabakh_extract.fields.labels import byline_lead
from karabakh_extract.fields.phrases import fold
from karabakh_extract.page.block import Block
from karabakh_extract.patterns import lazy

LEAST = 12
"""Characters from which a line that stands in the title, or holds it, is the headline."""
REWORDED, FEW_SIGNS, MUCH_ALIKE = 0.75, 5, 1.6
"""How much alike title and headline are that differ in a word or two; longer words, or pairs of letters, that it takes
to tell; quotient of their lengths from which they are not compared."""
UNSPACED = 24
"""Letters in a row from which words are not spaced."""
PIECES = 4
"""Lines over which a headline may be broken, and signs apart from its words in each."""
SIGNED, SIGNATURE = 4, 60
"""How many lines below a headline a byline or a date stands, in how many characters at most."""

_CLOCK = lazy(r"\b(?:[01]?\d|2[0-3]):[0-5]\d\b")
_DIGIT = lazy(r"\d")
_WORD = lazy(r"[^\W_]+")


def reworded(blocks: list[Block], end: int, title: str) -> int:
    """Return the Block before `end` that is the title but for a word or two; else 0.

    Of those that are most like it, the first one that a byline or a date follows, or the first.
    """
    words = _signs(title)
    if len(words) < FEW_SIGNS:
        return 0
    found: list[tuple[float, bool, int]] = []
    for n in range(1, end):
        text = blocks[n].text
        if LEAST < len(text) <= 300 and len(title) < MUCH_ALIKE * len(text) and len(text) < MUCH_ALIKE * len(title):
            other = _signs(plain(text))
            alike = 2 * len(words & other) / (len(words) + len(other) or 1)
            if alike >= REWORDED:
                found.append((alike, signed_below(blocks, n), -n))
    return -max(found)[2] if found else 0


def in_pieces(blocks: list[Block], end: int, title: str) -> int:
    """Return the last of the Blocks before `end` over which the title is broken ("Fear", "will grow"); else 0."""
    found = 0
    if len(title) < LEAST:
        return 0
    for n in range(1, end - 1):
        rest, at = title, n
        if title[0] not in fold(blocks[n].text[:4]):
            continue
        while at < end and at < n + PIECES and len(blocks[at].text) <= len(title) + PIECES:
            piece = plain(blocks[at].text)
            if not piece or not f"{rest} ".startswith(f"{piece} "):
                break
            rest, at = rest[len(piece) + 1 :], at + 1
            if not rest:
                found = at - 1
                break
    return found


def _signs(plain: str) -> set[str]:
    """The longer words of a line; where words are not spaced, its pairs of letters."""
    if any("\u3040" <= letter <= "\u9fff" for letter in plain) or max(map(len, plain.split()), default=0) > UNSPACED:
        return {plain[n : n + 2] for n in range(len(plain) - 1)}
    return content(plain)


def plain(text: str) -> str:
    """The words of a line, folded, without what stands between them."""
    return " ".join(_WORD.findall(fold(text)))


def content(plain: str) -> set[str]:
    """The longer words, by their first letters, so that inflected forms meet."""
    return {word[:6] for word in plain.split() if len(word) > 3 and not word.isdigit()}


def signed_below(blocks: list[Block], n: int) -> bool:
    """Whether a date or a byline's opener stands within a few lines below a line, as below a headline."""
    for block in blocks[n + 1 : n + 1 + SIGNED]:
        text = block.text
        if len(text) > SIGNATURE:
            continue
        if byline_lead(fold(text) + " ") or (_DIGIT.search(text) and (_CLOCK.search(text) or find_dates(text))):
            return True
    return False
