"""Help pages: prose that wraps with the terminal, examples to copy, and the exit codes below every page."""

from karabakh_extract.cli import exits


def page(*paragraphs: str, examples: tuple[str, ...]) -> str:
    """Return the text of a help page. Examples stand a line each, as typed in a shell."""
    # rich takes square brackets for its markup
    shown = "\n".join(f"  {example}" for example in examples).replace("[", "\\[")
    return "\n\n".join((*paragraphs, f"[bold]Examples[/bold]\n{shown}"))


def exit_codes(meanings: dict[int, str]) -> str:
    """Return what stands at the end of a help page: the exit codes and what they mean for its command."""
    return "[bold]Exit codes[/bold]\n" + "\n".join(f"  {code:<4} {meaning}" for code, meaning in meanings.items())


EPILOG = exit_codes(exits.MEANINGS)
"""The exit codes of the commands that convert."""
