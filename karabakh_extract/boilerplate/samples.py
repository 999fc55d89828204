"""One phrase of a rule in, texts that it ought to match out: its shortest and its fullest wording.

The phrase is taken as it is written, punctuation and all, so that what its author had in mind is held against what
the matcher makes of it.
"""

from karabakh_extract.patterns import lazy

SLOTS = {
    "name": "Ada Brook",
    "names": "Ada Brook and Tom Reed",
    "person": "Ada Brook",
    "outlet": "Tarnbeck Mail",
    "date": "3 March 2021",
    "year": "2021",
    "number": "27",
    "url": "https://www.tarnbeckmail.example/help",
    "email": "desk@tarnbeckmail.example",
    "text": "some more words",
}
"""What stands for a slot."""

_PART = lazy(r"\{([^}]*)\}|\.\.\d+|[()\[\]|]|[^()\[\]|{}]+?(?=\.\.\d|[()\[\]|{}]|\Z)")


def wordings(phrase: str) -> tuple[str, ...]:
    """Return texts of which a phrase that can match at all matches at least one.

    Optional words are left out in one and stand in the other; slots side by side are also parted by a comma.
    """
    short, full = (_Wording(phrase, full=full).text() for full in (False, True))
    parted = (_Wording(phrase.replace("} {", "}, {"), full=full).text() for full in (False, True))
    return tuple(dict.fromkeys((short, full, *parted)))


class _Wording:
    """Walks the parts of a phrase once; of alternatives it takes the first."""

    def __init__(self, phrase: str, *, full: bool) -> None:
        self._parts = [(found[0], found[1]) for found in _PART.finditer(phrase)]
        self._full = full
        self._at = 0

    def text(self) -> str:
        return " ".join(self._choice().split())

    def _choice(self) -> str:
        branches = [self._sequence()]
        while self._at < len(self._parts) and self._parts[self._at][0] == "|":
            self._at += 1
            branches.append(self._sequence())
        return branches[0]

    def _sequence(self) -> str:
        words: list[str] = []
        while self._at < len(self._parts):
            part, slot = self._parts[self._at]
            if part in (")", "]", "|"):
                break
            self._at += 1
            if part in ("(", "["):
                inner = self._choice()
                self._at += 1
                words.append(inner if part == "(" or self._full else "")
            elif slot is not None:
                words.append(SLOTS[slot])
            elif not part.startswith(".."):
                words.append(part)
        return "".join(words)
