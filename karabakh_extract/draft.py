"""The draft of a record: everything that is known about one article while the steps of `extract` work on it."""

from typing import Literal

from msgspec import Struct, field

from karabakh_extract.boilerplate import Claim, RuleBook
from karabakh_extract.fields.candidates import Candidate, Candidates
from karabakh_extract.fields.outlets import Outlets
from karabakh_extract.fields.titled import Titled
from karabakh_extract.options import Options
from karabakh_extract.page.marks import Mark
from karabakh_extract.page.page import Page
from karabakh_extract.page.route import Route
from karabakh_extract.readers.source import Source
from karabakh_extract.record import Dates, Media, Origin, Quote, Warning, WarningCode


class Draft(Struct):
    """One article under way. Each step reads what earlier steps left and adds its own part.

    `last_paragraph` is where the last one was found, behind the count of changes that the page had seen by then.
    """

    source: Source
    options: Options
    rules: RuleBook
    format: str = "text"
    encoding: str = "utf-8"
    sha256: str = ""
    page: Page = field(default_factory=lambda: Page("", []))
    route: Route | None = None
    claims: list[Claim] = field(default_factory=list)
    outlets: Outlets = field(default_factory=Outlets)
    candidates: Candidates = field(default_factory=Candidates)
    titled: Titled | None = None
    headline_block: int = -1
    header_end: int = 0
    last_paragraph: tuple[int, int] = (-1, -1)
    export: Literal["", "codes", "labels", "number"] = ""
    day_first: bool | None = None
    url: str | None = None
    headline: str | None = None
    authors: list[str] = field(default_factory=list)
    publisher: str | None = None
    original_publisher: str | None = None
    language: str | None = None
    dates: Dates = field(default_factory=Dates)
    regions: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    body: str = ""
    quotes: list[Quote] = field(default_factory=list)

    def warn(self, code: WarningCode, message: str, detail: str | None = None) -> None:
        """Add a warning to the record."""
        self.warnings.append(Warning(code=code, detail=detail, message=message))

    def offer(
        self, name: str, value: str, origin: Origin, block: int, span: tuple[int, int], weight: float
    ) -> Candidate:
        """Add a candidate for a field, read at `span` of a Block's clean text."""
        candidate = Candidate(name, value, origin, block, span[0], span[1], weight)
        self.candidates.add(candidate)
        return candidate

    def mark_field(self, block: int, start: int, end: int, name: str, origin: Origin) -> None:
        """Mark a stretch as metadata: it leaves the body and stands in `evidence`."""
        self.page.mark(block, Mark(start, end, "field", name, origin))
