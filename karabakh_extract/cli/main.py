"""The process around a command: arguments in, exit code out, and no traceback unless `--debug` asks for one.

Errors become one line on stderr. A reader of stdout that goes away (`| head -1`) ends the run quietly; Ctrl-C
and SIGTERM end it after the file that is being written has been taken away again.
"""

import gc
import signal
import sys
from io import TextIOWrapper
from types import FrameType

from karabakh_extract.cli import NAME, exits
from karabakh_extract.cli.messages import say
from karabakh_extract.cli.plain import plain_job
from karabakh_extract.cli.stdout import ReaderGone, discard_stdout
from karabakh_extract.errors import ExtractError, UsageError


class Terminated(BaseException):
    """A signal asked the process to end. Not an Exception: only `main` may catch it."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


def main(arguments: list[str]) -> int:
    """Run the command line on `arguments` and return the exit code."""
    _prepare_process()
    try:
        job = plain_job(arguments)
        if job is None:
            return _through_typer(arguments)
        from karabakh_extract.cli.job import run  # not for those who want help or the version

        return run(job)
    except (ReaderGone, BrokenPipeError):
        discard_stdout()
        return exits.OK
    except KeyboardInterrupt:
        return _ended("interrupted", exits.INTERRUPTED)
    except Terminated as end:
        return _ended("terminated", 128 + end.number)
    except SystemExit as end:
        # typer and rich end so when the reader of a help page goes away
        if not isinstance(end.__context__, BrokenPipeError):
            raise
        discard_stdout()
        return exits.OK
    except Exception as error:  # whatever went wrong, a user gets a line and not a traceback
        if "--debug" in arguments:
            import traceback

            traceback.print_exc()
        return _explained(error)


def _through_typer(arguments: list[str]) -> int:
    """Run the command line as Typer reads it and return the exit code.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed.
        UsageError: an error in the call.
    """
    import typer  # takes longer than converting an article

    from karabakh_extract.cli.app import app

    try:
        code: int = app(arguments, prog_name=NAME, standalone_mode=False) or exits.OK
    except typer.Abort as abort:
        raise KeyboardInterrupt from abort
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else NAME
        raise UsageError(command, error.format_message().rstrip("."), f"see {command} --help") from error
    if code == exits.INTERRUPTED:
        # typer makes this of a KeyboardInterrupt
        raise KeyboardInterrupt
    return code


def _prepare_process() -> None:
    """Turn the polite signals into exceptions, so that files are cleaned up, and print UTF-8 everywhere."""
    # an article leaves few cycles behind: the default, a look at all that the program holds after every 700 objects,
    # costs a twentieth of a short run
    gc.set_threshold(100_000)
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # a signal that the caller set to be ignored (nohup) stays ignored
        if number and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _terminate)
    if sys.stdout is not None:
        assert isinstance(sys.stdout, TextIOWrapper)
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _terminate(number: int, frame: FrameType | None) -> None:
    raise Terminated(number)


def _ended(how: str, code: int) -> int:
    # a reader that has stopped reading would hold the interpreter's last flush for ever
    discard_stdout()
    say(f"{NAME}: {how}")
    return code


def _explained(error: Exception) -> int:
    """Print an error as one line and return its exit code."""
    if isinstance(error, ExtractError):
        say(error)
        return error.exit_code
    say(f"{NAME}: the program failed ({type(error).__name__}: {error}): report it with the output of --debug")
    return exits.SOME_FAILED
