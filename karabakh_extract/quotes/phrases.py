"""The source before its verb, with its description: "X, a farmer, told", "The mayor, X, who said".

Stretches of the masked body go in; a `Source` with its printed role, or None where no noun phrase can be made out,
comes out.
"""

import re

from karabakh_extract.names.lexicon import fold, is_role, small_words, surname_ending
from karabakh_extract.names.mentions import run_pattern
from karabakh_extract.names.shape import looks_like_person
from karabakh_extract.patterns import lazy
from karabakh_extract.quotes.descriptions import is_description, read_description
from karabakh_extract.quotes.lexicon import Lexicon
from karabakh_extract.quotes.source import Source, describe, trailing_run, without_article, without_ending

_AUX_PRONOUN = lazy(r"\b\w+[-‑](?:t[-‑])?(ils?|elles?|on)$")
# one class of characters first: the search for it runs at the speed of C
_SPLIT = lazy("[\ue000\"“”„«»–—(),;:'-](?:(?<=[\ue000\"“”„«»–—()])|(?<=[,;:])(?= )|(?<=')'|(?<= -)-?(?= ))")
_MARKS = lazy('[«»“”„"]')
_PARENTHESIS = lazy(r" \([^()]{1,40}\)")
_CLOSING = ("»", "“", "”", '"')
_FARTHEST = 320
_MOST_BETWEEN = 9
_ASIDES = ("—", "–", "-", "--")


def left_source(masked: str, start: int, end: int, lexicon: Lexicon) -> Source | None:
    """Return the source that stands before a verb at `end`, in the sentence part that begins at `start`."""
    before = masked[max(start, end - _FARTHEST) : end].rstrip()
    match = _AUX_PRONOUN.search(before, max(0, len(before) - 24)) if "-" in before[-8:] else None
    if match and lexicon.pronouns.get(match[1]):
        return describe(match[1], lexicon)
    words = _without_auxiliaries(before.split(), lexicon)
    if not words:
        return None
    if lexicon.code == "en" and before.endswith(", who"):
        bearer = _last_person(" ".join(words), lexicon)
        if bearer is not None:
            return bearer
    if words[-1].lower() in lexicon.splits:
        return Source("ellipsis", words[-1])
    phrase = " ".join(words)
    letters = "".join(words)
    if letters.isalnum():
        pieces = [phrase]
    else:
        if letters.replace(",", "").isalnum():
            # the commonest by far, and a search of its own takes longer
            pieces = [p for p in phrase.rstrip(",").split(", ") if p]
        else:
            phrase = _PARENTHESIS.sub("", phrase) if "(" in phrase else phrase
            pieces = [p for p in map(str.strip, _SPLIT.split(phrase.rstrip(","))) if p]
        if not pieces:
            return None
        if phrase.endswith((",", ")", "–", "—")):
            return _with_apposition(pieces, lexicon)
    if len(pieces) > 1 and lexicon.verb_last:
        opener = phrase.rpartition(", ")[0].rpartition(" ")[2].lower()
        if lexicon.pronouns.get(opener):
            # "deyə o, "Kənd Səsi"nə söyləyib": behind the comma stands whom it was told
            return describe(opener, lexicon)
    lead, _, last = pieces[-1].rpartition(" ")
    if lexicon.pronouns.get(last) == "relative" and lead + "".join(pieces[:-1]):
        # "X, who said" and "people who say"
        named = None if lead else trailing_run(pieces[-2])
        person = describe(pieces[-2][named:], lexicon) if named is not None else None
        if person is not None and person.kind == "person":
            return person
        return describe(_clause_subject(lead or pieces[-2], lexicon), lexicon)
    if len(pieces) > 1 and lexicon.code != "en" and phrase.endswith(_CLOSING):
        # "Представитель компании «Гортранс»": who belongs to a body whose name stands in marks
        holder = describe(_clause_subject(pieces[-2], lexicon), lexicon)
        if holder is not None and holder.kind == "role":
            return holder
    if len(pieces) > 1 and _office(pieces[-1]):
        # "Ada Poe, president and CEO of Poe Inc said"
        bearer = _bearer(pieces[-2], lexicon)
        if bearer is not None:
            return bearer._replace(role=bearer.role or pieces[-1])
    found = describe(_clause_subject(pieces[-1], lexicon), lexicon)
    if found is not None and found.kind == "common" and (lexicon.verb_last or not lexicon.articles):
        return _before_addressee(_MARKS.sub(" ", phrase).split(), lexicon) or found
    return None if found is not None and found.kind == "relative" else found


def _last_person(phrase: str, lexicon: Lexicon) -> Source | None:
    """Return the person that a phrase ends with, in front of ", who said"."""
    phrase = phrase.rstrip(",")
    run = trailing_run(phrase)
    found = describe(phrase[run:], lexicon) if run is not None else None
    return found if found is not None and found.kind == "person" else None


def _before_addressee(words: list[str], lexicon: Lexicon) -> Source | None:
    """Return the name before what stands between it and its verb: "Quliyev jurnalistlərə bildirib"."""
    for size in range(len(words) - 1, max(0, len(words) - _MOST_BETWEEN), -1):
        last = words[size - 1]
        if last[0].isupper() and fold(last) not in small_words("channels"):
            found = describe(" ".join(words[:size]), lexicon)
            if found is not None and found.kind == "person":
                return _shorter(found, lexicon)
            if found is not None and found.kind in ("surname", "organisation") and size > len(words) - 4:
                return found
    return None


def _shorter(person: Source, lexicon: Lexicon) -> Source:
    """Return a person without a name that stands behind the surname: "Lütfi Fərəcov Delta radiosuna"."""
    words = (person.name or "").split()
    if len(words) < 3 or not (lexicon.verb_last or lexicon.endings):
        return person
    surname = without_ending(words[1], lexicon)
    ending = surname_ending(fold(surname))
    if surname == words[1] and not (ending is not None and ending.sure):
        return person
    name = f"{words[0]} {surname}"
    return person._replace(name=name, mention=person.mention[: person.mention.find(words[1]) + len(words[1])])


def _without_auxiliaries(words: list[str], lexicon: Lexicon) -> list[str]:
    """Return the words before a verb without "has", "also", "on Tuesday"; none behind a negation or a passive."""
    last = words[-1] if words else ""
    if last.isalpha():
        # most often a name or a noun stands there
        lowered = last.lower()
        if lowered not in lexicon.helpers and not lowered.endswith("ly"):
            return _without_adverbs(words, lowered, lexicon)
    closed = False
    while words:
        bare = words[-1].lower().strip("—–-").rstrip(",")
        month = words[-1][0] == "M" and len(words) > 1  # "since May": no "may"
        if (bare in lexicon.negations and not month) or bare.endswith(("n't", "n’t")) or bare in lexicon.passive:
            return []
        adverb = lexicon.code == "en" and bare.endswith("ly") and len(words) > 1 and not words[-1].endswith(",")
        if bare and not adverb and bare not in lexicon.auxiliaries:
            break
        # what closes an aside outlasts its last word: "X, who met him repeatedly, said", "X -- the mayor -- said"
        last = words.pop()
        closed = closed or (bool(bare) and last.endswith(",")) or (last in _ASIDES and last in words)
    if closed and words and not words[-1].endswith(","):
        words[-1] += ","
    return _without_adverbs(words, words[-1].lower(), lexicon) if words else words


def _without_adverbs(words: list[str], last: str, lexicon: Lexicon) -> list[str]:
    """Return words, of which `last` is the last in lower case, without the adverbs at their end."""
    while last in lexicon.adverbs and len(words) > 1:
        words.pop()
        if len(words) > 1 and words[-1].lower() in lexicon.prepositions:
            words.pop()
        last = words[-1].lower()
    return words


def _clause_subject(piece: str, lexicon: Lexicon) -> str:
    """Return the end of `piece` that can be a subject: what follows the last word that opens a clause."""
    if " " not in piece:
        return piece
    words = piece.split()
    lowered = piece.lower().split()
    if "who" in words or "that" in words:
        for place in range(1, min(6, len(words) - 2)):
            if words[place] == "who" or (words[place] == "that" and words[place + 1] in lexicon.finite):
                return " ".join(words[:place])
    for place in range(len(words) - 2, -1, -1) if not lexicon.openings.isdisjoint(lowered) else ():
        if lowered[place] in lexicon.openings:
            if lowered[place] in lexicon.splits and place:
                if words[place - 1][:1].isupper() and words[place + 1][:1].isupper():
                    continue
                if words[place - 1][:1].isupper() and _goes_on(words[place + 1 :], lexicon):
                    continue  # "Instituto da Natureza e das Florestas"
                if is_role(fold(words[place - 1])) and any(is_role(fold(w)) for w in words[place + 1 : place + 5]):
                    continue  # "the senator and presidential candidate"
            return " ".join(words[place + 1 :])
    for place in range(len(words) - 2, 0, -1) if not lexicon.breaks.isdisjoint(lowered) else ():
        if lowered[place] in lexicon.breaks:
            rest = words[place + 1 :]
            if (lowered[place] in small_words("clause_prepositions") and all(w[0].isupper() for w in rest)) or (
                len(rest) == 1 and lowered[-1] in lexicon.pronouns
            ):
                return " ".join(rest)
            break
    if lexicon.code == "en" and lowered[0] in lexicon.prepositions:
        for place in range(len(words) - 1, 0, -1):
            if lowered[place] in lexicon.articles and lowered[place - 1] not in lexicon.prepositions:
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


def _goes_on(words: list[str], lexicon: Lexicon) -> bool:
    """Tell whether a name goes on behind its "and" with another "of the"."""
    first = words[0].lower()
    return len(words) > 1 and first[0] == "d" and first in lexicon.prepositions and words[1][:1].isupper()


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
