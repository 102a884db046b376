import copy
import csv
import datetime as dt
import io
import json
import re

import pytest
from docx import Document
from lxml import html
from openpyxl import load_workbook

from kg.errors import CancuError, UsageError
from kg.terms import Severity
from ui import labels
from ui.reports import COLUMNS, WRITERS, heading, rows, write_check

ROW = {
    "canonical": "20/2019/NĐ-CP",
    "title": "Nghị định về sổ sách",
    "date": "2019-02-21",
    "role": "basis",
    "relation": "legal_basis",
    "state": "expired",
    "severity": "error",
    "effective_until": "2025-06-14",
    "replaced_by": [{"canonical": "80/2025/NĐ-CP"}, {"canonical": "81/2025/NĐ-CP"}],
    "suggestion": [{"canonical": "80/2025/NĐ-CP", "title": None, "since": "2025-06-15"}],
    "mentions": [{"line": 4}, {"line": 19}],
}
BARE = ROW | {
    "canonical": None,
    "title": "Kế hoạch không số",
    "date": None,
    "state": "unknown",
    "severity": "unknown",
    "role": "task",
    "effective_until": None,
    "replaced_by": [],
    "suggestion": [],
    "mentions": [],
}
GONE = {"since": "2025-07-01", "state": "ceased", "successor": "phòng B", "mentions": [{"line": 2}]}
REPORT = {
    "document": "tan-phu",
    "document_number": "12/KH-UBND",
    "document_title": "Kế hoạch",
    "document_date": "2025-03-05",
    "as_of": "2025-07-01",
    "registry_as_of": "2025-06-30",
    "summary": {severity.value: 0 for severity in Severity} | {"error": 1, "unknown": 1},
    "rows": [ROW, BARE],
    "offices": [GONE | {"office": "phòng A"}],
    "places": [GONE | {"place": "huyện C"}],
}
WANTED = [
    ("✖ Lỗi", "20/2019/NĐ-CP", "21/02/2019", "Nghị định về sổ sách", "căn cứ ban hành",
     "Hết hiệu lực", "14/6/2025", "80/2025/NĐ-CP; 81/2025/NĐ-CP",
     "Xem xét viện dẫn: 80/2025/NĐ-CP (từ ngày 15/6/2025).", "4, 19"),
    ("? Chưa rõ", "", "", "Kế hoạch không số", "nhiệm vụ", "Chưa rõ hiệu lực", "", "", "", ""),
]  # fmt: skip
OTHERS = [
    "phòng A (dòng 2) không còn từ ngày 01/7/2025; kế tục: phòng B.",
    "huyện C (dòng 2) không còn từ ngày 01/7/2025; kế tục: phòng B.",
]


def read_csv(data):
    assert data.startswith("\ufeff".encode())
    return [tuple(row) for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))]


def read_xlsx(data):
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    return [tuple(cell or "" for cell in row) for row in sheet.iter_rows(values_only=True)]


def read_docx(data):
    table = Document(io.BytesIO(data)).tables[0]
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def read_html(data):
    page = html.fromstring(data.decode("utf-8"))
    return [tuple(cell.text_content() for cell in row) for row in page.xpath("//table//tr")]


READERS = {"csv": read_csv, "xlsx": read_xlsx, "docx": read_docx, "html": read_html}


def with_title(text):
    report = copy.deepcopy(REPORT)
    report["rows"][0]["title"] = text
    return report


def test_every_format_but_json_is_read_back_by_another_program():
    assert set(READERS) | {"json"} == set(WRITERS)


@pytest.mark.parametrize("form", READERS)
def test_each_format_holds_the_rows_whole_and_in_order(form):
    assert READERS[form](WRITERS[form](REPORT)) == [COLUMNS, *WANTED]


def test_json_reads_back_as_it_was():
    assert json.loads(WRITERS["json"](REPORT)) == REPORT


@pytest.mark.parametrize("form", READERS)
def test_a_real_check_is_the_same_in_every_format(plans, form):
    report = plans.check("36/QĐ-UBND", None, on=dt.date(2025, 7, 1))
    table = READERS[form](WRITERS[form](report))
    assert len(table) == len(report["rows"]) + 1
    for cells, row in zip(table[1:], report["rows"], strict=True):
        assert cells[1] == (row["canonical"] or "")
        assert cells[6] == labels.iso_date(row["effective_until"])
        assert cells[9] == ", ".join(str(mention["line"]) for mention in row["mentions"])
        assert cells[3] == " ".join((row["title"] or "").split("\n"))


def test_offices_and_places_that_ended_follow_the_table():
    book = load_workbook(io.BytesIO(WRITERS["xlsx"](REPORT)))
    other = [row[0] for row in book.worksheets[1].iter_rows(min_row=2, values_only=True)]
    assert other == OTHERS
    paragraphs = [p.text for p in Document(io.BytesIO(WRITERS["docx"](REPORT))).paragraphs]
    assert paragraphs[-2:] == OTHERS
    page = html.fromstring(WRITERS["html"](REPORT).decode())
    assert page.xpath("//li/text()") == OTHERS


def test_a_report_says_which_document_on_which_day_and_how_fresh_its_facts_are():
    title = "Kiểm tra căn cứ của 12/KH-UBND, xét vào ngày 01/7/2025"
    summed = (
        "Xét vào ngày 01/7/2025: 1 lỗi, 1 chưa rõ. Dữ liệu hiệu lực kiểm tra đến ngày 30/6/2025."
    )
    assert heading(REPORT) == title
    page = html.fromstring(WRITERS["html"](REPORT).decode())
    assert page.xpath("//h1/text()") == [title]
    assert page.xpath("//p/text()") == [summed]
    paragraphs = [p.text for p in Document(io.BytesIO(WRITERS["docx"](REPORT))).paragraphs]
    assert paragraphs[:2] == [title, summed]


def test_a_document_without_a_number_is_named_by_its_id():
    assert "tan-phu" in heading(REPORT | {"document_number": None})


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1+1", "\r=1+1", "  =1+1"])
def test_no_cell_is_a_formula(form, cell):
    """CWE-1236: a spreadsheet runs what begins with =, +, - or @, blanks before it or not."""
    found = READERS[form](WRITERS[form](with_title(cell)))[1][3]
    assert re.match(r"\s*[=+\-@]", found) is None
    assert cell.strip() in found


def test_a_workbook_holds_no_formula_at_all():
    book = load_workbook(io.BytesIO(WRITERS["xlsx"](with_title("=HYPERLINK(A1)"))))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_markup_in_a_title_is_shown_not_run():
    data = WRITERS["html"](with_title('<script>alert("x")</script>&amp;'))
    page = html.fromstring(data.decode())
    assert page.xpath("//script") == []
    assert read_html(data)[1][3] == '<script>alert("x")</script>&amp;'


def test_a_page_names_no_other_host():
    """What is opened offline must not ask for anything."""
    page = html.fromstring(WRITERS["html"](REPORT).decode())
    assert page.xpath("//@src | //@href | //link") == []


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("cell", ["a\x0bb", "a\x00b", "a\x0cb", "a\ufffeb", "a\ud800b"])
def test_signs_that_no_file_can_hold_do_not_stop_a_report(form, cell):
    """PDF text may hold form feeds and worse; XML 1.0, section 2.2, has no way to write them."""
    found = READERS[form](WRITERS[form](with_title(cell)))[1][3]
    assert (found[0], found[-1]) == ("a", "b")


@pytest.mark.parametrize("form", READERS)
def test_quotes_commas_and_line_breaks_stay_inside_their_cell(form):
    cell = 'Về "sổ sách", văn thư; lưu trữ'
    assert READERS[form](WRITERS[form](with_title(cell)))[1][3] == cell


@pytest.mark.parametrize("form", WRITERS)
def test_a_check_without_rows_is_still_a_report(form):
    empty = REPORT | {"rows": [], "offices": [], "places": []}
    data = WRITERS[form](empty)
    if form in READERS:
        assert READERS[form](data) == [COLUMNS]
    else:
        assert json.loads(data)["rows"] == []


def test_the_cells_are_as_many_as_the_columns():
    assert {len(row) for row in rows(REPORT)} == {len(COLUMNS)}


# --- files --------------------------------------------------------------------------------------
@pytest.mark.parametrize(("form", "name"), [("csv", "a.txt"), (None, "a.csv"), (None, "a.CSV")])
def test_the_format_is_the_one_asked_for_else_that_of_the_name(tmp_path, form, name):
    target = write_check(REPORT, form, tmp_path / name)
    assert target == tmp_path / name
    assert read_csv(target.read_bytes())[0] == COLUMNS


def test_without_a_name_the_report_is_named_after_the_document(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_check(REPORT, None, None)
    assert [path.name for path in tmp_path.iterdir()] == ["kiem-tra-tan-phu.docx"]


@pytest.mark.parametrize(("form", "name"), [("png", None), (None, "a.pdf"), (None, "a")])
def test_an_unknown_format_is_refused_with_those_that_exist(tmp_path, form, name):
    with pytest.raises(UsageError) as refused:
        write_check(REPORT, form, tmp_path / name if name else None)
    assert refused.value.hint == "Các dạng: csv, xlsx, docx, html, json."
    assert list(tmp_path.iterdir()) == []


def test_a_report_that_fails_midway_leaves_the_old_file(tmp_path, monkeypatch):
    target = tmp_path / "a.csv"
    target.write_text("old")

    def full(self, data):
        with self.open("wb") as file:
            file.write(data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(target), "write_bytes", full)
    with pytest.raises(CancuError) as failed:
        write_check(REPORT, None, target)
    assert "a.csv" in failed.value.message
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_folder_that_does_not_exist_is_one_sentence(tmp_path):
    with pytest.raises(CancuError) as failed:
        write_check(REPORT, "csv", tmp_path / "none" / "a.csv")
    assert failed.value.hint == "Hãy chọn nơi lưu khác."
