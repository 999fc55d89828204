"""READ FIRST. Source → Record, as a list of named steps.

A source is decoded and cut into Blocks; rules claim the notices they know; header and footer lines are claimed
for the fields they speak of; each field makes one decision from its candidates; what nobody claimed is the body;
statements are looked for in the body. Every step takes the draft of the record and adds its part; none touches a
file, a clock, the network or anything else outside, so equal input gives equal records.
"""

from collections.abc import Callable

from msgspec import UNSET

from karabakh_extract.boilerplate import RuleBook
from karabakh_extract.boilerplate.classifier import judge_blocks
from karabakh_extract.draft import Draft
from karabakh_extract.evidence import evidence, removed, spans
from karabakh_extract.fields.authors import decide_authors
from karabakh_extract.fields.composed import claim_composed, claim_composed_left
from karabakh_extract.fields.dateline import read_dateline
from karabakh_extract.fields.dates import decide_dates
from karabakh_extract.fields.exports import read_fields, split_fields
from karabakh_extract.fields.footer import read_footer
from karabakh_extract.fields.header import read_header
from karabakh_extract.fields.headline import decide_headline
from karabakh_extract.fields.language import detect_language
from karabakh_extract.fields.margin import find_margin
from karabakh_extract.fields.media import decide_media
from karabakh_extract.fields.menus import claim_menus
from karabakh_extract.fields.notices import claim_notices
from karabakh_extract.fields.publisher import decide_publisher
from karabakh_extract.fields.shaped_lines import read_shaped_lines
from karabakh_extract.fields.topics import decide_topics
from karabakh_extract.fields.url import decide_url
from karabakh_extract.fields.worded import claim_worded, claim_worded_left
from karabakh_extract.judgement import judge
from karabakh_extract.options import Options
from karabakh_extract.page.build import read_page
from karabakh_extract.page.fragments import join_flattened
from karabakh_extract.page.front import split_front
from karabakh_extract.page.set_off import emphasised, set_off
from karabakh_extract.readers.source import Source
from karabakh_extract.record import Generator, Record, RecordSource
from karabakh_extract.version import __version__


def read_language(draft: Draft) -> None:
    """Find the language of the whole text; of a flattened page the running text's, since menus have no sentences."""
    blocks = draft.page.blocks
    if draft.page.run is not None and draft.page.run[1]:
        blocks = blocks[slice(*draft.page.run)]
    draft.language, _ = detect_language("\n".join(block.text for block in blocks), hint=draft.language)


def read_body(draft: Draft) -> None:
    """The body is what neither a rule nor a field took."""
    draft.body = draft.page.body()


def read_quotes(draft: Draft) -> None:
    """Look for statements and their speakers in the body."""
    if draft.options.quotes and draft.body:
        from karabakh_extract.quotes import find_quotes

        draft.quotes = find_quotes(
            draft.body,
            draft.language,
            set_off=set_off(draft.page),
            emphasised=emphasised(draft.page),
            headline=draft.headline,
        )


STEPS: tuple[Callable[[Draft], None], ...] = (
    read_page,  # bytes → text → Blocks
    split_fields,  # each labelled line of a database's export gets a Block of its own
    split_front,  # a header that shares a line with the article gets Blocks of its own
    join_flattened,  # sentences that a dump of a web page broke at every link are put together
    read_language,
    find_margin,  # of a flattened page: lines too far from its text to be looked at
    claim_notices,  # rules: donation boxes, disclaimers, share prompts, credits …
    claim_menus,  # the site's sections above the headline
    claim_composed,  # notices that no rule knows, told by what they are made of
    read_shaped_lines,  # captions, counts and arrows, told by their shape
    read_fields,  # what a database's labels say
    read_header,  # headline, byline, dates, regions and themes above the text
    read_footer,  # labelled lines, media addresses, a signature below it
    read_dateline,
    claim_worded,  # notices that nothing else has told, by their words
    decide_url,
    decide_headline,
    decide_authors,
    decide_publisher,
    decide_dates,
    decide_topics,
    decide_media,
    judge_blocks,  # on flattened pages the classifier judges what rules and fields left
    claim_worded_left,
    claim_composed_left,  # and there, what of the rest is a notice that no rule knows
    read_body,
    judge,  # is it an article at all? warnings
    read_quotes,
)


class Extractor:
    """Turns Sources into Records with one set of options and rules; holds no state between articles."""

    def __init__(self, options: Options | None = None, rules: RuleBook | None = None) -> None:
        self.options = options or Options()
        self.rules = rules if rules is not None else RuleBook.builtin()

    def extract(self, source: Source) -> Record:
        """Return the record of one article.

        Raises `InputError` where the source is too large, `UsageError` where its encoding has an unknown name.
        """
        return self.record(self.draft(source))

    def draft(self, source: Source) -> Draft:
        """Return the finished draft: the record's parts, and the Page with every Block and mark."""
        draft = Draft(source=source, options=self.options, rules=self.rules)
        for step in STEPS:
            step(draft)
        return draft

    def record(self, draft: Draft) -> Record:
        """Return the record that a finished draft holds."""
        source = draft.source
        return Record(
            generator=Generator(name="karabakh-extract", version=__version__, rules=self.rules.digest),
            id=draft.sha256[:32],
            source=RecordSource(
                name=source.name,
                format="html" if draft.format == "html" else "text",
                encoding=draft.encoding,
                sha256=draft.sha256,
                url=draft.url,
                fetched=source.fetched,
            ),
            headline=draft.headline,
            authors=draft.authors,
            publisher=draft.publisher,
            original_publisher=draft.original_publisher,
            language=draft.language,
            dates=draft.dates,
            regions=draft.regions,
            themes=draft.themes,
            quotes=draft.quotes,
            media=draft.media,
            warnings=draft.warnings,
            evidence=evidence(draft),
            body=draft.body,
            removed=removed(draft) if self.options.removed else [],
            spans=spans(draft) if self.options.spans else UNSET,
        )
