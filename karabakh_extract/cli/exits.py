"""Exit codes: part of the public interface, named once here and shown in every help text."""

OK = 0
SOME_FAILED = 1
USAGE = 2
NO_ARTICLES = 3
INTERRUPTED = 130

MEANINGS = {
    OK: "all inputs are converted",
    SOME_FAILED: "some inputs failed (the others are converted), or an output did",
    USAGE: "wrong usage, or no input could be read",
    NO_ARTICLES: "all are converted, and none is an article (cookie walls, ...)",
    INTERRUPTED: "interrupted with Ctrl-C; nothing half-written stays behind",
}
