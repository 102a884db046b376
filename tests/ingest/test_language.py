"""Sentences of office text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.language import sentences


def texts(text):
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Giao Phòng Nội vụ. Báo cáo hằng năm.", ["Giao Phòng Nội vụ.", "Báo cáo hằng năm."]),
        ("UBND TP. Vị Thanh họp.", ["UBND TP. Vị Thanh họp."]),  # abbreviation
        ("Có 1.000 hồ sơ. Hết.", ["Có 1.000 hồ sơ.", "Hết."]),  # grouped thousands
        ("thi hành./. Nơi nhận", ["thi hành./.", "Nơi nhận"]),  # end of a document
        ("1. Phòng Nội vụ", ["1. Phòng Nội vụ"]),  # list mark
        ("Gồm:\na) Một;\nb) Hai.", ["Gồm:", "a) Một;", "b) Hai."]),
        ("Điều 3. Giao Sở Y tế.", ["Điều 3. Giao Sở Y tế."]),
        ("Luật Ngân sách nhà\nnước.", ["Luật Ngân sách nhà\nnước."]),  # wrapped line
        ("", []),
        (" \n\t ", []),
    ],
)
def test_sentences_end_where_an_office_ends_them(text, expected):
    assert texts(text) == expected


@settings(deadline=None)  # the first call loads models and tables
@given(st.text(alphabet="aăĐ1. ;:\n)-", max_size=200))
def test_every_letter_lies_in_exactly_one_sentence(text):
    assert "".join("".join(texts(text)).split()) == "".join(text.split())


def test_spans_ascend_and_do_not_overlap_in_a_long_text():
    text = "Giao Phòng Nội vụ thực hiện.\nSở Y tế báo cáo. " * 4500  # 200 KB
    spans = sentences(text)
    assert len(spans) == 9000
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize(
    "text", ["a" * 1_000_001, ("Hết " + "a" * 94 + ". ") * 10_001], ids=["word", "line"]
)
def test_one_line_longer_than_spacy_takes_is_read_whole(text):
    spans = sentences(text)
    assert (spans[0][0], spans[-1][1]) == (0, len(text.rstrip()))
    assert len(spans) == max(1, text.count("Hết"))
