"""The site behind a flattened page: whose name its title ends with, and which names around the text are none.

In: a flattened page whose header has been read. Out: a candidate for `publisher` from the end of the first line, the
page's title ("Headline | Section | Site"); and fewer candidates: between a menu and a text stand buttons, captions and
holders of rights in pictures that read like an outlet's name elsewhere.
"""

from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import PERSON
from karabakh_extract.fields.candidates import Candidate
from karabakh_extract.fields.datetimes import find_dates
from karabakh_extract.fields.hosts import host_of
from karabakh_extract.fields.labels import byline_lead
from karabakh_extract.fields.lexicon import is_generic, is_outlet_name, is_section
from karabakh_extract.fields.outlets import squeezed
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.titled import SITE_WORDS, Titled, title_parts
from karabakh_extract.names import looks_like_person
from karabakh_extract.patterns import lazy

PARTS = 3
"""Parts at the end of a title that are looked at: a date or a writer may stand behind the site's name."""
AROUND = 24
"""Characters that a line has at most beside twice a site's name when it names the site, as its logo or footer do: the
end of a headline comes again with the headline."""
SITE = 8.5
"""Weight of a title's site: more than a line above the text that an outlet's name opens."""
SHORT = 3
"""Letters and digits from which a name is looked for again on the page."""
_YEAR = lazy(r"(?:19|20)\d\d")


def read_site(draft: Draft, titled: Titled | None) -> None:
    """Offer the name with which the title ends, and take back names that only stand where outlets' names do."""
    found = draft.candidates.by_field.get("publisher", [])
    found[:] = [candidate for candidate in found if not _is_doubtful(draft, candidate)]
    first = draft.page.blocks[0].text
    parts = title_parts(first)
    for start, end in parts[::-1][:PARTS]:
        name = first[start:end]
        if not _is_name(name):
            continue
        # the headline stands alone further down, so what follows it here is the site's or a section's name
        parted = (
            titled is not None and titled.place > 0 and draft.page.blocks[titled.place].text == first[: parts[0][0]]
        )
        if draft.outlets.is_outlet(name) or host_of(name) or parted or _comes_again(draft, name):
            draft.offer("publisher", name, "title", 0, (start, end), SITE)
            return


def _is_name(name: str) -> bool:
    """Whether a part of a title can be a site's name: no section, date or writer."""
    if not name or len(name.split()) > SITE_WORDS + 1 or is_section(name) or is_generic(name) or find_dates(name):
        return False
    return byline_lead(fold(name)) is None and any(map(str.isalpha, name)) and name[-1] not in "!?…"


def _comes_again(draft: Draft, name: str) -> bool:
    """Whether a name stands in another short line of the page, written together or apart."""
    wanted = squeezed(name)
    if len(wanted) < SHORT:
        return False
    most = 2 * len(name) + AROUND
    return any(wanted in squeezed(block.text) for block in draft.page.blocks[1:] if len(block.text) <= most)


def _is_doubtful(draft: Draft, candidate: Candidate) -> bool:
    """Whether a name was offered for its place alone, or as the owner of a picture above the end of the text."""
    name = candidate.value
    if draft.outlets.is_outlet(name) or host_of(name):
        return False
    if candidate.origin in ("header", "first_line", "byline"):
        return not is_outlet_name(name) or looks_like_person(name) >= PERSON
    block = candidate.block
    if candidate.origin != "notice" or draft.page.run is None or not 0 <= block < draft.page.run[1]:
        return False
    return "©" in draft.page.blocks[block].text and not _YEAR.search(draft.page.blocks[block].text)
