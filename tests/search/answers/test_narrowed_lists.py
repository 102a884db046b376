"""Lists of tasks and figures narrowed by field, by time and by year."""

import datetime as dt

import pytest

from kg.model import Assignment, Place, Target, Task
from kg.terms import Comparator, NoAnswer, OfficeRole, PlaceLevel
from search.answer import answer
from tests.search.hand_made import HandMade, held

ON = dt.date(2026, 1, 1)
MONEY, PAPERS = "cải cách tài chính công", "cải cách thủ tục hành chính"
WORK = (
    ("Lập dự toán chi thường xuyên", MONEY, dt.date(2025, 3, 31)),
    ("Công khai ngân sách quá trình chi", MONEY, dt.date(2025, 11, 15)),
    ("Rà soát bộ thủ tục", PAPERS, dt.date(2025, 12, 20)),
    ("Kiểm kê tài sản", MONEY, None),
)


@pytest.fixture
def library():
    plan = held(
        "plan", ["KẾ HOẠCH", *(task for task, *_ in WORK), "Tỷ lệ giải ngân vốn đạt 90%"],
        place=Place("xã Tân Phú", PlaceLevel.COMMUNE), title="Kế hoạch năm 2025",
        number="12/KH-UBND", date=dt.date(2025, 1, 5),
    )  # fmt: skip
    parts = (Assignment("Phòng Kinh tế", OfficeRole.LEAD),)
    plan.tasks.extend(
        Task(task, parts, line, line, field, day, day and day.strftime("ngày %d/%m/%Y"))
        for line, (task, field, day) in enumerate(WORK, 2)
    )
    share = Target("Tỷ lệ giải ngân vốn", Comparator.EQUAL, 90.0, 6, unit="%", year=2026)
    plan.targets.append(share)
    return HandMade([plan], [])


def lines(given):
    return [row["line_start"] for row in given.rows]


@pytest.mark.parametrize(
    "text",
    [
        "Nhiệm vụ nào thuộc lĩnh vực cải cách tài chính công ở xã Tân Phú?",
        "Đếm nhiệm vụ lĩnh vực cải cách tài chính công của xã Tân Phú",
        "Phòng Kinh tế xã Tân Phú có nhiệm vụ nào thuộc lĩnh vực cải cách tài chính công?",
    ],
)
def test_the_name_of_a_field_is_no_matter_of_its_tasks(library, text):
    assert sorted(lines(answer(text, library, on=ON))) == [2, 3, 5]


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Nhiệm vụ quý IV/2025 của xã Tân Phú", [3, 4]),
        ("nhiệm vụ của xã Tân Phú tháng 12/2025", [4]),
        ("tháng 3/2025 xã Tân Phú có việc gì?", [2]),
        ("Nhiệm vụ nào đã quá hạn ở xã Tân Phú?", [2, 3, 4]),
    ],
)
def test_a_month_or_quarter_beside_tasks_is_when_they_are_due(library, text, given):
    assert lines(answer(text, library, on=ON)) == given


def test_where_nothing_is_due_nothing_is_listed(library):
    given = answer("Nhiệm vụ tháng 7/2025 của xã Tân Phú", library, on=ON)
    assert (given.reason, given.rows) == (NoAnswer.NOT_FOUND, ())


def test_the_figure_of_another_year_is_no_answer(library):
    text = "Tỷ lệ giải ngân vốn của xã Tân Phú năm {} là bao nhiêu phần trăm?"
    assert answer(text.format(2026), library, on=ON).rows[0]["value"] == 90.0
    other = answer(text.format(2023), library, on=ON)
    assert (other.reason, other.rows) == (NoAnswer.NOT_FOUND, ())
    assert answer(text.format(2025), library, on=ON).rows  # the plan's own year


def test_the_head_of_a_commune_is_the_head_of_its_committee(library):
    given = answer("chủ tịch xã Tân Phú phải làm gì?", library, on=ON)
    assert given.question.offices == ("Chủ tịch UBND xã Tân Phú",)
