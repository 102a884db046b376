"""The room “Nhiệm vụ” in a real browser; what is seen is compared with the library's own JSON."""

import csv
import datetime as dt
import io
import re
from collections import Counter
from urllib.parse import urlencode

import icalendar
import pytest
from openpyxl import load_workbook

from tests.ui.browser.serving import running
from ui.library import Library
from ui.task_due import Due, due_of
from ui.task_page import ROWS

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
expect = sync_api.expect
OFFICE = "Phòng Nội vụ"
TYPED = "phong noi vu"
VIEWS = ("list", "matrix", "calendar", "workload", "coverage", "owners")


def address(served, **parts):
    return f"{served.address}/?{urlencode({'tab': 'tasks'} | parts)}"


def opened(page, served, **parts):
    """The room as an address asks for it."""
    page.goto(address(served, **parts))
    expect(page.locator("#tasks-room")).to_be_visible()


def count(page):
    return page.locator(".cc-task-count b")


def words(said):
    return re.sub(r"\s+", " ", said).strip()


def tasks_seen(page):
    """The words of each task of the list, its product left out."""
    rows = page.locator(".cc-tasks tbody tr td:first-child")
    return rows.evaluate_all(
        "cells => cells.map(cell => [...cell.childNodes].filter(node => node.nodeType === 3)"
        ".map(node => node.textContent).join(''))"
    )


def deadlines(served, **where):
    return Counter(
        task.deadline for _, task in served.library.tasks(**where) if task.deadline is not None
    )


def figure(number):
    return f"{number:,}".replace(",", ".")


# --- filters --------------------------------------------------------------------------------------
def test_a_filter_leaves_the_tasks_that_the_library_gives(page, served):
    known = [task.task for _, task in served.library.tasks(office=OFFICE)]
    whole = served.library.tasks()
    assert 0 < len(known) < len(whole)
    opened(page, served)
    expect(count(page)).to_have_text(figure(len(whole)))
    box = page.locator("#tasks-office")
    box.fill(TYPED)
    box.press("Enter")
    expect(count(page)).to_have_text(figure(len(known)))
    expect(page).to_have_url(re.compile(r"\?tab=tasks&office=phong\+noi\+vu$"))
    assert [words(said) for said in tasks_seen(page)] == [words(said) for said in known[:ROWS]]
    expect(box).to_have_value(TYPED)
    expect(box).to_be_focused()  # the room was drawn anew
    chip = page.locator(".cc-task-chip")
    expect(chip).to_have_count(1)
    expect(chip).to_contain_text(f"Cơ quan, chức danh: {TYPED}")
    chip.click()
    expect(count(page)).to_have_text(figure(len(whole)))
    expect(page.locator(".cc-task-chip")).to_have_count(0)
    page.go_back()
    expect(count(page)).to_have_text(figure(len(known)))
    expect(page.locator("#tasks-office")).to_have_value(TYPED)


def test_rarer_filters_are_folded_and_stay_open_where_they_are_used(page, served):
    field = next(task.field for _, task in served.library.tasks() if task.field)
    known = served.library.tasks(field=field)
    opened(page, served)
    more = page.locator("details.cc-task-more")
    expect(page.locator("#tasks-role")).to_be_hidden()
    page.locator("#tasks-more").click()
    page.locator("#tasks-role").select_option("lead")
    page.locator("#tasks-field").select_option(field)
    page.locator("#tasks-apply").click()
    expect(page).to_have_url(re.compile("field=.*role=lead|role=lead.*field="))
    leading = [t for _, t in known if any(a.role == "lead" for a in t.assignments)]
    expect(count(page)).to_have_text(figure(len(leading)))
    expect(more).to_have_attribute("open", "")
    expect(page.locator(".cc-task-chip")).to_have_count(2)
    page.locator("#tasks-clear").click()
    expect(count(page)).to_have_text(figure(len(served.library.tasks())))


def test_how_near_deadlines_are_is_counted_and_narrows(page, served):
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    tasks = [task for _, task in served.library.tasks()]
    counted = Counter(due_of(task, today) for task in tasks)
    opened(page, served)
    for due in Due:
        link = page.locator(f"#tasks-due-{due.value}")
        if counted[due]:
            expect(link.locator("b")).to_have_text(figure(counted[due]))
        else:
            expect(link).to_have_count(0)
    page.locator("#tasks-due-none").click()
    expect(count(page)).to_have_text(figure(counted[Due.NONE]))
    expect(page.locator("#tasks-due-none")).to_have_attribute("aria-current", "true")
    expect(page.locator(".cc-tasks tbody tr")).to_have_count(min(ROWS, counted[Due.NONE]))


def test_all_tasks_are_there_page_by_page(page, served):
    known = [words(task.task) for _, task in served.library.tasks()]
    assert len(known) > ROWS
    opened(page, served)
    seen = [words(said) for said in tasks_seen(page)]
    for number in range(2, -(-len(known) // ROWS) + 1):
        page.locator("#tasks-next").click()
        expect(page.locator("#tasks-pages")).to_contain_text(f"Trang {number}/")
        seen += [words(said) for said in tasks_seen(page)]
    assert seen == known
    expect(page.locator("#tasks-next")).to_have_count(0)
    page.reload()
    expect(page.locator("#tasks-pages")).to_contain_text(f"Trang {number}/")


@pytest.mark.parametrize(
    ("parts", "said", "choice"),
    [
        ({"field": "thủ tục hành chánh"}, "Không có lĩnh vực nào", "cải cách thủ tục hành chính"),
        ({"place": "Nguyen Giap xa"}, None, None),
        ({"place": "Cần Giuộc"}, "Thư viện không có văn bản nào của “Cần Giuộc”", None),
        ({"due_from": "31/02/2025"}, "31/02/2025", None),
        ({"due": "mai"}, "“mai”", None),
        ({"role": "sếp"}, "“sếp”", None),
        ({"doc": "khong-co-van-ban-nay"}, "khong-co-van-ban-nay", None),
        ({"view": "calendar", "month": "2025-13"}, "“2025-13”", None),
        ({"view": "calendar", "day": "hôm kia"}, "“hôm kia”", None),
    ],
    ids=str,
)
def test_a_filter_that_names_nothing_is_one_sentence_with_what_is_near(
    page, served, parts, said, choice
):
    opened(page, served, **parts)
    wrong = page.locator(".cc-wrong")
    if said is None:
        expect(wrong).to_have_count(0)
        return
    expect(wrong).to_contain_text(said)
    expect(wrong).to_have_attribute("role", "alert")
    if choice:
        wrong.get_by_role("link", name=choice).click()
        expect(page.locator(".cc-wrong")).to_have_count(0)
        expect(count(page)).to_have_text(figure(len(served.library.tasks(field=choice))))


def test_what_looks_like_markup_is_shown_and_not_run(page, served):
    evil = "<img src=x onerror=alert(1)>"
    opened(page, served, office=evil, text=evil)
    expect(page.locator("#tasks-office")).to_have_value(evil)
    expect(page.locator(".cc-task-chip").first).to_contain_text(evil)
    assert page.locator("#tasks-room img").count() == 0


# --- views ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_opened_by_its_address_and_by_its_link(page, served, view):
    text = {"text": "hồ sơ"} if view == "owners" else {}
    opened(page, served, view=view, **text)
    link = page.locator(f"#tasks-view-{view}")
    expect(link).to_have_attribute("aria-current", "page")
    expect(page.locator("#tasks table tbody tr")).not_to_have_count(0)
    whole = page.locator("#tasks").inner_text()
    opened(page, served, **text)
    page.locator(f"#tasks-view-{view}").click()
    expect(page.locator(f"#tasks-view-{view}")).to_have_attribute("aria-current", "page")
    assert page.locator("#tasks").inner_text() == whole


def test_the_matrix_has_the_numbers_of_the_workload_and_leads_to_their_tasks(page, served):
    answer = served.library.workload(on=dt.date(2025, 8, 1))
    loads = [*answer["offices"], *answer["groups"]]
    opened(page, served, view="matrix")
    rows = page.locator(".cc-matrix tbody tr")
    expect(rows).to_have_count(min(ROWS, len(loads)))
    fields = page.locator(".cc-matrix thead th").all_inner_texts()[1:-1]
    for number, load in enumerate(loads[:5]):
        cells = rows.nth(number).locator("td").all_inner_texts()
        by_name = {name.lower(): n for name, n in load["fields"].items()}
        expected = [by_name.get(name.lower() if "Chưa rõ" not in name else "") for name in fields]
        assert cells == [str(n) if n else "–" for n in expected] + [str(load["tasks"])]
    cell = rows.first.locator("td a").first
    number = int(cell.inner_text())
    cell.click()
    expect(page.locator("#tasks-view-list")).to_have_attribute("aria-current", "page")
    expect(count(page)).to_have_text(figure(number))


def test_the_bars_have_the_numbers_of_the_workload(page, served):
    answer = served.library.workload(on=dt.date(2025, 8, 1))
    offices = answer["offices"]
    opened(page, served, view="workload")
    rows = page.locator(".cc-loads").first.locator("tbody tr")
    for number, load in enumerate(offices[:5]):
        row = rows.nth(number)
        expect(row.locator(".cc-bar-number")).to_have_text(str(load["tasks"]))
        expect(row.locator("a").first).to_have_text(load["office"])
        said = row.locator(".cc-bar").get_attribute("aria-label")
        doing, helping = map(int, re.findall(r"\d+", said))
        assert doing + helping == load["tasks"]


def test_what_is_open_and_who_owns_are_the_librarys(page, served):
    answer = served.library.coverage()
    opened(page, served, view="coverage")
    rows = page.locator(".cc-coverage tbody tr")
    expect(rows).to_have_count(len(answer["documents"]))
    assert [
        int(said) for said in page.locator(".cc-coverage td:nth-child(2)").all_inner_texts()
    ] == [row["tasks"] for row in answer["documents"]]
    owned = served.library.owners("hồ sơ")["rows"]
    opened(page, served, view="owners", text="hồ sơ")
    expect(page.locator(".cc-owners tbody tr")).to_have_count(min(ROWS, len(owned)))


def test_a_task_leads_to_its_line(page, served):
    document, task = served.library.placed_tasks().pairs[0]
    opened(page, served)
    page.locator(".cc-tasks tbody tr").first.locator("td:last-child a").click()
    expect(page).to_have_url(re.compile(f"tab=document&doc={document}&line={task.line_start}$"))
    expect(page.locator(".cc-target")).to_have_attribute("id", f"L{task.line_start}")


# --- calendar -------------------------------------------------------------------------------------
def days_seen(page):
    """Number of tasks by day, as the grid says."""
    return Counter({
        link.get_attribute("data-day"): int(link.locator("b").inner_text().split()[0])
        for link in page.locator(".cc-month a[data-day]").all()
    })  # fmt: skip


def test_the_months_have_the_deadlines_of_the_library(page, served):
    known = deadlines(served)
    month = min(known).replace(day=1)
    opened(page, served, view="calendar", month=f"{month:%Y-%m}")

    def looked_at():
        expected = {d.isoformat(): n for d, n in known.items() if d.replace(day=1) == month}
        title = f"Thời hạn tháng {month.month}/{month.year}"
        expect(page.locator("#tasks-month")).to_have_text(title)
        assert days_seen(page) == Counter(expected)

    looked_at()
    after = page.locator("#tasks-month-after")
    after.click()
    for _ in range(2):
        month = (month + dt.timedelta(days=32)).replace(day=1)
        looked_at()
        expect(page).to_have_url(re.compile(f"month={month:%Y-%m}$"))
        after.focus()
        page.keyboard.press("PageDown")
    month = (month + dt.timedelta(days=32)).replace(day=1)
    looked_at()
    expect(after).to_be_focused()
    page.keyboard.press("PageUp")
    month = (month - dt.timedelta(days=1)).replace(day=1)
    looked_at()
    page.go_back()
    month = (month + dt.timedelta(days=32)).replace(day=1)
    looked_at()


def test_a_day_shows_its_tasks_and_its_address_the_same(page, served):
    day, number = deadlines(served).most_common(1)[0]
    opened(page, served, view="calendar", month=f"{day:%Y-%m}")
    page.locator(f"#tasks-day-{day.day}").click()
    expect(page).to_have_url(re.compile(f"day={day.isoformat()}$"))
    rows = page.locator(".cc-tasks tbody tr")
    expect(rows).to_have_count(min(ROWS, number))
    known = [words(t.task) for _, t in served.library.tasks() if t.deadline == day]
    assert [words(said) for said in tasks_seen(page)] == known[:ROWS]
    page.reload()
    expect(page.locator(f"#tasks-day-{day.day}")).to_have_attribute("aria-current", "true")
    expect(rows).to_have_count(min(ROWS, number))


PLAN = """ỦY BAN NHÂN DÂN
XÃ TÂN PHÚ
Số: 12/KH-UBND
Tân Phú, ngày 02 tháng 01 năm 2025
KẾ HOẠCH
Cải cách hành chính năm 2025
1. Văn phòng chủ trì rà soát thủ tục hành chính, hoàn thành trước ngày 10/6/2025.
2. Văn phòng chủ trì báo cáo kết quả, hoàn thành trước ngày 17/6/2025.
3. Trạm Y tế chủ trì tuyên truyền, hoàn thành trước ngày 25/6/2025.
"""


def test_arrows_go_from_day_to_day(page, tmp_path):
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, encoding="utf-8")
    Library.at(tmp_path / "library").ingest([file])
    with running(tmp_path / "library") as (served, _):
        days = sorted(day.day for day in deadlines(served))
        assert len(days) == 3
        opened(page, served, view="calendar", month="2025-06")
        first, second, third = (page.locator(f"#tasks-day-{day}") for day in days)
        first.focus()
        page.keyboard.press("ArrowRight")
        expect(second).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(third).to_be_focused()
        page.keyboard.press("ArrowRight")
        expect(third).to_be_focused()
        page.keyboard.press("ArrowLeft")
        expect(second).to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(first).to_be_focused()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(f"day=2025-06-{days[0]:02d}$"))
        expect(page.locator(".cc-tasks tbody tr")).to_have_count(1)
        expect(first).to_be_focused()


def test_on_a_narrow_screen_the_month_is_a_list_of_days(page, served):
    day = min(deadlines(served))
    page.set_viewport_size({"width": 360, "height": 800})
    opened(page, served, view="calendar", month=f"{day:%Y-%m}")
    shown = page.locator(".cc-month td:visible")
    with_tasks = sum(each.replace(day=1) == day.replace(day=1) for each in deadlines(served))
    marked = page.locator(".cc-month td.cc-has, .cc-month td.cc-today, .cc-month td.cc-holiday")
    expect(shown).to_have_count(marked.count())
    assert shown.count() >= with_tasks
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


# --- to take away ---------------------------------------------------------------------------------
def taken(page, name):
    with page.expect_download() as given:
        page.get_by_role("link", name=name, exact=True).click()
    return given.value.suggested_filename, given.value.path().read_bytes()


def test_the_files_hold_the_tasks_that_are_shown(page, served):
    known = served.library.tasks(office=OFFICE)
    dated = [task for _, task in known if task.deadline is not None]
    opened(page, served, office=OFFICE)
    expect(count(page)).to_have_text(figure(len(known)))
    name, content = taken(page, "Tải bảng Excel (XLSX)")
    assert name == "nhiem-vu.xlsx"
    sheet = load_workbook(io.BytesIO(content))["Nhiệm vụ"]
    said = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert said == [task.task for _, task in known]
    name, content = taken(page, "Tải tệp CSV")
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert [line[0] for line in lines[1:]] == said
    name, content = taken(page, "Tải tệp lịch (ICS)")
    assert name == "nhiem-vu.ics"
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    days = Counter(event["dtstart"].dt for event in events if "rrule" not in event)
    assert days == Counter(task.deadline for task in dated if not task.recurrence)
    for event in events:
        assert str(event["url"]).startswith(f"{served.address}/?tab=document&doc=")


# --- the room as a whole --------------------------------------------------------------------------
def test_the_room_is_kept_while_another_is_looked_at(page, served):
    opened(page, served, office=OFFICE, view="matrix")
    expect(page.locator(".cc-matrix")).to_be_visible()
    page.locator('.cc-nav a[data-tab="search"]').click()
    expect(page.locator("#tasks-room")).to_be_hidden()
    page.locator('.cc-nav a[data-tab="tasks"]').click()
    expect(page.locator(".cc-matrix")).to_be_visible()
    expect(page).to_have_url(re.compile("view=matrix"))


def test_filters_are_used_by_keyboard_alone(page, served):
    opened(page, served)
    page.locator("#tasks-office").focus()
    page.keyboard.type(TYPED)
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.locator("#tasks-apply")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#tasks-more")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#tasks-place")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("#tasks-place")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#tasks-place")).to_be_hidden()
    expect(page.locator("#tasks-more")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(count(page)).to_have_text(figure(len(served.library.tasks(office=OFFICE))))


def test_names_are_suggested_and_the_count_is_told(page, served):
    opened(page, served)
    expect(page.locator("#cc-task-offices option")).not_to_have_count(0)
    expect(page.locator("#cc-task-places option")).not_to_have_count(0)
    expect(page.locator(".cc-task-count")).to_have_attribute("role", "status")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("width", [360, 1920])
def test_the_room_is_no_wider_than_the_screen(page, served, view, width):
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, served, view=view, text="hồ sơ")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1280, 920, 800])
def test_the_names_of_the_columns_stay_in_sight_under_the_strip_of_rooms(page, served, width):
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, served)
    page.locator(".cc-tasks tbody tr").nth(20).evaluate("row => row.scrollIntoView()")
    places = """() => [document.querySelector("#head").getBoundingClientRect().bottom,
      document.querySelector(".cc-tasks th").getBoundingClientRect().top]"""
    page.wait_for_function("window.scrollY > 200")
    head, names = page.evaluate(places)
    assert abs(head - names) < 2


def test_a_page_that_is_not_there_looks_like_no_button(page, served):
    opened(page, served)
    off = page.locator("#tasks-pages .cc-off")
    expect(off).to_have_css("border-top-style", "dashed")
    expect(page.locator("#tasks-next")).to_have_css("border-top-style", "solid")


def test_an_empty_library_says_what_to_do(page, served_empty):
    page.goto(f"{served_empty.address}/?tab=tasks")
    expect(page.locator("#tasks-page .cc-empty")).to_contain_text("Thư viện chưa có văn bản nào.")
