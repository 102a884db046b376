"""Provisions read and compared part by part; expected values from the words themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.provisions import Reach, reach, read_provisions, written


@pytest.mark.parametrize(("text", "read"), [
    ("khoản 2 Điều 5", "khoản 2 Điều 5"),
    ("điểm a khoản 1, khoản 2 Điều 5; Điều 7",
     "điểm a khoản 1 Điều 5; khoản 2 Điều 5; Điều 7"),
    ("các điều 8, 11 và 12, điểm d khoản 4 Điều 9, các khoản 2 và 3 Điều 14",
     "Điều 8; Điều 11; Điều 12; điểm d khoản 4 Điều 9; khoản 2 Điều 14; khoản 3 Điều 14"),
    ("từ Điều 15 đến Điều 18", "Điều 15; Điều 16; Điều 17; Điều 18"),
    ("điểm c đến điểm đ khoản 1 Điều 2",
     "điểm c khoản 1 Điều 2; điểm d khoản 1 Điều 2; điểm đ khoản 1 Điều 2"),
    ("khoản 3a Điều 3, khoản 3a Điều 21a", "khoản 3a Điều 3; khoản 3a Điều 21a"),
    ("Khoản 2, Điều 5 Chương II", "khoản 2 Điều 5"),  # the chapter adds nothing
    ("Chương II; Phụ lục III", "Chương II; Phụ lục III"),
    ("Mẫu số 01 và Mẫu số 02", "Mẫu 01; Mẫu 02"),
    ("Điều 5 khoản 2 điểm a", "điểm a khoản 2 Điều 5"),  # as people type it
    ("Điều 10 (điểm b)", "Điều 10"),  # in brackets: a note
    ("", ""),
    ("quy định về vị trí việc làm", ""),
])  # fmt: skip
def test_provisions_are_read_from_the_words_of_clauses(text, read):
    assert written(read_provisions(text).paths) == read


def test_words_exchanged_in_a_provision_are_told_from_the_provision():
    found = read_provisions("cụm từ “hộ khẩu” tại khoản 2 Điều 5")
    assert (written(found.paths), found.words, found.rest) == ("khoản 2 Điều 5", True, "")
    assert read_provisions("khoản 2 Điều 5").words is False
    assert read_provisions("quy định về vị trí việc làm").rest == "về vị trí việc làm"


@pytest.mark.parametrize(("struck", "asked", "how"), [
    ("Điều 1", "Điều 10", Reach.NONE),
    ("Điều 1", "Điều 1", Reach.ALL),
    ("Điều 5", "điểm a khoản 2 Điều 5", Reach.ALL),
    ("khoản 2 Điều 5", "Điều 5", Reach.PART),
    ("khoản 2 Điều 5", "khoản 2 Điều 6", Reach.NONE),
    ("khoản 2 Điều 5", "khoản 1 Điều 5", Reach.NONE),
    ("điểm d khoản 1 Điều 2", "điểm đ khoản 1 Điều 2", Reach.NONE),
    ("Chương II", "Điều 5", Reach.UNCLEAR),  # which articles a chapter holds is not told
    ("Chương II", "Chương II", Reach.ALL),
    ("Phụ lục III", "Điều 5", Reach.NONE),
    ("quy định về vị trí việc làm", "Điều 5", Reach.UNCLEAR),
    ("cụm từ “A” tại Điều 5", "Điều 5", Reach.PART),
    (None, "Điều 5", Reach.UNCLEAR),
])  # fmt: skip
def test_a_strike_reaches_what_it_names_and_what_that_contains(struck, asked, how):
    (path,) = read_provisions(asked).paths
    assert reach(struck, path) is how


@given(st.integers(1, 300), st.integers(1, 30), st.sampled_from("abcdđegh"))
def test_what_is_written_reads_back(article, clause, point):
    text = f"điểm {point} khoản {clause} Điều {article}"
    assert written(read_provisions(text).paths) == text


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    assert isinstance(written(read_provisions(text).paths), str)
