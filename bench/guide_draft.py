"""The plan of the guide's walk: its draft, with what a check finds in such drafts, and as issued.

In the draft two bases have ended, one number belongs to two documents, one document is cited with
two days, and tasks are given to bodies that are gone. In the issued plan all of that is mended.
"""

import io
from typing import Final

DRAFT_NAME: Final = "du-thao-ke-hoach-2027.docx"
MENDED_NAME: Final = "du-thao-ke-hoach-2027-da-sua.docx"
ISSUED_NAME: Final = "ke-hoach-125.docx"
DRAFT: Final = """\
ỦY BAN NHÂN DÂN
PHƯỜNG CAO LÃNH
Số:       /KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Cao Lãnh, ngày       tháng 11 năm 2026

KẾ HOẠCH
Cải cách hành chính năm 2027 trên địa bàn phường Cao Lãnh

Căn cứ Luật Tổ chức chính quyền địa phương số 77/2015/QH13 ngày 19 tháng 6 năm 2015;
Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về thực hiện cơ chế \
một cửa, một cửa liên thông trong giải quyết thủ tục hành chính;
Căn cứ Quyết định số 468/QĐ-TTg ngày 27 tháng 3 năm 2021 của Thủ tướng Chính phủ phê duyệt Đề án \
đổi mới việc thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính;
Thực hiện Nghị quyết số 76/NQ-CP của Chính phủ,
Ủy ban nhân dân phường Cao Lãnh ban hành Kế hoạch cải cách hành chính năm 2027 như sau:

I. MỤC TIÊU
1. Triển khai Nghị quyết số 76/NQ-CP, nâng cao chất lượng phục vụ người dân và doanh nghiệp.
2. 100% hồ sơ thủ tục hành chính được số hóa theo Quyết định số 468/QĐ-TTg ngày 27 tháng 5 năm \
2021 của Thủ tướng Chính phủ.

II. NHIỆM VỤ
1. Phòng Nội vụ chủ trì kiểm tra cải cách hành chính tại các đơn vị, hoàn thành trước ngày 31 \
tháng 3 năm 2027.
2. Trung tâm Phục vụ hành chính công chủ trì số hóa hồ sơ, kết quả giải quyết thủ tục hành chính, \
hoàn thành trước ngày 30 tháng 6 năm 2027.
3. Công chức Văn phòng - Thống kê chủ trì tổng hợp báo cáo cải cách hành chính, gửi Sở Nội vụ \
trước ngày 15 tháng 12 năm 2026.

Nơi nhận:
- UBND tỉnh Đồng Tháp;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
"""
_TITLE: Final = (
    "về thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông tại Bộ phận Một cửa "
    "và Cổng Dịch vụ công quốc gia"
)
_MENDED: Final = (
    ("số 77/2015/QH13 ngày 19 tháng 6 năm 2015", "số 72/2025/QH15 ngày 16 tháng 6 năm 2025"),
    ("61/2018/NĐ-CP ngày 23 tháng 4 năm 2018", "118/2025/NĐ-CP ngày 09 tháng 6 năm 2025"),
    ("về thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính", _TITLE),
    ("số 76/NQ-CP của", "số 76/NQ-CP ngày 15 tháng 7 năm 2021 của"),
    ("27 tháng 5 năm 2021", "27 tháng 3 năm 2021"),
    ("Phòng Nội vụ", "Phòng Văn hóa - Xã hội"),
    ("Công chức Văn phòng - Thống kê", "Phòng Văn hóa - Xã hội"),
)
_ISSUED: Final = (
    ("Số:       /KH-UBND", "Số: 125/KH-UBND"),
    ("ngày       tháng 11 năm 2026", "ngày 20 tháng 11 năm 2026"),
)


def mended() -> str:
    """The draft as it is after the check's advice was followed."""
    text = DRAFT
    for wrong, right in _MENDED:
        text = text.replace(wrong, right)
    return text


def issued() -> str:
    """The mended draft with number and day."""
    text = mended()
    for blank, filled in _ISSUED:
        text = text.replace(blank, filled)
    return text


def as_word(text: str) -> bytes:
    """These lines as a Word file, a paragraph each."""
    from docx import Document

    document, out = Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()
