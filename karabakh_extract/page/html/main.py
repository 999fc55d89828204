"""Which paragraphs of a page are its article: votes, a container, a verdict for each paragraph.

In: the Walker's paragraphs, trafilatura's text and the page's JSON-LD `articleBody`, where it has one. Out: a verdict for
each paragraph: `keep`, or the kind of notice as which it stands in the article's midst, or "" for what lies outside. Votes
find the smallest part of the page that holds the article; what the class words, the share of links and the
neighbours say decides inside it, and what lies outside needs a vote and a clean place.
"""

import re
from collections import defaultdict
from functools import cache

from karabakh_extract.data import load
from karabakh_extract.page.html.walk import HEADINGS, Paragraph, Place

SHARE = 0.8
"""Share of all votes that the container must hold."""
IGNORED = 0.3
"""Share of the article's prose from which a kind of class words says nothing on this page."""

AGREES, WHOLE = 0.6, 0.6
"""Share of a declared text that stands on the page, and its length against trafilatura's, from which it decides."""

STANDFIRST = 40
"""Characters from which a line between headline and text is a standfirst."""
LONG = 250
"""Characters from which a paragraph is text whatever its own class is called."""
LINKED = 0.8
"""Share of links from which even a long paragraph that trafilatura keeps is a list of other articles."""

_WORD = re.compile(r"\w+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SENTENCE = re.compile(r"[.!?…。！？؟։][\"'”’»)\]]*(?:\s|$)")
ENOUGH, ALL = 1200, 0.98
"""Characters of running text in a named container, and its share of the page's, from which trafilatura is not asked."""
_BESIDE = frozenset("advertisement navigation other subscription tags share_prompt donation".split())
_STRONG = frozenset(
    "teaser related_links subscription donation share_prompt comment_prompt caption advertisement navigation about_author tags pull_quote "
    "other hidden footer form copyright correction".split()
)


@cache
def _openers() -> tuple[frozenset[str], re.Pattern[str]]:
    phrases = load("html")["read_more"]
    return frozenset(phrases), re.compile(r"(?:[»>→▶+*•-]\s*)?(?:" + "|".join(map(re.escape, sorted(phrases, key=len, reverse=True))) + r")\s*[:|»>–—-]")


def read_more(text: str, share: float) -> bool:
    """Whether a line announces other articles: by its words alone, or as an opener before a link."""
    alone, opener = _openers()
    folded = text.lower()
    return folded.strip(" .:!…»>→▶+*•|-–") in alone or (share > 0.3 and opener.match(folded) is not None)


def squeezed(text: str) -> str:
    """Return the letters and digits of a text: what two renderings of it have in common."""
    return "".join(_WORD.findall(text))


class Chooser:
    """Judges the paragraphs of one page."""

    def __init__(self, paragraphs: list[Paragraph], declared: str, headline: str) -> None:
        self.paragraphs = paragraphs
        self.keys = [squeezed(p.text) for p in paragraphs]
        self.declared = squeezed(declared)
        self.headline = squeezed(headline)
        self.voted = [False] * len(paragraphs)
        self.stated = [len(key) >= 20 and key in self.declared for key in self.keys] if self.declared else [False] * len(self.keys)
        self.prose = [self._prose(p) for p in paragraphs]
        self.verdicts = [""] * len(paragraphs)
        self.ignored: frozenset[str] = frozenset()
        self.container: Place | None = None
        self.styles: set[object] = set()
        self.agrees = False
        self.most = 0.0

    @staticmethod
    def _prose(p: Paragraph) -> float:
        size = len(p.text)
        if _WIDE.search(p.text):
            size *= 2
        if size < 60 or p.tag in HEADINGS:
            return 0.0
        free = 1 - p.links / len(p.text)
        return size * free * free if free > 0.5 else 0.0

    def certain(self) -> bool:
        """Find the container without trafilatura, and tell whether there is nothing left to ask it.

        That is so where the page's JSON-LD gives the whole text, or where an element named for the article's text holds
        all running text of the page.
        """
        self._weigh()
        container = self.container
        if container is None:
            return False
        clean = [(n, p) for n, p in enumerate(self.paragraphs) if self.prose[n] and not self.negative(p, None)]
        inside = sum(self.prose[n] for n, p in clean if self._within(p.place, container))
        if self._declares(inside):
            self.agrees = True
            self._weigh()
            return True
        named, place = False, self.container
        for _ in range(3):
            named = named or (place is not None and bool(place.flags & {"text", "articlebody"}))
            place = place.parent if place is not None else None
        return named and inside > ENOUGH and inside > ALL * sum(self.prose[n] for n, _ in clean)

    def ask(self, engine: str) -> None:
        """Take the vote of trafilatura's text and find the container again."""
        whole = squeezed(engine)
        lines = {squeezed(line) for line in engine.split("\n")}
        self.voted = [key in lines or (len(key) >= 25 and key in whole) for key in self.keys]
        voted = sum(len(k) for k, v, w in zip(self.keys, self.voted, self.prose, strict=True) if v and w)
        self.agrees = voted > 0 and self._declares(voted)
        self._weigh()

    def _declares(self, text: float) -> bool:
        """Whether the declared text stands on the page and is whole: a summary or the free part of a paid article is short."""
        found = sum(len(k) for k, s in zip(self.keys, self.stated, strict=True) if s)
        return found > AGREES * len(self.declared) and len(self.declared) > WHOLE * text

    def run(self) -> list[str]:
        """Return the verdicts."""
        if self.container is not None:
            self._inside()
            self._outside()
        return self.verdicts

    def _weigh(self) -> None:
        """Sum prose and votes up the tree and find the container."""
        votes: list[float] = []
        for n, p in enumerate(self.paragraphs):
            weight = self.prose[n]
            if weight:
                if self.agrees:
                    weight *= 4 if self.stated[n] else 0.25 if not self.voted[n] else 0.5
                else:
                    weight *= 3 if self.voted[n] else 0.3
            votes.append(weight)
        total = sum(votes)
        if not total:
            return
        for p in self.paragraphs:
            place: Place | None = p.place
            while place is not None and (place.prose or place.votes):
                place.prose = place.votes = 0.0
                place = place.parent
        for p, vote in zip(self.paragraphs, votes, strict=True):
            place = p.place
            while vote and place is not None:
                place.prose += vote
                place = place.parent
        # class words of an element that holds much of the article say nothing, nor do words that all its paragraphs share
        self.most = IGNORED * total
        kinds: defaultdict[str, float] = defaultdict(float)
        for p, vote in zip(self.paragraphs, votes, strict=True):
            if vote:
                for kind in self._flags(p, None):
                    kinds[kind] += vote
        self.ignored = frozenset(kind for kind, sum_ in kinds.items() if sum_ > self.most)
        total = 0.0
        for n, p in enumerate(self.paragraphs):
            vote = votes[n]
            if not vote:
                continue
            if self.negative(p, None):
                vote *= 0.1
            total += vote
            place = p.place
            while place is not None:
                place.votes += vote
                place = place.parent
        best: Place | None = None
        for p in self.paragraphs:
            place = p.place
            while place is not None and place.votes < SHARE * total:
                place = place.parent
            if place is not None and (best is None or place.depth > best.depth):
                best = place
        self.container = best

    def negative(self, p: Paragraph, within: Place | None) -> str:
        """Return the nearest kind of notice or furniture that a paragraph's place speaks of, "" for none."""
        place: Place | None = p.place
        while place is not None and place is not within:
            if place.flags and place.prose <= self.most:
                found = (place.flags & _STRONG) - self.ignored
                if place.tag == "p" and len(p.text) > LONG:
                    # a long paragraph of its own is named for what stands beside it
                    found -= _BESIDE
                if found:
                    return min(found)
            place = place.parent
        return ""

    def _inside(self) -> None:
        container = self.container
        assert container is not None
        inside = [n for n, p in enumerate(self.paragraphs) if self._within(p.place, container)]
        anchors = [n for n in inside if self.prose[n] and (self.stated[n] if self.agrees else self.voted[n])]
        if not anchors:
            anchors = [n for n in inside if self.prose[n]]
        if not anchors:
            return
        first, last = anchors[0], anchors[-1]
        styles = self.styles = {self._style(self.paragraphs[n]) for n in anchors}
        for n in inside:
            p = self.paragraphs[n]
            self.verdicts[n] = self._judge(n, p, container, first, last, styles)
        self._headings(inside)

    def _judge(self, n: int, p: Paragraph, container: Place, first: int, last: int, styles: set[object]) -> str:
        kind = self.negative(p, container)
        if kind in ("navigation", "hidden", "form", "footer", "share_prompt"):
            kind = kind if kind == "share_prompt" else "navigation"
        if kind:
            if (self.stated[n] and self.agrees and kind not in ("caption", "hidden")):
                return "keep"
            return kind if kind in _STRONG else "other"
        if not self.keys[n]:
            return ""
        if self.keys[n] == self.headline or p.tag == "h1":
            return ""
        share = p.links / len(p.text)
        if len(p.text) < LONG and read_more(p.text, share):
            return "related_links"
        if p.tag in HEADINGS:
            return "heading" if share < 0.5 else "related_links"
        if share > 0.6:
            return "keep" if self.stated[n] or (self.voted[n] and len(p.text) > 200 and share < LINKED) else "related_links"
        if self.agrees:
            if self.stated[n]:
                return "keep"
            if n > last:
                return ""
            if n < first:
                return "keep" if self.prose[n] and "byline" not in self._flags(p, container) else ""
            return "keep" if self._style(p) in styles or p.tag in ("li", "row") else ""
        if self.voted[n]:
            if n < first and not self.prose[n] and "byline" in self._flags(p, container):
                return ""
            return "keep"
        if "byline" in self._flags(p, container):
            return ""
        if self.prose[n] and (self._style(p) in styles or (n < first)):
            return "keep"
        if first < n < last and p.tag in ("p", "li", "row", "dd", "dt") and self._style(p) in styles:
            return "keep"
        return ""

    @staticmethod
    def _style(p: Paragraph) -> object:
        place = p.place
        above = place.parent
        return (p.tag, place.element.get("class"), above.tag + (above.element.get("class") or "") if above is not None else "")

    @staticmethod
    def _within(place: Place | None, container: Place) -> bool:
        while place is not None and place.depth >= container.depth:
            if place is container:
                return True
            place = place.parent
        return False

    def _headings(self, inside: list[int]) -> None:
        """Keep a heading where text that stays follows before the next one of its rank."""
        below = False
        for n in reversed(inside):
            if self.verdicts[n] == "heading":
                self.verdicts[n] = "keep" if below else ""
                below = False
            elif self.verdicts[n] == "keep":
                below = True

    def _outside(self) -> None:
        """Add the standfirst above the container, and prose in sister containers."""
        kept = [n for n, v in enumerate(self.verdicts) if v == "keep"]
        if not kept:
            return
        first = kept[0]
        title = max((n for n in range(first) if self.paragraphs[n].tag == "h1" or (self.headline and self.keys[n] == self.headline)), default=-1)
        for n, p in enumerate(self.paragraphs):
            if self.verdicts[n] not in ("", "teaser") or (not self.prose[n] and len(p.text) < STANDFIRST):
                continue
            kind = self.negative(p, None)
            if 0 <= title < n < first < n + 40:
                flags = self._flags(p, None)
                named = "standfirst" in p.place.flags and "figure" not in flags
                if p.links < 0.3 * len(p.text) and (named or self.stated[n] or (kind in ("", "teaser") and "byline" not in flags)):
                    self.verdicts[n] = "keep"
            elif self.prose[n] and not kind and not self.agrees and (self.voted[n] or self._sister(p)):
                self.verdicts[n] = "keep"
        self._once(first)

    def _sister(self, p: Paragraph) -> bool:
        """Whether a paragraph stands in an element of the very names that the article's own paragraphs stand in."""
        above = p.place.parent
        named = p.place.element.get("class") or (above is not None and above.element.get("class"))
        return bool(named) and self._style(p) in self.styles and _article(p.place) is _article(self.container)

    def _once(self, first: int) -> None:
        """Keep the standfirst once where a page prints it in its head and again above the text."""
        seen: set[str] = set()
        for n, verdict in enumerate(self.verdicts):
            if verdict == "keep" and len(self.keys[n]) >= STANDFIRST:
                if self.keys[n] in seen:
                    self.verdicts[n] = "pull_quote"
                elif n <= first:
                    seen.add(self.keys[n])

    def head_lines(self) -> list[tuple[str, bool]]:
        """Return the short lines around the head of the article, each with whether it stands in a byline element."""
        kept = [n for n, v in enumerate(self.verdicts) if v == "keep"]
        if not kept:
            return []
        title = max((n for n in range(kept[0]) if self.paragraphs[n].tag == "h1"), default=kept[0])
        found: list[tuple[str, bool]] = []
        for n in range(max(0, min(title - 4, kept[0] - 4), kept[0] - 40), min(kept[0] + 5, len(self.paragraphs))):
            p = self.paragraphs[n]
            if len(p.text) < 160 and p.tag != "h1" and not ({"navigation", "related_links", "tags"} & self._flags(p, None)):
                found.append((p.text, "byline" in self._flags(p, None)))
        return found

    def _flags(self, p: Paragraph, within: Place | None) -> set[str]:
        """Return what the names of a paragraph's place and of those around it speak of, up to `within`."""
        found: set[str] = set()
        place: Place | None = p.place
        while place is not None and place is not within:
            if place.flags and place.prose <= self.most:
                found |= place.flags
            place = place.parent
        return found - self.ignored


def _article(place: Place | None) -> Place | None:
    """Return the nearest `<article>` around a place."""
    while place is not None and place.tag != "article":
        place = place.parent
    return place
