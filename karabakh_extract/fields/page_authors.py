"""Authors of a web page: names from its metadata and bylines, the site itself only where nobody else is named.

In: the page's metadata and the texts of its byline lines. Out: candidates for `authors`. Each source is read as a
whole; the first that names somebody other than the site decides, since a page that credits "the site" in its metadata
often prints the writer's name under the headline.
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from karabakh_extract.data import load
from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import parse_names
from karabakh_extract.fields.hosts import host_of, hosts, site_label
from karabakh_extract.fields.labels import byline_lead
from karabakh_extract.fields.outlets import key, squeezed
from karabakh_extract.fields.phrases import fold
from karabakh_extract.names import looks_like_person
from karabakh_extract.page.html.linked_data import Item, resolved, texts
from karabakh_extract.page.html.metadata import Metadata, Stated
from karabakh_extract.patterns import lazy
from karabakh_extract.record import Origin

_ADDRESS = lazy(r"https?://|www\.|@\w|\S+@\S+|\.(?:com|org|net)/")
_BRACKETS = lazy(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_ROLE_AFTER = lazy(r"\s+(?:[|•·/]|[-–—])\s+.*$")
_DATE = lazy(r"\s*(?:[^\W\d_]+\s+)?\d")
_WORD = lazy(r"\w+")
_SLASH = lazy(r"(?<=[^\W\d_]{3})/(?=[^\W\d_]{3})")
MOST_AUTHORS = 12
SURE = 0.5
"""Certainty from which a line of a byline element that no "by" opens is a name."""


class Name(NamedTuple):
    """A name as one source gives it; `site`: it is the publisher's own."""

    text: str
    site: bool


@cache
def _words() -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str]]:
    """Return words that name nobody, roles that stand behind names, and weekdays behind names."""
    data = load("html")
    roles = "|".join(map(re.escape, data["roles_behind"]))
    days = {name for week in load("months")["weekdays"].values() for day in week for name in day}
    longest = "|".join(map(re.escape, sorted(days, key=len, reverse=True)))
    return (
        frozenset(data["nobody"]),
        re.compile(rf"\s*(?:{roles})$"),
        re.compile(rf"[\s,|·-]+(?:(?:on|am|le|el)\s+)?(?:{longest})\W*$", re.IGNORECASE),
    )


class _Reader:
    def __init__(self, draft: Draft, sites: frozenset[str]) -> None:
        self.draft = draft
        self.sites = sites
        self.nobody, self.ends, self.days = _words()

    def names(self, values: Iterable[str], *, certain: bool) -> list[Name]:
        found: dict[str, Name] = {}
        for value in values:
            # "Some Name (www.site.com)" is how a site signs
            signed = any(squeezed(site_label(host)) in self.sites for host in hosts(value))
            for text in self._split(value, certain):
                if (folded := squeezed(text)) and folded not in found:
                    found[folded] = Name(text, signed or self.is_site(text))
        return list(found.values())[:MOST_AUTHORS]

    def is_site(self, text: str) -> bool:
        name = squeezed(text)
        host = host_of(text)
        if host and squeezed(site_label(host)) in self.sites:
            return True
        return any(
            name == site
            or (len(site) > 3 and site in name and len(name) <= len(site) + 8)
            or (len(name) > 5 and _alike(name, site) > 0.7 * len(name))
            for site in self.sites
        )

    def _split(self, value: str, certain: bool) -> list[str]:
        text = value.strip(" ,.;:|-–—•·*")
        if text.startswith(("(", "[")) or (":" in text and not byline_lead(fold(text))):
            return []
        if not text or (_ADDRESS.search(text) and not text.startswith("@") and " " not in text):
            return []
        lead = byline_lead(fold(text))
        if lead:
            text = text[lead.end :]
        text = _BRACKETS.sub(" ", text).strip() or text
        if date := _DATE.search(text):
            # "By A. Author, 5 May 2021, 20:59"
            text = self.days.sub("", text[: date.start()]).rstrip(" ,.·|-–—") if lead else ""
        if not text or len(text) > 200 or fold(text) in self.nobody:
            return []
        if not self.is_site(text):
            text = _ROLE_AFTER.sub("", text)
        text = _SLASH.sub(" / ", self.ends.sub("", text))
        named = parse_names(text, self.draft.outlets, certain=certain or lead is not None)
        if named.authors:
            names = [each.name for each in named.authors if fold(each.name) not in self.nobody]
            # what stands beside a headline without "by" is a section or the site as often as a name
            return names if certain or lead else [name for name in names if looks_like_person(name) >= SURE]
        # a name that no rule of spelling knows: a login, initials, one word of a script without capitals
        if (
            certain
            and len(text) <= 60
            and len(_WORD.findall(text)) <= 5
            and not text.startswith("@")
            and "," not in text
        ):
            return [text]
        return []


def _alike(one: str, other: str) -> int:
    """Return how many letters two names begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _only_names(text: str) -> bool:
    """Whether a line could be nothing but the names of writers."""
    words = text.replace("/", " ").split()
    return (
        1 < len(words) <= 8
        and not text.endswith((".", "!", "?", ":"))
        and sum(word[:1].isupper() for word in words) >= len(words) - 1
    )


def _declared(value: Any, by_id: dict[str, Item]) -> list[str]:  # noqa: ANN401 - JSON of any shape
    """Return the names that a JSON-LD `author` gives."""
    if isinstance(value, list):
        return [name for each in value[:40] for name in _declared(each, by_id)]
    value = resolved(value, by_id)
    if isinstance(value, dict):
        if not value.get("name"):
            parts = [*texts(value.get("givenName")), *texts(value.get("familyName"))]
            return [" ".join(parts)] if parts else texts(value.get("byline"))
        return _declared(value["name"], by_id)
    return texts(value)


def sites_of(draft: Draft, data: Metadata) -> frozenset[str]:
    """Return the squeezed names under which the page's own site goes."""
    names = [
        *texts(data.article.get("publisher"), data.by_id),
        *data.meta("og:site_name", "application-name", "publisher", "twitter:site"),
    ]
    names += [
        site_label(host)
        for address in (draft.url or "", data.canonical, *data.meta("og:url"))
        for host in hosts(address)
    ]
    return frozenset(name for name in (squeezed(name.lstrip("@")) for name in names) if len(name) > 1)


def offer_authors(draft: Draft, data: Metadata, lines: list[tuple[str, bool]], labelled: list[str]) -> None:
    """Offer the authors of a page, the deciding source strongest.

    `lines`: as `Chooser.head_lines` gives them; `labelled`: what stands behind a label for authors.
    """
    reader = _Reader(draft, sites_of(draft, data))
    article = data.article
    declared = reader.names(_declared(article.get("author") or article.get("creator"), data.by_id), certain=True)
    metas = [
        reader.names([value for value in data.meta(name) if not value.startswith("http")], certain=True)
        for name in load("html")["metas"]["authors"]
    ]
    linked = reader.names(_near(data.authors), certain=True)
    micro = reader.names((stated.value for stated in _near(data.props.get("author", []), whole=True)), certain=True)
    printed = reader.names((text for text, marked in lines if marked or byline_lead(fold(text))), certain=False)
    sources: list[tuple[Origin, list[Name]]] = [("json_ld", declared), *(("meta", names) for names in metas)]
    plain = [names for text, _ in lines if _only_names(text) and (names := reader.names([text], certain=False))]
    sources += [
        ("microdata", micro),
        ("link", linked),
        ("byline_class", printed),
        *(("text", names) for names in plain[:1]),
        ("byline_class", reader.names(labelled, certain=True)),
    ]
    chosen: tuple[Origin, list[Name]] | None = None
    for origin, names in sources:
        own = [name for name in names if not name.site]
        if own and (origin not in ("link", "microdata") or len(own) <= 6):
            chosen = (origin, own)
            break
    if chosen is None:
        chosen = next(((origin, names) for origin, names in sources if names), None)
        if chosen is None:
            return
    origin, names = chosen
    if origin in ("json_ld", "meta"):
        # the metadata often name one of several whom the page prints
        for beside in (linked, *plain):
            more = [name for name in beside if not name.site]
            if len(names) < len(more) <= 4 and {key(n.text) for n in names} < {key(n.text) for n in more}:
                names = more
                break
    weight = 9.0 if origin in ("json_ld", "meta") else 8.6
    for n, name in enumerate(names):
        draft.offer("authors", name.text, origin, -1, (n, n), weight - 0.001 * n)


def _near(stated: list[Stated], *, whole: bool = False) -> list[Any]:
    """Return the elements of the first byline: those of a card below the text or of teasers come later in the page."""
    if not stated:
        return []
    above = list(islice(stated[0].element.iterancestors(), 4))[-1:]
    near = (
        [each for each in stated if any(parent is above[0] for parent in each.element.iterancestors())] if above else []
    )
    return near if whole else [each.value for each in near]
