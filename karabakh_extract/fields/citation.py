"""The citation of a database above an article: "Tarr, Ellen. The Coast Chronicle; Saltmouth [UK]. 14 May 2021: 7."

In: a Block between the title and the text of an export. Out: candidates for authors, publisher and date, and the mark
that takes the line out of the body. ProQuest prints it so, with initials and several authors parted by semicolons.
"""

from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import PERSON
from karabakh_extract.fields.datetimes import find_dates
from karabakh_extract.names import looks_like_person
from karabakh_extract.patterns import lazy

_PERSON = r"[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?, [^\W\d_][^\s,;:]*(?: [^\s,;:]+)?"
_CITATION = lazy(
    rf"(?:(?P<names>{_PERSON}(?:; ?{_PERSON})*)\.\s+)?(?P<outlet>[^;:\[\]\n]{{3,80}}?)"
    r"(?:;[^\[\]\n]{0,60})?(?:\s*\[[^\]\n]{0,80}\])?[.,]\s+(?P<date>[^\n]{4,60}?):\s*[\w., +-]{0,20}"
)
LONGEST = 300


def read_citation(draft: Draft, n: int) -> bool:
    """Read a Block as a citation; false where it is none: its date, and the place of the page after it, tell."""
    text = draft.page.blocks[n].text
    found = _CITATION.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        return False
    dates = find_dates(found["date"])
    if not dates or dates[0].start:
        return False
    names = found["names"] or ""
    persons = [" ".join(reversed([part.strip() for part in name.split(",", 1)])) for name in names.split(";") if name]
    if any(looks_like_person(name) < PERSON for name in persons):
        return False
    for place, name in enumerate(persons):
        draft.offer("authors", name, "label", n, found.span("names"), 9 - 0.01 * place)
    draft.offer("publisher", found["outlet"].strip(), "label", n, found.span("outlet"), 8)
    draft.offer("dates.published", dates[0].value, "label", n, found.span("date"), 8)
    draft.mark_field(n, 0, len(text), "publisher", "label")
    return True
