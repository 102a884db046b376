"""What does not fit together in a document, in Vietnamese: one sentence for each finding."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from kg.terms import Certainty, InconsistencyKind
from ui import labels

Row = Mapping[str, Any]
HEADING: Final = "Điểm chưa khớp trong văn bản"
NOTHING: Final = "Không tìm thấy điểm chưa khớp nào trong văn bản này."
_REGISTERED: Final = "theo dữ liệu đã đăng ký"
_IN_THE_HEAD: Final = "phần đầu văn bản"
_OWN: Final = frozenset({InconsistencyKind.OWN_DATE, InconsistencyKind.OWN_PERIOD})
_SUBJECT: Final = 160  # letters of a task or indicator that are shown

_SENTENCES: Final[Mapping[InconsistencyKind, str]] = MappingProxyType(
    {
        InconsistencyKind.TWO_DATES: "Văn bản {subject} được ghi không thống nhất về ngày: {all}.",
        InconsistencyKind.TWO_TYPES: "Văn bản {subject} được ghi bằng hai loại văn bản: {all}.",
        InconsistencyKind.TWO_NUMBERS: "Một văn bản được ghi bằng hai số, ký hiệu: {all}.",
        InconsistencyKind.TWO_PERIODS: "Tên văn bản {subject} ghi hai giai đoạn: {all}.",
        InconsistencyKind.WRONG_DATE: "Văn bản {subject} được dẫn ngày {first}; ngày ký là {last}.",
        InconsistencyKind.WRONG_TITLE: "Văn bản {subject} được dẫn với tên {first}; tên khác của "
        "cùng số, ký hiệu này: {last}.",
        InconsistencyKind.WRONG_ISSUER: "{first} không ban hành văn bản mang ký hiệu {subject}.",
        InconsistencyKind.CITED_LATER: "Văn bản {subject} được dẫn ghi ngày {first}, sau ngày "
        "{last_value} của chính văn bản này.",
        InconsistencyKind.SELF_CITED: "Văn bản viện dẫn chính số, ký hiệu của mình: {all}.",
        InconsistencyKind.OWN_NUMBER: "Số, ký hiệu của chính văn bản được ghi khác nhau: {all}.",
        InconsistencyKind.OWN_DATE: "Ngày ban hành của chính văn bản được ghi khác nhau: {all}.",
        InconsistencyKind.OWN_PERIOD: "Tên văn bản ghi thời gian {first}, nội dung ghi {last}.",
        InconsistencyKind.IMPOSSIBLE_DAY: "{all} không có trong lịch{why}.",
        InconsistencyKind.HEADING_ORDER: "Đề mục đánh số không liên tục: {all}.",
        InconsistencyKind.APPENDIX_ORDER: "Phụ lục đánh số không liên tục: {all}.",
        InconsistencyKind.TWO_LEADS: "Nhiệm vụ “{subject}” có nhiều cơ quan chủ trì: {all}.",
        InconsistencyKind.TASK_TWO_DEADLINES: "Nhiệm vụ “{subject}” ghi hai thời hạn: {all}.",
        InconsistencyKind.TASK_TWO_LEADS: "Nhiệm vụ “{subject}” được giao hai lần cho hai cơ quan "
        "chủ trì: {all}.",
        InconsistencyKind.DEADLINE_BEFORE_PLAN: "Nhiệm vụ “{subject}” có thời hạn {first}, trước "
        "ngày ban hành văn bản ({last_value}).",
        InconsistencyKind.DEADLINE_OUTSIDE_PERIOD: "Nhiệm vụ “{subject}” có thời hạn {first}, "
        "ngoài thời gian mà văn bản đặt ra ({last_value}).",
        InconsistencyKind.TARGET_TWO_VALUES: "Chỉ tiêu “{subject}” ghi hai mức: {all}.",
        InconsistencyKind.OFFICE_NOT_OF_LEVEL: "{subject} được giao nhiệm vụ ({lines}) nhưng cấp "
        "ban hành không có cơ quan này vào ngày ban hành{law}.",
    }
)
_NO_SUCH_DAY: Final = MappingProxyType(
    {
        "28": ": tháng 2 của năm đó chỉ có 28 ngày",
        "29": ": tháng 2 có nhiều nhất 29 ngày",
        "30": ": tháng này chỉ có 30 ngày",
        "31": ": một tháng có nhiều nhất 31 ngày",
        "twelve_months": ": một năm chỉ có 12 tháng",
    }
)
"""Why no calendar has a day, by the note of the finding (`kg.inconsistencies.days`)."""
_LIKELY_OFFICE: Final = (
    "{subject} được giao nhiệm vụ ({lines}); cấp ban hành có thể không có cơ quan này vào ngày "
    "ban hành{law}."
)


def sentence(row: Row) -> str:
    """One finding (a JSON row of `cancu inconsistencies`) as one sentence."""
    kind, readings = InconsistencyKind(row["kind"]), row["readings"]
    likely = row["severity"] == Certainty.LIKELY
    form = _SENTENCES[kind]
    if kind is InconsistencyKind.OFFICE_NOT_OF_LEVEL and likely:
        form = _LIKELY_OFFICE
    nowhere = _IN_THE_HEAD if kind in _OWN else _REGISTERED
    told = [_reading(said, nowhere) for said in readings]
    return form.format(
        subject=_cut(str(row["subject"])),
        all=_joined(told),
        first=told[0],
        last=told[-1],
        last_value=readings[-1]["value"],
        lines=_joined([_line(said) for said in readings if said["line"]]),
        why=_NO_SUCH_DAY.get(str(row["note"]), ""),
        law=f" (đối chiếu {row['note']})" if row["note"] else "",
    )


def sentences(rows: Sequence[Row]) -> list[str]:
    """Findings as a list, each with how sure it is."""
    return [f"{certainty(row)}: {sentence(row)}" for row in rows]


def certainty(row: Row) -> str:
    """How sure a finding is, in words."""
    return labels.CERTAINTIES[Certainty(row["severity"])]


def kind(row: Row) -> str:
    """What kind of finding it is, in words."""
    return labels.INCONSISTENCIES[InconsistencyKind(row["kind"])]


def summary(rows: Sequence[Row]) -> str:
    """How many findings there are, by how sure they are."""
    if not rows:
        return NOTHING
    sure = sum(row["severity"] == Certainty.CERTAIN for row in rows)
    parts = [f"{sure} chắc chắn"] * bool(sure)
    parts += [f"{len(rows) - sure} cần xem lại"] * (sure < len(rows))
    return f"{len(rows)} điểm chưa khớp trong văn bản: {', '.join(parts)}."


def _reading(said: Row, nowhere: str) -> str:
    """A value with where it stands. nowhere: what is said of one that no line states."""
    value = _cut(str(said["value"]))
    where = _line(said) if said["line"] else nowhere
    return f"“{value}” ({where})"


def _line(said: Row) -> str:
    last = said["line_end"]
    more = f"-{last}" if last and last != said["line"] else ""
    return f"dòng {said['line']}{more}"


def _joined(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} và {parts[-1]}"


def _cut(value: str) -> str:
    return value if len(value) <= _SUBJECT else f"{value[:_SUBJECT].rsplit(' ', 1)[0]}…"
