"""Days in clean and damaged text."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import find_dates
from kg.terms import ProblemCode


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ngày 12 tháng 02 năm 2025", dt.date(2025, 2, 12)),
        ("ngay 12 thang 02 niam 2025", dt.date(2025, 2, 12)),
        ("ngdy 19 thang 6 ndam 2015", dt.date(2015, 6, 19)),
        ("18/10/2021", dt.date(2021, 10, 18)),
        ("10 tháng 6 năm\n2015", dt.date(2015, 6, 10)),
        ("ngay\n15/7/2021", dt.date(2021, 7, 15)),
    ],
)
def test_a_day_is_read_through_damage(text, day):
    assert [(m.date, m.raw) for m in find_dates(text)] == [(day, text)]


@pytest.mark.parametrize("text", ["31/02/2021", "ngày A4 tháng 9 năm 2025", "30/13/2021"])
def test_a_day_that_is_none_is_a_problem_and_no_guess(text):
    (match,) = find_dates(text)
    assert match.date is None
    assert match.problem is not None
    assert match.problem.code is ProblemCode.DATE_IMPOSSIBLE


@pytest.mark.parametrize("text", ["12/15 xã", "03/2021/QĐ-UBND", "năm 2021", "01/01/2023/TT-VPCP"])
def test_fractions_and_numbers_of_documents_are_no_days(text):
    assert find_dates(text) == []


@given(st.dates(dt.date(1945, 1, 1), dt.date(2099, 12, 31)), st.booleans())
def test_a_printed_day_reads_back(day, words):
    printed = (
        f"ngày {day.day} tháng {day.month} năm {day.year}"
        if words
        else f"{day.day:02}/{day.month}/{day.year}"
    )
    assert [m.date for m in find_dates(f"x {printed};")] == [day]
