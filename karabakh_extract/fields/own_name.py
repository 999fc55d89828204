"""An outlet's name as sentences and labels print it, brought to the form under which the outlet goes.

In: the text of a notice in which an outlet speaks of itself ("Oxu.Az-a istinad mütləqdir", "на сайт «Вести»"), or the
value of a source label ("газета «День»"). Out: names with their places, case endings and the word for what it is left
off. Where the form in which the outlet prints its name cannot be told, there is none: a declined name is a wrong one.
"""

from collections.abc import Sequence
from functools import cache, lru_cache

from karabakh_extract.data import load
from karabakh_extract.fields.hosts import host_of
from karabakh_extract.fields.lexicon import is_generic, is_no_name
from karabakh_extract.fields.outlets import REMEMBERED, Outlet, by_host, is_everyday, known, printed, tables
from karabakh_extract.fields.phrases import Phrases, fold
from karabakh_extract.patterns import lazy

_QUOTED = lazy(r"[«“\"„]([^«»“”\"„\n]{2,50})[»”\"“]")
_SITE = lazy(r"(?<![\w@/.-])((?=[^\W\d_]*[^\W\d_a-zа-яё])[^\W_][\w-]*\.(?:[^\W\d_]{2,4}))(?![\w.@/])")
"""A name that is an address as well, with a capital as an outlet prints its own: Oxu.Az, ZAXID.NET."""
_ENDING = lazy(r"(?:['’][^\W\d_A-Z]{1,5}|[-‑][^\W\d_A-Z]{1,5})$")
"""What Turkish, Azerbaijani and Armenian put behind a name that they keep as it is: Sabah'ın, Turan-a, News.am-ի."""
NAME_WORDS = lazy(r"[^\W\d_][\w-]*")
_CREDITED = lazy(r"[^\W\d_][.!?»”)]\s+([^\W\d_][^.!?,;:()]{1,30})$")
_PICTURED = lazy(r"[^\W\d_][^/|\n]{3,40}\s?/\s?([^\W\d_][^/|,;:()]{1,30})")
_SEVERAL = lazy(r"\s[+/]\s|\s?[،؛]\s")
"""Between several sources ("الجزيرة + وكالات"): the first counts."""
HEAD = 4
"""Letters by which a declined word is looked up."""
_TAIL = 3
"""Letters that a declension changes at most."""


@cache
def _kinds() -> Phrases:
    return Phrases(fold(word) for word in load("outlet_forms")["kinds"])


@cache
def _kind_words() -> frozenset[str]:
    return frozenset(fold(word) for word in load("outlet_forms")["kinds"])


@cache
def _services() -> frozenset[str]:
    return frozenset(load("outlet_forms")["services"])


def source_name(value: str) -> str | None:
    """Return the outlet that the value of a source label names, or `None`: an address, a common noun, a sentence.

    "газета «День», 1 июля" gives "День", "пресс-служба заповедника" nothing.
    """
    text = _SEVERAL.split(value)[0].strip(" ,;:|")
    quoted = _QUOTED.search(text)
    if quoted and (quoted.start() == 0 or _kinds().at(fold(text), 0)):
        return quoted[1].strip()
    host = host_of(text)
    if host or "//" in text:
        outlet = by_host(host) if host else None
        return outlet.name if outlet else text if host and not text.islower() and "/" not in text else None
    if known(text):
        return text
    kind = _kinds().at(fold(text), 0)
    if kind:
        text = text[len(kind) :].strip(" ,.;:|")
    if not text or (text[0].isalpha() and text[0].islower()):
        return None
    named = declined(text)
    if named:
        return named[1]
    # where letters have no case, only few words are surely a name
    return None if caseless(text) and not kind and len(text.split()) > 2 else text


def own_names(text: str) -> Sequence[tuple[int, int, str]]:
    """Return the names, as (start, end, name), by which an outlet calls itself in a notice of its own."""
    return _remembered(text) if len(text) <= REMEMBERED else _own_names(text)


def _own_names(text: str) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for site in _SITE.finditer(text):
        outlet = declined(site[1])
        # an inflected word before the dot is no name: «Газету.Ru»
        if fold(site[1]) not in _services() and (outlet or site[1].isascii() or _ENDING.search(site[1])):
            found.append((*site.span(1), outlet[1] if outlet else _ENDING.sub("", site[1])))
    for quoted in _QUOTED.finditer(text):
        name = quoted[1].strip(" .,")
        outlet = declined(name)
        if outlet:
            found.append((*quoted.span(1), outlet[1]))
        elif _named_after_kind(text, quoted.start()) and _may_name(name):
            found.append((*quoted.span(1), name))
    found.extend(each[:3] for each in declined_in(text))
    return found


# the articles of an outlet end with the same notices
_remembered = lru_cache(maxsize=512)(_own_names)


@cache
def _foreign_forms() -> dict[str, list[str]]:
    """Return the forms of each outlet's name that are in letters beyond ASCII, longest first."""
    forms: dict[str, list[str]] = {}
    listed = tables()
    for form, place in listed.printed.items():
        if not form.isascii():
            forms.setdefault(listed.outlets[place].name, []).append(form)
    return {name: sorted(found, key=len, reverse=True) for name, found in forms.items()}


def as_printed(outlet: Outlet, text: str) -> str:
    """Return an outlet's name in the script of the text that prints it, else the usual form."""
    if text.isascii():
        return outlet.name
    return next((form for form in _foreign_forms().get(outlet.name, ()) if form in text), outlet.name)


def caseless(text: str) -> bool:
    """Whether a text is written in letters without capitals."""
    return text[0].isalpha() and not text[0].islower() and not text[0].isupper()


def _named_after_kind(text: str, at: int) -> bool:
    """Whether the word before a name in quotation marks says that it is an outlet's."""
    words = NAME_WORDS.findall(text[max(0, at - 40) : at])
    return bool(words) and text[at - 1 : at] == " " and fold(words[-1]) in _kind_words()


def ends_with_agency(text: str, *, named: bool = False) -> bool:
    """Whether a line ends as captions do, with an agency behind the full stop ("Skaters on the lake. AFP").

    `named`: "A. Author/AFP" is one as well, since the byline stands elsewhere.
    """
    found = _CREDITED.search(text[-60:]) or (_PICTURED.fullmatch(text) if named else None)
    outlet = known(found[1]) if found else None
    return outlet is not None and outlet.agency


def _before_kind(text: str, at: int) -> bool:
    """Whether the word behind a name says that it is an outlet's."""
    word = NAME_WORDS.match(text, at + 1)
    return word is not None and fold(word[0]) in _kind_words()


@cache
def _parts() -> frozenset[str]:
    """Return common nouns that stand inside names, in small letters where names have one capital."""
    return frozenset(load("labels")["outlet_words"]) | _kind_words()


def whole_name(text: str, start: int, end: int) -> int:
    """Return where a name ends that begins with `text[start:end]` and goes on in small letters."""
    if not text.startswith(" ", end):
        return end
    words = list(NAME_WORDS.finditer(text, end, end + 40))[:2]
    for n in range(len(words), 0, -1):
        if text[end : words[0].start()] == " " and declined(text[start : words[n - 1].end()]):
            return words[n - 1].end()
    if words and text[end : words[0].start()] == " " and not words[0][0].isascii() and fold(words[0][0]) in _parts():
        return words[0].end()
    return end


def _may_name(name: str) -> bool:
    if not name[0].isalnum() or name[0].islower() or fold(name) in _services():
        return False
    return not is_generic(name) and not is_no_name(name)


def declined_in(text: str) -> list[tuple[int, int, str, Outlet]]:
    """Return known outlets that stand in a text, with or without a case ending, as (start, end, name, outlet)."""
    found: list[tuple[int, int, str, Outlet]] = []
    heads = tables().heads
    words = list(NAME_WORDS.finditer(text))
    at = 0
    for n, word in enumerate(words):
        if word.start() < at or (word[0][0].islower() and printed(word[0]) is None):
            continue
        sizes = next((heads[head] for head in name_keys(fold(word[0])) if head in heads), ())
        for size in sizes:
            if n + size > len(words):
                continue
            end = words[n + size - 1].end()
            tail = _ENDING.match(text, end)
            name = declined(text[word.start() : end])
            if name and (size > 1 or not is_everyday(name[1]) or _before_kind(text, end)):
                found.append((word.start(), end, name[1], name[0]))
                at = tail.end() if tail else end
                break
    return found


def name_keys(word: str) -> list[str]:
    """Return the beginnings under which a declined word may be listed, the longest first: four letters, of a short word
    all but the last."""
    return [word[:size] for size in range(min(HEAD, max(len(word) - 1, 2)), 1, -1)]


def declined(name: str) -> tuple[Outlet, str] | None:
    """Return the known outlet of which this is a form, and its name as it is printed alone; else `None`."""
    name = name.strip(" .,:;")
    base = _ENDING.sub("", name)
    for form in (name, base):
        outlet = known(form)
        if outlet:
            return outlet, form
    if name.isascii():
        return None
    words = [fold(word) for word in NAME_WORDS.findall(name)]
    table = tables().declined
    for parts, form in (each for head in name_keys(words[0]) for each in table.get(head, ())) if words else ():
        if len(parts) == len(words) and all(map(_same_word, parts, words)) and (outlet := printed(form)):
            return outlet, form
    return None


def _same_word(plain: str, printed: str) -> bool:
    """Whether two words differ in what a declension changes: at most three letters at the end of each."""
    if plain == printed:
        return True
    keep = max(len(plain) - _TAIL, min(HEAD, len(plain) - 1))
    return (
        keep >= min(HEAD - 1, len(plain) - 1) > 1
        and printed[:keep] == plain[:keep]
        and len(printed) - keep <= _TAIL + 1
    )
