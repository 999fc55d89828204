"""A file that holds several articles is cut into them: exports of news databases, digests.

In: a Source as a file gave it. Out: one Source an article, named `export.txt!3` in the order of the file, or the Source
itself where it holds one. Where the cuts are is for `cuts` to say.
"""

import re
from functools import cache

from karabakh_extract.data import load
from karabakh_extract.patterns import lazy
from karabakh_extract.readers.cuts import RULERS, Way, split
from karabakh_extract.readers.source import Source


def articles(source: Source) -> list[Source]:
    """Return the articles of a Source, in order; the Source itself where it is one.

    An article that was cut out is a string, with the encoding of the file. Raises `UsageError` for an unknown encoding.
    """
    if source.format == "html" or not (ways := _ways(source.data)):
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
    spans, first = split(text, ways)
    if len(spans) < 2:
        return [source]
    return [
        Source(text[start:end], f"{source.name}!{number}", "text", encoding, None, source.fetched)
        for number, (start, end) in enumerate(spans, first)
    ]


# how a line begins: a number and a word, or what stands before the first space or colon
_BEGINNING = lazy(rb"\n[^\S\n]*+(\d[\d,.]*+ [^\s\d]\S*+|[^\s:]++)")


@cache
def _beginnings() -> frozenset[bytes]:
    """Return the first words of the lines by which texts are cut, in small letters."""
    data = load("exports")
    listed = [*data["counters"], "an", *data["accession"], *data["ends"], *data["title_labels"]]
    return frozenset(
        # of a line that begins with a number the word behind it counts
        b" ".join(form.replace(b":", b" ").split()[: 2 if form.startswith(b"{n}") else 1])
        for words in listed
        for form in _forms(words)
    )


def _may_cut(line: bytes) -> bool:
    """Say whether a line that begins so, in small letters, can be one by which texts are cut."""
    if line[:1].isdigit():
        return b"{n} " + line.partition(b" ")[2] in _beginnings()
    return line in _beginnings() or line[:8] in _RULED


_RULED = frozenset(mark.encode() * 8 for mark in RULERS)


@cache
def _openings() -> re.Pattern[bytes]:
    """Return what the lines begin with by which texts are cut, in small letters; each way is a group of its name."""
    data = load("exports")
    counters = [re.sub(rb"\\{[nm]\\}", lambda _: rb"\d[\d,.]*+", _bytes(each)) for each in data["counters"]]
    ways: dict[Way, bytes] = {
        "counted": b"|".join(counters),
        "numbered": rb"(?:an\s+)?(?:%s)\s" % _words(data["accession"]),
        "ended": _words(data["ends"]),
        "ruled": rb"(?P<mark>[%s])(?P=mark){7}" % re.escape(RULERS).encode(),
        "headed": rb"(?:%s)[^\S\n]?:" % _words(data["title_labels"]),
    }
    inside = b"|".join(b"(?P<%s>%s)" % (way.encode(), pattern) for way, pattern in ways.items())
    return re.compile(rb"\n[^\S\n]*+(?:%s)" % inside)


def _words(words: list[str]) -> bytes:
    return b"|".join(map(_bytes, words))


def _forms(words: str) -> dict[bytes, None]:
    """Return words as they stand in UTF-8 of which only ASCII is in small letters."""
    forms = (words, words.capitalize(), words.upper().replace("{N}", "{n}").replace("{M}", "{m}"))
    return dict.fromkeys(form.encode().lower() for form in forms)


def _bytes(words: str) -> bytes:
    return b"(?:%s)" % b"|".join(map(re.escape, _forms(words)))


def _ways(data: bytes | str) -> set[str | None]:
    """Return the ways that can find articles in a text, by how its lines begin: most files are done with here."""
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    if b"\0" in raw[:400]:
        raw = raw.replace(b"\0", b"")
    raw = b"\n" + raw.lower()
    # their first words are looked up, for the expression of all openings takes long to compile
    if not any(map(_may_cut, {line[1] for line in _BEGINNING.finditer(raw)})):
        return set()
    return {line.lastgroup for line in _openings().finditer(raw)}
