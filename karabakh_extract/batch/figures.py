"""What is said of an outlet's articles in a run: a handful of figures, named alike in reports and guards.

In: the Counts of a run. Out: figures by name. Shares lie between 0 and 1; a figure that has nothing to be a share of is
left out.
"""

from dataclasses import dataclass
from typing import Literal

from karabakh_extract.batch.counts import OutletCounts

Kind = Literal["share", "number"]
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its name, what it is, and which articles it is of."""

    name: str
    kind: Kind
    of: str
    means: str


FIGURES = {
    figure.name: figure
    for figure in (
        Figure("articles", "number", "", "articles of the outlet in this run"),
        Figure("failed", "share", "articles", "articles without a record"),
        Figure("not_an_article", "share", "records", "records of pages that are no articles"),
        Figure("empty", "share", "records", "records without a body"),
        Figure("headline.missing", "share", "converted", "articles without a headline"),
        Figure("author.missing", "share", "converted", "articles without an author"),
        Figure("date.missing", "share", "converted", "articles without a date of publication"),
        Figure("layout.unknown", "share", "converted", "articles of which no line or metadata named a value"),
        Figure("truncated", "share", "converted", "articles that are stubs of a paywall or cut files"),
        Figure("body.median", "number", "converted", "median length of the body in characters"),
        Figure("removed", "share", "text", "characters that were taken out"),
        Figure("classifier", "share", "text", "characters that the classifier took out"),
    )
}
"""All figures by name. A share is one of `of`: articles, records (articles that have one), converted (records of
articles), or text (the characters of bodies and of what was taken out)."""


def figures(counts: OutletCounts) -> Figures:
    """Return the figures of some articles."""
    text = counts.body_length + counts.removed_length
    parts = {
        "failed": (counts.failed + counts.rejected, counts.articles),
        "not_an_article": (counts.not_an_article, counts.records),
        "empty": (counts.empty, counts.records),
        "headline.missing": (counts.missing_headline, counts.converted),
        "author.missing": (counts.missing_author, counts.converted),
        "date.missing": (counts.missing_date, counts.converted),
        "layout.unknown": (counts.unknown_layouts, counts.converted),
        "truncated": (counts.truncated, counts.converted),
        "removed": (counts.removed_length, text),
        "classifier": (counts.classifier_length, text),
    }
    found: Figures = {name: round(part / whole, 4) for name, (part, whole) in parts.items() if whole}
    found["articles"] = counts.articles
    median = counts.median_length()
    if median is not None:
        found["body.median"] = median
    return {name: found[name] for name in FIGURES if name in found}


def shown(name: str, value: float) -> str:
    """Return a figure as people read it: "12.5 %", "1,840"."""
    return f"{100 * value:.1f} %" if FIGURES[name].kind == "share" else f"{value:,.0f}"
