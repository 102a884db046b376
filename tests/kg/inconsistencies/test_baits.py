"""What looks like a clash and is none: nothing may be said of it."""

import pytest

from kg.terms import InconsistencyKind as Kind
from tests.kg.inconsistencies.drafts import findings, plan

DUTY = "xây dựng cơ sở dữ liệu dùng chung về hồ sơ của xã"

BAITS = {
    "nothing": "",
    "another office's document of that number": "- Thực hiện Kế hoạch số 370/KH-UBND ngày "
    "12/11/2024 của Sở Nội vụ về đào tạo cán bộ, công chức, viên chức năm 2025.",
    "another year's document of that number": "- Thực hiện Kế hoạch số 15/KH-UBND ngày 20/02/2024 "
    "của UBND thành phố Hải Phòng.",
    "two decisions in a row on one day": "- Thực hiện Quyết định số 101/QĐ-UBND ngày 08/10/2025 "
    "của UBND thành phố Hải Phòng phê duyệt quy trình nội bộ lĩnh vực đất đai cấp xã; Quyết định "
    "số 102/QĐ-UBND ngày 08/10/2025 của UBND thành phố Hải Phòng phê duyệt quy trình nội bộ lĩnh "
    "vực đất đai cấp tỉnh.",
    "a number and its short form": "- Tiếp tục thực hiện Nghị định số 61/2018/NĐ-CP.",
    "a phase of the programme cited": "- Thực hiện giai đoạn 2026 - 2028 của Chương trình chuyển "
    "đổi số.",
    "one year of the plan before": "- Đánh giá kết quả thực hiện Kế hoạch cải cách hành chính năm "
    "2025 của xã.",
    "the next plan": "- Tham mưu ban hành Kế hoạch cải cách hành chính năm 2027 trước ngày "
    "31/12/2026.",
    "the next plan for a programme": "- Tham mưu ban hành Kế hoạch cải cách hành chính năm 2027 "
    "của xã để thực hiện Chương trình chuyển đổi số.",
    "stages of one target": "- Tỷ lệ hồ sơ được số hóa toàn bộ khi tiếp nhận đạt 70% vào quý II và "
    "90% vào cuối năm.",
    "a like target of others": "- Tỷ lệ hồ sơ nộp trực tuyến trên tổng số hồ sơ tiếp nhận của các "
    "thôn vùng xa đạt từ 60% trở lên.",
    "lead and coordinating": f"- Giao Phòng Kinh tế chủ trì, phối hợp với Phòng Văn hóa - Xã hội "
    f"{DUTY}.",
    "each its own": "- Phòng Kinh tế, Phòng Văn hóa - Xã hội chủ trì xây dựng kế hoạch của đơn vị "
    "mình.",
    "groups in the lead": f"- Các phòng, ban, đơn vị và các thôn chủ trì {DUTY}.",
    "a report after the year": "- Giao Phòng Kinh tế chủ trì tổng hợp báo cáo năm, gửi trước ngày "
    "15/01/2027.",
    "a span from a day on": "- Giao Phòng Kinh tế chủ trì rà soát hồ sơ, thực hiện ngay từ đầu năm "
    "2026.",
    "a day in a condition": "- Giao Phòng Kinh tế chủ trì hướng dẫn kê khai đất sử dụng trước ngày "
    "01/7/2004.",
    "an office above that is asked": "- Đề nghị Sở Nội vụ hướng dẫn thực hiện cải cách hành chính.",
    "an office above that coordinates": f"- Giao Phòng Kinh tế chủ trì, phối hợp với Sở Tài chính "
    f"{DUTY}.",
    "the province's office by its place": "- Phối hợp với Sở Khoa học và Công nghệ thành phố Hải "
    "Phòng triển khai chữ ký số.",
    "a list that begins again": "1. Nhóm thứ nhất\n2. Nhóm thứ hai\n1. Nhóm khác",
}


@pytest.mark.parametrize("line", BAITS.values(), ids=BAITS.keys())
def test_nothing_is_said_of_what_only_looks_like_a_clash(line):
    assert findings(plan(line)) == ()


def test_a_rate_under_each_product_is_no_clash():
    lines = [
        f"- Tổng giá trị sản phẩm {name} xuất khẩu của xã đến năm 2026 đạt trên {value} triệu "
        f"đồng, tốc độ tăng bình quân hằng năm đạt {rate}%."
        for name, value, rate in (("chuối", 30, 5), ("chè", 33, 7), ("cà phê", 86, 9))
    ]
    assert findings(plan(*lines)) == ()


def test_appendices_that_count_from_one_again():
    heads = "".join(f"\nPHỤ LỤC {n}\nDANH MỤC {n}\nNội dung.\n" for n in ("I", "II", "III"))
    assert findings(plan(end=heads)) == ()


@pytest.mark.parametrize(
    ("day", "office", "severity"),
    [
        ("14 tháng 01 năm 2025", "Phòng Nội vụ", "likely"),
        ("14 tháng 01 năm 2025", "Phòng Nội vụ huyện Tứ Kỳ", None),
        ("14 tháng 01 năm 2025", "Phòng Văn hóa - Xã hội", "likely"),
        ("14 tháng 01 năm 2026", "Công an xã", None),
        ("14 tháng 01 năm 2026", "Trung tâm Phục vụ hành chính công xã", None),
        ("14 tháng 01 năm 2026", "Phòng Văn hóa - Xã hội", None),
        ("14 tháng 01 năm 2026", "Phòng Nội vụ", "certain"),
        ("14 tháng 01 năm 2026", "Công chức Văn phòng - Thống kê", "likely"),
        ("14 tháng 01 năm 2026", "Phòng Kinh tế, Hạ tầng và Đô thị", "likely"),
        ("14 tháng 01 năm 2026", "Sở Thông tin và Truyền thông", "certain"),
        ("14 tháng 01 năm 2026", "Sở Nội vụ", "likely"),
    ],
)
def test_what_a_commune_has_depends_on_the_day(day, office, severity):
    line = f"- Giao {office} chủ trì, phối hợp với các thôn {DUTY}."
    text = plan(line).replace("14 tháng 01 năm 2026", day)
    said = {
        item.severity.value
        for item in findings(text)
        if item.kind is Kind.OFFICE_NOT_OF_LEVEL and item.subject in office
    }
    assert said == ({severity} if severity else set())


PROVINCE = """ỦY BAN NHÂN DÂN
TỈNH ĐỒNG THÁP
Số: 120/KH-UBND
Đồng Tháp, ngày {day}
KẾ HOẠCH
Cải cách hành chính năm 2025 tỉnh Đồng Tháp
I. TỔ CHỨC THỰC HIỆN
1. Giao {office} chủ trì, phối hợp với các đơn vị liên quan xây dựng cơ sở dữ liệu dùng chung.
2. Sở Nội vụ theo dõi, đôn đốc thực hiện Kế hoạch này./.
"""


@pytest.mark.parametrize(
    ("day", "office", "severity"),
    [
        ("20 tháng 02 năm 2025", "Sở Kế hoạch và Đầu tư", None),
        ("20 tháng 3 năm 2025", "Sở Kế hoạch và Đầu tư", "certain"),
        ("20 tháng 3 năm 2025", "Sở Tài chính", None),
        ("30 tháng 6 năm 2025", "Ủy ban nhân dân huyện Cái Bè", None),
        ("01 tháng 7 năm 2025", "Ủy ban nhân dân huyện Cái Bè", "certain"),
        ("01 tháng 7 năm 2025", "Ủy ban nhân dân các huyện, thị xã, thành phố", "certain"),
        ("01 tháng 7 năm 2025", "Ủy ban nhân dân các xã, phường", None),
        ("01 tháng 7 năm 2025", "Phòng Nội vụ", None),
    ],
)
def test_what_a_province_has_depends_on_the_day(day, office, severity):
    found = findings(PROVINCE.format(day=day, office=office))
    assert [item.severity.value for item in found] == ([severity] if severity else [])
    assert all(item.kind is Kind.OFFICE_NOT_OF_LEVEL and item.note for item in found)


@pytest.mark.parametrize("role", ["phối hợp với Sở Nội vụ", "theo hướng dẫn của Sở Nội vụ"])
def test_an_office_above_is_free_to_coordinate_or_guide(role):
    line = f"- Giao Phòng Kinh tế chủ trì, {role} {DUTY}."
    assert findings(plan(line)) == ()
