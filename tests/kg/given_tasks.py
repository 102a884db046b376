"""Tasks as documents of two towns and their wards give them. All invented."""

import datetime as dt

from kg.model import Assignment, DocumentRecord, Header, Place, Task
from kg.placed_tasks import placed
from kg.terms import OfficeRole, PlaceLevel

LEAD, DOES, HELPS = OfficeRole.LEAD, OfficeRole.PERFORMING, OfficeRole.COORDINATING
ADVISES, WATCHES, APPROVES = OfficeRole.ADVISING, OfficeRole.MONITORING, OfficeRole.APPROVING
CITY = Place("thành phố Sa Đéc", PlaceLevel.DISTRICT, province="tỉnh Đồng Tháp")
WARD = Place("Phường 5", PlaceLevel.WARD, "thành phố Sa Đéc", "tỉnh Đồng Tháp")
OTHER = Place("huyện Lai Vung", PlaceLevel.DISTRICT, province="tỉnh Đồng Tháp")
SIGNED = dt.date(2025, 2, 12)


def task(text, *given, line=1, **more):
    """A task; `given` are pairs (office, role)."""
    return Task(text, tuple(Assignment(*pair) for pair in given), line, line, **more)


def day(month, number, year=2025):
    return dt.date(year, month, number)


def of_city():
    """A city's plan: spellings of one office, heads, groups."""
    return placed(
        [
            task("Rà soát thủ tục hành chính", ("Phòng Nội vụ", LEAD), ("các phòng, ban", HELPS),
                 line=10, field="cải cách thủ tục hành chính", deadline=day(6, 30),
                 deadline_text="trước ngày 30/6/2025", product="Báo cáo"),
            task("Báo cáo kết quả", ("Trưởng phòng Nội vụ thành phố", DOES), line=11,
                 field="công tác chỉ đạo điều hành", deadline=day(12, 15)),
            task("Số hóa toàn bộ giấy tờ, hồ sơ", ("các phòng, ban", DOES), line=12),
            task("Tuyên truyền", ("UBND phường", DOES), ("Phòng Văn hóa - Thông tin", DOES),
                 line=12, deadline_text="thường xuyên"),
            task("Cân đối kinh phí", ("phòng nội vụ", HELPS), ("Phòng Tài chính - Kế hoạch", DOES),
                 line=14, deadline=day(6, 1)),
        ],
        "tp", CITY, SIGNED,
    )  # fmt: skip


def of_ward():
    """A plan of a ward of that city."""
    return placed(
        [
            task("Phối hợp kiểm tra", ("Phòng Nội vụ thành phố", HELPS), ("UBND phường", LEAD),
                 line=5, deadline=day(11, 30)),
            task("Số hóa hồ sơ", ("Bộ phận Tiếp nhận và Trả kết quả", DOES), line=6),
        ],
        "p5", WARD, SIGNED,
    )  # fmt: skip


def of_other():
    """A plan of a district beside it."""
    return placed(
        [task("Số hóa hồ sơ lưu trữ", ("Phòng Nội vụ", LEAD), line=7)], "lv", OTHER, SIGNED
    )


def record(name, place, **header):
    head = Header(number=f"{name}/KH-UBND", place=place, date=SIGNED, **header)
    return DocumentRecord(id=name, key=name, held=True, header=head)
