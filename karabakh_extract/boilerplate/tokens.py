"""The clean text of a block in, its words with places, kinds and the punctuation between them out.

Text is folded letter by letter, so a place in the folded text is the same place in the printed one. A word is a run
of letters and digits; an address (URL, e-mail, bare domain) and © are one word each. Phrases of rules go through the
same cut, so "author's" and "e-mail" agree on both sides.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate

from karabakh_extract.data import load
from karabakh_extract.patterns import lazy

WORD = lazy(r"[^\W_]+")
ADDRESS = lazy(
    r"(?:https?://|www\.)[^\s<>\"|«»“”]+"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
    r"|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:com|org|net|info|press|news|media|co|io|tv|me|eu|uk|us|ca|au|fr|de|at|ch"
    r"|it|es|ru|am|az|ge|tr|ua|by|kz|ir|il|in|example)(?![\w@-])(?:/[^\s<>\"|«»“”]*)?"
)
_WORD = lazy(r"([^\W_]+|©)")
DOTTED = lazy(r"\w\.\w|@|://")
_TRAILING = ".,;:!?…)]}'’\"*"

# Splitting bytes takes a third of the time that a regular expression takes: ASCII that is no letter or digit becomes a
# space, and so do the punctuation marks of Latin-1, Unicode's general block, Armenian, Arabic (with its vowel signs, no
# letters to the cut above either) and Chinese.
_SPACED = bytes(c if c >= 128 or chr(c).isalnum() or c == 10 else 32 for c in range(256))
_PUNCTUATION = lazy(
    rb"\xe2[\x80\x81].|\xc2[\x80-\xbf]|\xe3\x80.|\xef\xbc[\x80-\x8f\x9a-\xa0]"
    rb"|\xd5[\x9a-\x9f]|\xd6[\x89\x8a]|\xd8[\x8c\x9b\x9f]|\xd9[\x8b-\x9f\xb0]",
    re.DOTALL,
)

TOGETHER = 20_000
"""Code points of texts whose words are looked for at once."""
SENTENCE_WORDS = 200
"""What goes on for longer without a full stop is no sentence, and has no beginning or end."""

# kinds of a word, as bits: what a slot may take
ANY, CAPITAL, NUMBER, YEAR, URL, EMAIL, DATE, PARTICLE, JOINING, JOINED, DATED = (1 << n for n in range(11))

# what stands before a word, weakest first
PLAIN, COMMA, COLON, STOP = range(4)
_STOP = lazy(r"[.!?…。！？։؟۔•·*\n]")
_COLON = lazy(r"[:;|/\u2013\u2014]|\s-+\s")
_SPACE = lazy(r"\s")


@cache
def knowledge(name: str) -> frozenset[str]:
    """Return one list of `data/boilerplate.yaml` as a set."""
    return frozenset(load("boilerplate")[name])


@cache
def _listed() -> dict[str, int]:
    """Return the kinds of words that lists decide."""
    kinds: dict[str, int] = {}
    for name, bit in (("dates", DATE), ("in_dates", DATED), ("particles", PARTICLE), ("joining", JOINING)):
        for word in load("boilerplate")[name]:
            kinds[word] = kinds.get(word, 0) | bit
    return kinds


def fold(text: str) -> str:
    """Return `text` in lower case with variant letters made one; always as long as `text`."""
    if text.isascii():
        return text.lower()
    folded = text.replace("İ", "i").lower().replace("ё", "е").replace("ı", "i")
    if len(folded) != len(text):  # a letter whose small form is two letters
        folded = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return folded


def words_in(texts: Iterable[str]) -> Iterator[tuple[str, set[str]]]:
    """Yield each text folded, and the words that stand in it, the parts of addresses too: what rules are looked up by.

    Texts are folded and parted many at a time: most blocks are so short that the calls would take most of the time.
    """
    together: list[str] = []
    size = 0
    for text in texts:
        if size and size + len(text) > TOGETHER:
            yield from _words_in(together)
            together, size = [], 0
        together.append(text)
        size += len(text)
    if together:
        yield from _words_in(together)


def _words_in(texts: list[str]) -> Iterator[tuple[str, set[str]]]:
    folded = fold("\n".join(texts))
    raw = folded.encode("utf-8", "surrogatepass")
    if not folded.isascii():
        raw = _PUNCTUATION.sub(b" ", raw)
    printed = raw.translate(_SPACED).decode("utf-8", "surrogatepass")
    marked = "©" in folded
    if len(texts) == 1:
        lines, parted = [folded], [printed]
    else:
        lines, parted = folded.split("\n"), printed.split("\n")
        if len(lines) > len(texts):
            # line ends within the texts
            for text in texts:
                yield from _words_in([text])
            return
    for line, spaced in zip(lines, parted, strict=True):
        words = set(spaced.split())
        if marked and "©" in line:
            words.add("©")
        yield line, words


def first_word(folded: str) -> str:
    """Return the first word of folded text, or nothing."""
    match = _WORD.search(folded)
    return match[0] if match else ""


class Tokens:
    """The words of one block: `words[i]` is folded and stands at `starts[i]:ends[i]`; `before[i]` says what parts it
    from the word before; `kinds` (bits) are worked out where a slot asks for them."""

    __slots__ = ("_kinds", "_places", "addresses", "before", "ends", "starts", "text", "words")

    def __init__(self, text: str, folded: str) -> None:
        self.text = text
        self.addresses: set[int] = set()
        self._kinds: dict[int, int] = {}
        self._places: dict[str, list[int]] = {}
        # gaps and words in turn, in one pass of the regular expression engine
        parts = _WORD.split(folded)
        places = list(accumulate(map(len, parts)))
        if DOTTED.search(folded):
            parts, places = self._with_addresses(folded, parts, places)
        self.words: list[str] = parts[1::2]
        self.starts: list[int] = places[:-1:2]
        self.ends: list[int] = places[1::2]
        words = self.words
        self.before = [
            PLAIN if gap == " " else _parting(gap, words[n - 1], words[n]) for n, gap in enumerate(parts[2:-1:2], 1)
        ]
        self.before.insert(0, PLAIN)

    def _with_addresses(self, folded: str, parts: list[str], places: list[int]) -> tuple[list[str], list[int]]:
        """Return gaps and words, and where they end, with each address made one word."""
        cuts: list[int] = []
        starts, ends, index = places[:-1:2], places[1::2], 0
        for match in ADDRESS.finditer(folded):
            start = match.start()
            end = start + max(len(match[0].rstrip(_TRAILING)), 1)
            while index < len(starts) and ends[index] <= start:
                cuts += (starts[index], ends[index])
                index += 1
            while index < len(starts) and starts[index] < end:
                index += 1
            self.addresses.add(len(cuts) // 2)
            cuts += (start, end)
        for start, end in zip(starts[index:], ends[index:], strict=True):
            cuts += (start, end)
        cuts.append(len(folded))
        return [folded[low:high] for low, high in zip([0, *cuts], cuts, strict=False)], cuts

    def __len__(self) -> int:
        return len(self.words)

    def places(self, word: str) -> list[int]:
        """Return the indexes at which `word` stands."""
        if not self._places:
            for index, each in enumerate(self.words):
                self._places.setdefault(each, []).append(index)
        return self._places.get(word, [])

    def kind(self, index: int) -> int:
        """Return the kinds of the word at `index`, as bits."""
        known = self._kinds.get(index)
        if known is not None:
            return known
        word, bits = self.words[index], ANY
        if index in self.addresses:
            bits |= EMAIL if "@" in word else URL
        first = self.text[self.starts[index]]
        if first.isdigit():
            bits |= NUMBER
            if len(word) == 4 and word.isdigit() and "1800" < word < "2100":
                bits |= YEAR
        elif first != "©":
            # letters without case (Georgian, Arabic) may begin a name as well; so may "openDemocracy"
            if not first.islower() or not self.text[self.starts[index] : self.ends[index]].islower():
                bits |= CAPITAL
            bits |= _listed().get(word, 0)
        if index and self.starts[index] > self.ends[index - 1]:
            gap = self.text[self.ends[index - 1] : self.starts[index]]
            if len(gap) == 1 and gap in "'’-‐‑.&/+":
                bits |= JOINED
        self._kinds[index] = bits
        return bits

    def sentence_start(self, index: int) -> int:
        """Return the index of the first word of the sentence that holds the word at `index`."""
        for place in range(index, max(index - SENTENCE_WORDS, 0), -1):
            if self.before[place] == STOP:
                return place
        return index if index >= SENTENCE_WORDS else 0

    def sentence_end(self, index: int) -> int:
        """Return the index after the last word of the sentence that holds the word at `index`."""
        size = len(self.words)
        for place in range(index + 1, min(index + SENTENCE_WORDS, size)):
            if self.before[place] == STOP:
                return place
        return index + 1 if size - index > SENTENCE_WORDS else size


def _parting(gap: str, before: str, word: str) -> int:
    """Say what kind of punctuation `gap`, the text between two words, is."""
    if not gap:
        return PLAIN
    level = _short_level(gap) if len(gap) <= 8 else _short_level(gap[:4] + " " + gap[-4:])
    if level == STOP and gap.rstrip() == "." and (len(before) == 1 or before in knowledge("abbreviations")):
        return PLAIN
    if level == COMMA and gap[0] == "," and word in knowledge("company"):
        return PLAIN
    return level


@cache
def _short_level(gap: str) -> int:
    if not _SPACE.search(gap) and gap not in ("|", "•", "*", "—", "–", "…"):
        # punctuation without space joins: "and/or", "3.5", "O'Brien", "author(s)"; a colon does not
        return COLON if ":" in gap else COMMA if "," in gap or "(" in gap or ")" in gap else PLAIN
    if gap.strip() in ("&", "+", "'", "’", "-'", "´", "`"):
        return PLAIN
    if _STOP.search(gap):
        return STOP
    return COLON if _COLON.search(gap) else COMMA
