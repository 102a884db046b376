"""Terms from a document's own day, and what completes the deadlines of tasks."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus
from ingest.deadlines.completion import completed
from ingest.deadlines.terms import after_working_days, next_working_day, term_end
from kg import records
from kg.folding import fold
from kg.model import Header, Task

SIGNED = Header(date=dt.date(2025, 4, 14), effective_from=dt.date(2025, 5, 5))  # a Monday
NOVEMBER = dt.date(2025, 11, 30)
HOLIDAYS = [row["day"] for row in corpus.table("public_holidays")]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("trong 15 ngày kể từ ngày ban hành Kế hoạch này", "2025-04-29"),
        ("trong thời hạn 10 ngày, kể từ ngày ký", "2025-04-24"),
        ("trong 20 ngày kể từ ngày ký ban hành", "2025-05-05"),  # 4 May is a Sunday
        ("trong 16 ngày kể từ ngày ban hành", "2025-05-05"),  # 30 April to 2 May are off
        ("trong 10 ngày làm việc kể từ ngày Kế hoạch này được ban hành", "2025-04-28"),
        ("chậm nhất 01 tháng kể từ ngày ký Quyết định này", "2025-05-14"),
        ("trong 2 tuần kể từ ngày ban hành", "2025-04-28"),
        ("trong 05 ngày kể từ ngày Quyết định này có hiệu lực thi hành", "2025-05-12"),
        ("trong 05 ngày kể từ ngày nhận đủ hồ sơ", None),
        ("trong 15 ngày kể từ ngày ban hành Nghị quyết của Chính phủ", None),
        ("trong thời hạn 24 giờ kể từ khi ký", None),
        ("trước ngày 15/12", None),
    ],
)
def test_a_term_ends_as_the_civil_code_counts(words, day):
    found = term_end(fold(words), SIGNED)
    assert (found.isoformat() if found else None) == day


def test_the_last_day_of_a_month_takes_the_place_of_a_day_it_lacks():
    signed = Header(date=dt.date(2025, 1, 31))
    assert term_end("trong 1 thang ke tu ngay ky", signed) == dt.date(2025, 2, 28)


def test_a_document_without_a_date_has_no_terms():
    assert term_end("trong 15 ngay ke tu ngay ky", Header()) is None


@settings(deadline=None)
@given(st.dates(dt.date(2012, 1, 1), dt.date(2034, 1, 1)), st.integers(1, 60))
def test_working_days_are_those_that_numpy_counts(day, count):
    expected = np.busday_offset(day, count, roll="backward", holidays=HOLIDAYS)
    assert np.datetime64(after_working_days(day, count)) == expected
    assert np.is_busday(np.datetime64(next_working_day(day)), holidays=HOLIDAYS)


def test_the_holidays_are_those_of_the_labour_code():
    known = set(HOLIDAYS)
    fixed = ("01-01", "04-30", "05-01", "09-02")
    assert {f"{year}-{day}" for year in range(2010, 2036) for day in fixed} <= known
    assert {"2025-01-29", "2026-02-17", "2024-02-10", "2025-04-07"} <= known  # lunar days


def task(text, said=None, day=None):
    return Task(text, (), 1, 1, deadline_text=said, deadline=day)


@pytest.mark.parametrize(
    ("given_task", "text", "day", "rule"),
    [
        (task("Báo cáo", "hằng quý"), "hằng quý", None, "FREQ=MONTHLY;INTERVAL=3"),
        (
            task("Hằng năm, lập trước ngày 30/11", "trước ngày 30/11", NOVEMBER),
            "trước ngày 30/11", None, "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30",
        ),
        (
            task("Hằng năm họp. Lập trước ngày 30/11", "trước ngày 30/11", NOVEMBER),
            "trước ngày 30/11", NOVEMBER, None,
        ),
        (
            task("Lập danh mục", "trong 15 ngày kể từ ngày ban hành"),
            "trong 15 ngày kể từ ngày ban hành", dt.date(2025, 4, 29), None,
        ),
        (task("Rà soát khi có yêu cầu của Sở"), "khi có yêu cầu", None, None),
        (task("Thường xuyên rà soát hồ sơ"), "Thường xuyên", None, None),
        (task("Bố trí từ nguồn chi thường xuyên"), None, None, None),
        (task("Thông báo ngay cho Sở Công Thương"), "ngay", None, None),
        (task("Thông báo ngay tại trụ sở"), None, None, None),
        (task("Ban hành quy chế"), None, None, None),
    ],
)  # fmt: skip
def test_a_task_s_deadline_is_completed(given_task, text, day, rule):
    found = completed(given_task, SIGNED)
    assert (found.deadline_text, found.deadline, found.recurrence) == (text, day, rule)


def test_a_task_stored_before_rules_were_known_still_loads():
    stored = records.dump(task("Báo cáo", "hằng quý")).replace(',"recurrence":null', "")
    assert "recurrence" not in stored
    assert records.load(Task, stored) == task("Báo cáo", "hằng quý")
