"""Exit codes: part of the public interface, named once here and shown in every help text."""

OK = 0
SOME_FAILED = 1
USAGE = 2
NO_ARTICLES = 3
ALARM = 4
LOCKED = 75
INTERRUPTED = 130
TERMINATED = 143

MEANINGS = {
    OK: "all inputs are converted",
    SOME_FAILED: "some inputs failed (the others are converted), or an output did",
    USAGE: "wrong usage, or no input could be read",
    NO_ARTICLES: "all are converted, and none is an article (cookie walls, ...)",
    INTERRUPTED: "interrupted with Ctrl-C; nothing half-written stays behind",
}

BATCH_MEANINGS = {
    OK: "everything that is new or changed is converted",
    SOME_FAILED: "more articles than --allow-failures have no record (the others are converted), or an output failed",
    USAGE: MEANINGS[USAGE],
    NO_ARTICLES: MEANINGS[NO_ARTICLES],
    ALARM: "a guard (--fail-if) was not held; the records are written",
    LOCKED: "another run is working in OUT; try again later",
    INTERRUPTED: "interrupted with Ctrl-C; what was in hand is saved, the next run goes on",
    TERMINATED: "ended by SIGTERM, in the same way",
}
"""What the codes mean for `batch`."""
