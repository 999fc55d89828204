"""Quoted and reported statements with their speakers: a body goes in, `Quote`s of the record come out.

`text` prepares the body once, `attribution` ties quotations to verbs, `reported` reads reported clauses, `resolve`
finds whom a
pronoun or a surname means; the words that all of this knows stand in the data, per language.
"""

from karabakh_extract.quotes.find import find_quotes

__all__ = ["find_quotes"]
