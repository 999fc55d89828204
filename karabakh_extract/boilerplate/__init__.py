"""Boilerplate: rule packs compiled to one matcher that claims the notices it knows in an article's blocks."""

from karabakh_extract.boilerplate.book import RuleBook
from karabakh_extract.boilerplate.claims import Claim

__all__ = ["Claim", "RuleBook"]
