"""Deadlines in sentences and table cells."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.deadlines import cell_deadline, find_deadline, is_deadline


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("báo cáo trước ngày 15/12/2025.", "trước ngày 15/12/2025", dt.date(2025, 12, 15)),
        ("hoàn thành trong Quý II/2025", "trong Quý II/2025", dt.date(2025, 6, 30)),
        ("xong tháng 02 năm 2025", "tháng 02 năm 2025", dt.date(2025, 2, 28)),
        ("xong tháng 02 năm 2024", "tháng 02 năm 2024", dt.date(2024, 2, 29)),  # leap year
        ("phấn đấu đến năm 2025 đạt", "đến năm 2025", dt.date(2025, 12, 31)),
        ("6 tháng đầu năm 2026", "6 tháng đầu năm 2026", dt.date(2026, 6, 30)),
        ("chậm nhất 30/9/2021", "chậm nhất 30/9/2021", dt.date(2021, 9, 30)),
        ("báo cáo hằng năm", "hằng năm", None),
        ("định kỳ hằng quý, 6 tháng, năm hoặc đột xuất", None, None),
        ("trước ngày 30 tháng 11 hằng năm", None, None),  # recurs: no single day
        ("trước ngày 31/02/2025", None, None),  # no such day
        ("báo cáo trước ngày 15 hằng tháng", "trước ngày 15 hằng tháng", None),
        ("gửi trong thời hạn 05 ngày làm việc", "trong thời hạn 05 ngày làm việc", None),
        (
            "xử lý chậm nhất 03 ngày kể từ ngày nhận đủ hồ sơ",
            "chậm nhất 03 ngày kể từ ngày nhận đủ hồ sơ",
            None,
        ),
        ("xong trong tháng 12/2025", "trong tháng 12/2025", dt.date(2025, 12, 31)),
        (
            "kiểm kê từ ngày 01/01/2026 đến ngày 31/3/2026",
            "từ ngày 01/01/2026 đến ngày 31/3/2026",
            dt.date(2026, 3, 31),  # a span ends with its last day
        ),
        ("từ tháng 3 đến tháng 6/2025", "từ tháng 3 đến tháng 6/2025", dt.date(2025, 6, 30)),
        ("từ quý II đến quý IV/2025", "từ quý II đến quý IV/2025", dt.date(2025, 12, 31)),
        ("trong Quý I và Quý II năm 2026", "trong Quý I và Quý II năm 2026", dt.date(2026, 6, 30)),
        ("từ tháng 3/2025 đến khi xong", "từ tháng 3/2025 đến khi xong", None),
        ("xong trong tuần 1 tháng 5/2025", "xong trong tuần 1 tháng 5/2025", dt.date(2025, 5, 7)),
        ("họp tuần cuối tháng 2/2024", "tuần cuối tháng 2/2024", dt.date(2024, 2, 29)),
        ("gửi giữa tháng 6/2025", "giữa tháng 6/2025", dt.date(2025, 6, 15)),
        ("vào đầu quý III/2026", "đầu quý III/2026", dt.date(2026, 7, 1)),
        ("nửa đầu năm 2026", "nửa đầu năm 2026", dt.date(2026, 6, 30)),
        ("hoàn thành trong 2026", "hoàn thành trong 2026", dt.date(2026, 12, 31)),
        ("xong trước 2027", "xong trước 2027", dt.date(2026, 12, 31)),  # before the year begins
        ("xong trước tháng 6/2025", "trước tháng 6/2025", dt.date(2025, 5, 31)),
        ("trước tháng 01 năm 2026", "trước tháng 01 năm 2026", dt.date(2025, 12, 31)),
        ("gửi báo cáo đến 31/12/2025", "đến 31/12/2025", dt.date(2025, 12, 31)),
        ("31/12 hằng năm", "31/12 hằng năm", None),
        ("chậm nhất ngày 05 của tháng đầu quý", None, None),
        ("từng năm, từng quý", "từng năm", None),
        (
            "Tổng hợp kết quả. Thời gian hoàn thành: Trước ngày 31/5/2026.",
            "Trước ngày 31/5/2026",
            dt.date(2026, 5, 31),
        ),
        (
            "Định kỳ hằng năm (trước ngày 30 tháng 11) báo cáo",
            "Định kỳ hằng năm (trước ngày 30 tháng 11)",
            None,
        ),
        (
            "gửi Sở Tài chính định kỳ trước ngày 15 tháng 02 hàng năm",
            "định kỳ trước ngày 15 tháng 02 hàng năm",
            None,
        ),
        ("báo cáo hằng ngày", "hằng ngày", None),
    ],
)
def test_a_deadline_is_found_with_its_day(text, words, day):
    found = find_deadline(text)
    assert (found.text, found.day) == (words or text, day)


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ",
        "Quyết định có hiệu lực từ ngày 10 tháng 12 năm 2025",
        "kế hoạch giai đoạn 2021 - 2025, định hướng đến năm 2030",
        "thường xuyên kiểm tra, đôn đốc các đơn vị trực thuộc thực hiện",  # an adverb of manner
        "rà soát, điều chỉnh quy hoạch hạ tầng trong khu công nghiệp, cụm công nghiệp đến năm 2030",
        "",
    ],
)
def test_dates_of_documents_and_adverbs_are_not_deadlines(text):
    assert find_deadline(text) is None


def test_the_plan_s_year_completes_a_deadline_without_one():
    assert find_deadline("trước ngày 15/12", year=2025).day == dt.date(2025, 12, 15)
    assert find_deadline("trước ngày 15/12").day is None


@pytest.mark.parametrize("cell", ["Thường xuyên", "2026 - 2030", "Quý III", "30/11/2025", "2025"])
def test_a_cell_that_says_when_is_a_deadline(cell):
    assert is_deadline(cell)


@pytest.mark.parametrize("cell", ["Sở Tài chính", "Báo cáo", "Kế hoạch của UBND tỉnh", ""])
def test_a_cell_that_says_who_or_what_is_none(cell):
    assert not is_deadline(cell)


def test_a_cell_s_words_are_kept_whole():
    due = cell_deadline("Tháng 12\nhằng năm", year=2025)
    assert (due.text, due.day) == ("Tháng 12 hằng năm", None)


@settings(deadline=None)  # the first call loads models and tables
@given(st.text(max_size=120))
def test_any_text_gives_a_deadline_within_it_or_none(text):
    found = find_deadline(text, year=2025)
    assert found is None or 0 <= found.start < found.end <= len(text)
