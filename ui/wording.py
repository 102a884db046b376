"""Vietnamese wording of the web app; the wording of codes is in `ui.labels`."""

from types import MappingProxyType
from typing import Final

from kg.terms import ValidityState

TITLE: Final = "CănCứ"
SUBTITLE: Final = "Tra cứu, kiểm tra căn cứ và hiệu lực của văn bản. Mọi việc diễn ra trên máy này."
READY: Final = "CănCứ đang chạy tại {address}"
PORT_BUSY: Final = "Cổng {port} đang được một chương trình khác sử dụng."
PORT_HINT: Final = "Hãy chọn cổng khác, ví dụ: cancu ui --port {other}."
PORT_REFUSED: Final = "Không mở được cổng {port} ở địa chỉ “{host}” ({reason})."

ROOMS: Final = "Các thẻ"
SKIP: Final = "Bỏ qua, đến nội dung"
DARK: Final = "Nền tối"
TABS: Final = MappingProxyType(
    {
        "overview": "Tổng quan",
        "ask": "Hỏi",
        "search": "Tìm",
        "document": "Văn bản",
        "check": "Kiểm tra",
        "tasks": "Nhiệm vụ",
        "graph": "Đồ thị",
    }
)

# Colour never carries meaning alone: each state has a sign beside its word.
STATE_SIGNS: Final = MappingProxyType(
    {
        ValidityState.NOT_YET: "◷",
        ValidityState.IN_FORCE: "✔",
        ValidityState.PARTLY: "◐",
        ValidityState.EXPIRED: "✖",
        ValidityState.SUSPENDED: "⏸",
        ValidityState.UNKNOWN: "?",
    }
)

EMPTY_LIBRARY: Final = "Thư viện chưa có văn bản nào."
EMPTY_ADVICE: Final = (
    "Hãy mở thẻ “Văn bản”, kéo tệp PDF, Word hoặc văn bản thuần vào ô “Thêm văn bản”; "
    "hoặc chạy lệnh: cancu ingest --samples để nạp các kế hoạch mẫu."
)
NO_MATCH: Final = "Không có văn bản nào phù hợp với bộ lọc."
NO_MATCH_ADVICE: Final = "Hãy bỏ bớt điều kiện lọc."
NO_DOCUMENT: Final = "Chưa chọn văn bản."
NO_DOCUMENT_ADVICE: Final = "Hãy chọn một văn bản trong danh sách để đọc."
NO_QUESTION: Final = "Hãy nhập câu hỏi."
NO_TASKS: Final = "Không tìm thấy nhiệm vụ nào phù hợp."
NO_TASKS_ADVICE: Final = "Hãy bỏ bớt điều kiện lọc, hoặc chọn văn bản khác."
NO_CITATIONS: Final = "Văn bản này không viện dẫn văn bản nào."
NOTHING_CHECKED: Final = "Chưa kiểm tra văn bản nào."
BAD_DAY: Final = "“{day}” không phải là một ngày."
DAY_HINT: Final = "Hãy ghi ngày dạng 01/7/2025 hoặc 2025-07-01."
NOT_AN_ANSWER: Final = "Các đoạn gần nhất (chưa phải câu trả lời)"
FAILED: Final = "Không thực hiện được việc này. Hãy thử lại; nếu vẫn lỗi, xem màn hình dòng lệnh."
NO_NUMBER: Final = "không ghi số"
STORED: Final = MappingProxyType(
    {
        "added": "đã thêm",
        "updated": "đã cập nhật",
        "unchanged": "đã có trong thư viện, không đổi",
    }
)
STUB: Final = "chỉ được viện dẫn, chưa có toàn văn"

READER_VIEWS: Final = (
    ("Chữ đã đọc", "text"),
    ("Nguyên văn trong tệp", "raw"),
    ("Đối chiếu hai cột", "both"),
)
PAGES_VIEW: Final = ("Kèm ảnh trang", "pages")
PAGE_IMAGE: Final = "Ảnh trang {page}"
NO_PAGE_IMAGE: Final = "Tệp gốc không còn ở chỗ cũ hoặc đã thay đổi, nên không có ảnh trang."
IN_THE_FILE: Final = "Trong tệp: {raw}"
DOUBTFUL: Final = "Chữ này đọc chưa chắc chắn (độ tin cậy {percent} %)"
DOUBTS_NOTE: Final = "{count} chữ đọc chưa chắc chắn được gạch chân; rê chuột để xem độ tin cậy."
HEADER_FIELDS: Final = MappingProxyType(
    {
        "number": "Số, ký hiệu",
        "type": "Loại",
        "date": "Ngày ban hành",
        "issuer": "Cơ quan ban hành",
        "place": "Địa phương",
        "title": "Trích yếu",
        "attached": "Kèm theo",
        "period": "Giai đoạn",
        "signer": "Người ký",
        "effect": "Hiệu lực",
        "recipients": "Nơi nhận",
        "source": "Tệp",
    }
)
DAMAGED_NOTE: Final = (
    "Chữ trong tệp bị hỏng dấu; chương trình đã phục hồi. "
    "Khi trích dẫn, hãy đối chiếu với “Nguyên văn trong tệp” hoặc bản gốc."
)
TASK_COLUMNS: Final = ("Nhiệm vụ", "Cơ quan", "Thời hạn", "Lĩnh vực", "Văn bản, dòng")
NO_FIELD: Final = "Chưa rõ lĩnh vực"
TOTAL: Final = "Tổng"

# Words of Gradio's own components, which has no Vietnamese of its own.
COMPONENTS: Final = MappingProxyType(
    {
        "blocks.lost_connection": "Mất kết nối vì đã rời trang. Đang nối lại…",
        "blocks.waiting_for_inputs": "Tệp đang được tải lên, hãy đợi rồi thử lại.",
        "common.clear": "Xóa",
        "common.complete": "Xong",
        "common.download": "Tải về",
        "common.empty": "Trống",
        "common.error": "Lỗi",
        "common.loading": "Đang tải",
        "common.or": "hoặc",
        "common.progress": "Tiến độ",
        "common.remove": "Bỏ",
        "common.submit": "Gửi",
        "errors.config_error": "Không đọc được cấu hình của trang",
        "errors.runtime_error": "Chương trình gặp lỗi",
        "errors.use_via_api": "Gọi từ chương trình khác (API)",
        "errors.use_via_api_or_mcp": "Gọi từ chương trình khác (API, MCP)",
        "file.uploading": "Đang tải lên…",
        "status.queue_position": "Đang chờ: {position} trên {size}",
        "upload_text.click_to_upload": "Bấm để chọn tệp",
        "upload_text.drop_file": "Thả tệp vào đây",
    }
)
