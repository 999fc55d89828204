"""Errors a user can meet: each knows its exit code and says input, what is wrong, and what helps.

The text of an error is one line, `input: what is wrong: what helps`. The command line prints it on stderr;
library users catch `ExtractError`, or the class they can do something about.
"""


class ExtractError(Exception):
    """Base of all errors raised on purpose. `str()` gives `input: problem: remedy` in one line."""

    exit_code = 1

    def __init__(self, name: str, problem: str, remedy: str = "") -> None:
        self.name = name
        self.problem = problem
        self.remedy = remedy
        super().__init__(": ".join(part for part in (name, problem, remedy) if part))


class InputError(ExtractError):
    """An input cannot be read or converted; other inputs are not affected (exit code 1)."""


class OutputError(ExtractError):
    """An output cannot be written; nothing half-written is left behind (exit code 1)."""


class UsageError(ExtractError):
    """The call itself cannot be carried out: a wrong option, no readable input (exit code 2)."""

    exit_code = 2


class RulesError(UsageError):
    """A rule pack is not valid; the text names file, line and what is wrong (exit code 2)."""
