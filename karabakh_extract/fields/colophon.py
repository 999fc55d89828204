"""What newspapers print under a text: the paper's name, the issue's date and page.

In: the lines below the last paragraph. Out: candidates for publisher and date, weaker than what stands above
the text, and marks that take those lines out of the body.
"""

from karabakh_extract.draft import Draft
from karabakh_extract.fields.datetimes import find_dates
from karabakh_extract.fields.own_name import declined, source_name
from karabakh_extract.fields.shape import size
from karabakh_extract.patterns import lazy

_QUOTED = lazy(r"[«“\"„]([^«»“”\"„\n]{2,40})[»”\"“]")
_ISSUE = lazy(
    r"(?P<outlet>[^\W_][^\n]{1,50}?)\.?\s?[-–—]\s?(?P<year>(?:19|20)\d\d)\.?\s?[-–—]\s?"
    r"(?:(?:№|N|No)\s?[\d()/ -]{1,12}\.?\s?[-–—]?\s?)?(?P<day>\d{1,2}\s[^\W\d_]{3,10})\.?\s?[-–—]\s?"
    r"(?:[SСCcсs]|səh|Стр|стр)\.?\s?[\d, –-]{1,9}\.?"
)
"""A library's line for a cutting: "Kaspi.- 2014.- 12 aprel.- S.24.", "Труд. – 2009. – № 4. – 12 мая. – С. 5"."""
_NUMBERED = lazy(
    r"(?:[^\W\d_]+\s){0,2}[«“\"„]?(?P<outlet>[^\W\d_][^«»“”\"„\d,№]{1,40}?)[»”\"“]?,?\s"
    r"(?:№|N[or°º]\.?|Nr\.?)\s?[\d()/ -]{1,12},?\s"
    r"(?:(?:от|від|vom|du|del|of|dated|,)\s)?(?P<date>[^,]{6,20}),?\s(?:стр|с|С|S|p|pag|pág|page|Seite)\.?\s?\d{1,3}\.?"
)
"""A paper's own line below a text: "Газета "Труд" №45 от 13.03.2020, стр. 5"."""
LINES = 3
"""Lines at the top of a text among which the line of a cutting is."""
WEIGHT = 4.5
"""Less than a line above the text says, more than a notice that names the outlet by the way."""


def read_colophon(draft: Draft, last: int) -> None:
    """Read the lines behind Block `last`, the last paragraph."""
    page = draft.page
    for n in range(max(last + 1, draft.header_end), len(page.blocks)):
        text = page.blocks[n].text
        if page.marked(n) or not text or len(text) > 120:
            continue
        if not (_issue(draft, n, text) or _numbered(draft, n, text) or _name(draft, n, text)):
            _date(draft, n, text)


def read_issue_line(draft: Draft) -> None:
    """Read a library's line for a cutting that stands above the text."""
    for n, block in enumerate(draft.page.blocks[:LINES]):
        if block.text and not draft.page.marked(n) and _issue(draft, n, block.text):
            return


def _issue(draft: Draft, n: int, text: str) -> bool:
    found = _ISSUE.fullmatch(text)
    dates = find_dates(f"{found['day']} {found['year']}") if found else []
    if found is None or not dates:
        return False
    draft.offer("publisher", found["outlet"].strip(' «»"“”'), "footer", n, found.span("outlet"), WEIGHT)
    draft.offer("dates.published", dates[0].value, "footer", n, (found.start("year"), found.end("day")), WEIGHT)
    draft.mark_field(n, 0, len(text), "publisher", "footer")
    return True


def _numbered(draft: Draft, n: int, text: str) -> bool:
    """Take "Газета "Труд" №45 от 13.03.2020, стр. 5" for the paper and its day."""
    found = _NUMBERED.fullmatch(text)
    dates = find_dates(found["date"], day_first=draft.day_first) if found else []
    if found is None or not dates:
        return False
    draft.offer("publisher", found["outlet"], "footer", n, found.span("outlet"), WEIGHT)
    draft.offer("dates.published", dates[0].value, "footer", n, found.span("date"), WEIGHT)
    draft.mark_field(n, 0, len(text), "publisher", "footer")
    return True


def _name(draft: Draft, n: int, text: str) -> bool:
    """Take "«Առավոտ» օրաթերթ" or "Yeni Müsavat" in quotation marks for the paper's name."""
    quoted = _QUOTED.search(text)
    if quoted is None or size(text) > 6:
        return False
    named = source_name(text)
    if named is None or named != quoted[1] or not (declined(named) or draft.outlets.is_outlet(named)):
        return False
    draft.offer("publisher", named, "footer", n, quoted.span(1), WEIGHT)
    draft.mark_field(n, 0, len(text), "publisher", "footer")
    return True


def _date(draft: Draft, n: int, text: str) -> None:
    """Take a date alone for the day of publication where none stands above the text."""
    found = find_dates(text, day_first=draft.day_first)
    if len(found) != 1 or found[0].start > 1 or found[0].end < len(text.rstrip(" .)")):
        return
    if any(each.weight >= WEIGHT for each in draft.candidates.by_field.get("dates.published", ())):
        return
    draft.offer("dates.published", found[0].value, "footer", n, (found[0].start, found[0].end), WEIGHT)
    draft.mark_field(n, 0, len(text), "dates.published", "footer")
