"""Fields of the reform programme."""

import pytest

from kg.folding import fold
from kg.reform_fields import classify_field, reform_fields


def test_the_programme_has_six_fields_and_its_steering():
    """Source: 76/NQ-CP of 15/7/2021, section II; the seventh is the plans' own first heading."""
    assert [field.code for field in reform_fields()] == [
        "institutions", "procedures", "organisation", "civil_service", "public_finance",
        "digital_government", "steering",
    ]  # fmt: skip
    assert all(field.cues for field in reform_fields())


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Rà soát, hệ thống hóa văn bản quy phạm pháp luật", "cải cách thể chế"),
        ("Công khai TTHC tại Bộ phận Một cửa", "cải cách thủ tục hành chính"),
        ("Sắp xếp tổ chức bộ máy tinh gọn", "cải cách tổ chức bộ máy"),
        ("Đào tạo, bồi dưỡng cán bộ, công chức", "cải cách chế độ công vụ"),
        ("Bố trí kinh phí từ ngân sách", "cải cách tài chính công"),
        ("Ứng dụng công nghệ thông tin, chữ ký số",
         "xây dựng và phát triển chính quyền điện tử, chính quyền số"),
        ("Báo cáo công tác CCHC", "công tác chỉ đạo điều hành"),
        ("Trồng cây xanh", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_text_falls_into_the_field_it_speaks_of_most(text, field):
    assert classify_field(text) == field
    assert classify_field(fold(text), folded=True) == field
