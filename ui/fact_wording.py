"""Vietnamese sentences for what is wrong, or worth a word, in a table of facts."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kg.fact_table import FactFault, Finding
from kg.facts import Scope
from kg.terms import ValidityState
from kg.user_facts.cells import FactEvent
from kg.user_facts.columns import HEADINGS
from kg.user_facts.findings import CONTRADICTIONS
from ui.labels import PROBLEMS, STATES

FAULTS: Final[Mapping[FactFault, str]] = MappingProxyType(
    {
        FactFault.EMPTY: "{column} để trống; cột này bắt buộc phải có",
        FactFault.NUMBER: "{column} ghi {found}, không phải số, ký hiệu văn bản; "
        "cần dạng 01/2021/NĐ-CP, 36/QĐ-UBND, 18-NQ/TW",
        FactFault.DAY: "{column} ghi {found}, không phải một ngày có thật; "
        "cần dạng 2025-07-01 hoặc 01/7/2025",
        FactFault.YEAR: "{column} ghi {found}, năm không thể có; cần từ năm 1945 đến {against}",
        FactFault.SPAN: "{column} ghi {found}; cần hai ngày theo thứ tự, 2025-01-01/2025-03-01 "
        "(ngày sau là ngày có hiệu lực trở lại), hoặc “từ 01/01/2025 đến hết 28/02/2025”",
        FactFault.EVENT: "{column} ghi {found}, không phải một sự kiện; cần: có hiệu lực, "
        "hết hiệu lực, thay thế, bãi bỏ, sửa đổi, ngưng hiệu lực, tiếp tục có hiệu lực, kế tiếp",
        FactFault.ACTOR: "{column} để trống; sự kiện này phải nêu số, ký hiệu của văn bản tác động",
        FactFault.UNDATED: "{column} để trống; sự kiện này phải có ngày bắt đầu",
        FactFault.SCOPE: "{column} ghi {found}; một phần thì phải nêu điều khoản và ngày ở cột "
        "“Áp dụng từ ngày”, không ghi ngày hết hiệu lực của cả văn bản",
        FactFault.ISSUER: "{column} để trống; số {found} không cho biết cơ quan ban hành, "
        "cần ghi cả địa danh, ví dụ UBND tỉnh Đồng Tháp",
        FactFault.STATUS: "{column} ghi {found} nhưng thiếu dữ kiện làm căn cứ (ngày có hiệu lực, "
        "điều khoản hết hiệu lực hoặc thời gian ngưng), hoặc không phải một tình trạng",
        FactFault.FUTURE: "{column} ghi {found}, sau ngày kiểm tra {against}",
        FactFault.CELLS: "dòng có {found} ô trong khi tiêu đề có {against}; có thể một ô chứa dấu "
        "phẩy mà thiếu ngoặc kép",
        FactFault.NOT_A_ROW: "{found} không phải một đối tượng JSON",
        FactFault.TWO_VALUES: "{column} ghi {found}, {others} ghi {against}: một sự kiện có "
        "hai ngày, nên không nhận bên nào",
        FactFault.END_BEFORE_BEGIN: "{column} ghi {found}, trái với {others} ({against}): "
        "hết hiệu lực trước khi có hiệu lực",
        FactFault.BEFORE_SIGNED: "{column} ghi {found}, trước ngày ban hành {against}",
        FactFault.STATUS_DIFFERS: "{column} ghi {found}, trái với ngày đã ghi ({against})",
        FactFault.REGISTERED: "{column} ghi {found}, danh mục đi kèm có {against}; nếu chắc chắn, "
        "hãy nạp với --override và nêu rõ nguồn",
        FactFault.SIGNED_DIFFERS: "{column} ghi {found}, danh mục đi kèm có văn bản số này "
        "ban hành ngày {against}",
        FactFault.ITSELF: "{column}: {found} không thể tự thay thế, sửa đổi chính nó",
        FactFault.OLDER: "{column}: {found} có trước văn bản mà nó tác động ({against})",
        FactFault.LOWER: "{column}: {found} của địa phương, không thể tác động đến văn bản của "
        "trung ương {against}",
        FactFault.RING: "{column}: các văn bản thay thế nhau thành vòng ({against})",
        FactFault.RESUMED_ALONE: "{column} ghi {found}: có hiệu lực trở lại mà trước đó "
        "không ngưng",
        FactFault.COLUMN_UNKNOWN: "cột {found} không thuộc mẫu (hoặc trùng cột khác), "
        "không được đọc",
        FactFault.NO_ROWS: "dưới dòng tiêu đề không có dòng dữ liệu nào",
        FactFault.ROW_SHORT: "dòng chỉ có {found} ô trong khi tiêu đề có {against}; "
        "các ô thiếu coi như trống",
        FactFault.REPEATED: "lặp lại {others}; chỉ nhận một lần",
        FactFault.SHEET_LEFT: "trang tính {found} không được đọc; chỉ đọc trang "
        "đầu tiên có tiêu đề",
        FactFault.HEADING: "dòng tiêu đề nhóm {found} được bỏ qua",
        FactFault.END_MEANT: "cột {found} được hiểu là ngày ĐẦU TIÊN không còn hiệu lực; nếu là "
        "ngày cuối cùng còn hiệu lực, hãy đặt tên cột “Có hiệu lực đến hết ngày”",
        FactFault.NUMBER_CORRECTED: "{column} ghi {found}, được đọc là {against}",
        FactFault.NUMBER_YEAR: "{column} là {found}, khác năm trong số {against}; hãy xem lại",
        FactFault.ISSUER_UNPLACED: "{column} ghi {found}, chưa có địa danh; văn bản các nơi khác "
        "có thể trùng số",
        FactFault.BEGINS_BEFORE_SIGNED: "{column} ghi {found}, trước ngày ban hành {against}; "
        "chỉ đúng khi văn bản có hiệu lực trở về trước",
        FactFault.TITLE_DIFFERS: "{column} ghi {found}, danh mục có: {against}",
        FactFault.END_UNDATED: "{column}: đã bị thay thế nhưng thiếu ngày hết hiệu lực; "
        "tình trạng để “Chưa rõ”",
        FactFault.OVERRIDDEN: "{column} ghi {found}, ghi đè {against} của danh mục đi kèm",
        FactFault.UPDATED: "{column} ghi {found}, thay cho {against} đã nạp trước đây",
    }
)

EVENTS: Final[Mapping[FactEvent, str]] = MappingProxyType(
    {
        FactEvent.BEGINS: "có hiệu lực",
        FactEvent.ENDS: "hết hiệu lực",
        FactEvent.REPLACED: "thay thế",
        FactEvent.REPEALED: "bãi bỏ",
        FactEvent.AMENDED: "sửa đổi, bổ sung",
        FactEvent.SUSPENDED: "ngưng hiệu lực",
        FactEvent.RESUMED: "tiếp tục có hiệu lực",
        FactEvent.SUCCEEDED: "kế tiếp",
    }
)
"""Events as a table says them; read back by `kg.user_facts.cells`."""

SCOPES: Final[Mapping[Scope, str]] = MappingProxyType(
    {Scope.FULL: "toàn bộ", Scope.PARTIAL: "một phần", Scope.LOST_BASE: "mất căn cứ"}
)

WARNED: Final = "Lưu ý"


def refusal_sentence(finding: Finding, table: str = "") -> str:
    """Why a row did not go in: where, the column, what was found, what would do."""
    return f"{_place(finding, table)}{PROBLEMS[finding.code]}: {_said(finding)}."


def warning_sentence(finding: Finding, table: str = "") -> str:
    """What to look at in a row that went in."""
    return f"{_place(finding, table)}{WARNED}: {_said(finding)}."


def _place(finding: Finding, table: str) -> str:
    if not finding.line:
        return f"{table}: " if table else ""
    return f"{table}:{finding.line}: " if table else f"dòng {finding.line}: "


def _said(finding: Finding) -> str:
    names = [HEADINGS.get(name, name) for name in finding.column.split(", ") if name]
    lines = ", ".join(finding.others)
    other = f"dòng {lines}" if lines else "dữ kiện đã có"
    found = finding.found
    if finding.column == "status" and found in set(ValidityState):
        found = STATES[ValidityState(found)]
    return FAULTS[finding.fault].format(
        column=f"cột “{'”, “'.join(names)}”" if names else "dòng này",
        found=f"“{found}”",
        against=finding.against if finding.fault in CONTRADICTIONS else f"“{finding.against}”",
        others=other,
    )
