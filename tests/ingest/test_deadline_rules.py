"""Recurrence rules of deadlines, against the days that dateutil makes of them."""

import datetime as dt

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.deadlines.recurrence import recurrence

START = dt.datetime(2025, 1, 1)  # noqa: DTZ001  rules have days only


def days(words, count=4):
    rule = rrulestr(recurrence(words), dtstart=START)
    return [f"{moment:%d/%m/%Y}" for moment, _ in zip(rule, range(count), strict=False)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("trước ngày 30 tháng 11 hằng năm", ["30/11/2025", "30/11/2026"]),
        ("31/12 hàng năm", ["31/12/2025", "31/12/2026"]),
        ("Tháng 02 hằng năm", ["28/02/2025", "28/02/2026", "28/02/2027", "29/02/2028"]),
        ("Quý III hằng năm", ["30/09/2025", "30/09/2026"]),
        ("cuối năm hằng năm", ["31/12/2025"]),
        ("trước ngày 15 hằng tháng", ["15/01/2025", "15/02/2025"]),
        ("giữa mỗi tháng", ["15/01/2025", "15/02/2025"]),
        ("cuối mỗi quý", ["31/03/2025", "30/06/2025", "30/09/2025", "31/12/2025"]),
        ("trước ngày 20 của tháng cuối quý", ["20/03/2025", "20/06/2025"]),
        ("ngày 05 tháng đầu mỗi quý", ["05/01/2025", "05/04/2025"]),
        ("ngày 15/6 và ngày 15/12 hằng năm", ["15/06/2025", "15/12/2025", "15/06/2026"]),
        ("thứ Sáu hằng tuần", ["03/01/2025", "10/01/2025"]),
        ("hằng ngày", ["01/01/2025", "02/01/2025"]),
        (
            "định kỳ hằng quý (trước ngày 05 tháng cuối quý), năm (trước ngày 10/11)",
            ["05/03/2025", "05/06/2025"],
        ),
    ],
)
def test_a_rule_names_the_days_of_its_words(words, first):
    assert days(words, len(first)) == first


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("hằng quý", "FREQ=MONTHLY;INTERVAL=3"),
        ("định kỳ 6 tháng, hằng năm", "FREQ=MONTHLY;INTERVAL=6"),  # the most frequent
        ("định kỳ hàng quý, 6 tháng, năm hoặc đột xuất", "FREQ=MONTHLY;INTERVAL=3"),
        ("định kỳ 06 tháng/lần", "FREQ=MONTHLY;INTERVAL=6"),
        ("02 lần/năm", "FREQ=MONTHLY;INTERVAL=6"),
        ("mỗi năm ít nhất 04 lần", "FREQ=MONTHLY;INTERVAL=3"),
        ("02 lần/tháng", "FREQ=WEEKLY;INTERVAL=2"),
        ("mỗi tháng ít nhất một kỳ", "FREQ=MONTHLY"),
        ("5 năm một lần", "FREQ=YEARLY;INTERVAL=5"),
        ("định kỳ (01 lần/ngày)", "FREQ=DAILY"),
        ("trước ngày 31/02 hằng năm", "FREQ=YEARLY"),  # no such day
    ],
)
def test_the_most_frequent_rhythm_counts(words, rule):
    assert recurrence(words) == rule


@pytest.mark.parametrize(
    "words",
    [
        "", "trước ngày 15/12/2025", "Thường xuyên", "Định kỳ", "theo quy định", "năm 2025",
        "6 tháng đầu năm 2026", "từ 6 tháng cuối năm", "trong 3 tháng kể từ ngày ký", "Việt Nam",
        "trước ngày 25 tháng cuối quý II", "2026 - 2030", "khi được yêu cầu",
    ],
)  # fmt: skip
def test_words_without_a_rhythm_have_no_rule(words):
    assert recurrence(words) is None


@settings(deadline=None)
@given(st.lists(st.sampled_from(
    "định kỳ hằng mỗi trước ngày 05 31 99 tháng quý II năm 6 cuối đầu giữa / , ( ) lần thứ hai"
    .split()), max_size=9))  # fmt: skip
def test_any_rule_can_be_read_by_another_library(words):
    if rule := recurrence(" ".join(words)):
        assert rrulestr(rule, dtstart=START)
