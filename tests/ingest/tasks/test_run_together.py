"""Rows of tables whose columns ran together, as an OCR engine reads them line by line."""

from ingest.tasks.run_together import flat_rows
from kg.terms import OfficeRole

TABLE = """PHỤ LỤC
DANH MỤC NHIỆM VỤ
STT | Nội dung nhiệm vụ Cơ quan chủ trì Cơ quan phối hợp Cấp ban Thời gian | Sản
hành/phê thực hiện phẩm
duyệt
1 Triển khai kế hoạch CCHC Công chức Văn các ngành có liên quan | UBND Tháng 02 năm _=_‘| Kế hoạch
hành chính của phường phòng - Thống kê phường 2025 CCHC
2 Kiểm tra, rà soát văn bản pháp luật Công chức Tư pháp - các ngành có liên quan | UBND Thường xuyên
trên địa bàn phường Hộ tịch phường
Chuẩn bị phục vụ kiểm tra công tác cải cách hành Công chức Văn các ngành có liên quan | UBND Quý IV
chính phòng - Thống kê phường
4 Thực hiện công khai ngân sách của phường Công chức Tài chính các ngành có liên quan | UBND 2025
hằng quý - Kế toán phường""".split("\n")


def read(lines):
    return flat_rows(list(enumerate(lines, 1)), 2025)


def test_a_table_is_read_wherever_its_appendix_stands():
    tasks, taken = read(TABLE)
    assert [task.row for task in tasks] == ["1", "2", "3", "4"]
    assert taken >= set(range(3, 14))
    assert read(["Kính gửi các phòng."] * 60 + TABLE)[0][0].task == tasks[0].task


def test_a_row_whose_number_is_lost_begins_with_its_duty_and_its_cells():
    third = read(TABLE)[0][2]
    assert third.task.startswith("Chuẩn bị phục vụ kiểm tra công tác cải cách hành")
    assert (third.line_start, third.line_end) == (10, 11)


def test_officials_whose_names_a_column_breaks_lead():
    leads = [
        [a.office for a in task.assignments if a.role is OfficeRole.LEAD] for task in read(TABLE)[0]
    ]
    assert leads == [
        ["Công chức Văn phòng - Thống kê"],
        ["Công chức Tư pháp - Hộ tịch"],
        ["Công chức Văn phòng - Thống kê"],
        ["Công chức Tài chính - Kế toán"],
    ]


def test_deadlines_stand_before_a_product_s_cell_and_may_be_a_year_alone():
    due = [task.deadline_text for task in read(TABLE)[0]]
    assert due == ["Tháng 02 năm 2025", "Thường xuyên", "Quý IV", "2025"]


def test_a_table_without_legible_offices_is_left_to_others():
    blind = [line.replace("Công chức", "Qx rt").replace("Thống kê", "Th kx") for line in TABLE]
    blind = [line.replace("Hộ tịch", "Hx").replace("Kế toán", "Kx") for line in blind]
    assert read(blind) == ([], set())
    assert read([]) == ([], set())
