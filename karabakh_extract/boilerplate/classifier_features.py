"""What the block classifier sees of a Block: its shape, words, place and neighbours, each sorted into a few
buckets.

In: the Blocks of a flattened page, its dense run, the headline's place, and which Blocks rules and fields took.
Out: for each Block one bucket number a group, in the order of `GROUPS`. Everything is counted by string methods
and table look-ups: a page has hundreds of lines, and each may cost some twenty microseconds.
"""

from bisect import bisect_left
from collections import Counter
from itertools import accumulate

from karabakh_extract.page.block import Block
from karabakh_extract.page.dense import MOST_WORDS, PARAGRAPH_WORDS, text_words

GROUPS: dict[str, int] = {
    "length": 13,
    "ending": 21,
    "opening": 12,
    "sentences": 13,
    "capitals": 13,
    "digits": 8,
    "figures_near": 10,
    "furniture_words": 6,
    "title_words": 9,
    "from_headline": 19,
    "below_headline": 13,
    "from_run": 13,
    "repeated": 6,
    "neighbours": 36,
    "second_neighbours": 16,
    "near_words": 14,
    "streak": 12,
    "taken_after": 9,
    "gap_passed": 13,
    "ends_passed": 15,
    "words_passed": 13,
}
"""The groups of features and how many buckets each has."""

ABOVE = 3
"""Blocks above a certain headline that are looked at."""
_MOST = 72
"""Words beyond which a Block is just long."""
_READ = 240
"""Characters of a Block whose words are looked at."""
_SENTENCE = {
    **dict.fromkeys(".。।։۔", 1),
    **dict.fromkeys("!?！？؟", 2),
    **dict.fromkeys("…", 3),
    **dict.fromkeys(":：", 4),
    **dict.fromkeys(",;-–—", 5),
    **dict.fromkeys("|›>→/+", 6),
}
_QUOTES = frozenset("\"'”“’»«)]」』")
_OPENERS = frozenset("\"'„“‘«»”–—-「『(")
_TAKEN = {
    "headline": 1,
    **dict.fromkeys(("authors", "dates.published", "dates.modified", "dates.original"), 2),
    "share_prompt": 3,
    **dict.fromkeys(("subscription", "membership", "donation", "advertisement"), 4),
    **dict.fromkeys(("related_links", "navigation", "comment_prompt"), 5),
    "copyright": 6,
    **dict.fromkeys(("credit", "caption"), 7),
    "classifier": 0,
}


def _table(edges: tuple[int, ...]) -> list[int]:
    """Return for each number of words up to `_MOST` the bucket it falls into: how many edges it has passed."""
    return [sum(n > edge for edge in edges) for n in range(_MOST + 1)]


_LENGTH, _SIZE = _table((1, 2, 3, 4, 5, 7, 10, 14, 19, 27, 41, 71)), _table((2, 5, 11, 19, 35))


def _content(tokens: list[str]) -> list[str]:
    """Return the longer words, cut short so that inflected forms meet."""
    return [word[:6] for word in tokens if len(word) > 4]


def is_certain(blocks: list[Block], headline: int) -> bool:
    """Whether the page's title repeats the headline, so that nothing of the article stands far above it."""
    return headline > 0 and blocks[headline].text[:40] in blocks[0].text


def describe(
    blocks: list[Block], run: tuple[int, int], headline: int, taken: list[str], furniture: frozenset[str]
) -> list[list[int]]:
    """Return the buckets of each Block; an empty list for those that are taken or stand far above a certain headline,
    which need no look.

    `taken` names for each Block the kind or field under which it was marked, "" where it is not; `furniture` holds the
    beginnings of words that web pages say around their articles.
    """
    count = len(blocks)
    texts = [block.text for block in blocks]
    lowered = [text[:_READ].lower() for text in texts]
    words = [text_words(text) for text in texts]
    whole = [min(int(number), _MOST) for number in words]
    sizes = [0, 0, *(_SIZE[number] for number in whole), 0, 0]
    title = {*_content(lowered[0].split()), *_content(lowered[max(headline, 0)].split())}
    certain = 9 if is_certain(blocks, headline) else 0
    near = _around(words)
    tables = _figures(lowered, whole)
    streaks = _streaks(whole)
    seen = Counter(lowered)
    kinds = [_TAKEN.get(kind, 8) if kind else 0 for kind in taken]
    begin = headline if 0 <= headline < run[1] else run[0]
    gaps, closers, passed = _passed(words, kinds, begin)
    rows: list[list[int]] = []
    first = headline - ABOVE if certain else 0
    for n, text in enumerate(texts):
        if n < first or taken[n]:
            rows.append([])
            continue
        number, size = whole[n], sizes[n + 2]
        low = lowered[n]
        row = [_LENGTH[number], _ending(text, size), _opening(text, size)]
        if size < 2:
            row.append(0)
        else:
            ends = min(2, text.count(". ") + text.count("? ") + text.count("! "))
            row.append(1 + 6 * (size > 3) + 3 * (text.count(",") * 18 > number) + ends)
        tokens = low.split()
        parts = _content(tokens)
        if len(tokens) < 3 or number > 16:
            row.append(0)
        elif text.isupper():
            row.append(12 if number > 6 else 6)
        else:
            capitals = sum(word[0].isupper() for word in text.split()) / len(tokens)
            row.append(1 + bisect_left((0.15, 0.3, 0.55, 0.85), capitals) + (6 if number > 6 else 0))
        figures = sum(word[0].isdigit() for word in tokens) / len(tokens) if tokens else 0.0
        row.append(bisect_left((0, 0.15, 0.5), figures) + (4 if size > 1 else 0))
        row.append(bisect_left((0, 1, 3, 6), tables[n]) + (5 if 0 <= headline < n else 0))
        row.append(min(2, sum(word[:6] in furniture for word in tokens)) + (3 if size > 1 else 0))
        if parts:
            shared = sum(map(title.__contains__, parts)) / len(parts)
            row.append(1 + bisect_left((0, 0.25, 0.5), shared) + (4 if 0 <= headline < n else 0))
        else:
            row.append(0)
        row.append(bisect_left((-11, -3, 0, 2, 5, 10, 20, 40), n - headline) + certain if headline >= 0 else 18)
        row.append(1 + 4 * (n - headline - 1) + max(0, min(size, 4) - 1) if 0 <= headline < n <= headline + 3 else 0)
        row.append(_place(n, run))
        row.append(min(seen[low], 3) - 1 + (3 if size > 1 else 0))
        row.append(6 * sizes[n + 1] + sizes[n + 3])
        row.append(4 * min(sizes[n], 3) + min(sizes[n + 4], 3))
        row.append(bisect_left((0, 14, 30, 60, 100, 150), near[n]) + (7 if size > 1 else 0))
        row.append(streaks[n])
        row.append(kinds[n + 1] if n + 1 < count else 0)
        row.append(1 + bisect_left((2, 4, 7, 12, 20), gaps[n]) + (6 if size > 1 else 0) if n >= begin else 0)
        row.append(1 + bisect_left((0, 1, 2, 4, 8, 16), closers[n]) + (7 if size > 1 else 0) if n >= begin else 0)
        row.append(
            1 + bisect_left((0.02, 0.3, 0.6, 0.9, 0.98), passed[n]) + (6 if size > 1 else 0) if n >= begin else 0
        )
        rows.append(row)
    return rows


def _ending(text: str, size: int) -> int:
    """Return the bucket of how a Block ends, by its size."""
    last = text[-1:]
    if last in _QUOTES and text[-2:-1] in _SENTENCE:
        last = text[-2]
    return 7 * (0 if size < 2 else 1 if size < 3 else 2) + _SENTENCE.get(last, 0)


def _opening(text: str, size: int) -> int:
    """Return the bucket of how a Block begins, by its size."""
    first = text[:1]
    long = 6 if size > 2 else 0
    if first.isupper():
        return long
    if first.islower():
        return long + 1
    if first.isdigit():
        return long + 2
    return long + (3 if first in _OPENERS else 4 if first.isalpha() else 5)


def _place(n: int, run: tuple[int, int]) -> int:
    """Return the bucket of where a Block stands: before, in or behind the dense run."""
    if n < run[0]:
        return bisect_left((2, 6, 15), run[0] - n)
    if n >= run[1]:
        return 4 + bisect_left((0, 2, 6, 15), n - run[1])
    return 9 + bisect_left((0, 3), n - run[0]) if n + 2 < run[1] else 12


def _around(words: list[float]) -> list[float]:
    """Return for each Block how many words of running text stand within three Blocks of it, itself apart."""
    running = [min(number, MOST_WORDS) if number >= PARAGRAPH_WORDS else 0.0 for number in words]
    sums = [0.0, *accumulate(running)]
    count = len(words)
    return [sums[min(n + 4, count)] - sums[max(n - 3, 0)] - running[n] for n in range(count)]


def _passed(words: list[float], kinds: list[int], begin: int) -> tuple[list[int], list[int], list[float]]:
    """Return what lies between the beginning of the article and each Block.

    That is the longest row of short Blocks, the number of Blocks that stand below articles (sharing, comments, related
    links, rights), and the share of the running text behind the beginning.
    """
    gaps: list[int] = []
    ends: list[int] = []
    passed: list[float] = []
    gap = longest = end = 0
    total = 0.0
    started = False
    for n, number in enumerate(words):
        gaps.append(longest)
        ends.append(end)
        passed.append(total)
        if n < begin:
            continue
        if number >= PARAGRAPH_WORDS:
            started, gap = True, 0
            total += min(number, MOST_WORDS)
        elif started:
            gap += 1
            longest = max(longest, gap)
            end += kinds[n] in (3, 4, 5, 6)
    return gaps, ends, [each / (total or 1.0) for each in passed]


def _figures(lowered: list[str], words: list[int]) -> list[int]:
    """Return for each Block how many short Blocks within five of it begin with a figure, as cells of a table do."""
    sums = [0, *accumulate(number < 4 and text[:1].isdigit() for text, number in zip(lowered, words, strict=True))]
    count = len(words)
    return [sums[min(n + 6, count)] - sums[max(n - 5, 0)] for n in range(count)]


def _streaks(words: list[int]) -> list[int]:
    """Return the bucket of how many Blocks in a row are short, or long, as this one is."""
    buckets: list[int] = []
    at = 0
    while at < len(words):
        end, long = at, words[at] >= PARAGRAPH_WORDS
        while end < len(words) and (words[end] >= PARAGRAPH_WORDS) == long:
            end += 1
        buckets += [bisect_left((1, 2, 4, 8, 16), end - at) + (6 if long else 0)] * (end - at)
        at = end
    return buckets
