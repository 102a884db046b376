"""Targets of plans."""

import pytest

from ingest.readers import Table, TableCell
from ingest.targets import find_targets
from kg.model import Header, Line, Period, SourceText


def source(*lines):
    made, start = [], 0
    for number, text in enumerate(lines, 1):
        made.append(Line(number, start, text, text))
        start += len(text) + 1
    return SourceText(tuple(made))


PLAN = Header(type="Kế hoạch", title="Cải cách hành chính năm 2025", period=Period(2025, 2025))


def found(text, header=PLAN):
    targets = find_targets(source("II. MỤC TIÊU", text), header, ())
    return [(t.indicator, str(t.comparator), t.value, t.value_max, t.unit) for t in targets]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tỷ lệ hồ sơ giải quyết đúng hạn đạt tối thiểu 95%.",
         [("Tỷ lệ hồ sơ giải quyết đúng hạn", ">=", 95, None, "%")]),
        ("Giải quyết đúng hạn từ 95% trở lên số hồ sơ tiếp nhận.",
         [("Giải quyết đúng hạn số hồ sơ tiếp nhận", ">=", 95, None, "%")]),
        ("Sự hài lòng của người dân đạt trên 90%.",
         [("Sự hài lòng của người dân", ">", 90, None, "%")]),
        ("95,5% văn bản được ký số.", [("Tỷ lệ văn bản được ký số", "=", 95.5, None, "%")]),
        ("Tỷ lệ hồ sơ trễ hẹn không quá 2%.",
         [("Tỷ lệ hồ sơ trễ hẹn", "<=", 2, None, "%")]),
        ("Tỷ lệ hồ sơ trực tuyến đạt từ 80% đến 85%.",
         [("Tỷ lệ hồ sơ trực tuyến", "range", 80, 85, "%")]),
        ("100% cơ quan áp dụng ISO; 80% dịch vụ công được cung cấp trực tuyến.",
         [("Tỷ lệ cơ quan áp dụng ISO", "=", 100, None, "%"),
          ("Tỷ lệ dịch vụ công được cung cấp trực tuyến", "=", 80, None, "%")]),
        ("Tỷ lệ công khai đúng hạn; tỷ lệ xử lý kiến nghị đúng hạn: 100%.",  # one figure for both
         [("Tỷ lệ công khai đúng hạn", "=", 100, None, "%"),
          ("tỷ lệ xử lý kiến nghị đúng hạn", "=", 100, None, "%")]),
        ("Tỷ lệ hộ nghèo giảm 0,5% so với năm trước.",
         [("Tỷ lệ hộ nghèo giảm so với năm trước", "=", 0.5, None, "%")]),
        ("Giảm tỷ lệ hộ nghèo từ 3% xuống còn 1,5%.",
         [("Giảm tỷ lệ hộ nghèo", "=", 1.5, None, "%")]),
        ("Thu ngân sách đạt 5.200 tỷ đồng, tăng 12% so với dự toán.",
         [("Thu ngân sách", "=", 5200, None, "tỷ đồng"),
          ("Thu ngân sách tăng so với dự toán", "=", 12, None, "%")]),
        ("Thu nhập bình quân đầu người đạt 85 triệu đồng/người/năm.",
         [("Thu nhập bình quân đầu người", "=", 85, None, "triệu đồng/người/năm")]),
        ("Xây dựng 03 mô hình cải cách hành chính; tổ chức ít nhất 02 lớp tập huấn.",
         [("Xây dựng mô hình cải cách hành chính", "=", 3, None, "mô hình"),
          ("tổ chức lớp tập huấn", ">=", 2, None, "lớp")]),
        ("Phấn đấu có từ 3 đến 5 sáng kiến được công nhận.",
         [("Số sáng kiến được công nhận", "range", 3, 5, "sáng kiến")]),
        ("Tỷ lệ thất nghiệp ở thành thị ≤ 3%.",
         [("Tỷ lệ thất nghiệp ở thành thị", "<=", 3, None, "%")]),
        ("Thời gian chờ của người dân không quá 30 phút.",
         [("Thời gian chờ của người dân", "<=", 30, None, "phút")]),
        ("Thu hút 1,5 triệu lượt khách đến tham quan.",
         [("Thu hút triệu lượt khách đến tham quan", "=", 1.5, None, "triệu lượt khách")]),
        ("100% xã có ít nhất 01 nhà văn hóa.",  # the second figure tells what is counted
         [("Tỷ lệ xã có ít nhất 01 nhà văn hóa", "=", 100, None, "%")]),
        ("Chỉ số PCI xếp thứ 15 trở lên trong cả nước.",
         [("Chỉ số PCI trong cả nước", "<=", 15, None, "hạng")]),
        ("Chỉ số PCI của tỉnh nằm trong nhóm 10 cả nước.",
         [("Chỉ số PCI của tỉnh nằm trong nhóm cả nước", "<=", 10, None, "hạng")]),
    ],
)  # fmt: skip
def test_a_target_has_its_indicator_comparator_and_value(text, expected):
    if "PCI" in text:  # words around a rank are free, its meaning is not
        assert [row[1:] for row in found(text)] == [row[1:] for row in expected]
    else:
        assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2024 đã giải quyết 98% hồ sơ đúng hạn, tăng 2% so với cùng kỳ.",  # past results
        "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ.",
        "Kinh phí 500 triệu đồng từ ngân sách nhà nước.",
        "Thực hiện khoản 2 Điều 5 Luật Cán bộ, công chức.",
        "Lãi suất cho vay 6% mỗi năm.",
        "Năm 2024 tỷ lệ hồ sơ đúng hạn là 85%.",
        "Hiện nay 70% người dân có tài khoản định danh.",
        "Ngân sách tỉnh hỗ trợ 50% kinh phí mua sắm.",
        "Hỗ trợ tối đa 30 triệu đồng cho mỗi hộ.",
        "Báo cáo trong thời hạn 05 ngày làm việc.",
        "Số điểm = số việc hoàn thành x 100%.",
        "",
    ],
)
def test_figures_that_set_no_goal_are_not_targets(text):
    assert found(text) == []


def test_a_section_on_past_results_holds_no_targets():
    text = source(
        "I. KẾT QUẢ ĐẠT ĐƯỢC", "100% hồ sơ được giải quyết.", "II. MỤC TIÊU", "90% xã có mạng."
    )
    assert [t.line for t in find_targets(text, PLAN, ())] == [4]


def test_the_year_is_the_one_said_nearest_else_the_plan_s_own():
    text = source("II. MỤC TIÊU", "Đến năm 2027, 70% xã có mạng 5G.", "80% xã có trạm y tế.")
    assert [t.year for t in find_targets(text, PLAN, ())] == [2027, 2025]


def test_each_year_s_figure_shares_the_indicator_of_the_first_or_of_the_last():
    header = Header(type="Kế hoạch", title="Giai đoạn 2026 - 2030", period=Period(2026, 2030))
    lines = ("II. MỤC TIÊU", "- Tỷ lệ phủ sóng: năm 2026 đạt 95%, năm 2028 đạt 96%.",
             "- Đến năm 2027 đạt 60%, đến năm 2030 đạt 80% xã có mạng 5G.")  # fmt: skip
    targets = find_targets(source(*lines), header, ())
    assert [(t.indicator, t.value, t.year) for t in targets] == [
        ("Tỷ lệ phủ sóng", 95, 2026),
        ("Tỷ lệ phủ sóng", 96, 2028),
        ("Tỷ lệ xã có mạng 5G", 60, 2027),
        ("Tỷ lệ xã có mạng 5G", 80, 2030),
    ]


def test_the_year_that_a_figure_is_compared_with_is_not_its_own():
    text = source("II. MỤC TIÊU", "Phấn đấu tỷ lệ hồ sơ trực tuyến tăng 10% so với năm 2024.")
    assert [t.year for t in find_targets(text, PLAN, ())] == [2025]


@pytest.mark.parametrize(
    ("text", "frequency"),
    [("Tỷ lệ hộ nghèo giảm 0,5%/năm.", "hằng năm"), ("Mỗi quý tổ chức 04 hội nghị.", "mỗi quý")],
)
def test_a_target_says_how_often_it_is_reached(text, frequency):
    assert find_targets(source("II. MỤC TIÊU", text), PLAN, ())[0].frequency == frequency


ROWS = (
    ("STT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện 2025", "Kế hoạch năm 2026", "Năm 2027"),
    ("1", "Tốc độ tăng trưởng GRDP", "%", "9,5", "≥ 10", "10 - 11"),
    ("2", "Thu nhập bình quân đầu người", "triệu đồng", "80", "85", "90"),
    ("3", "Tỷ lệ hộ nghèo đa chiều", "%", "2,1", "dưới 2", "Không còn"),
    ("4", "Xếp hạng năng lực cạnh tranh", "hạng", "20", "Tốp 15", "Tốp 10"),
)
TOLD = [
    ("Tốc độ tăng trưởng GRDP", ">=", 10, None, "%", 2026),
    ("Tốc độ tăng trưởng GRDP", "range", 10, 11, "%", 2027),
    ("Thu nhập bình quân đầu người", "=", 85, None, "triệu đồng", 2026),
    ("Thu nhập bình quân đầu người", "=", 90, None, "triệu đồng", 2027),
    ("Tỷ lệ hộ nghèo đa chiều", "<", 2, None, "%", 2026),
    ("Xếp hạng năng lực cạnh tranh", "<=", 15, None, "hạng", 2026),
    ("Xếp hạng năng lực cạnh tranh", "<=", 10, None, "hạng", 2027),
]


def told(lines, tables=()):
    header = Header(type="Kế hoạch", title="Giai đoạn 2026 - 2030", period=Period(2026, 2030))
    targets = find_targets(source(*lines), header, (), tables)
    return [(t.indicator, str(t.comparator), t.value, t.value_max, t.unit, t.year) for t in targets]


def test_a_table_s_columns_of_years_are_targets_and_its_results_are_none():
    lines = [" | ".join(row) for row in ROWS]
    cells = tuple(
        TableCell(r, c, text, r + 1) for r, row in enumerate(ROWS) for c, text in enumerate(row)
    )
    assert told(lines, (Table(cells, 1, len(ROWS), 1),)) == TOLD  # marked by the format
    assert told(lines) == TOLD  # parted by bars
    assert told([cell for row in ROWS for cell in row]) == TOLD  # one cell a line


def test_a_table_of_tasks_or_of_results_holds_no_targets():
    assert told(["STT | Nhiệm vụ | Cơ quan chủ trì", "1 | Rà soát 30 thủ tục | Sở Nội vụ"]) == []
    assert told(["STT | Chỉ tiêu | Thực hiện năm 2025", "1 | Tỷ lệ hồ sơ đúng hạn | 95"]) == []


def test_the_marks_of_an_evaluation_are_no_targets():
    header = Header(type="Quyết định", title="Quy định tiêu chí đánh giá, xếp loại công chức")
    text = source("Chỉ tiêu được giao", "Hoàn thành 100% nhiệm vụ: xếp loại xuất sắc.")
    assert find_targets(text, header, ()) == ()


def test_a_plan_of_several_years_leaves_the_year_open():
    header = Header(type="Kế hoạch", title="Giai đoạn 2021 - 2025", period=Period(2021, 2025))
    target = find_targets(source("80% xã có trạm y tế."), header, ())[0]
    assert (target.year, target.plan_period) == (None, "2021-2025")


def test_a_price_list_is_no_plan():
    header = Header(type="Quyết định", title="Quy định bảng giá")
    assert find_targets(source("Giá bằng 80% giá trị còn lại."), header, ()) == ()


def test_a_target_over_two_lines_is_reported_where_it_starts():
    text = source("a) Tỷ lệ cung cấp dịch vụ công trực tuyến toàn trình trên tổng số thủ tục",
                  "hành chính có đủ điều kiện: tối thiểu 80%.")  # fmt: skip
    target = find_targets(text, PLAN, ())[0]
    assert (target.line, target.value, target.unit) == (1, 80, "%")
