"""The headline of a flattened page: found by the page's title, which stands first, and by where the text begins.

In: the Blocks of a flattened page. Out: the Block of the headline and the stretch of it that is the headline. The
first line of such a text is the page's title with the site's name on it; the headline itself comes again after the
menus, shortly before the dense run.
"""

from typing import NamedTuple

from karabakh_extract.fields.labels import byline_lead
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.title_lines import LEAST, content, in_pieces, plain, reworded, signed_below
from karabakh_extract.page.block import Block
from karabakh_extract.page.dense import PARAGRAPH_WORDS
from karabakh_extract.patterns import lazy

BEFORE = 45
"""Blocks before the dense run among which a line that only resembles the title is looked for."""
SHARE = 0.55
"""Share of the title, site's name apart, that such a line has at least: titles are lengthened by a topic or a
place."""
UNLIKE = 2.5
"""Quotient of lengths, signs and spaces included, from which two lines are not compared: one cannot be most of the
other."""
LONGEST = 600
"""Characters of the first line that can be a title."""
TITLE_WORDS = 5
"""Words from which a title that shares none with the text is a headline rather than the site's name."""
SITE_WORDS = 4
"""Words that the site's name, or a section's, has at most at the end of a title."""
PICTURES = 20
"""Lines and captions of pictures into the dense run among which the headline comes again above its byline."""
MENU = 15
"""Blocks before the dense run from which they hold a menu; what stands above a text otherwise is its own header."""

MOST_WORDS = 34
"""Words that a headline has at most."""
KICKER_WORDS, KICKED = 6, 0.25
"""Words that a kicker above a headline has at most; share of a headline's longer words that the title has too."""
LIKE, SURE = 2.5, 4.5
"""Likeness from which a line is the headline, below a menu and where no menu stands above."""
SPOKEN = 0.3
"""Share of a line's words that title and text know, from which a byline or a date below it makes it a headline that
shares little with the title."""

_DIGIT = lazy(r"\d")
_WORD = lazy(r"[^\W_]+")
_SITE = lazy(r"\s+[|–—·•›*-]\s+|\s*[|｜ㅣ]\s*")


class Titled(NamedTuple):
    """The headline `blocks[block].text[0:end]`, and the Block at which the article begins, -1 where that is unknown.

    The two differ where the headline is read from the page's title.
    """

    block: int
    end: int
    place: int


def find_titled(blocks: list[Block], run: tuple[int, int]) -> Titled | None:
    """Return the headline of a flattened page.

    `None` where neither title nor text speak for any line, and where no title comes again above the first lines of the
    text: such a page has no menu, and its header is read like any other.
    """
    if not run[1]:
        return None
    cut = _without_site(blocks[0].text[:LONGEST])
    title = plain(blocks[0].text[:cut])
    where = _same(blocks, run, title)
    if where > 0:
        where = _below_breadcrumb(blocks, where, title)
        topic = _topic_before(blocks, where, blocks[0].text[:cut])
        if topic:
            return Titled(0, topic, where)
        text, whole = blocks[where].text, blocks[0].text[:cut]
        # a line that begins with the title may have its section or writer behind it
        more = cut >= LEAST and text.startswith(whole) and text not in blocks[0].text
        return Titled(where, cut if more else len(text), where)
    place = reworded(blocks, run[1], title)
    if place:
        return Titled(place, len(blocks[place].text), place)
    place = in_pieces(blocks, run[0], title)
    if place:
        return Titled(0, cut, place)
    vocabulary = {word for block in blocks[run[0] : run[0] + 12] for word in content(plain(block.text[:600]))}
    words = content(title)
    speaks = _share(words, vocabulary) >= 0.3
    window = range(max(1, run[0] - BEFORE), min(len(blocks), run[0] + 1))
    ranked = [(_likeness(blocks, n, run[0], words, vocabulary, speaks), -n) for n in window]
    if ranked and max(ranked)[0] >= (LIKE if run[0] >= MENU else SURE):
        n = -max(ranked)[1]
        return Titled(n, len(blocks[n].text), n)
    if run[0] < MENU:
        return None
    if speaks or (len(title) >= LEAST and (len(title.split()) >= TITLE_WORDS or not title.isascii())):
        return Titled(0, cut, -1)
    return None


def _below_breadcrumb(blocks: list[Block], n: int, title: str) -> int:
    """Return the headline's Block where the line that repeats the title is the last of the breadcrumbs.

    Below those stands a kicker, a few words, and below it the headline as the page shows it, worded in its own way;
    below a headline stands a standfirst, a name or a date.
    """
    if n + 2 >= len(blocks) or not _is_kicker(blocks[n - 1].text):
        return n
    words = content(title)
    for at in range(n + 2, min(n + 5, len(blocks) - 1)):
        text = blocks[at].text
        if not _is_kicker(blocks[at - 1].text):
            break
        line = plain(text)
        own = content(line)
        if (line and title.endswith(line)) or (
            3 < text.count(" ") + 1 <= MOST_WORDS and text[-1] != "." and len(own & words) >= KICKED * len(own)
        ):
            return at if len(own & words) >= 2 else n
    return n


def _is_kicker(text: str) -> bool:
    """Whether a line is a few words that are no sentence, no date and no writer's name behind a "by"."""
    return (
        text.count(" ") < KICKER_WORDS
        and text[-1:] not in ".!?"
        and not _DIGIT.search(text)
        and byline_lead(fold(text) + " x") is None
    )


def _same(blocks: list[Block], run: tuple[int, int], title: str) -> int:
    """Return the Block that repeats the title, or most of it; else 0.

    Before the text it is the last such Block, since breadcrumbs repeat the title too, but of Blocks with the same words
    the last one that a byline or a date follows, since players and pictures repeat it below; in the text the first.
    """
    found = signed = 0
    if len(title) < LEAST:
        return 0
    for n in range(1, run[1]):
        text = blocks[n].text
        if n > run[0] and (found or len(text) > 300):
            if found and (signed or n > run[0] + PICTURES):
                break
            if len(text) > 300 or text != blocks[found].text:
                continue
        if LEAST <= len(text) <= 300 and len(title) < UNLIKE * len(text) and len(text) < UNLIKE * len(title):
            line = plain(text)
            shorter, longer = sorted((line, title), key=len)
            if line == title or (n <= run[0] and len(shorter) >= SHARE * len(longer) and shorter in longer):
                if signed_below(blocks, n):
                    signed = n
                found = n
    return signed if signed and blocks[signed].text == blocks[found].text else found


def _topic_before(blocks: list[Block], n: int, title: str) -> int:
    """Return the length of a title "topic: headline" whose two parts stand on lines of their own; else 0."""
    text = blocks[n].text
    at = title.find(text)
    topic = title[: max(at, 0)].rstrip()
    if not topic.endswith(":"):
        return 0
    near = {plain(blocks[m].text) for m in range(max(1, n - 2), n)}
    return at + len(text) if plain(topic) in near else 0


def _share(words: set[str], known: set[str]) -> float:
    return len(words & known) / len(words) if words else 0.0


def _likeness(blocks: list[Block], n: int, start: int, title: set[str], vocabulary: set[str], speaks: bool) -> float:
    """How much a line near the beginning of the text reads like its headline; `speaks`: so does the page's title."""
    text = blocks[n].text
    size = text.count(" ") + 1
    if size < 3 or size > MOST_WORDS or (size >= PARAGRAPH_WORDS and text[-1] == "."):
        return 0.0
    words = content(plain(text))
    shared = 2 * len(words & title) / (len(words) + len(title) or 1)
    known = _share(words, vocabulary)
    signed = shared + known >= SPOKEN and signed_below(blocks, n)
    if speaks and shared < 0.4 and not signed:
        return 0.0
    score = 4.0 * shared + 2.0 * known + 0.1 * min(size, 10) + 2.0 * signed
    if text[-1] in ".:,;" or text[0] in ".,'’" or text[0].islower():
        score -= 1.5
    return score - 0.04 * (start - n)


def title_parts(text: str) -> list[tuple[int, int]]:
    """Return where the parts of a title stand that follow its headline: the section, the site's name."""
    least = _without_site(text[:LONGEST])
    cuts = [cut for cut in _SITE.finditer(text[:LONGEST]) if cut.start() >= least]
    if not cuts:
        return []
    ends = [*(cut.start() for cut in cuts[1:]), len(text[:LONGEST].rstrip(" |*›-–—"))]
    return [(cut.end(), end) for cut, end in zip(cuts, ends, strict=True) if cut.end() < end]


def _without_site(text: str) -> int:
    """Return where a title ends and the site's name, with the section's before it, begins."""
    end = len(text)
    for cut in reversed(list(_SITE.finditer(text))):
        if len(_WORD.findall(text[cut.end() : end])) > SITE_WORDS or cut.start() < LEAST:
            break
        end = cut.start()
    return end
