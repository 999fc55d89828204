"""Authors: one ranked decision from bylines, labels, notices and signatures."""

from msgspec.structs import replace

from karabakh_extract.draft import Draft
from karabakh_extract.fields.candidates import Candidate
from karabakh_extract.fields.lexicon import is_outlet_name
from karabakh_extract.fields.outlets import key, known
from karabakh_extract.fields.own_name import caseless
from karabakh_extract.names import looks_like_person

STORY = 12
"""Blocks from the headline on in which a story names where it happens."""
SURE = 0.8
"""Certainty of a person's name from which it stands for nobody else, unless a word in it says that it is a paper's."""


def decide_authors(draft: Draft) -> None:
    """Choose the authors: the strongest source decides, weaker ones confirm."""
    ranked = draft.candidates.ranked("authors")
    if not ranked:
        return
    strongest = [c for c in ranked if _tier(c) == _tier(ranked[0])]
    persons = [c for c in strongest if _signs(draft, c)]
    if persons and len(persons) < len(strongest) and any(looks_like_person(c.value) >= 0.5 for c in persons):
        # "by Some Outlet" above "by A. Author": the outlet published, the person wrote
        for candidate in strongest:
            if candidate not in persons:
                draft.candidates.add(replace(candidate, field="publisher", weight=5.0))
        strongest = persons
    strongest = _below_masthead(draft, strongest)
    seen: set[str] = set()
    for candidate in sorted(strongest, key=lambda c: (c.block, c.start, -c.weight)):
        name = _printed(draft, candidate.value)
        if key(name) not in seen:
            seen.add(key(name))
            draft.authors.append(name)
    draft.candidates.use([c for c in ranked if key(_printed(draft, c.value)) in seen])
    _agency(draft)


def _signs(draft: Draft, candidate: Candidate) -> bool:
    """Whether a candidate is a person, or an agency that a page lists among its authors on purpose."""
    outlet = known(candidate.value)
    declared = candidate.origin == "json_ld" and outlet is not None and outlet.agency
    return declared or not draft.outlets.is_outlet(candidate.value)


def _below_masthead(draft: Draft, strongest: list[Candidate]) -> list[Candidate]:
    """Return the candidates without the name that opens the text above the headline, where another stands below it:
    the paper's, whose name in two words reads as a person's ("Serhat Postası").
    """
    headline = draft.headline_block
    first = next((n for n, block in enumerate(draft.page.blocks) if block.text), -1)
    rest = [c for c in strongest if c.block != first or c.start]
    if len(rest) == len(strongest) or not first < headline or not all(c.block > headline for c in rest):
        return strongest
    above = [c for c in strongest if c not in rest]
    if not rest or len(above) > 1 or key(above[0].value) in {key(c.value) for c in rest}:
        return strongest
    if looks_like_person(above[0].value) >= SURE and not is_outlet_name(above[0].value):
        return strongest
    draft.candidates.add(replace(above[0], field="publisher", weight=4.0))
    return rest


def _tier(candidate: Candidate) -> int:
    return int(candidate.weight + 0.5)


def _printed(draft: Draft, name: str) -> str:
    name = name.strip(" ,;:|*")
    writer, dash, place = name.rpartition("-")
    if dash and " " in writer and place and caseless(name):
        # "سامي الدريدي-صفاقس": where he writes from, which the story names
        below = " ".join(b.text for b in draft.page.blocks[draft.headline_block : draft.headline_block + STORY])
        return writer.strip() if below.replace(name, "").count(place) else name
    return name


def _agency(draft: Draft) -> None:
    """An agency that stands in the byline of another outlet's page published the text first."""
    for name in draft.authors:
        outlet = known(name)
        if outlet and outlet.agency:
            found = next((c for c in draft.candidates.ranked("authors") if key(c.value) == key(name)), None)
            if found:
                draft.candidates.add(replace(found, field="original_publisher", weight=4.0))
