"""Web pages, first version: trafilatura's main text and metadata, put into the same Blocks and candidates as text.

In: decoded HTML. Out: Blocks without source offsets, candidates with the page's own metadata. trafilatura is the best open
extractor of main text; notices inside that text are left to the same rules as everywhere.
"""

from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import parse_names
from karabakh_extract.fields.lexicon import is_region
from karabakh_extract.page.block import Block
from karabakh_extract.page.page import Page
from karabakh_extract.page.text import text_blocks
from karabakh_extract.record import Origin


def read_html(draft: Draft, text: str) -> None:
    """Build the Page of a web page and offer its metadata."""
    import trafilatura

    document = trafilatura.bare_extraction(text, url=draft.url, with_metadata=True, include_comments=False)
    content = (document.text or "") if document is not None else ""
    # a line of trafilatura's text is a paragraph; a blank line between keeps short ones apart
    content = "\n\n".join(line for line in content.split("\n") if line.strip())
    blocks: list[Block] = text_blocks(content)
    draft.page = Page(content, blocks, offsets=False)
    if document is None:
        return
    for name, value, weight in (
        ("headline", document.title, 9.5),
        ("publisher", document.sitename, 7.0),
        ("dates.published", document.date, 8.0),
        ("url", document.url, 7.0),
    ):
        if value:
            draft.offer(name, str(value), _origin(name), -1, (0, 0), weight)
            if name == "publisher":
                draft.outlets.learn(str(value))
    for author in (document.author or "").split(";"):
        for named in parse_names(author, draft.outlets, certain=True).authors:
            draft.offer("authors", named.name, "meta", -1, (0, 0), 8.0)
    for topic in [*(document.categories or []), *(document.tags or [])]:
        draft.offer("regions" if is_region(topic) else "themes", topic, "meta", -1, (0, 0), 8.0)


def _origin(name: str) -> Origin:
    return "title" if name == "headline" else "meta"
