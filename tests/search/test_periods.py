"""Periods of time in questions, against the calendar and a second library for days."""

import calendar
import datetime as dt

import pytest
from dateutil.relativedelta import MO, SU, relativedelta
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.periods import Period, period_in
from search.spoken import normalise

ON = dt.date(2026, 3, 17)  # a Tuesday
DAYS = st.dates(dt.date(2001, 1, 1), dt.date(2098, 12, 31))
WORDS = st.sampled_from(
    """trước sau từ đến chậm nhất xong hạn ngày tháng quý năm nay tới ngoái 6 13 31 29 2 30/6 31/6
    29/2 6/2025 15/9/2025 2025 1999 II IV 5 đầu cuối hết hằng 11/2019/NĐ-CP Nghị định số 12/KH-UBND
    quá hạn tuần hôm kế hoạch luật 0/0 00/13 99/99 - / .""".split()
)


def read(text, on=ON):
    found = period_in(normalise(text), on)
    return None if found is None else (found.first, found.last)


def day(*ymd):
    return dt.date(*ymd)


def month(year, number, count=1):
    """First and last day of `count` months."""
    first = dt.date(year, number, 1)
    return first, first + relativedelta(months=count, days=-1)


WHOLE_YEAR = month(2025, 1, 12)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        # a day, however it is written
        ("đến hạn ngày 15/9/2025", (day(2025, 9, 15), day(2025, 9, 15))),
        ("hạn 15-09-2025", (day(2025, 9, 15), day(2025, 9, 15))),
        ("hạn 15.9.2025", (day(2025, 9, 15), day(2025, 9, 15))),
        ("hạn ngày 15 tháng 9 năm 2025", (day(2025, 9, 15), day(2025, 9, 15))),
        ("hạn 15/9/25", (day(2025, 9, 15), day(2025, 9, 15))),
        ("hạn 15/9", (day(2026, 9, 15), day(2026, 9, 15))),
        ("hạn 29/2/2024", (day(2024, 2, 29), day(2024, 2, 29))),
        # months, quarters, halves, years
        ("trong tháng 6", month(2026, 6)),
        ("trong tháng 6/2025", month(2025, 6)),
        ("trong tháng 06 năm 2025", month(2025, 6)),
        ("tháng 2 năm 2024", month(2024, 2)),
        ("đến hạn 6/2025", month(2025, 6)),
        ("trong quý II", month(2026, 4, 3)),
        ("trong quý 2", month(2026, 4, 3)),
        ("quý IV/2025", month(2025, 10, 3)),
        ("quý IV năm 2025", month(2025, 10, 3)),
        ("6 tháng đầu năm", month(2026, 1, 6)),
        ("6 tháng cuối năm 2025", month(2025, 7, 6)),
        ("sáu tháng cuối năm", month(2026, 7, 6)),
        ("trong năm 2025", WHOLE_YEAR),
        ("hạn trong 2025", WHOLE_YEAR),
        # from the day of view
        ("hôm nay", (ON, ON)),
        ("tháng này", month(2026, 3)),
        ("tháng sau", month(2026, 4)),
        ("tháng tới", month(2026, 4)),
        ("tháng trước", month(2026, 2)),
        ("quý này", month(2026, 1, 3)),
        ("quý sau", month(2026, 4, 3)),
        ("quý trước", month(2025, 10, 3)),
        ("năm nay", month(2026, 1, 12)),
        ("năm tới", month(2027, 1, 12)),
        ("năm ngoái", WHOLE_YEAR),
        # one side open
        ("phải xong trước tháng 6/2025", (None, day(2025, 5, 31))),
        ("xong trước năm 2026", (None, day(2025, 12, 31))),
        ("xong trước ngày 15/12", (None, day(2026, 12, 15))),  # due "before" it bears that day
        ("sau ngày 30/9", (day(2026, 10, 1), None)),
        ("sau quý II/2025", (day(2025, 7, 1), None)),
        ("từ ngày 1/7/2025", (day(2025, 7, 1), None)),
        ("kể từ tháng 7", (day(2026, 7, 1), None)),
        ("đến hết tháng 9", (None, day(2026, 9, 30))),
        ("chậm nhất là ngày 30/6", (None, day(2026, 6, 30))),
        ("muộn nhất vào cuối quý III", (None, day(2026, 9, 30))),
        # both sides
        ("từ tháng 3 đến tháng 6 năm 2025", (day(2025, 3, 1), day(2025, 6, 30))),
        ("từ quý I đến quý III/2025", (day(2025, 1, 1), day(2025, 9, 30))),
        ("từ ngày 1/3/2025 đến ngày 30/4/2026", (day(2025, 3, 1), day(2026, 4, 30))),
        ("từ 2022 đến 2026", (day(2022, 1, 1), day(2026, 12, 31))),
        # overdue
        ("nhiệm vụ nào đã quá hạn", (None, day(2026, 3, 16))),
        ("việc nào bị trễ hạn rồi", (None, day(2026, 3, 16))),
        ("hết hạn chưa", (None, day(2026, 3, 16))),
    ],
)
def test_a_period_is_read_whole(text, days):
    assert read(text) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("việc căn cứ nghị định 11/2019 phải xong trước tháng 6/2025", (None, day(2025, 5, 31))),
        ("việc theo Nghị quyết số 11/2019/NQ-CP xong trong tháng 6", month(2026, 6)),
        ("việc theo 5/2024/QĐ-UBND xong trong tháng 6", month(2026, 6)),
        ("kế hoạch năm 2025 có việc nào xong trước ngày 30/6", (None, day(2025, 6, 30))),
        ("việc của kế hoạch năm 2024 xong trước 30/6/2025", (None, day(2025, 6, 30))),
        ("việc của kế hoạch năm 2025 phải xong tháng này", month(2026, 3)),
        ("việc theo Luật Đất đai 2024 xong trước 30/6", (None, day(2026, 6, 30))),
        ("hồ sơ điện tử tháng 3 và tháng 6/2025", month(2025, 3)),  # "tử" is no "từ"
    ],
)
def test_what_names_a_document_is_not_taken_for_the_time(text, days):
    assert read(text) == days


@pytest.mark.parametrize(
    "text",
    [
        "", "tháng 13", "tháng 0", "ngày 31/6", "ngày 29/2/2025", "ngày 0/5", "quý 5", "quý V",
        "năm 1999", "15/12/1999", "12/KH-UBND", "5/2024/QĐ-UBND", "Nghị định 20/2019/NĐ-CP",
        "quy định 4", "tháng mấy", "thắng lợi 3 lần", "ngày nào", "hạn chế", "điều 15",
        "20/2019/nd-cp con hieu luc khong", "Θ 三月 июнь 🗓️", "đến hạn 15//9",
    ],
)  # fmt: skip
def test_words_that_name_no_time_name_none(text):
    assert read(text) is None


@pytest.mark.parametrize("text", ["tháng sau", "từ tháng 3 đến tháng 6", "hạn 15/9", "quá hạn"])
def test_diacritics_say_nothing_more(text):
    assert period_in(normalise(text), ON) == period_in(normalise(normalise(text)), ON)


@settings(deadline=None)
@given(DAYS)
@example(dt.date(2024, 2, 29))
@example(dt.date(2025, 12, 31))
def test_what_is_relative_agrees_with_a_second_library(on):
    start = on.replace(day=1)
    for words, step in (("tháng trước", -1), ("tháng này", 0), ("tháng sau", 1)):
        first = start + relativedelta(months=step)
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        assert read(words, on) == (first, last)
    monday = on + relativedelta(weekday=MO(-1))
    assert read("tuần này", on) == (monday, on + relativedelta(weekday=SU(+1)))
    assert read("tuần sau", on) == (
        monday + relativedelta(weeks=1),
        monday + relativedelta(days=13),
    )
    quarter = start.replace(month=(on.month - 1) // 3 * 3 + 1)
    assert read("quý tới", on) == (
        quarter + relativedelta(months=3),
        quarter + relativedelta(months=6, days=-1),
    )
    assert read("hạn đã qua hạn", on) in (None, (None, on - relativedelta(days=1)))


@settings(deadline=None)
@given(DAYS)
def test_every_day_that_there_is_is_read_back(day):
    for said in (f"{day:%d/%m/%Y}", f"ngày {day.day} tháng {day.month} năm {day.year}"):
        assert read(f"hạn {said}") == (day, day)


@settings(deadline=None)
@given(st.integers(2001, 2098), st.integers(1, 12))
def test_every_month_ends_as_the_calendar_says(year, number):
    last = calendar.monthrange(year, number)[1]
    assert read(f"tháng {number}/{year}") == (dt.date(year, number, 1), dt.date(year, number, last))


@settings(deadline=None)
@given(st.lists(WORDS, max_size=14), DAYS)
@example(["từ", "2026", "đến", "2022"], ON)
@example(["từ", "30/6", "đến", "29/2"], dt.date(2024, 2, 29))
def test_no_period_ends_before_it_begins(words, on):
    found = period_in(normalise(" ".join(words)), on)
    if found is not None and found.first and found.last:
        assert found.first <= found.last


@settings(deadline=None)
@given(st.text(max_size=60), DAYS)
def test_any_text_has_a_period_or_none(text, on):
    found = period_in(normalise(text), on)
    assert found is None or found.first or found.last


@settings(deadline=None)
@given(DAYS, st.none() | DAYS, st.none() | DAYS)
def test_a_day_lies_in_a_period_if_neither_end_excludes_it(day, first, last):
    days = Period(first, last)
    assert days.has(day) is ((first or dt.date.min) <= day <= (last or dt.date.max))
    assert all(days.has(end) for end in (first, last) if first and last and first <= last)
