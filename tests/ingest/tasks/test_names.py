"""Names of actors: where one ends, where the next begins, how it is written."""

import pytest

from ingest.tasks.actors import actors_at, office_name
from ingest.tasks.last_articles import executors
from ingest.tasks.reporting import reported_to
from kg.folding import fold


def listed(text):
    found = actors_at(fold(text))
    return [text[start:end] for start, end in found.spans] if found else []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Các sở, ban, ngành, tổ chức chính trị - xã hội, Ủy ban nhân dân các xã, phường chủ động",
         ["Các sở, ban, ngành", "tổ chức chính trị - xã hội", "Ủy ban nhân dân các xã, phường"]),
        ("Sở Tài chính và cơ quan, địa phương liên quan",
         ["Sở Tài chính", "cơ quan, địa phương liên quan"]),
        ("UBND các xã, phường, đặc khu và các đơn vị có liên quan thanh tra, kiểm tra",
         ["UBND các xã, phường, đặc khu", "các đơn vị có liên quan"]),
        ("các đơn vị sự nghiệp công lập thuộc tỉnh xây dựng kế hoạch",
         ["các đơn vị sự nghiệp công lập thuộc tỉnh"]),
        ("Sở Văn hóa, Thể thao và Du lịch các cơ quan, đơn vị lập dự toán",
         ["Sở Văn hóa, Thể thao và Du lịch", "các cơ quan, đơn vị"]),
        ("Trung tâm Chuyển đổi số Thành phố cấu hình thủ tục",
         ["Trung tâm Chuyển đổi số Thành phố"]),
        ("Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo", ["Sở Tài chính"]),
        ("Các cơ sở giáo dục đại học có trách nhiệm", ["Các cơ sở giáo dục đại học"]),
        ("Lãnh đạo, chỉ đạo, điều hành các cơ quan", []),
    ],
)  # fmt: skip
def test_a_list_of_actors_is_parted_into_names(text, names):
    assert listed(text)[: len(names)] == names
    assert bool(listed(text)) == bool(names)


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("Ủy ban nhân dân xã", "UBND xã"),
        ("Bộ CHQS tỉnh", "Bộ CHQS tỉnh"),
        ("Đoàn TNCS Hồ Chí Minh tỉnh", "Đoàn TNCS Hồ Chí Minh tỉnh"),
        ("Chủ tịch Ủy ban nhân dân xã", "Chủ tịch Ủy ban nhân dân xã"),
    ],
)
def test_a_name_keeps_the_words_that_are_printed(printed, written):
    assert office_name(printed) == written


def test_heads_of_listed_offices_stand_for_these():
    text = (
        "Giám đốc các Sở: Công Thương, Tài chính; Thủ trưởng các cơ quan, đơn vị: Chi cục Thuế "
        "tỉnh, Kho bạc Nhà nước tỉnh; Chủ tịch UBND các xã, phường chịu trách nhiệm thi hành"
    )
    names, duty = executors(text, fold(text), 0)
    assert names == (
        "Giám đốc Sở Công Thương",
        "Giám đốc Sở Tài chính",
        "Chi cục Thuế tỉnh",
        "Kho bạc Nhà nước tỉnh",
        "Chủ tịch UBND các xã, phường",
    )
    assert text[duty:] == "chịu trách nhiệm thi hành"
    assert executors("Sở Nội vụ bố trí kinh phí", "so noi vu bo tri kinh phi", 0) is None


@pytest.mark.parametrize(
    ("duty", "offices"),
    [
        ("Định kỳ hằng quý báo cáo UBND tỉnh (qua Sở Nội vụ) kết quả", ("UBND tỉnh",)),
        ("Tổng hợp báo cáo kết quả trình UBND thành phố, gửi Sở Nội vụ", ("Sở Nội vụ",)),
        ("Phản ánh về Sở Công Thương để tổng hợp, báo cáo UBND tỉnh", ("Sở Công Thương",)),
        (
            "Gửi kế hoạch về Sở Nội vụ và Sở Tài chính trước ngày 15/12",
            ("Sở Nội vụ", "Sở Tài chính"),
        ),
        ("Xây dựng báo cáo tổng kết", ()),
        ("Báo cáo viên tuyên truyền về Luật Đất đai", ()),
        ("", ()),
    ],
)
def test_offices_that_a_report_goes_to(duty, offices):
    assert reported_to(duty) == offices
