"""A file that holds several articles is cut into them: exports of news databases, digests.

In: a Source as a file gave it. Out: one Source an article, named `export.txt!3` in the order of the file, or the Source
itself where it holds one. Where the cuts are is for `cuts` to say.
"""

from functools import cache

from karabakh_extract.data import load
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


@cache
def _hints() -> dict[bytes, list[tuple[Way, bytes]]]:
    """Return small-lettered bytes of which one stands in every container that is cut in some way, by a word in them."""
    data = load("exports")
    counters, numbered = data["counters"], data["accession"]
    hints: dict[tuple[Way, str], tuple[str, ...]] = {
        # as they stand around the numbers, with their spaces
        **{("counted", word): _openings(word) for each in counters if (word := each.split("{")[0])},
        **{("counted", word): _closings(word) for each in counters if (word := each.split("}")[-1])},
        # the number's word opens the line, or its label does
        **{("numbered", word): (*_openings(word), *(f"an{blank}{word}" for blank in " \t\n\r")) for word in numbered},
        **{("ended", words): _closings(words) for words in data["ends"]},
        **{("ruled", char * 8): (char * 8,) for char in RULERS},
        **{("headed", f"{word}:"): _openings(f"{word}:") for word in data["title_labels"]},
    }
    words = sorted({word for _, word in hints}, key=len)
    # a word that holds another is looked for only where that one stands
    short = {word: next(each for each in words if each in word) for word in words}
    found: dict[bytes, list[tuple[Way, bytes]]] = {}
    for (way, word), each in hints.items():
        found.setdefault(short[word].encode(), []).extend((way, hint.encode()) for hint in each)
    return found


def _openings(word: str) -> tuple[str, ...]:
    """Return a word at the start of a line, which may be indented."""
    return f"\n{word}", f"  {word}"


def _closings(word: str) -> tuple[str, ...]:
    """Return a word at the end of a line, blanks and a mark behind it or not."""
    return tuple(f"{word}{end}" for end in ("\n", "\r", ".", ":", "\t", " \n", " \r", "  "))


def _ways(data: bytes | str) -> set[Way]:
    """Return the ways that can find articles in a text, by words without which it is no container: most files are done
    with here."""
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    if b"\0" in raw[:400]:
        raw = raw.replace(b"\0", b"")
    low = raw.lower()
    return {way for word, hints in _hints().items() if word in low for way, hint in hints if hint in low}
