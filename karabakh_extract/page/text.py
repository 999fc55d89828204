"""Plain text into Blocks: paragraphs found, wraps joined, words put together, leftover markup taken out.

In: decoded text. Out: Blocks in order, whose spans and the white space, tags and page furniture between them
make up the whole source. An article that came as one single line is cut into its sentences, so that a notice or
a byline inside it is a Block of its own like anywhere else.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import attrgetter

from karabakh_extract.page.block import Block
from karabakh_extract.page.cleaning import RULE, Known, cleaned, known_of
from karabakh_extract.page.edits import Edit
from karabakh_extract.page.lines import STRETCH
from karabakh_extract.page.markup import SPLITTING, inline_edits
from karabakh_extract.page.paragraphs import Group, grouped
from karabakh_extract.page.reach import most_of
from karabakh_extract.page.sentences import sentence_starts
from karabakh_extract.patterns import lazy

_UNSEEN = lazy(r"<(script|style|noscript)\b[^<>]*>", re.IGNORECASE)
_UNSEEN_ENDS = {name: lazy(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style", "noscript")}
_BETWEEN = lazy(r"(?<=\s)(?:\*{1,5}|https?://\S+\.(?:mp4|jpe?g|png|mp3|pdf|webm|mov))(?=\s)")
_WORDS = lazy(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PARTED = lazy(r"(?<![^\W\d_])[^\W\d_]++[-\u2010][^\S\n\r]*+[\n\r]\s*+[^\W\d_]++")
LONGEST_WORD = 60
"""Letters before a line-end hyphen that are looked at."""
_WORD_BEFORE = lazy(r"[^\W\d_]+$")
_WORD_AFTER = lazy(r"[^\W\d_]+")

ONE_LINE, ONE_LINE_SHARE = 500, 0.6
"""Length in characters, and share of the file, from which one line is taken for a whole article."""


def text_blocks(source: str, reach: int | None = None) -> list[Block]:
    """Return the Blocks of a plain text. Their texts are clean, not empty, and hold no line end.

    What stands behind `reach` is one Block more, without a text.
    """
    until = len(source) if reach is None else reach
    groups = grouped(source[:until])
    tagged = "<" in source
    known = known_of(source)
    vocabulary: set[str] | None = None
    blocks: list[Block] = []
    none: list[Edit] = []
    for group in groups:
        if not group.lines:
            mark = group.furniture[0]
            blocks.append(
                Block(source, mark.start, mark.end, inline_edits(source, mark.start, mark.end), role="furniture")
            )
            continue
        joints = none
        first = last = group.lines[0]
        if len(group.lines) > 1:
            if vocabulary is None:
                vocabulary = _vocabulary(source)
            joints = _joints(source, group, vocabulary)
            last = group.lines[-1]
        start, end, indent = first.start, last.end, first.indent
        if tagged and "<" in source[start:end] and SPLITTING.search(source, start, end):
            blocks.extend(_split_at_tags(source, start, end, joints, indent, known))
        else:
            block = cleaned(source, start, end, joints, indent, known)
            if group.furniture:
                block.furniture = tuple((line.start, line.end) for line in group.furniture)
            blocks.append(block)
    total = len(source)
    read: list[Block] = []
    for block in blocks:
        size = len(block.text)
        # a line that is (nearly) the whole article is cut into its sentences
        if size >= ONE_LINE and size >= ONE_LINE_SHARE * total:
            read.extend(_sentences(block, total))
        elif size:
            read.append(block)
    if "|" in source:
        _tables(read)
    if until < len(source):
        read.append(Block(source, until, len(source), [Edit(until, len(source), "")], role="furniture"))
    return read


def _vocabulary(source: str) -> set[str]:
    """Return the words of a text in small letters, but for those that a line end parts."""
    low = _PARTED.sub(" ", source.lower())
    words: set[str] = set()
    at = 0
    while at < len(low):
        # a list of all the words would take ten times the memory of the text
        end = low.find(" ", at + STRETCH)
        end = len(low) if end < 0 else end
        words.update(_WORDS.findall(low, at, end))
        at = end
    return words


def _joints(source: str, group: Group, vocabulary: set[str]) -> list[Edit]:
    """Return the edits that join the lines of a paragraph: a space, or nothing where a word was parted."""
    edits = []
    for last, line in zip(group.lines, group.lines[1:], strict=False):
        start, end = last.end, line.start
        while source[start - 1] in "\u00ad\u200b" and start > last.start:
            start -= 1
        parted = start < last.end
        if not parted and source[start - 1] in "-\u2010":
            head = _WORD_BEFORE.search(source, max(last.start, start - 1 - LONGEST_WORD), start - 1)
            tail = _WORD_AFTER.match(source, end)
            if head and tail:
                if not _keeps_hyphen(head.group().lower(), tail.group(), vocabulary):
                    start -= 1
                parted = True
        edits.append(Edit(start, end, "" if parted else " "))
    return edits


def _keeps_hyphen(head: str, tail: str, vocabulary: set[str]) -> bool:
    """Whether `head-tail`, parted at the hyphen, is a compound: decided by the words of the text itself."""
    low = tail.lower()
    if f"{head}-{low}" in vocabulary:
        return True
    if head + low in vocabulary:
        return False
    if not tail[0].islower():
        return True
    return head in vocabulary and low in vocabulary and len(head) > 2 and len(low) > 2


def _unseen(source: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where scripts and styles stand, tags included; one that is not closed is none."""
    spans: list[tuple[int, int]] = []
    at, open_ended = start, set()
    for found in _UNSEEN.finditer(source, start, end):
        name = found.group(1).lower()
        if found.start() < at or name in open_ended:
            continue
        closing = _UNSEEN_ENDS[name].search(source, found.end(), end)
        if closing is None:
            # looked for once: a flood of openers must not search the rest again and again
            open_ended.add(name)
            continue
        at = closing.end()
        spans.append((found.start(), at))
    return spans


def _between_tags(source: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield what stands between block-level tags (start, end), with the element that opens it, "" after a closing tag;
    what a script or style holds is left out."""
    hidden = _unseen(source, start, end)
    at, heading, skip = start, "", 0
    for found in SPLITTING.finditer(source, start, end):
        while skip < len(hidden) and hidden[skip][1] <= found.start():
            skip += 1
        if skip < len(hidden) and hidden[skip][0] < found.start():
            continue
        yield at, found.start(), heading
        if skip < len(hidden) and hidden[skip][0] == found.start():
            at, heading = hidden[skip][1], ""
            continue
        name = found.group(2).lower()
        heading = name if not found.group(1) else ""
        at = found.end()
    yield at, end, heading


def _split_at_tags(source: str, start: int, end: int, joints: list[Edit], indent: int, known: Known) -> list[Block]:
    """Cut at block-level tags (paragraphs, breaks, headings, cells); what a script or style holds is markup."""
    blocks = []
    for a, b, name in _between_tags(source, start, end):
        raw = source[a:b]
        a, b = a + len(raw) - len(raw.lstrip()), a + len(raw.rstrip())
        if a >= b:
            continue
        inside = joints[bisect_left(joints, (a,)) : bisect_right(joints, b, key=attrgetter("end"))]
        block = cleaned(source, a, b, inside, indent, known)
        if name in ("h1", "h2", "h3", "h4", "h5", "h6"):
            block.role = "heading"
        elif name == "li":
            block.role = "item"
        blocks.append(block)
    return blocks


def _tables(blocks: list[Block]) -> None:
    """Give rows of a Markdown table one shape: cells separated by ` | `, a line each."""
    for n, block in enumerate(blocks):
        text = block.text
        if text.startswith("|") and text.endswith("|") and text.count("|") > 2:
            row = block.revised([(0, len(text) - len(text[1:].lstrip()), ""), (len(text[:-1].rstrip()), len(text), "")])
            row.role = "row"
            if n and blocks[n - 1].role == "row":
                row.glue = "\n"
            blocks[n] = row


def _sentences(block: Block, total: int) -> list[Block]:
    """Cut a Block into its sentences; one of few sentences stays whole. `total`: length of the article."""
    starts = sentence_starts(block.text)
    if len(starts) < 4:
        return [block]
    # rules of asterisks and addresses of media stand between paragraphs, wherever their line ends went
    starts.extend(edge for found in _BETWEEN.finditer(block.text) for edge in found.span())
    pieces = block.cut(sorted(set(starts))[: most_of(total)], " ")
    for piece in pieces:
        if RULE.fullmatch(piece.text):
            piece.text, piece.edits = "", (Edit(piece.start, piece.end, ""),)
    return pieces
