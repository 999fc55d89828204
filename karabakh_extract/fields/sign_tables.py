"""The words of `data/notice_signs.yaml` and `data/stopwords.yaml` in, tables for `composed` out.

They are made when the data is compiled: building them at every start would take 4 ms.
"""

from typing import Any

from karabakh_extract.boilerplate.tokens import fold

SMALL, AGAINST = -1, -2
"""What stands for words that say nothing for or against a notice, and for words that no notice has."""


def sign_tables(content: dict[str, Any], small: dict[str, list[str]]) -> dict[str, Any]:
    """Return the names of the signs, lowest bit first, whole words and beginnings of words with their signs as bits,
    `plain` words that are no sign, and the kinds as they are; `small` are the small words of each language."""
    tables: dict[str, dict[str, int]] = {"whole": {}, "stems": {}}
    for bit, lists in enumerate(content["signs"].values()):
        for word in " ".join(lists).split():
            table, plain = tables["stems" if word.endswith("*") else "whole"], fold(word.rstrip("*"))
            table[plain] = table.get(plain, 0) | 1 << bit
    plains = {fold(word): SMALL for words in small.values() for word in words}
    plains |= {fold(word): AGAINST for word in content["against"].split()}
    return {"names": [*content["signs"]], **tables, "plain": plains, "kinds": content["kinds"]}
