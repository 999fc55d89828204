"""The note on an author that ends a text in any language: "Günel Mövlud Meydan TV-nin əməkdaşıdır …".

In: the last paragraph and the names of the byline. Out: its mark as a notice, where it opens with one of those names
and the story itself speaks of nobody of that name. Rules know such notes by their words; this knows them by the name.
"""

from karabakh_extract.draft import Draft
from karabakh_extract.fields.phrases import fold
from karabakh_extract.fields.shape import size
from karabakh_extract.page.marks import Mark

LONGEST = 60
"""Words of a note; what is longer may be a paragraph of the text."""
_SPEECH = ("«", "“", '"', "„", ":")


def take_author_note(draft: Draft, last: int) -> None:
    """Mark Block `last`, the last paragraph, if it is a note on an author."""
    page = draft.page
    if last <= draft.header_end or page.marked(last):
        return
    text = fold(page.blocks[last].text)
    for each in draft.candidates.by_field.get("authors", ()):
        name = fold(each.value)
        if each.block >= draft.header_end or " " not in name or not text.startswith(name):
            continue
        note = text[len(name) :]
        if note[:1] not in (" ", ",") or size(note) > LONGEST or any(mark in note for mark in _SPEECH):
            continue
        surname = name.rpartition(" ")[2]
        story = (fold(block.text) for block in page.blocks[draft.header_end : last])
        if not any(surname in paragraph for paragraph in story):
            end = len(page.blocks[last].text)
            page.mark(last, Mark(0, end, "removed", "about_author", "author-note", None, page.new_group()))
            return
