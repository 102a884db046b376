"""Titles in capitals, set as the document's own sentences write their words."""

import pytest

from ingest.header.titles import cased
from ingest.structure import outline
from tests.ingest.texts import source_of


@pytest.mark.parametrize(
    ("title", "sentence", "written"),
    [
        (
            "QUYẾT ĐỊNH PHÂN CẤP THẨM QUYỀN QUYẾT ĐỊNH TIÊU CHUẨN CỦA TỈNH NAM ĐỊNH",
            (
                "Nay Quyết định này phân cấp thẩm quyền quyết định tiêu chuẩn; theo Quyết định số "
                "1 ngày 2 và Quyết định số 2 của tỉnh Nam Định quy định định mức, xác định."
            ),
            "Quyết định phân cấp thẩm quyền quyết định tiêu chuẩn của tỉnh Nam Định",
        ),
        (
            "KẾ HOẠCH CHUYỂN ĐỔI SỐ CỦA ỦY BAN NHÂN DÂN",
            (
                "Nay ban hành Kế hoạch Chuyển đổi số để chuyển đổi nhận thức, chuyển đổi tư duy "
                "của Ủy ban nhân dân và các Ban."
            ),
            "Kế hoạch chuyển đổi số của Ủy ban nhân dân",
        ),
        (
            "DANH MỤC TRONG LĨNH VỰC ĐẤU THẦU",
            (
                "Xem QUYẾT ĐỊNH VỀ DANH MỤC TRONG LĨNH VỰC ĐẤU THẦU kèm theo; việc trong lĩnh vực "
                "đấu thầu được phân cấp trong lĩnh vực đấu thầu."
            ),
            "Danh mục trong lĩnh vực đấu thầu",
        ),
    ],
)
def test_a_word_is_written_as_behind_the_same_word_in_a_sentence(title, sentence, written):
    assert cased(title, [title, sentence]) == written


def test_the_bracket_that_one_line_holds_with_it_is_no_part_of_a_title():
    source = source_of(
        "DANH MỤC THỦ TỤC HÀNH CHÍNH CỦA TỈNH NGHỆ AN (Kèm theo Quyết định số 3771/QĐ-UBND ngày 19 "
        "tháng 11 năm 2025 của Chủ tịch UBND tỉnh Nghệ An) TT\n1\n"
    )
    sections, _ = outline(source)
    assert sections[0].heading == "DANH MỤC THỦ TỤC HÀNH CHÍNH CỦA TỈNH NGHỆ AN"
