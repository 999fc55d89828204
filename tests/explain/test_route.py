"""The way a web page went: what settled its main text and which source won each field, in both renderings."""

import json
from html import unescape

import pytest
from flood_article import draft

from karabakh_extract.explain.html import document
from karabakh_extract.explain.terminal import text
from karabakh_extract.explain.view import view

NIGHT = "The flood wall of Tarnbeck held in the night of day {} while the river rose to four metres."
LINES = [NIGHT.format(n) for n in range(20)]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in LINES)
DECLARED = json.dumps({"@type": "NewsArticle", "headline": "The wall held", "articleBody": " ".join(LINES)})
PAGES = {
    "declared": f'<script type="application/ld+json">{DECLARED}</script><div class="x">{PARAGRAPHS}</div>',
    "named": f'<div class="page" id="top"><div class="article-body">{PARAGRAPHS}</div></div>',
    "votes": f"<div>{PARAGRAPHS}</div>",
    "script": f'<div id="root"></div><script>state = {json.dumps({"bodyHtml": PARAGRAPHS})};</script>',
}


def page(settled):
    return draft(f"<html><head><title>The wall held</title></head><body>{PAGES[settled]}</body></html>", format="html")


@pytest.mark.parametrize("settled", PAGES)
def test_what_settled_the_main_text(settled):
    made = page(settled)
    assert made.route.settled == settled
    assert made.body.count("The flood wall") == len(LINES)


def test_where_it_stands_and_who_won():
    made = dict(view(page("named")).way)
    assert made["container"] == "body > div#top.page > div.article-body"
    assert made["paragraphs"] == "20 kept, 0 left out between them"
    assert made["sources"] == "headline: title"
    assert "headline: json_ld" in dict(view(page("declared")).way)["sources"]


@pytest.mark.parametrize("settled", PAGES)
def test_both_renderings_show_every_step(settled):
    shown = view(page(settled))
    printed, rendered = "\n".join(text(shown, width=None, colour=False)), unescape(document(shown))
    assert len(shown.way) >= 3
    for heading, sentence in shown.way:
        assert f"  {heading:<12} {sentence}\n" in printed
        assert f"<dt>{heading}</dt><dd>{sentence}</dd>" in rendered


def test_text_has_no_way():
    assert view(draft()).way == ()
    assert "How the page was read" not in document(view(draft()))


def test_an_address_that_agrees_is_taken_too():
    address = "https://mail.example/wall"
    head = f'<link rel="canonical" href="{address}"><meta property="og:url" content="{address}">'
    made = draft(
        f"<html><head><title>The wall held</title>{head}</head><body>{PARAGRAPHS}</body></html>", format="html"
    )
    decision = next(each for each in view(made).decisions if each.field == "source.url")
    assert [offer.taken for offer in decision.candidates] == [True, True]
    assert not decision.close
