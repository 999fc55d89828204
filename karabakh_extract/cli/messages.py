"""What is said on stderr: one line a message, and nothing in it that a terminal would take for a command.

File names and texts come from strangers: control characters, escape codes and marks that turn the writing
direction are shown as escapes.
"""

import re
import sys
from contextlib import suppress

from karabakh_extract.patterns import lazy

_UNSAFE = lazy("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    r"""Return text with unsafe characters as escapes (\x1b, \u202e); bytes of undecodable names as \xff."""
    return _UNSAFE.sub(_escape, text)


def say(message: object) -> None:
    """Print one line on stderr. Where nobody listens any more, the exit code has to do."""
    with suppress(OSError, ValueError):
        print(visible(str(message)), file=sys.stderr, flush=True)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if 0xDC80 <= code <= 0xDCFF:  # how Python carries a byte that is no UTF-8 in a file name
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
