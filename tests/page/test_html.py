"""Web pages in, records out: the cases of `html.yaml` and its neighbours, and what they cannot say."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from karabakh_extract import Extractor, Source

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "html.yaml").read_text("utf-8"))
MORE = [case for path in sorted(HERE.glob("html_*.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))]
EXTRACTOR = Extractor()


@pytest.mark.parametrize("case", [*CASES, *MORE], ids=[case["name"] for case in [*CASES, *MORE]])
def test_page(case: dict[str, Any]) -> None:
    record = EXTRACTOR.extract(Source(data=case["html"].encode(), name="page.html"))
    assert record.body.split("\n\n") == (case["blocks"] or [""])
    got = {
        "headline": record.headline,
        "authors": record.authors,
        "publisher": record.publisher,
        "original_publisher": record.original_publisher,
        "original": record.dates.original,
        "quotes": [[quote.speaker.name, quote.text] for quote in record.quotes if quote.kind == "direct"],
        "url": record.source.url,
        "published": record.dates.published,
        "modified": record.dates.modified,
        "regions": record.regions,
        "themes": record.themes,
        "language": record.language,
        "media": [{"url": media.url, "kind": media.kind} for media in record.media],
        "removed": sorted({removed.kind for removed in record.removed}),
        "warnings": [warning.code for warning in record.warnings],
    }
    assert {key: got[key] for key in case.keys() & got.keys()} == {key: case[key] for key in case.keys() & got.keys()}


def test_evidence_and_removed_have_no_offsets() -> None:
    record = EXTRACTOR.extract(Source(data=CASES[0]["html"].encode(), name="page.html"))
    assert {item.start for item in [*record.evidence, *record.removed]} == {None}
    assert {item.origin for item in record.evidence if item.field == "authors"} == {"json_ld"}
    assert next(item.origin for item in record.evidence if item.field == "headline") == "open_graph"


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r"])
def test_declared_charset(charset: str) -> None:
    text = (
        f'<html lang="ru"><head><meta charset="{charset}"><title>Мост открыт</title></head><body><h1>Мост открыт</h1>'
        "<p>Мост через реку открыли в пятницу утром, сообщила мэрия, и первыми по нему прошли школьники.</p>"
        "<p>Движение грузовиков по мосту разрешат только осенью, когда строители закончат работы.</p></body></html>"
    )
    record = EXTRACTOR.extract(Source(data=text.encode(charset), name="page.html"))
    assert record.headline == "Мост открыт"
    assert record.source.encoding == charset
    assert record.body.startswith("Мост через реку открыли")


def test_page_saved_with_its_parts() -> None:
    page = CASES[2]["html"]
    wrapped = (
        "From: <Saved by Browser>\nSnapshot-Content-Location: https://islander.example/fares\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="xx"\n\n--xx\n'
        "Content-Type: text/html; charset=utf-8\nContent-Location: https://islander.example/fares\n\n"
        f"{page}\n--xx\nContent-Type: image/png\n\nnothing\n--xx--\n"
    )
    record = EXTRACTOR.extract(Source(data=wrapped.encode(), name="page.mhtml"))
    assert record.source.format == "html"
    assert record.source.url == "https://islander.example/fares"
    assert record.body.split("\n\n") == CASES[2]["blocks"]


def test_same_page_same_record() -> None:
    pages = [case["html"].encode() for case in CASES]
    first = [EXTRACTOR.extract(Source(data=page, name="page.html")) for page in pages]
    second = [Extractor().extract(Source(data=page, name="page.html")) for page in reversed(pages)]
    assert first == second[::-1]
