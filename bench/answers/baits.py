"""Lines that only look like clashes, to be put into clean plans: none may give a finding."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from bench.answers.clean_plans import Plan, added, written

BAITS: Final = (
    (
        "- Thực hiện {type} số {number} ngày {earlier} của Ủy ban nhân dân tỉnh Cà Mau về phòng, "
        "chống dịch bệnh gia súc."
    ),
    (
        "- Thực hiện Quyết định số 101/QĐ-BNV ngày {earlier} của Bộ Nội vụ phê duyệt quy trình "
        "nội bộ lĩnh vực đất đai cấp xã; Quyết định số 102/QĐ-BNV ngày {earlier} của Bộ Nội vụ phê "
        "duyệt quy trình nội bộ lĩnh vực đất đai cấp tỉnh."
    ),
    (
        "- Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính và các xã, phường rà soát hồ sơ, hoàn "
        "thành trước ngày {later}."
    ),
    "- Sở Nội vụ, Sở Tài chính chủ trì xây dựng kế hoạch của đơn vị mình, gửi trước ngày {later}.",
    "- Các sở, ban, ngành và Ủy ban nhân dân các xã, phường chủ trì rà soát hồ sơ theo chức năng.",
    "- Đề nghị Bộ Nội vụ, Bộ Tài chính hướng dẫn thực hiện trước ngày {later}.",
    (
        "- Tỷ lệ hồ sơ được số hóa khi tiếp nhận và trả kết quả đạt 70% vào năm 2026 và 90% vào "
        "năm 2027."
    ),
    "- Đánh giá kết quả thực hiện Kế hoạch giai đoạn 2016 - 2020 và kế hoạch năm trước.",
    "- Hộ gia đình sử dụng đất ở ổn định trước ngày 01/7/2004 được hướng dẫn kê khai.",
    "- Báo cáo kết quả định kỳ trước ngày 15 tháng 6 và ngày 15 tháng 12 hằng năm.",
)
"""Lines that only look like clashes; {number}: the plan's own, {later}: a day after its own."""


def baited(plan: Plan) -> Iterator[str]:
    """The plan with one of these lines, each in turn."""
    head = plan.reading.header
    day = head.date or dt.date(2025, 1, 1)
    numbered = head.number is not None and head.number.count("/") == 1
    said = {
        "number": head.number if numbered else "5/KH-UBND",
        "type": head.type if numbered else "Kế hoạch",
        "later": written(day + dt.timedelta(days=60)),
        "earlier": written(day - dt.timedelta(days=700)),
    }
    for bait in BAITS:
        yield added(plan, bait.format(**said))
