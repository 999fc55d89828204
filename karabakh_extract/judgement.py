"""Is it an article at all? And the warnings a careful reader should see.

In: a draft whose body stands. Out: warnings; for what is no article an empty record but for its publisher,
language and date.
"""

from msgspec.structs import replace

from karabakh_extract.data import load
from karabakh_extract.draft import Draft
from karabakh_extract.fields.lexicon import function_words, is_section
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.shape import ends_sentence, is_prose
from karabakh_extract.page.marks import Mark
from karabakh_extract.patterns import lazy

SHORT_BODY = 40
"""Words below which a body is called short."""
MUCH = 0.6
"""Share of the text's characters from which the removed part is called large."""
ENOUGH = 900
"""Characters of prose from which a page is an article whatever else it says: error pages and walls say little."""
LITTLE = 250
"""Characters of prose below which a few words such as "404" or "Iniciar sesión" say what the page is."""
LABEL = 2
"""Words that a label of a menu or a banner has at most, in whatever language."""
_WORD = lazy(r"\w+")


TEASER = 45
"""Words that a teaser stays below."""
FEWEST, HEADLINES, SECTIONS = 3, 6, 2
"""Teasers of a digest, and headlines and names of sections of an index, at least."""
UNFINISHED = 20
"""Words of a last paragraph without an end, from which it is a cut text rather than a list or a caption."""
STUB = 150
"""Words below which a body under a paywall's notice is a stub."""


def judge(draft: Draft) -> None:
    """Warn, and empty the record where the text is no article."""
    detail = _not_an_article(draft)
    if detail:
        _empty(draft, detail)
        return
    if draft.headline is None:
        draft.warn("no_headline", "no line reads like a headline")
    words = draft.body.count(" ") + 1 if len(draft.body) > 20 * SHORT_BODY else len(_WORD.findall(draft.body))
    if words < SHORT_BODY:
        draft.warn("body_short", f"the body has {words} words")
    if cut := _cut(draft, words):
        draft.warn("truncated", cut)
    # most of a flattened page is page: what the classifier takes there is no sign of trouble
    taken = 0
    if not draft.page.offsets or (1 - MUCH) * len(draft.page.source) > MUCH * len(draft.body):
        taken = sum(len(s.text) for s in draft.page.stretches("removed") if s.rule != "classifier")
    if taken > MUCH * (taken + len(draft.body)) and taken > 400:
        draft.warn(
            "much_removed", f"{100 * taken // (taken + len(draft.body))} % of the text was removed as boilerplate"
        )


def _not_an_article(draft: Draft) -> str | None:
    page = draft.page
    texts = [block.text for block in page.blocks if block.text and block.role != "furniture"]
    if not any(_WORD.search(text) for text in texts):
        return "empty"
    if draft.authors:
        return None
    prose = 0
    for text in texts:
        if is_prose(text):
            prose += len(text)
            if prose > ENOUGH:
                return None
    folded = [fold(text) for text in texts[:25]]
    told = "\n".join(folded)
    for detail, phrases in load("not_articles").items():
        # "Log in" and "Iniciar sesión" stand in many a menu: a label decides only where there is next to no text
        for phrase in phrases:
            told_apart = len(phrase) > 12 and (detail != "login" or phrase.count(" ") >= LABEL)
            if phrase in told and (prose < LITTLE or told_apart) and any(_says(line, phrase) for line in folded):
                return str(detail)
    return "empty" if not draft.body and draft.headline is None else _list_of_headlines(texts)


def _list_of_headlines(texts: list[str]) -> str | None:
    """Tell a digest, whose teasers end with the words of a link, and an index, headlines under names of sections."""
    ends = tuple(load("paywalls")["teaser_ends"])
    teasers = [text for text in texts if text.count(" ") < TEASER and fold(text).rstrip(" .»›>→").endswith(ends)]
    if len(teasers) >= FEWEST and 2 * len(teasers) >= len(texts):
        return "digest"
    if any(is_prose(text) for text in texts):
        return None
    titles = sum(text.count(" ") >= 2 and not ends_sentence(text) for text in texts)
    return "index_page" if titles >= HEADLINES and sum(map(is_section, texts)) >= SECTIONS else None


def _cut(draft: Draft, words: int) -> str:
    """Return why the text seems to go on elsewhere, "" where it does not seem so."""
    last = draft.body[draft.body.rfind("\n\n") + 1 :].strip()
    count = last.count(" ")
    open_ended = bool(last) and (
        last.endswith(("...", "…")) or (count >= 7 and not ends_sentence(last) and last[-1].islower())
    )
    for claim in draft.claims:
        if claim.kind == "subscription" and (open_ended or words < STUB):
            notice = fold(draft.page.blocks[claim.block].text[claim.start : claim.end])
            if any(wall in notice for wall in load("paywalls")["paywall"]):
                return "a notice says that the rest is for subscribers"
    # a list or a caption may end without a full stop, but no text ends with "by the"
    unfinished = last.endswith(("...", "…")) or fold(last[last.rfind(" ") + 1 :]) in function_words()
    return "the last sentence has no end" if open_ended and unfinished and count >= UNFINISHED else ""


def _says(line: str, phrase: str) -> bool:
    """Whether a short line is the phrase, or a sentence of the line opens with it."""
    if line.strip(" .!:-") == phrase:
        return True
    return (
        " " in phrase
        and len(line) < 200
        and (line.startswith(phrase) or f". {phrase}" in line or f"- {phrase}" in line)
    )


def _empty(draft: Draft, detail: str) -> None:
    """Leave publisher, language and date; everything else was read from a page that is no article."""
    page = draft.page
    for n, block in enumerate(page.blocks):
        if n in page.marks or block.role == "furniture" or not block.text:
            continue
        page.mark(n, Mark(0, len(block.text), "removed", "other", "not-an-article", None, -1))
    page.changes += 1
    for n, marks in page.marks.items():
        page.marks[n] = [
            replace(mark, label="removed", kind="other", rule="not-an-article", group=-1)
            if mark.label == "field" and mark.kind in ("headline", "authors", "regions", "themes", "media")
            else mark
            for mark in marks
        ]
        # what a rule left of a Block goes with the rest
        for start, end in page.rest(n):
            page.mark(n, Mark(start, end, "removed", "other", "not-an-article", None, -1))
    draft.headline, draft.authors, draft.regions, draft.themes, draft.media = None, [], [], [], []
    keep = ("publisher", "dates.published", "dates.modified", "url")
    draft.candidates.used = [c for c in draft.candidates.used if c.field in keep]
    draft.body = page.body()
    draft.warn("not_an_article", f"this is no article ({detail.replace('_', ' ')})", detail)
