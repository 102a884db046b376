"""Vietnamese wording of tasks: lists, workload, coverage, calendar, workbook."""

from types import MappingProxyType
from typing import Final

from kg.placed_tasks import TaskGap
from kg.terms import OfficeRole
from ui.task_due import NEAR, Due

GAPS: Final = MappingProxyType(
    {
        TaskGap.DEADLINE: "không ghi thời hạn",
        TaskGap.LEAD: "không rõ ai chủ trì",
        TaskGap.OFFICE: "không nêu cơ quan nào",
        TaskGap.FIELD: "chưa rõ lĩnh vực",
    }
)
BAD_ROLE: Final = "“{value}” không phải là một vai trò."
BAD_GAP: Final = "“{value}” không phải là một chỗ thiếu."
ONE_OF: Final = "Hãy chọn một trong: {values}."
NO_WORK: Final = "Hãy nêu việc cần tìm, ví dụ: số hóa hồ sơ."
BAD_PERIOD: Final = "Ngày đầu ({first}) phải trước ngày cuối ({last})."
BAD_REMIND: Final = "Số ngày nhắc trước phải từ 1 đến 365."

# Workbook.
SHEET_TASKS: Final = "Nhiệm vụ"
SHEET_LOADS: Final = "Khối lượng"
SHEET_FIELDS: Final = "Cơ quan × lĩnh vực"
SHEET_OPEN: Final = "Độ phủ"
TASK_SHEET_COLUMNS: Final = (
    "Nhiệm vụ",
    "Chủ trì, thực hiện",
    "Phối hợp",
    "Phê duyệt",
    "Thời hạn",
    "Hạn (ngày)",
    "Sản phẩm",
    "Lĩnh vực",
    "Địa phương",
    "Văn bản",
    "Dòng",
    "Còn thiếu",
)
LOAD_COLUMNS: Final = (
    "Cơ quan",
    "Địa phương",
    "Loại",
    "Số nhiệm vụ",
    "Chủ trì",
    "Thực hiện",
    "Phối hợp",
    "Tham mưu",
    "Theo dõi",
    "Phê duyệt",
    "Đã qua ngày hạn",
    "Hạn gần nhất",
    "Không có ngày hạn",
)
OPEN_COLUMNS: Final = (
    "Văn bản",
    "Địa phương",
    "Số nhiệm vụ",
    "Không ghi thời hạn",
    "Không rõ ai chủ trì",
    "Không nêu cơ quan nào",
    "Chưa rõ lĩnh vực",
    "Lĩnh vực không có nhiệm vụ",
    "Cơ quan được nêu mà không có nhiệm vụ",
)
ONE_OFFICE: Final = "một cơ quan"
A_GROUP: Final = "nhóm cơ quan"

# Calendar.
CALENDAR_NAME: Final = "Thời hạn nhiệm vụ (CănCứ)"
SUMMARY: Final = "Hạn: {task}"
SUMMARY_OF_OFFICE: Final = "{office}: {task}"
REMINDER: Final = "Còn {days} ngày: {task}"
DETAIL_OFFICES: Final = "Cơ quan: {offices}"
DETAIL_DEADLINE: Final = "Thời hạn: {words}"
DETAIL_PRODUCT: Final = "Sản phẩm: {product}"
DETAIL_FIELD: Final = "Lĩnh vực: {field}"
DETAIL_SOURCE: Final = "Nguồn: {document}, dòng {line}"
DETAIL_LINK: Final = "Mở trong CănCứ: {address}"
CALENDAR_TOLD: Final = "Lịch có {count} việc; {rest} nhiệm vụ không có ngày hạn nên không vào lịch."
NOTHING_DATED: Final = "Không có nhiệm vụ nào có ngày hạn để đưa vào lịch."
WRITTEN: Final = "Đã ghi {count} nhiệm vụ vào {target}."
UNKNOWN_FORM: Final = "Không có dạng “{form}”."
NEEDS_OUTPUT: Final = "Dạng XLSX cần nơi ghi."
OUTPUT_HINT: Final = "Hãy thêm --output, ví dụ: --output nhiem-vu.xlsx."

# Command line.
TASK_COLUMNS: Final = ("Văn bản", "Dòng", "Nhiệm vụ", "Cơ quan", "Thời hạn", "Lĩnh vực")
WORKLOAD_COLUMNS: Final = (
    "Cơ quan",
    "Địa phương",
    "Nhiệm vụ",
    "Vai trò",
    "Lĩnh vực",
    "Hạn theo quý",
    "Đã qua ngày hạn",
)
COVERAGE_COLUMNS: Final = (
    "Văn bản",
    "Nhiệm vụ",
    "Không rõ chủ trì",
    "Không ghi thời hạn",
    "Lĩnh vực không có nhiệm vụ",
    "Cơ quan được nêu mà không có nhiệm vụ",
)
OWNER_COLUMNS: Final = ("Địa phương", "Cơ quan", "Vai trò", "Nhiệm vụ", "Thời hạn", "Văn bản, dòng")
NO_TASKS: Final = "Không tìm thấy nhiệm vụ nào."
NO_OWNERS: Final = "Không có nhiệm vụ nào nói đến “{work}”."
NOBODY: Final = "không nêu cơ quan"
GROUPS_BESIDE: Final = (
    "Ngoài ra có {count} nhiệm vụ giao chung cho nhóm cơ quan có cơ quan này (thêm --with-groups)."
)
PASSED_NOTE: Final = (
    "“Đã qua ngày hạn” tính đến ngày {day}; văn bản không cho biết việc đã làm xong hay chưa."
)
NOT_LOOKED: Final = "chỉ tìm khi xem từng văn bản"
QUARTER: Final = "quý {quarter}/{year}"
MONTH: Final = "tháng {month}/{year}"

# Tab.
HEADING: Final = "Nhiệm vụ"
VIEWS: Final = (
    ("Danh sách", "list"),
    ("Cơ quan × lĩnh vực", "matrix"),
    ("Lịch", "calendar"),
    ("Khối lượng", "workload"),
    ("Còn thiếu", "coverage"),
    ("Ai làm việc này", "owners"),
)
VIEWS_NAME: Final = "Cách xem"
FILTER_NAME: Final = "Lọc nhiệm vụ"
ANYTHING: Final = "Tất cả"
APPLY: Final = "Lọc"
MORE_FILTERS: Final = "Thêm bộ lọc"
CLEAR: Final = "Bỏ hết bộ lọc"
WITHOUT_FILTER: Final = "Bỏ lọc {said}"
ACTIVE_NAME: Final = "Đang lọc theo"
LABELS: Final = MappingProxyType(
    {
        "doc": "Văn bản",
        "place": "Địa phương",
        "office": "Cơ quan, chức danh",
        "role": "Vai trò",
        "field": "Lĩnh vực",
        "due_from": "Hạn từ ngày",
        "due_to": "đến hết ngày",
        "without": "Còn thiếu",
        "text": "Chữ trong nhiệm vụ",
        "groups": "Kể cả việc giao chung",
        "due": "Thời hạn",
    }
)
PLACEHOLDERS: Final = MappingProxyType(
    {
        "office": "Phòng Nội vụ",
        "text": "số hóa hồ sơ",
        "place": "mọi nơi",
        "due_from": "01/7/2025",
        "due_to": "31/12/2025",
        "doc": "số, ký hiệu hoặc tên",
    }
)
DUES: Final = MappingProxyType(
    {
        Due.PASSED: "đã qua hạn",
        Due.SOON: f"trong {NEAR} ngày",
        Due.LATER: "còn xa",
        Due.RECURRING: "định kỳ",
        Due.NONE: "không có ngày",
    }
)
DUE_SIGNS: Final = MappingProxyType(
    {Due.PASSED: "▲", Due.SOON: "◆", Due.LATER: "○", Due.RECURRING: "↻", Due.NONE: "–"}
)
DUE_NAME: Final = "Theo thời hạn, tính đến hôm nay"
BAD_DUE: Final = "“{value}” không phải là một mức thời hạn."
ROLE_SIGNS: Final = MappingProxyType(
    {
        OfficeRole.LEAD: "★",
        OfficeRole.PERFORMING: "●",
        OfficeRole.COORDINATING: "○",
        OfficeRole.ADVISING: "✎",
        OfficeRole.MONITORING: "◎",
        OfficeRole.APPROVING: "✔",
    }
)
NO_FIELD: Final = "Không có lĩnh vực nào là “{field}”."
NO_PLACE: Final = "Thư viện không có văn bản nào của “{place}”."
CHOOSE: Final = "Có thể chọn một trong các tên gần nhất:"
COUNT: Final = "nhiệm vụ"
PRODUCT: Final = "Sản phẩm: {product}"
PAGES_NAME: Final = "Các trang"
PAGE: Final = "Trang {page}/{pages}"
PREVIOUS: Final = "◀ Trang trước"
NEXT: Final = "Trang sau ▶"
FILES_NAME: Final = "Mang đi"
SAVE_XLSX: Final = "Excel"
SAVE_CSV: Final = "CSV"
SAVE_ICS: Final = "Lịch"
SAVE_REMINDING: Final = "Lịch, nhắc trước 7 ngày"
SAVES: Final = MappingProxyType(
    {
        SAVE_XLSX: "Tải bảng Excel (XLSX)",
        SAVE_CSV: "Tải tệp CSV",
        SAVE_ICS: "Tải tệp lịch (ICS)",
        SAVE_REMINDING: "Tải tệp lịch (ICS) có nhắc trước 7 ngày",
    }
)
NOTHING_TO_SAVE: Final = "Không tạo được tệp này."
PASSED: Final = "đã qua ngày hạn"
TODAY: Final = "hạn hôm nay"
LEFT: Final = "còn {days} ngày"
RECURRING: Final = "định kỳ"
MORE_GROUPS: Final = "Ngoài ra có {count} nhiệm vụ giao chung cho nhóm cơ quan có cơ quan này."
SHOW_GROUPS: Final = "Xem cả việc giao chung"
WITH_GROUPS: Final = "Kể cả việc giao chung cho nhóm cơ quan (“các phòng, ban”) có cơ quan này"
MATRIX_TITLE: Final = "Số nhiệm vụ theo cơ quan và lĩnh vực"
MATRIX_NOTE: Final = (
    "Một nhiệm vụ của nhiều cơ quan được tính cho từng cơ quan. Bấm vào một số để xem danh sách."
)
CELL: Final = "{office}, {field}: {count} nhiệm vụ"
OFFICE: Final = "Cơ quan"
GROUPS_TITLE: Final = "Giao chung cho nhóm cơ quan"
CALENDAR_TITLE: Final = "Thời hạn tháng {month}/{year}"
WEEKDAYS: Final = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Chủ nhật")
MONTHS_NAME: Final = "Các tháng trong năm"
BEFORE_MONTH: Final = "Tháng trước: {month}/{year}"
AFTER_MONTH: Final = "Tháng sau: {month}/{year}"
BEFORE_YEAR: Final = "Năm {year}"
THIS_MONTH: Final = "Tháng này"
TODAY_IS: Final = "hôm nay"
ON_DAY: Final = "{day}: {count} nhiệm vụ có hạn"
DAY_COUNT: Final = "{count} việc"
DAY_TITLE: Final = "Hạn ngày {day}"
MONTH_TITLE: Final = "Cả tháng {month}/{year}"
WHOLE_MONTH: Final = "Xem cả tháng"
NOTHING_THEN: Final = "Không có nhiệm vụ nào có hạn trong tháng này."
BAD_MONTH: Final = "“{month}” không phải là một tháng."
MONTH_HINT: Final = "Hãy ghi tháng dạng 2025-07."
BESIDES: Final = "Không có trong lịch:"
RETURNING_COUNT: Final = "{count} việc định kỳ"
UNDATED: Final = "{count} việc không có ngày hạn"
LOAD_TITLE: Final = "Khối lượng việc của từng cơ quan"
LOADS_SHOWN: Final = ("Cơ quan", "Nhiệm vụ", "Vai trò", "Thời hạn")
ROLE_SHARES: Final = "{doing} việc phải làm, {helping} việc phối hợp hoặc phê duyệt"
BAR_DOING: Final = "chủ trì, thực hiện, tham mưu, theo dõi"
BAR_HELPING: Final = "phối hợp, phê duyệt"
NEXT_DUE: Final = "gần nhất {day}"
PASSED_COUNT: Final = "{count} đã qua ngày hạn"
UNDATED_COUNT: Final = "{count} không có ngày hạn"
COVERAGE_TITLE: Final = "Chỗ còn thiếu trong từng văn bản"
LEAD_NOTE: Final = (
    "“Không rõ ai chủ trì”: không cơ quan nào được giao chủ trì, "
    "và có nhiều cơ quan hoặc cả một nhóm cùng làm."
)
IDLE_NOTE: Final = (
    "Cơ quan được văn bản nhắc đến mà không được giao việc chỉ được tìm khi xem tối đa 20 văn bản, "
    "không lọc theo điều kiện khác."
)
WITHOUT_LINES: Final = "dòng {lines}"
MORE_LINES: Final = "và {count} dòng khác"
IN_GROUP: Final = "có thể nằm trong “{group}”"
NO_PROGRAMME: Final = "không phải kế hoạch cải cách hành chính"
ALL_FIELDS: Final = "đủ các lĩnh vực"
NONE: Final = "không có"
OWNERS_ASK: Final = (
    "Hãy ghi việc cần tìm vào ô “Chữ trong nhiệm vụ” rồi bấm “Lọc”, ví dụ: số hóa hồ sơ."
)
OWNERS_TITLE: Final = "Ai làm việc “{work}”"
OWNERS_COUNT: Final = "{rows} dòng ở {places} địa phương."
PLACES_WITHOUT: Final = (
    "{count} địa phương khác có kế hoạch nhưng không nói đến việc này: {places}."
)
AND_MORE: Final = "và {count} nơi khác"
