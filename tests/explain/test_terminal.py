"""What `explain` prints: complete, safe for a terminal, wrapped to its width, and the same words without colours."""

import re

import pytest
from flood_article import FLOOD, draft

from karabakh_extract.explain.terminal import _Run, cells, text, wrapped
from karabakh_extract.explain.view import view

SGR = re.compile(r"\x1b\[[0-9;]*m")
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def printed(article=FLOOD, *, width=None, colour=False):
    return list(text(view(draft(article)), width=width, colour=colour))


def test_notes_stand_before_the_text():
    lines = printed()
    first = lines[lines.index("Source") + 1]
    assert re.fullmatch(r" +1 headline · first_line +Flood Wall Of Tarnbeck Passes Its First Test", first)
    assert any(re.match(r" +14 donation · support-outlet +SUPPORT TARNBECK MAIL:", line) for line in lines)
    assert any("⟦1 We have waited for this night a long time⟧" in line for line in lines)


def test_values_statements_rules_and_the_legend_follow():
    whole = "\n".join(printed())
    assert "headline  Flood Wall Of Tarnbeck Passes Its First Test\n" in whole
    assert re.search(r"taken +\d+\.\d  byline, line 3 +Nora Field\n", whole)
    assert re.search(r"left +\d+\.\d  header, line 4 +2020-11-05\n", whole)
    assert "   1  direct · Ada Brook · Mayor · “Mayor Ada Brook” at the quote · found by named · cue “said”" in whole
    assert "donation · support-outlet  line 14, 15\n" in whole
    assert whole.index("Legend") > whole.index("Taken out, by rule") > whole.index("Statements")


@pytest.mark.parametrize("width", [None, 40, 80])
@pytest.mark.parametrize("colour", [False, True])
def test_nothing_of_the_article_commands_the_terminal(width, colour):
    for line in printed(width=width, colour=colour):
        assert UNSAFE.search(SGR.sub("", line)) is None
        assert colour or "\x1b" not in line
    whole = "".join(printed())
    assert all(escape in whole for escape in ("\\x1b[31m", "\\u202emirrored\\u202c", "\\x9b31m", "\\x07"))


def test_colours_change_no_word():
    assert [SGR.sub("", line) for line in printed(colour=True)] == printed()


def test_what_was_taken_for_something_has_its_colour():
    lines = printed(colour=True)
    removed = next(line for line in lines if "SUPPORT TARNBECK MAIL:" in line)
    body = next(line for line in lines if "The flood wall" in line)
    assert "\x1b[31mSUPPORT TARNBECK MAIL:\x1b[0m" in removed
    assert "\x1b[31m" not in body


@pytest.mark.parametrize("width", [40, 50, 64, 80, 200])
def test_no_line_is_wider_than_the_terminal(width):
    wide = FLOOD.replace("first test", "洪水の壁") + "\n" + "x" * 700 + " 北京市" * 60 + "\n"
    lines = printed(wide, width=width)
    assert max(map(cells, lines)) <= width
    assert "x" * 700 in "".join("".join(lines).split())


def test_wrapping_takes_time_by_the_length():
    [*lines] = wrapped([_Run("x" * 300_000, "body"), _Run(" y" * 300_000, "body")], 70)
    assert sum(len(run.text.strip()) for line in lines for run in line) == 600_000


def test_wide_and_combining_characters_are_counted():
    assert (cells("abc"), cells("北京"), cells("é"), cells("e\u0301")) == (3, 4, 1, 1)
