"""Vietnamese wording of the room in which questions are asked."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kg.terms import NoAnswer

HEADING: Final = "Anh chị muốn biết điều gì?"
SUBTITLE: Final = "Câu trả lời kèm dòng chứng minh trong các văn bản của thư viện."
BOX: Final = "Câu hỏi"
PLACEHOLDER: Final = "Ví dụ: Văn bản nào viện dẫn 76/NQ-CP? Có thể gõ không dấu."
PLACE: Final = "Địa phương"
ANY_PLACE: Final = "mọi nơi"
DOCUMENT: Final = "Văn bản"
ANY_DOCUMENT: Final = "mọi văn bản"
DAY: Final = "Xét vào ngày"
TODAY: Final = "hôm nay"
PICK_DAY: Final = "Chọn ngày trong lịch"
ASK: Final = "Hỏi"
NEW: Final = "Câu hỏi mới"
KEYS_HINT: Final = "Enter để hỏi · Shift + Enter xuống dòng · ↑ câu hỏi trước"
KEYS: Final = "Phím tắt"
WAITING: Final = "Đang tìm câu trả lời…"
HISTORY: Final = "Câu đã hỏi trên máy này"
HISTORY_NOTE: Final = "Chỉ lưu trong trình duyệt này, không gửi đi đâu."
CLEAR: Final = "Xóa tất cả"

ANSWER: Final = "Câu trả lời"
EARLIER: Final = "Các câu trước"
FOLLOWS: Final = "Tiếp theo câu:"
READ: Final = "Hiểu là"
TAKEN: Final = "(theo câu trước)"
PROOF: Final = "Dòng chứng minh"
MORE_ROWS: Final = "Còn {count} dòng nữa."
ALL_ROWS: Final = "Xem cả {count} dòng"
FEW_ROWS: Final = "Chỉ xem các dòng đầu"
WHOLE_LIST: Final = "Toàn bộ {count} dòng."
PAGES: Final = "Các trang của bảng kết quả"
PAGE: Final = "Trang {page}"
PAGE_ROWS: Final = "Trang {page}: dòng {first} đến {last}"
MORE_LINES: Final = "và {count} dòng khác"
NAMED: Final = "Những chỗ trong thư viện có nhắc tới văn bản này"
ADVICE: Final = "Nên làm:"
OPEN: Final = "Mở tại dòng này"
FILE: Final = "Tệp: {file}"
COPY: Final = "Sao chép kèm trích dẫn"
COPIED: Final = "Đã sao chép"
SURE: Final = "Mức tin cậy:"
ON: Final = "Xét vào ngày {day}"
EXAMPLES: Final = "Câu hỏi ví dụ"
MEANT: Final = "Chọn văn bản"
ABOUT: Final = "Hỏi về {name}"
SEARCH_INSTEAD: Final = "Tìm các từ này trong thư viện"
ADD: Final = "Thêm văn bản vào thư viện"
FOLLOW_UP: Final = (
    "Hỏi tiếp được ngay ở ô bên trên, ví dụ: “Thế ai phối hợp?”, “Thời hạn thì sao?”, "
    "“Còn xã khác thì sao?”."
)
PROBLEM: Final = "Chưa trả lời được"
LOST: Final = "Chương trình không trả lời. Hãy xem CănCứ còn chạy không, rồi thử lại."

# Each kind of refusal has a sign and a name of its own: colour never carries meaning alone.
REFUSALS: Final[Mapping[NoAnswer, tuple[str, str]]] = MappingProxyType(
    {
        NoAnswer.NOT_FOUND: ("∅", "Không tìm thấy"),
        NoAnswer.NOT_HELD: ("+", "Thư viện chưa có"),
        NoAnswer.UNCLEAR: ("?", "Chưa rõ câu hỏi"),
        NoAnswer.OUT_OF_SCOPE: ("⊘", "Ngoài phạm vi"),
    }
)
