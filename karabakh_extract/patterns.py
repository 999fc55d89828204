"""Regular expressions that are compiled when first used.

In: a pattern and flags, as for `re.compile`. Out: what behaves like the compiled expression. The program knows some
three hundred expressions, most of which an article has no use for, and compiling all of them takes longer than
extracting one: a module names its expressions with `lazy` and pays for those that are asked.
"""

import re
from typing import AnyStr, Generic, cast

_METHODS = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn", "scanner")


class _Lazy(Generic[AnyStr]):
    """Stands for an expression; the first use puts the compiled one's methods in its place."""

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        compiled = re.compile(self.pattern, self.flags)
        # from now on each method is found before this function is asked
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        return self.__dict__[name]


def lazy(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return an expression that is compiled at its first search, match, split or substitution.

    Raises `re.error` then, not here, where the pattern is none.
    """
    # it has every method that is used of a compiled expression, none of the others
    return cast(re.Pattern[AnyStr], _Lazy(pattern, flags))
