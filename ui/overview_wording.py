"""Wording of the overview and of the review of doubtful readings."""

from types import MappingProxyType
from typing import Final

from kg.doubtful import DoubtKind
from kg.events import EventKind
from kg.terms import PlaceLevel

TITLE: Final = "Tổng quan"
LOADING: Final = "Đang tải…"
RECKONING: Final = "Đang đối chiếu căn cứ với danh mục hiệu lực…"

# --- what there is --------------------------------------------------------------------------------
NUMBERS: Final = MappingProxyType(
    {
        "held": "văn bản có toàn văn",
        "stubs": "văn bản được dẫn mà chưa có",
        "citations": "chỗ viện dẫn",
        "tasks": "nhiệm vụ",
        "articles": "điều luật đã nạp",
    }
)
CHECKED: Final = "Hiệu lực được kiểm tra đến hết ngày {day}"
AGES: Final = MappingProxyType({0: "mới nhất", 1: "cách đây 1 ngày"})
AGE: Final = "cách đây {days} ngày"
OLD_DAYS: Final = 60
OLD: Final = "đã lâu, nên cập nhật"
TYPES: Final = "Theo loại"
LEVELS: Final = "Theo cấp"
YEARS: Final = "Theo năm"
NO_TYPE: Final = "Chưa rõ loại"
NO_LEVEL: Final = "Chưa rõ cấp"
NO_YEAR: Final = "Không ghi năm"
OTHERS: Final = "{count} mục khác"
LEVEL_NAMES: Final = MappingProxyType(
    {
        PlaceLevel.CENTRAL: "Trung ương",
        PlaceLevel.PROVINCE: "Tỉnh, thành phố",
        PlaceLevel.DISTRICT: "Huyện (đến 30/6/2025)",
        PlaceLevel.COMMUNE: "Xã, phường, đặc khu",
        PlaceLevel.WARD: "Phường",
    }
)
HOLDINGS: Final = "Trong thư viện"

# --- an empty library -----------------------------------------------------------------------------
WELCOME: Final = "Thư viện chưa có văn bản nào"
WELCOME_MORE: Final = (
    "Thêm kế hoạch, quyết định, nghị quyết của đơn vị mình: CănCứ đọc, nối viện dẫn và cho biết "
    "căn cứ nào còn hiệu lực."
)
ADD_DOCUMENTS: Final = "Thêm văn bản"
ADD_SAMPLES: Final = "Nạp thử năm kế hoạch mẫu"
SAMPLES_MORE: Final = "Các kế hoạch mẫu đi kèm chương trình; gỡ ra lúc nào cũng được."
SAMPLES_COMING: Final = "Đang đọc năm kế hoạch mẫu; việc này mất vài giây…"
SAMPLES_ADDED: Final = "Đã nạp {count} kế hoạch mẫu."

# --- what happened --------------------------------------------------------------------------------
CHANGES: Final = "Có gì mới"
FIRST_VISIT: Final = "Đây là lần đầu mở trang này trên máy này; dưới đây là những việc gần nhất."
SINCE: Final = "Từ lần mở trước, {when}:"
NOTHING_NEW: Final = "Không có thay đổi nào từ lần mở trước, {when}."
NOTHING_EVER: Final = "Chưa có việc nào được ghi lại."
MORE_EVENTS: Final = "và {count} việc khác"
BY: Final = "{by}"
NOBODY: Final = "không rõ ai"
TODAY: Final = "Hôm nay"
YESTERDAY: Final = "Hôm qua"
ONE: Final = MappingProxyType(
    {
        EventKind.DOCUMENT_ADDED: "thêm văn bản",
        EventKind.DOCUMENT_READ_AGAIN: "đọc lại văn bản",
        EventKind.DOCUMENT_REMOVED: "gỡ văn bản",
        EventKind.DATASET_IMPORTED: "nạp dữ liệu điều luật",
        EventKind.DATASET_REMOVED: "gỡ dữ liệu điều luật",
        EventKind.FACTS_ADDED: "thêm dữ kiện hiệu lực",
        EventKind.FACTS_REMOVED: "gỡ dữ kiện hiệu lực",
        EventKind.CHOICE_MADE: "chọn văn bản được dẫn",
        EventKind.CHOICE_TAKEN_BACK: "bỏ lựa chọn",
        EventKind.READING_ACCEPTED: "xác nhận chữ đọc đúng",
        EventKind.READING_CORRECTED: "sửa chữ đọc sai",
        EventKind.REVIEW_UNDONE: "hoàn tác lần soát",
    }
)
MANY: Final = MappingProxyType(
    {
        EventKind.DOCUMENT_ADDED: "thêm {count} văn bản",
        EventKind.DOCUMENT_READ_AGAIN: "đọc lại {count} văn bản",
        EventKind.DOCUMENT_REMOVED: "gỡ {count} văn bản",
        EventKind.DATASET_IMPORTED: "nạp {count} tệp điều luật",
        EventKind.DATASET_REMOVED: "gỡ {count} tệp điều luật",
        EventKind.FACTS_ADDED: "thêm dữ kiện hiệu lực {count} lần",
        EventKind.FACTS_REMOVED: "gỡ dữ kiện hiệu lực {count} lần",
        EventKind.CHOICE_MADE: "chọn văn bản được dẫn ở {count} chỗ",
        EventKind.CHOICE_TAKEN_BACK: "bỏ {count} lựa chọn",
        EventKind.READING_ACCEPTED: "xác nhận {count} chỗ đọc đúng",
        EventKind.READING_CORRECTED: "sửa {count} chỗ đọc sai",
        EventKind.REVIEW_UNDONE: "hoàn tác {count} lần soát",
    }
)
SIGNS: Final = MappingProxyType(
    {
        EventKind.DOCUMENT_ADDED: "+",
        EventKind.DOCUMENT_READ_AGAIN: "↻",
        EventKind.DOCUMENT_REMOVED: "−",
        EventKind.DATASET_IMPORTED: "+",
        EventKind.DATASET_REMOVED: "−",
        EventKind.FACTS_ADDED: "+",
        EventKind.FACTS_REMOVED: "−",
        EventKind.CHOICE_MADE: "✓",
        EventKind.CHOICE_TAKEN_BACK: "↶",
        EventKind.READING_ACCEPTED: "✓",
        EventKind.READING_CORRECTED: "✎",
        EventKind.REVIEW_UNDONE: "↶",
    }
)
NO_NUMBER: Final = "văn bản không ghi số"
PASSAGES: Final = "{count} điều"
FACTS_ON: Final = "về {count} văn bản"
AT_LINE: Final = "dòng {line}"

# --- what needs somebody --------------------------------------------------------------------------
DEAD: Final = "Dựa trên căn cứ đã hết hiệu lực"
DEAD_SOME: Final = "{count} văn bản trong thư viện có căn cứ hết hiệu lực tính đến {day}."
DEAD_NONE: Final = "Không văn bản nào trong thư viện có căn cứ đã biết là hết hiệu lực vào {day}."
DEAD_COLUMNS: Final = ("Văn bản", "Căn cứ hết hiệu lực", "")
DEAD_OF: Final = "{dead} / {bases} căn cứ"
CHECK: Final = "Kiểm tra"
ALL_DEAD: Final = "Xem cả {count} văn bản"
DUE: Final = "Đến hạn trong {days} ngày tới"
DUE_NONE: Final = "Không có nhiệm vụ nào đến hạn từ {first} đến {last}."
DUE_ALL: Final = "Xem cả {count} nhiệm vụ"
DAYS_LEFT: Final = "còn {days} ngày"
DUE_TODAY: Final = "hôm nay"
NO_OFFICE: Final = "chưa rõ cơ quan chủ trì"
WANTED: Final = "Nên tìm về"
WANTED_MORE: Final = "Được viện dẫn nhiều nhất mà thư viện chưa có toàn văn."
WANTED_NONE: Final = "Mọi văn bản được viện dẫn đều đã có toàn văn."
WANTED_BY: Final = "{count} văn bản dẫn"

# --- review of doubtful readings ------------------------------------------------------------------
REVIEW: Final = "Chỗ đọc cần soát lại"
REVIEW_MORE: Final = (
    "Máy đọc chưa chắc ở những chỗ này. Số, ngày của văn bản và của căn cứ đứng trước."
)
REVIEW_NONE: Final = "Không có chỗ nào cần soát lại."
REVIEW_NONE_HERE: Final = "Không còn chỗ nào thuộc loại này."
REVIEW_OPEN: Final = "Soát {count} chỗ"
REVIEW_BACK: Final = "← Tổng quan"
REVIEW_DOCUMENTS: Final = "Văn bản"
ALL_DOCUMENTS: Final = "Mọi văn bản"
ALL_KINDS: Final = "Tất cả"
KINDS: Final = MappingProxyType(
    {
        DoubtKind.HEADER_NUMBER: "Số của văn bản",
        DoubtKind.HEADER_DATE: "Ngày của văn bản",
        DoubtKind.NUMBER: "Số văn bản được dẫn",
        DoubtKind.DATE: "Ngày văn bản được dẫn",
        DoubtKind.CHOICE: "Dẫn văn bản nào",
        DoubtKind.HEADER: "Chữ ở phần đầu",
        DoubtKind.CITATION: "Chữ trong viện dẫn",
        DoubtKind.WORDS: "Chữ khác",
    }
)
IN_FILE: Final = "Trong tệp"
READ_AS: Final = "Đọc được"
IN_TEXT: Final = "Trong văn bản"
WHY: Final = MappingProxyType(
    {
        "number_missing": "Không thấy số của văn bản. Sửa dòng này nếu bản giấy có số; "
        "nếu đúng là không ghi số thì bấm “Đúng rồi”.",
        "date_missing": "Không thấy đủ ngày ban hành. Sửa dòng này nếu bản giấy có ngày; "
        "nếu đúng là không ghi thì bấm “Đúng rồi”.",
        "date_impossible": "Ngày này không có trong lịch.",
        "number_unreadable": "Số này không thể có.",
    }
)
LINE: Final = "dòng {line}"
IMAGE: Final = "Ảnh của dòng trong bản chụp"
IMAGE_GONE: Final = "Tệp gốc không còn ở chỗ cũ nên không có ảnh của dòng này."
SURE: Final = "chắc {percent} %"
RIGHT: Final = "Đúng rồi"
CORRECT: Final = "Sửa"
WORDS: Final = "Chữ đúng của phần được đánh dấu"
READINGS: Final = "Có thể là:"
CHOOSE: Final = "Văn bản được dẫn là:"
CHOOSE_IN_CHECK: Final = "Chọn trong thẻ Kiểm tra"
READING_AGAIN: Final = "Đang đọc lại văn bản…"
ACCEPTED: Final = "Đã xác nhận chỗ này đọc đúng."
CORRECTED: Final = "Đã sửa; văn bản đã được đọc lại với chữ mới."
CHOSEN: Final = "Đã chọn; viện dẫn được nối với văn bản này."
UNDONE: Final = "Đã hoàn tác; văn bản trở lại như trước."
DONE: Final = "Đã soát"
DONE_NONE: Final = "Chưa có chỗ nào được soát."
DONE_RIGHT: Final = "đọc đúng: “{said}”"
DONE_CORRECTED: Final = "“{found}” sửa thành “{said}”"
UNDO: Final = "Hoàn tác"
PREVIOUS: Final = "← Trước"
NEXT: Final = "Tiếp →"
PART: Final = "{first}–{last} trong {total} chỗ"
NOT_ASKED: Final = "Yêu cầu này không hợp lệ; hãy tải lại trang."
