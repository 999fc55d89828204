"""How far a plain text is read: to its end, unless it has far more lines than anything that was written to be read.

In: decoded text. Out: the offset from which the rest is listed as removed, in one piece. A Block costs some 300 bytes,
a claim on one twice as much: little beside a paragraph, hundreds of times the input where each line is a letter.
"""

from karabakh_extract.patterns import lazy

LINES = 20_000
"""Lines that are read of any text: the longest articles and interviews have some thousands."""
COLUMNS = 40
"""Characters a line from which a text is read to its end, however many lines it has: books and transcripts have 60 to
80, two columns of a printed page 40."""

# white space ends a line wherever `str.splitlines` ends one
_LINE = lazy("\\S[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*")


def most_of(size: int) -> int:
    """Return how many lines, or sentences of one line, of a text of so many characters are read."""
    return max(LINES, size // COLUMNS)


def reach(text: str) -> int:
    """Return the offset at which the first line begins that is not read; the length of the text where all are."""
    most = most_of(len(text))
    # a line has a character and an end
    if len(text) < 2 * most:
        return len(text)
    for count, line in enumerate(_LINE.finditer(text)):
        if count == most:
            return line.start()
    return len(text)
