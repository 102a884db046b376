"""Headings in the many forms in which plans name who has to act; the points below are his."""

import pytest

from tests.ingest.tasks.told import offices, tasks

HEADINGS = """
1. Sở Nội vụ (cơ quan thường trực)|Sở Nội vụ
2. Giao Sở Tài chính chủ trì, phối hợp với các đơn vị liên quan:|Sở Tài chính
3. Đối với UBND cấp xã|UBND cấp xã
4. Các sở, ban, ngành có liên quan theo chức năng, nhiệm vụ:|Các sở, ban, ngành có liên quan
5. Sở Y tế, Sở Nội vụ theo chức năng, nhiệm vụ được giao|Sở Y tế; Sở Nội vụ
6. Đề nghị Tòa án nhân dân tỉnh, Viện kiểm sát nhân dân tỉnh|Tòa án nhân dân tỉnh
Điều 6. Trách nhiệm của Sở Nội vụ, các sở, ngành|Sở Nội vụ; Các sở, ngành
I. SỞ NỘI VỤ|Sở Nội vụ
1.1. Sở Tài chính:|Sở Tài chính
2. Sở Xây dựng có nhiệm vụ:|Sở Xây dựng
Sở Công Thương:|Sở Công Thương
8. Các cơ quan thông tin, báo chí trên địa bàn tỉnh|Các cơ quan thông tin, báo chí
10. Liên đoàn Lao động tỉnh, Tỉnh đoàn|Liên đoàn Lao động tỉnh; Tỉnh đoàn
12. Cục Thuế tỉnh; Kho bạc Nhà nước khu vực|Cục Thuế tỉnh; Kho bạc Nhà nước khu vực
15. Yêu cầu các sở, ban, ngành, địa phương:|Các sở, ban, ngành, địa phương
16. Sở Nội vụ là cơ quan đầu mối, có trách nhiệm:|Sở Nội vụ
25. Các thôn, tổ dân phố|Các thôn, tổ dân phố
30. Hiệu trưởng các trường học trên địa bàn|Hiệu trưởng các trường học
35. Sở Nội vụ - Cơ quan thường trực|Sở Nội vụ
40. Đài Khí tượng Thủy văn tỉnh|Đài Khí tượng Thủy văn tỉnh
45. Văn phòng Đăng ký đất đai|Văn phòng Đăng ký đất đai
46. Trung tâm Phát triển quỹ đất|Trung tâm Phát triển quỹ đất
""".strip().splitlines()


@pytest.mark.parametrize("form", HEADINGS)
def test_the_points_below_a_heading_are_its_offices(form):
    heading, names = form.split("|")
    found = tasks(
        "V. TỔ CHỨC THỰC HIỆN",
        heading,
        "a) Xây dựng kế hoạch triển khai thực hiện.",
        "b) Hỗ trợ kinh phí cho các địa phương.",
        "VI. KINH PHÍ",
    )
    assert [task.line_start for task in found] == [3, 4]
    given = offices(found[0])
    assert [name.lower() for name in given[: len(names.split("; "))]] == names.lower().split("; ")


@pytest.mark.parametrize(
    "heading",
    ["2. Kinh phí thực hiện", "3. Chế độ báo cáo", "4. Tổ chức thực hiện", "5. Sở hữu trí tuệ"],
)
def test_a_heading_of_contents_gives_the_points_below_to_nobody(heading):
    assert not tasks(heading, "a) Xây dựng kế hoạch triển khai.", "b) Hỗ trợ kinh phí hằng năm.")


def test_an_office_inside_anothers_list_has_its_own_points_and_no_more():
    found = tasks(
        "V. TỔ CHỨC THỰC HIỆN",
        "1. Các sở, ban, ngành",
        "a) Xây dựng kế hoạch của ngành mình.",
        "b) Sở Công Thương:",
        "- Hướng dẫn doanh nghiệp xuất khẩu.",
        "c) Sở Y tế: Kiểm tra an toàn thực phẩm.",
        "d) Báo cáo kết quả định kỳ hằng quý.",
    )
    assert [(task.line_start, offices(task)[0]) for task in found] == [
        (3, "Các sở, ban, ngành"),
        (5, "Sở Công Thương"),
        (6, "Sở Y tế"),
        (7, "Các sở, ban, ngành"),
    ]
