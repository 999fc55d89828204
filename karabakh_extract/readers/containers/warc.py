"""Web archives (WARC, and the text of pages in WET): a page a record, `dump.warc.gz!<urn:uuid:…>`.

In: a stream of records. Out: the Sources of responses, resources and conversions that are HTML or text; an InputError
for each record that is damaged, cut off or too large, after which the next whole one is looked for. Redirects, error
pages, images and what else is no page are passed over, with a notice of how many. ISO 28500 is the format; FastWARC
and warcio end at the first damaged record (tried: each gave 5 of 10), and losing the rest of a dump is not an option.
"""

from collections import Counter
from collections.abc import Iterator
from io import BufferedReader

from karabakh_extract.errors import InputError
from karabakh_extract.readers.archived import Names
from karabakh_extract.readers.articles import article_source
from karabakh_extract.readers.containers.warcrecords import Record, Records
from karabakh_extract.readers.http import media_of, response
from karabakh_extract.readers.moments import moment
from karabakh_extract.readers.opening import StreamError
from karabakh_extract.readers.place import Place, Told
from karabakh_extract.readers.source import Source

HTML = ("text/html", "application/xhtml+xml", "application/xml", "text/xml")
TEXT = ("text/plain", "")


def read(stream: BufferedReader, place: Place) -> Iterator[Source | InputError]:
    """Yield the pages of a web archive."""
    names = Names()
    passed: Counter[str] = Counter()
    for record in Records(stream, place.options.max_bytes):
        if isinstance(record, StreamError):
            yield place.error(record.problem, record.remedy, record.reason)
            continue
        name = f"{place.name}!{names.unique(record.id)}"
        if not place.wants(name):
            continue
        inside = place.part(name)
        if record.trouble:
            yield inside.error(record.trouble.problem, record.trouble.remedy, record.trouble.reason, record.data)
            continue
        try:
            found = _source(record, inside)
        except StreamError as trouble:
            found = inside.error(trouble.problem, trouble.remedy, trouble.reason, record.data)
        except InputError as error:
            found = error
        if isinstance(found, str):
            passed[found] += 1
        else:
            yield found
    if passed:
        what = ", ".join(f"{count:,} {sort}" for sort, count in passed.most_common())
        place.notify(f"{place.name}: records passed over: {what}")


def _source(record: Record, place: Place) -> Source | InputError | str:
    """Return the page of a record, or as what it is passed over."""
    url = record.header("warc-target-uri").strip("<> ") or None
    fetched = moment(record.header("warc-date"))
    media, charset = media_of(record.header("content-type"))
    if record.type == "conversion":
        return article_source(record.data, place, Told(url, fetched, charset or "utf-8"), "text")
    if media == "application/http":
        page = response(record.data, place.options.max_bytes, lambda status, media: not _sort(status, media))
        if sort := _sort(page.status, page.media):
            return sort
        media, charset, body = page.media, page.charset, page.body
    else:
        body = record.data
        if sort := _sort(200, media):
            return sort
    if not body.strip():
        return "empty pages"
    return article_source(body, place, Told(url, fetched, charset), "html" if media in HTML else None)


def _sort(status: int, media: str) -> str:
    """Return as what a response is passed over, "" for a page."""
    if not 200 <= status < 300:
        return "redirects and errors"
    return "" if media in HTML or media in TEXT else "neither HTML nor text"
