"""Where the source stands beside its verb: to the left ("X, a farmer, told"), to the right ("said X, a farmer"),
with its description.

Stretches of the masked body go in; a `Source` with its printed role, or None where no noun phrase can be made out,
comes out.
"""

import re

from karabakh_extract.names.lexicon import fold, is_role, small_words, titles
from karabakh_extract.names.mentions import run_pattern
from karabakh_extract.names.shape import looks_like_person
from karabakh_extract.names.title import split_title
from karabakh_extract.quotes.descriptions import description_after, is_description, read_description
from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.sentences import abbreviated
from karabakh_extract.quotes.source import Source, describe, trailing_run, without_article, without_ending

_INVERTED_PRONOUN = re.compile(r"^[-‑](?:t[-‑])?(\w+)")
_AUX_PRONOUN = re.compile(r"\b\w+[-‑](?:t[-‑])?(ils?|elles?|on)$")
_PHRASE_END = re.compile(r"[,.;:!?…։()«»“”\"\n\ue000]| [–—-] |[–—]")
_SPLIT = re.compile(r"[\ue000\"“”„«»]+|'' ?|, | [–—-] | -- |[–—]|\(|\)|; |: ")
_PARENTHESIS = re.compile(r" \([^()]{1,40}\)")
_FARTHEST = 320


def left_source(masked: str, start: int, end: int, lexicon: Lexicon) -> Source | None:
    """Return the source that stands before a verb at `end`, in the sentence part that begins at `start`."""
    before = masked[max(start, end - _FARTHEST) : end].rstrip()
    match = _AUX_PRONOUN.search(before, max(0, len(before) - 24)) if "-" in before[-8:] else None
    if match and lexicon.pronouns.get(match[1]):
        return describe(match[1], lexicon)
    words = _without_auxiliaries(before.split(), lexicon)
    if not words:
        return None
    if words[-1].lower() in lexicon.splits:
        return Source("ellipsis", words[-1])
    phrase = " ".join(words)
    if "(" in phrase:
        phrase = _PARENTHESIS.sub("", phrase)
    pieces = [p for p in (p.strip() for p in _SPLIT.split(phrase.rstrip(","))) if p]
    if not pieces:
        return None
    if phrase.endswith((",", ")", "–", "—")):
        return _with_apposition(pieces, lexicon)
    lead, _, last = pieces[-1].rpartition(" ")
    if lexicon.pronouns.get(last) == "relative" and lead + "".join(pieces[:-1]):
        # "X, who said" and "people who say"
        named = None if lead else trailing_run(pieces[-2])
        person = describe(pieces[-2][named:], lexicon) if named is not None else None
        if person is not None and person.kind == "person":
            return person
        return describe(_clause_subject(lead or pieces[-2], lexicon), lexicon)
    if len(pieces) > 1 and _office(pieces[-1]):
        # "Ada Poe, president and CEO of Poe Inc said"
        bearer = _bearer(pieces[-2], lexicon)
        if bearer is not None:
            return bearer._replace(role=bearer.role or pieces[-1])
    found = describe(_clause_subject(pieces[-1], lexicon), lexicon)
    if found is not None and found.kind == "common" and lexicon.verb_last:
        return _before_addressee(pieces[-1].split(), lexicon) or found
    return None if found is not None and found.kind == "relative" else found


def _before_addressee(words: list[str], lexicon: Lexicon) -> Source | None:
    """Return the name before what stands between it and its verb: "Quliyev jurnalistlərə bildirib"."""
    for size in range(len(words) - 1, max(0, len(words) - 4), -1):
        last = words[size - 1]
        if last[0].isupper() and fold(last) not in small_words("channels"):
            found = describe(" ".join(words[:size]), lexicon)
            return found if found is not None and found.kind in ("person", "surname", "organisation") else None
    return None


def _without_auxiliaries(words: list[str], lexicon: Lexicon) -> list[str]:
    """Return the words before a verb without "has", "also", "on Tuesday"; none behind a negation or a passive."""
    while words:
        bare = words[-1].lower().strip("—–-").rstrip(",")
        if bare in lexicon.negations or bare.endswith(("n't", "n’t")) or bare in lexicon.passive:
            return []
        adverb = lexicon.code == "en" and bare.endswith("ly") and len(words) > 1 and not words[-1].endswith(",")
        if bare and not adverb and bare not in lexicon.auxiliaries:
            break
        words.pop()
    while len(words) > 1 and words[-1].lower() in lexicon.adverbs:
        words.pop()
        if len(words) > 1 and words[-1].lower() in lexicon.prepositions:
            words.pop()
    return words


def _clause_subject(piece: str, lexicon: Lexicon) -> str:
    """Return the end of `piece` that can be a subject: what follows the last word that opens a clause."""
    words = piece.split()
    for place in range(1, min(6, len(words) - 2)):
        if words[place] == "who":
            return " ".join(words[:place])
    for place in range(len(words) - 2, -1, -1):
        word = words[place].lower()
        if word in lexicon.breaks and word not in lexicon.prepositions and word not in lexicon.articles:
            if word in lexicon.splits and place:
                if words[place - 1][:1].isupper() and words[place + 1][:1].isupper():
                    continue
                if is_role(fold(words[place - 1])) and any(is_role(fold(w)) for w in words[place + 1 : place + 5]):
                    continue  # "the senator and presidential candidate"
            return " ".join(words[place + 1 :])
    for place in range(len(words) - 2, 0, -1):
        if words[place].lower() in lexicon.breaks:
            rest = words[place + 1 :]
            if (all(w[0].isupper() for w in rest) and words[place].lower() in small_words("clause_prepositions")) or (
                len(rest) == 1 and rest[0].lower() in lexicon.pronouns
            ):
                return " ".join(rest)
            break
    if lexicon.code == "en" and words[0].lower() in lexicon.prepositions:
        for place in range(len(words) - 1, 0, -1):
            if words[place].lower() in lexicon.articles and words[place - 1].lower() not in lexicon.prepositions:
                return " ".join(words[place:])
        run = None
        for match in run_pattern().finditer(piece):
            run = match
        if run is not None and run.end() == len(piece):
            lead = piece[: run.start()].split()
            return (
                run[0]
                if lead and lead[-1].lower() not in lexicon.prepositions and lead[-1] not in lexicon.articles
                else piece
            )
    return piece


def _with_apposition(pieces: list[str], lexicon: Lexicon) -> Source | None:
    """Read "X, a farmer from Y," and "The mayor, X,": the name, and the other piece as its role."""
    for place in range(len(pieces) - 1, max(-1, len(pieces) - 5), -1):
        if place and is_description(pieces[place], lexicon):
            left = describe(_clause_subject(pieces[place - 1], lexicon), lexicon)
            if pieces[place].split()[0] in lexicon.articles or (
                left is not None and left.kind in ("person", "surname", "organisation")
            ):
                continue
        subject = _clause_subject(pieces[place], lexicon)
        found = describe(subject, lexicon)
        if found is None or found.kind not in ("person", "surname", "organisation"):
            continue
        described = pieces[place + 1 :]
        if place + 1 < len(pieces) and found.kind == "organisation" and not is_description(described[0], lexicon):
            continue
        if place and found.kind == "organisation":
            # "Representative Ada Poe, Republican of Ohio, said"
            bearer = _bearer(pieces[place - 1], lexicon)
            if bearer is not None:
                return bearer._replace(role=bearer.role or without_article(subject, lexicon))
        role = next((r for r in (read_description(d, lexicon) for d in described) if r), None)
        if role is None and place and found.kind == "person" and subject.split()[0] == pieces[place].split()[0]:
            lead = describe(_clause_subject(pieces[place - 1], lexicon), lexicon)
            if lead is not None and lead.kind == "role" and lead.definite:
                role = lead.role
        return found._replace(role=role or found.role)
    found = describe(_clause_subject(pieces[0], lexicon), lexicon) if len(pieces) > 1 else None
    if found is not None and len(pieces) > 1:
        bare = re.split(r" of | from ", pieces[-1])[0]
        if bare != pieces[-1] and looks_like_person(bare) >= 0.5 and " " in bare:
            return Source("person", bare, bare, found.role)
        return found
    return describe(_clause_subject(pieces[0], lexicon), lexicon) if pieces else None


def _office(piece: str) -> bool:
    """Tell whether a piece begins with a role, in lower case and without an article: "president and CEO of …"."""
    return piece[0].islower() and is_role(fold(piece.split(" ", 1)[0]))


def _bearer(piece: str, lexicon: Lexicon) -> Source | None:
    """Return the person that the piece before an apposition names in full, where the whole piece does."""
    if piece.split(" ", 1)[0].lower() in lexicon.prepositions | lexicon.breaks:
        return None
    found = describe(_clause_subject(piece, lexicon), lexicon)
    return found if found is not None and found.kind == "person" else None


def right_source(masked: str, start: int, end: int, lexicon: Lexicon) -> tuple[Source, int] | None:
    """Return the source that follows a verb that ends at `start`, and the offset behind it; None where none
    follows."""
    rest = masked[start : min(end, start + _FARTHEST)]
    match = _INVERTED_PRONOUN.match(rest)
    if match:
        found = describe(match[1], lexicon)
        return (found, start + match.end()) if found and found.kind == "pronoun" else None
    stripped = rest.lstrip(" \u00a0")
    base = start + len(rest) - len(stripped)
    stop = _PHRASE_END.search(stripped)
    phrase = stripped[: stop.start()] if stop else stripped
    while stop and stripped[stop.start()] == "." and abbreviated(stripped, stop.start()):
        stop = _PHRASE_END.search(stripped, stop.end())
        phrase = stripped[: stop.start()] if stop else stripped
    words = phrase.split(" ")
    if len(words) > 1 and any(f.kind != "according" for f in lexicon.forms.get(words[0], ())) and lexicon.code != "en":
        base += len(words[0]) + 1
        phrase = phrase[len(words[0]) + 1 :]
        words = words[1:]
    while len(words) > 1 and words[0].lower() in lexicon.adverbs and lexicon.code != "en":
        base += len(words[0]) + 1
        words = words[1:]
    phrase = " ".join(words)
    cut = next((i for i, w in enumerate(words) if i and w.lower() in lexicon.after_source), len(words))
    while lexicon.code != "en" and cut > 1 and words[cut - 1].lower() in lexicon.addressees:
        cut -= 1
    if words and words[0].lower() in lexicon.after_source and lexicon.code == "en":
        return None
    first = words[0].lower()
    bound = first in lexicon.prepositions or first in lexicon.after_source
    if lexicon.code != "en" and (cut < len(words) or (bound and first not in lexicon.articles)):
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
    if cut >= len(words) or words[cut].lower() not in small_words("role_prepositions"):
        return None
    whole = found._replace(role=without_article(phrase.strip(), lexicon))
    after = base + len(phrase.rstrip())
    named = _named_after(masked, base, after, whole)
    bare = lexicon.code == "de" and words[cut] in small_words("genitives") and len(words) == cut + 2
    return named or ((whole._replace(mention=phrase.strip()), after) if bare else None)


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
    for match in run_pattern().finditer(phrase):
        if " " in match[0] and looks_like_person(match[0]) >= 0.5:
            after = base + match.end()
            before = phrase[: match.start()].split()
            roles = titles("roles")
            first = next((i for i, w in enumerate(before) if fold(w) in roles), None)
            role = " ".join(before[first:]) if first is not None else None
            name = without_ending(match[0], lexicon)
            return Source("person", match[0], name, description_after(masked, after, lexicon) or role), after
    return None
