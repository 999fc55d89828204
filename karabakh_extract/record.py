"""The record: what comes out for one article, as version 1 of the contract defines it.

This module is the schema's only definition; JSON Schema, validation and the page `docs/record.md` are derived from
it, from the types and from the texts below classes and fields. All keys are present in every record (`spans` where it
is asked for); what the article does not give is `None` or an empty list. Offsets: in `quotes`, `dates.mentioned` and
`places` they count Unicode code points of `body`; in `removed`, `evidence` and `spans` code points of the source text
as decoded once (newlines as they are, a byte order mark not counted). Where the source was HTML they are `None`, and
there are no `spans`.
"""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

SCHEMA: Literal["karabakh-extract/record/1"] = "karabakh-extract/record/1"

RemovedKind = Literal[
    "donation", "disclaimer", "fair_use", "copyright", "share_prompt", "subscription", "membership", "contact",
    "comment_prompt", "related_links", "credit", "caption", "pull_quote", "correction", "editors_note", "forwarding",
    "advertisement", "navigation", "about_author", "republication", "other",
]  # fmt: skip
WarningCode = Literal[
    "not_an_article", "no_headline", "encoding_guessed", "bytes_replaced", "text_repaired", "dates_disagree",
    "date_implausible", "publishers_disagree", "body_short", "much_removed", "truncated", "limit_reached",
]  # fmt: skip
Origin = Literal[
    "first_line", "header", "byline", "dateline", "label", "footer", "notice", "url", "body",
    "json_ld", "open_graph", "meta", "microdata", "h1", "title", "time", "byline_class", "link", "text",
]  # fmt: skip
QuoteKind = Literal["direct", "indirect", "mixed"]
Resolution = Literal["named", "surname", "pronoun", "title", "run", "none"]
MediaKind = Literal["image", "video", "audio", "document"]
SpanLabel = Literal["body", "removed", "field", "markup", "space"]

Offset = Annotated[int, Meta(ge=0)]
Digest = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", title="64 hex digits")]
Moment = Annotated[
    str,
    Meta(
        pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?([+-][0-9]{2}:[0-9]{2})?)?$",
        title="YYYY-MM-DD or YYYY-MM-DDThh:mm[:ss][±hh:mm]",
    ),
]
Day = Annotated[str, Meta(pattern="^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", title="YYYY, YYYY-MM or YYYY-MM-DD")]


class Generator(Struct, kw_only=True):
    """The program that made the record."""

    name: str
    """`karabakh-extract`"""
    version: str
    """its version"""
    rules: Annotated[str, Meta(pattern="^[0-9a-f]+$", title="hex digits")]
    """digest of all rule packs in force: equal digests, equal rules"""


class RecordSource(Struct, kw_only=True):
    """Where the article came from."""

    name: str
    """path as given, `-` for standard input, `container!member` otherwise"""
    format: Literal["text", "html"]
    """what it was taken for"""
    encoding: str
    """what the bytes were decoded with"""
    sha256: Digest
    """of the article's bytes; of its UTF-8 text where it came as a string"""
    url: str | None = None
    """where the article lives, when the source says so"""
    fetched: Moment | None = None
    """when it was crawled, when the source carries that; never a file's time or the clock"""


class MentionedDate(Struct, kw_only=True):
    """A date named in the body, resolved against the publication date."""

    date: Day
    """as precise as the text allows"""
    text: str
    """as printed: `body[start:end]`"""
    start: Offset
    """in the body"""
    end: Offset
    """in the body"""


class Dates(Struct, kw_only=True):
    """Dates, each with just the precision that the source prints."""

    published: Moment | None = None
    """publication of this copy"""
    original: Moment | None = None
    """first publication, when this is a re-publication and the source says so"""
    modified: Moment | None = None
    """last change"""
    mentioned: list[MentionedDate] = field(default_factory=list)
    """dates named in the body"""


class Mention(Struct, kw_only=True):
    """A stretch of the body, verbatim."""

    text: str
    """as printed: `body[start:end]`"""
    start: Offset
    """in the body"""
    end: Offset
    """in the body"""


class Place(Struct, kw_only=True):
    """A place named in the body, resolved where the gazetteer knows it."""

    name: str
    """usual name"""
    country: Annotated[str, Meta(pattern="^[A-Z]{2}$", title="two capital letters")] | None = None
    """ISO 3166-1 alpha-2"""
    latitude: Annotated[float, Meta(ge=-90, le=90)] | None = None
    """degrees, WGS 84"""
    longitude: Annotated[float, Meta(ge=-180, le=180)] | None = None
    """degrees, WGS 84"""
    geonames_id: Offset | None = None
    """number in GeoNames"""
    mentions: list[Mention] = field(default_factory=list)
    """where the body names it"""


class Speaker(Struct, kw_only=True):
    """Who said it."""

    name: str | None = None
    """fullest form that the article gives, without title; null when the text names nobody"""
    role: str | None = None
    """title or description as printed"""
    mention: str | None = None
    """the words that stand at the quote itself"""


class Part(Struct, kw_only=True):
    """One printed piece of a quote: `body[start:end]`, without its outer marks."""

    start: Offset
    """in the body"""
    end: Offset
    """in the body"""


class Quote(Struct, kw_only=True):
    """A statement with its speaker."""

    text: str
    """the parts, joined"""
    kind: QuoteKind
    """in quotation marks, reported speech, or reported speech with a quoted part"""
    speaker: Speaker
    """who said it"""
    resolution: Resolution
    """how the speaker's name was found"""
    cue: str | None = None
    """the reporting verb or phrase as printed"""
    via: str | None = None
    """outlet or channel the words were given to"""
    parts: list[Part]
    """each printed piece, in order"""
    start: Offset
    """of the first part, in the body"""
    end: Offset
    """of the last part, in the body"""


class Media(Struct, kw_only=True):
    """An image, video, audio file or document that belongs to the article."""

    url: str
    """its address"""
    kind: MediaKind
    """what it is"""


class Warning(Struct, kw_only=True):
    """What a careful reader should know about this record."""

    code: WarningCode
    """what to look for in a program"""
    detail: str | None = None
    """the case within the code: `not_an_article` has `error_page`, `consent_wall`, `login`, `index_page`, `digest`,
    `empty`"""
    message: str
    """one sentence for people"""


class Evidence(Struct, kw_only=True):
    """Where a value was read."""

    field: str | None
    """path in the record; null: recognised as metadata, used for none"""
    origin: Origin
    """what kind of place it stands at"""
    text: str
    """as printed, a label included"""
    start: Offset | None = None
    """in the source; null for HTML"""
    end: Offset | None = None
    """in the source; null for HTML"""


class Removed(Struct, kw_only=True):
    """A stretch that was taken out."""

    kind: RemovedKind
    """what kind of notice it is"""
    rule: str
    """id of the rule that took it, or `classifier`"""
    confidence: Annotated[float, Meta(ge=0, le=1)] | None = None
    """of the classifier; null where a rule decided"""
    start: Offset | None = None
    """in the source; null for HTML"""
    end: Offset | None = None
    """in the source; null for HTML"""
    text: str
    """as printed"""


class RecordSpan(Struct, kw_only=True):
    """A stretch of the source and what it was taken for; the spans, joined, are the source."""

    start: Offset
    """in the source"""
    end: Offset
    """in the source"""
    label: SpanLabel
    """what it was taken for"""
    kind: str | None = None
    """`removed`: kind of notice; `field`: path in the record, null where the line was used for none"""
    rule: str | None = None
    """`removed`: the rule's id; `field`: the origin"""


class Record(Struct, kw_only=True):
    """One article."""

    schema: Literal["karabakh-extract/record/1"] = SCHEMA
    """the version of this contract"""
    generator: Generator
    """the program that made the record"""
    id: Annotated[str, Meta(pattern="^[0-9a-f]{32}$", title="32 hex digits")]
    """first 32 hex digits of `source.sha256`: the key of this content"""
    source: RecordSource
    """where the article came from"""
    headline: str | None = None
    """verbatim, white space folded, without the site's name"""
    authors: list[str] = field(default_factory=list)
    """people or organisations as printed, in order, without titles"""
    publisher: str | None = None
    """who published this copy"""
    original_publisher: str | None = None
    """who published it first, when this is a re-publication"""
    language: Annotated[str, Meta(pattern="^[a-z]{2,3}$", title="two or three small letters")] | None = None
    """primary subtag (ISO 639)"""
    dates: Dates = field(default_factory=Dates)
    """of this copy, of the first publication, of the last change; named in the body"""
    regions: list[str] = field(default_factory=list)
    """as the source declares them"""
    themes: list[str] = field(default_factory=list)
    """as the source declares them"""
    places: list[Place] = field(default_factory=list)
    """named in the body"""
    quotes: list[Quote] = field(default_factory=list)
    """statements, in the order of the body"""
    media: list[Media] = field(default_factory=list)
    """addresses that belong to the article"""
    warnings: list[Warning] = field(default_factory=list)
    """what a careful reader should know"""
    evidence: list[Evidence] = field(default_factory=list)
    """where the values were read, strongest first for each field"""
    body: str = ""
    """the article's own text: paragraphs separated by one blank line"""
    removed: list[Removed] = field(default_factory=list)
    """every stretch that was taken out, in order"""
    spans: list[RecordSpan] | UnsetType = UNSET
    """the whole source in labelled stretches, where `convert --spans` asks for them; `[]` for HTML"""
