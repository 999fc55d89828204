"""Mojibake to letters: "dÃ©jÃ " becomes "déjà", "РЁСѓС€Р°" becomes "Шуша".

In: text. Out: the stretches that were decoded with the wrong encoding at some earlier time, each with its
letters; the page builder applies them as edits, so that offsets hold. ftfy decides what is mojibake, line
by line; nothing else of ftfy is used, so quotation marks, ligatures and widths stay as printed. ftfy is
imported only for a line in which the characters stand that UTF-8's lead and continuation bytes turn into.
"""

from collections.abc import Iterable
from unicodedata import combining, is_normalized

from karabakh_extract.patterns import lazy

# What the bytes 0x80 to 0xBF become in windows-1252 and in windows-1251.
_AFTER_LATIN = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_AFTER_CYRILLIC = "\x80-\xbfЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџЎўЈҐЁЄЇІіґёє№јѕї"
_FIRST = "\x80-\x9f\xc2-\xefĂĎРСВГЃЂ√‚├┬╨╤"
# One set of first characters, then what each of them asks for: the scan leaves letters at full speed.
_SUSPICIOUS = lazy(
    rf"[{_FIRST}–](?:"
    r"(?<=[\x80-\x9f])"
    rf"|(?<=[\xc2-\xdfĂĎ])[{_AFTER_LATIN}]"
    r"|(?<=[Ãâ])[ ]"
    rf"|(?<=[\xe0-\xef])[{_AFTER_LATIN}](?<!\xa0)[{_AFTER_LATIN}]"
    rf"|(?<=[РСВГЃЂ])[{_AFTER_CYRILLIC}][РСВГЃЂ][{_AFTER_CYRILLIC}]"
    r"|(?<=[√‚–])[^\x00-\x7f\s]"
    r"|(?<=[├┬╨╤])[\x80-\xbfÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜƒáíóúñÑ⌐░-▓│-╬]"
    r")"
)
_MAY_BE = lazy(rf"[{_FIRST}]|–[^\x00-\x7f\s]")
# An accented capital before a closing mark: IRMÃ” is as likely as CÃ”TE.
_CAPITAL_AND_MARK = lazy(r"[^\W\d_a-z]Ã[”’“‘…–—•](?!\w)")
_HALF_MARK = lazy(r"â€(?=[\s.,;:!?)—-]|$)")
"""A ” whose last byte, 0x9D, stands for nothing in windows-1252 and got lost."""
_TWICE = lazy(r"[ÃÂ][\x80-\x9f]")
_HALF = lazy(r"[ÃÂâÐÑ][^\x00-\x7f]|[ÃÂ][\x80-\x9f]")
_ASCII = bytes(range(128))
_ASCII_WORD = lazy(r"([\x21-\x7e]+)")
_SPACE = lazy("( )")
NO_BREAK = lazy("(?<![A-Z\xc0-\xde])\xc2\xa0")
"""A no-break space whose first byte became a letter, which stands at no word's end but in capitals."""


def is_sound(text: str) -> bool:
    """Say whether a text surely holds no mojibake, and all its letters are composed."""
    if text.isascii():
        return True
    return (
        "\xc2\xa0" not in text
        and is_normalized("NFC", text)
        and not (_MAY_BE.search(_foreign(text)) and _MAY_BE.search(text) and _SUSPICIOUS.search(text))
    )


def _foreign(text: str) -> str:
    """Return the letters and signs of a text that are not ASCII: what stands side by side there does so here too, and
    leaving out the others takes a tenth of a search's time."""
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")


def repairs(text: str) -> list[tuple[int, int, str]]:
    """Return `(start, end, replacement)` for every stretch of certain mojibake, in order, without overlap.

    Offsets are code points of `text`. Stretches are as small as they can be: one for each run of
    characters that is not ASCII.
    """
    found: list[tuple[int, int, str]] = []
    # a small expression is compiled in a tenth of the time: English with curly quotes never needs the large one
    if text.isascii() or not _MAY_BE.search(text):
        return found
    at = 0
    while match := _SUSPICIOUS.search(text, at):
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        at = len(text) if end < 0 else end
        found += _line(text[start:at], start)
    return found


def _line(line: str, begin: int) -> list[tuple[int, int, str]]:
    """Return the repairs of one line that begins at `begin` in the text."""
    import ftfy

    fixed = ftfy.fix_encoding(line)
    if fixed == line:
        return []
    old, new = _ASCII_WORD.split(line), _ASCII_WORD.split(fixed)
    if old[1::2] != new[1::2]:
        # the repair reaches over ASCII words: one stretch
        old, new = [line], [fixed]
    found, offset = [], begin
    for index, (before, after) in enumerate(zip(old, new, strict=True)):
        words: Iterable[tuple[str, str]] = [(before, after)]
        if index % 2 == 0 and before.count(" ") == after.count(" "):
            words = zip(_SPACE.split(before), _SPACE.split(after), strict=True)
        for word, letters in words:
            if _TWICE.search(word):
                # wrong twice over, which ftfy sees only where nothing else is wrong in the line
                letters = ftfy.fix_encoding(word)
            if word != letters:
                skip = _alike(word, letters)
                tail = _alike(word[skip:][::-1], letters[skip:][::-1])
                found.append((offset + skip, offset + len(word) - tail, letters[skip : len(letters) - tail]))
            offset += len(word)
    return _closed(line, begin, _certain(line, begin, found))


def _closed(line: str, begin: int, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return repairs with the marks that close a quotation and lost their last byte: a “ is open before them."""
    opened = [start for start, _, letters in found if "“" in letters]
    if not opened:
        return found
    taken = [(start, end) for start, end, _ in found]
    closed: list[tuple[int, int, str]] = []
    for half in _HALF_MARK.finditer(line):
        start, end = half.start() + begin, half.end() + begin
        if any(left < end and start < right for left, right in taken):
            continue
        ends = [place for place, _, letters in found if "”" in letters] + [place for place, _, _ in closed]
        if sum(place < start for place in opened) > sum(place < start for place in ends):
            closed.append((start, end, "”"))
    return sorted(found + closed)


def _alike(one: str, other: str) -> int:
    """Return how many characters two strings begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (char, twin) in pairs if char != twin), min(len(one), len(other)))


def _certain(line: str, begin: int, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return the repairs of a line but for those where correct text, or other letters, may stand as well."""
    kept = []
    for start, end, letters in found:
        printed, after = line[start - begin : end - begin], line[end - begin : end - begin + 2]
        before = line[start - begin - 1 : start - begin]
        # ftfy makes † of "â€ "; most often it is the ” whose last byte got lost. "Ã ̈" was "Ã¨" once, not "à"
        lost = printed == "â€ " or (
            printed.startswith("Ã") and combining((printed + after).partition(" ")[2][:1] or " ")
        )
        # a control character after a lead byte's letter, or a result that begins mojibake again, is half a story
        control = "\x80" <= printed <= "\x9f" and ("\xc2" <= before <= "\xef" or combining(before or " "))
        # a space that was part of the mojibake is lost by now, or never was one
        half = control or "\xa0" in letters or _HALF.search(letters + after)
        if not (lost or half or _CAPITAL_AND_MARK.match(line, max(start - begin - 1, 0))):
            kept.append((start, end, letters))
    # one foreign letter alone in its line is a coincidence: Muß€ gives a letter of N'Ko
    if len(kept) == 1 and len(kept[0][2]) == 1 and "\u0370" <= kept[0][2] < "\u2000":
        return []
    return kept
