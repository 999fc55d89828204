"""A View in, one web page out that needs nothing beside itself: no script, no request, styles within.

Every note, value and statement links to its place and back, so the keyboard reaches all of it; wide windows show
notes in the margin, narrow ones above the text; colours follow the reader's light or dark setting.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from karabakh_extract.explain.decisions import Decision
from karabakh_extract.explain.view import Row, View
from karabakh_extract.explain.words import (
    LEGEND,
    attribution,
    evidence,
    look,
    near,
    note,
    notices,
    sample,
    shown,
    where,
)

_CSS = Path(__file__).with_name("page.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def document(view: View) -> str:
    """Return the page."""
    return "".join(_parts(view))


def _safe(text: str) -> str:
    return escape(shown(text))


def _parts(view: View) -> Iterator[str]:
    headline = next((d.values[0] for d in view.decisions if d.field == "headline" and d.values), "")
    yield "<!doctype html>\n"
    yield '<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{_safe(view.name)}, explained</title>\n<style>\n{_CSS.read_text('utf-8')}</style>\n</head>\n<body>\n"
    yield '<a class="skip" href="#values">Skip the source</a>\n<header>\n'
    yield f"<h1>{_safe(headline or view.name)}</h1>\n"
    yield f'<p class="about">{_safe(" · ".join((view.name, *view.about)))}</p>\n'
    if view.warnings:
        listed = "".join(f"<li>{_safe(each.message)} ({each.code})</li>" for each in view.warnings)
        yield f'<ul class="warnings" aria-label="Warnings">{listed}</ul>\n'
    parts = {"way": "How it was read"} if view.way else {}
    parts |= {"source": "Source", "values": "Values", "statements": "Statements", "removed": "Taken out"}
    links = "".join(f'<li><a href="#{part}">{title}</a></li>' for part, title in parts.items())
    yield f'<nav aria-label="Parts of this page"><ul>{links}</ul></nav>\n</header>\n<main>\n'
    yield from _way(view)
    yield from _legend()
    yield from _source(view)
    yield from _values(view)
    yield from _statements(view)
    yield from _removed(view)
    yield "</main>\n</body>\n</html>\n"


def _way(view: View) -> Iterator[str]:
    if view.way:
        yield '<section aria-labelledby="way">\n<h2 id="way">How the page was read</h2>\n<dl class="way">\n'
        for heading, sentence in view.way:
            yield f"<dt>{heading}</dt><dd>{_safe(sentence)}</dd>\n"
        yield "</dl>\n</section>\n"


def _legend() -> Iterator[str]:
    yield '<dl class="legend" aria-label="Legend">\n'
    for name, meaning in LEGEND:
        label = (
            '<span class="said">words<sup>1</sup></span>'
            if name == "quote"
            else "headline, …"
            if name == "headline"
            else name
        )
        yield f'<dt class="{name} fill">{label}</dt><dd>{meaning}</dd>\n'
    yield "</dl>\n"


def _source(view: View) -> Iterator[str]:
    title = "Source" if view.by_lines else "Text of the page, by blocks"
    yield f'<section aria-labelledby="source">\n<h2 id="source">{title}</h2>\n'
    before = 0
    for row in view.rows:
        yield _row(view, row, first=row.place != before)
        before = row.place
    yield "</section>\n"


def _row(view: View, row: Row, *, first: bool) -> str:
    name = look(row)
    place = f'<span class="place" id="p{row.place}">{row.place}</span>' if first else '<span class="place"></span>'
    margin = escape(note(row))
    if row.label == "removed":
        margin = f'<a href="#rule-{_anchor(f"{row.kind}-{row.rule}")}">{margin}</a>'
    elif row.kind:
        margin = f'<a href="#value-{_anchor(row.kind)}">{margin}</a>'
    text = []
    for piece in row.pieces:
        words = _safe(piece.text)
        if piece.quote:
            end = f"<sup>{piece.quote}</sup>" if piece.closes else ""
            words = f'<a class="said" href="#said{piece.quote}">{words}{end}</a>'
        elif piece.markup:
            words = f'<span class="gone">{words}</span>'
        text.append(words)
    beside = f'<span class="near">{escape(near(row.close))}</span>' if row.close else ""
    return (
        f'<div class="row{" first" if first else ""}">{place}<span class="note {name}">{margin}</span>'
        f'<span class="text {name} fill">{"".join(text)}</span>{beside}</div>\n'
    )


def _values(view: View) -> Iterator[str]:
    yield '<section aria-labelledby="values">\n<h2 id="values">Values, with what was offered for them</h2>\n'
    if not view.decisions:
        yield "<p>Nothing was offered for any field.</p>\n"
    for decision in view.decisions:
        yield from _decision(view, decision)
    yield "</section>\n"


def _decision(view: View, decision: Decision) -> Iterator[str]:
    name = decision.field.partition(".")[0]
    yield f'<h3 id="value-{_anchor(decision.field)}" class="{name} fill">{decision.field}</h3>\n'
    values = "; ".join(_safe(value) for value in decision.values) or "none"
    yield f'<p class="value">{values}</p>\n'
    if decision.candidates:
        yield (
            '<table class="offers"><thead><tr><th class="verdict">Verdict</th><th class="number">Weight</th>'
            '<th class="origin">Read in</th><th>Offered</th></tr></thead><tbody>\n'
        )
        for offer in decision.candidates:
            verdict, weight, origin, value = evidence(view, offer)
            read = f'<a href="#p{offer.place}">{escape(origin)}</a>' if offer.place else escape(origin)
            yield f'<tr class="{verdict}"><td>{verdict}</td><td class="number">{weight}</td>'
            yield f'<td class="origin">{read}</td><td class="words">{escape(value)}</td></tr>\n'
        yield "</tbody></table>\n"
    if decision.close:
        yield f'<p class="near">{escape(near(decision))}</p>\n'


def _statements(view: View) -> Iterator[str]:
    yield '<section aria-labelledby="statements">\n<h2 id="statements">Statements</h2>\n'
    if not view.statements:
        yield "<p>None were found.</p>\n"
    else:
        yield '<ol class="said-list">\n'
        for each in view.statements:
            about = escape(attribution(each))
            back = f' · <a href="#p{each.place}">{where(view, each.place)}</a>' if each.place else ""
            yield f'<li id="said{each.number}"><blockquote>{_safe(each.quote.text)}</blockquote>'
            yield f'<p class="small">{about}{back}</p></li>\n'
        yield "</ol>\n"
    yield "</section>\n"


def _removed(view: View) -> Iterator[str]:
    yield '<section aria-labelledby="removed">\n<h2 id="removed">Taken out, by rule</h2>\n'
    found = notices(view)
    if not found:
        yield "<p>Nothing was taken out.</p>\n"
    else:
        yield "<table><thead><tr><th>Kind</th><th>Rule</th><th>Where</th></tr></thead><tbody>\n"
        for notice in found:
            links = ", ".join(f'<a href="#p{place}">{where(view, place)}</a>' for place in sample(notice.places))
            more = len(notice.places) - len(sample(notice.places))
            rest = f" and {more:,} more" if more else ""
            anchor = _anchor(f"{notice.kind}-{notice.rule}")
            yield f'<tr id="rule-{anchor}"><td>{notice.kind}</td><td>{_safe(notice.rule)}</td>'
            yield f"<td>{links}{rest}</td></tr>\n"
        yield "</tbody></table>\n"
    yield "</section>\n"


def _anchor(name: str) -> str:
    """Return a name as an id of the page; rule ids of own packs may hold anything."""
    return "".join(
        char if char.isascii() and (char.isalnum() or char in "-_.") else f"_{ord(char):x}_" for char in name
    )
