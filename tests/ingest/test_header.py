"""Headers: made heads in one column and two, with blanks and hand-written gaps."""

import datetime as dt

from ingest.header import read_header
from ingest.structure import outline
from kg.model import Header, Period
from kg.terms import ProblemCode
from tests.ingest.texts import source_of

HEAD = """ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHƯỜNG 5 Độc lập - Tự do - Hạnh phúc
Số: 36/QĐ-UBND Phường 5, ngày 12 tháng 02 năm 2025
QUYẾT ĐỊNH
Ban hành kế hoạch cải cách hành chính năm 2025 trên địa bàn Phường 5

CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG 5

Căn cứ Quyết định số 2703/QĐ-UBND ngày 18/10/2021 của Ủy ban nhân dân tỉnh Tiền Giang;
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính năm 2025.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.
Nơi nhận: CHỦ TỊCH
- Như Điều 2;
- Lưu: VT.

Nguyễn Công Quý
"""


def header_of(text: str) -> tuple[Header, list[ProblemCode]]:
    source = source_of(text)
    sections, _ = outline(source)
    header, problems = read_header(source, sections)
    return header, [problem.code for problem in problems]


def test_a_decision_of_a_chairman_in_two_columns():
    header, problems = header_of(HEAD)
    assert not problems
    assert (header.number, header.type, header.date) == (
        "36/QĐ-UBND",
        "Quyết định",
        dt.date(2025, 2, 12),
    )
    assert header.issuer == "Chủ tịch UBND Phường 5"
    assert header.place is not None
    assert header.place.province == "tỉnh Tiền Giang"
    assert header.period == Period(2025, 2025)
    assert (header.signer, header.recipients) == ("Nguyễn Công Quý", ("Như Điều 2", "Lưu: VT"))
    assert (header.effective_note, header.effective_from) == ("kể từ ngày ký", header.date)


def test_blanks_stay_absent():
    header, problems = header_of("Số: *Vị Thanh, ngày tháng năm*\n\n**KẾ HOẠCH**\n**Thử**\n\nX")
    assert (header.number, header.date) == (None, None)
    assert problems == [ProblemCode.NUMBER_MISSING, ProblemCode.DATE_MISSING]


def test_a_day_covered_by_hand_is_no_day():
    header, problems = header_of(HEAD.replace("ngày 12 tháng 02", "ngày A4 tháng 9", 1))
    assert header.date is None
    assert problems == [ProblemCode.DATE_IMPOSSIBLE]


def test_a_committees_plan_in_lines_of_their_own():
    header, _ = header_of(
        "ỦY BAN NHÂN DÂN TỈNH NGHỆ AN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nSố: 987/KH-UBND\nNghệ An, ngày 20 tháng 11 năm 2025\n"
        "KẾ HOẠCH\nPHÁT TRIỂN SÓNG 5G GIAI ĐOẠN 2026 - 2030\nThực hiện Nghị quyết số 57-NQ/TW.\n"
    )
    assert (header.number, header.issuer, header.period) == (
        "987/KH-UBND",
        "UBND tỉnh Nghệ An",
        Period(2026, 2030),
    )


def test_an_empty_text_has_an_empty_header():
    header, problems = header_of("")
    assert header == Header()
    assert ProblemCode.NUMBER_MISSING in problems


def test_the_signature_in_a_tables_right_column_is_no_recipient():
    """Source: last line of a province's decision of 12 August 2015."""
    header, _ = header_of(
        "Số: 1539/QĐ-UBND | Nam Định, ngày 12 tháng 08 năm 2015\nQUYẾT ĐỊNH\nV/V "
        "BAN HÀNH KẾ HOẠCH\n"
        "Điều 1. Ban hành kế hoạch./.\nNơi nhận: - Bộ Giáo dục và Đào tạo; - Như Điều 3; - Lưu: VP "
        "7 | KT. CHỦ TỊCH PHÓ CHỦ TỊCH THƯỜNG TRỰC Bùi Đức Long\n"
    )
    assert header.recipients == ("Bộ Giáo dục và Đào tạo", "Như Điều 3", "Lưu: VP 7")
    assert header.signer == "Bùi Đức Long"
