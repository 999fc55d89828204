"""Web archives: pages with address, date, charset and encodings undone; damage costs the records it hits."""

import gzip
import random
import zlib

import brotli
import pytest
import zstandard

from karabakh_extract import Extractor
from karabakh_extract.errors import InputError
from karabakh_extract.readers.inputs import Input
from karabakh_extract.readers.options import ReadOptions
from karabakh_extract.readers.stream import sources

PAGE = b"<html><head><title>Rain</title></head><body><p>It rained all day, and the players went home.</p></body></html>"


def http(body=PAGE, status=b"200 OK", *, length=True, **headers):
    headers = {"Content-Type": "text/html; charset=utf-8", **{name.replace("_", "-"): v for name, v in headers.items()}}
    lines = [b"HTTP/1.1 " + status, *(f"{name}: {value}".encode() for name, value in headers.items())]
    return b"\r\n".join([*lines, b"", body])


def record(n, block=None, type="response", media="application/http; msgtype=response", **headers):
    block = http(PAGE + b"<!-- %d -->" % n) if block is None else block
    headers = {
        "WARC-Type": type,
        "WARC-Record-ID": f"<urn:uuid:{n}>",
        "WARC-Target-URI": f"https://news.example/{n}",
        "WARC-Date": "2021-03-04T05:06:07Z",
        "Content-Type": media,
        "Content-Length": len(block),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


RECORDS = [record(n) for n in range(9)]
NOISY = [
    record(n, http(PAGE + random.Random(n).randbytes(3_000).hex().encode() + b"<!-- %d -->" % n)) for n in range(9)
]
FORMS = {
    "plain": b"".join,
    "members": lambda records: b"".join(map(gzip.compress, records)),
    "one member": lambda records: gzip.compress(b"".join(records)),
    "frames": lambda records: b"".join(map(zstandard.ZstdCompressor().compress, records)),
}


def read(path, data, said=None, only=None, **options):
    path.write_bytes(data)
    notify = [].append if said is None else said.append
    return list(sources(Input(str(path), path.name, only=only), ReadOptions(**options), notify))


def outline(found, path):
    """Numbers of the pages that were read, and the reasons of what was not, each with the record that it names."""
    name = f"{path}!<urn:uuid:"
    return [
        (each.name.removeprefix(name).rstrip(">"), each.reason) if isinstance(each, InputError) else
        int(each.name.removeprefix(name).rstrip(">"))
        for each in found
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_pages(tmp_path, form):
    info = record(90, b"software: x\r\n", type="warcinfo", media="application/warc-fields")
    asked = record(91, b"GET / HTTP/1.1\r\n\r\n", type="request", media="application/http; msgtype=request")
    path = tmp_path / "dump.warc.gz"
    found = read(path, FORMS[form]([info, asked, *RECORDS]))
    assert outline(found, path) == list(range(9))
    assert found[3].data == PAGE + b"<!-- 3 -->"
    assert (found[3].url, found[3].fetched) == ("https://news.example/3", "2021-03-04T05:06:07+00:00")
    assert (found[3].format, found[3].encoding, found[3].charset) == ("html", None, "utf-8")
    (only,) = read(path, FORMS[form](RECORDS), only="<urn:uuid:5>")
    assert only.data == PAGE + b"<!-- 5 -->"


CHUNKS = b"a;x=y\r\n" + PAGE[:10] + b"\r\n" + b"%X\r\n" % (len(PAGE) - 10) + PAGE[10:] + b"\r\n0\r\n\r\n"
BARE = zlib.compressobj(wbits=-15)
ENCODED = {
    "chunked": http(CHUNKS, Transfer_Encoding="chunked"),
    "said to be chunked": http(Transfer_Encoding="chunked"),
    "gzip": http(gzip.compress(PAGE), Content_Encoding="gzip"),
    "gzip in chunks": http(
        b"%x\r\n" % len(gzip.compress(PAGE)) + gzip.compress(PAGE) + b"\r\n0\r\n\r\n",
        Transfer_Encoding="chunked",
        Content_Encoding="gzip",
    ),
    "deflate": http(zlib.compress(PAGE), Content_Encoding="deflate"),
    "bare deflate": http(BARE.compress(PAGE) + BARE.flush(), Content_Encoding="deflate"),
    "brotli": http(brotli.compress(PAGE), Content_Encoding="br"),
    "zstd": http(zstandard.ZstdCompressor().compress(PAGE), Content_Encoding="zstd"),
    "twice": http(brotli.compress(gzip.compress(PAGE)), Content_Encoding="gzip, br"),
    "undone by the crawler": http(Content_Encoding="gzip"),
    "brotli undone by the crawler": http(Content_Encoding="br"),
    "bare line ends": http().replace(b"\r\n", b"\n"),
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_encodings_are_undone(tmp_path, encoding):
    (found,) = read(tmp_path / "a.warc", record(1, ENCODED[encoding]))
    assert found.data == PAGE


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (http(gzip.compress(PAGE)[:-20], Content_Encoding="gzip"), "truncated"),
        (http(b"\x1f\x8b\x08" + b"\xff" * 90, Content_Encoding="gzip"), "encoding"),
        (http(brotli.compress(PAGE)[:-9], Content_Encoding="br"), "truncated"),
        (http(b"\xff\xfe\xfd" * 30, Content_Encoding="br"), "encoding"),
        (http(CHUNKS[:-20], Transfer_Encoding="chunked"), "truncated"),
        (http(gzip.compress(bytes(90_000)), Content_Encoding="gzip"), "too_large"),
        (http(brotli.compress(bytes(90_000_000)), Content_Encoding="br"), "too_large"),
        (http(zlib.compress(bytes(90_000_000)), Content_Encoding="deflate"), "too_large"),
        (http(b"words " * 9_000), "too_large"),
        (http(b"%PDF-1.7 " * 99), "binary"),
        (b"no such thing", "bad_record"),
    ],
)
def test_a_page_that_cannot_be_read_costs_one_record(tmp_path, block, reason):
    path = tmp_path / "a.warc.gz"
    found = read(path, FORMS["members"]([RECORDS[0], record(1, block), RECORDS[2]]), max_bytes=50_000)
    assert outline(found, path) == [0, ("1", reason), 2]


def test_what_is_no_page_is_counted(tmp_path):
    said = []
    blocks = [
        http(b"", b"301 Moved"),
        http(b"<p>Not here</p>", b"404 Not Found"),
        http(b"\xff\xd8", Content_Type="image/jpeg"),
        http(b""),
    ]
    path = tmp_path / "a.warc"
    found = read(path, b"".join([record(n, block) for n, block in enumerate(blocks)] + RECORDS[4:]), said)
    assert outline(found, path) == [4, 5, 6, 7, 8]
    assert said == [f"{path}: records passed over: 2 redirects and errors, 1 neither HTML nor text, 1 empty pages"]


def test_resources_and_texts_of_pages(tmp_path):
    data = record(1, PAGE, "resource", "text/html; charset=koi8-r") + record(
        2, "Дождь\n".encode(), "conversion", "text/plain"
    )
    page, text = read(tmp_path / "a.wet", data)
    assert (page.data, page.format, page.charset) == (PAGE, "html", "koi8-r")
    assert (text.data.decode(), text.format, text.charset) == ("Дождь\n", "text", "utf-8")


def test_the_charset_of_the_server_is_a_hint(tmp_path):
    russian = "<html><body><p>Мост через реку закрыт с понедельника, и все ездят через холмы.</p></body></html>"
    blocks = [
        http(russian.encode("windows-1251"), Content_Type="text/html; charset=windows-1251"),
        http(russian.encode(), Content_Type="text/html; charset=windows-1251"),
        http(russian.encode("koi8-r"), Content_Type='text/html; charset="KOI8-R"'),
        http(russian.encode(), Content_Type="text/html; charset=no-such-thing"),
    ]
    extractor = Extractor()
    for found in read(tmp_path / "a.warc", b"".join(record(n, block) for n, block in enumerate(blocks))):
        assert "Мост через реку" in extractor.extract(found).body


BROKEN = {
    "garbage": ("plain", lambda r: [*r[:4], b"garbage\r\n" * 9, *r[5:]]),
    "garbage in one line": ("plain", lambda r: [*r[:4], b"x" * 200_000 + b"\r\n", *r[5:]]),
    "length too long": (
        "plain",
        lambda r: [*r[:4], r[4].replace(b"Content-Length: ", b"Content-Length: 9", 1), *r[5:]],
    ),
    "length far too long": (
        "plain",
        lambda r: [*r[:4], r[4].replace(b"Content-Length: ", b"Content-Length: 999999", 1), *r[5:]],
    ),
    "length too short": ("plain", lambda r: [*r[:4], record(4, Content_Length=30), *r[5:]]),
    "no length": ("plain", lambda r: [*r[:4], r[4].replace(b"Content-Length", b"Content-Girth", 1), *r[5:]]),
    "length no number": ("members", lambda r: [*r[:4], record(4, Content_Length="x"), *r[5:]]),
    "length far too long in a member": (
        "members",
        lambda r: [*r[:4], r[4].replace(b"Content-Length: ", b"Content-Length: 999999", 1), *r[5:]],
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_damaged_records_are_passed(tmp_path, case):
    form, broken = BROKEN[case]
    path = tmp_path / "a.warc"
    found = outline(read(path, FORMS[form](broken(RECORDS))), path)
    assert [each for each in found if isinstance(each, int)] == [0, 1, 2, 3, 5, 6, 7, 8]
    assert [each[1] for each in found if not isinstance(each, int)] == ["damaged"]


@pytest.mark.parametrize("at", [3, 12, 60, 800, 2_000])
@pytest.mark.parametrize("length", [1, 40])
def test_damage_to_a_gzip_member_costs_its_record(tmp_path, at, length):
    packed = [bytearray(gzip.compress(each)) for each in NOISY]
    packed[4][at : at + length] = bytes(255 - byte for byte in packed[4][at : at + length])
    path = tmp_path / "a.warc.gz"
    found = outline(read(path, b"".join(packed)), path)
    good = [each for each in found if isinstance(each, int)]
    # the flags of a gzip header may change without harm
    assert good == [0, 1, 2, 3, 5, 6, 7, 8] or good == list(range(9))
    assert {each[1] for each in found if not isinstance(each, int)} == ({"damaged"} if len(good) == 8 else set())


@pytest.mark.parametrize("form", FORMS)
def test_archives_that_are_cut_off(tmp_path, form):
    data = FORMS[form](NOISY)
    path = tmp_path / "a.warc.gz"
    found = outline(read(path, data[: len(data) * 2 // 3 - 700]), path)
    good = [each for each in found if isinstance(each, int)]
    assert good == list(range(len(good))) and len(good) in (4, 5, 6)
    assert [each[1] for each in found if not isinstance(each, int)] == ["truncated"]


def test_records_under_one_id_have_names_of_their_own(tmp_path):
    odd = record(1, WARC_Record_ID="../../a/b", WARC_Target_URI="<https://news.example/>")
    found = read(tmp_path / "a.warc", odd + odd)
    assert [each.name for each in found] == [f"{tmp_path}/a.warc!../../a/b", f"{tmp_path}/a.warc!../../a/b#2"]
    assert found[0].url == "https://news.example/"
