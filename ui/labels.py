"""All Vietnamese wording for codes: one table for each vocabulary of `kg.terms`.

Whole sentences stay whole: Vietnamese word order does not survive gluing of fragments.
"""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from kg.errors import Problem
from kg.model import DocumentRecord
from kg.terms import (
    Certainty,
    CitationRole,
    EffectKind,
    Event,
    InconsistencyKind,
    Intent,
    LinkReason,
    MentionType,
    NoAnswer,
    OfficeRole,
    ProblemCode,
    Relation,
    Severity,
    ValidityState,
)

STATES: Final = MappingProxyType(
    {
        ValidityState.NOT_YET: "Chưa có hiệu lực",
        ValidityState.IN_FORCE: "Còn hiệu lực",
        ValidityState.PARTLY: "Hết hiệu lực một phần",
        ValidityState.EXPIRED: "Hết hiệu lực",
        ValidityState.SUSPENDED: "Ngưng hiệu lực",
        ValidityState.UNKNOWN: "Chưa rõ hiệu lực",
    }
)

SEVERITIES: Final = MappingProxyType(
    {
        Severity.ERROR: "Lỗi",
        Severity.WARNING: "Cảnh báo",
        Severity.REVIEW: "Cần xem lại",
        Severity.UNKNOWN: "Chưa rõ",
        Severity.NOTE: "Lưu ý",
        Severity.OK: "Đạt",
    }
)

# Colour never carries meaning alone: each severity has a sign beside its word.
SEVERITY_SIGNS: Final = MappingProxyType(
    {
        Severity.ERROR: "✖",
        Severity.WARNING: "▲",
        Severity.REVIEW: "◆",
        Severity.UNKNOWN: "?",
        Severity.NOTE: "•",
        Severity.OK: "✔",
    }
)

RELATIONS: Final = MappingProxyType(
    {
        Relation.LEGAL_BASIS: "căn cứ",
        Relation.REFERS_TO: "dẫn chiếu",
        Relation.IMPLEMENTS: "triển khai thực hiện",
        Relation.AMENDS: "sửa đổi",
        Relation.SUPPLEMENTS: "bổ sung",
        Relation.REPLACES: "thay thế",
        Relation.REPEALS: "bãi bỏ",
        Relation.ANNULS: "hủy bỏ",
        Relation.SUSPENDS: "đình chỉ",
        Relation.PROMULGATES: "ban hành kèm theo",
        Relation.PROPOSED_BY: "theo đề nghị tại",
        Relation.GUIDES: "hướng dẫn, quy định chi tiết",
    }
)

EFFECTS: Final = MappingProxyType(
    {
        EffectKind.EFFECTIVE: "bắt đầu có hiệu lực",
        EffectKind.EXPIRES: "tự hết hiệu lực",
        EffectKind.REPLACES: "thay thế",
        EffectKind.REPEALS: "bãi bỏ",
        EffectKind.AMENDS: "sửa đổi, bổ sung",
        EffectKind.SUSPENDS: "ngưng hiệu lực",
        EffectKind.RESUMES: "tiếp tục có hiệu lực",
        EffectKind.TRANSITIONAL: "chuyển tiếp",
    }
)

EVENTS: Final = MappingProxyType(
    {
        Event.SIGNED: "ký ban hành, thông qua",
        Event.REPLACES: "thay thế, bãi bỏ",
        Event.PARTLY_REPLACES: "bãi bỏ một phần",
        Event.EFFECTIVE: "bắt đầu có hiệu lực",
        Event.PART_EFFECTIVE: "một phần bắt đầu có hiệu lực",
        Event.AMENDS: "sửa đổi, bổ sung",
        Event.AMENDED: "được sửa đổi, bổ sung bởi",
        Event.SUSPENDED: "bị ngưng hiệu lực",
        Event.RESUMED: "tiếp tục có hiệu lực",
        Event.PARTLY_REPLACED: "bị bãi bỏ một phần bởi",
        Event.REPLACED: "bị thay thế, bãi bỏ bởi",
        Event.LOST_BASE: "không còn cơ sở, do",
        Event.PARENT_EXPIRED: "văn bản được quy định chi tiết hết hiệu lực (cần xem lại)",
        Event.SUCCEEDED: "có văn bản kế tiếp",
        Event.EXPIRED: "hết hiệu lực từ ngày này",
    }
)

ROLES: Final = MappingProxyType(
    {
        CitationRole.BASIS: "căn cứ ban hành",
        CitationRole.TASK: "nhiệm vụ",
        CitationRole.REPORT: "báo cáo kết quả",
        CitationRole.HISTORY: "quá trình trước đây",
        CitationRole.AMENDED_OBJECT: "văn bản bị tác động",
        CitationRole.QUOTED_TITLE: "trong tên văn bản khác",
    }
)

MENTION_TYPES: Final = MappingProxyType(
    {
        MentionType.NUMBERED: "có số, ký hiệu",
        MentionType.NUMBERED_ABBREV: "số, ký hiệu viết gọn",
        MentionType.NAMED_LAW: "luật gọi theo tên",
        MentionType.NAMED_LAW_EMBEDDED: "luật nằm trong tên luật khác",
        MentionType.NAMED_DOC: "văn bản gọi theo tên",
        MentionType.SELF: "chính văn bản này",
        MentionType.ANAPHORA: "nhắc lại",
        MentionType.STANDARD: "tiêu chuẩn, quy chuẩn",
    }
)

OFFICE_ROLES: Final = MappingProxyType(
    {
        OfficeRole.LEAD: "chủ trì",
        OfficeRole.PERFORMING: "thực hiện",
        OfficeRole.COORDINATING: "phối hợp",
        OfficeRole.ADVISING: "tham mưu",
        OfficeRole.MONITORING: "theo dõi, kiểm tra",
        OfficeRole.APPROVING: "phê duyệt, ban hành",
    }
)

LINK_REASONS: Final = MappingProxyType(
    {
        LinkReason.UNIQUE_NUMBER: "số, ký hiệu có năm, chỉ một văn bản mang số này",
        LinkReason.SAME_DATE: "đúng ngày ban hành được ghi",
        LinkReason.NEAR_DATE: "ngày được ghi lệch ngày ban hành một chữ số, hoặc đảo ngày, tháng",
        LinkReason.SAME_TITLE: "đúng tên văn bản được ghi",
        LinkReason.SAME_DOCUMENT: "được ghi đầy đủ ở chỗ khác trong cùng văn bản",
        LinkReason.SAME_YEAR: "đúng năm được ghi",
        LinkReason.SAME_ISSUER: "đúng cơ quan ban hành",
        LinkReason.OTHER_FIGURE: "đúng ngày và tên văn bản, số chỉ khác một chữ số",
        LinkReason.NAME_ONLY: "luật mang tên này, có hiệu lực vào ngày viện dẫn",
        LinkReason.SAME_NUMBER: "chỉ trùng số, ký hiệu",
    }
)

INTENTS: Final = MappingProxyType(
    {
        Intent.WHO_CITES: "văn bản nào viện dẫn",
        Intent.WHAT_IT_CITES: "viện dẫn những văn bản nào",
        Intent.IN_FORCE: "hiệu lực của văn bản",
        Intent.WHO_LEADS: "cơ quan nào chủ trì",
        Intent.TASKS_OF_OFFICE: "nhiệm vụ của cơ quan",
        Intent.DEADLINE: "thời hạn",
        Intent.TARGET: "chỉ tiêu",
        Intent.HEADER: "thông tin văn bản",
        Intent.SUPERSEDED: "căn cứ đã bị thay thế",
        Intent.RELATED: "văn bản sửa đổi, thay thế",
        Intent.FIND_SECTION: "tìm nội dung",
        Intent.PRODUCT: "sản phẩm của nhiệm vụ",
        Intent.LIST_TASKS: "nhiệm vụ theo điều kiện",
        Intent.WHICH_DOCUMENTS: "văn bản theo điều kiện",
        Intent.COMPARE: "so sánh hai văn bản",
        Intent.INCONSISTENCY: "điểm chưa khớp trong văn bản",
        Intent.SUCCESSOR: "cơ quan, địa phương kế thừa",
        Intent.WORKLOAD: "số nhiệm vụ của từng cơ quan",
        Intent.OUT_OF_SCOPE: "ngoài phạm vi",
        Intent.UNKNOWN: "chưa rõ ý hỏi",
    }
)

NO_ANSWERS: Final = MappingProxyType(
    {
        NoAnswer.NOT_FOUND: "Không tìm thấy thông tin này trong các văn bản của thư viện.",
        NoAnswer.NOT_HELD: "Thư viện chưa có văn bản được hỏi, nên không thể trả lời.",
        NoAnswer.UNCLEAR: "Câu hỏi chưa đủ rõ để trả lời chắc chắn.",
        NoAnswer.OUT_OF_SCOPE: (
            "Câu hỏi này không về văn bản, nhiệm vụ hay hiệu lực, nên không trả lời."
        ),
    }
)

PROBLEMS: Final = MappingProxyType(
    {
        ProblemCode.NUMBER_UNREADABLE: "Không đọc được số, ký hiệu",
        ProblemCode.NUMBER_GUESSED: "Số, ký hiệu đọc chưa chắc chắn",
        ProblemCode.NUMBER_MISSING: "Văn bản không ghi số, ký hiệu",
        ProblemCode.DATE_IMPOSSIBLE: "Ngày tháng không thể có",
        ProblemCode.DATE_MISSING: "Văn bản không ghi đủ ngày ban hành",
        ProblemCode.CONFLICTING_DATES: "Một văn bản được ghi hai ngày khác nhau",
        ProblemCode.CONFLICTING_NUMBERS: "Một văn bản được ghi hai số, ký hiệu khác nhau",
        ProblemCode.CONFLICTING_PERIODS: "Giai đoạn ghi không thống nhất",
        ProblemCode.OUTLINE_OUT_OF_ORDER: "Đề mục đánh số sai thứ tự",
        ProblemCode.AMBIGUOUS_DOCUMENT: "Có nhiều văn bản phù hợp",
        ProblemCode.UNREGISTERED_DOCUMENT: "Văn bản chưa có trong danh mục hiệu lực",
        ProblemCode.SAME_NUMBER_HELD: "Thư viện đã có văn bản khác cùng số, ký hiệu",
        ProblemCode.TEXT_DAMAGED: "Chữ trong tệp bị hỏng dấu, đã được phục hồi",
        ProblemCode.FILE_EMPTY: "Tệp không có nội dung",
        ProblemCode.FILE_UNREADABLE: "Không đọc được tệp",
        ProblemCode.FILE_UNSUPPORTED: "Chưa hỗ trợ loại tệp này",
        ProblemCode.FILE_ENCRYPTED: "Tệp có mật khẩu",
        ProblemCode.FILE_TOO_LARGE: "Tệp quá lớn",
        ProblemCode.OCR_MISSING: "Bản chụp cần phần mềm nhận dạng chữ (tesseract, gói tiếng Việt)",
        ProblemCode.CONVERTER_MISSING: "Tệp này cần LibreOffice để đọc; hãy cài LibreOffice "
        "hoặc lưu lại thành .docx",
        ProblemCode.FILE_CLASSIFIED: "Văn bản có dấu chỉ độ mật nên không được nạp",
        ProblemCode.FILE_LIMIT: "Tệp vượt giới hạn bộ nhớ hoặc thời gian khi đọc nên bị bỏ qua",
        ProblemCode.NO_DOCUMENTS: "Không có văn bản nào trong thư mục",
        ProblemCode.ROW_REFUSED: "Dòng dữ liệu bị từ chối",
        ProblemCode.CONTRADICTION: "Dữ liệu hiệu lực mâu thuẫn",
        ProblemCode.SELF_CITED: "Văn bản tự viện dẫn chính nó",
        ProblemCode.TITLE_DIFFERS: "Tên được dẫn là của văn bản khác",
        ProblemCode.TYPE_DIFFERS: "Loại văn bản được ghi khác với số, ký hiệu",
        ProblemCode.ISSUER_IMPOSSIBLE: "Cơ quan được ghi không ban hành văn bản mang ký hiệu này",
        ProblemCode.CITED_LATER: "Văn bản được dẫn ghi ngày sau ngày của văn bản này",
    }
)

INCONSISTENCIES: Final = MappingProxyType(
    {
        InconsistencyKind.TWO_DATES: "Một văn bản ghi hai ngày",
        InconsistencyKind.TWO_TYPES: "Một số, ký hiệu ghi hai loại văn bản",
        InconsistencyKind.TWO_NUMBERS: "Một văn bản ghi hai số, ký hiệu",
        InconsistencyKind.TWO_PERIODS: "Tên một văn bản ghi hai giai đoạn",
        InconsistencyKind.WRONG_DATE: "Ngày được dẫn không phải ngày ký",
        InconsistencyKind.WRONG_TITLE: "Tên được dẫn không phải của văn bản đó",
        InconsistencyKind.WRONG_ISSUER: "Cơ quan được ghi không ban hành số, ký hiệu này",
        InconsistencyKind.CITED_LATER: "Dẫn văn bản ban hành sau",
        InconsistencyKind.SELF_CITED: "Tự viện dẫn chính mình",
        InconsistencyKind.OWN_NUMBER: "Số, ký hiệu của văn bản ghi hai cách",
        InconsistencyKind.OWN_DATE: "Ngày ban hành của văn bản ghi hai cách",
        InconsistencyKind.OWN_PERIOD: "Thời gian trong tên khác trong nội dung",
        InconsistencyKind.IMPOSSIBLE_DAY: "Ngày không có trong lịch",
        InconsistencyKind.HEADING_ORDER: "Đề mục đánh số sai thứ tự",
        InconsistencyKind.APPENDIX_ORDER: "Phụ lục đánh số sai thứ tự",
        InconsistencyKind.TWO_LEADS: "Một nhiệm vụ có hai cơ quan chủ trì",
        InconsistencyKind.TASK_TWO_DEADLINES: "Một nhiệm vụ ghi hai thời hạn",
        InconsistencyKind.TASK_TWO_LEADS: "Một nhiệm vụ giao hai lần cho hai cơ quan chủ trì",
        InconsistencyKind.DEADLINE_BEFORE_PLAN: "Thời hạn trước ngày ban hành",
        InconsistencyKind.DEADLINE_OUTSIDE_PERIOD: "Thời hạn ngoài thời gian của văn bản",
        InconsistencyKind.TARGET_TWO_VALUES: "Một chỉ tiêu ghi hai mức",
        InconsistencyKind.OFFICE_NOT_OF_LEVEL: "Cơ quan mà cấp này không có",
    }
)

CERTAINTIES: Final = MappingProxyType(
    {
        Certainty.CERTAIN: "Chắc chắn",
        Certainty.LIKELY: "Cần xem lại",
    }
)

# Findings whose `found` is the document's own words or a name, worth showing as they stand.
_VERBATIM: Final = frozenset(ProblemCode) - {
    ProblemCode.TEXT_DAMAGED,
    ProblemCode.NUMBER_MISSING,
    ProblemCode.DATE_MISSING,
    ProblemCode.FILE_EMPTY,
    ProblemCode.FILE_UNREADABLE,
    ProblemCode.FILE_UNSUPPORTED,
    ProblemCode.FILE_ENCRYPTED,
    ProblemCode.FILE_TOO_LARGE,
    ProblemCode.OCR_MISSING,
    ProblemCode.CONVERTER_MISSING,
    ProblemCode.FILE_LIMIT,
    ProblemCode.NO_DOCUMENTS,
}

NO_LIBRARY: Final = "Chưa có thư viện nào ở “{folder}”."
EMPTY_LIBRARY: Final = "Thư viện ở “{folder}” chưa có văn bản nào."


def problem_sentence(problem: Problem) -> str:
    """One finding as one sentence: where, what kind, what was found."""
    place = f"{problem.place.replace('line ', 'dòng ')}: " if problem.place else ""
    detail = f" (“{problem.found}”)" if problem.found and problem.code in _VERBATIM else ""
    return f"{place}{PROBLEMS[problem.code]}{detail}."


def record_line(record: DocumentRecord) -> str:
    """One document in one line, to choose by: id, number, day, issuer, title."""
    head = record.header
    parts = [head.number, f"ngày {vietnamese_date(head.date)}" if head.date else None, head.issuer]
    named = ", ".join(part for part in parts if part)
    return f"{record.id}: {named}{f': {head.title}' if head.title else ''}"


def vietnamese_date(day: dt.date | None) -> str:
    """Day as Vietnamese offices write it, 01/7/2025; empty for none.

    >>> vietnamese_date(dt.date(2025, 7, 1))
    '01/7/2025'
    """
    if day is None:
        return ""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def figure(value: float) -> str:
    """A number as Vietnamese offices write it: points by thousands, a comma before decimals.

    >>> figure(1_500_000), figure(95.5)
    ('1.500.000', '95,5')
    """
    whole, _, rest = f"{value:,.6f}".rstrip("0").partition(".")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


def iso_date(day: str | None) -> str:
    """A day of the JSON, as Vietnamese offices write it; empty for none."""
    return vietnamese_date(dt.date.fromisoformat(day)) if day else ""


def check_sentence(report: Mapping[str, Any]) -> str:
    """The outcome of a check in one sentence: how many rows of each severity."""
    counts = [
        f"{report['summary'][severity]} {SEVERITIES[severity].lower()}"
        for severity in Severity
        if report["summary"].get(severity)
    ]
    day = iso_date(report["as_of"])
    checked = iso_date(report["registry_as_of"])
    said = ", ".join(counts) or "không có viện dẫn nào"
    return f"Xét vào ngày {day}: {said}. Dữ liệu hiệu lực kiểm tra đến ngày {checked}."
