"""The note on an author that ends a text in any language: "Günel Mövlud Meydan TV-nin əməkdaşıdır …".

In: the last paragraphs and the names of the byline. Out: marks of notices, where one opens with such a name and the
story itself speaks of nobody of that name. Rules know such notes by their words; this knows them by the name.
"""

from karabakh_extract.draft import Draft
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.shape import ends_sentence, is_prose, size
from karabakh_extract.page.marks import Mark

LONGEST = 60
"""Words of a note; what is longer may be a paragraph of the text."""
SHORTEST = 3
"""Words of a note behind the name, at least: "is a journalist"."""
BELOW = 2
"""Paragraphs that no rule knows for the notices they are and that may stand below a note."""
_SPEECH = ("«", "“", '"', "„", ":")


def take_author_note(draft: Draft) -> None:
    """Mark the notes on authors among the last paragraphs."""
    page = draft.page
    names = {fold(each.value): each.block for each in draft.candidates.by_field.get("authors", ())}
    names = {name: block for name, block in names.items() if " " in name}
    passed = 0
    for n in range(len(page.blocks) - 1, draft.header_end, -1):
        if passed > BELOW or not names:
            return
        if page.marked(n) or not page.blocks[n].text:
            continue
        if _is_note(draft, n, names):
            end = len(page.blocks[n].text)
            page.mark(n, Mark(0, end, "removed", "about_author", "author-note", None, page.new_group()))
        elif is_prose(page.blocks[n].text):
            passed += 1


def _is_note(draft: Draft, n: int, names: dict[str, int]) -> bool:
    """Whether a Block opens with an author's name and no paragraph above it speaks of one of that name."""
    page = draft.page
    text = fold(page.blocks[n].text)
    for name, signed in names.items():
        if signed >= n or not text.startswith(name):
            continue
        note = text[len(name) :]
        if note[:1] not in (" ", ",") or size(note) > LONGEST or any(mark in note for mark in _SPEECH):
            continue
        if size(note) < SHORTEST or not ends_sentence(text):
            continue
        surname = name.rpartition(" ")[2]
        story = (fold(page.blocks[m].text) for m in range(draft.header_end, n) if not page.marked(m))
        if not any(surname in paragraph and paragraph.strip(" :*") != name for paragraph in story):
            return True
    return False
