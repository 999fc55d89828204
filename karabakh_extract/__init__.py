"""News text to structured records.

    >>> from karabakh_extract import extract, strip
    >>> record = extract("Rain stops play\\n\\nBy Ann Lee\\n\\nIt rained all day on Monday, and the players went home.")
    >>> record.headline, record.authors
    ('Rain stops play', ['Ann Lee'])

`extract` and `strip` are the short ways; `Extractor` is for many articles with one set of options and rules.
Names are loaded when first used, so that `karabakh-extract --version` does not pay for an extraction.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from karabakh_extract.api import extract, strip
    from karabakh_extract.boilerplate import RuleBook
    from karabakh_extract.errors import ExtractError, InputError, OutputError, RulesError, UsageError
    from karabakh_extract.extract import Extractor
    from karabakh_extract.options import Options
    from karabakh_extract.readers.source import Source
    from karabakh_extract.record import Record
    from karabakh_extract.version import __version__

__all__ = [
    "ExtractError",
    "Extractor",
    "InputError",
    "Options",
    "OutputError",
    "Record",
    "RuleBook",
    "RulesError",
    "Source",
    "UsageError",
    "__version__",
    "extract",
    "strip",
]

_HOMES = {
    "extract": "api",
    "strip": "api",
    "Extractor": "extract",
    "Options": "options",
    "Record": "record",
    "RuleBook": "boilerplate",
    "Source": "readers.source",
    "__version__": "version",
    **dict.fromkeys(["ExtractError", "InputError", "OutputError", "RulesError", "UsageError"], "errors"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


class _Package(ModuleType):
    """Keeps the name `extract` for the function: importing the module of that name would put the module there."""

    @property
    def extract(self) -> object:
        return __getattr__("extract")

    @extract.setter
    def extract(self, module: ModuleType) -> None:
        pass


sys.modules[__name__].__class__ = _Package
