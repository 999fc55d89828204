"""Regions and themes: what the source declares, in its order, each once, generic ones left out."""

from karabakh_extract.draft import Draft
from karabakh_extract.fields.lexicon import is_generic
from karabakh_extract.fields.phrases import fold


def decide_topics(draft: Draft) -> None:
    """Put declared regions and themes into the record."""
    for name, values in (("regions", draft.regions), ("themes", draft.themes)):
        seen = set()
        for candidate in draft.candidates.by_field.get(name, ()):
            value = candidate.value.strip(" ,;|#•·*»›")
            if value and fold(value) not in seen and not is_generic(value):
                seen.add(fold(value))
                values.append(value)
                draft.candidates.use([candidate])
