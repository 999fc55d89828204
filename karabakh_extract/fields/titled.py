"""The headline of a flattened page: found by the page's title, which stands first, and by where the text begins.

In: the Blocks of a flattened page. Out: the Block of the headline and the stretch of it that is the headline. The
first line of such a text is the page's title with the site's name on it; the headline itself comes again after the
menus, shortly before the dense run.
"""

from typing import NamedTuple

from karabakh_extract.fields.lexicon import fold
from karabakh_extract.page.block import Block
from karabakh_extract.page.dense import PARAGRAPH_WORDS
from karabakh_extract.page.fragments import TITLE
from karabakh_extract.patterns import lazy

BEFORE = 45
"""Blocks before the dense run among which a line that only resembles the title is looked for."""
LEAST = 12
"""Characters from which a line that stands in the title, or holds it, is the headline."""
SHARE = 0.55
"""Share of the title, site's name apart, that such a line has at least: titles are lengthened by a topic or a
place."""
LONGEST = 600
"""Characters of the first line that can be a title."""
TITLE_WORDS = 5
"""Words from which a title that shares none with the text is a headline rather than the site's name."""
SITE_WORDS = 4
"""Words that the site's name, or a section's, has at most at the end of a title."""
MENU = 15
"""Blocks before the dense run from which they hold a menu; what stands above a text otherwise is its own header."""

_WORD = lazy(r"[^\W_]+")
_SITE = lazy(r"\s+[|–—·•-]\s+|\s*[|｜ㅣ]\s*")


class Titled(NamedTuple):
    """The headline `blocks[block].text[0:end]`."""

    block: int
    end: int


def find_titled(blocks: list[Block], run: tuple[int, int]) -> Titled | None:
    """Return the headline of a flattened page.

    `None` where neither title nor text speak for any line, and where no title comes again above the first lines of the
    text: such a page has no menu, and its header is read like any other.
    """
    if not run[1]:
        return None
    cut = _without_site(blocks[0].text[:LONGEST])
    title = _plain(blocks[0].text[: min(cut, TITLE)])
    where = _same(blocks, run, title)
    if where > 0:
        topic = _topic_before(blocks, where, blocks[0].text[:cut])
        return Titled(0, topic) if topic else Titled(where, len(blocks[where].text))
    if run[0] < MENU:
        return None
    vocabulary = {word for block in blocks[run[0] : run[0] + 12] for word in _content(_plain(block.text[:600]))}
    words = _content(title)
    speaks = _share(words, vocabulary) >= 0.3
    window = range(max(1, run[0] - BEFORE), min(len(blocks), run[0] + 1))
    ranked = [(_likeness(blocks[n].text, n, run[0], words, vocabulary, speaks), -n) for n in window]
    if ranked and max(ranked)[0] >= 2.5:
        n = -max(ranked)[1]
        return Titled(n, len(blocks[n].text))
    if speaks or (len(title) >= LEAST and (len(title.split()) >= TITLE_WORDS or not title.isascii())):
        return Titled(0, cut)
    return None


def _same(blocks: list[Block], run: tuple[int, int], title: str) -> int:
    """Return the Block that repeats the title, or most of it; else 0.

    Before the text it is the last such Block, since breadcrumbs repeat the title too; in the text the first.
    """
    found = 0
    if len(title) < LEAST:
        return 0
    for n in range(1, run[1]):
        text = blocks[n].text
        if n > run[0] and (found or len(text) > 300):
            if found:
                break
            continue
        if LEAST <= len(text) <= 300:
            line = _plain(text)
            shorter, longer = sorted((line, title), key=len)
            if line == title or (n <= run[0] and len(shorter) >= SHARE * len(longer) and shorter in longer):
                found = n
    return found


def _topic_before(blocks: list[Block], n: int, title: str) -> int:
    """Return the length of a title "topic: headline" whose two parts stand on lines of their own; else 0."""
    text = blocks[n].text
    at = title.find(text)
    topic = title[: max(at, 0)].rstrip()
    if not topic.endswith(":"):
        return 0
    near = {_plain(blocks[m].text) for m in range(max(1, n - 2), n)}
    return at + len(text) if _plain(topic) in near else 0


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


def _content(plain: str) -> set[str]:
    """The longer words, by their first letters, so that inflected forms meet."""
    return {word[:6] for word in plain.split() if len(word) > 3 and not word.isdigit()}


def _share(words: set[str], known: set[str]) -> float:
    return len(words & known) / len(words) if words else 0.0


def _likeness(text: str, n: int, start: int, title: set[str], vocabulary: set[str], speaks: bool) -> float:
    """How much a line near the beginning of the text reads like its headline; `speaks`: so does the page's title."""
    size = text.count(" ") + 1
    if size < 3 or size > 30 or (size >= PARAGRAPH_WORDS and text[-1] == "."):
        return 0.0
    words = _content(_plain(text))
    shared = 2 * len(words & title) / (len(words) + len(title) or 1)
    if speaks and shared < 0.4:
        return 0.0
    score = 4.0 * shared + 2.0 * _share(words, vocabulary) + 0.1 * min(size, 10)
    if text[-1] in ".:,;" or text[0] in ".,'’" or text[0].islower():
        score -= 1.5
    return score - 0.04 * (start - n)


def _without_site(text: str) -> int:
    """Return where a title ends and the site's name, with the section's before it, begins."""
    end = len(text)
    for cut in reversed(list(_SITE.finditer(text))):
        if len(_WORD.findall(text[cut.end() : end])) > SITE_WORDS or cut.start() < LEAST:
            break
        end = cut.start()
    return end
