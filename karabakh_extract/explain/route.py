"""The way a web page went, in words: what settled its main text, where that stands, which source won each field.

In: the draft's Route and the decisions on its fields. Out: pairs of a heading and a sentence, in the order of the work;
none for plain text.
"""

from collections.abc import Iterator

from karabakh_extract.draft import Draft
from karabakh_extract.explain.decisions import Decision
from karabakh_extract.page.route import Settled

_SETTLED: dict[Settled, str] = {
    "declared": "settled by the text that the page's JSON-LD declares",
    "named": "settled by an element that is named for it and holds all running text",
    "votes": "settled by votes: trafilatura's text, and the paragraphs' own signs",
    "frame": "found in a frame: the page itself prints next to nothing",
    "script": "found in a script: the page itself prints next to nothing",
}


def way(draft: Draft, made: list[Decision]) -> Iterator[tuple[str, str]]:
    """Yield the headings and sentences."""
    route = draft.route
    if route is None:
        return
    yield "page", f"{route.elements:,} elements, {route.depth} levels deep, {route.paragraphs:,} paragraphs"
    yield "main text", _SETTLED[route.settled]
    if route.container:
        yield "container", route.container
        yield "paragraphs", f"{route.kept} kept, {route.between} left out between them"
    won = [f"{each.field}: {each.candidates[0].origin}" for each in made if each.values and each.candidates]
    if won:
        yield "sources", ", ".join(won)
