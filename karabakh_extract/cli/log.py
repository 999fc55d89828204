"""What a run says on stderr: a line a message, as text for people or as JSON for a collector of logs.

In: failures, notices, alarms, errors, the sum at the end. Out: lines. A run that goes well says its sum and nothing
else.
"""

import sys
from contextlib import suppress
from datetime import UTC, datetime
from typing import Literal

import msgspec

from karabakh_extract.batch.outcome import Outcome
from karabakh_extract.batch.report import Alarm, Report
from karabakh_extract.cli.messages import say
from karabakh_extract.errors import ExtractError
from karabakh_extract.writers.json import escaped

Format = Literal["text", "json"]
Level = Literal["info", "warning", "error"]
Value = str | int | float | None


class Log:
    """Says what a run has to say. In JSON each line has time (UTC), level, event and message."""

    def __init__(self, format: Format = "text") -> None:
        self.format = format

    def lost(self, outcome: Outcome) -> None:
        """An article has no record."""
        message = f"{outcome.name}: {outcome.detail or outcome.reason}"
        self._say("warning", outcome.status, message, name=outcome.name, reason=outcome.reason, outlet=outcome.outlet)

    def notice(self, message: str) -> None:
        """Something that the user should know."""
        self._say("info", "notice", message)

    def alarm(self, alarm: Alarm) -> None:
        """A guard was not held."""
        self._say("error", "alarm", str(alarm), outlet=alarm.outlet, figure=alarm.figure, value=alarm.value,
                  limit=alarm.limit, guard=alarm.guard)  # fmt: skip

    def end(self, message: str, report: Report) -> None:
        """The run is over."""
        total = report.total
        self._say("info", "end", message, articles=total.articles, converted=total.converted,
                  not_an_article=total.not_an_article, failed=total.failed, rejected=total.rejected,
                  unchanged=report.unchanged, seconds=report.seconds)  # fmt: skip

    def error(self, error: ExtractError) -> None:
        """The run cannot go on."""
        self._say("error", "error", str(error))

    def _say(self, level: Level, event: str, message: str, **more: Value) -> None:
        if self.format == "text":
            say(message)
            return
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        line = {"time": now, "level": level, "event": event, "message": message, **more}
        printable = {key: _printable(value) for key, value in line.items()}
        # nobody may listen any more: the exit code has to do
        with suppress(OSError, ValueError):
            print(escaped(msgspec.json.encode(printable).decode()), file=sys.stderr, flush=True)


def _printable(value: Value) -> Value:
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
