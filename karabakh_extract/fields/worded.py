"""Notices that neither a rule nor their make tells, told by their words: what stands below an article's last paragraph,
above its first, and between them.

In: the Blocks that nobody has taken once header and footer are read. Out: marks signed `classifier`, with how sure that
is. From each end of the article the stretch is taken whose Blocks together look most like notices; it ends before the
first paragraph that surely is prose. What looks so in too many places is a list or a conversation, and stays.
"""

from math import exp

from karabakh_extract.boilerplate import Claim
from karabakh_extract.boilerplate.seen import RULE
from karabakh_extract.boilerplate.shapes import Shape
from karabakh_extract.boilerplate.wording import Wording, is_read, kind_of, read_wording
from karabakh_extract.draft import Draft
from karabakh_extract.fields.headline import taken_up
from karabakh_extract.fields.phrases import fold
from karabakh_extract.page.marks import Mark
from karabakh_extract.patterns import lazy

SURE = {"tail": (1.5, 1.0), "head": (3.5, 2.0), "within": (4.0, 2.0)}
"""Log odds that the innermost Block taken at an end of the article has at least, and one between its paragraphs; the
part of them that its words give: a short line without a full stop looks like a notice, and is a sub-heading."""
PARAGRAPH, SAID = 2.0, 5.0
"""Log odds of the same below the text where it is made like a paragraph, which may be the last one, or the part of
them that its words give there."""
TITLE, TITLED = 8, 2.0
"""Words of a line without a full stop that may be a sub-heading, and what its words have to say at least."""
PROSE = -4.5
"""Log odds below which a Block is the article's, whatever stands around it."""
MOST, MARGIN, BY_RULE = 2.0, 0.3, 0.5
"""The log odds that one Block can have at most, what each is lowered by (to lose a paragraph is worse than to keep a
notice), and what a Block counts that something else took."""
ENDS, ENDED = frozenset(("copyright", "comment_prompt", "republication", "fair_use", "disclaimer", "about_author")), 2.0
"""Kinds of notices that stand below the whole article, and what one above a Block adds to its log odds."""
AUTHOR = 2.5
"""What the name of the article's author at the opening of a Block below the text adds to its log odds."""
MANY, FEW = 12, 3
"""So many Blocks are taken at most below the text, and between its paragraphs."""
LINES = 400
"""Short Blocks between paragraphs from which none of them is looked at."""
SHARE = 0.4
"""The share of the words nobody has taken that they hold at most: more is an article that reads like notices."""
LONGEST, LONGEST_WITHIN = 120, 25
"""Spaces of a notice at an end of the article, and of one between its paragraphs, stay below."""
_SPEECH = lazy(r"[«“„\"][^»”\"“]{25,}[»”\"“]|^[-–—]\s")


def claim_worded(draft: Draft) -> None:
    """Mark the notices that their words tell, but on web pages: their text has been voted for, and loses more by it."""
    if not draft.page.furnished and draft.format != "html":
        _claim(draft)


def claim_worded_left(draft: Draft) -> None:
    """Do the same on a flattened page, in what the block classifier left."""
    if draft.page.furnished:
        _claim(draft)


def _claim(draft: Draft) -> None:
    page = draft.page
    if not is_read(draft.language):
        return
    blocks = [n for n, block in enumerate(page.blocks) if block.text and block.role != "furniture"]
    if draft.headline_block in blocks:
        blocks.remove(draft.headline_block)
    below = [n for n in blocks if n >= draft.header_end]
    told: dict[int, Wording] = {}
    taken = _end(draft, below[::-1], "tail", told)
    size = {n: page.blocks[n].text.count(" ") + 1 for n in below if n not in page.marks}
    if len(taken) > MANY or sum(size[n] for n in taken) > SHARE * sum(size.values()):
        return
    taken += _end(draft, blocks, "head", told)
    inside = [
        n for n in below if n not in told and n not in page.marks and page.blocks[n].text.count(" ") < LONGEST_WITHIN
    ]
    if len(inside) > LINES:
        inside = []  # a list: reading its every line costs as much as all that is done for it before
    told |= {n: _read(draft, n, "within") for n in inside}
    inside = [n for n in inside if _sure(draft, n, told[n], "within")]
    for n in sorted({*taken, *(inside if len(inside) <= FEW else ())}):
        _mark(draft, n, told[n])


def _end(draft: Draft, blocks: list[int], place: str, told: dict[int, Wording]) -> list[int]:
    """Return the Blocks nobody has taken of the best stretch from an end of the article: that of the highest sum.

    `told` gets what the words of each Block say that was looked at.
    """
    marks = draft.page.marks
    ended = _ended(draft, blocks[::-1]) if place == "tail" else len(draft.page.blocks)
    best, total, run, taken = 0.0, 0.0, list[int](), list[int]()
    for n in blocks:
        if n in marks:
            total += BY_RULE
            if len(run) == len(taken):
                best = max(best, total)
            continue
        told[n] = word = _read(draft, n, place)
        if word.odds < PROSE or len(run) > 2 * MANY:
            break
        if place == "head" and _standfirst(draft, n):
            continue
        total += min(word.odds, MOST) - MARGIN + ENDED * (n > ended)
        run.append(n)
        if total > best and (_sure(draft, n, word, place) or (n > ended and len(run) == len(taken) + 1)):
            best, taken = total, run.copy()
    return taken


def _ended(draft: Draft, blocks: list[int]) -> int:
    """Return the first Block behind a paragraph that is a notice as they stand below whole articles."""
    page = draft.page
    first = next((n for n in blocks if n not in page.marks and Shape(page.blocks[n].text).prose), len(page.blocks))
    ends = (n for n in blocks if n > first and n in page.marks and page.marks[n][0].kind in ENDS)
    return next(ends, len(page.blocks))


def _standfirst(draft: Draft, n: int) -> bool:
    """Whether a Block above the text may announce it: a sentence right below the headline, words taken up again."""
    return (n == draft.headline_block + 1 and Shape(draft.page.blocks[n].text).ended) or taken_up(draft, n)


def _sure(draft: Draft, n: int, word: Wording, place: str) -> bool:
    """Whether a Block by itself is a notice, neither a sub-heading nor the standfirst."""
    shape = Shape(draft.page.blocks[n].text)
    odds, words = SURE[place]
    if place == "tail" and shape.prose and word.words < SAID:
        odds = PARAGRAPH
    return word.odds >= odds and word.words >= (words if shape.ended or shape.count > TITLE else TITLED)


def _read(draft: Draft, n: int, place: str) -> Wording:
    text = draft.page.blocks[n].text
    if text.count(" ") >= LONGEST or _SPEECH.search(text):
        return Wording(PROSE - 1, 0.0)
    word = read_wording(text)
    if place == "tail" and _opens_with_author(draft, n):
        return Wording(word.odds + AUTHOR, word.words + AUTHOR)
    return word


def _opens_with_author(draft: Draft, n: int) -> bool:
    """Whether a Block opens with the name of a byline above the text."""
    text = fold(draft.page.blocks[n].text)
    return any(
        each.block < draft.header_end and " " in each.value and text.startswith(fold(each.value))
        for each in draft.candidates.by_field.get("authors", ())
    )


def _mark(draft: Draft, n: int, word: Wording) -> None:
    page = draft.page
    text = page.blocks[n].text
    group = page.new_group()
    kind = "about_author" if _opens_with_author(draft, n) else kind_of(text)
    page.mark(n, Mark(0, len(text), "removed", kind, RULE, round(1 / (1 + exp(-word.odds)), 2), group))
    draft.claims.append(Claim(n, 0, len(text), kind, RULE, group, {}, {}))
    draft.outlets.learn_hosts(text)
