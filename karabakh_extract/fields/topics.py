"""Regions and themes: what the source declares, in its order, each once, generic ones left out."""

from karabakh_extract.draft import Draft
from karabakh_extract.fields.lexicon import is_generic
from karabakh_extract.fields.outlets import squeezed
from karabakh_extract.fields.phrases import fold

UNSURE = 1.0
"""Weight of what stands where a section does, or the site's name: it is the section where the site has another."""


def decide_topics(draft: Draft) -> None:
    """Put declared regions and themes into the record."""
    for name, values in (("regions", draft.regions), ("themes", draft.themes)):
        seen = set()
        for candidate in draft.candidates.by_field.get(name, ()):
            value = candidate.value.strip(" ,;|#•·*»›")
            if draft.publisher and squeezed(value) == squeezed(draft.publisher):
                continue  # "Published in Dawn"
            if candidate.weight <= UNSURE and draft.publisher is None:
                continue
            if value and fold(value) not in seen and not is_generic(value):
                seen.add(fold(value))
                values.append(value)
                draft.candidates.use([candidate])
