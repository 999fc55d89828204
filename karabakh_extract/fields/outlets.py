"""Outlets: which names in an article are news outlets, and how the outlet behind an address is called.

In: `data/outlets.yaml`, and the names that the article's own notices and addresses give. Out: a lookup for
header lines, datelines and decisions about the publisher.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

import msgspec
from msgspec import Struct

from karabakh_extract.data import content, load
from karabakh_extract.fields.hosts import host_of, hosts, site_label
from karabakh_extract.fields.lexicon import is_section
from karabakh_extract.fields.phrases import fold
from karabakh_extract.patterns import lazy

_SIGNS = lazy(r"[\W_]+")
_CAPITALISED = lazy(r"(?<![^\W_])[^\W\d_a-zà-ÿа-яё][^\W_]*(?:[.'’&-][^\W_]+)*")
_WORD = lazy(r"[^\W_]+(?:[.'’&-][^\W_]+)*")
COMPANY = lazy(
    r",?\s+(?:Ltd|Limited|LLC|Inc|Corp|(?:Verlags-?\s?|Medien\s)?GmbH(?:\s&(?:\sCo\.?(?:\sKG)?)?)?|AG|S\.?[AL]\.?|plc|PLC|Co"
    r"|LTD|AB|ASA?|A/S|Oyj?|B\.?V\.?|N\.?V\.?|S\.?[pP]\.?[aA]\.?|S\.?r\.?l\.?|Ltda|sp\. z o\.\s?o"
    r"|s\.r\.o|a\.s|d\.o\.o|A\.Ş)\.?$"
)
"""The form of a company behind its name."""
_FOR_ARTICLE = lazy(r"(?:the|la|le|el|il|die|der|das)\s")
REMEMBERED = 1000
"""Characters of the longest texts whose outlets are remembered: notices, and the articles of an outlet end alike."""
LONGEST_NAME = 5
"""Words of the longest name of an outlet."""
SHORT = 4
"""Letters up to which a name counts only in the case in which it is printed usually."""


class Outlet(NamedTuple):
    """An outlet that the data knows."""

    name: str
    agency: bool
    wire: bool


class Tables(Struct, frozen=True, gc=False):
    """Outlets as they are looked up: `outlet_tables` makes this of `data/outlets.yaml` when the data is compiled.

    `names` (folded; short ones as printed), `printed` (every form of a name) and `domains` lead to places in `outlets`,
    each a name, whether it is an agency, whether it is a wire. `first`: how many words names have at most that begin
    with a word. `everyday`: names that are everyday words too. `heads`: how many words names have that begin with these
    letters, most first. `declined`: names of scripts that decline them, by the letters they keep, as folded words and
    as printed.
    """

    outlets: tuple[Outlet, ...]
    names: dict[str, int]
    printed: dict[str, int]
    domains: dict[str, int]
    first: dict[str, int]
    everyday: frozenset[str]
    heads: dict[str, tuple[int, ...]]
    declined: dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@cache
def tables() -> Tables:
    """Return the outlets that the data knows."""
    return msgspec.json.decode(content("compiled", "outlets.json"), type=Tables)


def printed(form: str) -> Outlet | None:
    """Return the outlet of which this is a form of the name, exactly as printed."""
    place = tables().printed.get(form)
    return None if place is None else tables().outlets[place]


@lru_cache(maxsize=2048)
def key(name: str) -> str:
    """Return the form under which an outlet's name is looked up: folded, without article and outer punctuation."""
    return fold(name).strip(" .,:;|-«»\"'“”()[]").removeprefix("the ")


@lru_cache(maxsize=2048)
def squeezed(name: str) -> str:
    """Return only the letters and digits of a name, as a host name would hold them."""
    return _SIGNS.sub("", key(name))


@lru_cache(maxsize=2048)
def known(name: str) -> Outlet | None:
    """Return the outlet of which this is a printed form or a host name."""
    listed = tables()
    folded = key(name)
    found = listed.names.get(folded if len(folded) > SHORT else name.strip(" .,:;|-()[]/"))
    if found is None and "." in folded:
        host = host_of(folded)
        found = listed.domains.get(host) if host else None
    return None if found is None else listed.outlets[found]


def by_host(host: str) -> Outlet | None:
    """Return the known outlet that lives at a host, or at a host above it."""
    listed = tables()
    while "." in host:
        if host in listed.domains:
            return listed.outlets[listed.domains[host]]
        host = host.partition(".")[2]
    return None


def named_in(text: str) -> Sequence[tuple[int, int, str]]:
    """Return the known outlets that a text names, as (start, end, name as printed), longest first at each place."""
    return _remembered(text) if len(text) <= REMEMBERED else _named_in(text)


@lru_cache(maxsize=512)
def _remembered(text: str) -> Sequence[tuple[int, int, str]]:
    return tuple(_named_in(text))


def _named_in(text: str) -> list[tuple[int, int, str]]:
    first = tables().first
    found: list[tuple[int, int, str]] = []
    at = 0
    for word in _CAPITALISED.finditer(text):
        start = word.start()
        most = 0 if start < at else first.get(fold(word.group()).removesuffix("'s"), 0)
        if not most:
            continue
        ends = [each.end() for each in islice(_WORD.finditer(text, start), min(most, LONGEST_NAME))]
        for end in reversed(ends):
            piece = text[start:end]
            for form in (piece, piece.removesuffix("'s").removesuffix("’s")):
                # a name that is an everyday word ("Report", "Trend") says nothing within a sentence
                if known(form) is not None and not is_everyday(form):
                    found.append((start, start + len(form), form))
                    at = end
                    break
            if at > start:
                break
    return found


def is_everyday(name: str) -> bool:
    """Whether an outlet's name is an everyday word as well ("Report", "Trend")."""
    return fold(name) in tables().everyday and (name.istitle() or " " in name)


class Outlets:
    """The outlets of one article: what the data knows plus what the article itself names as one."""

    def __init__(self) -> None:
        self.named: dict[str, str] = {}
        self.labels: set[str] = set()

    def learn(self, name: str) -> None:
        """Note a name that a notice of this article gives to an outlet or to the first publisher."""
        if len(key(name)) > 1:
            self.named.setdefault(key(name), name)

    def learn_hosts(self, text: str) -> None:
        """Note the site labels of the addresses in a text."""
        for host in hosts(text):
            outlet = by_host(host)
            if outlet is not None:
                self.learn(outlet.name)
            self.labels.add(site_label(host).replace("-", ""))

    def is_outlet(self, name: str) -> bool:
        """Whether a whole string names an outlet."""
        if key(name) in self.named:
            return True
        if known(name) is not None:
            # "Panorama" is a magazine, and a section of others
            return not (is_everyday(name) and is_section(name))
        label = squeezed(name) if self.labels else ""
        return len(label) > 3 and (label in self.labels or "the" + label in self.labels)

    def suffix(self, text: str) -> int:
        """Return where the longest outlet name begins with which a text ends; -1 where there is none."""
        for word in _WORD.finditer(text):
            if word.start() and text[word.start() - 1] not in ' ,|/(-–—«"“':
                continue
            name = text[word.start() :]
            if self.is_outlet(name) and (not word.start() or not is_everyday(name) or key(name) in self.named):
                return word.start()
        return -1

    def prefix(self, text: str) -> int:
        """Return where the longest outlet name ends with which a text begins; 0 where there is none."""
        best = 0
        for n, word in enumerate(_WORD.finditer(text)):
            if n > 6:
                break
            if self.is_outlet(text[: word.end()]):
                best = word.end()
        return best


@cache
def _written_for() -> tuple[str, ...]:
    return tuple(sorted((cue + " " for cue in load("outlet_forms")["written_for"]), key=len, reverse=True))


def written_for(text: str) -> str | None:
    """Return the outlet of "Special to The Lowland Post", which a writer from outside wrote for, or `None`."""
    folded = text.lower()
    cue = next((cue for cue in _written_for() if folded.startswith(cue)), "")
    name = text[len(cue) :].strip()
    if article := _FOR_ARTICLE.match(name):
        name = name[article.end() :]
    return name if cue and len(name) > 2 and not name[0].islower() else None
