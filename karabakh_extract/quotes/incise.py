"""Speech without marks of its own: attributions inside the quotation marks, paragraphs that open with a dash or label.

« Les portes, a répondu X, ne ferment pas. » and "— Мы готовы, — сказал X. — Но …" become pieces with the
attribution between them,
as if every piece stood in its own marks. Quotations go in, quotations come out.
"""

import re
from functools import cache

from karabakh_extract.names.lexicon import fold, is_role
from karabakh_extract.patterns import lazy
from karabakh_extract.quotes.interview import turns
from karabakh_extract.quotes.lexicon import Lexicon, known
from karabakh_extract.quotes.marks import Quotation, trim
from karabakh_extract.quotes.text import Text

_DASH_START = lazy(r"(?:^|\n\n)[—–―-] ?(?=[^\s—–-])")
_DASHED = frozenset(("ru", "uk", "fr", "es", "pt", "it", "tr", "az", "hy", "pl"))
_LONGEST = 160
_MOST_WORDS = 4
_LONGEST_NAME, _LONGEST_WORD = 40, 30
_JOINED = ("-", "’", "'", "‑")


@cache
def _pattern(code: str) -> re.Pattern[str]:
    """Return the pattern of an attribution that stands within speech."""
    lexicon = known(code)
    forms = [w for w, kinds in lexicon.forms.items() if any(k.kind not in ("according", "accorded") for k in kinds)]
    verbs = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    # what goes on with the speech and is no apposition: "…, a reconnu Takou, mais il fallait …"
    goes_on = "|".join(sorted([*lexicon.splits, *(w for w, kind in lexicon.pronouns.items() if kind != "relative")]))
    if code in ("ru", "uk", "hy"):
        # the attribution stands between dashes: "…, — сказал X. — …"
        return re.compile(rf"(?<=[,.!?…»])\s*[—–-]\s+(?:{verbs})\b[^—–\n]{{0,{_LONGEST}}}?(?:[.,:։]?\s*[—–-]\s+|$)")
    # "…, - sərnişin Sevda Quliyeva danışıb. - …": whoever speaks stands before the verb
    led = rf"|(?<=[,.!?…])\s*[—–-]\s+[^«»“”\"\n,;:—–]{{2,70}}?\s(?:{verbs})\b[.,]?(?:\s*[—–-]\s+|$)"
    helper = r"(?:(?:a|ont|avait|ha|han|hanno|había|foi|tem)\s)?"
    return re.compile(
        rf"(?:,|(?<=[!?…]))\s*(?:[—–-]\s*)?{helper}(?:{verbs})\b"
        # "poursuit-il" takes no apposition: behind its comma the speech goes on
        r"(?:(?:-t)?-\w+(?:\s[^«»\"“”\n,;.!?]{2,70})?"
        rf"|(?:\s[^«»\"“”\n,;.!?]{{2,70}})?(?:,\s(?!(?:{goes_on})\b)[^«»\"“”\n;.!?]{{2,60}}?)?)"
        r"(?:,\s|\.\s+|\.\s*[—–-]?\s*(?=$)|[.,]?\s*[—–-]\s*|$)"
        if code == "fr"
        else rf"(?:(?:\s?[—–]\s?| - ){helper}(?:{verbs})\b[^—–\n]{{0,{_LONGEST}}}?(?:(?:[—–]| - )[.,:;]?\s*|$)"
        rf"|,\s{helper}(?:{verbs})\b(?:\s[^«»\"“”\n,;.!?—–]{{2,70}})?(?:,\s|\.\s+|$))"
        + (led if lexicon.verb_last else "")
    )


def cut(text: Text, lexicon: Lexicon, headline: str | None) -> None:
    """Cut the quotations of `text` at attributions that stand inside them, and add what stands in paragraphs of
    speech dashes; leave out the names of bodies and works that stand in marks within a sentence."""
    kept = [q for q in text.quotations if not _name(text, lexicon, q)] if lexicon.code != "en" else text.quotations
    spoken = turns(text, lexicon, headline)
    text.turns = {turn.said.start: turn for turn in spoken}
    if spoken or len(kept) < len(text.quotations):
        text.remask(_over(kept, [turn.said for turn in spoken]))
    if lexicon.code not in _DASHED:
        return
    pattern = _pattern(lexicon.code)
    found: list[Quotation] = []
    changed = False
    for quotation in text.quotations:
        whole = len(quotation.parts) > 1 or quotation.start in text.turns
        pieces = [quotation] if whole else _pieces(text.body, quotation, pattern)
        changed = changed or len(pieces) > 1
        found += pieces
    dashed = _dialogue(text, pattern)
    if dashed:
        found = _over(found, dashed)
    if changed or dashed:
        text.remask(found)


def _name(text: Text, lexicon: Lexicon, quotation: Quotation) -> bool:
    """Tell whether marks hold a name: a few words with a capital and no stop, in the middle of a sentence, with no verb
    of speech before them ("Компания «Север» сообщила", "der „Zeitung“ sagte sie")."""
    body, (start, end) = text.body, quotation.parts[0]
    if len(quotation.parts) > 1 or end - start > _LONGEST_NAME or not (body[start].isupper() or body[start].isdigit()):
        return False
    if body.count(" ", start, end) >= _MOST_WORDS or any(stop in body[start:end] for stop in ".!?…,:;"):
        return False
    behind = body[quotation.end : quotation.end + 2]
    if behind[:1].isalpha() or (behind[:1] in _JOINED and behind[1:].isalpha()):
        return True  # a case ending: "«Ալիք»-ի"
    before = body[max(0, quotation.start - _LONGEST_WORD) : quotation.start]
    told = body[quotation.end : quotation.end + _LONGEST_WORD].split(maxsplit=1)[:1]
    if before.endswith((", - ", ", – ", ", — ")) and told and told[0].strip(",.") in lexicon.forms:
        # "«…», - «Ազատությանն» ասաց …": to whom it was said
        return True
    if not before.endswith(" ") or not before[:-1].rpartition(" ")[2][-1:].isalnum():
        return False
    word = before.split()[-1]
    follows = body[quotation.end : quotation.end + _LONGEST_WORD].split(maxsplit=1)[:1]
    if follows and lexicon.verb_last and follows[0].strip(",.") in lexicon.forms:
        return False
    if any(form.kind == "according" for form in lexicon.forms.get(word, ())):
        return True
    if word in lexicon.forms or word.lower() in lexicon.that:
        return bool(follows) and word in lexicon.forms and is_role(fold(follows[0].strip(",.")))
    return (behind[:1] == " " and behind[1:].isalnum()) or behind[:1] in (".", ",")


def _over(found: list[Quotation], wider: list[Quotation]) -> list[Quotation]:
    """Return the quotations with wider ones in the place of those that lie in them. Both come in order."""
    kept, place = list(wider), 0
    for quotation in found:
        while place < len(wider) and wider[place].end <= quotation.start:
            place += 1
        if place == len(wider) or quotation.end <= wider[place].start:
            kept.append(quotation)
    return sorted(kept)


def _pieces(body: str, quotation: Quotation, pattern: re.Pattern[str]) -> list[Quotation]:
    start, end = quotation.parts[0]
    match = pattern.search(body, start, end)
    if match is None or match.start() <= start or match.end() >= end:
        return [quotation]
    first = trim(body, start, match.start())
    second = trim(body, match.end(), end)
    if second[1] <= second[0]:
        return [quotation]
    return [Quotation(quotation.start, first[1], (first,)), Quotation(second[0], quotation.end, (second,))]


def _dialogue(text: Text, pattern: re.Pattern[str]) -> list[Quotation]:
    """Return the speech in paragraphs that open with a dash and hold an attribution."""
    body, found = text.body, []
    for opening in _DASH_START.finditer(body):
        start = opening.end()
        stop = body.find("\n\n", start)
        stop = stop if stop >= 0 else len(body)
        match = pattern.search(body, start, stop)
        if match is None:
            continue
        first = trim(body, start, match.start())
        if first[1] - first[0] < 3:
            continue
        found.append(Quotation(first[0], first[1], (first,)))
        second = trim(body, match.end(), stop)
        if (
            match.end() < stop
            and body[match.end() - 1] in " —–-"
            and any(d in body[match.end() - 3 : match.end()] for d in "—–-")
            and second[1] > second[0]
        ):
            found.append(Quotation(second[0], second[1], (second,)))
    return found
