"""Notices told by what they are made of, whoever words them: "Ми пишемо те, що важливо — задонатьте «Видноколу»".

In: the Blocks that no rule has taken. Out: marks of the kinds in `data/notice_signs.yaml`. A rule knows a notice by its
phrase; here its words are counted by what they say in a notice: it asks, names a means and speaks of itself or of its
reader, and has few other words. Prose may do one of these, or all of them in many words. What stands between
paragraphs has to show more than what stands above or below them, and what is quoted shows nothing.
"""

from functools import cache, lru_cache

from karabakh_extract.boilerplate.shapes import Shape
from karabakh_extract.boilerplate.tokens import ADDRESS, DOTTED, WORD, fold
from karabakh_extract.data import load
from karabakh_extract.draft import Draft
from karabakh_extract.page.marks import Mark
from karabakh_extract.patterns import lazy

LONGEST, SHORTEST = 70, 3
"""Words of a Block that may be such a notice."""
WITHIN, WITHIN_MORE = 40, 0.12
"""A notice between paragraphs has at most so many words, and its share of signs is so much greater."""
NAMES = 2
"""So many names are too many: a notice names its outlet, a story whoever it tells of."""
SHARE = 0.3
"""The least share of signs that any kind asks for."""
LEAST = 3
"""Words with a sign that a notice has at least."""
PASSED = 8
"""Words of a line without a full stop over which the foot and the head of an article are looked through."""
_STEM = 3
_SMALL, _AGAINST = -1, -2
_AND = "و"
"""Arabic writes "and" with the word behind it."""
_QUOTATION = lazy(r"[«“„\"][^»”\"“]{40,}[»”\"“]|[»”\"“],?\s?[-–—]|^\s?[-–—]\s")
_LETTERS = lazy(r"[^\W\d_]+")
_INSIDE = frozenset(("", ",", "(", "«", '"', "“", "„", "'", "’", ")", ",«", '"'))
_HANDLE = lazy(r"@\w{3,}|\+?\d[\d\s()-]{7,}\d")


class _Kind:
    """One way of being a notice: signs that have to meet, and their share of the words."""

    __slots__ = ("groups", "kind", "share")

    def __init__(self, entry: dict[str, object], bits: dict[str, int]) -> None:
        self.kind = str(entry["kind"])
        self.share = float(str(entry["share"]))
        needed = entry["all"]
        assert isinstance(needed, list)
        self.groups = [
            [(bits[name.rstrip("2")], 1 + name.endswith("2")) for name in each.split("|")] for each in needed
        ]


@cache
def _bits() -> dict[str, int]:
    return {name: 1 << n for n, name in enumerate((*load("notice_signs")["signs"], "link"))}


@cache
def _kinds() -> list[_Kind]:
    return [_Kind(entry, _bits()) for entry in load("notice_signs")["kinds"]]


@cache
def _words() -> tuple[dict[str, int], dict[str, int]]:
    """Return whole words and beginnings of words, folded, with their signs as bits."""
    whole: dict[str, int] = {}
    stems: dict[str, int] = {}
    for name, lists in load("notice_signs")["signs"].items():
        for word in " ".join(lists).split():
            table = stems if word.endswith("*") else whole
            plain = fold(word.rstrip("*"))
            table[plain] = table.get(plain, 0) | _bits()[name]
    return whole, stems


@cache
def _plain() -> dict[str, int]:
    """Return words that are no sign: small ones of all languages, and those that no notice has."""
    plain = {fold(word): _SMALL for words in load("stopwords")["words"].values() for word in words}
    return plain | {fold(word): _AGAINST for word in load("notice_signs")["against"].split()}


@lru_cache(maxsize=8192)
def _signs(word: str) -> int:
    """Return the signs of a folded word as bits, `_SMALL` or `_AGAINST` where it has none."""
    whole, stems = _words()
    found = whole.get(word, 0)
    for size in range(_STEM, len(word) + 1):
        found |= stems.get(word[:size], 0)
    if found:
        return found
    if word[0] == _AND and len(word) > _STEM and (found := _signs(word[1:])) > 0:
        return found
    return _plain().get(word, 0)


def claim_composed(draft: Draft) -> None:
    """Mark notices among the Blocks that nobody has taken: from both ends on, then between the paragraphs."""
    page = draft.page
    free = [n for n, block in enumerate(page.blocks) if block.text and block.role != "furniture" and not page.marked(n)]
    seen: set[int] = set()
    for order in (reversed(free), iter(free)):
        for n in order:
            seen.add(n)
            if not _take(draft, n, 0.0) and ((shape := Shape(page.blocks[n].text)).ended or shape.count > PASSED):
                break
    for n in free:
        if n not in seen and page.blocks[n].text.count(" ") < WITHIN:
            _take(draft, n, WITHIN_MORE)


def _take(draft: Draft, n: int, more: float) -> bool:
    text = draft.page.blocks[n].text
    if draft.page.marked(n):
        return True
    kind = composed(text, more) if text.count(" ") < LONGEST else None
    if kind is None:
        return False
    draft.page.mark(
        n, Mark(0, len(text), "removed", kind, f"composed-{kind.replace('_', '-')}", None, draft.page.new_group())
    )
    draft.outlets.learn_hosts(text)
    return True


def composed(text: str, more: float = 0.0) -> str | None:
    """Return the kind of notice that a text is made like, or `None`; `more` is added to the share that signs need."""
    folded = fold(text)
    words = WORD.findall(folded)
    if len(words) < SHORTEST:
        return None
    counts: dict[int, int] = {}
    signed, size = 0, len(words)
    for word in words:
        bits = _signs(word)
        if bits > 0:
            signed += 1
            counts[bits] = counts.get(bits, 0) + 1
        elif bits == _SMALL:
            size -= 1
        elif bits == _AGAINST:
            return None
    if signed < LEAST - 1 or signed + 1 < SHARE * (size - text.count("/") - text.count(".")) or _QUOTATION.search(text):
        return None
    links = sum(len(WORD.findall(match[0])) for match in ADDRESS.finditer(folded)) if DOTTED.search(folded) else 0
    if links or _HANDLE.search(text):
        # an address is one word
        size -= max(links - 1, 0)
        signed += 1
        counts[_bits()["link"]] = 1
    if signed < LEAST:
        return None
    share = signed / max(size, 1)
    for kind in _kinds():
        if share >= kind.share + more and all(_met(group, counts) for group in kind.groups):
            return kind.kind if _names(text) < NAMES else None
    return None


def _names(text: str) -> int:
    """Return how many names a text holds beyond the first words of its sentences: a notice names its outlet alone."""
    found: set[str] = set()
    end, running = 0, True
    for word in _LETTERS.finditer(text):
        named = word[0][0].isupper() and _signs(fold(word[0])) <= 0
        if named and not running and text[end : word.start()].strip() in _INSIDE:
            found.add(fold(word[0])[:_STEM])
        running, end = named, word.end()
    return len(found)


def _met(group: list[tuple[int, int]], counts: dict[int, int]) -> bool:
    return any(sum(count for bits, count in counts.items() if bits & bit) >= least for bit, least in group)
