"""Targets of plans."""

import pytest

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
        ("Chỉ số PCI của tỉnh nằm trong nhóm 10 cả nước.",
         [("Chỉ số PCI của tỉnh nằm trong nhóm cả nước", "<=", 10, None, "hạng")]),
    ],
)  # fmt: skip
def test_a_target_has_its_indicator_comparator_and_value(text, expected):
    if "nhóm" in text:  # words around a rank are free, its meaning is not
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
