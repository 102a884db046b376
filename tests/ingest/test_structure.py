"""Outlines of made documents and of the five plans, as labelled by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.structure import outline
from ingest.structure.headings import roman_values
from kg.terms import ProblemCode, SectionKind
from tests.ingest.texts import source_of

PLAN = """ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ THỬ Độc lập - Tự do - Hạnh phúc
Số: 36/QĐ-UBND Xã Thử, ngày 12 tháng 02 năm 2025
QUYẾT ĐỊNH

Ban hành kế hoạch thử

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch thử.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.
Nơi nhận:
- Như Điều 2;
- Lưu: VT.

KẾ HOẠCH
Thử nghiệm
(Ban hành kèm theo Quyết định số 36/QĐ-UBND)

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Nâng cao chất lượng.
2. Yêu cầu
a) Công chức Văn phòng
- Việc thứ nhất.
b) Công chức Tư pháp
I1. NHIỆM VỤ
IV. TỔ CHỨC THỰC HIỆN
Phụ lục
DANH MỤC NHIỆM VỤ
"""


def test_levels_labels_and_lines_of_a_decision_with_its_plan():
    sections, _ = outline(source_of(PLAN))
    assert [(s.level, s.label, s.line) for s in sections] == [
        (1, "", 4),
        (2, "Điều 1", 10),
        (2, "Điều 2", 11),
        (1, "", 16),
        (2, "I", 20),
        (3, "1", 21),
        (3, "2", 23),
        (4, "a", 24),
        (4, "b", 26),
        (2, "II", 27),
        (2, "IV", 28),
        (1, "Phụ lục", 29),
    ]
    assert sections[0].heading == "QUYẾT ĐỊNH Ban hành kế hoạch thử"
    assert sections[3].line_end == 18
    assert sections[7].path[1:] == ("I. MỤC ĐÍCH, YÊU CẦU", "2. Yêu cầu", "a) Công chức Văn phòng")


def test_a_numeral_out_of_order_is_reported_and_kept():
    sections, problems = outline(source_of(PLAN))
    assert [p.code for p in problems] == [ProblemCode.OUTLINE_OUT_OF_ORDER]
    assert "TỔ CHỨC" in problems[0].found
    assert any(s.label == "IV" for s in sections)


def test_items_that_are_sentences_are_no_sections():
    text = "I. MỤC TIÊU\n1. Tỷ lệ hồ sơ đạt 90%.\n2. Tỷ lệ hài lòng đạt trên 95%;\n- Việc khác"
    sections, _ = outline(source_of(text))
    assert [s.kind for s in sections] == [SectionKind.ROMAN]


@pytest.mark.parametrize(
    ("printed", "value"),
    [("I1", 2), ("IIl", 3), ("1I", 2), ("VIL", 7), ("IX", 9), ("|", 1), ("XII", 12)],
)
def test_damaged_numerals_are_read(printed, value):
    assert value in roman_values(printed)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["I. A B", "1. Mục", "a) Ý", "Điều 3. X", "", "- x", "KẾ HOẠCH"]),
        max_size=30,
    )
)
def test_a_section_lies_within_the_one_that_holds_it(lines):
    sections, _ = outline(source_of("\n".join(lines)))
    for section in sections:
        assert section.line <= section.line_end <= section.last_line
        assert section.body_line_end <= section.last_line
        assert section.path[-1] == section.heading
