"""The workbook, read back by openpyxl: types, formulas, widths; the CSV by the csv module."""

import csv
import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from kg.coverage import coverage
from kg.placed_tasks import placed
from kg.workload import office_loads
from tests.kg.given_tasks import CITY, HELPS, LEAD, SIGNED, day, of_city, record, task
from ui import task_views
from ui import task_wording as wording
from ui.task_book import as_csv, as_xlsx
from ui.task_desk import FoundTasks

ON = day(7, 1)


def found(tasks):
    return FoundTasks(tasks, {"tp": record("tp", CITY, title="Cải cách hành chính")})


def book(tasks):
    given = found(tasks)
    row = (given.records["tp"], coverage(tasks, given.records["tp"]), True)
    made = as_xlsx(given, office_loads(tasks), task_views.coverage([row]), on=ON)
    return load_workbook(io.BytesIO(made))


def rows(sheet):
    return list(sheet.iter_rows(values_only=True))


def test_each_task_is_a_row_with_its_day_as_a_day_and_its_line_as_a_figure():
    sheet = book(of_city())[wording.SHEET_TASKS]
    first, *rest = rows(sheet)
    assert first == wording.TASK_SHEET_COLUMNS
    assert len(rest) == 5
    assert rest[0] == (
        "Rà soát thủ tục hành chính", "Phòng Nội vụ", "các phòng, ban", None,
        "trước ngày 30/6/2025", dt.datetime.combine(day(6, 30), dt.time()), "Báo cáo",
        "cải cách thủ tục hành chính", "thành phố Sa Đéc", "tp/KH-UBND", 10, None,
    )  # fmt: skip
    assert sheet["F2"].is_date
    assert sheet["F2"].number_format == "dd/mm/yyyy"
    assert [row[11] for row in rest] == [
        None, None, "không ghi thời hạn; không rõ ai chủ trì; chưa rõ lĩnh vực",
        "không rõ ai chủ trì; chưa rõ lĩnh vực", "chưa rõ lĩnh vực",
    ]  # fmt: skip
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:L6")


def test_the_workload_is_figures_that_can_be_added():
    sheet = book(of_city())[wording.SHEET_LOADS]
    shown = {row[0]: row for row in rows(sheet)[1:]}
    assert shown["Phòng Nội vụ"] == (
        "Phòng Nội vụ", "thành phố Sa Đéc", "một cơ quan", 3, 1, 1, 1, None, None, None, 2,
        dt.datetime.combine(day(12, 15), dt.time()), None,
    )  # fmt: skip
    assert shown["các phòng, ban"][2:4] == ("nhóm cơ quan", 2)
    assert sum(row[3] for row in shown.values()) == 8


def test_the_matrix_adds_up_to_its_last_column():
    head, *lines = rows(book(of_city())[wording.SHEET_FIELDS])
    assert head[0] == "Cơ quan"
    assert head[-1] == "Tổng"
    for line in lines:
        assert sum(cell or 0 for cell in line[2:-1]) == line[-1]


def test_what_a_document_leaves_open_is_a_row():
    (_, row) = rows(book(of_city())[wording.SHEET_OPEN])
    assert row[:7] == ("tp/KH-UBND", "thành phố Sa Đéc", 5, 1, 2, None, 3)
    assert "cải cách thể chế" in row[7]
    assert row[8] == wording.NOT_LOOKED


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", " =cmd|' /C calc'!A0", "\t=1"])
def test_no_cell_runs_as_a_formula(evil):
    given = placed([task(evil, (evil, LEAD), (evil, HELPS), deadline_text=evil, product=evil,
                         field=evil)], "tp", CITY, SIGNED)  # fmt: skip
    for sheet in book(given):
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                assert cell.data_type != "f"
                assert not str(cell.value or "").lstrip().startswith(("=", "+", "@"))
    (_, line) = csv.reader(io.StringIO(as_csv(found(given)).decode("utf-8-sig")))
    assert all(not cell.lstrip().startswith(("=", "+", "-", "@")) for cell in line)


def test_signs_that_xml_forbids_and_very_long_texts_do_not_stop_the_workbook():
    given = placed(
        [task("a\x00\x0b\ufffe \x1fb", ("\x07", LEAD)), task("dài " * 20_000)], "tp", CITY
    )
    sheet = book(given)[wording.SHEET_TASKS]
    assert sheet["A2"].value.startswith("a")
    assert sheet["A2"].value.endswith("b")
    assert len(sheet["A3"].value) == 32_767


def test_a_table_for_spreadsheets_has_the_same_rows():
    given = found(of_city())
    content = as_csv(given)
    assert content.startswith(b"\xef\xbb\xbf")
    head, *lines = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert tuple(head) == wording.TASK_SHEET_COLUMNS
    assert [line[5] for line in lines] == ["2025-06-30", "2025-12-15", "", "", "2025-06-01"]
    assert [line[10] for line in lines] == ["10", "11", "12", "12", "14"]


def test_a_workbook_of_no_tasks_has_its_heads():
    made = book([])
    assert made.sheetnames == [wording.SHEET_TASKS, wording.SHEET_LOADS, wording.SHEET_FIELDS,
                               wording.SHEET_OPEN]  # fmt: skip
    assert len(rows(made[wording.SHEET_TASKS])) == 1
