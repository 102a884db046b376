"""Days that no calendar has, in the wording of drafts; and what only looks like one."""

import datetime as dt
from dataclasses import replace
from itertools import product

import pytest

from ingest.pipeline import read_text
from kg.inconsistencies import inconsistencies
from kg.inconsistencies.days import TWELVE_MONTHS, impossible_in
from kg.terms import Certainty
from kg.terms import InconsistencyKind as Kind
from tests.kg.inconsistencies.drafts import findings, one, plan


def told(text: str) -> list[str]:
    return [" ".join(text[day.start : day.end].split()) for day in impossible_in(text)]


@pytest.mark.parametrize(
    ("line", "value", "note"),
    [
        ("- Báo cáo kết quả về UBND tỉnh trước ngày 32/01/2026.", "32/01/2026", "31"),
        ("- Hoàn thành trước ngày 30 tháng 02 năm 2026.", "30 tháng 02 năm 2026", "28"),
        ("- Tổng hợp, báo cáo chậm nhất ngày 31/4/2026.", "31/4/2026", "30"),
        ("Kế hoạch thực hiện đến hết ngày 29/02/2025.", "29/02/2025", "28"),
        ("Quyết định này có hiệu lực từ ngày 31 tháng 11 năm 2026.", "31 tháng 11 năm 2026", "30"),
        ("- Gửi báo cáo quý trước ngày 31/6 hằng năm.", "31/6", "30"),
        ("- Định kỳ trước ngày 30 tháng 02 hằng năm.", "30 tháng 02", "29"),
        ("- Thời gian: Từ ngày 25 đến ngày 31/9/2026.", "31/9/2026", "30"),
        ("- Thời gian: từ ngày 01/6/2026-31/6/2026.", "31/6/2026", "30"),
        ("- Hoàn thành trước 31/11 hàng năm.", "31/11", "30"),
        ("- Hoàn thành trong tháng 13/2026.", "tháng 13/2026", TWELVE_MONTHS),
        ("| 3 | Rà soát thủ tục | 15/13/2026 |", "15/13/2026", TWELVE_MONTHS),
        ("- Ngày hoàn thành: 31.4.2026.", "31.4.2026", "30"),
        ("- Nghiệm thu ngày 00/5/2026.", "00/5/2026", None),
        ("- Theo Quyết định ngày 31/4/2025 của UBND tỉnh.", "31/4/2025", "30"),
        ("- Gửi báo cáo 31/4/2026.", "31/4/2026", "30"),
    ],
)
def test_a_day_in_the_body_that_no_calendar_has_is_told(line, value, note):
    item = one(plan(line), Kind.IMPOSSIBLE_DAY)
    (said,) = item.readings
    assert (item.subject, said.value, item.note) == (value, value, note)
    assert item.severity is Certainty.CERTAIN
    assert said.quote == " ".join(line.split())
    assert plan(line).split("\n")[said.line - 1] == line


def test_one_day_at_two_places_is_one_finding():
    lines = [f"{n}. Hoàn thành trước ngày 31/4/2026 nội dung {n}." for n in (4, 5)]
    item = one(plan(*lines), Kind.IMPOSSIBLE_DAY)
    assert [said.value for said in item.readings] == ["31/4/2026", "31/4/2026"]
    assert len({said.line for said in item.readings}) == 2


def test_the_day_of_the_document_and_days_of_cited_ones_are_told_too():
    head = plan().replace("ngày 14 tháng 01 năm 2026", "ngày 32 tháng 01 năm 2026")
    assert one(head, Kind.IMPOSSIBLE_DAY).subject == "32 tháng 01 năm 2026"
    cited = plan("- Theo Quyết định số 15/QĐ-UBND ngày 31 tháng 11 năm 2024 của UBND tỉnh.")
    assert one(cited, Kind.IMPOSSIBLE_DAY).subject == "31 tháng 11 năm 2024"


NOT_DAYS = {
    "a fraction": "Đã có 31/4 tổ; tỷ lệ 30/2; đạt 32/12 chỉ tiêu; 31/11 xã hoàn thành.",
    "a share of a day's cases": "Trong ngày 40/45 hồ sơ được trả.",
    "a number of a document": "Thông tư số 32/13/2012/TT-BTC; Công văn số 31/4/2026.",
    "a number behind its kind": "Theo QĐ 35/13/2025, KH: 32/01/2026 và Nghị quyết 31/4/2025.",
    "a number with a joint": "Quyết định 31-13-2020-QĐ; mẫu A-31-02-2026.",
    "telephones": "ĐT: 024-38-2026; điện thoại: 0231.32.13.2026; Fax 31.13.2020.",
    "articles": "Theo các điểm a, b khoản 31, Điều 32/2026; khoản 30.2.2026; Điều 31.4.2026.",
    "headings of four levels": "4.31.2026. Nội dung; 1.2.31.4.2026",
    "an address": "Trụ sở tại số 31/4/2006 đường Lê Lợi, hẻm 32/1/1998.",
    "a span of time": "Thời hạn 36 tháng 6 năm 2026; 45 tháng 2 ngày; 31 tháng 4 năm.",
    "wages of a thirteenth month": "Chi lương tháng 13 năm 2026, thưởng tháng 13/2026.",
    "a form to be filled in": "Ngày 00/00/2026; ngày … tháng … năm 2026; ngày   /  /2026.",
    "the moon's calendar": "Lễ hội tổ chức ngày 30/02 âm lịch; ngày 30 tháng 02 năm Bính Ngọ.",
    "a correction": "Ghi nhầm ngày 31/4/2026; nay đính chính “ngày 31/6/2026” là 30/6/2026.",
    "words to be replaced": "Thay cụm từ “trước ngày 31/4/2026” bằng “trước ngày 30/4/2026”.",
    "leap years": "Ngày 29/02/2024, ngày 29 tháng 02 năm 2028, ngày 29/02/2000, ngày 29/02.",
    "a program's stamp": "Ký bởi: UBND phường. Thời gian ký: 11/25/2025 3:20:15 PM",
    "money and measures": "32.13.2026 đồng; 31/4,5; 30/02%; 2021-2025; 31/12/2026.",
    "years of a plan": "Giai đoạn 2021/2025; 2026-2030; năm học 2025-2026; quý I/2026.",
    "a year before the calendar's figures": "Từ ngày 19/5/1890 đến ngày 03/02/1930.",
}


@pytest.mark.parametrize("line", NOT_DAYS.values(), ids=NOT_DAYS.keys())
def test_what_only_looks_like_a_day_is_not_told(line):
    assert told(line) == []


@pytest.mark.parametrize("form", ["ngày {}/{}/{}", "ngày {:02}.{:02}.{}", "ngày {:02}-{:02}-{}",
                                  "ngày {} tháng {} năm {}"])  # fmt: skip
def test_every_day_is_judged_as_the_calendar_judges_it(form):
    for year, month, day in product((1900, 2000, 2024, 2025, 2026), range(14), range(34)):
        if not day and not month:
            continue
        try:
            dt.date(year, month, day)
            expected = 0
        except ValueError:
            expected = 1
        assert len(told(form.format(day, month, year))) == expected, (day, month, year)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ngày 31 tháng\n4 năm 2026", ["31 tháng 4 năm 2026"]),
        ("các ngày 29, 30 và 31/4/2026", ["31/4/2026"]),
        ("trước ngày 31/9, ngày 30/02/26", ["31/9", "30/02/26"]),
        ("TRƯỚC NGÀY 31/4/2026", ["31/4/2026"]),
        ("truoc ngay 31/4/2026", ["31/4/2026"]),
        ("hạn 31 / 4 / 2026", ["31 / 4 / 2026"]),
        ("", []),
        ("ngày", []),
    ],
)
def test_days_as_they_are_written(text, found):
    assert told(text) == found


def test_figures_that_a_program_read_from_a_page_are_to_be_looked_at():
    reading = read_text(plan("- Hoàn thành trước ngày 31/4/2026."))
    at = next(n for n, line in enumerate(reading.source.lines) if "31/4" in line.text)
    lines = list(reading.source.lines)
    lines[at] = replace(lines[at], confidence=0.97)
    misread = replace(reading, source=replace(reading.source, lines=tuple(lines)))
    damaged = replace(reading, source=replace(reading.source, damaged=True))
    for read in (misread, damaged):
        (item,) = (i for i in inconsistencies(read) if i.kind is Kind.IMPOSSIBLE_DAY)
        assert item.severity is Certainty.LIKELY


def test_a_plan_of_the_calendars_days_has_nothing_to_tell():
    assert findings(plan("- Hoàn thành trước ngày 30/4/2026 và ngày 31 tháng 12 năm 2026.")) == ()
