"""Which paragraphs of a page are its article: a verdict for each.

In: the paragraphs with their votes and container. Out: for each paragraph `keep`, or the kind of notice as which it
stands in the article's midst, or "" for what lies outside. Inside the container its names, its share of links and its
neighbours decide; what lies outside needs a vote and a clean place, or stands between headline and text as a
standfirst.
"""

import re
from functools import cache

from karabakh_extract.data import load
from karabakh_extract.page.html.names import HEADINGS
from karabakh_extract.page.html.votes import LONG, Votes, article_of
from karabakh_extract.page.html.walk import Paragraph, Place
from karabakh_extract.patterns import lazy

STANDFIRST = 40
"""Characters from which a line between headline and text is a standfirst."""
ABOVE = 12
"""Paragraphs above the text among which its heading is looked for."""
SHORT = 80
"""Characters below which a line without a full stop is a label."""
LINKED = 0.8
"""Share of links from which even a long paragraph that trafilatura keeps is a list of other articles."""


_SENTENCE = lazy(r"[.!?…。！？؟։:][\"'”’»)\]]*$")


@cache
def _openers() -> tuple[frozenset[str], re.Pattern[str]]:
    phrases = load("html")["read_more"]
    return frozenset(phrases), re.compile(
        r"(?:[»>→▶+*•-]\s*)?(?:" + "|".join(map(re.escape, sorted(phrases, key=len, reverse=True))) + r")\s*[:|»>–—-]"
    )


def read_more(text: str, share: float) -> bool:
    """Whether a line announces other articles: by its words alone, or as an opener before a link."""
    alone, opener = _openers()
    folded = text.lower()
    return folded.strip(" .:!…»>→▶+*•|-–") in alone or (share > 0.3 and opener.match(folded) is not None)


class Chooser(Votes):
    """Judges the paragraphs of one page."""

    end: int | None = None
    """The first paragraph of another article further down the page."""

    def run(self) -> list[str]:
        """Return the verdicts."""
        if self.container is not None:
            self._inside()
            self._outside()
            self._pull_quotes()
        return self.verdicts

    def _inside(self) -> None:
        container = self.container
        assert container is not None
        inside = [n for n, p in enumerate(self.paragraphs) if self.within(p.place, container)]
        anchors = [n for n in inside if self.prose[n] and (self.stated[n] if self.agrees else self.voted[n])]
        if not anchors:
            anchors = [n for n in inside if self.prose[n]]
        while len(anchors) > 1 and self._imprint(self.paragraphs[anchors[0]].text):
            del anchors[0]
        if not anchors:
            return
        first, last = anchors[0], anchors[-1]
        styles = self.styles = {self.style(self.paragraphs[n]) for n in anchors}
        for n in inside:
            p = self.paragraphs[n]
            if p.tag == "h1" and n > first and self._opens_another(p.place):
                self.end = n
                break
            self.verdicts[n] = self._judge(n, p, container, first, last, styles)
        self._headings(inside)

    @staticmethod
    def _imprint(text: str) -> bool:
        """Whether a line is what a print view prints above its text: the site with the page's address."""
        return "://" in text and len(text) < 2 * SHORT

    def _heads(self, n: int, p: Paragraph, container: Place) -> bool:
        """Whether a heading above the first paragraph is a standfirst, and not the headline in other words."""
        if "standfirst" in self.flags_of(p, container):
            return True
        return len(p.text) >= SHORT and self.headline not in self.keys[n] and _SENTENCE.search(p.text) is not None

    def _opens(self, n: int, first: int) -> bool:
        """Whether a heading directly above the first paragraph is a sub-heading: in the same part of the text, and
        others of its kind stand below."""
        place = self.paragraphs[n].place
        if first - n > 1 or place.parent is not self.paragraphs[first].place.parent or place.tag == "h1":
            return False
        style = self.style(self.paragraphs[n])
        return any(
            p.tag == place.tag and self.style(p) == style and not self.negative(p, None)
            for p in self.paragraphs[first + 1 : self.end]
        )

    def _opens_another(self, place: Place) -> bool:
        """Whether a first-rank heading below the first paragraph belongs to an article of its own."""
        own, article = article_of(place), article_of(self.container)
        return own is not None and own is not article

    def _judge(self, n: int, p: Paragraph, container: Place, first: int, last: int, styles: set[object]) -> str:
        kind = self.negative(p, container)
        if kind:
            return "keep" if self.stated[n] and self.agrees and kind not in ("caption", "hidden") else kind
        if not self.keys[n]:
            return ""
        if self.keys[n] == self.headline or p.tag == "h1":
            return ""
        share = p.links / len(p.text)
        if len(p.text) < LONG and read_more(p.text, share):
            return "related_links"
        if p.tag in HEADINGS:
            if n < first and not self._heads(n, p, container) and not self._opens(n, first):
                return ""
            return "heading" if share < 0.5 else "related_links"
        if share > 0.6:
            return (
                "keep"
                if self.stated[n] or (self.voted[n] and len(p.text) > 200 and share < LINKED)
                else "related_links"
            )
        if self.agrees:
            if self.stated[n]:
                return "keep"
            if n > last:
                return ""
            if n < first:
                return "keep" if self.prose[n] and "byline" not in self.flags_of(p, container) else ""
            return "keep" if self.style(p) in styles or p.tag == "row" else ""
        if self.voted[n]:
            if p.tag == "p" and len(p.text) < SHORT and self.style(p) not in styles and not _SENTENCE.search(p.text):
                # a line of its own kind among paragraphs: the words under a picture, a name, a label
                return ""
            if n < first and ((not self.prose[n] and "byline" in self.flags_of(p, container)) or self._imprint(p.text)):
                return ""
            return "keep"
        if "byline" in self.flags_of(p, container):
            return ""
        if self.prose[n] and (self.style(p) in styles or (n < first)):
            return "keep"
        if first < n < last and p.tag in ("p", "li", "row", "dd", "dt") and self.style(p) in styles:
            return "keep"
        return ""

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
        title = max((n for n in range(first) if self.paragraphs[n].tag == "h1"), default=-1)
        if title < 0 and self.headline:
            title = next((n for n in range(first) if self.keys[n] == self.headline), -1)
        for n, p in enumerate(self.paragraphs[: self.end]):
            if self.verdicts[n] not in ("", "teaser") or (not self.prose[n] and len(p.text) < STANDFIRST):
                continue
            if n < first and self._imprint(p.text):
                continue
            kind = self.negative(p, None)
            flags = self.flags_of(p, None)
            named = "standfirst" in flags and "figure" not in flags
            if (0 <= title < n or (title < 0 and named)) and n < first < n + 40:
                named = "standfirst" in p.place.flags and "figure" not in flags
                if p.tag in HEADINGS and not named and not _SENTENCE.search(p.text):
                    continue
                if p.links < 0.3 * len(p.text) and (
                    named or self.stated[n] or (kind in ("", "teaser") and "byline" not in flags)
                ):
                    self.verdicts[n] = "keep"
            elif self.prose[n] and not kind and not self.agrees and (self.voted[n] or self._sister(p)):
                self.verdicts[n] = "keep"
        for n in range(first, len(self.verdicts) - 1):
            if self.paragraphs[n].tag in HEADINGS and not self.verdicts[n] and self._between(n):
                self.verdicts[n] = "keep"
        self._once(first)

    def _between(self, n: int) -> bool:
        """Whether a heading stands beside kept paragraphs, in the same element, above the second of them."""
        above = self.paragraphs[n].place.parent
        near = (n - 1, n + 1)
        return all(self.verdicts[m] == "keep" for m in near) and self.paragraphs[n + 1].place.parent is above

    def _pull_quotes(self) -> None:
        """Keep what is set like a pull-quote but repeats nothing of the text."""
        quotes = [n for n, verdict in enumerate(self.verdicts) if verdict == "pull_quote"]
        if quotes:
            kept = "".join(self.keys[n] for n, verdict in enumerate(self.verdicts) if verdict == "keep")
            for n in quotes:
                # the first words are enough: pull-quotes are shortened
                if self.keys[n][: 2 * STANDFIRST] not in kept and self.prose[n]:
                    self.verdicts[n] = "keep"

    def _sister(self, p: Paragraph) -> bool:
        """Whether a paragraph stands in an element of the very names that the article's own paragraphs stand in."""
        above = p.place.parent
        named = p.place.element.get("class") or (above is not None and above.element.get("class"))
        return bool(named) and self.style(p) in self.styles and article_of(p.place) is article_of(self.container)

    def _once(self, first: int) -> None:
        """Keep the standfirst once where a page prints it in its head and again above the text."""
        seen: set[str] = set()
        for n, verdict in enumerate(self.verdicts):
            if verdict == "keep" and len(self.keys[n]) >= STANDFIRST:
                if self.keys[n] in seen:
                    self.verdicts[n] = "pull_quote"
                elif n <= first:
                    seen.add(self.keys[n])

    def heading_above(self) -> str:
        """Return the heading below the first rank that stands next above the text, "" for none."""
        kept = next((n for n, v in enumerate(self.verdicts) if v == "keep"), 0)
        for n in range(kept - 1, max(kept - ABOVE, 0) - 1, -1):
            p = self.paragraphs[n]
            if p.tag in HEADINGS and not {"navigation", "related_links", "tags"} & self.flags_of(p, None):
                return p.text
        return ""

    def head_lines(self) -> list[tuple[str, bool]]:
        """Return the short lines around the head of the article, each with whether it stands in a byline element."""
        kept = [n for n, v in enumerate(self.verdicts) if v == "keep"]
        if not kept:
            return []
        title = max((n for n in range(kept[0]) if self.paragraphs[n].tag == "h1"), default=kept[0])
        found: list[tuple[str, bool]] = []
        for n in range(max(0, min(title - 4, kept[0] - 4), kept[0] - 40), min(kept[0] + 5, len(self.paragraphs))):
            p = self.paragraphs[n]
            if (
                len(p.text) < 160
                and p.tag != "h1"
                and not ({"navigation", "related_links", "tags"} & self.flags_of(p, None))
            ):
                found.append((p.text, "byline" in self.flags_of(p, None)))
        return found
