"""Decoding: what wins over what, what is counted, and texts in legacy code pages (`decode.yaml`)."""

from pathlib import Path

import pytest
import yaml

from karabakh_extract.errors import UsageError
from karabakh_extract.page.codepages import label
from karabakh_extract.page.decode import clean_str, decode

CASES = [
    (text, page)
    for group in yaml.safe_load(Path(__file__).with_name("decode.yaml").read_text("utf-8"))
    for text in group["texts"]
    for page in group["pages"]
]
MIXED = "Şuşa – Ağdam, Шуша: “déjà vu”\r\n"


@pytest.mark.parametrize(("text", "page"), CASES)
def test_detected(text, page):
    found = decode(text.encode(page))
    assert (found.text, found.how, found.guessed, found.replaced) == (text, "detected", True, 0)


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le"), ("utf-32", "utf-32-le")],
)
def test_byte_order_mark(codec, name):
    assert decode(MIXED.encode(codec), encoding="windows-1251") == (MIXED, name, "bom", 0, False)


@pytest.mark.parametrize(("codec", "mark"), [("utf-16-be", b"\xfe\xff"), ("utf-32-be", b"\0\0\xfe\xff")])
def test_big_endian_mark(codec, mark):
    assert decode(mark + MIXED.encode(codec)) == (MIXED, codec, "bom", 0, False)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("text", ["Talks resume, he says.\n", "Переговоры продолжатся, сообщили в МИД.\n"])
def test_wide_without_mark(codec, text):
    assert decode(text.encode(codec)) == (text, codec, "detected", 0, True)


def test_a_nul_in_utf8_stays_utf8():
    assert decode("Mais où\0 ?".encode()) == ("Mais où\0 ?", "utf-8", "utf-8", 0, False)


def test_given_wins_over_declaration_and_valid_utf8():
    data = '<meta charset="utf-8">Ш'.encode()
    assert decode(data, encoding="windows-1251")[:3] == ('<meta charset="utf-8">РЁ', "windows-1251", "given")


def test_given_counts_what_it_cannot_read():
    assert decode(b"a\xff\xffb", encoding="utf8") == ("a\ufffd\ufffdb", "utf-8", "given", 2, False)


@pytest.mark.parametrize("name", ["klingon", "", "hex", "a\0b", "rot13", "idna"])
def test_unknown_encoding(name):
    with pytest.raises(UsageError, match="use a name such as"):
        decode(b"abc", encoding=name)


@pytest.mark.parametrize(
    "head",
    [
        '<html><head><META http-equiv="Content-Type" content="text/html; charset=koi8-r">',
        "<meta charset='KOI8-R'/>",
        '<?xml version="1.0" encoding="koi8-r"?>',
        "From: x\nContent-Type: text/plain; charset=koi8-r\n\n",
    ],
)
def test_declared(head):
    text = head + "Ёж"
    assert decode(text.encode("koi8-r")) == (text, "koi8-r", "declared", 0, False)


def test_transport_header_goes_before_the_document():
    data = '<meta charset="koi8-r">Ёж'.encode("cp1251")
    assert decode(data, declared="windows-1251").text.endswith("Ёж")


def test_declared_latin_1_is_windows_1252():
    data = '<meta charset="iso-8859-1">“déjà”'.encode("cp1252")
    assert decode(data)[:3] == ('<meta charset="iso-8859-1">“déjà”', "windows-1252", "declared")


def test_a_declaration_against_valid_utf8_is_a_leftover():
    data = '<meta charset="windows-1251">Шуша'.encode()
    assert decode(data)[:3] == ('<meta charset="windows-1251">Шуша', "utf-8", "utf-8")


def test_a_declaration_of_utf8_that_is_wrong():
    text = '<meta charset="utf-8">' + CASES[3][0]
    assert decode(text.encode("cp1251"))[:3] == (text, "windows-1251", "detected")


def test_a_declared_utf16_in_single_bytes_means_utf8():
    assert decode('<meta charset="utf-16">é'.encode())[:2] == ('<meta charset="utf-16">é', "utf-8")


def test_an_unknown_declaration_is_passed_over():
    assert decode('<meta charset="x-user-defined-9">é'.encode())[1:3] == ("utf-8", "utf-8")


def test_broken_utf8_stays_utf8():
    text = CASES[3][0]
    data = bytearray(text.encode())
    data[41:41] = b"\xff"
    data[90:90] = b"\x80"
    found = decode(bytes(data))
    assert (found.encoding, found.how, found.replaced, found.guessed) == ("utf-8", "utf-8", 2, False)
    assert found.text.replace("\ufffd", "") == text


def test_utf8_cut_in_the_middle_of_a_character():
    assert decode("Премьер-министр".encode()[:-1]) == ("Премьер-минист\ufffd", "utf-8", "utf-8", 1, False)


def test_a_printed_replacement_character_does_not_count():
    assert decode("Где\ufffdто там".encode() + b"\xff").replaced == 1


def test_ascii():
    assert decode(b"Talks resume") == ("Talks resume", "utf-8", "utf-8", 0, False)
    assert decode(b"") == ("", "utf-8", "utf-8", 0, False)


@pytest.mark.parametrize(
    "data", [bytes(range(256)), b"\xff" * 5000, b"\x1b$", b"\x1b$B", b"\0", b"\0\0\0", b"\xfe\xff\xd8"]
)
def test_no_bytes_fail(data):
    assert isinstance(decode(data).text, str)


def test_iso_2022_jp():
    text = "学校が再び開かれた。"
    assert decode(text.encode("iso2022_jp"))[:2] == (text, "iso-2022-jp")


def test_clean_str():
    assert clean_str("a\ud83db\udc00") == ("a\ufffdb\ufffd", 2)
    assert clean_str("déjà 😀") == ("déjà 😀", 0)


@pytest.mark.parametrize(
    ("codec", "name"),
    [("cp1251", "windows-1251"), ("latin-1", "iso-8859-1"), ("utf_8", "utf-8"), ("cp932", "shift_jis")],
)
def test_label(codec, name):
    assert label(codec) == name
