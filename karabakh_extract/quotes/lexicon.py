"""The reporting verbs and small words of one language, read once from the data and kept as sets."""

from functools import cache
from typing import NamedTuple

from msgspec import Struct

from karabakh_extract.data import load
from karabakh_extract.quotes.cue_forms import CueKind, Form, Phrase, rarest, tables, verb_forms

# a language with few small words in the data is not to win by one of them
_FEW = 20


class Words(NamedTuple):
    """Words in lower case, whole or by their endings (for languages that leave out pronouns)."""

    whole: frozenset[str]
    endings: tuple[str, ...]


class Lexicon(Struct, frozen=True):
    """Everything the search for statements knows about one language.

    `plain`: the words that are a reporting verb by themselves; `scan`: phrases by the word they are found by; `via`:
    those before an outlet by their longest word, each with how many characters stand before that; `marked`: the words
    of all three. `helpers`: auxiliaries, negations and passives; `openings`: what opens a clause and is neither
    preposition nor article; `objects`: what shows that the words behind a verb are its object."""

    code: str
    forms: dict[str, list[Form]]
    plain: dict[str, CueKind]
    scan: dict[str, list[Phrase]]
    that: frozenset[str]
    pronouns: dict[str, str]
    nouns: dict[str, str]
    possessives: frozenset[str]
    articles: frozenset[str]
    elided: tuple[str, ...]
    definite: frozenset[str]
    breaks: frozenset[str]
    auxiliaries: frozenset[str]
    negations: frozenset[str]
    nobody: frozenset[str]
    passive: frozenset[str]
    after_source: frozenset[str]
    prepositions: frozenset[str]
    adverbs: frozenset[str]
    addressees: frozenset[str]
    stops: frozenset[str]
    openers: frozenset[str]
    numbers: frozenset[str]
    leads: frozenset[str]
    finite: frozenset[str]
    cuts: tuple[str, ...]
    several: frozenset[str]
    endings: tuple[str, ...]
    participles: tuple[str, ...]
    splits: frozenset[str]
    topics: frozenset[str]
    colons: str
    joints: frozenset[str]
    opens: frozenset[str]
    cases: str
    verb_last: bool
    drops_pronouns: bool
    via: dict[str, list[tuple[str, int]]]
    marked: frozenset[str]
    helpers: frozenset[str]
    openings: frozenset[str]
    objects: frozenset[str]
    questions: frozenset[str]
    answers: frozenset[str]
    interviewing: tuple[str, ...]
    askers: frozenset[str]
    you: Words
    me: Words
    us: Words
    opinions: frozenset[str]
    via_behind: tuple[str, ...]
    via_kinds: frozenset[str]
    via_endings: tuple[str, ...]


def _words(value: object) -> frozenset[str]:
    return frozenset(value.split() if isinstance(value, str) else value if isinstance(value, list) else ())


def _persons(value: str) -> Words:
    words = value.split()
    return Words(frozenset(w for w in words if w[0] != "-"), tuple(w.removeprefix("-") for w in words if w[0] == "-"))


@cache
def lexicon(language: str) -> Lexicon | None:
    """Return the lexicon of a language (primary subtag), or None where there is none."""
    data = load("cues").get(language)
    if data is None:
        return None
    adverbials = data["adverbials"]
    articles = _words(data["articles"])
    interview = data["interview"]
    via: dict[str, list[tuple[str, int]]] = {}
    for phrase in {form for p in data["via"] for form in (p, p[0].upper() + p[1:])}:
        word, lead = rarest(phrase)
        via.setdefault(word, []).append((phrase, lead))
    forms = verb_forms(data, data["according"])
    plain, scan = tables(forms)
    that, breaks, prepositions = _words(data["that"]), _words(data["breaks"]), _words(adverbials["prepositions"])
    auxiliaries, negations, passive = _words(data["auxiliaries"]), _words(data["negations"]), _words(data["passive"])
    pronouns = {word: kind for kind, words in data["pronouns"].items() for word in words}
    return Lexicon(
        code=language,
        forms=forms,
        plain=plain,
        scan=scan,
        that=that,
        pronouns=pronouns,
        nouns={word: kind for kind, words in data.get("nouns", {}).items() for word in words.split()},
        possessives=_words(data["possessives"]),
        articles=articles,
        elided=tuple(a.replace("'", mark) for a in articles if a.endswith("'") for mark in "'’"),
        definite=_words(data["definite"]),
        breaks=breaks,
        auxiliaries=auxiliaries,
        negations=negations,
        nobody=_words(data["nobody"]),
        passive=passive,
        after_source=_words(data["after_source"]),
        prepositions=prepositions,
        adverbs=_words(adverbials["words"]),
        addressees=_words(adverbials["addressees"]),
        stops=_words(data["stops"]),
        openers=_words(data.get("openers", "")),
        numbers=_words(data.get("numbers", "")),
        leads=_words(data.get("leads", "")),
        cuts=tuple(data.get("cuts", ("; ",))),
        finite=_words(data.get("finite", "")),
        several=_words(data.get("several", "")),
        endings=tuple(data.get("endings", ())),
        participles=tuple(data.get("participles", ())),
        splits=_words(data["splits"]),
        topics=_words(data.get("topics", "")),
        colons=":" + data.get("colons", ""),
        joints=_words(data.get("joints", "")),
        opens=_words(data.get("opens", "")),
        cases=data.get("cases", ""),
        verb_last=data["order"] == "sov",
        drops_pronouns=data.get("drops_pronouns", False),
        via=via,
        marked=frozenset(plain.keys() | scan.keys() | via.keys()),
        helpers=auxiliaries | negations | passive,
        openings=breaks - prepositions - articles,
        objects=that | {"which", "to"} | {word for word, kind in pronouns.items() if kind == "relative"},
        questions=_words(interview["questions"]),
        answers=_words(interview["answers"]),
        interviewing=tuple(sorted(interview["with"], key=len, reverse=True)),
        askers=_words(interview["askers"]),
        you=_persons(interview["you"]),
        me=_persons(interview["me"]),
        us=_persons(interview["us"]),
        opinions=_words(data.get("opinions", "")),
        via_behind=tuple(data.get("via_behind", ())),
        via_kinds=_words(data.get("via_kinds", "")),
        via_endings=tuple(data.get("via_endings", "").split()),
    )


def known(language: str) -> Lexicon:
    """Return the lexicon of a language that has one. Raises `KeyError` for others."""
    found = lexicon(language)
    if found is None:
        raise KeyError(language)
    return found


@cache
def _telling_words() -> list[tuple[str, frozenset[str], int]]:
    found = []
    for code in load("cues"):
        words = known(code)
        small = words.breaks | words.articles | words.prepositions
        found.append((code, small | words.forms.keys(), len(small) + _FEW))
    return found


def guess_language(words: set[str]) -> str:
    """Return the language whose small words and verbs stand most often among the words of a text, for the number of
    its small words; English where nothing tells."""
    code, telling, _ = max(_telling_words(), key=lambda row: len(row[1] & words) / row[2])
    return code if telling & words else "en"
