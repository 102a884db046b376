"""The views of tasks as HTML, a page at a time, and the addresses that they are asked for by."""

import datetime as dt
import re

import pytest

from kg.errors import UsageError
from kg.owners import owners
from kg.placed_tasks import TaskGap, TaskNarrowing, placed
from kg.terms import OfficeRole
from kg.workload import office_loads
from tests.kg.given_tasks import (
    CITY,
    DOES,
    HELPS,
    LEAD,
    SIGNED,
    day,
    of_city,
    of_other,
    of_ward,
    record,
    task,
)
from ui import labels, task_counts, task_filters, task_month, task_page, task_views, wording
from ui import task_wording as words
from ui.task_desk import FoundTasks
from ui.task_due import Due, counted, due_among, due_of
from ui.task_query import TaskQuery

ON = day(7, 1)
EVIL = '<script>alert("1")</script>'
RECORDS = {name: record(name, CITY) for name in ("tp", "p5", "lv", "d")}


def found(tasks):
    return FoundTasks(tasks, RECORDS)


def plain(piece):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", piece)).strip()


def cells(page):
    """Words of each row of all tables, heads left out."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", page)
    found_ = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows]
    return [[plain(cell) for cell in row] for row in found_ if row]


def many(count):
    return placed(
        [task(f"việc {n}", ("Phòng Y tế", DOES), line=n + 1) for n in range(count)], "d", CITY
    )


def test_the_list_has_each_task_with_its_line():
    page = task_page.listed(found(of_city()), ON)
    assert 'href="?tab=document&amp;doc=tp&amp;line=10"' in page
    rows = cells(page)
    assert rows[0][0] == "Rà soát thủ tục hành chính Sản phẩm: Báo cáo"
    assert rows[0][1] == "★ chủ trì Phòng Nội vụ ○ phối hợp các phòng, ban"
    assert [row[0] for row in rows][1] == "Báo cáo kết quả"
    assert len(rows) == 5


def test_a_role_has_a_sign_and_a_word():
    given = tuple((f"Phòng {role.value}", role) for role in OfficeRole)
    said = plain(task_page.offices(task("a", *given)))
    for role in OfficeRole:
        assert f"{words.ROLE_SIGNS[role]} {labels.OFFICE_ROLES[role]} Phòng {role.value}" in said
    assert len(set(words.ROLE_SIGNS.values())) == len(OfficeRole)
    assert words.NOBODY in task_page.offices(task("a"))


@pytest.mark.parametrize(
    ("due", "comes_back", "kind", "said"),
    [
        (day(6, 30), None, Due.PASSED, "▲ đã qua ngày hạn"),
        (day(7, 1), None, Due.SOON, "◆ hạn hôm nay"),
        (day(7, 2), None, Due.SOON, "◆ còn 1 ngày"),
        (day(7, 31), None, Due.SOON, "◆ còn 30 ngày"),
        (day(8, 1), None, Due.LATER, "○ còn 31 ngày"),
        (day(6, 30), "FREQ=YEARLY", Due.RECURRING, "↻ định kỳ"),
        (day(7, 2), "FREQ=YEARLY", Due.SOON, "◆ còn 1 ngày"),
        (None, "FREQ=MONTHLY", Due.RECURRING, "↻ định kỳ"),
        (None, None, Due.NONE, ""),
    ],
)
def test_how_near_a_day_is_has_a_sign_and_words(due, comes_back, kind, said):
    one = task("a", deadline=due, recurrence=comes_back)
    assert due_of(one, ON) is kind
    assert plain(task_page.moment(one, ON)) == said
    counts = counted(placed([one]), ON)
    assert counts == {each: int(each is kind) for each in Due}
    assert len(due_among(placed([one]), kind.value, ON)) == 1


def test_a_deadline_has_its_words_and_the_day_computed_from_them():
    one = task("a", deadline=dt.date(2025, 12, 15), deadline_text="trước ngày 15/12")
    assert task_page.deadline(one) == "trước ngày 15/12 (15/12/2025)"


def test_pages_of_a_list_hold_every_task_once():
    tasks = many(2 * task_page.ROWS + 1)
    assert [task_page.pages_of(n) for n in (0, 1, 50, 51, len(tasks))] == [1, 1, 1, 2, 3]
    shown = [
        row[0] for page in (1, 2, 3) for row in cells(task_page.listed(found(tasks), ON, page))
    ]
    assert shown == [one.task.task for one in tasks]


def test_cells_carry_the_names_of_their_columns_for_narrow_screens():
    page = task_page.listed(found(of_city()), ON)
    named = re.findall(r'<td role="cell" data-label="(.*?)">', page)
    assert named[:5] == list(wording.TASK_COLUMNS)


def test_the_matrix_counts_a_task_once_for_each_of_its_offices():
    both = (("Phòng Nội vụ", LEAD), ("UBND thành phố", LEAD))
    tasks = placed(
        [task("a", *both, field="cải cách thể chế"), task("b", both[0], line=2)], "d", CITY
    )
    page = task_page.matrix(office_loads(tasks), TaskQuery())
    heads = [plain(head) for head in re.findall(r'<th scope="row">(.*?)</th>', page)]
    assert heads == ["Phòng Nội vụ thành phố Sa Đéc", "UBND thành phố Sa Đéc"]
    assert cells(page) == [["1", "1", "2"], ["1", "–", "1"]]
    assert "office=Ph%C3%B2ng+N%E1%BB%99i+v%E1%BB%A5" in page
    assert 'aria-label="Phòng Nội vụ, cải cách thể chế: 1 nhiệm vụ"' in page
    assert "without=field" in page  # of what has no field


def test_bars_are_as_long_as_what_they_stand_for():
    tasks = placed(
        [task("a", ("Phòng Y tế", LEAD)), task("b", ("Phòng Y tế", HELPS), line=2),
         task("c", ("Phòng Tư pháp", HELPS), line=3), task("d", ("các phòng, ban", DOES), line=4)],
        "d", CITY,
    )  # fmt: skip
    answer = task_views.loads_of(office_loads(tasks), ON)
    page = task_counts.workload(answer, TaskQuery(), most=2)
    widths = [float(width) for width in re.findall(r"width:([\d.]+)%", page)]
    assert widths == [50, 50, 0, 50, 50, 0]
    assert (
        page.index(words.LOAD_TITLE) < page.index("Phòng Tư pháp") < page.index(words.GROUPS_TITLE)
    )
    assert "chủ trì 1; phối hợp 1" in page
    assert 'aria-label="1 việc phải làm, 1 việc phối hợp hoặc phê duyệt"' in page
    assert "1 + 1" in page


def test_views_of_nothing_say_what_to_do():
    nothing = {"as_of": "2025-07-01", "offices": [], "groups": [], "documents": []}
    for page in (
        task_page.listed(found([]), ON),
        task_page.matrix([], TaskQuery()),
        task_counts.workload(nothing, TaskQuery(), most=1),
        task_counts.coverage(nothing, TaskQuery()),
    ):
        assert wording.NO_TASKS in page
    assert words.OWNERS_ASK.replace("“", "“") in task_counts.owners(None)


def calendar_of(tasks):
    given = found(tasks)
    days = task_month.by_day(given)
    return task_month.page(given, days, task_month.shown(days, "", "", ON), TaskQuery(), ON)


def test_markup_in_a_document_is_shown_and_never_run():
    tasks = placed([task(EVIL, (EVIL, LEAD), product=EVIL, field=EVIL, deadline=day(6, 30),
                         deadline_text=EVIL)], "d", CITY, SIGNED)  # fmt: skip
    loads = office_loads(tasks)
    query = TaskQuery(office=EVIL, text=EVIL, place=EVIL)
    row = {
        "document": "d", "number": EVIL, "title": EVIL, "place": EVIL, "tasks": 1,
        "fields_missing": [EVIL], "open": {gap.value: [] for gap in TaskGap},
        "offices_without_task": [{"office": EVIL, "lines": [1], "group": EVIL}],
    }  # fmt: skip
    owned = {
        "place": EVIL, "district": None, "province": None, "office": EVIL, "role": "lead",
        "task": EVIL, "deadline": None, "deadline_text": EVIL, "document": "d", "number": EVIL,
        "line_start": 1,
    }  # fmt: skip
    pages = [
        task_page.listed(found(tasks), ON),
        calendar_of(tasks),
        task_page.matrix(loads, query),
        task_counts.workload(task_views.loads_of(loads, ON), query, most=1),
        task_filters.form(query, EVIL),
        task_filters.chips(query, EVIL, {}),
        task_filters.views(query, "list"),
        task_filters.dues(counted(tasks, ON), query, EVIL),
        task_filters.files(query),
        task_filters.turning(query, 1, 3, {"view": EVIL}),
        task_filters.offered("x", [EVIL]),
        task_counts.coverage({"documents": [row]}, query),
        task_counts.owners({"work": EVIL, "rows": [owned], "places": 1, "places_without": [EVIL]}),
    ]
    for page in pages:
        assert "<script" not in page
        assert "&lt;script" in page or "%3Cscript" in page


# --- addresses ------------------------------------------------------------------------------------
QUERY = TaskQuery(("a", "b"), "Phường 5", "Phòng Nội vụ", "lead", "cải cách thể chế", "01/7/2025",
                  "31/12/2025", "deadline", "số hóa & hồ sơ", "1", "soon")  # fmt: skip


def test_an_address_gives_back_the_query_it_was_made_of():
    from urllib.parse import parse_qsl

    assert TaskQuery.of(parse_qsl(QUERY.address(view="list").removeprefix("?"))) == QUERY
    assert (
        TaskQuery.of([("tab", "tasks"), ("page", "3"), ("documents", "x"), ("doc", "")])
        == TaskQuery()
    )
    assert TaskQuery().address() == "?tab=tasks"


def test_the_last_day_of_a_query_is_inside_its_period():
    where = QUERY.where()
    assert (where.due_from, where.due_before) == (day(7, 1), day(1, 1, 2026))
    assert (where.role, where.without, where.with_groups) == (
        OfficeRole.LEAD, (TaskGap.DEADLINE,), True,
    )  # fmt: skip
    assert TaskQuery(due_from="01/7/2025", due_to="01/7/2025").where().due_before == day(7, 2)
    assert TaskQuery().where() == TaskNarrowing()


@pytest.mark.parametrize(
    "wrong",
    [{"due_from": "hôm qua"}, {"due_to": "31/02/2025"}, {"role": "sếp"}, {"without": "gì đó"},
     {"due_from": "02/7/2025", "due_to": "01/7/2025"}, {"due": "bao giờ"}],
    ids=str,
)  # fmt: skip
def test_what_is_no_day_role_or_period_is_told(wrong):
    with pytest.raises(UsageError):
        TaskQuery(**wrong).where()


@pytest.mark.parametrize("far", ["9999-12-31", "31/12/9999"])
def test_the_last_day_of_all_is_a_day_too(far):
    assert TaskQuery(due_to=far).where().due_before == dt.date.max


@pytest.mark.parametrize("said", ["lead", "chủ trì", "CHU TRI"])
def test_a_role_may_be_said_in_vietnamese(said):
    assert TaskQuery(role=said).where().role is OfficeRole.LEAD


def test_rows_of_other_places_keep_their_own_links():
    answer = task_views.owners(
        "số hóa",
        owners("số hóa", [*of_city(), *of_other()]),
        [*of_city(), *of_ward(), *of_other()],
        RECORDS,
    )
    page = task_counts.owners(answer)
    assert [row[0] for row in cells(page)] == [
        "huyện Lai Vung, tỉnh Đồng Tháp", "thành phố Sa Đéc, tỉnh Đồng Tháp",
    ]  # fmt: skip
    assert "doc=lv&amp;line=7" in page
    assert "1 địa phương khác" in page
    assert "Phường 5, thành phố Sa Đéc, tỉnh Đồng Tháp" in page
