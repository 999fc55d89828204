"""A file that holds several articles is cut into them: exports of news databases, digests.

In: a Source as a file gave it. Out: one Source an article, named `export.txt!3` in the order of the file, or the Source
itself where it holds one. Where the cuts are is for `cuts` to say.
"""

from functools import cache

from karabakh_extract.data import load
from karabakh_extract.readers.cuts import RULERS, split
from karabakh_extract.readers.source import Source


def articles(source: Source) -> list[Source]:
    """Return the articles of a Source, in order; the Source itself where it is one.

    An article that was cut out is a string, with the encoding of the file. Raises `UsageError` for an unknown encoding.
    """
    if source.format == "html" or not _may_hold(source.data):
        return [source]
    # decoding and the look at the format are the page's; only what may be a container needs them here
    from karabakh_extract.page.build import sniff
    from karabakh_extract.page.decode import clean_str, decode

    encoding = source.encoding
    if isinstance(source.data, str):
        text = clean_str(source.data)[0]
    else:
        if b"multipart/related" in source.data[:2_000]:
            return [source]
        text, encoding = decode(source.data, encoding=source.encoding)[:2]
    if source.format is None and sniff(source.name, text) == "html":
        return [source]
    spans, first = split(text)
    if len(spans) < 2:
        return [source]
    return [
        Source(text[start:end], f"{source.name}!{number}", "text", encoding, None, source.fetched)
        for number, (start, end) in enumerate(spans, first)
    ]


@cache
def _hints() -> tuple[bytes, ...]:
    """Return small-lettered bytes of which one stands in every container: openings of lines, line ends, rulers."""
    data = load("exports")
    openings = {each.split("{")[0].strip() for each in data["counters"]} | {f"{word}:" for word in data["title_labels"]}
    openings |= {*data["accession"], "an"}
    closings = {each.split("}")[-1].strip() for each in data["counters"]} | set(data["ends"])
    return (
        *(f"\n{word}".encode() for word in sorted(openings - {""})),
        *(f"  {word}".encode() for word in sorted(openings - {""})),
        *(f"{word}{end}".encode() for word in sorted(closings - {""}) for end in ("\n", "\r", ".", " ")),
        *(char.encode() * 8 for char in RULERS),
    )


def _may_hold(data: bytes | str) -> bool:
    """Whether a text holds any of the words without which it is no container: most files are done with here."""
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    if b"\0" in raw[:400]:
        raw = raw.replace(b"\0", b"")
    low = raw.lower()
    return any(hint in low for hint in _hints())
