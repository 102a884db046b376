"""List marks of damaged lines: numerals, letters, and what is neither."""

import pytest

from ingest.repair import repair_lines
from ingest.repair.list_marks import list_marks


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("VI. TO CHUC", "VI"),
        ("|. MUC TIEU", "I"),
        ("I11. GIAI PHAP", "III"),
        ("II1. GIAI PHAP", "III"),
        ("VIL. XAY DUNG", "VII"),
        ("HI. GIAI PHAP", "III"),
        ("ITI. GIAI PHAP", "III"),
        ("IV/ TO CHUC", "IV"),
        ("¢) Chu tri", "c"),
        ("a) Chu tri", "a"),
    ],
)
def test_a_damaged_mark_of_certain_shape_is_read(raw, text):
    mark = list_marks([raw])[0]
    assert mark is not None
    assert mark.text == text


@pytest.mark.parametrize(
    "raw",
    ["11. Muc tieu", "1l. Muc tieu", "VIIX. a", "IIII. a", "VP. UBND", "", "Vi du:"],
)
def test_figures_words_and_impossible_numerals_are_no_marks(raw):
    assert list_marks([raw]) == [None]


def test_the_second_d_in_a_row_is_the_letter_that_follows_d():
    lines = ["c) mot", "d) hai", "va tiep", "d) ba", "e) bon", "a) mot", "d) hai"]
    found = [mark.text if mark else "" for mark in list_marks(lines)]
    assert found == ["c", "d", "", "đ", "e", "a", "d"]


def test_repaired_lines_keep_their_marks_and_raw_columns():
    line = repair_lines(["I11. GIAI PHAP THUC HIEN"])[0]
    assert line.text == "III. GIẢI PHÁP THỰC HIỆN"
    assert line.pieces[0] == (0, 3, 0, 3)
