"""What is made of the parts at the end of a run: one file, tables, a database, or a file for each record.

In: a store of parts in JSON lines (or in the format of the one file), their ledger, and the target. Out: the target,
brought up to date. It is known by a stamp which parts are in it, so that a run that was ended in between is caught up
with by the next one, and nothing is made again for nothing.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress

import msgspec

from karabakh_extract.batch.join import join, unpacked
from karabakh_extract.batch.ledger import Ledger
from karabakh_extract.batch.store import Store
from karabakh_extract.errors import OutputError
from karabakh_extract.record import Record
from karabakh_extract.writers import writer
from karabakh_extract.writers.compression import compressing, method_of
from karabakh_extract.writers.newfile import new_file

STAMP = ".made"
"""What the stamp is called, beside the parts."""
_decoder = msgspec.json.Decoder(Record)


def make(store: Store, ledger: Ledger, target: str, format: str, *, bom: bool = False) -> int:
    """Bring a target up to date, and return how many of its cells were too long for a spreadsheet.

    `target` is a file, or a folder where it ends with a slash; `format` is that of the target.

    Raises:
        OutputError: it cannot be written, or a part cannot be read.
    """
    stamp = _stamp(ledger, target, format, bom)
    exists = os.path.isdir(target) if target.endswith("/") else os.path.exists(target)
    if exists and store.exists(STAMP) and store.read(STAMP) == stamp:
        return 0
    cut = 0
    if format == "sqlite":
        _database(store, ledger, target)
    elif format == "csv":
        cut = _tables(store, ledger, target, bom)
    elif target.endswith("/"):
        _folder(store, ledger, target, format)
    else:
        join(store, ledger, target)
    store.write(STAMP, stamp)
    return cut


def records(store: Store, ledger: Ledger, part: str) -> Iterator[tuple[Record, bool]]:
    """Yield the records of a part, each with whether it counts: no later one supersedes it.

    Raises:
        OutputError: the part is not what its marker says.
    """
    help = "take it away: its articles are converted again"
    with store.open(part) as packed, unpacked(packed, part) as stream:
        for piece in ledger.held(part):
            data = stream.read(piece.size)
            if len(data) < piece.size:
                raise OutputError(part, "the part is cut off", help)
            try:
                for line in data.splitlines():
                    yield _decoder.decode(line), piece.current
            except msgspec.MsgspecError as trouble:
                raise OutputError(part, f"the part is damaged ({trouble})", help) from trouble


def _current(store: Store, ledger: Ledger) -> Iterator[Record]:
    for part, _ in ledger.order():
        for record, counts in records(store, ledger, part):
            if counts:
                yield record


def _stamp(ledger: Ledger, target: str, format: str, bom: bool) -> bytes:
    """Return what changes with the parts, and with what is made of them."""
    sum = hashlib.sha256(repr((os.path.realpath(target), format, bom)).encode())
    for part, digest in ledger.order():
        sum.update(f"{part} {digest}\n".encode())
    return sum.hexdigest().encode()


def _database(store: Store, ledger: Ledger, target: str) -> None:
    """Load what is new, superseded records too: the database's view knows the latest ones."""
    # imported here: other targets need none of it
    from karabakh_extract.writers.sqlite import loading

    with loading(target, wait=True) as database:
        for part, digest in ledger.order():
            if not database.has(part, digest):
                database.load(part, digest, (record for record, _ in records(store, ledger, part)))


def _tables(store: Store, ledger: Ledger, target: str, bom: bool) -> int:
    from karabakh_extract.writers.csv import Csv, CsvFolder

    current = _current(store, ledger)
    if target.endswith("/"):
        _make_folder(target)
        folder = CsvFolder(bom=bom)
        folder.save(target, current)
        return folder.cut
    table = Csv(bom=bom)
    with new_file(target) as stream, compressing(stream, method_of(target)[1]) as packed:
        for text in table.stream(current):
            packed.write(text.encode())
    return table.cut


def _folder(store: Store, ledger: Ledger, target: str, format: str) -> None:
    """Write a file for each content that counts, in 256 folders by the beginning of its id; superseded ones go."""
    answers = writer(format)
    superseded: set[str] = set()
    for part, _ in ledger.order():
        superseded.update(record.id for record, counts in records(store, ledger, part) if not counts)
    for number in range(256):
        _make_folder(os.path.join(target, f"{number:02x}"))
    for record in _current(store, ledger):
        superseded.discard(record.id)
        _write(_path(target, record.id, answers.SUFFIX), answers.document(record).encode())
    for id in superseded:
        with suppress(FileNotFoundError):
            os.unlink(_path(target, id, answers.SUFFIX))


def _path(target: str, id: str, suffix: str) -> str:
    return os.path.join(target, id[:2], id + suffix)


def _write(path: str, data: bytes) -> None:
    """Write a file, unless just that stands in it."""
    try:
        with open(path, "rb") as stream:
            if stream.read() == data:
                return
    except FileNotFoundError:
        pass
    with new_file(path) as stream:
        stream.write(data)


def _make_folder(path: str) -> None:
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as trouble:
        what = f"this folder cannot be made ({trouble.strerror})"
        raise OutputError(path, what, "write somewhere else") from trouble
