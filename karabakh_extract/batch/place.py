"""OUT as a run finds it: markers and parts are held against each other, and the ledger against both.

In: a store and a ledger. Out: a ledger that says what the markers say, and a store without what earlier runs left
half-done. A part without a marker goes: its articles are converted again. A marker without its part goes too: somebody
took the part away, so that its articles are to be converted again.
"""

import re
from collections.abc import Callable, Iterator

import msgspec

from karabakh_extract.batch import marker as markers
from karabakh_extract.batch.ledger import Ledger
from karabakh_extract.batch.marker import FOLDER, Marker
from karabakh_extract.batch.store import Store
from karabakh_extract.errors import UsageError

_PART = re.compile(r"part-(?:(?P<share>\d+of\d+)-)?(?P<number>\d{5,})\.(?P<suffix>.+)")


def settle(store: Store, ledger: Ledger, say: Callable[[str], None], share: str = "") -> None:
    """Bring ledger and store in order. `share`: touch no parts of other `--shard`s, which may be at work.

    Raises:
        UsageError: a marker was written by a later version of the program.
        OutputError: something cannot be read or taken away.
    """
    store.clean()
    parts, marked = _standing(store)
    for part in sorted(parts - marked):
        if _share(part) == share:
            store.delete(part)
    for part in sorted(marked - parts):
        say(f"{part}: the part is gone: its articles are converted again")
        store.delete(markers.marker_name(part))
    index(store, ledger, parts & marked, say)


def index(store: Store, ledger: Ledger, standing: set[str], say: Callable[[str], None]) -> None:
    """Let the ledger hold just these parts."""
    known = set(ledger.parts())
    for part in sorted(known - standing):
        ledger.forget(part)
    for part in sorted(standing - known):
        marker = read_marker(store, part)
        if marker:
            ledger.add(marker)
        else:
            say(f"{markers.marker_name(part)}: damaged: the articles of {part} are converted again")
            store.delete(markers.marker_name(part))
            store.delete(part)


def standing(store: Store) -> set[str]:
    """Return the parts that stand and are marked."""
    parts, marked = _standing(store)
    return parts & marked


def read_marker(store: Store, part: str) -> Marker | None:
    """Return the marker of a part, None where it is damaged."""
    name = markers.marker_name(part)
    try:
        return markers.decoded(store.read(name), name)
    except (msgspec.DecodeError, FileNotFoundError):
        return None


def all_markers(store: Store) -> Iterator[Marker]:
    """Yield the markers of all parts, in the order of their names."""
    for part in sorted(standing(store)):
        if marker := read_marker(store, part):
            yield marker


def next_number(store: Store, share: str) -> int:
    """Return the number of the next part of a share's series; "": of a run without shares."""
    found = (_PART.fullmatch(part) for part in standing(store))
    return max((int(each["number"]) + 1 for each in found if each and (each["share"] or "") == share), default=0)


def check_suffix(store: Store, suffix: str) -> None:
    """Refuse to put parts of one format beside those of another.

    Raises:
        UsageError: the parts that stand have another suffix.
    """
    for part in standing(store):
        found = _PART.fullmatch(part)
        if found and f".{found['suffix']}" != suffix:
            what = f"holds parts in another format ({part})"
            raise UsageError(store.place, what, "use the same -f and --compress, or another folder")


def _standing(store: Store) -> tuple[set[str], set[str]]:
    """Return the names of parts, and of those that have a marker."""
    # markers first: a part that another share finishes meanwhile must not look like one that was taken away
    marked = {name.removeprefix(FOLDER).removesuffix(".json") for name in store.names(FOLDER)}
    parts = {name for name in store.names("part-") if _PART.fullmatch(name)}
    return parts, marked


def _share(part: str) -> str:
    found = _PART.fullmatch(part)
    return (found["share"] or "") if found else ""
