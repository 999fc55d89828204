"""`karabakh-extract` and `python -m karabakh_extract`: the process, ended with its exit code.

Everything else is imported within, so that an early Ctrl-C ends without a traceback too.
"""

import gc
import sys


def run() -> None:
    """Run the command line on the process's arguments and exit."""
    try:
        from karabakh_extract.cli.main import main

        code = main(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    # at its end the interpreter looks for cycles among all it holds, rules and expressions: a tenth of a short run
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    run()
