"""How one article fared, in a line: what reports, guards and ledgers know of it.

In: a Source with its record, or the reason why there is none. Out: an Outcome, a small plain value that can be sent
between processes and written as JSON. `counts` adds Outcomes up.
"""

import os
from collections.abc import Sequence
from glob import has_magic
from typing import Literal
from urllib.parse import urlsplit

from msgspec import Struct

from karabakh_extract.readers.source import Source
from karabakh_extract.record import Origin, Record
from karabakh_extract.remote import is_several, is_url

Status = Literal["converted", "not_an_article", "failed", "rejected"]
"""`converted`: a record of an article; `not_an_article`: a record that says so; `failed`: it was read, and the program
could not cope with it (crash, timeout, memory); `rejected`: it could not be read as an article at all."""

LAID_OUT: frozenset[Origin] = frozenset(
    ("byline", "dateline", "header", "label", "json_ld", "open_graph", "meta", "microdata", "time", "byline_class")
)
"""Places that a layout has. An article of which no value was read at one of them has a layout that is not known."""

NOWHERE = "-"
"""The outlet of what has neither address nor folder: standard input."""


class Outcome(Struct, kw_only=True, omit_defaults=True):
    """What became of one article. Lengths are in characters; they and the flags are 0 and False where there is no
    record."""

    name: str
    """as in `source.name`"""
    outlet: str
    """what `outlet_of` gives"""
    status: Status
    id: str | None = None
    """of the record, where there is one"""
    reason: str | None = None
    """code: the detail of `not_an_article` (error_page, login, …), of the failure (timeout, …), of the InputError"""
    detail: str | None = None
    """for people: what is wrong and what helps"""
    has_headline: bool = False
    has_author: bool = False
    has_date: bool = False
    """a date of publication"""
    body_length: int = 0
    source_length: int = 0
    """bytes of the source; characters where it came as a string"""
    removed_length: int = 0
    """characters taken out, by rules and classifier"""
    classifier_length: int = 0
    """characters taken out by the classifier"""
    unknown_layout: bool = False
    """no value was read at a byline, header line, dateline, label or page metadata"""
    truncated: bool = False
    """the record warns of it: a paywall's stub or a cut file"""
    seconds: float = 0.0
    """of processor time"""


def outcome_of(
    record: Record, source: Source, *, outlet: str | None = None, root: str = "", seconds: float = 0.0
) -> Outcome:
    """Return the outcome of an article that has a record. `outlet`, `root`: as in `outlet_of`."""
    codes = {warning.code: warning.detail for warning in record.warnings}
    rejected = "not_an_article" in codes
    return Outcome(
        name=record.source.name,
        outlet=outlet_of(record.source.url, record.source.name, outlet=outlet, root=root),
        status="not_an_article" if rejected else "converted",
        id=record.id,
        reason=codes.get("not_an_article"),
        has_headline=bool(record.headline),
        has_author=bool(record.authors),
        has_date=bool(record.dates.published),
        body_length=len(record.body),
        source_length=len(source.data),
        removed_length=sum(len(stretch.text) for stretch in record.removed),
        classifier_length=sum(len(stretch.text) for stretch in record.removed if stretch.rule == "classifier"),
        unknown_layout=not rejected and LAID_OUT.isdisjoint(e.origin for e in record.evidence if e.field),
        truncated="truncated" in codes,
        seconds=round(seconds, 4),
    )


def no_record(
    name: str,
    status: Literal["failed", "rejected"],
    reason: str,
    detail: str,
    *,
    url: str | None = None,
    source_length: int = 0,
    outlet: str | None = None,
    root: str = "",
    seconds: float = 0.0,
) -> Outcome:
    """Return the outcome of an article that has no record. `reason` is a code, `detail` says it to people."""
    return Outcome(
        name=name,
        outlet=outlet_of(url, name, outlet=outlet, root=root),
        status=status,
        reason=reason,
        detail=detail,
        source_length=source_length,
        seconds=round(seconds, 4),
    )


def outlet_of(url: str | None, name: str, *, outlet: str | None = None, root: str = "") -> str:
    """Return whose article it is: the host of its address (without `www.`), else `outlet` as the user gave it, else
    the first folder of its name.

    `name` is a path or `container!member`. `root` is the folder that all inputs share (`common_root`): the first
    folder below it counts. Where there is none it is the member's first folder, then the folder the file stands in,
    then the container's own name. The publisher that was extracted never counts: the layout that a report is to
    watch decides how well it is extracted.
    """
    host = _host(url)
    if host or outlet:
        return host or outlet or ""
    path, _, member = name.partition("!")
    folders, shared = _folders(path), _parts(root)
    below = folders[len(shared) :] if folders[: len(shared)] == shared else folders
    for found in (below[:1], _folders(member)[:1], folders[-1:]):
        if found:
            return found[0]
    return os.path.basename(path) or NOWHERE


def common_root(words: Sequence[str]) -> str:
    """Return the folder that all inputs of the command line stand in: a single folder is itself that folder.

    Empty where they share none. Globs count up to their first wildcard.
    """
    fixed = []
    for word in words:
        while has_magic(word) and not os.path.lexists(word):
            word = os.path.dirname(word)
        is_folder = os.path.isdir(word) or (is_url(word) and is_several(word))
        fixed.append(word if is_folder and len(words) == 1 else os.path.dirname(word.rstrip("/")))
    try:
        return os.path.commonpath(fixed) if fixed else ""
    except ValueError:  # absolute and relative ones
        return ""


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:  # "http://[broken"
        return None
    return host.removeprefix("www.").rstrip(".") or None if host else None


def _folders(path: str) -> list[str]:
    return _parts(os.path.dirname(path))


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part not in ("", ".", "..")]
