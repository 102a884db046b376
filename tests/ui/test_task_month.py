"""The calendar of deadlines: the grid against Python's own calendar, days, holidays, neighbours."""

import calendar
import datetime as dt
import re

import pytest

from kg.errors import UsageError
from kg.placed_tasks import placed
from tests.kg.given_tasks import CITY, LEAD, day, of_city, of_ward, record, task
from ui import task_month
from ui.task_desk import FoundTasks
from ui.task_query import TaskQuery

ON = day(7, 1)
RECORDS = {name: record(name, CITY) for name in ("tp", "p5", "d")}


def given(*days, **more):
    tasks = [task(f"việc {n}", ("Phòng Y tế", LEAD), line=n + 1, deadline=each, **more)
             for n, each in enumerate(days)]  # fmt: skip
    return FoundTasks(placed(tasks, "d", CITY), RECORDS)


def page_of(found, month="", day="", on=ON, number=1, query=None):
    days = task_month.by_day(found)
    at = task_month.shown(days, month, day, on)
    return task_month.page(found, days, at, query or TaskQuery(), on, number)


def grid(page):
    """Of each cell: its classes and its words."""
    table = re.search(r'<table class="cc-month".*?</table>', page)[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table)[1:]
    found = [re.findall(r'<td class="([^"]*)"[^>]*>(.*?)</td>', row) for row in rows]
    return [[(kind.split(), re.sub(r"<[^>]+>", " ", said)) for kind, said in row] for row in found]


@pytest.mark.parametrize("month", ["2024-02", "2025-02", "2025-06", "2025-12", "2026-03"])
def test_the_grid_has_the_weeks_of_the_month_from_monday(month):
    year, number = map(int, month.split("-"))
    expected = calendar.Calendar(firstweekday=0).monthdayscalendar(year, number)
    cells = grid(page_of(given(), month))
    shown = [[int(said.split()[0]) if said.strip() else 0 for _, said in row] for row in cells]
    assert shown == expected
    for row in cells:
        weekends = ["cc-weekend" in kind for kind, said in row]
        assert not any(weekends[:5])


def test_each_day_has_the_number_of_its_tasks_and_leads_to_their_list():
    page = page_of(given(day(6, 2), day(6, 2), day(6, 30), day(7, 1), None), "2025-06")
    counted = re.findall(r'aria-label="([^"]*): (\d+) nhiệm vụ có hạn"', page)
    assert counted == [("02/6/2025", "2"), ("30/6/2025", "1")]
    assert "?tab=tasks&amp;view=calendar&amp;day=2025-06-02" in page
    shown = page_of(given(day(6, 2), day(6, 2), day(6, 30)), day="02/6/2025")
    assert "Hạn ngày 02/6/2025" in shown
    assert shown.count('<tr role="row"><td') == 2
    assert "Xem cả tháng" in shown


def test_the_months_of_the_year_have_their_numbers():
    page = page_of(given(day(6, 2), day(6, 30), day(12, 31), day(1, 1, 2026)), "2025-06")
    counted = re.findall(r'aria-label="tháng (\d+)/2025: (\d+) việc"', page)
    assert [int(number) for _, number in counted] == [0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 1]
    assert 'month=2024-06">Năm 2024' in page
    assert 'month=2026-06">Năm 2026' in page


@pytest.mark.parametrize(
    ("month", "before", "after"),
    [("2025-01", "2024-12", "2025-02"), ("2025-12", "2025-11", "2026-01"),
     ("2024-02", "2024-01", "2024-03"), ("2025-03", "2025-02", "2025-04")],
)  # fmt: skip
def test_the_months_before_and_after(month, before, after):
    page = page_of(given(), month)
    assert re.search(r'id="tasks-month-before"[^>]*month=(\d{4}-\d\d)"', page)[1] == before
    assert re.search(r'id="tasks-month-after"[^>]*month=(\d{4}-\d\d)"', page)[1] == after
    assert re.search(r'id="tasks-month-now"[^>]*month=(\d{4}-\d\d)"', page)[1] == "2025-07"


def test_the_month_of_the_next_deadline_is_shown_first():
    def first(*days):
        return task_month.shown(task_month.by_day(given(*days)), "", "", ON).month

    assert first(day(3, 3), day(7, 1), day(9, 9)) == day(7, 1)
    assert first(day(3, 3), day(9, 9)) == day(9, 1)
    assert first(day(3, 3), day(5, 5)) == day(5, 1)
    assert first() == day(7, 1)


def test_today_weekends_and_holidays_are_marked_in_words_too():
    cells = {int(said.split()[0]): (kind, said)
             for row in grid(page_of(given(), "2025-09", on=day(9, 3)))
             for kind, said in row if said.strip()}  # fmt: skip
    assert "cc-today" in cells[3][0]
    assert "hôm nay" in cells[3][1]
    assert "hôm nay" not in cells[4][1]
    assert "Quốc khánh" in cells[2][1]
    assert "Chủ nhật" in cells[7][1]
    assert 'aria-current="date"' in page_of(given(), "2025-09", on=day(9, 3))


def test_the_holidays_of_the_labour_code_have_their_names():
    """Article 112 of the Labour Code 45/2019/QH14."""
    for year in (2021, 2025):
        for number, month in ((1, 1), (30, 4), (1, 5), (2, 9)):
            assert task_month.holidays()[dt.date(year, month, number)]


def test_what_has_no_day_is_told_and_linked():
    tasks = placed([task("a", recurrence="FREQ=MONTHLY;INTERVAL=3", deadline_text="hằng quý"),
                    task("b", deadline=day(6, 30), line=2), task("c", line=3)],
                   "d", CITY)  # fmt: skip
    page = page_of(FoundTasks(tasks, RECORDS), query=TaskQuery(office="Phòng Y tế"))
    assert "1 việc định kỳ" in page
    assert "1 việc không có ngày hạn" in page
    assert "office=Ph%C3%B2ng+Y+t%E1%BA%BF&amp;due=recurring" in page
    assert "Không có trong lịch" not in page_of(given(day(6, 1)))


def test_a_busy_month_is_shown_a_page_at_a_time():
    found = given(*[day(6, 1 + n % 30) for n in range(120)])
    days = task_month.by_day(found)
    at = task_month.shown(days, "2025-06", "", ON)
    assert len(task_month.listed(days, at)) == 120
    pages = [page_of(found, "2025-06", number=n).partition("cc-day-list")[2] for n in (1, 2, 3)]
    shown = [re.findall(r"việc \d+", page) for page in pages]
    assert [len(set(each)) for each in shown] == [50, 50, 20]
    assert len(set().union(*map(set, shown))) == 120


@pytest.mark.parametrize(
    "wrong", ["2025", "2025-13", "hôm qua", "0001-01", "9999-12", "2025-06-01"]
)
def test_what_is_no_month_is_told(wrong):
    with pytest.raises(UsageError, match=re.escape(wrong)):
        task_month.shown({}, wrong, "", ON)


@pytest.mark.parametrize("wrong", ["31/02/2025", "x"])
def test_what_is_no_day_is_told(wrong):
    with pytest.raises(UsageError):
        task_month.shown({}, "", wrong, ON)


@pytest.mark.parametrize("edge", ["1900-01", "2200-12"])
def test_the_first_and_last_months_have_a_page(edge):
    assert "cc-month" in page_of(given(), edge)


def test_a_deadline_before_the_first_year_has_a_page():
    assert "cc-month" in page_of(given(dt.date(1, 1, 1)), "", on=day(7, 1))


def test_tasks_of_two_plans_stand_on_their_days():
    found = FoundTasks([*of_city(), *of_ward()], RECORDS)
    days = task_month.by_day(found)
    assert {each: len(tasks) for each, tasks in days.items()} == {
        day(6, 1): 1, day(6, 30): 1, day(11, 30): 1, day(12, 15): 1,
    }  # fmt: skip
