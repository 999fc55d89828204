"""What stretches of a Page are taken for: marks on a Block's clean text, Spans of the source, stretches of the record.

In: nothing, these are plain values. Out: the three forms in which one notice or one metadata line is known, from the
rule that claims it to the record that lists it.
"""

from typing import Literal

from msgspec import Struct

Label = Literal["body", "removed", "field", "markup", "space"]


class Mark(Struct, frozen=True, gc=False):
    """A stretch `[start, end)` of one Block's clean text that is not body.

    `removed`: `kind` is the notice's kind and `rule` the rule's id; marks of one notice over several Blocks
    share `group`. `field`: `kind` is the record field the stretch speaks of ("" where it speaks of none), `rule`
    the origin.
    """

    start: int
    end: int
    label: Literal["removed", "field"]
    kind: str
    rule: str
    confidence: float | None = None
    group: int = -1


class Span(Struct, frozen=True, gc=False):
    """A labelled stretch of the source; the Spans of a Page, joined, are the source."""

    start: int
    end: int
    label: Label
    kind: str = ""
    rule: str = ""


class Stretch(Struct, frozen=True, gc=False):
    """A marked stretch as the record shows it: text as printed, source offsets (`None` for a web page)."""

    kind: str
    rule: str
    confidence: float | None
    start: int | None
    end: int | None
    text: str
