"""Settings whose workers do what an article's text tells them: crash, hang, eat memory; all others give short records.

Workers load them from here, as `PYTHONPATH` names this folder. As a script it is a run in a process of its own:
`actors.py OUT WORKERS ARTICLES_IN_A_PART INPUT…`.
"""

import ctypes
import hashlib
import os
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from karabakh_extract.batch.request import Request, Watcher
from karabakh_extract.batch.run import run
from karabakh_extract.batch.settings import Settings
from karabakh_extract.errors import InputError, OutputError
from karabakh_extract.record import Record, RecordSource, Warning

__all__ = ["HERE", "Acting", "OutputError", "articles", "main"]
HERE = str(Path(__file__).parent)


def act(text: str, name: str) -> None:
    if "SEGFAULT" in text:
        ctypes.string_at(0)
    elif "HANG" in text:
        # in C, with signals of Python's own kept away, as a parser that never comes back
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        ctypes.PyDLL(None).sleep(600)
    elif "EATS" in text:
        eaten = []
        while True:
            eaten.append(bytearray(10_000_000))
    elif "EXIT" in text:
        os._exit(3)
    elif "RAISE" in text:
        raise RuntimeError("no such luck")
    elif "REFUSE" in text:
        raise InputError(name, "not today", "tomorrow")
    elif "SLOW" in text:
        time.sleep(0.02)


class Actor:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def extract(self, source) -> Record:
        raw = source.data.encode() if isinstance(source.data, str) else source.data
        text = raw.decode()
        act(text, source.name)
        digest = hashlib.sha256(raw).hexdigest()
        empty = "ERROR PAGE" in text
        return Record(
            generator=self.settings.generator,
            id=digest[:32],
            source=RecordSource(name=source.name, format="text", encoding="utf-8", sha256=digest, url=source.url),
            headline=None if empty else text.partition("\n")[0],
            body="" if empty else text.partition("\n\n")[2].strip(),
            warnings=[Warning(code="not_an_article", detail="error_page", message="none")] if empty else [],
        )


@dataclass(frozen=True, kw_only=True)
class Acting(Settings):
    def extractor(self):
        return Actor(self)


def articles(folder: Path, number: int, word: str = "SLOW") -> list[Path]:
    """Write articles, and return their paths in the order of a run."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{place:04}.txt" for place in range(number)]
    for place, path in enumerate(paths):
        path.write_text(f"Headline {place}\n\n{word} " + "word " * (place % 50) + "\n")
    return paths


def main() -> int:
    out, workers, size = sys.argv[1:4]
    target = None if out.endswith("/") else out
    # workers know these settings by the module's name, not as what was started
    import actors

    request = Request(
        words=sys.argv[4:],
        place=out + ".parts" if target else out,
        target=target,
        settings=actors.Acting(part_articles=int(size), timeout=2, compress="gz" if out.endswith(".gz") else None),
        workers=int(workers),
    )
    summary = run(request, Watcher())
    return 128 + summary.ended_by if summary.ended_by else 0


if __name__ == "__main__":
    sys.exit(main())
