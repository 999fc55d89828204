"""Mails and mailboxes: text under its headers or the page, encodings undone, each mail an article of its own."""

import base64
import quopri
from email.message import EmailMessage
from pathlib import Path

import pytest
import yaml

from karabakh_extract import Extractor
from karabakh_extract.errors import InputError
from karabakh_extract.readers.inputs import Input
from karabakh_extract.readers.options import ReadOptions
from karabakh_extract.readers.stream import sources

MAILS = Path(__file__).parent / "mails"
EXPECTED = yaml.safe_load((MAILS / "expected.yaml").read_text("utf-8"))["mbox.txt"]
EXTRACTOR = Extractor()
TEXT = "Дождь остановил игру.\n\nВесь день шёл дождь, и игроки ушли домой.\n"
LINE = "From desk@wire.example Fri Nov  9 07:30:00 2012\n"


def mail(text=None, page=None, subject="Rain stops play", **headers):
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "Ann Lee <ann@wire.example>"
    message["Date"] = "Fri, 9 Nov 2012 07:30:00 +0100"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if text is not None:
        message.set_content(text)
    if page is not None:
        (message.set_content if text is None else message.add_alternative)(page, subtype="html")
    return message


def read(path, data, **options):
    path.write_bytes(data)
    return list(sources(Input(str(path), path.name), ReadOptions(**options)))


def test_a_text_stands_under_its_headers(tmp_path):
    (found,) = read(tmp_path / "a.eml", mail(TEXT, subject="Дождь и игра").as_bytes())
    assert found.data.startswith("Subject: Дождь и игра\nFrom: Ann Lee <ann@wire.example>\nDate: Fri, 09 Nov 2012 ")
    assert found.data.endswith("\n\n" + TEXT.strip())
    assert (found.name, found.format, found.fetched) == (f"{tmp_path}/a.eml", "text", "2012-11-09T07:30:00+01:00")


def test_a_page_gets_its_subject_as_title(tmp_path):
    page = "<html><body><p>It rained all day.</p></body></html>"
    (found,) = read(tmp_path / "a.eml", mail(page=page, subject="Rain & <play>").as_bytes())
    assert (found.format, found.data.strip()) == ("html", f"<title>Rain &amp; &lt;play&gt;</title>{page}")
    (found,) = read(tmp_path / "b.eml", mail(page=f"<title>Other</title>{page}").as_bytes())
    assert found.data.startswith("<title>Other</title>")


@pytest.mark.parametrize(
    ("text", "format"), [("It rained all day, and the players went home.", "text"), ("Read this in a browser.", "html")]
)
def test_text_or_page(tmp_path, text, format):
    page = (
        "<p>" + "It rained all day, and the players went home. " * 3 + "</p><style>p {a: b c d e f g h i j k l}</style>"
    )
    (found,) = read(tmp_path / "a.eml", mail(text, page).as_bytes())
    assert found.format == format


def test_attached_files_are_not_read_and_addresses_are(tmp_path):
    message = mail("It rained.", Archived_At="<https://wire.example/9>")
    message.add_attachment(b"no such text", maintype="application", subtype="octet-stream", filename="a.bin")
    message.add_attachment("nor this one", filename="a.txt")
    (found,) = read(tmp_path / "mail", b"Return-Path: <x@y.example>\n" + message.as_bytes())
    assert "no such" not in found.data and "nor this" not in found.data
    assert found.url == "https://wire.example/9"


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("charset", ["koi8-r", "utf-8", "windows-1251"])
def test_encodings(tmp_path, encoding, charset):
    raw = TEXT.encode(charset)
    body = {"base64": base64.encodebytes(raw), "quoted-printable": quopri.encodestring(raw), "8bit": raw}[encoding]
    head = f"From: a@b.example\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n"
    (found,) = read(tmp_path / "a.eml", f"{head}MIME-Version: 1.0\n\n".encode() + body)
    assert "Весь день шёл дождь" in found.data


def test_the_mails_of_a_mailbox(tmp_path):
    path = tmp_path / "news.mbox"
    box = "".join(f"{LINE}{mail(f'It rained {n}.').as_string()}\n>From the hills, it snowed.\n\n" for n in range(1, 4))
    found = read(path, box.encode())
    assert [each.name for each in found] == [f"{path}!{n}" for n in (1, 2, 3)]
    assert found[1].data.endswith("It rained 2.\n\nFrom the hills, it snowed.")


def test_a_line_of_a_mail_that_begins_like_another_mail(tmp_path):
    found = read(
        tmp_path / "a.mbox", f"{LINE}Subject: x\n\nIt rained.\n\nFrom here on it snowed.\n{LINE}so it did".encode()
    )
    assert len(found) == 1


def test_records_of_a_mailbox(tmp_path):
    found = read(tmp_path / "mbox.txt", (MAILS / "mbox.txt").read_bytes())
    assert len(found) == len(EXPECTED)
    for source, wanted in zip(found, EXPECTED.values(), strict=True):
        record = EXTRACTOR.extract(source)
        assert (record.headline, record.authors, record.dates.published, record.body.split("\n\n")) == (
            wanted["headline"],
            wanted["authors"],
            wanted["published"],
            wanted["paragraphs"],
        )


def test_what_is_no_mail_costs_one(tmp_path):
    large = LINE + "Subject: x\n\n" + "words " * 300 + "\n\n"
    empty = LINE + mail(page=" ").as_string() + "\n"
    path = tmp_path / "a.mbox"
    found = read(path, (large + empty + LINE + mail("It rained.").as_string()).encode(), max_bytes=1_000)
    said = [each.reason if isinstance(each, InputError) else each.name for each in found]
    assert said == ["too_large", "empty", f"{path}!3"]


@pytest.mark.parametrize(
    "data",
    [
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\n\n",
        b"From: =?x?q?=?=\nSubject: =?utf-8?b?!!!?= =?no-such?q?a?=\nDate: 99 Foo\nMIME-Version: 1.0\n\nrain",
        b"From: \xff\xfe\nSubject: \xe9\nContent-Type: text/plain; charset=\xff\nMIME-Version: 1.0\n\nrain",
        b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3_000)),
    ],
)
def test_mails_that_are_broken(tmp_path, data):
    (found,) = read(tmp_path / "a.eml", data)
    assert isinstance(found, InputError) or "rain" in found.data


@pytest.mark.parametrize(
    "text", ["From the hills it snowed.\n", "Subject: rain\nFrom: Ann\nDate: today\n\nIt rained.\n"]
)
def test_a_text_that_begins_like_a_mail_is_a_text(tmp_path, text):
    (found,) = read(tmp_path / "a.txt", text.encode())
    assert found.data == text.encode()
