"""The clean texts of an article's blocks in, what each looks like out: prose, link line, title, name, payment line.

Rules with weak words act only where shape and place support them; this is where shape and place are defined.
"""

from karabakh_extract.boilerplate.tokens import ADDRESS, DOTTED, WORD, fold, knowledge
from karabakh_extract.patterns import lazy

PROSE_WORDS, LONG_WORDS = 12, 30
# buttons and appeals end with "!", sentences of an article seldom
_ENDS, _PROSE_ENDS = tuple(".?…。։؟۔"), tuple(".!?…。։؟۔")
LABEL = 16
"""Characters within which the colon of a byline's opener stands."""
_CLOSING = " \"'”’»“)]*_"
_BULLET = lazy(r"\s*(?:[-–—•·*▪●►›»>✓]|\d{1,2}[.)])\s")
_PHONE = lazy(r"(?:[a-zA-Z.: ]{0,16})?\+?[\d\s()./-]{7,22}$")
_DATE = lazy(r"\b\d{1,4}\b")
_ACCOUNT = lazy(r"\b(?=[A-Za-z]*\d)[A-Za-z0-9]{16,}\b")
_NUMBERED = lazy(r"\d|:")
_LETTER = lazy(r"[^\W\d_]")


class Shape:
    """What one block looks like. Attributes are cheap ones; `fits` answers for a shape word of a rule's `follow`."""

    __slots__ = ("count", "ended", "prose", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.count = text.count(" ") + 1 if text else 0
        tail = text[-6:].rstrip(_CLOSING)
        self.ended = tail.endswith(_ENDS)
        self.prose = self.count >= LONG_WORDS or (self.count >= PROSE_WORDS and tail.endswith(_PROSE_ENDS))

    def fits(self, shape: str) -> bool:
        """Say whether the block has `shape` (one of `rules.SHAPES`)."""
        return bool(getattr(self, f"_{shape}")())

    def link(self) -> bool:
        """Say whether the block holds a URL or an e-mail address."""
        text = self.text
        return DOTTED.search(text) is not None and ADDRESS.search(text.lower()) is not None

    def _any(self) -> bool:
        return self.count <= 120

    def _link(self) -> bool:
        return self.count <= 25 and self.link()

    def _email(self) -> bool:
        return self.count <= 25 and "@" in self.text

    def _phone(self) -> bool:
        return len(self.text) <= 60 and _PHONE.match(self.text) is not None

    def _payment(self) -> bool:
        if self.count > 40:
            return False
        words = set(WORD.findall(fold(self.text)))
        if words & knowledge("payment") and (self.link() or (not self.ended and _NUMBERED.search(self.text))):
            return True
        return _ACCOUNT.search(self.text) is not None

    def _item(self) -> bool:
        return self.count <= 30 and _BULLET.match(self.text) is not None

    def _short(self) -> bool:
        return self.count <= 8 and not self.ended

    def _title(self) -> bool:
        text = self.text
        if not 2 <= self.count <= 18 or text[-1] in ".,;:" or text[0].islower():
            return False
        if ":" in text[:LABEL] and fold(text.split(" ", 1)[0]) in knowledge("by"):
            return False  # "Автор: …" under the links
        # a piece of a sentence that a link cut off ends with "by the"
        return _LETTER.search(text) is not None and fold(text.rsplit(" ", 1)[1]) not in knowledge("unfinished")

    def _date(self) -> bool:
        return self.count <= 7 and _DATE.search(self.text) is not None and not self.ended

    def _name(self) -> bool:
        words = self.text.split()
        particles = knowledge("particles")
        return (
            2 <= len(words) <= 5
            and self.text[-1].isalnum()
            and all(word[0].isupper() or word in particles for word in words)
            and words[0][0].isupper()
        )

    def _address(self) -> bool:
        return self.count <= 12 and not self.prose

    def _sentence(self) -> bool:
        return self.count <= 120 and (self.ended or self.count >= LONG_WORDS)
