"""Wording of the tab “Văn bản”: the list, what is put in, what is taken out."""

from types import MappingProxyType
from typing import Final

from kg.document_pages import Order
from kg.terms import PlaceLevel

SEARCH: Final = "Tìm trong số, trích yếu, cơ quan, địa phương"
SEARCH_EXAMPLE: Final = "Ví dụ: 36/KH-UBND, cải cách hành chính… có dấu hay không đều được"
FILTERS: Final = "Bộ lọc"
ALL: Final = "Tất cả"
UNKNOWN: Final = "Chưa rõ"
NO_YEAR: Final = "Không ghi ngày"
FIELDS: Final = MappingProxyType(
    {
        "type": "Loại",
        "place": "Địa phương",
        "level": "Cấp",
        "year": "Năm",
        "state": "Hiệu lực",
        "as_of": "Xét vào ngày",
        "sort": "Sắp xếp",
    }
)
LEVELS: Final = MappingProxyType(
    {
        PlaceLevel.CENTRAL.value: "Trung ương",
        PlaceLevel.PROVINCE.value: "Tỉnh, thành phố",
        PlaceLevel.DISTRICT.value: "Huyện (đến 30/6/2025)",
        PlaceLevel.COMMUNE.value: "Xã, phường, đặc khu",
    }
)
ORDERS: Final = MappingProxyType(
    {
        Order.NEWEST: "Mới ban hành trước",
        Order.NUMBER: "Theo số, ký hiệu",
        Order.CITED: "Được viện dẫn nhiều trước",
        Order.ADDED: "Mới thêm trước",
    }
)
REPAIRED: Final = "Chữ đã phục hồi"
REPAIRED_SAID: Final = "Chữ trong tệp bị hỏng dấu; chương trình đã phục hồi."
HELD: Final = "Có toàn văn"
STUBS: Final = "Chỉ được viện dẫn"
HELD_OR_NOT: Final = "Văn bản nào"
TODAY: Final = "hôm nay"
MORE_PLACES: Final = "… còn {count} nơi nữa: gõ tên vào ô tìm"
CHIPS: Final = "Đang lọc"
WITHOUT: Final = "Bỏ điều kiện “{said}”"
WITHOUT_ALL: Final = "Bỏ hết"
CHIP: Final = MappingProxyType(
    {
        "text": "“{value}”",
        "type": "{value}",
        "place": "{value}",
        "level": "Cấp: {value}",
        "year": "Năm {value}",
        "state": "{value}",
        "repaired": "{value}",
    }
)
STATE_CHIP: Final = "{state} vào ngày {day}"
COUNT: Final = "{total} văn bản."
COUNT_PART: Final = "{total} văn bản, đang xem từ {first} đến {last}."
CITES: Final = ("Viện dẫn", "Viện dẫn {count} văn bản")
TASKS: Final = ("Nhiệm vụ", "{count} nhiệm vụ")
CITED_BY: Final = ("Được dẫn", "Được {count} văn bản trong thư viện viện dẫn")
COLUMNS: Final = (
    "Số, ký hiệu",
    "Ngày",
    "Cơ quan ban hành",
    "Trích yếu",
    "Hiệu lực",
    CITES[0],
    TASKS[0],
    CITED_BY[0],
    "",
)
NO_TITLE: Final = "(không có trích yếu)"
STUB: Final = "chưa có toàn văn"
PAGES: Final = "Các trang của danh sách"
PREVIOUS: Final = "‹ Trước"
NEXT: Final = "Sau ›"
PAGE: Final = "Trang {page}/{pages}"
GO_PAGE: Final = "Đến trang {page}"

NO_STUBS: Final = "Chưa có văn bản nào chỉ được viện dẫn."
NO_STUBS_ADVICE: Final = "Mọi văn bản được viện dẫn đều đã có toàn văn trong thư viện."
EMPTY: Final = "Thư viện chưa có văn bản nào."
EMPTY_ADVICE: Final = (
    "Hãy kéo thả tệp vào ô bên trên, hoặc thêm các kế hoạch mẫu để dùng thử; "
    "văn bản mẫu xóa được bất cứ lúc nào."
)
SAMPLES: Final = "Thêm văn bản mẫu"

DROP: Final = "Kéo thả tệp vào đây, hoặc"
CHOOSE: Final = "Chọn tệp…"
KINDS: Final = (
    "PDF, Word, OpenDocument, HTML, Markdown, văn bản thuần, ảnh chụp; mỗi tệp không quá {most} MB."
)
UPLOAD: Final = "Thêm văn bản"
PROGRESS: Final = "Đang thêm văn bản"
STOP: Final = "Dừng"
DISMISS: Final = "Ẩn kết quả"
TO_READ: Final = "Đọc"
TO_CHECK: Final = "Kiểm tra"
FOUND: Final = "{citations} chỗ viện dẫn, {tasks} nhiệm vụ"
DOUBTS: Final = "{count} điểm cần xem lại"
SAME_NUMBER: Final = "Thư viện đang có bản khác cùng số, ký hiệu:"

REMOVE: Final = "Xóa"
REMOVE_NAMED: Final = "Xóa {named}"
REMOVE_ASKED: Final = "Xóa văn bản này khỏi thư viện?"
REMOVE_SAID: Final = (
    "Toàn văn, viện dẫn, nhiệm vụ và tệp gốc lưu trong thư viện sẽ mất. Việc này không hoàn lại "
    "được; muốn có lại phải thêm tệp lần nữa."
)
REMOVE_CITED: Final = (
    "{count} văn bản khác đang viện dẫn; sau khi xóa, văn bản này vẫn được liệt kê ở "
    "“Chỉ được viện dẫn”."
)
CANCEL: Final = "Không xóa"
REMOVED: Final = "Đã xóa {named}."

SAVE: Final = "Tải danh sách:"
SAVE_XLSX: Final = "Excel (XLSX)"
SAVE_CSV: Final = "CSV"
SHEET: Final = "Văn bản"
SHEET_COLUMNS: Final = (
    "Số, ký hiệu",
    "Loại",
    "Ngày ban hành",
    "Cơ quan ban hành",
    "Địa phương",
    "Cấp",
    "Trích yếu",
    "Hiệu lực",
    "Xét vào ngày",
    "Viện dẫn (văn bản)",
    "Nhiệm vụ",
    "Được viện dẫn (văn bản)",
    "Chữ đã phục hồi",
    "Toàn văn",
    "Tệp",
    "Mã",
)
YES: Final = "có"
NO: Final = "không"
