"""The source of a statement as it is printed: a noun phrase beside a reporting verb goes in, what it says about its
speaker comes out.

"Its finance director, Maia Tsereteli," is a person with a role; "the ministry" a body to be looked up; "she" a
pronoun; "two traders
in Yerevan" people without a name. Nothing is resolved here.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from karabakh_extract.names.lexicon import (
    fold,
    is_role,
    organisation_words,
    small_words,
    surname_ending,
    title_words,
    titles,
)
from karabakh_extract.names.mentions import from_given, joined_runs
from karabakh_extract.names.shape import known_given, looks_like_organisation, looks_like_person
from karabakh_extract.names.title import split_title
from karabakh_extract.quotes.lexicon import Lexicon, known

SourceKind = Literal[
    "person", "surname", "organisation", "collective", "role", "common", "pronoun", "relative", "ellipsis", "guess"
]
_LONGEST = 24
_SHORT_OPENER = 3
_ROLE_FIRST = frozenset(("ru", "uk", "fr", "es", "it", "pt", "pl"))
_BODY_FIRST = frozenset(("fr", "de", "es", "it", "pt", "pl"))
_ROLE_LAST = frozenset(("en", "de", "tr", "az", "hy"))


class Source(NamedTuple):
    """Who speaks, as printed. `word` is the pronoun's class or the head noun; `definite` "the ministry" against "a
    ministry"; a "guess" is a single capitalised word, a speaker only where the article names a person so."""

    kind: SourceKind
    mention: str
    name: str | None = None
    role: str | None = None
    word: str = ""
    definite: bool = False


def trailing_run(phrase: str) -> int | None:
    """Return where the run of capitalised words (with "of", "for", "and" between) begins that ends `phrase`, if one
    does."""
    runs = joined_runs(phrase)
    return runs[-1][0] if runs and runs[-1][1] == len(phrase) else None


def without_article(phrase: str, lexicon: Lexicon) -> str:
    """Return `phrase` without an article or possessive before it."""
    if lexicon.elided and phrase.lower().startswith(lexicon.elided):
        return phrase[phrase.replace("’", "'").index("'") + 1 :]
    first, _, rest = phrase.partition(" ")
    if rest and (first.lower() in lexicon.articles or first.lower() in lexicon.possessives):
        return rest
    return phrase


def without_ending(name: str, lexicon: Lexicon) -> str:
    """Return a name without the article or case ending that its language hangs on it."""
    for mark in lexicon.cases:
        head, _, ending = name.rpartition(mark)
        if head and ending.islower():
            return head
    bare = next((name.removesuffix(e) for e in lexicon.endings if name.endswith(e)), name)
    # the "ն" of "Գասպարյան" is the surname's own
    return name if bare != name and surname_ending(_last(name)) and not surname_ending(_last(bare)) else bare


def _last(name: str) -> str:
    return fold(name.rpartition(" ")[2])


def describe(phrase: str, lexicon: Lexicon) -> Source | None:
    """Return what a noun phrase (without appositions) says about a speaker, or None where it can be none."""
    return _described(phrase, lexicon.code)


# the same few people speak all through an article, and through the articles of a day
@lru_cache(maxsize=4096)
def _described(phrase: str, language: str) -> Source | None:
    lexicon = known(language)
    phrase = phrase.strip(" \n\t—–-()\"'“”‘’*:;,")
    words = phrase.split()
    while len(words) > 1 and words[0].lower() in lexicon.leads:
        words.pop(0)
        phrase = phrase.split(" ", 1)[1]
    if not words or len(words) > _LONGEST:
        return None
    last = words[-1].lower().rstrip(".")
    pronoun = lexicon.pronouns.get(last)
    if pronoun is not None:
        return (
            None
            if pronoun == "first"
            else Source("relative" if pronoun == "relative" else "pronoun", words[-1], word=pronoun)
        )
    if (
        last in lexicon.nobody
        or words[0].lower() in lexicon.nobody
        or last in lexicon.possessives
        or last in lexicon.negations
    ):
        return None
    if last in lexicon.articles or last in lexicon.prepositions or last in lexicon.that:
        return None
    run = trailing_run(phrase)
    if run is not None:
        named = _named(phrase, run, lexicon)
        if named is not None:
            return named
    return _common(phrase, words, lexicon)


def _named(phrase: str, start: int, lexicon: Lexicon) -> Source | None:
    run = phrase[start:]
    before = phrase[:start].split()
    bound = any(w.lower() in lexicon.prepositions for w in before)
    article = bool(before) and before[-1].lower() in lexicon.articles
    if lexicon.code == "de" and len(before) > 1 and before[-1].lower() in small_words("genitives"):
        return None
    while before and before[-1].lower() in lexicon.articles:
        before.pop()
    # Portuguese "a", an article and a preposition, may have been all there was
    bound = bound and bool(before)
    first, _, rest = run.partition(" ")
    if lexicon.code == "de":
        owned = _owned(run.split())
        if owned and (bound or any(is_role(fold(word)) for word in owned)):
            # "Fischer an beiden Ufern des Sees", "Sprecher des Ministeriums"
            return None
        if owned and owned[0].lower() not in lexicon.articles and not known_given(owned[0]):
            return Source("organisation", phrase, run, word=fold(run.split()[-1]))
    if rest and (
        first.lower() in lexicon.articles or first.lower() in lexicon.breaks or first.lower() in lexicon.adverbs
    ):
        run = rest
        article = article or first.lower() in lexicon.articles
    first, _, rest = run.partition(" ")
    if rest and lexicon.code in _BODY_FIRST and fold(first) in organisation_words("collectives"):
        behind = rest.split()
        if not any(map(known_given, behind)) and (len(behind) > 1 or not is_role(fold(first))):
            # "Polícia Militar Ambiental", "Kantonspolizei St. Gallen"
            return Source("organisation", phrase, run, word=fold(run.split()[-1]))
    name, title = split_title(run)
    name = without_ending(_without_addressee(name, lexicon), lexicon)
    if from_given(name) != name:
        size = len(name) - len(from_given(name))
        if title is None:
            before.append(name[:size].strip())
        title = f"{title} {name[:size].strip()}" if title else None
        name = name[size:]
    first, _, rest = name.partition(" ")
    while rest and len(first) > 1 and first.isupper() and lexicon.code in _ROLE_FIRST:
        # "главы МЧС Марины Тереховой"
        before.append(first)
        name, (first, _, rest) = rest, rest.partition(" ")
    person = looks_like_person(name)
    if (
        bound
        and not article
        and " " not in name
        and before[0].lower() in lexicon.prepositions
        and before[-1].lower() not in lexicon.prepositions
        and len(before) <= _SHORT_OPENER
    ):
        # "В ответ Корф пообещала": an opener before the subject, where the article knows the name
        return Source("guess", name, name)
    if bound and (" " not in name or before[-1].lower() in lexicon.prepositions):
        return None
    part = re.match(r"(.+?) (?:of|from) ", run)
    if part and looks_like_person(part[1]) >= 0.5 and " " in part[1]:
        name, person = part[1], looks_like_person(part[1])
    lead = _role_words(" ".join(before), lexicon)
    role = " ".join(x for x in (lead, title) if x) or None
    if " " in name and person >= 0.5 and (" of " not in name):
        mention = phrase if lexicon.code in _ROLE_LAST else phrase[max(0, phrase.find(role)) if role else start :]
        return Source("person", mention, name, role)
    if before and " " not in name and lead is None and lexicon.nouns.get(before[-1].lower()):
        # "розповіла жінка Суспільному": whom it was told stands behind
        return _common(" ".join(before), before, lexicon)
    if looks_like_organisation(run) >= 0.6 or " of " in run or " for " in run:
        return Source("organisation", phrase, run, word=fold(run.split()[-1]))
    if " " not in run and not before and fold(run) in organisation_words("function_words"):
        return None
    # "Forscher": German sets every noun with a capital
    plain = lexicon.code == "de" and fold(name) not in titles("also_names")
    if is_role(fold(run.split()[-1])) and " " not in name and (article or before or plain or not lexicon.articles):
        definite = phrase.split(" ", 1)[0].lower() in lexicon.definite or not lexicon.articles
        return Source("role", phrase, None, without_article(phrase, lexicon), fold(run.split()[-1]), definite)
    if " " in name:
        return Source("person" if person >= 0.3 else "organisation", phrase, name, role, fold(name.split()[-1]))
    if not before and not role and fold(name) in organisation_words("groups"):
        return Source("common", phrase, word=fold(name))
    if not before and not role and fold(name) in organisation_words("collectives"):
        return Source("collective", phrase, name, None, fold(name))
    return Source("surname", phrase, name, role)


def _without_addressee(name: str, lexicon: Lexicon) -> str:
    """Return a name without the outlet in its case that stands behind it: "Elçin Quliyev Trend-ə"."""
    person, _, last = name.rpartition(" ")
    return person if " " in person and last.rpartition("-")[2] in lexicon.via_endings and "-" in last else name


def _owned(words: list[str]) -> list[str]:
    """Return the words before a genitive ("Rat der Stadt"), which makes a run of capitals no person; none where no noun
    stands before it ("Ursula von der Leyen")."""
    genitives = small_words("genitives")
    place = next((i for i, word in enumerate(words) if i and word in genitives and words[i - 1][0].isupper()), 0)
    return words[:place]


def _role_words(before: str, lexicon: Lexicon) -> str | None:
    """Return the words before a name as far as they hold a role ("union chairman"), else None ("campaign group")."""
    before = without_article(before.strip(" ,"), lexicon)
    words = before.split()
    roles = title_words()
    places = [i for i, w in enumerate(words) if _is_role(w, roles)]
    if not places:
        return None
    if lexicon.code in _ROLE_LAST:
        # "Taşı gölde bulan çoban": the clause before the role is none of it
        clause = [i for i, w in enumerate(words[:-1]) if w[0].islower() and w.endswith(lexicon.participles)]
        return " ".join(words[clause[-1] + 1 :] if clause and lexicon.participles else words)
    return " ".join(words[places[0] :])


def _is_role(word: str, roles: frozenset[str]) -> bool:
    folded = fold(word.strip(".,"))
    return folded in roles or folded.rpartition("-")[2] in roles


def _common(phrase: str, words: list[str], lexicon: Lexicon) -> Source | None:
    lowered = [w.lower().strip(",.") for w in words]
    counted = len(words) > 1 and (lowered[1][:1].isdigit() or lowered[1] in lexicon.numbers)  # "About four in 10"
    if lowered[0] in lexicon.prepositions and lexicon.code == "en" and not counted:
        return None
    definite = (
        lowered[0] in lexicon.definite or lowered[0] in lexicon.possessives or lowered[0].startswith(("l'", "l’"))
    )
    definite = definite or not lexicon.articles
    core = without_article(phrase, lexicon)
    if definite and len(core.split()) == 1 and (letter := lexicon.nouns.get(core.lower())):
        # "la mujer", "розповіла жінка"
        return Source("pronoun", phrase, word=letter)
    folded = [fold(w.strip(",.")) for w in core.split()]
    end = next((i for i, w in enumerate(folded) if i and (w in lexicon.prepositions or w == "who")), len(folded))
    bodies = organisation_words("collectives")
    heads = folded[end - 1 : end] if lexicon.code in ("en", "tr", "az", "hy") else folded[:end]
    for head in heads:
        if is_role(head):
            return Source("role", phrase, None, core, head, definite)
        if head in bodies or looks_like_organisation(head.capitalize()) >= 0.8:
            modified = any(w[0].isupper() for w in core.split()) or end < len(folded) or len(folded) > 1
            return Source("collective", phrase, without_ending(core, lexicon), None, head, definite and not modified)
    return Source("common", phrase, word=heads[-1] if heads else "", definite=definite)
