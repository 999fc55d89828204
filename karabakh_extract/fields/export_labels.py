"""The labels by which a news database's fields are known, and which sort of labels a text has.

In: the source of a text and `data/exports.yaml`. Out: whether and how it is an export, the label at a place of it, and
the lines that stand alone. A text is taken for an export only where several labels stand that no article prints by
itself.
"""

import re
from functools import cache
from typing import Literal, NamedTuple

from msgspec import Struct

from karabakh_extract.data import load
from karabakh_extract.draft import Draft
from karabakh_extract.fields.phrases import fold
from karabakh_extract.page.block import Block
from karabakh_extract.patterns import lazy
from karabakh_extract.readers.cuts import patterns

_CODE = lazy(r"^([A-Z]{2,3})(?=[^\S\n]{2,}|\t|[^\S\n]*+\r?$)", re.MULTILINE)
_LABEL = lazy(r"[^\S\n]*+([^\W\d_][\w/(), -]{0,45}?)[^\S\n]?:(?=\s|$)")


class Labels(NamedTuple):
    """Labels and codes with their fields, and the words of lines that stand alone."""

    labels: dict[str, str]
    codes: dict[str, str]
    telling: frozenset[str]
    alone: frozenset[str]
    captions: frozenset[str]
    lengths: frozenset[str]
    languages: frozenset[str]
    accession: frozenset[str]


class Found(Struct, frozen=True, gc=False):
    """A label at the start of a Block: its field, and where its value begins."""

    field: str
    value: int
    word: str


@cache
def export_labels() -> Labels:
    """Return the labels and words of `data/exports.yaml`."""
    data = load("exports")
    return Labels(
        {word: field for field, words in data["labels"].items() for word in words},
        {word: field for field, words in data["codes"].items() for word in words},
        *(frozenset(data[name]) for name in ("telling", "alone", "captions", "lengths", "languages", "accession")),
    )


def export_sort(source: str) -> Literal["", "codes", "labels", "number"]:
    """Return how the fields of a text are labelled: `codes`, `labels`, `number` (neither), "" where it is no export."""
    known = export_labels()
    codes = {found[1] for found in _CODE.finditer(source)} if "\nHD" in source or source.startswith("HD") else set()
    if len(codes & known.codes.keys()) >= 4 and codes & {"LP", "TD", "TX"}:
        return "codes"
    lines = source.splitlines()
    telling = {fold(found[1]) for line in lines if ":" in line[:60] and (found := _LABEL.match(line))}
    telling &= known.telling
    marks = patterns()
    if len(telling) >= 2 or (telling and (marks.counter.search(source) or marks.end.search(source))):
        return "labels"
    # the number stands behind such a word: looking for those first takes a tenth of the time
    numbered = any(word in source for word in _before_number()) and marks.accession.search(source)
    return "number" if numbered else ""


@cache
def _before_number() -> tuple[str, ...]:
    return tuple(form for word in export_labels().accession for form in {word, word.capitalize(), word.upper()})


def label_at(draft: Draft, block: Block, at: int) -> Found | None:
    """Return the label that stands at a place of the source, at the start of a line of a Block."""
    source, known = draft.page.source, export_labels()
    if draft.export == "codes":
        code = _CODE.match(source, at)
        field = known.codes.get(code[1]) if code else None
        return Found(field, _after(source, code.end(), block.end), code[1]) if code and field else None
    label = _LABEL.match(source, at, block.end)
    field = known.labels.get(fold(label[1])) if label else None
    return Found(field, _after(source, label.end(), block.end), fold(label[1])) if label and field else None


def _after(source: str, at: int, end: int) -> int:
    while at < end and source[at].isspace():
        at += 1
    return at


def stands_alone(text: str) -> bool:
    """Whether a line says only where a part of an article begins or ends, counts articles, or numbers one."""
    if len(text) > 80:
        return False
    marks = patterns()
    return fold(text) in export_labels().alone or any(
        mark.fullmatch(text) for mark in (marks.counter, marks.end, marks.accession)
    )
