"""Fragments of flattened pages put together: Blocks that are pieces of one sentence become one Block.

In: the Blocks of a text, one a line. Out: the same stretch of the source as fewer Blocks. Whoever turns a page
into text by printing each text node on a line of its own breaks sentences at every link and every bold word
("said", "Angela Merkel", ", who …"). A notice, a name or a quotation cannot be read across such breaks, and a
fragment alone cannot be judged. Texts that do not look flattened are left alone.
"""

from functools import cache
from itertools import pairwise

from karabakh_extract.data import load
from karabakh_extract.draft import Draft
from karabakh_extract.page.block import Block
from karabakh_extract.page.dense import PARAGRAPH_WORDS, dense_run, text_words
from karabakh_extract.page.edits import Edit

LEAST_LINES = 20
SHORT_WORDS, SHORT_LENGTH = 4, 36
SHORT_SHARE = 0.3
"""A text looks flattened from so many lines on, of which so large a share has at most four words: menus,
labels, links. 98 of 100 dumps of web pages do, 3 of 100 clean articles."""

LONG = 30
"""Characters from which a fragment is taken for running text: menus and buttons are shorter."""
MOST = 4000
"""Characters beyond which no fragment is added to a Block."""

OPENER = 8
"""Characters that a byline's opener stays below: longer ones never stand in the midst of a sentence."""

TITLE = 600
"""Characters of the first line that can be a page's title."""

PRINTED, PARAGRAPHS, MENU = 60, 4, 15
"""Blocks of a text, paragraphs and lines above them, up to, from and up to which each of its lines may be whole."""
APART = 0.25
"""Share of a text's Blocks with a blank line above from which its paragraphs stand in it as they were printed."""

_CLOSING = frozenset(",.;:!?)]%…،。，、")
_OPENING = frozenset("([,-–—/&")
_SENTENCE_END = frozenset(".!?…:;。։؟।|")
_FULL_STOPS = frozenset((".", "?", "!", ".”", ".»", ".“"))
"""A line of its own where the sentence before it ends with a link."""
_RUNNING = ("text", "item")
_QUOTES = "«»„“”‘’\"'‹›"
_ADDRESS = ("http", "www.")
_PARTICLES = frozenset("のをにはがとでへ")
"""Characters that end a Japanese phrase but no sentence."""


def join_flattened(draft: Draft) -> None:
    """Join the fragments of a flattened page, and find where its running text stands."""
    page = draft.page
    # the labels of a database are short lines too
    if page.offsets and not draft.export and looks_flattened(page.blocks):
        parted = parted_lines(page.blocks)
        page.parted = in_paragraphs(page.blocks, parted)
        if page.parted:
            return
        for block in page.blocks:
            # numbers that count up are ranks and page links here, and lines beside them no running heads
            if block.role == "furniture" and block.text:
                block.role = "text"
        page.blocks = join_fragments(page.blocks, parted)
        page.sizes = [text_words(block.text) for block in page.blocks]
        page.run = dense_run(page.sizes)


def in_paragraphs(blocks: list[Block], parted: list[bool]) -> bool:
    """Whether what printed a text knew paragraphs from lines: blank lines part its Blocks, or it is short, and each of
    its paragraphs is one line that ends as sentences do.
    """
    if sum(parted) >= APART * len(blocks):
        return True
    if len(blocks) > PRINTED:
        return False
    sizes = [text_words(block.text) for block in blocks]
    first, last = dense_run(sizes)
    texts = [blocks[n].text for n in range(first, last) if sizes[n] >= PARAGRAPH_WORDS]
    if first >= MENU or len(texts) < PARAGRAPHS:
        return False
    title = blocks[0].text
    if any(len(block.text) > LONG and block.text in title for block in blocks[1:last]):
        # the page's title stands above its menu
        return False
    return all(text[-1] in _SENTENCE_END or text.rstrip(_QUOTES + ")")[-1:] in _SENTENCE_END for text in texts)


def looks_flattened(blocks: list[Block]) -> bool:
    """Whether a text has the lines of a page printed node by node."""
    if len(blocks) < LEAST_LINES:
        return False
    short = [1 for block in blocks if len(text := block.text) <= SHORT_LENGTH and text.count(" ") < SHORT_WORDS]
    return len(short) >= SHORT_SHARE * len(blocks)


@cache
def _small_words() -> frozenset[str]:
    """Articles, prepositions, conjunctions: no headline or link ends with one."""
    frequent = {word for words in load("stopwords")["words"].values() for word in words}
    frequent.difference_update(load("labels")["last_words"])
    return frozenset(frequent.union(*load("labels")["function_words"].values()))


@cache
def _openers() -> frozenset[str]:
    """Words that open a byline, as they stand on a line of their own."""
    words = {word.rstrip(":") for word in load("labels")["byline"]["strong"] if len(word) < OPENER}
    return frozenset(form for word in words for form in (word, word.capitalize(), word.upper()))


def join_fragments(blocks: list[Block], parted: list[bool]) -> list[Block]:
    """Return the Blocks with the fragments of a sentence joined; in linear time. `parted` tells which of them a blank
    line parts from the one before, in a text that keeps other lines together."""
    joined: list[Block] = []
    start, count = 0, len(blocks)
    texts = [block.text for block in blocks]
    title = texts[0][:TITLE] if blocks else ""
    # as in menus: nothing goes on in a short line where neither it nor the next one begins within a sentence
    begins = [not text or text[0].isupper() for text in texts]
    begins.append(True)
    apart = [begins[n] and begins[n + 1] and len(text) <= LONG for n, text in enumerate(texts)]
    while start < count:
        if len(texts[start]) > LONG and texts[start] in title:
            # the headline, or the title itself: whole as it stands
            joined.append(blocks[start])
            start += 1
            continue
        end, length = start + 1, len(texts[start])
        while end < count and length < MOST and not (length <= LONG and apart[end]):
            reach = _continues(blocks, end, length)
            if not reach or (parted[end] and blocks[end].text[:1].isupper()):
                break
            length += sum(len(block.text) + 1 for block in blocks[end : end + reach])
            end += reach
        joined.append(blocks[start] if end == start + 1 else _merged(blocks[start:end]))
        start = end
    return joined


def parted_lines(blocks: list[Block]) -> list[bool]:
    """Return which Blocks a blank line parts from the one before."""
    source = blocks[0].source
    return [
        False,
        *(
            end + 1 < block.start and source.count("\n", end, block.start) > 1
            for end, block in zip([block.end for block in blocks], blocks[1:], strict=False)
        ),
    ]


def _continues(blocks: list[Block], at: int, length: int) -> int:
    """Return how many Blocks from `at` on carry on the sentence before them, which has `length` characters so far."""
    last, block = blocks[at - 1], blocks[at]
    before, text = last.text, block.text
    if not before or not text or block.role not in _RUNNING or last.role not in _RUNNING:
        return 0
    following = blocks[at + 1].text if at + 1 < len(blocks) else ""
    opening, long = text[0], length > LONG or len(text) > LONG
    if length < TITLE and not _openers().isdisjoint((text, before, following)):
        # "von" alone opens a byline
        return 0
    if _closes(text):
        # a comma or full stop that lost its sentence; menus have brackets and quotation marks too, and are short
        return 1 if long or opening in ",.;" else 0
    core = before.rstrip(_QUOTES) or before
    if core[-1] in _SENTENCE_END:
        return 0
    if opening.islower() or (opening in _QUOTES and text[1:2].islower()):
        if text.startswith(_ADDRESS):
            return 0
        return 1 if long or (len(before) == 1 and before.isupper()) or _goes_on(following) else 0
    if _opens(before):
        return 1 if long or _closes(following) else 0
    word = before[before.rfind(" ") + 1 :].lower()
    if following[:1].isdigit() and len(text) <= LONG and opening.isupper():
        # a name between the headline and the date
        return 0
    if (word[word.rfind("’") + 1 :] in _small_words() or before[-1] in _PARTICLES) and (
        length > LONG or _goes_on(following)
    ):
        return 1
    # a link or a name between two halves of a sentence
    if length > LONG and len(text) <= 2 * LONG and text[-1] not in _SENTENCE_END and _goes_on(following):
        return 2
    return 1 if length <= LONG and not opening.isupper() and _goes_on(text) else 0


def _closes(text: str) -> bool:
    """Whether a line begins with what ends a phrase: a comma, a full stop, a quotation mark that nothing follows."""
    if not text or text[0] in _CLOSING:
        return bool(text)
    if text[0] == "«" and text[2:3].isupper():
        # "« Un poète": French has a space behind the mark that opens
        return False
    return text[0] in _QUOTES and (len(text) == 1 or text[1] in " ,.;:!?)")


def _opens(text: str) -> bool:
    """Whether a line ends with what begins a phrase: a bracket, a dash, a quotation mark after a space."""
    return text[-1] in _OPENING or (text[-1] in _QUOTES and text[-2:-1] in ("", " "))


def _goes_on(text: str) -> bool:
    """Whether a line begins in the middle of a sentence, and has enough of it to tell."""
    if not text:
        return False
    if text[0].islower():
        return len(text) > LONG
    # a comma alone may part the names of a list
    return text in _FULL_STOPS or (_closes(text) and len(text) > 1 and (len(text) > LONG or text[1] == " "))


def _joint(before: str, text: str) -> str:
    """Return what stands between two fragments: nothing inside a word or before closing punctuation, else a space."""
    if len(before) == 1 and before.isupper() and before not in "AEIOYÀÉ":
        return ""
    return "" if text[0] in _CLOSING or before[-1] in "([«„" else " "


def _merged(blocks: list[Block]) -> Block:
    """Return one Block over several; the line ends between them become what belongs there."""
    edits = list(blocks[0].edits)
    for last, block in pairwise(blocks):
        edits.append(Edit(last.end, block.start, _joint(last.text, block.text)))
        edits.extend(block.edits)
    first = blocks[0]
    return Block(
        first.source, first.start, blocks[-1].end, edits, role=first.role, glue=first.glue, indent=first.indent
    )
