"""The brackets that end a text and say whose it is: "… (APA, red, 12.8.2021)", "… (Manfred Eder, 3.5.2021)".

In: the Blocks behind the header. Out: a credit's mark on the brackets, and candidates for the first publisher and the
authors. A line of its own, or an agency without brackets, is read elsewhere.
"""

from karabakh_extract.draft import Draft
from karabakh_extract.fields.outlets import known
from karabakh_extract.fields.signature import AGENCY, SIGNED
from karabakh_extract.names import looks_like_person
from karabakh_extract.page.marks import Mark
from karabakh_extract.patterns import lazy

_CLOSING = lazy(r"(?<=[.!?…»”\"'])\s\(([^()]{2,60})\)$")
_PART = lazy(r"[^\s,;/+&](?:[^,;/+&]*[^\s,;/+&])?")
_DAY = lazy(r"\d{1,2}\.\s?\d{1,2}\.(?:\d{2,4})?")
_INITIAL = lazy(r"[^\W\d_A-Z]{2,4}\.?|red|dpa-\w+|lnw|lby|lsw")


def take_closing_agency(draft: Draft) -> None:
    """Take the agencies, initials and date in brackets that end a text ("… (APA, red, 12.8.2021)"): the agency's text
    was first, a person among them wrote it.
    """
    page = draft.page
    for n in range(len(page.blocks) - 1, draft.header_end, -1):
        text = page.blocks[n].text
        if not page.marked(n) and text.endswith(")") and (found := _CLOSING.search(text)):
            parts = [(part[0], found.start(1) + part.start()) for part in _PART.finditer(found[1])]
            if _close(draft, n, parts):
                page.mark(
                    n, Mark(found.start() + 1, len(text), "removed", "credit", "closing-agency", None, page.new_group())
                )
                return


def _close(draft: Draft, n: int, parts: list[tuple[str, int]]) -> bool:
    """Offer what the brackets at a text's end name; false where they hold anything but agencies, people and days."""
    agencies = [(part, at) for part, at in parts if (outlet := known(part)) and outlet.agency]
    dated = any(_DAY.fullmatch(part) for part, _ in parts)
    rest = [each for each in parts if each not in agencies and not _DAY.fullmatch(each[0])]
    people = [each for each in rest if looks_like_person(each[0]) >= SIGNED]
    initials = all(_INITIAL.fullmatch(each[0]) for each in rest if each not in people)
    if not initials or (people and not dated) or not (agencies or people):
        return False
    for field, found, weight in (("original_publisher", agencies, AGENCY), ("authors", people, 4.0)):
        for part, at in found:
            draft.offer(field, part, "footer", n, (at, at + len(part)), weight)
    return True
