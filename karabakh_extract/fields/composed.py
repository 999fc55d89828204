"""Notices told by what they are made of, whoever words them: "Ми пишемо те, що важливо — задонатьте «Видноколу»".

In: the Blocks that no rule has taken. Out: marks of the kinds in `data/notice_signs.yaml`. A rule knows a notice by its
phrase; here its words are counted by what they say in a notice: it asks, names a means and speaks of itself or of its
reader, and has few other words. Prose may do one of these, or all of them in many words. What stands between
paragraphs has to show more than what stands above or below them, and what is quoted shows nothing.
"""

from functools import cache, lru_cache
from typing import Any

from karabakh_extract.boilerplate import Claim
from karabakh_extract.boilerplate.shapes import Shape
from karabakh_extract.boilerplate.tokens import ADDRESS, DOTTED, WORD, fold
from karabakh_extract.data import load
from karabakh_extract.draft import Draft
from karabakh_extract.fields.sign_tables import AGAINST, SMALL
from karabakh_extract.page.marks import Mark
from karabakh_extract.patterns import lazy

LONGEST, SHORT = 70, 9
"""Words of a Block that may be such a notice, and of one that may name its outlet in quotation marks."""
WITHIN, WITHIN_MORE = 40, 0.04
"""A notice between paragraphs has at most so many words, and its share of signs is so much greater."""
NAMES = 2
"""So many names are too many: a notice names its outlet, a story whoever it tells of."""
SHARE = 0.3
"""The least share of signs that any kind asks for."""
_APPEALS, LEADING = ("subscription", "donation", "membership"), 10
"""Kinds over which a question or a promise to the reader stands, and the words that it has at most."""
PASSED = 8
"""Words of a line without a full stop over which the foot and the head of an article are looked through."""
FEW = 5
"""Spaces of a line of a flattened page from which it is looked at."""
_STEM = 3
_SUFFIXED = 4
_POSSESSIVE = lazy(r"[iuü](?:m|(n))[iuü]z(?:[aeəiuü]|d[aeə]n?|[iuü]n|n[iuü]n|l[aeə])?$|[\u0600-\u06ff]نا$")
"""What Turkish, Azerbaijani and Arabic put behind a word for "our" and, the first of them, "your"."""
_SUFFIXING = ("tr", "az", "ar")
"""Languages that do: in others "-imize" ends a verb."""
_AND = "و"
"""Arabic writes "and" with the word behind it."""
_QUOTATION = lazy(r",[»”\"]|[«“„\"][^»”\"“]{40,}[»”\"“]|[»”\"“],?\s?[-–—]|^\s?[-–—]\s")
_LETTERS = lazy(r"[^\W\d_]+")
_INSIDE = frozenset(("", ",", "(", "«", '"', "“", "„", "'", "’", ")", ",«", '"'))
_NAMED = lazy(r"[«“„\"][^«»“”„\"]{2,40}[»”“\"]")
_GLUED = lazy(r"(?<=[^\W\d_]{2})(?=[A-Z][a-z]{2})")
_VOWELS = lazy(r"[\u0640\u064b-\u0652]")
"""Vowel signs of Arabic, which parts of a word have in one print and not in another."""
_HANDLE = lazy(r"@\w{3,}|\+?\d[\d\s()-]{7,}\d")


class _Kind:
    """One way of being a notice, an entry of `kinds` in the data."""

    __slots__ = ("after", "groups", "kind", "least", "share", "tail")

    def __init__(self, entry: dict[str, Any], bits: dict[str, int]) -> None:
        self.kind: str = entry["kind"]
        self.share: float = entry["share"]
        self.least: int = entry.get("least", 3)
        self.after: str | None = entry.get("after")
        self.tail: bool = entry.get("tail", False)
        self.groups = [[_needed(name, bits) for name in each.split("|")] for each in entry["all"]]


def _needed(name: str, bits: dict[str, int]) -> tuple[int, int]:
    """Return a sign and how many words of it are needed: two for "paid2"."""
    return (bits[name[:-1]], int(name[-1])) if name[-1].isdigit() else (bits[name], 1)


@cache
def _bits() -> dict[str, int]:
    return {name: 1 << n for n, name in enumerate((*load("notice_signs")["names"], "link", "mail", "name"))}


@cache
def _kinds() -> list[_Kind]:
    return [_Kind(entry, _bits()) for entry in load("notice_signs")["kinds"]]


@cache
def _heads() -> frozenset[str]:
    """Return how the beginnings of words that are signs begin: few words need a closer look."""
    return frozenset(stem[:_STEM] for stem in load("notice_signs")["stems"])


@lru_cache(maxsize=8192)
def _signs(word: str, suffixed: bool) -> int:
    """Return the signs of a folded word as bits, `SMALL` or `AGAINST` where it has none; `suffixed` in a language that
    says "our" at a word's end.
    """
    data = load("notice_signs")
    found: int = data["whole"].get(word, 0)
    if word[:_STEM] in _heads():
        stems: dict[str, int] = data["stems"]
        for size in range(_STEM, len(word) + 1):
            found |= stems.get(word[:size], 0)
    if found:
        return found
    if word[0] == _AND and len(word) > _STEM and (found := _signs(word[1:], suffixed)) > 0:
        return found
    if suffixed and len(word) > _SUFFIXED and (ours := _POSSESSIVE.search(word)):
        return _bits()["you" if ours[1] else "we"]
    plain: int = data["plain"].get(word, 0)
    return plain


def claim_composed(draft: Draft) -> None:
    """Mark notices among the Blocks that nobody has taken: from both ends on, then between the paragraphs."""
    if not draft.page.furnished:
        _claim(draft, 0)


def claim_composed_left(draft: Draft) -> None:
    """Do the same on a flattened page, in what the classifier left: taken before, a box between the paragraphs would
    tell it that the article ends there.
    """
    if draft.page.furnished:
        _claim(draft, FEW)


def _claim(draft: Draft, least: int) -> None:
    page = draft.page
    free = [
        n
        for n, block in enumerate(page.blocks)
        if n not in page.marks and block.text and block.role != "furniture" and block.text.count(" ") >= least
    ]
    seen: set[int] = set()
    for place, order in (("tail", reversed(free)), ("head", iter(free))):
        for n in order:
            seen.add(n)
            if not _take(draft, n, place) and ((shape := Shape(page.blocks[n].text)).ended or shape.count > PASSED):
                break
    for n in free:
        if n not in seen and page.blocks[n].text.count(" ") < WITHIN:
            _take(draft, n, "within")
    last = max((n for n in free if not page.marked(n) and Shape(page.blocks[n].text).prose), default=-1)
    for n in free:
        # the rest of an appeal that has begun above
        if n and page.marked(n - 1) and not page.marked(n):
            _take(draft, n, "within" if n <= last else "tail")

    for n in reversed(free):
        if not page.marked(n) and _leads_to_appeal(draft, n, free[0]):
            _mark(draft, n, page.marks[n + 1][0].kind)


def _leads_to_appeal(draft: Draft, n: int, first: int) -> bool:
    """Whether a short line below the first paragraph speaks to the reader right above an appeal: "Looking for news you
    can trust?"
    """
    page = draft.page
    marks = page.marks.get(n + 1, ())
    text = page.blocks[n].text
    if len(marks) != 1 or marks[0].kind not in _APPEALS or marks[0].end - marks[0].start < len(page.blocks[n + 1].text):
        return False
    if (
        text.count(" ") >= LEADING
        or _QUOTATION.search(text)
        or not any(Shape(page.blocks[m].text).prose and not page.marked(m) for m in range(first, n))
    ):
        return False
    both = _bits()["we"] | _bits()["you"]
    suffixed = draft.language in _SUFFIXING
    return any(bits > 0 and bits & both for bits in (_signs(word, suffixed) for word in WORD.findall(fold(text))))


def _take(draft: Draft, n: int, place: str) -> bool:
    page = draft.page
    text = page.blocks[n].text
    if page.marked(n):
        return True
    above = page.marks[n - 1][-1] if page.marked(n - 1) else None
    if text.count(" ") >= LONGEST:
        return False
    kind = composed(text, place, above.kind if above else None, draft.language)
    if kind is None:
        return False
    _mark(draft, n, kind)
    draft.outlets.learn_hosts(text)
    return True


def _mark(draft: Draft, n: int, kind: str) -> None:
    text = draft.page.blocks[n].text
    rule, group = f"composed-{kind.replace('_', '-')}", draft.page.new_group()
    draft.page.mark(n, Mark(0, len(text), "removed", kind, rule, None, group))
    draft.claims.append(Claim(n, 0, len(text), kind, rule, group, {}, {}))


def composed(text: str, place: str = "tail", above: str | None = None, language: str | None = None) -> str | None:
    """Return the kind of notice that a text is made like, or `None`.

    `place` is "head" or "tail" where no paragraph of the article stands above or below, else "within"; `above` is the
    kind of the notice right above, if there is one; `language` is a primary subtag.
    """
    named, suffixed = False, language is None or language in _SUFFIXING
    if text.count(" ") < SHORT:
        # "Share this:FacebookTwitterEmail": buttons that a dump ran together
        text = _GLUED.sub(" ", text)
        rest = _NAMED.sub(" ", text)
        named, text = rest != text, rest
    folded, we = fold(text), _bits()["we"]
    if not folded.isascii():
        folded = _VOWELS.sub("", folded)
    words = WORD.findall(folded)
    signs = [_signs(word, suffixed) for word in words]
    if AGAINST in signs:
        return None
    told = [bits for bits in signs if bits > 0]
    signed = len(told)
    if not signed and "@" not in text:
        return None
    # a figure is no small word, so none is counted twice
    size = len(words) - signs.count(SMALL) - sum(map(str.isdigit, words))
    if "@" not in text and (signed + 1 < SHARE * (size - text.count("/") - text.count(".")) or _QUOTATION.search(text)):
        return None
    counts: dict[int, int] = {}
    ours = 0
    for bits in told:
        counts[bits] = counts.get(bits, 0) + 1
        # "bültenimize" is "our" and "newsletter" in one
        ours += bool(bits & we and bits & ~we)
    links = sum(len(WORD.findall(match[0])) for match in ADDRESS.finditer(folded)) if DOTTED.search(folded) else 0
    if links or _HANDLE.search(text):
        # an address is one word
        size -= max(links - 1, 0)
        signed += 1
        counts[_bits()["link"] | _bits()["mail"] * ("@" in text)] = 1
    if named:
        size, signed = size + 1, signed + 1
        counts[_bits()["name"]] = 1
    share = signed / max(size, 1) - (WITHIN_MORE if place == "within" and above is None else 0.0)
    for kind in _kinds():
        if (
            share >= kind.share
            and signed + ours >= kind.least
            and (not kind.tail or place == "tail")
            and kind.after in (None, above)
            and all(_met(group, counts) for group in kind.groups)
        ):
            return kind.kind if _names(text, suffixed) < NAMES else None
    return None


def _names(text: str, suffixed: bool) -> int:
    """Return how many names a text holds beyond the first words of its sentences: a notice names its outlet alone."""
    found: set[str] = set()
    end, running = 0, True
    for word in _LETTERS.finditer(text):
        named = word[0][0].isupper() and _signs(fold(word[0]), suffixed) <= 0
        if named and not running and text[end : word.start()].strip() in _INSIDE:
            found.add(fold(word[0])[:_STEM])
        running, end = named, word.end()
    return len(found)


def _met(group: list[tuple[int, int]], counts: dict[int, int]) -> bool:
    for bit, least in group:
        having = 0
        for bits, count in counts.items():
            if bits & bit:
                having += count
        if having >= least:
            return True
    return False
