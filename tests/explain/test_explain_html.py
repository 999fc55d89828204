"""The page of `explain --html`: one file that asks for nothing, links that lead somewhere, colours that can be read."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flood_article import FLOOD, draft

import karabakh_extract.explain.html as html
from karabakh_extract.explain.html import document
from karabakh_extract.explain.view import view

CSS = Path(html.__file__).with_name("page.css").read_text("utf-8")
VOID = {"meta", "br"}


class Page(HTMLParser):
    """Ids, links, text and the open elements of a page; a wrong end tag fails."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.ids, self.links, self.words, self.tags, self.open = [], [], [], [], []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        about = dict(attrs)
        self.ids += [about["id"]] if "id" in about else []
        self.links += [about["href"]] if "href" in about else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"style", "title"} & set(self.open):
            self.words.append(data)


def page(article=FLOOD, **hints):
    return document(view(draft(article, **hints)))


def test_every_link_leads_to_a_place_of_the_page():
    parsed = Page(page())
    assert len(parsed.ids) == len(set(parsed.ids))
    assert [link for link in parsed.links if not link.startswith("#") or link[1:] not in parsed.ids] == []
    assert len(parsed.links) > 20


def test_it_asks_for_nothing_and_runs_nothing():
    source = page()
    assert "default-src 'none'" in source
    assert not {"script", "link", "img", "iframe", "form"} & set(Page(source).tags)
    assert re.search(r"@import|url\(", CSS) is None


def test_the_first_link_skips_the_source():
    assert Page(page()).links[0] == "#values"


def test_the_text_of_an_article_is_text():
    source = page('Headline <script>alert("1")</script>\n\nA paragraph & "quotes" <img src=x onerror=y> in a body.\n')
    assert "<script" not in source and "<img" not in source
    assert "onerror=y" in "".join(Page(source).words)


def test_controls_and_turning_marks_stand_as_escapes():
    source = page()
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", source) is None
    assert "\\u202e" in "".join(Page(source).words)


def test_rules_of_any_name_are_links_too():
    assert html._anchor('a "b"/c') == "a_20__22_b_22__2f_c"


def test_statements_link_to_their_list_and_back():
    source = page()
    assert re.search(r'<a class="said" href="#said1">We have waited for this night a long time<sup>1</sup></a>', source)
    assert re.search(r'<li id="said1">.*?<a href="#p10">line 10</a>', source, re.S)


@pytest.mark.parametrize("article", ["", "Only a headline\n"])
def test_an_article_with_nothing_in_it_has_a_page(article):
    words = "".join(Page(page(article)).words)
    assert "None were found." in words


# ---- colours


def schemes():
    light, dark = CSS.split("@media (prefers-color-scheme: dark)", 1)
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", part.split("\n}\n")[0])) for part in (light, dark)]


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", schemes(), ids=["light", "dark"])
def test_all_text_has_contrast(scheme):
    pairs = [(scheme[name], scheme["page"]) for name in ("ink", "muted", "link")]
    for name in [each.removesuffix("-ink") for each in scheme if each.endswith("-ink")]:
        pairs += [(scheme[f"{name}-ink"], scheme[f"{name}-bg"]), (scheme[f"{name}-ink"], scheme["page"])]
    assert len(pairs) > 20
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


def test_both_schemes_have_the_same_colours():
    light, dark = schemes()
    assert light.keys() == dark.keys()
    assert set(re.findall(r"var\(--([\w-]+)\)", CSS)) <= light.keys()
