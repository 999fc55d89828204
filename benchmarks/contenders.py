"""Other extractors of news in the pool of `batch`: pages in, Records with headline and body out.

They get the same reader, pool and writer as the program itself, so that what differs is the extraction. `nothing` shows
what all of that costs. A script too, a run in a process of its own: `python -m benchmarks.contenders NAME WARC OUT`.
"""

import logging
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version

from karabakh_extract.batch.request import Request, Watcher
from karabakh_extract.batch.run import run
from karabakh_extract.batch.settings import Settings
from karabakh_extract.readers.source import Source
from karabakh_extract.record import Record, RecordSource

Read = Callable[[bytes, str | None], tuple[str | None, str | None]]
OURS = "karabakh-extract"


def nothing() -> Read:
    return lambda page, url: (None, None)


def trafilatura() -> Read:
    from trafilatura import bare_extraction

    def read(page: bytes, url: str | None) -> tuple[str | None, str | None]:
        found = bare_extraction(page, url=url, with_metadata=True)
        return (found.title, found.text) if found else (None, None)

    return read


def newspaper() -> Read:
    from newspaper import Article, Config

    config = Config()
    # pictures would be asked for over the network
    config.fetch_images = False

    def read(page: bytes, url: str | None) -> tuple[str | None, str | None]:
        article = Article(url or "", config=config)
        article.download(input_html=page.decode("utf-8", "replace"))
        article.parse()
        return article.title, article.text

    return read


def newsplease() -> Read:
    from newsplease import NewsPlease

    def read(page: bytes, url: str | None) -> tuple[str | None, str | None]:
        found = NewsPlease.from_html(page.decode("utf-8", "replace"), url=url, fetch_images=False)
        return found.title, found.maintext

    return read


CONTENDERS = {"nothing": nothing, "trafilatura": trafilatura, "newspaper4k": newspaper, "news-please": newsplease}
"""Makers of what reads a page, by the name of the distribution; all but `nothing` may be missing."""


class Contender:
    """What a worker has in the place of an Extractor."""

    def __init__(self, settings: "Contending") -> None:
        self._generator = settings.generator
        self._read = CONTENDERS[settings.name]()

    def extract(self, source: Source) -> Record:
        page = source.data.encode("utf-8", "replace") if isinstance(source.data, str) else source.data
        headline, body = self._read(page, source.url)
        return Record(
            generator=self._generator,
            id="0" * 32,
            source=RecordSource(name=source.name, format="html", encoding="utf-8", sha256="0" * 64, url=source.url),
            headline=headline,
            body=body or "",
        )


@dataclass(frozen=True, kw_only=True)
class Contending(Settings):
    """Settings whose workers hold a contender."""

    name: str

    def extractor(self) -> Contender:  # type: ignore[override]  # a worker asks no more of it than `extract`
        warnings.simplefilter("ignore")
        logging.disable()
        return Contender(self)


def installed(name: str) -> str | None:
    """Return the version of a contender, None where it is missing; "" where there is none to know."""
    try:
        return "" if name == "nothing" else version(name)
    except ImportError:
        return None


def main() -> None:
    name, warc, out = sys.argv[1:]
    # workers know these settings by the module's name, not as what was started
    from benchmarks.contenders import Contending

    settings = Settings() if name == OURS else Contending(name=name)
    total = run(Request(words=[warc], place=out, settings=settings, workers=2), Watcher()).counts.total()
    print(total.converted, total.failed + total.rejected, total.empty)


if __name__ == "__main__":
    main()
