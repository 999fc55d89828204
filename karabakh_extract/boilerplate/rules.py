"""A rule as data: what a pack says in YAML, checked and ready to be matched. `packs` reads them, `book` holds them."""

from typing import Literal, get_args

from msgspec import Raw, Struct, field

from karabakh_extract.record import RemovedKind

At = Literal["start", "sentence", "anywhere", "end", "whole"]
Extent = Literal["match", "sentence", "appeal", "rest", "block"]
Kind = Literal[RemovedKind, "keep"]

KINDS: tuple[str, ...] = (*get_args(RemovedKind), "keep")
PLACES: tuple[str, ...] = get_args(At)
EXTENTS: tuple[str, ...] = get_args(Extent)
NEEDS = (
    "alone", "short", "long", "unended", "ended", "link", "unquoted", "label", "credit",
    "edge", "head", "tail", "last", "run", "followed", "after", "behind", "byline", "below",
)  # fmt: skip
SHAPES = ("link", "email", "phone", "payment", "item", "short", "title", "date", "name", "address", "sentence", "any")
GIVES = (
    "publisher",
    "original_publisher",
    "authors",
    "dates.published",
    "dates.original",
    "dates.modified",
    "source.url",
)


class Follow(Struct, frozen=True, omit_defaults=True):
    """Which neighbouring blocks a claim takes along: those of one of `shapes`, at most `most`, or all up to and with
    the first that holds the phrase `until` (none, where it does not come within `most`). With `holding`, none go along
    unless one of them holds that phrase."""

    shapes: tuple[str, ...] = ()
    most: int = 6
    until: str | None = None
    holding: str | None = None


class Rule(Struct, frozen=True, omit_defaults=True):
    """One rule of a pack. `docs/rules.md` explains each key."""

    id: str
    kind: Kind
    why: str
    phrases: tuple[str, ...]
    also: tuple[str, ...] = ()
    pack: str = ""
    at: At = "start"
    extent: Extent = "block"
    follow: Follow | None = None
    before: Follow | None = None
    needs: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    gives: dict[str, str] = field(default_factory=dict)
    takes: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()


class Entry(Struct, frozen=True, array_like=True):
    """A phrase as compiled: number of its rule, its text, the words it needs, sets of words of which it needs one;
    where it begins a block and is looked up by another word, the words of which one is the block's first; and where it
    is the whole block and nothing but words, how many words the block has at most, else 0."""

    rule: int
    text: str
    required: frozenset[str]
    groups: tuple[frozenset[str], ...] = ()
    first: frozenset[str] = frozenset()
    most: int = 0


class Compiled(Struct, frozen=True):
    """All packs in force, as stored in `data/compiled/rules.json`; examples are left out there. Rules and entries are
    read one by one when they are met: an article meets few.

    `openings` leads from the first word of a block to entries that begin with that word, `keys` from a word anywhere in
    it to the others.
    """

    digest: str
    outlets: tuple[str, ...]
    rules: tuple[Raw, ...]
    entries: tuple[Raw, ...]
    openings: dict[str, tuple[int, ...]]
    keys: dict[str, tuple[int, ...]]
