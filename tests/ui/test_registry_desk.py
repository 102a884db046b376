"""Tables of facts as offices keep them: read, broken, imported, shared, taken back."""

import csv
import datetime as dt
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest

from kg.errors import NotFoundError, UsageError
from kg.fact_table import FactFault
from kg.user_facts.cells import FactEvent, event_of, scope_of, state_of
from kg.user_facts.columns import HEADINGS, column_of
from ui import fact_cards
from ui.fact_files import read_sheet
from ui.fact_wording import EVENTS, FAULTS, SCOPES
from ui.labels import STATES
from ui.library import Library

U = "UBND tỉnh Đồng Tháp"
HEAD = ["STT", "Số, ký hiệu", "Ngày ban hành", "Cơ quan ban hành", "Trích yếu", "Ngày có hiệu lực",
        "Hết hiệu lực từ ngày", "Văn bản thay thế", "Sự kiện", "Văn bản tác động",
        "Áp dụng từ ngày", "Điều khoản bị tác động", "Nguồn"]  # fmt: skip
NONE = [None] * 6
DAY = dt.datetime(2020, 5, 4)  # noqa: DTZ001 - as a cell of a sheet has it
ROWS = [
    [1, "Quyết định số 12/2020/QĐ-UBND", DAY, U, "Về a", dt.date(2020, 5, 15), dt.date(2025, 3, 1),
     "05/2025/QĐ-UBND", None, None, None, None, "Công báo"],
    [2, "13/2020/QĐ-UBND", "04/5/2020", U, "Về b", "15/5/2020", None, None, "bãi bỏ",
     "06/2025/QĐ-UBND", "1/7/2025", "khoản 2 Điều 5", "Công báo"],
    [None, None, None, None, *NONE[:4], "sửa đổi, bổ sung", "07/2025/QĐ-UBND", "1/8/2025", "Điều 9",
     "Công báo"],
]  # fmt: skip


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "library")


def workbook(path, rows, head=HEAD):
    """A sheet as an office makes it: its name, a title over all columns, the header in row 4."""
    book = openpyxl.Workbook()
    sheet = book.active
    for cells in (["UBND TỈNH ĐỒNG THÁP"], [], ["DANH MỤC VĂN BẢN HẾT HIỆU LỰC"], head):
        sheet.append(cells)
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A3:M3")
    sheet.append([f"({place})" for place in range(1, len(head) + 1)])
    sheet.append(["I. QUYẾT ĐỊNH"])
    sheet.merge_cells("A6:M6")
    for cells in rows:
        sheet.append(cells)
    for column in "BCD":  # one document, two events: its cells are merged
        sheet.merge_cells(f"{column}8:{column}9")
    book.save(path)
    return path


def put(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def lines(report):
    return [(r["line"], r["column"], r["fault"]) for r in report.view()["refused"]]


# --- Excel ----------------------------------------------------------------------------------------
def test_an_offices_workbook_is_read_as_it_is_meant(library, tmp_path):
    report = library.registry_import(workbook(tmp_path / "danh muc.xlsx", ROWS))
    assert (report.added, report.taken.rows, report.failures) == (2, 3, ())
    assert {w["fault"] for w in report.view()["warnings"]} == {"heading"}
    (card,) = library.registry_show("13/2020/QĐ-UBND")["rows"]
    assert card["signed"] == "2020-05-04"
    assert [(c["number"], c["scope"]) for c in card["replaced_by"]] == [
        ("06/2025/QĐ-UBND", "partial")
    ]
    assert [c["provisions"] for c in card["amended_by"]] == ["Điều 9"]
    (card,) = library.registry_show("12/2020/QĐ-UBND")["rows"]
    assert (card["expired"], card["state"]) == ("2025-03-01", "expired")


def test_broken_rows_are_told_with_line_column_what_was_found_and_what_would_do(library, tmp_path):
    bad = [
        [3, "14/2020/QĐ-UBND", "30/02/2020", U, "Về c", None, None, None, *NONE[:4], "Công báo"],
        [4, "khoản 2 Điều 5", DAY, U, "Về d", None, None, None, *NONE[:4], "Công báo"],
        [5, DAY, DAY, U, "Về đ", None, None, None, *NONE[:4], "Công báo"],
        [6, "16/2020/QĐ-UBND", DAY, None, "Về e", None, None, None, *NONE[:4], "Công báo"],
        [7, "17/2020/QĐ-UBND", DAY, U, "Về g", "01/01/2205", None, None, *NONE[:4], "Công báo"],
    ]  # fmt: skip
    report = library.registry_import(workbook(tmp_path / "a.xlsx", [*ROWS, *bad]))
    assert lines(report) == [
        (10, "signed", "day"), (11, "number", "number"), (12, "number", "number"),
        (13, "issuer", "issuer"), (14, "effective", "year"),
    ]  # fmt: skip
    said = list(report.remarks())
    assert said[0] == (
        "a.xlsx:10: Dòng dữ liệu bị từ chối: cột “Ngày ban hành” ghi “30/02/2020”, không phải một "
        "ngày có thật; cần dạng 2025-07-01 hoặc 01/7/2025."
    )
    assert report.added == 2
    assert all(set(row) >= {"line", "column", "found", "expected", "code"}
               for row in report.view()["refused"])  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xlsx", b"PK\x03\x04\xff", "không phải tệp Excel"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "có mật khẩu"),
        ("a.csv", b"", "trống"),
        ("a.csv", b"a,b\n1,2\n", "Không thấy dòng tiêu đề"),
        ("a.csv", b"number,signed,title\n1/QD-UBND,2020-01-01,x\n", "thiếu cột “Nguồn”"),
        ("a.csv", b'number,signed,source\n"1/QD,2020-01-01,x\n', "dòng 2: dấu ngoặc kép"),
        ("a.csv", "Số, ký hiệu;Ngày ban hành;Nguồn\n".encode("cp1258", "replace"), "UTF-8"),
        ("a.jsonl", b"khong phai JSON\n", "Không đọc được bảng"),
    ],
    ids=["no zip", "password", "empty", "no header", "no source", "quote", "cp1258", "no json"],
)
def test_a_file_that_is_no_table_is_refused_whole_and_says_why(
    library, tmp_path, name, data, words
):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UsageError) as refused:
        library.registry_import(path)
    assert words in refused.value.message
    assert refused.value.hint
    assert not library.exists()


def test_a_table_typed_in_tcvn3_is_told_so(tmp_path):
    """ABC codes of "Số hiệu văn bản", "Ngày ban hành", "Cơ quan ban hành", "Nguồn"."""
    text = "Sè hiÖu v¨n b¶n,Ngµy ban hµnh,C¬ quan ban hµnh,Nguån\n"
    with pytest.raises(UsageError, match="TCVN3"):
        read_sheet(put(tmp_path / "a.csv", text))
    with pytest.raises(UsageError, match="TCVN3"):
        read_sheet(put(tmp_path / "b.csv", text * 3, "cp1252"))


# --- CSV, JSONL -----------------------------------------------------------------------------------
GOOD = "61/2018/NĐ-CP,23/4/2018,Công báo"


@pytest.mark.parametrize(
    "text",
    [
        f"number,signed,source\n{GOOD}\n",
        f"Số ký hiệu;Ngày ký;Nguồn\n{GOOD.replace(',', ';')}\n",
        f"Số hiệu văn bản\tNgày ban hành (ngày/tháng/năm)\tNguồn\n{GOOD.replace(',', chr(9))}\n",
        f"DANH MỤC,,\n\nSTT,Số, ký hiệu\n{'number,signed,source'}\r\n{GOOD}\r\n",
    ],
    ids=["comma", "semicolon", "tab", "titles above"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_in_the_forms_that_spreadsheets_write(tmp_path, text, encoding):
    sheet = read_sheet(put(tmp_path / "a.csv", text, encoding))
    (row,) = sheet.rows
    assert (row["number"], row["signed"], row["source"]) == tuple(GOOD.split(","))


def test_a_row_with_too_many_cells_is_refused_and_a_short_one_told(library, tmp_path):
    head = "number,signed,source,title\n"
    table = put(tmp_path / "a.csv", f"{head}{GOOD},Về a, b\n{GOOD}\n")
    report = library.registry_import(table)
    assert lines(report) == [(2, None, "cells")]
    assert [(w["line"], w["fault"]) for w in report.view()["warnings"]] == [(3, "row_short")]


def test_unknown_columns_doubtful_headings_and_an_empty_table_are_told(library, tmp_path):
    head = "number,signed,Màu,Ngày hết hiệu lực,source\n"
    report = library.registry_import(put(tmp_path / "a.csv", head))
    assert [(w["line"], w["fault"], w["found"]) for w in report.view()["warnings"]] == [
        (1, "column_unknown", "Màu"), (1, "end_meant", "Ngày hết hiệu lực"), (1, "no_rows", ""),
    ]  # fmt: skip
    assert (report.added, report.failures) == (0, ())


def test_a_line_of_jsonl_that_is_no_row_is_refused_and_the_rest_goes_in(library, tmp_path):
    row = json.dumps({"Số, ký hiệu": "61/2018/NĐ-CP", "signed": "2018-04-23", "source": "x",
                      "mau": 1})  # fmt: skip
    report = library.registry_import(put(tmp_path / "a.jsonl", f"hỏng\n{row}\n[1]\n"))
    assert lines(report) == [(1, None, "not_a_row"), (3, None, "not_a_row")]
    assert [(w["fault"], w["found"]) for w in report.view()["warnings"]] == [
        ("column_unknown", "mau")
    ]
    assert report.added == 1


def test_a_source_may_be_named_for_the_whole_table(library, tmp_path):
    table = put(tmp_path / "a.csv", "number,signed\n61/2018/NĐ-CP,23/4/2018\n")
    assert library.registry_import(table, source="Công báo số 5").added == 1
    assert library.store.facts()[0]["source"] == "Công báo số 5"


# --- sharing, trying, taking back -----------------------------------------------------------------
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "jsonl"])
def test_another_office_imports_what_was_exported(library, tmp_path, suffix):
    library.registry_import(workbook(tmp_path / "a.xlsx", ROWS))
    library.registry_add([
        {"number": "61/2018/NĐ-CP", "signed": "2018-04-23", "expired": "2025-08-01", "source": "x",
         "quote": "=Bãi bỏ", "override": "x", "status": "Hết hiệu lực"},
    ])  # fmt: skip
    shared = tmp_path / f"facts.{suffix}"
    assert library.registry_export(shared) == 3
    other = Library(tmp_path / "other")
    report = other.registry_import(shared)
    assert (report.added, report.failures) == (3, ())
    assert other.store.facts() == library.store.facts()
    assert library.registry_import(shared).view() | {"seconds": 0} == {
        "added": 0, "updated": 0, "unchanged": 3, "rows": 7, "refused": [], "dry_run": False,
        "seconds": 0,
        "warnings": library.registry_import(shared).view()["warnings"],
    }  # fmt: skip


def test_an_export_runs_nothing_in_a_spreadsheet(library, tmp_path):
    row = {"number": "61/2018/NĐ-CP", "signed": "2018-04-23", "source": "=1+1", "note": "@a"}
    library.registry_add([row])
    library.registry_export(tmp_path / "a.csv")
    assert "'=1+1" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    library.registry_export(tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert {cell.data_type for cells in sheet for cell in cells} <= {"s", "n"}
    with pytest.raises(UsageError):
        library.registry_export(tmp_path / "a.docx")


def test_a_trial_says_the_same_and_writes_nothing(library, tmp_path):
    table = workbook(tmp_path / "a.xlsx", ROWS)
    tried = library.registry_import(table, dry_run=True)
    assert not library.exists()
    done = library.registry_import(table)
    differ = {"dry_run", "seconds"}
    assert {k: v for k, v in tried.view().items() if k not in differ} == {
        k: v for k, v in done.view().items() if k not in differ
    }
    assert library.registry_import(table, dry_run=True).view()["unchanged"] == 2


def test_facts_are_taken_back_and_the_registry_speaks_again(library):
    row = {
        "number": "61/2018/NĐ-CP",
        "signed": "2018-04-23",
        "expired": "2025-08-01",
        "source": "x",
    }
    assert library.registry_add([row]).added == 0
    assert library.registry_add([row], override=True).added == 1
    (card,) = library.registry_show("61/2018/NĐ-CP")["rows"]
    assert (card["expired"], card["standing"]) == ("2025-08-01", "user")
    assert card["shipped"]["expired"] == "2025-07-01"
    assert [fact["expired"] for fact in card["users_facts"]] == ["2025-08-01"]
    assert library.registry_remove("61/2018/NĐ-CP") == "61/2018/NĐ-CP@2018-04-23"
    (card,) = library.registry_show("61/2018/NĐ-CP")["rows"]
    assert (card["expired"], card["standing"], card["users_facts"]) == (
        "2025-07-01",
        "registry",
        [],
    )
    with pytest.raises(NotFoundError):
        library.registry_remove("61/2018/NĐ-CP")


def test_a_card_tells_a_users_source_and_note_as_he_wrote_them(library):
    row = {"number": "61/2018/NĐ-CP", "signed": "2018-04-23", "expired": "2025-08-01",
           "source": "So tay van thu phuong; công văn 125/SNV-TCBC: trả lời",
           "note": "Sở Tư pháp đã xác nhận, file text kèm theo"}  # fmt: skip
    library.registry_add([row], override=True)
    (card,) = library.registry_show("61/2018/NĐ-CP")["rows"]
    assert "overrides the registry" in card["note"]
    said = "\n".join(fact_cards.card(card))
    assert f"\n  Nguồn: {row['source']}; " in said
    assert f"\n  Ghi chú: {row['note']}\n" in said
    assert "\n  Danh mục đi kèm ghi: có hiệu lực 21/6/2018, hết hiệu lực 01/7/2025" in said
    library.registry_remove("61/2018/NĐ-CP")
    (card,) = library.registry_show("61/2018/NĐ-CP")["rows"]
    assert "Ghi chú" not in "\n".join(fact_cards.card(card))


def test_the_summary_counts_by_source_and_state(library):
    library.registry_add([{"number": "1/2020/QĐ-UBND", "signed": "2020-05-04", "issuer": U,
                           "effective": "2020-06-01", "source": "x"}])  # fmt: skip
    shown = library.registry_show(None)
    assert shown["added"] == shown["by_source"]["user"] == 1
    assert sum(shown["by_state"].values()) == shown["entries"]
    assert sum(shown["by_source"].values()) == shown["entries"] + shown["catalogue"]
    assert shown["version"]
    assert shown["problems"] == []


# --- beside the library's own texts ---------------------------------------------------------------
DECISION = """ỦY BAN NHÂN DÂN
TỈNH TIỀN GIANG
Số: 50/2024/QĐ-UBND
Tiền Giang, ngày 20 tháng 12 năm 2024
QUYẾT ĐỊNH
Ban hành Quy định về sổ sách
Điều 1. Ban hành kèm theo Quyết định này Quy định về sổ sách.
Điều 2. Quyết định này có hiệu lực kể từ ngày 01 tháng 01 năm 2025 và thay thế Quyết định số
36/2024/QĐ-UBND ngày 12 tháng 02 năm 2024 của Ủy ban nhân dân tỉnh Tiền Giang.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn A
"""


def test_a_begin_that_a_user_states_hides_no_end_that_a_held_text_tells(library, tmp_path):
    library.ingest([put(tmp_path / "a.txt", DECISION)], jobs=1)
    row = {"number": "36/2024/QĐ-UBND", "signed": "12/2/2024", "issuer": "UBND tỉnh Tiền Giang",
           "effective": "2024-03-02", "source": "Công báo"}  # fmt: skip
    assert library.registry_add([row]).added == 1

    def state(day):
        return library.status("36/2024/QĐ-UBND", on=dt.date.fromisoformat(day))["state"]

    days = ("2024-03-01", "2024-03-02", "2024-12-31", "2025-01-01")
    assert [state(day) for day in days] == ["not_yet", "in_force", "in_force", "expired"]
    proof = library.status("36/2024/QĐ-UBND", on=dt.date(2025, 1, 1))["proof"][0]
    assert (proof["document"], proof["clause"]) == ("50/2024/QĐ-UBND", "Điều 2")
    (card,) = library.registry_show("36/2024/QĐ-UBND")["rows"]
    assert (card["expired"], card["effective"]) == ("2025-01-01", "2024-03-02")
    library.registry_add([row | {"expired": "2025-02-01"}])  # users and the text disagree
    days = ("2024-12-31", "2025-01-01", "2025-01-31", "2025-02-01")
    assert [state(day) for day in days] == ["in_force", "unknown", "unknown", "expired"]
    library.registry_add([row | {"expired": "2024-12-01"}])  # the text takes it for alive then
    assert [state(day) for day in ("2024-11-30", "2024-12-01")] == ["in_force", "unknown"]


# --- the guide ------------------------------------------------------------------------------------
GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "du-lieu-hieu-luc.md"


def test_the_guides_example_table_goes_in_as_it_stands(library, tmp_path):
    grid = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in GUIDE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| Số, ký hiệu |") or re.match(r"\| 1[23]/2020/QĐ-UBND \|", line)
    ]
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(grid)
    report = library.registry_import(put(tmp_path / "a.csv", out.getvalue()))
    assert (report.added, report.taken.rows, list(report.remarks())) == (2, 4, [])
    days = ("2020-05-14", "2020-05-15", "2025-06-30", "2025-07-01")
    states = [library.status("13/2020/QĐ-UBND", on=dt.date.fromisoformat(d))["state"] for d in days]
    assert states == ["not_yet", "in_force", "in_force", "partly"]
    states = [
        library.status("12/2020/QĐ-UBND", on=dt.date.fromisoformat(d))["state"]
        for d in ("2025-02-28", "2025-03-01")
    ]
    assert states == ["in_force", "expired"]


def test_the_guide_explains_every_column_and_quotes_real_sentences(library, tmp_path):
    said = GUIDE.read_text(encoding="utf-8")
    assert [name for name in HEADINGS if f"`{name}`" not in said] == []
    head = "number,signed,issuer,expired,source\n"
    rows = ["14/2020/QĐ-UBND,30/02/2020,,,x", "khoản 2 Điều 5,04/5/2020,,,x",
            "17/2020/QĐ-UBND,04/5/2020,,,x", "61/2018/NĐ-CP,23/4/2018,,2025-06-30,x"]  # fmt: skip
    table = put(tmp_path / "bang.csv", head + "\n".join(rows))
    for remark in library.registry_import(table).remarks():
        assert remark.partition(": ")[2] in said


# --- wording --------------------------------------------------------------------------------------
def test_every_finding_has_a_sentence_and_every_column_a_heading_that_is_read():
    assert set(FAULTS) == set(FactFault)
    assert all(column_of(heading) == name for name, heading in HEADINGS.items())
    assert set(EVENTS) == set(FactEvent)
    assert all(event_of({"event": words}) is event for event, words in EVENTS.items())
    assert all(state_of({"status": words}) is state for state, words in STATES.items())
    parts = {scope: words for scope, words in SCOPES.items() if scope != "lost_base"}
    assert all(scope_of({"scope": words}) is scope for scope, words in parts.items())
