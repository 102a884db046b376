"""Cells of run-together tables: broken short forms, roles by place, the next row's cells."""

from ingest.tasks.cell_offices import begins_anew, closing_half, deadline_words, offices, unit_of
from ingest.tasks.run_together import flat_rows
from kg.terms import OfficeRole

LEAD, JOIN, APPROVE = OfficeRole.LEAD, OfficeRole.COORDINATING, OfficeRole.APPROVING
CLERK = "Công chức Văn phòng - Thống kê"


def given(*cells, unit="phường"):
    return [(each.office, each.role) for each in offices(cells, unit, issued=True)]


def test_a_short_form_broken_by_its_column_is_whole_again():
    assert given("Công chức VP- | Các ngành UBND", "TK có liên quan| phường | Thường xuyên") == [
        (CLERK, LEAD),
        ("các ngành có liên quan", JOIN),
        ("UBND phường", APPROVE),
    ]
    assert closing_half(["Công chức VP-"], "phong điện tử TK") == ("phong điện tử", "TK")
    assert closing_half([], "phong điện tử TK") == ("phong điện tử TK", "")


def test_an_official_before_a_body_on_one_line_leads():
    assert given("Công chức Các ngành UBND", "VP-TK luôn luôn Thường xuyên")[0] == (CLERK, LEAD)
    assert given("Công chức UBND", "Các ngành TP-HT phường")[0] == ("các ngành", LEAD)


def test_an_office_above_the_commune_is_none_of_its_staff():
    assert given("Công chức VP-TK UBND Theo hướng dẫn của", "có liên quan phường", "Sở Nội vụ") == [
        (CLERK, LEAD),
        ("các ngành có liên quan", JOIN),
        ("UBND phường", APPROVE),
    ]


def test_cells_once_more_are_the_next_rows():
    before = ["Công chức | Các ngành | UBND Quý I", "VP-TK có liên quan| phường"]
    assert begins_anew(before, "Công chức Các ngành UBND Quý II")
    assert not begins_anew(before, "thành phố")
    assert not begins_anew([], "Công chức Các ngành UBND")


def test_a_row_takes_the_cells_that_stand_above_its_number():
    lines = [
        "Đầu trang", "", "", "", "", "", "", "", "",
        "Phụ lục",
        "DANH MỤC CÁC NHIỆM VỤ NĂM 2025",
        "Nội dung công việc Cơ quan chủ trì",
        "Cơ quan phối hợp", "Cấp ban hành", "Thời gian thực hiện",
        "1. Kế hoạch phát động chuyên đề thi đua | Công chức Các ngành UBND Tháng 02 năm 2025",
        "VP-TK có liên quan phường",
        "Công chức | Các ngành | UBND Thường xuyên",
        "2. Rà soát văn bản quy phạm pháp luật trên địa bàn TP-HT có liên quan| phường",
    ]  # fmt: skip
    tasks, _ = flat_rows(list(enumerate(lines, 1)), 2025)
    assert [(task.row, task.line_start) for task in tasks] == [("1", 16), ("2", 18)]
    assert tasks[1].assignments[0].office == "Công chức Tư pháp - Hộ tịch"
    assert tasks[1].deadline_text == "Thường xuyên"
    assert tasks[1].approver == "UBND phường"


def test_the_deadline_and_the_unit_are_told_by_the_cells():
    assert deadline_words(["Công chức VP-TK", "UBND phường Quý III"]) == "Quý III"
    assert deadline_words(["Công chức VP-TK"]) is None
    assert unit_of(["UBND xã", "UBND xã", "UBND phường"]) == "xã"
    assert unit_of([]) == ""
