"""Offices in sentences of plans: what is one, where it ends, and what only looks like one."""

import pytest

from kg.offices import find_offices


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            (
                "Giao Công an tỉnh Đắk Lắk chủ trì, phối hợp với Bộ Chỉ huy Quân sự tỉnh, Báo "
                "và phát thanh, truyền hình tỉnh, Thuế tỉnh và Bảo hiểm xã hội tỉnh"
            ),
            [
                "Công an tỉnh Đắk Lắk",
                "Bộ Chỉ huy Quân sự tỉnh",
                "Báo và Phát thanh, Truyền hình tỉnh",
                "Thuế tỉnh",
                "Bảo hiểm xã hội tỉnh",
            ],
        ),
        (
            (
                "Ban quản lý Khu kinh tế tỉnh, Ban Quản lý các Khu công nghiệp, UBND cấp xã và các "
                "Sở, ban, ngành quản lý quy hoạch có trách nhiệm công bố"
            ),
            [
                "Ban Quản lý Khu kinh tế tỉnh",
                "Ban Quản lý các khu công nghiệp",
                "UBND cấp xã",
                "các Sở, ban, ngành",
            ],
        ),
        (
            "Thủ trưởng các sở, ban, ngành; Chủ tịch UBND cấp xã; Chánh Thanh tra tỉnh",
            ["Thủ trưởng các sở, ban, ngành", "Chủ tịch UBND cấp xã", "Chánh Thanh tra tỉnh"],
        ),
        (
            "phối hợp với Ban Tuyên giáo và Dân vận Tỉnh ủy, Văn phòng Tỉnh uỷ thực hiện",
            ["Ban Tuyên giáo và Dân vận Tỉnh ủy", "Văn phòng Tỉnh ủy"],
        ),
        (
            "các cơ quan, tổ chức, đơn vị có liên quan tổ chức thực hiện; các đơn vị tổ chức họp",
            ["các cơ quan, tổ chức, đơn vị có liên quan", "các đơn vị"],
        ),
        (
            "các sở, ban, ngành, Ủy ban nhân dân xã, phường bố trí kinh phí",
            ["các sở, ban, ngành", "Ủy ban nhân dân xã, phường"],
        ),
        (
            (
                "Chủ tịch Ủy ban nhân dân các phường, xã chủ trì quản lý; các đơn vị phối hợp với "
                "Sở Tài chính"
            ),
            ["Chủ tịch Ủy ban nhân dân các phường, xã", "các đơn vị", "Sở Tài chính"],
        ),
        (
            "các phòng, ban và Phòng Nội vụ; các cơ quan báo chí trên địa bàn tỉnh",
            ["các phòng, ban", "Phòng Nội vụ", "các cơ quan báo chí trên địa bàn tỉnh"],
        ),
        (
            "Hội đồng phối hợp phổ biến, giáo dục pháp luật tỉnh, Văn phòng Chính phủ Hướng dẫn",
            ["Hội đồng phối hợp phổ biến, giáo dục pháp luật tỉnh", "Văn phòng Chính phủ"],
        ),
        (
            (
                "Phòng Kinh tế, Hạ tầng và Đô thị phường, Phòng Văn hóa - Xã hội và Tổ công nghệ "
                "số cộng đồng"
            ),
            [
                "Phòng Kinh tế, Hạ tầng và Đô thị phường",
                "Phòng Văn hóa - Xã hội",
                "Tổ công nghệ số cộng đồng",
            ],
        ),
        (
            "NHNN Chi nhánh Khu vực 5, KBNN khu vực và Ngân hàng CSXH huyện",
            [
                "Ngân hàng Nhà nước khu vực",
                "Kho bạc Nhà nước khu vực",
                "Ngân hàng Chính sách xã hội huyện",
            ],
        ),
    ],
)
def test_sentences_of_plans(sentence, names):
    found = find_offices(sentence)
    assert [office.name for office in found] == names
    assert all(sentence[office.start : office.end] == office.raw for office in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "các cơ sở y tế, toàn bộ y tế; đội ngũ cán bộ nội vụ",
        "các phong trào thi đua, các cấp học, các cấp ủy, các cấp chính quyền",
        "thi hành án dân sự; công đoàn cơ sở; lĩnh vực viễn thông, bưu điện, điện lực",
        "đóng bảo hiểm xã hội; thanh tra, kiểm tra; truyền thông",
        "đại biểu Quốc hội và đại biểu Hội đồng nhân dân",
        "số tài chính, sổ y tế, bỏ y tế",
    ],
)
def test_plain_words_are_no_offices(sentence):
    assert find_offices(sentence) == []
