"""Which paragraphs of a page are its article: votes, a container, a verdict for each paragraph.

In: the Walker's paragraphs, trafilatura's text and the page's JSON-LD `articleBody`, where it has one. Out: a verdict for
each paragraph: `keep`, or the kind of notice as which it stands in the article's midst, or "" for what lies outside. Votes
find the smallest part of the page that holds the article; what the class words, the share of links and the
neighbours say decides inside it, and what lies outside needs a vote and a clean place.
"""

import re
from collections import defaultdict

from karabakh_extract.page.html.walk import HEADINGS, Paragraph, Place

SHARE = 0.8
"""Share of all votes that the container must hold."""
IGNORED = 0.3
"""Share of the article's prose from which a kind of class words says nothing on this page."""

AGREES, WHOLE = 0.6, 0.6
"""Share of a declared text that stands on the page, and its length against trafilatura's, from which it decides."""

_WORD = re.compile(r"\w+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SENTENCE = re.compile(r"[.!?…。！？؟։][\"'”’»)\]]*(?:\s|$)")
_STRONG = frozenset(
    "related_links subscription donation share_prompt comment_prompt caption advertisement navigation about_author tags pull_quote "
    "other hidden footer form copyright correction".split()
)


def squeezed(text: str) -> str:
    """Return the letters and digits of a text: what two renderings of it have in common."""
    return "".join(_WORD.findall(text))


class Chooser:
    """Judges the paragraphs of one page."""

    def __init__(self, paragraphs: list[Paragraph], engine: str, declared: str, headline: str) -> None:
        self.paragraphs = paragraphs
        self.keys = [squeezed(p.text) for p in paragraphs]
        self.engine = squeezed(engine)
        self.engine_lines = {squeezed(line) for line in engine.split("\n")}
        self.declared = squeezed(declared)
        self.headline = squeezed(headline)
        self.voted = [self._in(n, self.engine, self.engine_lines) for n in range(len(paragraphs))]
        self.stated = [len(key) >= 20 and key in self.declared for key in self.keys] if self.declared else [False] * len(self.keys)
        self.prose = [self._prose(p) for p in paragraphs]
        self.verdicts = [""] * len(paragraphs)
        self.ignored: frozenset[str] = frozenset()
        self.container: Place | None = None

    def _in(self, n: int, whole: str, lines: set[str]) -> bool:
        key = self.keys[n]
        return key in lines or (len(key) >= 25 and key in whole)

    @staticmethod
    def _prose(p: Paragraph) -> float:
        size = len(p.text)
        if _WIDE.search(p.text):
            size *= 2
        if size < 60 or p.tag in HEADINGS:
            return 0.0
        free = 1 - p.links / len(p.text)
        return size * free * free if free > 0.5 else 0.0

    def run(self) -> list[str]:
        """Return the verdicts."""
        self._weigh()
        if self.container is None:
            return self.verdicts
        self._inside()
        self._outside()
        return self.verdicts

    def _weigh(self) -> None:
        """Sum prose and votes up the tree and find the container."""
        found = sum(len(k) for k, s in zip(self.keys, self.stated, strict=True) if s)
        voted = sum(len(k) for k, v, w in zip(self.keys, self.voted, self.prose, strict=True) if v and w)
        # a summary or the free part of a paid article is found on the page as well, but it is short
        self.agrees = found > AGREES * len(self.declared) and len(self.declared) > WHOLE * voted > 0
        votes: list[float] = []
        for n, p in enumerate(self.paragraphs):
            weight = self.prose[n]
            if weight:
                if self.agrees:
                    weight *= 4 if self.stated[n] else 0.25 if not self.voted[n] else 0.5
                else:
                    weight *= 3 if self.voted[n] else 0.3
            votes.append(weight)
        kinds: defaultdict[str, float] = defaultdict(float)
        total = 0.0
        for p, vote in zip(self.paragraphs, votes, strict=True):
            if not vote:
                continue
            total += vote
            seen: set[str] = set()
            place: Place | None = p.place
            while place is not None:
                seen |= place.flags
                place = place.parent
            for kind in seen:
                kinds[kind] += vote
        if not total:
            return
        self.ignored = frozenset(kind for kind, sum_ in kinds.items() if sum_ > IGNORED * total)
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
            found = (place.flags & _STRONG) - self.ignored
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
        styles = {self._style(self.paragraphs[n]) for n in anchors}
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
        if p.tag in HEADINGS:
            return "heading" if share < 0.5 else "related_links"
        if share > 0.6:
            return "keep" if self.stated[n] or (self.voted[n] and len(p.text) > 200) else "related_links"
        if self.agrees:
            if self.stated[n]:
                return "keep"
            if n > last:
                return ""
            if n < first:
                return "keep" if self.prose[n] and not self._flagged(p, container, "byline") else ""
            return "keep" if self._style(p) in styles or p.tag in ("li", "row") else ""
        if self.voted[n]:
            if n < first and self._flagged(p, container, "byline") and not self.prose[n]:
                return ""
            return "keep"
        if self._flagged(p, container, "byline") and "byline" not in self.ignored:
            return ""
        if self.prose[n] and (self._style(p) in styles or (n < first)):
            return "keep"
        if first < n < last and p.tag in ("p", "li", "row", "dd", "dt") and self._style(p) in styles:
            return "keep"
        return ""

    def _flagged(self, p: Paragraph, container: Place, kind: str) -> bool:
        place: Place | None = p.place
        while place is not None and place is not container:
            if kind in place.flags:
                return True
            place = place.parent
        return False

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
        for n in range(len(self.paragraphs)):
            if self.verdicts[n]:
                continue
            p = self.paragraphs[n]
            if title <= n < first and n > first - 40 and title >= 0 and n != title:
                if len(p.text) >= 40 and p.links < 0.3 * len(p.text) and not self.negative(p, None) and not self._flagged_any(p, "byline"):
                    self.verdicts[n] = "keep"
            elif self.voted[n] and self.prose[n] and not self.negative(p, None) and not self.agrees:
                self.verdicts[n] = "keep"

    def _flagged_any(self, p: Paragraph, kind: str) -> bool:
        place: Place | None = p.place
        while place is not None:
            if kind in place.flags and kind not in self.ignored:
                return True
            place = place.parent
        return False

    def head_lines(self) -> list[tuple[str, bool]]:
        """Return the short lines around the head of the article, each with whether it stands in a byline element."""
        kept = [n for n, v in enumerate(self.verdicts) if v == "keep"]
        if not kept:
            return []
        title = max((n for n in range(kept[0]) if self.paragraphs[n].tag == "h1"), default=kept[0])
        found: list[tuple[str, bool]] = []
        for n in range(max(0, min(title - 4, kept[0] - 4), kept[0] - 40), min(kept[0] + 5, len(self.paragraphs))):
            p = self.paragraphs[n]
            if len(p.text) < 160 and p.tag != "h1" and not ({"navigation", "related_links", "tags"} & self._flags(p)):
                found.append((p.text, "byline" in self._flags(p)))
        return found

    def _flags(self, p: Paragraph) -> set[str]:
        found: set[str] = set()
        place: Place | None = p.place
        while place is not None and place is not self.container:
            found |= place.flags - self.ignored
            place = place.parent
        return found
