"""Bytes of text files to characters."""

import codecs
import random

import pytest

from ingest.readers.decoding import decode

TEXT = "Căn cứ Nghị quyết số 76/NQ-CP\nngày 15 tháng 7 năm 2021 của Chính phủ\n"
TCVN3 = "C¨n cø NghÞ quyÕt; c¶i c¸ch".encode("latin-1")


def test_utf8_with_and_without_mark():
    assert decode(TEXT.encode()) == TEXT
    assert decode(codecs.BOM_UTF8 + TEXT.encode()) == "\ufeff" + TEXT


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_cut_in_the_middle_of_a_letter(encoding):
    text = decode((TEXT * 3).encode(encoding)[:-3])
    assert text is not None
    assert text.rstrip("\ufffd") == (TEXT * 3)[:-2]


def test_two_bytes_of_utf16_are_no_text():
    assert decode(b"\xff\xfe\x00") is None
    assert decode(codecs.BOM_UTF16_LE + random.Random(3).randbytes(2000)) is None


def test_lines_of_utf8_and_lines_of_tcvn3_in_one_file():
    data = TEXT.encode() + TCVN3 + b"\r\n" + TEXT.encode()
    assert decode(data) == TEXT + "Căn cứ Nghị quyết; cải cách\r\n" + TEXT


def test_a_bad_byte_in_utf8_is_marked_and_the_rest_kept():
    data = (TEXT * 4).encode()
    assert decode(data[:40] + b"\xff" + data[40:]).count("\ufffd") == 1


def test_utf8_that_was_taken_for_latin1_and_saved_again_is_a_text():
    data = (TEXT * 4).encode().decode("latin-1").encode()
    assert decode(data) == data.decode()  # decoded when the pages are built, with places


@pytest.mark.parametrize(
    "data",
    [random.Random(7).randbytes(4000), b"\x00" * 500, bytes(range(256)) * 40, b"\x80\x81" * 999],
    ids=["random", "zeros", "all bytes", "controls"],
)
def test_junk_is_no_text(data):
    assert decode(data) is None


def test_nothing_is_an_empty_text():
    assert decode(b"") == ""


def test_a_line_of_five_megabytes():
    data = b"C\xe9ng h\xdfa " * 2_000 + b"x" * 4_800_000
    assert decode(data) is not None
