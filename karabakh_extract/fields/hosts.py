"""Hosts: the addresses in a text, without those of services that every page points to.

In: a text or one string, and `data/hosts.yaml`. Out: host names, lower case and without `www.`, and the part of one
that carries an outlet's name.
"""

import re
from functools import cache, lru_cache

from karabakh_extract.data import load
from karabakh_extract.patterns import lazy

_HOST = lazy(r"(?:https?://|www\.|@)(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
_BARE_HOST = lazy(r"(?:www\.)?((?:[^\W_]|-)+(?:\.(?:[^\W_]|-)+)*\.[a-z]{2,24})", re.IGNORECASE)

REMEMBERED = 1000
"""Characters of the longest texts whose hosts are remembered."""


@cache
def _services() -> tuple[frozenset[str], frozenset[str]]:
    data = load("hosts")
    return frozenset(data["services"]), frozenset(data["second_level"])


def hosts(text: str) -> list[str]:
    """Return the hosts of the addresses in a text, lower case, without `www.` and without service hosts."""
    if "." not in text or not ("//" in text or "@" in text or "www." in text.lower()):
        return []
    # the articles of an outlet end with the same notices
    return list(_remembered(text)) if len(text) <= REMEMBERED else _hosts(text)


def _hosts(text: str) -> list[str]:
    found = (host.lower() for host in _HOST.findall(text))
    return [host for host in found if host not in _services()[0]]


_remembered = lru_cache(maxsize=512)(_hosts)


def host_of(text: str) -> str | None:
    """Return the host when the whole text is a host name or an address's front page."""
    bare = text.strip().removeprefix("https://").removeprefix("http://").rstrip("/")
    found = _BARE_HOST.fullmatch(bare)
    return found.group(1).lower() if found and "." in bare else None


def site_label(host: str) -> str:
    """Return the part of a host that carries the outlet's name: `tarnbeckmail` of `news.tarnbeckmail.co.uk`."""
    parts = host.split(".")
    if len(parts) > 2 and len(parts[-2]) <= 3 and parts[-2] in _services()[1]:
        return parts[-3]
    return parts[-2] if len(parts) > 1 else host
