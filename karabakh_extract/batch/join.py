"""`-o FILE`: parts put together to one file of the records that count.

In: a store with its ledger. Out: one file of JSON lines or YAML documents, plain or compressed, or a database. Parts of
which everything counts are copied as they are; records of inputs that were converted again later are left out.
"""

import gzip
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from karabakh_extract.batch.ledger import Ledger
from karabakh_extract.batch.store import Store
from karabakh_extract.writers.compression import Method, compressing, method_of
from karabakh_extract.writers.newfile import new_file

BLOCK = 1 << 20


def join(store: Store, ledger: Ledger, target: str) -> None:
    """Write the records that count to `target`; it appears whole, or what stood there stays.

    Raises:
        OutputError: it cannot be written, or a part cannot be read.
    """
    wanted = method_of(target)[1]
    with new_file(target) as stream:
        for part, _ in ledger.order():
            held = ledger.held(part)
            if all(piece.current for piece in held) and method_of(part)[1] == wanted:
                # compressed texts one behind another are one text
                with store.open(part) as source:
                    shutil.copyfileobj(source, stream, BLOCK)
            elif any(piece.current for piece in held):
                with store.open(part) as packed, unpacked(packed, part) as source, compressing(stream, wanted) as out:
                    for piece in held:
                        for data in _read(source, piece.size):
                            if piece.current:
                                out.write(data)


@contextmanager
def unpacked(stream: BinaryIO, name: str) -> Iterator[BinaryIO]:
    """Yield what a part holds, from its stream."""
    method: Method | None = method_of(name)[1]
    if method == "gz":
        with gzip.GzipFile(fileobj=stream) as source:
            yield cast(BinaryIO, source)
    elif method == "zst":
        import zstandard

        with zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True) as source:
            yield cast(BinaryIO, source)
    else:
        yield stream


def _read(source: BinaryIO, size: int) -> Iterator[bytes]:
    """Yield `size` bytes in blocks."""
    while size > 0 and (data := source.read(min(size, BLOCK))):
        size -= len(data)
        yield data
