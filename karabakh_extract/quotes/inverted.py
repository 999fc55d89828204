"""The source behind its verb: "said X, a farmer", "a regretté jeudi devant la presse X", "erklärte der Sprecher, X".

A verb's end and the sentence's go in; the source with its printed role and the offset behind it come out, or None.
"""

from karabakh_extract.names.lexicon import fold, organisation_words, small_words, titles
from karabakh_extract.names.mentions import from_given, run_pattern
from karabakh_extract.names.shape import looks_like_person
from karabakh_extract.names.title import split_title
from karabakh_extract.patterns import lazy
from karabakh_extract.quotes.descriptions import description_after
from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.sentences import abbreviated
from karabakh_extract.quotes.source import Source, describe, without_article, without_ending

_INVERTED_PRONOUN = lazy(r"^[-‑](?:t[-‑])?(\w+)")
_PHRASE_END = lazy(r"[,.;:!?…։՝()«»“”\"\n\ue000]| [–—-] |[–—]")
# an outlet in marks, perhaps behind its kind: "газете «Вести» ", "РИА «Губерния» "
_IN_MARKS = lazy(r"(?:[^\W\d_]{2,20} ){0,2}[«“„\"][^«»“”„\"\n\ue000]{1,40}[»”“\"] ")
_FOREIGN_OUTLET = lazy(r"[A-Z][\w-]*(?:\.[A-Za-z]{2,4})?(?: [A-ZА-Я][\w-]*(?:\.[A-Za-z]{2,4})?){0,2} (?=[а-яёіїє])")
_CYRILLIC = ("ru", "uk")
_FARTHEST = 320
_ELIDED = ("l'", "l’")
_HYPHENS = ("-", "‑")


def right_source(masked: str, start: int, end: int, lexicon: Lexicon) -> tuple[Source, int] | None:
    """Return the source that follows a verb that ends at `start`, and the offset behind it; None where none
    follows."""
    rest = masked[start : min(end, start + _FARTHEST)]
    match = _INVERTED_PRONOUN.match(rest) if rest[:1] in _HYPHENS else None
    if match:
        found = describe(match[1], lexicon)
        return (found, start + match.end()) if found and found.kind == "pronoun" else None
    stripped = rest.lstrip(" \u00a0")
    foreign = _FOREIGN_OUTLET.match(stripped) if lexicon.code in _CYRILLIC else None
    if foreign:
        # "рассказал Caliber.Az реставратор Назим Ахундов": whom it was told
        told = right_source(masked, start + len(rest) - len(stripped) + foreign.end(), end, lexicon)
        if told is not None and told[0].kind in ("role", "person") and told[0].name:
            return told
    if lexicon.code != "en":
        stripped = stripped[_addressee_end(stripped) :]
    base = start + len(rest) - len(stripped)
    stop = _PHRASE_END.search(stripped)
    phrase = stripped[: stop.start()] if stop else stripped
    while stop and stripped[stop.start()] == "." and abbreviated(stripped, stop.start()):
        stop = _PHRASE_END.search(stripped, stop.end())
        phrase = stripped[: stop.start()] if stop else stripped
    words = phrase.split(" ")
    if lexicon.code != "en":
        if len(words) > 1 and any(f.kind != "according" for f in lexicon.forms.get(words[0], ())):
            base += len(words[0]) + 1
            words = words[1:]
        while len(words) > 1 and words[0].lower() in lexicon.adverbs:
            base += len(words[0]) + 1
            words = words[1:]
        phrase = " ".join(words)
    lowered = phrase.lower().split(" ")
    if lexicon.code == "en" and lowered[0] in lexicon.after_source:
        return None
    cut = len(words)
    if not lexicon.after_source.isdisjoint(lowered):
        cut = next((i for i, w in enumerate(lowered) if i and w in lexicon.after_source), cut)
    if lexicon.code != "en":
        while cut > 1 and lowered[cut - 1] in lexicon.addressees:
            cut -= 1
        bound = lowered[0] in lexicon.prepositions or lowered[0] in lexicon.after_source
        if cut < len(words) or (bound and lowered[0] not in lexicon.articles):
            return _loose(masked, base, phrase, words, cut, lexicon)
    kept = " ".join(words[:cut])
    found = describe(kept, lexicon)
    if found is None or found.kind in ("ellipsis", "relative"):
        return None if lexicon.code == "en" else _loose(masked, base, phrase, words, cut, lexicon)
    if lexicon.code != "en" and found.kind == "common":
        named = _named_after(masked, base, base + len(kept), found._replace(role=without_article(kept, lexicon)))
        if named is not None and words[0].lower() in lexicon.articles:
            return named
        return _loose(masked, base, phrase, words, cut, lexicon) or (found, base + len(kept))
    after = base + len(kept.rstrip())
    if found.kind == "role":
        named = _named_after(masked, base, after, found)
        if named is not None:
            return named
    role = description_after(masked, after, lexicon) if found.kind in ("person", "surname") else None
    return (found._replace(role=role or found.role), after)


def _told_by(run: str) -> str:
    """Return the person who ends a run of capitals behind a preposition: "à l'AFP Badr Hassoun", "России Сергей
    Лавров"."""
    first, _, rest = run.partition(" ")
    return rest if first.isupper() and len(first) > 1 and rest.count(" ") in (1, 2) else from_given(run)


def _addressee_end(rest: str) -> int:
    """Return how far the outlet reaches that stands between a verb and its source (объяснила «Вестям» директор)."""
    match = _IN_MARKS.match(rest)
    return match.end() if match and rest[match.end() : match.end() + 1].isalpha() else 0


def _named_after(masked: str, base: int, after: int, found: Source) -> tuple[Source, int] | None:
    """Read the name behind a role: "a répondu son porte-parole, Luca Ferraris,"."""
    if masked[after : after + 2] != ", ":
        return None
    named = run_pattern().match(masked, after + 2)
    if named is None:
        return None
    name, _ = split_title(named[0])
    if " " in name and looks_like_person(name) >= 0.5:
        return Source("person", masked[base : named.end()], name, found.role), named.end()
    return None


def _of_body(
    masked: str, base: int, phrase: str, words: list[str], cut: int, found: Source, lexicon: Lexicon
) -> tuple[Source, int] | None:
    """Read the name behind a role with its body: "der Sprecher des Verteidigungsministeriums, Oberst Janko Wild"."""
    if cut >= len(words) or words[cut].lower() not in small_words("role_prepositions") | small_words("genitives"):
        return None
    whole = found._replace(role=without_article(phrase.strip(), lexicon))
    after = base + len(phrase.rstrip())
    named = _named_after(masked, base, after, whole)
    bare = lexicon.code == "de" and words[cut] in small_words("genitives") and _belongs(words[cut + 1 :])
    return named or ((whole._replace(mention=phrase.strip()), after) if bare else None)


def _belongs(words: list[str]) -> bool:
    """Tell whether the words of a genitive are what a role belongs to: a noun, perhaps with its name ("der Stadt
    Ostrow"), that is no outlet to which something is said."""
    if len(words) == 1:
        return True
    outlets = organisation_words("outlets")
    return len(words) == 2 and all(w[0].isupper() and fold(w).rpartition("-")[2] not in outlets for w in words)


def _loose(
    masked: str, base: int, phrase: str, words: list[str], cut: int, lexicon: Lexicon
) -> tuple[Source, int] | None:
    """Find the name behind adverbials: "a regretté jeudi devant la presse Sandrine Jaquet", "пошутил в беседе с …
    Тигран Амроян"."""
    kept = " ".join(words[:cut])
    found = describe(kept, lexicon) if words[0].lower() not in lexicon.prepositions else None
    if found is not None and found.kind in ("person", "surname", "organisation", "collective", "role", "pronoun"):
        after = base + len(kept)
        if found.kind == "role":
            return (
                _named_after(masked, base, after, found)
                or _of_body(masked, base, phrase, words, cut, found, lexicon)
                or (found, after)
            )
        role = description_after(masked, after, lexicon) if found.kind in ("person", "surname") else None
        return found._replace(role=role or found.role), after
    for place, word in enumerate(words[:-1]):
        if word.lower() in lexicon.articles and fold(words[place + 1]) in titles("roles"):
            start = sum(map(len, words[:place])) + place
            stop = next(
                (
                    i
                    for i in range(place + 2, len(words))
                    if words[i].lower() in lexicon.after_source and words[i].lower() not in ("de",)
                ),
                len(words),
            )
            office = describe(" ".join(words[place:stop]), lexicon)
            after = base + start + len(" ".join(words[place:stop]))
            if office is not None and office.kind == "role":
                return _named_after(masked, base + start, after, office) or (office, after)
    for place, word in enumerate(words[:-1] if not lexicon.articles else ()):
        if place and fold(word.rstrip(".")) in titles("honorifics") and words[place + 1][0].isupper():
            # "отвечает на это госпожа Кирьянова"
            addressed = describe(" ".join(words[place:]), lexicon)
            if addressed is not None and addressed.kind in ("person", "surname"):
                return addressed, base + len(phrase)
    run = run_pattern().match(phrase)
    if run is not None and " " not in run[0] and not lexicon.articles:
        # "խոստովանեց Տկաչյանը խաղից հետո": adverbials behind a bare surname
        bare = describe(run[0], lexicon)
        if bare is not None and bare.kind == "surname":
            return bare, base + run.end()
    for match in run_pattern().finditer(phrase):
        before = phrase[: match.start()].split()
        while before and before[-1].lower().endswith(_ELIDED):
            before.pop()
        told = _told_by(match[0]) if before and before[-1].lower() in lexicon.prepositions else match[0]
        if " " in told and looks_like_person(told) >= 0.5:
            after = base + match.end()
            roles = titles("roles")
            first = next((i for i, w in enumerate(before) if fold(w) in roles), None)
            role = " ".join(before[first:]) if first is not None else None
            # "le contó a Clarín Rubén Sosa": the outlet it was told stands before the name
            name = without_ending(told, lexicon)
            return Source("person", told, name, description_after(masked, after, lexicon) or role), after
    return None
