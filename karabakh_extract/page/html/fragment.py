"""Values of metadata that are small pieces of HTML: an author as a link, a headline with an emphasised word.

In: a value. Out: its text. BeautifulSoup reads them: unlike the parser of whole pages it takes a fragment for what it
is, unclosed tags and lone angle brackets included. Few values hold a tag, so that it is seldom imported.
"""

from karabakh_extract.patterns import lazy

LONGEST = 2_000
"""Characters of a value that can be a name or a line; longer ones are texts."""
_TAG = lazy(r"</?[a-zA-Z][^<>]{0,500}>")


def plain(value: str) -> str:
    """Return the text of a value, itself where it holds no tag."""
    if "<" not in value or len(value) > LONGEST or not _TAG.search(value):
        return value
    from bs4 import BeautifulSoup

    return BeautifulSoup(value, "html.parser").get_text()
