"""How long a cluster has been without scheduler or workers: told after a while, given up after a long one."""

import time
from collections.abc import Callable

from karabakh_extract.errors import OutputError

PATIENCE = 600.0
"""Seconds without scheduler or workers after which a run ends. A restarted service or a queue of jobs takes minutes."""
NOTICE = 15.0
"""Seconds after which the user is told what is waited for."""


class Watch:
    """How long something has been missing."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._since = 0.0
        self._told = False

    def calm(self) -> None:
        """Nothing is missing."""
        self._since, self._told = 0.0, False

    def missing(self, what: str) -> None:
        """Something is; tell the user after a while, give up after a long one.

        Raises:
            OutputError: it was missing for too long.
        """
        now = time.monotonic()
        self._since = self._since or now
        if now - self._since > PATIENCE:
            raise OutputError("--cluster", what, "what is done stands in OUT, and the next run goes on from there")
        if now - self._since > NOTICE and not self._told:
            self._told = True
            self._say(f"--cluster: {what}: waiting for {PATIENCE / 60:.0f} minutes")
