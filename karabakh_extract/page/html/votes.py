"""Where a page's article is: votes, and the smallest part of the page that holds them.

In: the Walker's paragraphs, the page's JSON-LD `articleBody` where it has one, trafilatura's text where it is asked.
Out: the container, and what the names around each paragraph say on this page. Class words of an element that holds
much of the article say nothing, nor do words that all its paragraphs share: sites call their whole page "sidebar" or
each paragraph "paywall".
"""

from collections import defaultdict

from karabakh_extract.page.html.names import HEADINGS
from karabakh_extract.page.html.walk import Paragraph, Place
from karabakh_extract.patterns import lazy

SHARE = 0.8
"""Share of all votes that the container must hold."""
IGNORED = 0.3
"""Share of the article's prose from which a kind of class words says nothing on this page."""
AGREES, WHOLE = 0.6, 0.6
"""Share of a declared text that stands on the page, and its length against the page's, from which it decides."""
ENOUGH, ALL = 1200, 0.98
"""Characters of running text in a named container, and its share of the page's, from which trafilatura is not asked."""
LONG = 250
"""Characters from which a paragraph is text whatever its own class is called."""

_WORD = lazy(r"\w+")
_WIDE = lazy(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BESIDE = frozenset(["advertisement", "navigation", "other", "subscription", "tags", "share_prompt", "donation"])
_SHARED = frozenset(["share_prompt"])
_STRONG = frozenset(
    [
        "teaser",
        "related_links",
        "subscription",
        "donation",
        "share_prompt",
        "comment_prompt",
        "caption",
        "advertisement",
        "navigation",
        "about_author",
        "tags",
        "pull_quote",
        "other",
        "hidden",
        "footer",
        "form",
        "copyright",
        "correction",
    ]
)


def squeezed(text: str) -> str:
    """Return the letters and digits of a text: what two renderings of it have in common."""
    return "".join(_WORD.findall(text))


class Votes:
    """The paragraphs of one page with their votes; `container` is the part of it that holds the article."""

    def __init__(self, paragraphs: list[Paragraph], declared: str, headline: str) -> None:
        self.paragraphs = paragraphs
        self.keys = [squeezed(p.text) for p in paragraphs]
        self.declared = squeezed(declared)
        self.headline = squeezed(headline)
        self.voted = [False] * len(paragraphs)
        self.stated = (
            [len(key) >= 20 and key in self.declared for key in self.keys]
            if self.declared
            else [False] * len(self.keys)
        )
        self.prose = [self.prose_of(p) for p in paragraphs]
        self.verdicts = [""] * len(paragraphs)
        self.ignored: frozenset[str] = frozenset()
        self.container: Place | None = None
        self.styles: set[object] = set()
        self.agrees = False
        self.most = 0.0

    @staticmethod
    def prose_of(p: Paragraph) -> float:
        """Return the weight of a paragraph as running text: its length, less for links, none for short lines."""
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
        self.weigh()
        container = self.container
        if container is None:
            return False
        clean = [(n, p) for n, p in enumerate(self.paragraphs) if self.prose[n] and not self.negative(p, None)]
        inside = sum(self.prose[n] for n, p in clean if self.within(p.place, container))
        if self._declares(inside):
            self.agrees = True
            self.weigh()
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
        self.weigh()

    def _declares(self, text: float) -> bool:
        """Whether the declared text stands on the page and is whole: a summary or the free part of a paid
        article is short."""
        found = sum(len(k) for k, s in zip(self.keys, self.stated, strict=True) if s)
        return found > AGREES * len(self.declared) and len(self.declared) > WHOLE * text

    def weigh(self) -> None:
        """Sum prose and votes up the tree and find the container."""
        votes: list[float] = []
        for n, weight in enumerate(self.prose):
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
        # class words of an element that holds much of the article say nothing, nor do words that all its
        # paragraphs share
        self.most = IGNORED * total
        kinds: defaultdict[str, float] = defaultdict(float)
        for p, vote in zip(self.paragraphs, votes, strict=True):
            if vote:
                for kind in self.flags_of(p, None):
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
        quoted = False
        place: Place | None = p.place
        while place is not None and place is not within:
            if place.flags and place.prose <= self.most:
                found = (place.flags & _STRONG) - self.ignored
                quoted = quoted or "quote" in place.flags
                if quoted:
                    # a post of a social network that the article shows, not a bar to share it
                    found -= _SHARED
                if place.tag == "p" and len(p.text) > LONG:
                    # a long paragraph of its own is named for what stands beside it
                    found -= _BESIDE
                if found:
                    return min(found)
                if "figure" in place.flags and p.tag not in ("row", "li") and not _quoted(p.place, place):
                    return "caption"
            place = place.parent
        return ""

    @staticmethod
    def style(p: Paragraph) -> object:
        """Return what paragraphs of one kind share: tag, class names, and the element around them."""
        place = p.place
        above = place.parent
        return (
            p.tag,
            place.element.get("class"),
            above.tag + (above.element.get("class") or "") if above is not None else "",
        )

    @staticmethod
    def within(place: Place | None, container: Place) -> bool:
        """Whether a place is the container or stands in it."""
        while place is not None and place.depth >= container.depth:
            if place is container:
                return True
            place = place.parent
        return False

    def flags_of(self, p: Paragraph, within: Place | None) -> set[str]:
        """Return what the names of a paragraph's place and of those around it speak of, up to `within`."""
        found: set[str] = set()
        place: Place | None = p.place
        while place is not None and place is not within:
            if place.flags and place.prose <= self.most:
                found |= place.flags
            place = place.parent
        return found - self.ignored


def _quoted(place: Place | None, figure: Place) -> bool:
    """Whether a place stands in a quotation within a figure."""
    while place is not None and place is not figure:
        if "quote" in place.flags:
            return True
        place = place.parent
    return False


def article_of(place: Place | None) -> Place | None:
    """Return the nearest `<article>` around a place."""
    while place is not None and place.tag != "article":
        place = place.parent
    return place
