"""Vietnamese wording of tasks: lists, workload, coverage, calendar, workbook."""

from types import MappingProxyType
from typing import Final

from kg.placed_tasks import TaskGap

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
SHEET_OPEN: Final = "Còn thiếu"
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
OPEN_COLUMNS: Final = ("Văn bản", "Loại", "Nội dung", "Dòng")
FIELD_WITHOUT: Final = "lĩnh vực không có nhiệm vụ"
OFFICE_WITHOUT: Final = "cơ quan được nêu mà không có nhiệm vụ"
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
