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

PROOF = {
    "document": "80/2025/NĐ-CP", "clause": "khoản 2 Điều 9", "quote": "Nghị định số 20/2019/NĐ-CP "
    "hết hiệu lực kể từ ngày Nghị định này có hiệu lực.", "source": "https://www.example.vn/a",
    "checked": "2025-06-30", "confidence": "high",
}  # fmt: skip
ROW = {
    "canonical": "20/2019/NĐ-CP",
    "type": "Nghị định",
    "title": "Nghị định về sổ sách",
    "date": "2019-02-21",
    "issuer": "Chính phủ",
    "key": "20/2019/NĐ-CP@2019-02-21",
    "role": "basis",
    "relation": "legal_basis",
    "state": "expired",
    "state_on_document_day": "in_force",
    "severity": "error",
    "effective_until": "2025-06-14",
    "proof": [PROOF],
    "replaced_by": [
        {"canonical": "80/2025/NĐ-CP", "date": "2025-06-15", "scope": "full"},
        {"canonical": "81/2025/NĐ-CP", "date": None, "scope": "partial"},
    ],
    "suggestion": [
        {
            "canonical": "80/2025/NĐ-CP", "title": None, "since": "2025-06-15", "key": None,
            "wording": "Căn cứ Nghị định số 80/2025/NĐ-CP của Chính phủ về sổ sách;",
            "state": "in_force", "cited_on": None, "with_line": None,
        }
    ],
    "mentions": [
        {"line": 4, "char_start": 0, "char_end": 1, "quote": "Căn cứ Nghị định 20/2019;"},
        {"line": 19, "char_start": 5, "char_end": 6, "quote": "theo Nghị định 20/2019"},
    ],
    "choices": [],
    "problems": [],
    "chain": [],
}  # fmt: skip
BARE = ROW | {
    "canonical": None,
    "type": None,
    "title": "Kế hoạch không số",
    "date": None,
    "issuer": None,
    "state": "unknown",
    "state_on_document_day": None,
    "severity": "unknown",
    "role": "task",
    "effective_until": None,
    "proof": [],
    "replaced_by": [],
    "suggestion": [],
    "mentions": [],
}
GONE = {
    "since": "2025-07-01", "state": "ceased", "successor": "phòng B", "mentions": [{"line": 2}],
    "proof": [PROOF],
}  # fmt: skip
REPORT = {
    "document": "tan-phu",
    "document_number": "12/KH-UBND",
    "document_type": "Kế hoạch",
    "document_issuer": "UBND xã Tân Phú",
    "document_title": "Kế hoạch sổ sách",
    "document_date": "2025-03-05",
    "as_of": "2025-07-01",
    "registry_as_of": "2025-06-30",
    "summary": {severity.value: 0 for severity in Severity} | {"error": 1, "unknown": 1},
    "rows": [ROW, BARE],
    "offices": [GONE | {"office": "phòng A"}],
    "places": [GONE | {"place": "huyện C", "successor": None}],
    "form": [
        {
            "code": "line_end", "line": 4, "found": ".", "expected": ";", "severity": "note",
            "rule": "30/2020/NĐ-CP, Phụ lục I, mục II", "quote": "Căn cứ Nghị định 20/2019.",
            "key": None,
        }
    ],
    "certificate": {
        "input_sha256": "ab" * 32, "registry_version": "0123456789ab", "as_of": "2025-07-01",
        "program_version": "0.1.0", "registry_as_of": "2025-06-30",
    },
}  # fmt: skip
ACTION = "Thay bằng: “Căn cứ Nghị định số 80/2025/NĐ-CP của Chính phủ về sổ sách;”"
EVIDENCE = (
    "Khoản 2 Điều 9, Nghị định số 80/2025/NĐ-CP: “Nghị định số 20/2019/NĐ-CP hết hiệu lực kể từ "
    "ngày Nghị định này có hiệu lực”. Nguồn: https://www.example.vn/a."
)
LOOK_UP = "Chưa có dữ liệu hiệu lực: xác nhận với cơ quan ban hành trước khi dùng."
WANTED = [
    ("✖ Lỗi", "20/2019/NĐ-CP", "21/02/2019", "Nghị định về sổ sách", "Căn cứ ban hành",
     "Hết hiệu lực từ ngày 15/6/2025", "14/6/2025", "80/2025/NĐ-CP; 81/2025/NĐ-CP",
     "Vào ngày ban hành văn bản: còn hiệu lực.", EVIDENCE, ACTION, "4, 19",
     "Căn cứ Nghị định 20/2019;"),
    ("? Chưa rõ", "", "", "Kế hoạch không số", "Nhiệm vụ dựa vào", "Chưa rõ hiệu lực", "", "", "",
     "", LOOK_UP, "", ""),
]  # fmt: skip
SHOWN = [
    ["Mức", "Văn bản được viện dẫn, chỗ viện dẫn", "Hiệu lực", "Bằng chứng", "Hướng xử lý"],
    ["✖ Lỗi", ("Nghị định số 20/2019/NĐ-CP ngày 21/02/2019 của Chính phủ|Nghị định về sổ sách|"
     "Căn cứ ban hành. Dòng 4, 19: Căn cứ Nghị định 20/2019;"),
     ("Hết hiệu lực từ ngày 15/6/2025.|Được thay thế, bãi bỏ bởi Nghị định số 80/2025/NĐ-CP từ "
     "ngày 15/6/2025; Nghị định số 81/2025/NĐ-CP (một phần).|Vào ngày ban hành văn bản: còn hiệu "
     "lực."), EVIDENCE, ACTION],
    ["? Chưa rõ", "Kế hoạch không số|Nhiệm vụ dựa vào. Trong phần đầu văn bản: ",
     "Chưa rõ hiệu lực.", "", LOOK_UP],
]  # fmt: skip
OFFICE = (
    "Phòng A không còn từ ngày 01/7/2025 (khoản 2 Điều 9, Nghị định số 80/2025/NĐ-CP); kế thừa: "
    "phòng B. Dòng 2."
)
PLACE = (
    "Huyện C không còn từ ngày 01/7/2025 (khoản 2 Điều 9, Nghị định số 80/2025/NĐ-CP); chưa ghi "
    "nhận đơn vị kế thừa. Dòng 2."
)
FORM = (
    "• Lưu ý, dòng 4: Dòng căn cứ kết thúc bằng “.”; phải là dấu “;” (Phụ lục I, mục II, Nghị định "
    "số 30/2020/NĐ-CP)."
)


def read_csv(data):
    """The table; what follows the empty line is the certificate."""
    assert data.startswith("\ufeff".encode())
    lines = [tuple(row) for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    return lines[: lines.index(())]


def read_xlsx(data):
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    return [tuple(cell or "" for cell in row) for row in sheet.iter_rows(values_only=True)]


def read_docx(data):
    """Cells as lists of paragraphs joined by bars, quotation marks around quotes taken off."""
    table = Document(io.BytesIO(data)).tables[0]
    cells = [
        ["|".join(p.text for p in cell.paragraphs) for cell in row.cells] for row in table.rows
    ]
    return [[re.sub(r": “([^“”]*)”$", r": \1", c) if n == 1 else c for n, c in enumerate(row)]
            for row in cells]  # fmt: skip


def read_html(data):
    page = html.fromstring(data.decode("utf-8"))
    return [
        ["|".join(part.text_content() for part in cell.xpath("./div")) or cell.text_content()
         for cell in row]
        for row in page.xpath("//table//tr")
    ]  # fmt: skip


SHEETS = {"csv": read_csv, "xlsx": read_xlsx}
PAGES = {"docx": read_docx, "html": read_html}
READERS = SHEETS | PAGES


def told(form, data):
    """All text of a report, whatever its form."""
    if form == "docx":
        document = Document(io.BytesIO(data))
        cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
        return "\n".join([*cells, *(p.text for p in document.paragraphs)])
    if form == "html":
        return html.fromstring(data.decode("utf-8")).text_content()
    if form == "xlsx":
        book = load_workbook(io.BytesIO(data))
        return "\n".join(str(c.value) for sheet in book for row in sheet for c in row if c.value)
    return data.decode("utf-8-sig")


def with_title(text):
    report = copy.deepcopy(REPORT)
    report["rows"][0]["title"] = text
    return report


def test_every_format_but_json_is_read_back_by_another_program():
    assert set(READERS) | {"json"} == set(WRITERS)


@pytest.mark.parametrize("form", SHEETS)
def test_a_sheet_holds_the_rows_whole_and_in_order(form):
    assert SHEETS[form](WRITERS[form](REPORT)) == [COLUMNS, *WANTED]


@pytest.mark.parametrize("form", PAGES)
def test_a_page_says_what_is_cited_its_state_then_and_now_its_proof_and_what_to_write(form):
    assert PAGES[form](WRITERS[form](REPORT)) == SHOWN


def test_json_reads_back_as_it_was():
    assert json.loads(WRITERS["json"](REPORT)) == REPORT


@pytest.mark.parametrize("form", READERS)
def test_a_real_check_is_the_same_in_every_format(plans, form):
    report = plans.check("36/QĐ-UBND", None, on=dt.date(2025, 7, 1))
    table = READERS[form](WRITERS[form](report))
    assert len(table) == len(report["rows"]) + 1
    for cells, row in zip(table[1:], report["rows"], strict=True):
        assert (row["canonical"] or row["title"]) in cells[1] + cells[3]
        assert labels.iso_date(row["date"]) in "".join(cells)


@pytest.mark.parametrize("form", WRITERS)
def test_the_certificate_is_in_every_form(form):
    text = told(form, WRITERS[form](REPORT))
    assert "ab" * 32 in text
    assert "0123456789ab" in text


@pytest.mark.parametrize("form", ["xlsx", "docx", "html"])
def test_form_bodies_places_and_the_certificate_follow_the_table(form):
    text = told(form, WRITERS[form](REPORT))
    for sentence in (FORM, OFFICE, PLACE, "ab" * 32, "0123456789ab", "cancu 0.1.0"):
        assert sentence in text


@pytest.mark.parametrize("form", ["xlsx", "docx", "html"])
def test_a_report_says_which_document_on_which_day_with_what_outcome(form):
    text = told(form, WRITERS[form](REPORT))
    for sentence in (
        "Kiểm tra căn cứ của 12/KH-UBND, xét vào ngày 01/7/2025",
        "Kế hoạch số 12/KH-UBND ngày 05/3/2025 của UBND xã Tân Phú",
        (
            "Cần sửa: 1 văn bản mà kế hoạch này dựa vào không còn hiệu lực vào ngày 01/7/2025. "
            "Vào ngày ban hành (05/3/2025) văn bản ấy còn hiệu lực."
        ),
        "2 văn bản được viện dẫn: 1 lỗi, 1 chưa rõ.",
        "Ngày xét 01/7/2025 sau ngày dữ liệu được kiểm tra (30/6/2025)",
    ):
        assert sentence in text


def test_a_document_without_a_number_is_named_by_its_id():
    assert "tan-phu" in heading(REPORT | {"document_number": None})


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1+1", "\r=1+1", "  =1+1"])
def test_no_cell_is_a_formula(form, cell):
    """CWE-1236: a spreadsheet runs what begins with =, +, - or @, blanks before it or not."""
    found = SHEETS[form](WRITERS[form](with_title(cell)))[1][3]
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
    assert '|<script>alert("x")</script>&amp;|' in read_html(data)[1][1]


def test_a_page_names_no_other_host():
    """What is opened offline must not ask for anything."""
    page = html.fromstring(WRITERS["html"](REPORT).decode())
    assert page.xpath("//@src | //@href | //link") == []


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("cell", ["a\x0bb", "a\x00b", "a\x0cb", "a\ufffeb", "a\ud800b"])
def test_signs_that_no_file_can_hold_do_not_stop_a_report(form, cell):
    """PDF text may hold form feeds and worse; XML 1.0, section 2.2, has no way to write them."""
    found = "|".join(READERS[form](WRITERS[form](with_title(cell)))[1])
    assert re.search(r"a.?b", found, re.DOTALL)


@pytest.mark.parametrize("form", READERS)
def test_quotes_commas_and_line_breaks_stay_inside_their_cell(form):
    cell = 'Về "sổ sách", văn thư; lưu trữ'
    assert cell in "|".join(READERS[form](WRITERS[form](with_title(cell)))[1])


@pytest.mark.parametrize("form", WRITERS)
def test_a_check_without_rows_is_still_a_report(form):
    empty = REPORT | {"rows": [], "offices": [], "places": [], "form": []}
    data = WRITERS[form](empty)
    if form in READERS:
        assert len(READERS[form](data)) == 1
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
