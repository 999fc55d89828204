"""What the block classifier sees of a Block: its shape, words, place and neighbours, each sorted into a few
buckets.

In: what is looked at of a flattened page (`seen.py`).
Out: for each Block one bucket number a group, in the order of `GROUPS`. Everything is counted by string methods
and table look-ups: a page has hundreds of lines, and each may cost some twenty microseconds.
"""

from bisect import bisect_left
from collections import Counter
from itertools import accumulate
from operator import itemgetter, sub

from karabakh_extract.boilerplate.seen import Seen
from karabakh_extract.page.dense import MOST_WORDS, PARAGRAPH_WORDS

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


_stem, _first = itemgetter(slice(6)), itemgetter(0)


def _content(tokens: list[str]) -> list[str]:
    """Return the longer words, cut short so that inflected forms meet."""
    return [word[:6] for word in tokens if len(word) > 4]


def describe(look: Seen, furniture: frozenset[str]) -> list[tuple[int, ...]]:
    """Return the buckets of each Block; nothing for those that are taken or stand far above a certain headline, which
    need no look.

    `furniture` holds the beginnings of words that web pages say around their articles.
    """
    words, texts, taken, headline, run = look.sizes, look.texts, look.taken, look.headline, look.run
    lowered = [text[:_READ].lower() for text in texts]
    whole = [_MOST if number > _MOST else int(number) for number in words]
    sizes = [0, 0, *(_SIZE[number] for number in whole), 0, 0]
    title = {*_content(lowered[0].split()), *_content(lowered[max(headline, 0)].split())}
    # the page's title repeats the headline, so that nothing of the article stands far above it
    certain = headline > 0 and texts[headline][:40] in texts[0]
    near = _around(words)
    tables = _figures(texts, whole)
    streaks = _streaks(whole)
    seen = Counter(lowered)
    kinds = [_TAKEN.get(kind, 8) if kind else 0 for kind in taken]
    begin = headline if 0 <= headline < run[1] else run[0]
    gaps, closers, passed = _passed(words, kinds, begin)
    kinds.append(0)
    rows: list[tuple[int, ...]] = []
    first = headline - ABOVE if certain else 0
    said = furniture.__contains__
    for n, text in enumerate(texts):
        if n < first or taken[n]:
            rows.append(())
            continue
        number, size, low = whole[n], sizes[n + 2], lowered[n]
        long, under, inside = size > 1, 0 <= headline < n, n >= begin
        tokens = low.split()
        rows.append(
            (
                _LENGTH[number],
                _ending(text, size),
                _opening(text, size),
                _sentences(text, size, number) if long else 0,
                _capitals(text, tokens, number),
                _digits(tokens) + (4 if long else 0),
                bisect_left((0, 1, 3, 6), tables[n]) + (5 if under else 0),
                min(2, sum(map(said, map(_stem, tokens)))) + (3 if long else 0),
                _shared(tokens, title, under),
                bisect_left((-11, -3, 0, 2, 5, 10, 20, 40), n - headline) + (9 if certain else 0)
                if headline >= 0
                else 18,
                1 + 4 * (n - headline - 1) + max(0, min(size, 4) - 1) if under and n <= headline + 3 else 0,
                _place(n, run),
                min(seen[low], 3) - 1 + (3 if long else 0),
                6 * sizes[n + 1] + sizes[n + 3],
                4 * min(sizes[n], 3) + min(sizes[n + 4], 3),
                bisect_left((0, 14, 30, 60, 100, 150), near[n]) + (7 if long else 0),
                streaks[n],
                kinds[n + 1],
                1 + bisect_left((2, 4, 7, 12, 20), gaps[n]) + (6 if long else 0) if inside else 0,
                1 + bisect_left((0, 1, 2, 4, 8, 16), closers[n]) + (7 if long else 0) if inside else 0,
                1 + bisect_left((0.02, 0.3, 0.6, 0.9, 0.98), passed[n]) + (6 if long else 0) if inside else 0,
            )
        )
    return rows


def _sentences(text: str, size: int, words: int) -> int:
    """Return the bucket of the stops and commas inside a longer Block."""
    ends = min(2, text.count(". ") + text.count("? ") + text.count("! "))
    return 1 + (6 if size > 3 else 0) + (3 if text.count(",") * 18 > words else 0) + ends


def _capitals(text: str, tokens: list[str], words: int) -> int:
    """Return the bucket of the share of words that begin with a capital."""
    if len(tokens) < 3 or words > 16:
        return 0
    long = 6 if words > 6 else 0
    if text.isupper():
        return 6 + long
    capitals = sum(map(str.isupper, map(_first, text.split())))
    return 1 + bisect_left((0.15, 0.3, 0.55, 0.85), capitals / len(tokens)) + long


def _digits(tokens: list[str]) -> int:
    """Return the bucket of the share of words that begin with a figure."""
    if not tokens:
        return 0
    return bisect_left((0, 0.15, 0.5), sum(map(str.isdigit, map(_first, tokens))) / len(tokens))


def _shared(tokens: list[str], title: set[str], under: bool) -> int:
    """Return the bucket of the share of longer words that the title has too; `under`: below the headline."""
    parts = _content(tokens)
    if not parts:
        return 0
    share = sum(map(title.__contains__, parts)) / len(parts)
    return 1 + bisect_left((0, 0.25, 0.5), share) + (4 if under else 0)


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
    running = [0.0 if number < PARAGRAPH_WORDS else MOST_WORDS if number > MOST_WORDS else number for number in words]
    return list(map(sub, _windows(running, 3), running))


def _windows(numbers: list[float], reach: int) -> list[float]:
    """Return for each number the sum of those within `reach` of it, itself included."""
    sums = [0.0] * (reach + 1) + list(accumulate(numbers))
    sums += sums[-1:] * reach
    return list(map(sub, sums[2 * reach + 1 :], sums))


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
            end += 3 <= kinds[n] <= 6
    return gaps, ends, [each / (total or 1.0) for each in passed]


def _figures(texts: list[str], words: list[int]) -> list[float]:
    """Return for each Block how many short Blocks within five of it begin with a figure, as cells of a table do."""
    return _windows([number < 4 and text[:1].isdigit() for text, number in zip(texts, words, strict=True)], 5)


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
