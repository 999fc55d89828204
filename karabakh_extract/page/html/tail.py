"""Notices below the text of a web page: the lines after its last paragraph that a rule knows.

In: the paragraphs with their verdicts. Out: `keep` for those lines, so that they become Blocks and the same rules take
them again with all that they say of the source, and the record lists them. Other lines below the text are left out.
"""

from karabakh_extract.draft import Draft
from karabakh_extract.page.html.main import Chooser
from karabakh_extract.page.html.walk import Place

MOST, LONGEST = 25, 900
"""Paragraphs below the text that are looked at, and characters of one."""
OUTWARDS = 3
"""Elements around the container in which its notices stand."""
_NOTICES = frozenset(
    ["republication", "copyright", "credit", "disclaimer", "donation", "membership", "fair_use", "correction"]
)
"""Kinds that speak of the article; share bars, menus and lists of others are furniture of the page."""
_ELSEWHERE = frozenset(["navigation", "related_links", "teaser", "comment_prompt", "form", "hidden", "advertisement"])


def keep_notices(draft: Draft, chooser: Chooser) -> None:
    """Keep the lines below the text that a rule takes whole for a notice of the article's."""
    kept = [n for n, verdict in enumerate(chooser.verdicts) if verdict == "keep"]
    scope: Place | None = chooser.container
    if not kept or scope is None:
        return
    for _ in range(OUTWARDS):
        if scope.parent is None or scope.parent.tag in ("body", "html"):
            break
        scope = scope.parent
    last = kept[-1]
    below = [
        n
        for n in range(last + 1, min(last + 1 + MOST, chooser.end or len(chooser.paragraphs)))
        if len(chooser.paragraphs[n].text) <= LONGEST
        and chooser.within(chooser.paragraphs[n].place, scope)
        and not _ELSEWHERE & chooser.flags_of(chooser.paragraphs[n], scope)
    ]
    texts = [chooser.paragraphs[n].text for n in (last, *below)]
    for claim in draft.rules.match(texts, language=draft.language, outlets=[]) if below else ():
        whole = claim.start == 0 and claim.end == len(texts[claim.block])
        if claim.block and whole and claim.kind in _NOTICES:
            chooser.verdicts[below[claim.block - 1]] = "keep"
