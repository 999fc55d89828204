"""Outlets: which names in an article are news outlets, and how the outlet behind an address is called.

In: `data/outlets.yaml`, and the names that the article's own notices and addresses give. Out: a lookup for
header lines, datelines and decisions about the publisher.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from karabakh_extract.data import load
from karabakh_extract.fields.lexicon import fold
from karabakh_extract.patterns import lazy

_HOST = lazy(r"(?:https?://|www\.|@)(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
_BARE_HOST = lazy(r"(?:www\.)?((?:[^\W_]|-)+(?:\.(?:[^\W_]|-)+)*\.[a-z]{2,24})", re.IGNORECASE)
_CAPITALISED = lazy(r"(?<![^\W_])[^\W\d_a-zà-ÿа-яё][^\W_]*(?:[.'’&-][^\W_]+)*")
_LETTERS = lazy(r"[^\W_]+")
_WORD = lazy(r"[^\W_]+(?:[.'’&-][^\W_]+)*")
# hosts of services that news pages point to: never the outlet itself
_SERVICES = frozenset(
    [
        "facebook.com",
        "twitter.com",
        "x.com",
        "t.me",
        "telegram.me",
        "youtube.com",
        "youtu.be",
        "instagram.com",
        "patreon.com",
        "paypal.com",
        "paypal.me",
        "linkedin.com",
        "reddit.com",
        "whatsapp.com",
        "wa.me",
        "vk.com",
        "ok.ru",
        "google.com",
        "gmail.com",
        "yahoo.com",
        "hotmail.com",
        "outlook.com",
        "list.ru",
        "mail.ru",
        "bit.ly",
        "buymeacoffee.com",
        "ko-fi.com",
        "gofundme.com",
        "substack.com",
        "medium.com",
        "soundcloud.com",
        "spotify.com",
        "archive.org",
        "web.archive.org",
        "creativecommons.org",
        "wikipedia.org",
        "rumble.com",
        "odysee.com",
        "bitchute.com",
        "tiktok.com",
        "boosty.to",
        "donorbox.org",
        "protonmail.com",
    ]
)

_EVERYDAY = frozenset(
    [
        "report",
        "trend",
        "mirror",
        "independent",
        "guardian",
        "sabah",
        "turan",
        "mena",
        "times",
        "sun",
        "standard",
        "caliber",
    ]
) - {"guardian"}
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


@cache
def _known() -> tuple[dict[str, Outlet], dict[str, Outlet], dict[str, int]]:
    """Return outlets by name and by domain, and how many words names have at most that begin with a word."""
    names: dict[str, Outlet] = {}
    domains: dict[str, Outlet] = {}
    for name, about in load("outlets").items():
        outlet = Outlet(name, about.get("agency", False), about.get("wire", False))
        for form in (name, *about.get("aka", ())):
            # "AA" is an agency, "Aa" a letter size: short names are known only as printed
            names.setdefault(form if len(key(form)) <= SHORT else key(form), outlet)
        for domain in about.get("domains", ()):
            domains[domain] = outlet
    first: dict[str, int] = {}
    for form in names:
        word = re.split(r"[ /]", form.lower())[0]
        # any name may stand with an article
        most = LONGEST_NAME if word == "the" else len(_LETTERS.findall(form))
        first[word] = max(first.get(word, 0), most)
    return names, domains, first


@cache
def names() -> dict[str, Outlet]:
    """Return the outlets that the data knows by every form of their names, as printed."""
    return {
        form: Outlet(name, about.get("agency", False), about.get("wire", False))
        for name, about in load("outlets").items()
        for form in (name, *about.get("aka", ()))
    }


@lru_cache(maxsize=2048)
def key(name: str) -> str:
    """Return the form under which an outlet's name is looked up: folded, without article and outer punctuation."""
    return fold(name).strip(" .,:;|-«»\"'“”()[]").removeprefix("the ")


@lru_cache(maxsize=2048)
def squeezed(name: str) -> str:
    """Return only the letters and digits of a name, as a host name would hold them."""
    return "".join(char for char in key(name) if char.isalnum())


@lru_cache(maxsize=2048)
def known(name: str) -> Outlet | None:
    """Return the outlet of which this is a printed form or a host name."""
    names, domains, _ = _known()
    folded = key(name)
    found = names.get(folded if len(folded) > SHORT else name.strip(" .,:;|-()[]/"))
    if found is None and "." in folded:
        host = _BARE_HOST.fullmatch(folded)
        found = domains.get(host.group(1)) if host else None
    return found


def hosts(text: str) -> list[str]:
    """Return the hosts of the addresses in a text, lower case, without `www.` and without service hosts."""
    if "." not in text or not ("//" in text or "@" in text or "www." in text.lower()):
        return []
    found = (host.lower() for host in _HOST.findall(text))
    return [host for host in found if host not in _SERVICES]


def host_of(text: str) -> str | None:
    """Return the host when the whole text is a host name or an address's front page."""
    bare = text.strip().removeprefix("https://").removeprefix("http://").rstrip("/")
    found = _BARE_HOST.fullmatch(bare)
    return found.group(1).lower() if found and "." in bare else None


def by_host(host: str) -> Outlet | None:
    """Return the known outlet that lives at a host, or at a host above it."""
    domains = _known()[1]
    while "." in host:
        if host in domains:
            return domains[host]
        host = host.partition(".")[2]
    return None


def site_label(host: str) -> str:
    """Return the part of a host that carries the outlet's name: `tarnbeckmail` of `news.tarnbeckmail.co.uk`."""
    parts = host.split(".")
    if len(parts) > 2 and len(parts[-2]) <= 3 and parts[-2] in ("co", "com", "org", "net", "gov", "ac", "edu"):
        return parts[-3]
    return parts[-2] if len(parts) > 1 else host


def named_in(text: str) -> Sequence[tuple[int, int, str]]:
    """Return the known outlets that a text names, as (start, end, name as printed), longest first at each place."""
    return _remembered(text) if len(text) <= REMEMBERED else _named_in(text)


@lru_cache(maxsize=512)
def _remembered(text: str) -> Sequence[tuple[int, int, str]]:
    return tuple(_named_in(text))


def _named_in(text: str) -> list[tuple[int, int, str]]:
    first = _known()[2]
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
                # a name that is an everyday word ("Report", "Trend") is an outlet only where a list says so otherwise
                if known(form) is not None and (end > ends[0] or not is_everyday(form)):
                    found.append((start, start + len(form), form))
                    at = end
                    break
            if at > start:
                break
    return found


def is_everyday(name: str) -> bool:
    """Whether an outlet's name is an everyday word as well ("Report", "Trend")."""
    return name.istitle() and name.lower() in _EVERYDAY


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
        if key(name) in self.named or known(name) is not None:
            return True
        label = squeezed(name)
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
