"""Documents of Word and in Rich Text Format: their text, and the articles of exports that news databases deliver so."""

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import yaml

from karabakh_extract import Extractor
from karabakh_extract.readers.containers.rtf import text_of
from karabakh_extract.readers.inputs import Input
from karabakh_extract.readers.options import ReadOptions
from karabakh_extract.readers.stream import sources

EXPORTS = Path(__file__).parent / "exports"
EXPECTED = yaml.safe_load((EXPORTS / "expected.yaml").read_text("utf-8"))
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ' + (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
EXTRACTOR = Extractor()


def docx(body, opening=""):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"{opening}<w:document {W}><w:body>{body}</w:body></w:document>")
    return stream.getvalue()


def as_docx(text):
    return docx("".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.splitlines()))


def as_rtf(text):
    def letters(line):
        line = line.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
        return "".join(char if char < "\x80" else f"\\u{ord(char)}?" for char in line)

    return ("{\\rtf1\\ansi " + "".join(f"{{\\b0 {letters(line)}}}\\par\n" for line in text.splitlines()) + "}").encode()


def read(path, data, **options):
    path.write_bytes(data)
    return list(sources(Input(str(path), path.name), ReadOptions(**options)))


@pytest.mark.parametrize("name", ["nexisuni.txt", "factiva.txt", "lexis.txt", "proquest.txt"])
@pytest.mark.parametrize(("suffix", "write"), [("docx", as_docx), ("rtf", as_rtf)])
def test_exports_give_the_articles_that_their_text_gives(tmp_path, name, suffix, write):
    path = tmp_path / f"export.{suffix}"
    found = read(path, write((EXPORTS / name).read_text("utf-8")))
    assert [each.name for each in found] == [f"{path}!{number}" for number in EXPECTED[name]]
    headlines = [EXTRACTOR.extract(each).headline for each in found]
    assert headlines == [values.get("headline") for values in EXPECTED[name].values()]


def test_a_document_of_one_article(tmp_path):
    (found,) = read(tmp_path / "a.docx", as_docx("Rain stops play\n\nBy Ann Lee\n\nIt rained all day."))
    assert (found.name, found.format) == (f"{tmp_path}/a.docx", "text")
    assert found.data == "Rain stops play\n\n\n\nBy Ann Lee\n\n\n\nIt rained all day."


PARTS = """
<w:p><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r><w:del><w:r><w:delText>no</w:delText></w:r></w:del>
<w:hyperlink><w:r><w:instrText>HYPERLINK "x"</w:instrText><w:t> four</w:t></w:r></w:hyperlink></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>box</w:t></w:r></w:p></mc:Choice>
<mc:Fallback><w:p><w:r><w:t>box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"""


def test_the_parts_of_a_document(tmp_path):
    (found,) = read(tmp_path / "a.docx", docx(PARTS))
    assert found.data == "One two\nthree four\n\na | b\n\nbox"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (docx("<w:p>"), "damaged"),
        (docx(""), "empty"),
        (docx("", '<!DOCTYPE a [<!ENTITY b "cccccccccc">]>'), "damaged"),
        (as_docx("It rained. " * 2_000), "too_large"),
        (docx("<w:p/>" * 300_000), "bomb"),
        (b"{\\rtf1 }", "empty"),
        (b"{\\rtf1 " + b"rain " * 4_000 + b"}", "too_large"),
    ],
)
def test_documents_that_are_refused(tmp_path, data, reason, monkeypatch):
    monkeypatch.setattr("karabakh_extract.readers.compressed.GRACE", 1_000_000)
    monkeypatch.setattr("karabakh_extract.readers.archived.GRACE", 1_000_000)
    (error,) = read(tmp_path / "a.x", data, max_bytes=20_000)
    assert error.reason in (reason, "too_large")


RTF = [
    (rb"{\rtf1\ansi\ansicpg1251 \'cc\'ee\'f1\'f2}", "Мост"),
    (rb"{\rtf1{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}a {\f1 \'cc\'ee}{\f0 caf\'e9}}", "a Мо" + "café"),
    (rb"{\rtf1{\fonttbl{\f2\fcharset128 M;}}{\f2 \'93\'fa\'96{}\'7b}}", None),
    (rb"{\rtf1 \u1055?\u1088?\uc0\u1080 \uc1\u-10179?\u-8704?}", "При😀"),
    (rb'{\rtf1{\field{\*\fldinst HYPERLINK "http://a.b"}{\fldrslt label}} x}', "label x"),
    (
        rb"{\rtf1{\header no}{\stylesheet{\s0 no;}}{\*\unknown no}{\info{\title no}}a\emdash b\rquote s\~c\_d}",
        "a—b’s\u00a0c\u2011d",
    ),
    (rb"{\rtf1 \{a\}\\b\par c\line d\tab e}", "{a}\\b\n\nc\nd e"),
    (b"{\\rtf1{\\pict\\bin6 }}}}}}no}yes}", "yes"),
    (rb"{\rtf1\trowd a\cell b\cell\row c}", "a | b | \n\nc"),
    (rb"}}}{\rtf1 a}}}b", "ab"),
    (rb"{\rtf1 \u99999999999 a", None),
]


@pytest.mark.parametrize(("data", "text"), RTF)
def test_rich_text(data, text):
    assert text_of(data) == text if text is not None else isinstance(text_of(data), str)


@pytest.mark.parametrize("piece", [r"{\field{\*\fldinst HYPERLINK ", r"\f1", "\\'", r"\u", "{", "}", r"\bin99999999 "])
def test_rich_text_takes_one_pass(piece):
    # a reader that goes back for each of these would not end within the time limit of tests
    assert isinstance(text_of(b"{\\rtf1 " + piece.encode() * 100_000), str)
