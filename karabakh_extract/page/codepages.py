"""Legacy code pages: which one bytes are in that are not UTF-8, and what encodings are called.

In: bytes. Out: a codec's name. The bytes above 127 are counted over the whole document, and each code page of
`data/codepages.yaml` is weighed by the letters that they become under it; encodings of two bytes a
character are known by their languages' most frequent characters. charset-normalizer answers where
nothing fits. Weighing comes first because it is right more often (97 of 100 stretches of 200 to 20,000 characters of
real pages in twelve languages against 72) and takes a tenth of a millisecond.
"""

import codecs
from collections import Counter
from functools import cache
from typing import NamedTuple

from karabakh_extract.data import load
from karabakh_extract.patterns import lazy

# What browsers decode a declared encoding as (encoding.spec.whatwg.org, section 4.2), as Python's codecs.
BROWSER_NAMES = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_LABELS = {
    "cp932": "shift_jis",
    "cp949": "euc-kr",
    "big5hkscs": "big5",
    "mac-cyrillic": "x-mac-cyrillic",
    "mac-roman": "macintosh",
    "iso2022_jp": "iso-2022-jp",
}
# A frequent letter counts full, a rare one less, capitals less still; anything else speaks against the page.
_COMMON, _RARE, _CAPITAL, _MARK, _QUOTES, _OTHER, _UNDEFINED = 1.0, 0.5, 0.3, 0.35, 1.0, -1.5, -3.0
# Below this average the bytes are no letters of one byte.
_FITS = 0.42
# Above it nothing else need be asked.
_CERTAIN = 0.8
_RUNS = lazy(rb"[\x80-\xff]{4,}")
_MOST = 1_000_000


class _Page(NamedTuple):
    """A code page for one script: per language the weight of each byte above 127."""

    codec: str
    latin: bool
    weights: list[dict[int, float]]


@cache
def _pages() -> list[_Page]:
    data = load("codepages")
    typographic = dict.fromkeys(data["typographic"], _MARK) | dict.fromkeys(data["quotes"], _QUOTES)
    letters: dict[str, dict[str, float]] = {}
    for language, groups in data["letters"].items():
        small = dict.fromkeys(groups["rare"], _RARE) | dict.fromkeys(groups["common"], _COMMON)
        capitals = {char.upper(): _CAPITAL * weight for char, weight in small.items()}
        letters[language] = typographic | capitals | small
    pages = []
    for name, languages in data["pages"].items():
        chars = {byte: bytes((byte,)).decode(name, "replace") for byte in range(0x80, 0x100)}
        missing = {byte: _UNDEFINED if char < "\xa0" or char == "\ufffd" else _OTHER for byte, char in chars.items()}
        weights_of = [
            {byte: letters[language].get(char, missing[byte]) for byte, char in chars.items()} for language in languages
        ]
        latin = data["letters"][languages[0]]["common"] < "\u0250"
        pages.append(_Page(name, latin, weights_of))
    return pages


def detect(data: bytes) -> str:
    """Return the likeliest codec of bytes that are not UTF-8; windows-1252 where nothing speaks for any."""
    high = data.translate(None, bytes(range(0x80)))
    # accented letters stand among ASCII ones, those of other scripts among themselves
    among_ascii = sum(map(len, _RUNS.findall(data))) * 2 < len(high)
    if len(high) > _MOST:
        high = high[:: len(high) // _MOST + 1]
    counts = Counter(high)
    best, most = "cp1252", 0.0
    for codec, latin, languages in _pages():
        for weights in languages if latin == among_ascii else ():
            score = sum(weights[byte] * count for byte, count in counts.items())
            if score > most:
                best, most = codec, score
    if most < _CERTAIN * len(high) and (wide := _wide(data)):
        return wide
    if most >= _FITS * len(high):
        return best
    from charset_normalizer import from_bytes

    match = from_bytes(data[:_MOST]).best()
    return match.encoding if match else best


def _wide(data: bytes) -> str | None:
    """Return the encoding of two bytes under which the bytes are text with its language's frequent
    characters."""
    best, most = None, 0.08
    for codec, frequent in load("codepages")["wide"].items():
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        counts = Counter(text[:_MOST])
        total = sum(count for char, count in counts.items() if char > "\x7f")
        share = sum(counts[char] for char in frequent) / total
        if share > most:
            best, most = codec, share
    return best


def label(codec: str) -> str:
    """Return the usual lower-case label of a codec (WHATWG's where it has one): cp1251 is windows-1251."""
    name = codecs.lookup(codec).name
    if name in _LABELS:
        return _LABELS[name]
    if name.startswith("cp125"):
        return f"windows-{name[2:]}"
    return name.replace("_", "-").replace("iso8859", "iso-8859")
