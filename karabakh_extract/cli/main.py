"""The process around a command: arguments in, exit code out, and no traceback unless `--debug` asks for one.

Errors become one line on stderr. A reader of stdout that goes away (`| head -1`) ends the run quietly; Ctrl-C
and SIGTERM end it after the file that is being written has been taken away again.
"""

import signal
import sys
import traceback
from io import TextIOWrapper
from types import FrameType

import typer

from karabakh_extract.cli import exits
from karabakh_extract.cli.app import NAME, app
from karabakh_extract.cli.messages import say
from karabakh_extract.cli.outputs import ReaderGone, discard_stdout
from karabakh_extract.errors import ExtractError


class Terminated(BaseException):
    """A signal asked the process to end. Not an Exception: only `main` may catch it."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


def main(arguments: list[str]) -> int:
    """Run the command line on `arguments` and return the exit code."""
    _prepare_process()
    try:
        code: int = app(arguments, prog_name=NAME, standalone_mode=False) or exits.OK
        # typer makes this of a KeyboardInterrupt
        return _ended("interrupted", code) if code == exits.INTERRUPTED else code
    except (ReaderGone, BrokenPipeError):
        discard_stdout()
        return exits.OK
    except (KeyboardInterrupt, typer.Abort):
        return _ended("interrupted", exits.INTERRUPTED)
    except Terminated as end:
        return _ended("terminated", 128 + end.number)
    except SystemExit as end:
        # typer and rich end so when the reader of a help page goes away
        if not isinstance(end.__context__, BrokenPipeError):
            raise
        discard_stdout()
        return exits.OK
    except Exception as error:
        # whatever went wrong, a user gets a line and not a traceback
        if "--debug" in arguments:
            traceback.print_exc()
        return _explained(error)


def _prepare_process() -> None:
    """Turn the polite signals into exceptions, so that files are cleaned up, and print UTF-8 everywhere."""
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
    if isinstance(error, typer.TyperException):  # an error in the call
        context = getattr(error, "ctx", None)
        command = context.command_path if context else NAME
        say(f"{command}: {error.format_message().rstrip('.')}: see {command} --help")
        return exits.USAGE
    say(f"{NAME}: the program failed ({type(error).__name__}: {error}): report it with the output of --debug")
    return exits.SOME_FAILED
