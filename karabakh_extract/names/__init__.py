"""Persons, organisations, titles and roles: one recogniser, used by bylines and by quotes.

A string goes in ("Russian Foreign Minister Sergei Lavrov"), its name and title, or how much it looks like a person
or an
organisation, comes out. `mentions` finds the names that stand in running text.
"""

from karabakh_extract.names.gender import gender
from karabakh_extract.names.shape import looks_like_organisation, looks_like_person
from karabakh_extract.names.title import split_title

__all__ = ["gender", "looks_like_organisation", "looks_like_person", "split_title"]
