"""Wording of the tab “Kiểm tra”: what stands on the page around the words of a check."""

from types import MappingProxyType
from typing import Final

HEADING: Final = "Kiểm tra căn cứ"
SUBTITLE: Final = (
    "Xem căn cứ nào đã hết hiệu lực, phải thay bằng văn bản nào, cơ quan nào không còn."
)
DROP: Final = "Thả dự thảo vào đây"
DROP_MORE: Final = "hoặc bấm để chọn tệp: Word, PDF, ảnh quét, văn bản thuần"
DROP_NOTE: Final = "Dự thảo chỉ được đọc, không lưu vào thư viện."
DOCUMENT: Final = "Hoặc chọn văn bản trong thư viện"
DOCUMENT_HINT: Final = "Gõ số, ký hiệu, địa phương hoặc tên"
NO_DOCUMENTS: Final = "Không có văn bản nào phù hợp."
DAY: Final = "Xét hiệu lực vào ngày"
TODAY: Final = "hôm nay"
CHECK: Final = "Kiểm tra"
WAITING: Final = "Đang kiểm tra…"
BUSY: Final = "Đang có nhiều lượt kiểm tra, hãy thử lại sau ít phút."
PROBLEM: Final = "Chưa kiểm tra được"
STOP: Final = "Dừng"

KICKERS: Final = MappingProxyType({True: "Dự thảo", False: "Văn bản trong thư viện"})
READ: Final = "Đọc toàn văn"
GRAPH: Final = "Xem đồ thị"
PARTS: Final = "Các phần của kết quả"
SAVE: Final = "Tải về"
PRINT: Final = "In"
COMMENTED: Final = "Dự thảo có ghi chú"
FORMS: Final = MappingProxyType(
    {"docx": "DOCX", "xlsx": "XLSX", "csv": "CSV", "html": "HTML", "json": "JSON"}
)

ROWS: Final = "Văn bản được viện dẫn"
COLUMNS: Final = ("Mức", "Văn bản được viện dẫn", "Hiệu lực", "Hướng xử lý")
FILTER: Final = "Lọc theo mức"
ALL: Final = "Tất cả"
SHOWN: Final = "Đang hiện {shown} trên {total} văn bản."
SHOW_ALL: Final = "Hiện cả {total} văn bản"
PROOF: Final = "Bằng chứng ({count})"
NO_WORDS: Final = "dữ liệu chưa có lời văn của điều khoản"
SOURCE: Final = "Nguồn: {source}"
MORE_PROOFS: Final = "và {rest} bằng chứng khác"
QUOTES: Final = "Lời văn viện dẫn"
MORE_PLACES: Final = "và {rest} chỗ khác"
COPY: Final = "Sao chép câu thay thế"
COPIED: Final = "Đã sao chép"

CHOOSE: Final = "Văn bản này nói đến văn bản nào?"
CHOOSE_BUTTON: Final = "Chọn văn bản này"
EVERYWHERE: Final = "Dùng cho mọi chỗ chưa rõ cùng số này trong văn bản"
WHY: Final = "Vì sao nêu ra: {reason}"
CHOSEN: Final = "Đã chọn"
UNDO: Final = "Hoàn tác"
OTHER: Final = "Chọn văn bản khác"
NO_DAY: Final = "không rõ ngày"
NOTHING_ADVICE: Final = (
    "Hãy thả dự thảo vào ô trên, hoặc chọn một văn bản trong thư viện rồi bấm “Kiểm tra”."
)
