"""Texts of any length that cost much where a program is careless: one function a shape, characters in, text out.

The ordinary article is one of them; the others are single lines, floods of one mark, and openers without closers. What
makes each dangerous is a loop inside a loop: a search that starts again at every mark, a list that is walked for every
line, an expression that can match a run of characters in many ways. Tests hold small ones to linear time, `python -m
benchmarks linear` large ones.
"""

from collections.abc import Callable
from pathlib import Path

ARTICLE = (Path(__file__).parent.parent / "samples/republished-report-with-notices.txt").read_text(encoding="utf-8")

Shape = Callable[[int], str]


def repeated(piece: str) -> Shape:
    """Return the shape that is one piece over and over."""
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def around(before: str, piece: str, after: str) -> Shape:
    """Return the shape that is a flood with something before and behind it."""
    return lambda size: before + piece * (size // len(piece)) + after


ORDINARY: dict[str, Shape] = {
    "articles": repeated(ARTICLE + "\n\n"),
    "one line of sentences": repeated(" ".join(ARTICLE.split()) + " "),
    "short paragraphs": repeated("It rained on Monday, and the players went home early.\n\n"),
    "wrapped lines": repeated(
        "The council of the town has not yet decided what will take its place; it is\n" * 3 + "so.\n\n"
    ),
    "Cyrillic": repeated("Совет города ещё не решил, что будет дальше. «Посмотрим», — сказал мэр Иванов.\n\n"),
    "Japanese": repeated("町議会はまだ決めていない。「様子を見る」と町長は述べた。"),
}

_PIECES = {
    "straight marks": '"',
    "straight marks and words": '" a ',
    "opening marks": "“",
    "single marks": "'",
    "apostrophes": "a'b ",
    "guillemets": "« a",
    "marks within marks": "“a ‘b ",
    "paragraphs that open a quotation": "“It rained.\n\n",
    "statements": '"Yes," he said. ',
    "reporting verbs": "said ",
    "reported speech": "Smith said that ",
    "he": "he ",
    "according to": "according to ",
    "letters": "a",
    "initials": "A. ",
    "abbreviations": "Mr. ",
    "names": "John Smith ",
    "capitals": "A B ",
    "bylines": "By John Smith\n",
    "openers of a byline": "By ",
    "labels": "Region: Asia\n",
    "labels in a line": "Region: Asia ",
    "mail headers": "Subject: x\n",
    "dates": "November 5, 2020 ",
    "digits": "1",
    "digits and dots": "1.",
    "dots": ".",
    "dots and spaces": ". ",
    "colons": ":",
    "commas": "A,",
    "hyphens": "-",
    "dashes": "— ",
    "strokes": "a|",
    "rows": "| a | b |\n",
    "at signs": "a@",
    "mail addresses": "a.b@c.example ",
    "addresses": "http://a.example/b ",
    "media": "http://a.example/b.jpg\n",
    "copyright lines": "Copyright © Ann Lee, Elm Post, 2020\n\n",
    "copyright in a line": "Copyright © Ann Lee, Elm Post, 2020. It rained. ",
    "licences begun": "The original source of this article is ",
    "share prompts": "Share this article\n",
    "blank lines": "\n",
    "blank lines of two characters": "\r\n",
    "lines of a letter": "a\n",
    "spaces at line ends": "a \n",
    "tabs": "a\t",
    "page breaks": "a\f\n",
    "bullets": "- a\n",
    "headings": "# a\n",
    "lines quoted by mail": "> a\n",
    "less-than signs": "<",
    "greater-than signs": ">",
    "tags": "<b>",
    "tags not closed": '<a href="',
    "comments not closed": "<!--",
    "scripts not closed": "<script>",
    "entities": "&amp;",
    "sentences with entities": "It rained &amp; poured. ",
    "ampersands": "&",
    "asterisks": "*",
    "emphasis not closed": "*a ",
    "underscores": "_a",
    "brackets": "[",
    "links not closed": "[a](",
    "pictures not closed": "![a](",
    "parentheses": "(",
    "escape codes": "\x1b[31m",
    "escape codes not closed": "\x1b]",
    "NULs": "\0",
    "soft hyphens": "a\u00ad",
    "zero-width spaces": "\u200b",
    "direction marks": "\u202ea",
    "lone surrogates": "\ud800",
    "emoji": "😀",
    "mojibake": "â€™ ",
    "mojibake without spaces": "Ã©Ã¨",
    "words parted at line ends": "ab-\n",
}

FLOODS: dict[str, Shape] = {name: repeated(piece) for name, piece in _PIECES.items()} | {
    "spaces within a line": around("a", " ", "b"),
    "spaces within a heading": around("# a", " ", "b"),
    "combining marks": around("e", "\u0301", ""),
    "an address": around("http://a.example/", "c", ""),
    "a tag of strokes": around("<", "/", ""),
    "dots behind an owner": around("© 2020 A", ".", "b"),
    "commas behind an owner": around("© A", ",", "b"),
    "dots behind a byline": around("By Ann Lee ", ".", "\n\nIt rained."),
    "blank lines behind a hyphen": around("The word was-", "\n", "it"),
    "a headline without end": around("", "A", "\nBy Ann Lee\n\nIt rained."),
    "elements in elements": lambda size: "<div>" * (size // 11) + "x" + "</div>" * (size // 11),
    "a word parted between two long ones": lambda size: (
        "a" * (size // 2) + "1b-\n" + "c" * 60 + "\n" + "d" * (size // 2)
    ),
    "a long title above lines like it": lambda size: (
        repeated("Rain stops play ")(size // 2)
        + "\n"
        + repeated("Rain stops play at the town fields again\n")(size // 2)
    ),
    "notices of many hosts": lambda size: "\n".join(f"Contact: desk@site{n}.example" for n in range(size // 30)),
    "short lines, each another": lambda size: "\n".join(f"Line {n}" for n in range(size // 10)),
}

SHAPES = ORDINARY | FLOODS
