"""Everything a caller can set for an extraction: one frozen value, each default with its reason."""

from msgspec import Struct


class Options(Struct, frozen=True):
    """How `Extractor` works. Two runs with equal options and rules give equal records."""

    removed: bool = True
    """List removed stretches in the record. On: the list is the evidence that nothing disappears silently."""

    spans: bool = False
    """List every stretch of the source with what it was taken for. Off: it is for those who check the program."""

    quotes: bool = True
    """Look for quoted statements. On: they are what most readers of a record come for."""

    max_bytes: int = 20_000_000
    """Largest article, in bytes as read. The longest real articles stay below 1 MB; more is a
    dump given as one file."""
