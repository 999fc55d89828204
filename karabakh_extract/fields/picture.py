"""Lines that credit a picture by their shape: "Alamy Photo", "A. Author/dpa-Zentralbild", a caption that ends with its
photographer's name, its agency, its owner.

In: one line. Out: whether it is a picture's; the words by which houses of pictures are known stand in the data.
"""

import re
from collections.abc import Sequence
from functools import cache

from karabakh_extract.boilerplate.tokens import knowledge
from karabakh_extract.data import load
from karabakh_extract.fields.byline import PERSON, SURE
from karabakh_extract.fields.outlets import known
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.shape import WORD, ends_sentence
from karabakh_extract.names import looks_like_organisation, looks_like_person
from karabakh_extract.page.sentences import sentence_starts
from karabakh_extract.patterns import lazy

HOUSE_WORDS = 5
"""Words of a line that holds nothing but a house of pictures."""
CAPTION = 6
"""Words from which a line is a caption that may end with a name."""
SENTENCES = 1
"""Sentences of a caption behind its first one, before the label of its source."""
BY = 3
"""Words of a label's end and of what may stand between it and the source ("Photo courtesy of")."""
SOURCE = 6
"""Words of a picture's source behind its label."""
CAPTION_WORDS = 45
"""Words of a caption with a labelled source at most."""
MOST = 60
"""Words of the longest caption."""
_NAMES = r"([^()\[\]/:|©.!?…\n]{2,40})\s?/\s?([^()\[\]/:|©!?…\n]{2,40}?(?:\s?/\s?[^()\[\]/:|©!?…\n]{2,40})?)"
_CREDITED = lazy(r"[(\[]([^()\[\]/:]{2,40}?)\s?[/:]\s?([^()\[\]/:]{2,40}(?:\s?/\s?[^()\[\]/]{2,40})?)[)\]]$")
"""Two names in brackets, parted by a stroke, and no stop behind them."""
_STROKED = lazy(rf"(?:(?<=[.!?…»”\"'])\s|\s[-–—]\s|\s[|©]\s?){_NAMES}$")
"""The same without brackets, behind a stop, a dash or a bar: "The nest on Sunday. EFE/A. Author"."""
_DASHED = lazy(r"[.!?…]\s?[—–-]+\s?([^\W\d_][\w. ]{1,24})$")
_OWNED = lazy(r"[^\s©]\s?©\s?(?:(?:19|20)\d\d,?\s)?([^©\n]{2,60})$")
_PARTS = lazy(r"[^\W_]+")
_PARTED = lazy(r"\s[|–—-]\s")
_BAR = lazy(r"\s[|–—-]\s([^|©\n]{3,60})$")
_BARRED = lazy(r"[.!?»”]\s\|\s([^|\n]{2,40})$")
"""A house behind a bar and a full stop: "The band on Sunday. | WEIR POST"."""
_FOR_HOUSE = lazy(
    r"[.!?»”]\s([^\W\d_a-z][^\W\d_a-zà-ÿ]+(?:[ '’-][^\W\d_a-zà-ÿ]+){1,3})"
    r" (?:POUR|FOR|FÜR|PER|PARA|ДЛЯ) [«“\"]?\s?([^«»“”\"\n]{2,30}?)\s?[»”\"]?$"
)
"""A photographer and his house, all in capitals: "… on Sunday. ANN LEE FOR “WEIR POST”"."""
_CLOSING_MARKS = '»”"'
_CAPITALS = lazy(r"(?<=[^\W\d_A-ZÀ-ÞА-Я.][.!?»”\s])\s?((?:[^\W\d_a-zà-ÿа-я]+[.'’-]?\s?){2,4})$")
_STROKE = lazy(r"([^/|:]{4,40}?)\s?/\s?([^/|:]{2,40})")
_NAMED = lazy(r"[^\W_][.!?»”)]\s+([^\W\d_][^.!?,;:()/]{4,30})$")


def is_credited(text: str) -> bool:
    """Whether a line below a headline credits a picture."""
    if ends_sentence(text):
        return False
    houses = knowledge("credit")
    words = WORD.findall(text)
    if 2 <= len(words) <= HOUSE_WORDS and {fold(words[0]), fold(words[-1])} & houses:
        return all(word[0].isupper() for word in words)
    stroke = _STROKE.fullmatch(text)
    if stroke and looks_like_person(stroke[1]) >= SURE:
        return any(fold(word) in houses for word in WORD.findall(stroke[2]))
    named = _NAMED.search(text) if len(words) >= CAPTION else None
    return named is not None and len(named[1].split()) in (2, 3) and looks_like_person(named[1]) >= SURE


def is_caption(text: str, *, first: bool) -> bool:
    """Whether a line ends with the credit of a picture: names of a photographer and a house, the owner of its rights.

    `first` tells that nothing stands above the line: pictures stand lower.
    """
    if text.count(" ") >= MOST:
        return False
    if not first and _is_labelled(text):
        return True
    if text[-1] in ")]":
        found = _CREDITED.search(text)
        return found is not None and _house_and_name(text[: found.start()].rstrip(), (found[1], *found[2].split("/")))
    if first or text.count(" ") + 1 < CAPTION:
        return False
    if "/" in text and (found := _STROKED.search(text)):
        names = [part.strip() for part in (found[1], *found[2].split("/"))]
        if any(known(part) for part in names) and _house_and_name("", names):
            return True
    if "©" in text and (found := _OWNED.search(text)):
        return not is_spoken(text) and _may_own(found[1])
    rest = _reserved(text) if _PARTED.search(text) else -1
    if rest >= 0 and (found := _BAR.search(text[:rest].rstrip(" .,"))):
        return looks_like_person(found[1]) >= PERSON or known(found[1]) is not None
    if (found := _BARRED.search(text)) and (known(found[1]) is not None or looks_like_person(found[1]) >= SURE):
        return True
    if (found := _FOR_HOUSE.search(text)) and (
        text[-1] in _CLOSING_MARKS or known(found[2]) or looks_like_person(found[1].title()) >= SURE
    ):
        return True
    named = _CAPITALS.search(text) if text[-1].isupper() else None
    return named is not None and looks_like_person(named[1].strip()) >= SURE


@cache
def _label() -> re.Pattern[str]:
    """Return the pattern of a picture's label with its source at the end of a line, something before it: "The weir at
    noon. Pic: A. Author", "Przystanek w środę (fot. archiwum)".
    """
    data = load("labels")["picture"]
    words = "|".join(map(re.escape, sorted(data["labels"], key=len, reverse=True)))
    by = "|".join(map(re.escape, sorted(data["by"], key=len, reverse=True)))
    return re.compile(
        rf"(?<=\S)(?:(?<=[.!?…»”\"')])\s|\s?[(\[|/©–—-]\s?)(?i:(?:{words})(?:\s?:|\.)\s?|(?:{words})\s(?:{by})\s)"
        rf"([^\s:]+(?:\s[^\s:]+){{0,{SOURCE - 1}}})$"
    )


@cache
def _label_words() -> frozenset[str]:
    return frozenset(_PARTS.findall(label)[-1] for label in load("labels")["picture"]["labels"])


def _is_labelled(text: str) -> bool:
    if text.count(" ") >= CAPTION_WORDS:
        return False
    # few lines end with such a word and a source, and looking for that takes a tenth of the time
    end = " ".join(text.rsplit(" ", SOURCE + BY)[-SOURCE - BY :])
    if _label_words().isdisjoint(_PARTS.findall(fold(end))):
        return False
    found = _label().search(text)
    if found is None or is_spoken(text[: found.start()]):
        return False
    before = text[: found.start()]
    return len(before.split()) > 1 and len(sentence_starts(before)) <= SENTENCES


def _house_and_name(before: str, names: Sequence[str]) -> bool:
    parts = [part.strip() for part in names]
    if not all(part[:1].isupper() for part in parts):
        return False
    people = any(looks_like_person(part) >= PERSON for part in parts)
    houses = sum(known(part) is not None or looks_like_organisation(part) >= PERSON for part in parts)
    if ends_sentence(before) and not any(known(part) for part in parts):
        # initials of writer and editor may stand behind the last sentence: no person's whole name
        return houses > 0 and any(looks_like_person(part) >= SURE for part in parts)
    return houses > 0 and (houses > 1 or people)


def _may_own(owner: str) -> bool:
    """Whether a picture's rights may be whose name stands behind the mark: a person, an agency, or both."""
    return all(
        known(part) is not None or looks_like_person(part) >= PERSON or len(part.split()) == 1
        for part in (part.strip(" .") for part in re.split(r"[/,]| via ", owner))
        if part
    )


def _reserved(text: str) -> int:
    """Return where a line reserves rights, -1 where it does not."""
    folded = fold(text)
    return min((folded.find(right) for right in load("outlet_forms")["rights"] if right in folded), default=-1)


def credits_picture(text: str) -> bool:
    """Whether a line taken out as a credit or a caption speaks of a picture."""
    words = {fold(word) for word in WORD.findall(text)}
    return bool(words & knowledge("credit")) or "©" in text


def is_spoken(text: str) -> bool:
    """Whether a line holds a quotation."""
    return any(mark in text for mark in '«“„"')


def names_agency(text: str) -> bool:
    """Whether a line between others ends with a dash and an agency, as captions do ("… the glacier. — Reuters")."""
    if text.count(" ") >= MOST or is_spoken(text) or not (found := _DASHED.search(text)):
        return False
    house = known(found[1].strip())
    return house is not None and house.agency
