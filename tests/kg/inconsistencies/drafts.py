"""A commune's plan drafted for tests, in which nothing clashes, and what is read from a text."""

from ingest.pipeline import read_text
from kg.inconsistencies import Inconsistency, inconsistencies
from kg.terms import InconsistencyKind

PLAN = """ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ NGUYÊN GIÁP Độc lập - Tự do - Hạnh phúc

Số: 15/KH-UBND Nguyên Giáp, ngày 14 tháng 01 năm 2026

KẾ HOẠCH
Cải cách hành chính năm 2026 của xã Nguyên Giáp

Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về thực hiện cơ chế một cửa, một \
cửa liên thông trong giải quyết thủ tục hành chính;
Thực hiện Kế hoạch số 370/KH-UBND ngày 08/10/2025 của UBND thành phố Hải Phòng về chuyển đổi số \
giai đoạn 2026 - 2030, Ủy ban nhân dân xã ban hành Kế hoạch cải cách hành chính năm 2026 như sau:

I. MỤC TIÊU
1. Tỷ lệ hồ sơ thủ tục hành chính được giải quyết đúng hạn đạt từ 95% trở lên.
2. Tỷ lệ hồ sơ nộp trực tuyến trên tổng số hồ sơ tiếp nhận đạt từ 80% trở lên.

II. NHIỆM VỤ
1. Tiếp tục thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ.
2. Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính.

III. TỔ CHỨC THỰC HIỆN
1. Văn phòng HĐND và UBND xã
- Chủ trì, phối hợp với các cơ quan, đơn vị liên quan xây dựng báo cáo cải cách hành chính của \
xã, hoàn thành trước ngày 15/12/2026.
2. Phòng Văn hóa - Xã hội
- Chủ trì, phối hợp với Phòng Kinh tế tuyên truyền cải cách hành chính trên địa bàn xã, hoàn \
thành trong tháng 6/2026.
{more}
IV. KINH PHÍ
Kinh phí thực hiện được bố trí từ ngân sách xã.

Nơi nhận:
- Như trên;
- Lưu: VT.
{end}"""


def plan(*more: str, end: str = "") -> str:
    """The plan with lines before its last heading, and at its very end."""
    return PLAN.format(more="\n".join(more), end=end)


def found(text: str) -> list[tuple[str, str]]:
    """(kind, severity) of each finding on a text, in the order given."""
    return [(item.kind.value, item.severity.value) for item in findings(text)]


def findings(text: str) -> tuple[Inconsistency, ...]:
    """All findings on a text, nothing linked."""
    return inconsistencies(read_text(text))


def one(text: str, kind: InconsistencyKind) -> Inconsistency:
    """The one finding of a kind on a text."""
    (item,) = [item for item in findings(text) if item.kind is kind]
    return item
