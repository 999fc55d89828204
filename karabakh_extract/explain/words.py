"""What rows, decisions and statements are called wherever they are shown: notes for the margin, one line of detail,
the legend.

Also what makes text of strangers safe to show: characters that command a terminal, turn the writing direction or
cannot be seen stand as escapes.
"""

from typing import NamedTuple

from karabakh_extract.cli.messages import visible
from karabakh_extract.explain.decisions import Decision, Offer
from karabakh_extract.explain.view import Row, Statement, View
from karabakh_extract.patterns import lazy

# beyond what a terminal must not get: marks of direction that are letters by category, and what has no width;
# joiners stay, since emoji and whole scripts are written with them. The brackets mark statements here
_UNSEEN = lazy("[\u00ad\u061c\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb⟦⟧\U000e0000-\U000e007f]")

LEGEND = (
    ("body", "the article's own text"),
    ("removed", "boilerplate that was taken out: its kind, and the rule that took it"),
    ("headline", "metadata: the field of the record that it was read for, and how it was recognised"),
    ("metadata", "recognised as metadata, used for no field"),
    ("markup", "tags, escapes and other leftovers that no text needs"),
    ("quote", "a statement, with its number in the list below"),
)
"""Looks with their meanings; `headline` stands for the fields, each of which has a colour of its own."""


def shown(text: str) -> str:
    r"""Return text with everything that commands, turns or hides as escapes (\x1b, \u202e, \t)."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", visible(text.replace("\t", "\\t")))


def look(row: Row) -> str:
    """Return what a row looks like: its label, or for metadata the field at the top of the record."""
    if row.label != "field":
        return row.label
    return row.kind.partition(".")[0] if row.kind else "metadata"


def note(row: Row) -> str:
    """Return what stands in the margin of a row."""
    if row.label == "removed":
        sure = f" · {row.confidence:.0%} sure" if row.confidence is not None else ""
        return shown(f"{row.kind} · {row.rule}{sure}")
    if row.label == "field":
        left = f"{row.left}, not used" if row.left else "metadata"
        return shown(f"{row.kind or left} · {row.rule}")
    return row.label


def near(decision: Decision) -> str:
    """Return the sentence on a decision that was a near thing."""
    rival = decision.runner_up
    assert rival is not None
    weights = f"{rival.weight:g} against {decision.candidates[0].weight:g}"
    return f"close: next was {shown(rival.value)} ({rival.origin}, {weights})"


class Notice(NamedTuple):
    """What one rule took, and where."""

    kind: str
    rule: str
    places: tuple[int, ...]


MOST_PLACES = 40
"""Places of one rule that are listed one by one."""


def notices(view: View) -> list[Notice]:
    """Return what was taken out, by rule, in the order of the source."""
    found: dict[tuple[str, str], list[int]] = {}
    for row in view.rows:
        if row.label == "removed":
            places = found.setdefault((row.kind, row.rule), [])
            if not places or places[-1] != row.place:
                places.append(row.place)
    return [Notice(kind, rule, tuple(places)) for (kind, rule), places in found.items()]


def sample(places: tuple[int, ...]) -> tuple[int, ...]:
    """Return the places that are listed one by one."""
    return places[:MOST_PLACES]


def where(view: View, place: int) -> str:
    """Return the name of a place."""
    if not place:
        return ""
    return f"{'line' if view.by_lines else 'block'} {place}"


def evidence(view: View, offer: Offer) -> tuple[str, str, str, str]:
    """Return the columns of one candidate: verdict, weight, origin and place, value."""
    origin = f"{offer.origin}, {where(view, offer.place)}" if offer.place else offer.origin
    return "taken" if offer.taken else "left", f"{offer.weight:.1f}", origin, shown(offer.value)


def attribution(statement: Statement) -> str:
    """Return who said a statement and how that was found, in one line."""
    quote = statement.quote
    speaker = quote.speaker
    parts = [
        quote.kind,
        speaker.name or "nobody named",
        *([speaker.role] if speaker.role else []),
        *([f"“{speaker.mention}” at the quote"] if speaker.mention and speaker.mention != speaker.name else []),
        *([f"found by {quote.resolution}"] if quote.resolution != "none" else []),
        *([f"cue “{quote.cue}”"] if quote.cue else []),
        *([f"via {quote.via}"] if quote.via else []),
    ]
    return shown(" · ".join(parts))
