"""The dateline: place, date and agency before the first sentence ("POTI, Georgia, March 14 (Reuters) -").

In: the first paragraphs of the text, where a dateline stands and stays. Out: candidates for the agency as publisher or
first publisher, and for the date where the dateline prints its year.
"""

import re

from karabakh_extract.draft import Draft
from karabakh_extract.fields.datetimes import find_dates
from karabakh_extract.fields.labels import label_at_start
from karabakh_extract.fields.outlets import known, named_in, written_for
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.shape import ends_sentence, is_prose, size
from karabakh_extract.patterns import lazy

_DATELINES = (
    lazy(r"\(([^()\n]{2,40})\)\s*(?:[-–—]|--)"),
    lazy(r"[^!?\n]{2,100}?\s*(?:\(([^()\n]{2,40})\)|/([^/\n]{2,40})/)\s*(?:[-–—:.,]|--)"),
    lazy(r"[^.!?\n]{2,90}?,\s*([^\s,.;:–—-]{2,20}(?: [^\s,.;:–—-]{2,20}){0,2})\s*(?:[./:–—-]|--|$)"),
    lazy(
        r"[^!?\n,]{2,60}?\.\s+\d{1,2}\s[^\W\d_]{3,12}\.\s+([^\s,;:()–—.]{2,24}(?:\.[^\s,;:()–—.]{2,4})?)(?:\s+[–—-]\s|\.\s)"
    ),
    lazy(r"[^\n]{2,80}?,\s*([^\W\d_][^\s,.;:]{2,20})\.\s"),
    lazy(r"[^!?\n]{2,80}?\(([^()\n]{2,20})\)\s+(?=[^\W\d_a-z])"),
    lazy(r"[^!?\n]{2,60}?\s[—–-]\s([^\s,.;:]{2,20}(?: [^\s,.;:]{2,20}){0,2})[.,]\s"),
    lazy(r"([^\s,;:()–—]{2,20}(?: [^\s,.;:()–—]{2,20}){0,2}?)(?:,\s[^.\n]{3,20})?\s?[.—–-]\s"),
)
"""Where a dateline prints its agency: in brackets or strokes, after the last comma before a dash, behind place and
date with full stops ("Москва. 22 июня. INTERFAX.RU -"), before a full stop, behind brackets without a dash,
behind the dash, or first of all."""
LONGEST_ISSUER = 14
"""Words of the name of whoever issued a press release."""
IN_BRACKETS = 2
"""So many of them, the first, need a bracket or a stroke."""
_OWN_LINE = lazy(r"[^\W\d_][^\d:«»\n]{1,30}?\s?[:–—-]\s*[«“\"]([^«»“”\"\n]{2,40})[»”\"]\s*(?::|$)")
"""Place and outlet in quotation marks, before the text or on a line of their own, as Arab newspapers print them."""
_BAR = lazy(r"[^\W\d_a-zà-ÿ]{3,}[^|\n.]{0,30}?\s([^\s|]{2,20}(?: [^\s|]{2,20})?)\s\|\s")
"""Place in capitals and the paper before a bar: "DANGAST taz | Wer am Montag"."""
_BRACKETED = lazy(r"[^\W\d_][^()\n]{1,40}\(([^();,\n]{6,60})[;,)]")
"""Whom the story was written for: "Nablus (Special to Informed Comment; Feature) -"."""
_STROKES = lazy(r"[^\W\d_]{3,20}/(\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d))/([^\W\d_][\w.]{2,20}):\s")
"""Place, date and agency between strokes: "Bakı/05.03.21/Turan:"."""
_CITY = lazy(r"\([^()\n]{3,60}\)\s*[–—-]\s")
_PLACE_HEAD = lazy(r"[^\W\d_a-zа-яёà-ÿ][^.!?\d]{1,40}[,.]?\s*$")
_DATELINE_END = lazy(r"\s*(?:[-–—]|\(|/|[.:]\s|,?\s*[^\W\d_]{2,20}\s*[-–—:/.])")


def read_dateline(draft: Draft) -> None:
    """Offer the agency of a dateline ("(Reuters) -", "AZERTAC", "/PRNewswire/ --"), and its date where it prints a
    year.
    """
    page = draft.page
    _release(draft)
    looked = 0
    for n in range(min(draft.header_end, len(page.blocks))):
        if not page.marked(n) and len(page.blocks[n].text) < 80 and _own_line(draft, n, page.blocks[n].text):
            break
    for n in range(max(draft.header_end, 0), len(page.blocks)):
        if page.marked(n) or not page.blocks[n].text:
            continue
        text = page.blocks[n].text[:140]
        _dateline_date(draft, n, text)
        if _own_line(draft, n, text) or _strokes(draft, n, text):
            return
        bracketed = "(" in text or "/" in text
        for n_th, pattern in enumerate(_DATELINES):
            if n_th < IN_BRACKETS and not bracketed:
                continue
            found = pattern.match(text)
            if found and found.lastindex and _agency(draft, n, found, n_th < IN_BRACKETS):
                return
        looked += 1
        if looked >= 3:
            return


def _agency(draft: Draft, n: int, found: re.Match[str], bracketed: bool) -> bool:
    """Offer the agency of a dateline; false where the words in its place are none."""
    place = found.lastindex or 0
    name = re.split(r"[/,]", found.group(place))[0].strip()
    span = (found.start(place), found.start(place) + len(name))
    outlet = known(name)
    if outlet is None and bracketed and _named_below(draft, n, name):
        draft.offer("original_publisher", name, "dateline", n, span, 3)
        return True
    if outlet is not None and (name.isupper() or bracketed) and not (outlet.agency or outlet.wire):
        # in brackets stands whose story it is, before a dash the paper's own name ("DUVAR - ")
        field, weight = ("original_publisher", 3.0) if bracketed else ("publisher", 2.3)
        draft.offer(field, name, "dateline", n, span, weight)
        return True
    if outlet is None or not (outlet.agency or outlet.wire):
        return False
    if outlet.wire:
        draft.offer("publisher", outlet.name, "dateline", n, span, 8.5)
        _press_release(draft)
    else:
        draft.offer("original_publisher", name, "dateline", n, span, 5)
    return True


def _own_line(draft: Draft, n: int, text: str) -> bool:
    """Offer the outlet of "القاهرة – «القدس العربي»:", whose own correspondent reports from the place."""
    found = _BRACKETED.match(text)
    if found and (name := written_for(found[1])):
        end = found.end(1)
        draft.offer("publisher", name, "dateline", n, (end - len(name), end), 3)
        return True
    found = _OWN_LINE.match(text) or _BAR.match(text)
    outlet = known(found[1]) if found else None
    if found is None or outlet is None:
        return False
    field = "original_publisher" if outlet.agency else "publisher"
    draft.offer(field, found[1], "dateline", n, found.span(1), 5)
    return True


def _strokes(draft: Draft, n: int, text: str) -> bool:
    """Offer agency and date of a dateline between strokes."""
    found = _STROKES.match(text)
    if found is None or known(found[2]) is None:
        return False
    draft.offer("original_publisher", found[2], "dateline", n, found.span(2), 5)
    for date in find_dates(found[1])[:1]:
        draft.offer("dates.published", date.value, "dateline", n, found.span(1), 5)
    return True


def _release(draft: Draft) -> None:
    """Offer the organisation that "(Johannesburg) – …, Human Rights Watch said today" names: it put the text out."""
    for n in range(max(draft.header_end, 0), len(draft.page.blocks)):
        text = draft.page.blocks[n].text
        if not text or draft.page.marked(n) or not is_prose(text):
            continue
        if _CITY.match(text):
            for start, end, name in named_in(text[:1500]):
                draft.offer("publisher", name, "dateline", n, (start, end), 2)
        return


def _press_release(draft: Draft) -> None:
    """On a wire's page the SOURCE line names who wrote the release, not who published it first."""
    blocks = draft.page.blocks
    for n in range(draft.header_end, len(blocks) - 1):
        label = label_at_start(fold(blocks[n].text))
        if label and label.field == "source" and label.end >= len(blocks[n].text):
            # "SOURCE", and whose release it is on the line below
            name = blocks[n + 1].text
            if name and not ends_sentence(name) and size(name) <= LONGEST_ISSUER:
                draft.offer("authors", name, "notice", n + 1, (0, len(name)), 6)
    told = draft.candidates.by_field.get("original_publisher", [])
    for candidate in [c for c in told if c.origin in ("notice", "label")]:
        told.remove(candidate)
        before = draft.page.blocks[candidate.block].text[: candidate.start].strip(" :").lower()
        if before == "source" or candidate.origin == "label":
            draft.offer("authors", candidate.value, "notice", candidate.block, (candidate.start, candidate.end), 6)


def _named_below(draft: Draft, n: int, name: str) -> bool:
    """Whether a name that stands where datelines print agencies is named again by a notice of the same article."""
    if len(name) < 3 or not name[:1].isupper():
        return False
    return any(name in draft.page.blocks[c.block].text[c.start : c.end] for c in draft.claims if c.block > n)


def _dateline_date(draft: Draft, n: int, text: str) -> None:
    """Offer the date of a dateline: place, date, then an agency or a dash, before the first sentence."""
    for found in find_dates(text[:90])[:1]:
        after = text[found.end : found.end + 40]
        if _PLACE_HEAD.match(text[: found.start]) and _DATELINE_END.match(after):
            draft.offer("dates.published", found.value, "dateline", n, (found.start, found.end), 5)
