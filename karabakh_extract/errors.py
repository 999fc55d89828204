"""Errors a user can meet: each knows its exit code and says input, what is wrong, and what helps.

The text of an error is one line, `input: what is wrong: what helps`. The command line prints it on stderr;
library users catch `ExtractError`, or the class they can do something about.
"""

from typing import Literal

Reason = Literal[
    "missing",  # no such file, folder, match or member
    "unreadable",  # it may not be read, or the disk or network fails
    "empty",  # nothing stands in it
    "too_large",  # more bytes than --max-bytes
    "binary",  # no text and no kind of file that is read
    "truncated",  # it ends before its end
    "damaged",  # its bytes are not what its format asks for
    "bomb",  # it unpacks to far more than any dump of news does
    "encrypted",  # it opens with a password only
    "nested",  # an archive within an archive
    "encoding",  # its text or its transfer coding cannot be decoded
    "bad_record",  # a line, row or record of a dump that holds no article
    "several",  # many articles where one was asked for
    "failed",  # the article was read, but not converted
]
"""Why an input has no record: codes for reports and rejects, part of the public interface."""


class ExtractError(Exception):
    """Base of all errors raised on purpose. `str()` gives `input: problem: remedy` in one line."""

    exit_code = 1

    def __init__(self, name: str, problem: str, remedy: str = "") -> None:
        self.name = name
        self.problem = problem
        self.remedy = remedy
        super().__init__(": ".join(part for part in (name, problem, remedy) if part))

    @property
    def told(self) -> str:
        """What is wrong and what helps, without the input's name."""
        return f"{self.problem}: {self.remedy}" if self.remedy else self.problem


class InputError(ExtractError):
    """An input cannot be read or converted; other inputs are not affected (exit code 1).

    `reason` is the code of what is wrong; `data` holds the bytes that were read of it, where there are any and they
    are few enough to be kept. Processes may hand it to each other.
    """

    def __init__(
        self, name: str, problem: str, remedy: str = "", *, reason: Reason = "failed", data: bytes | None = None
    ) -> None:
        super().__init__(name, problem, remedy)
        self.reason = reason
        self.data = data

    def __reduce__(self) -> tuple[object, ...]:
        return _input_error, (self.name, self.problem, self.remedy, self.reason, self.data)


class OutputError(ExtractError):
    """An output cannot be written; nothing half-written is left behind (exit code 1)."""


class UsageError(ExtractError):
    """The call itself cannot be carried out: a wrong option, no readable input (exit code 2)."""

    exit_code = 2


class RulesError(UsageError):
    """A rule pack is not valid; the text names file, line and what is wrong (exit code 2)."""


def _input_error(name: str, problem: str, remedy: str, reason: Reason, data: bytes | None) -> InputError:
    """Return an error that another process has handed over: pickle passes no keywords."""
    return InputError(name, problem, remedy, reason=reason, data=data)
