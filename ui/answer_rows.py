"""The rows of an answer as a table: which columns, and each cell in words.

Rows differ by what was asked for; a column is shown where some row has something to say in it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from kg.terms import OfficeRole, Relation, ValidityState
from ui import inconsistency_wording, labels, wording

Row = Mapping[str, Any]
WHERE: Final = "where"
"""The column that names document and lines: on a page its lines are links."""
_LINES: Final = ("lines", "line", "line_start")
SIGNS: Final = MappingProxyType(
    {">=": "tối thiểu ", ">": "trên ", "=": "", "<=": "tối đa ", "<": "dưới ", "range": ""}
)
"""Comparators of targets, as they stand before a figure."""
_DAYS: Final = ("date", "deadline", "effective_from", "effective_until", "since")
_LONGEST: Final = 400  # characters of a cell
_FITS: Final = MappingProxyType({True: "✔ có", False: "✖ không", None: "? chưa chắc"})

# Key in a row and heading, in the order in which they are shown.
COLUMNS: Final = MappingProxyType(
    {
        "side": "Văn bản",
        "sides": "Có trong",
        "number": "Số, ký hiệu",
        "canonical": "Văn bản",
        "type": "Loại",
        "date": "Ngày",
        "issuer": "Cơ quan ban hành",
        "title": "Trích yếu",
        "place": "Địa phương",
        "fits": "Đáp ứng",
        "finding": "Điểm chưa khớp",
        "old": "Tên cũ",
        "new": "Nay là",
        "successors": "Nay là",
        "since": "Từ ngày",
        "source": "Theo",
        "task": "Nhiệm vụ",
        "assignments": "Cơ quan",
        "leads": "Chủ trì",
        "office": "Cơ quan",
        "tasks": "Số nhiệm vụ",
        "targets": "Số chỉ tiêu",
        "citations": "Số văn bản viện dẫn",
        "roles": "Trong đó",
        "indicator": "Chỉ tiêu",
        "value": "Mức",
        "said": "Mức",
        "year": "Năm",
        "count": "Số",
        "text": "Nội dung",
        "heading_path": "Mục",
        "deadline": "Thời hạn",
        "product": "Sản phẩm",
        "signer": "Người ký",
        "signer_title": "Chức vụ",
        "period": "Giai đoạn",
        "state": "Tình trạng",
        "effective_from": "Có hiệu lực từ",
        "effective_until": "Đến hết ngày",
        "replaced_by": "Được thay thế bởi",
        "amended_by": "Được sửa đổi bởi",
        "relation": "Quan hệ",
        "times": "Số lần",
        WHERE: "Nơi ghi",
    }
)


def columns(rows: Sequence[Row]) -> list[str]:
    """Keys of the columns in which some row says something, in order."""
    return [key for key in COLUMNS if any(_has(row, key) for row in rows)]


def cell(row: Row, key: str) -> str:
    """One cell as plain text: codes in words, days as offices write them; empty for nothing."""
    if not _has(row, key):
        return ""
    worded = _WORDS.get(key)
    told = worded(row) if worded else str(row[key])
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST].rsplit(' ', 1)[0]} …"


def lines(row: Row) -> list[int]:
    """The lines that a row names, the first of each place."""
    for key in _LINES:
        value = row.get(key)
        if value:
            return list(value) if isinstance(value, list) else [value]
    return [said["line"] for said in row.get("readings", ()) if said["line"]]


def stand_apart(found: Sequence[Row], total: int) -> bool:
    """Whether rows of a list stand, or may stand, in several documents; total: rows of the list."""
    return total > len(found) or len({row.get("document") for row in found}) > 1


def names_itself(row: Row) -> bool:
    """Whether a row is about the document in which its lines stand."""
    return "number" in row or "side" in row


def _has(row: Row, key: str) -> bool:
    """Whether a row says something in a column."""
    special = _SAID.get(key)
    return special(row) if special else row.get(key) not in (None, "", [], {})


_SAID: Final[Mapping[str, Callable[[Row], bool]]] = MappingProxyType(
    {
        "finding": lambda row: "readings" in row,
        WHERE: lambda row: bool(row.get("document") and lines(row)),
        "deadline": lambda row: bool(row.get("deadline_text") or row.get("deadline")),
        "fits": lambda row: "fits" in row,
        "count": lambda row: "side" in row or bool(row.get("count")),
        "source": lambda row: bool(row.get("since")),
    }
)


def assignments(items: Iterable[Row]) -> str:
    """Offices with their roles in words."""
    return "; ".join(
        f"{item['office']} ({labels.OFFICE_ROLES[OfficeRole(item['role'])]})" for item in items
    )


def _amount(row: Row) -> str:
    upper = f" - {labels.figure(row['value_max'])}" if row.get("value_max") is not None else ""
    unit = row.get("unit") or ""
    joined = unit if unit == "%" else f" {unit}".rstrip()
    return f"{SIGNS[row['comparator']]}{labels.figure(row['value'])}{upper}{joined}"


def _state(row: Row) -> str:
    state = ValidityState(row["state"])
    return f"{wording.STATE_SIGNS[state]} {labels.STATES[state]}"


def _due(row: Row) -> str:
    """The deadline's own words; the day they mean beside them where it is not among them."""
    said, day = row.get("deadline_text") or "", labels.iso_date(row.get("deadline") or None)
    return " = ".join(dict.fromkeys(part for part in (said, day) if part)) if said != day else said


def _roles(row: Row) -> str:
    return ", ".join(
        f"{labels.OFFICE_ROLES[OfficeRole(role)]} {count}" for role, count in row["roles"].items()
    )


def _finding(row: Row) -> str:
    return f"{inconsistency_wording.certainty(row)}: {inconsistency_wording.sentence(row)}"


def _source(row: Row) -> str:
    named = row.get("source") or row.get("document") or ""
    return f"{row['clause']} {named}" if row.get("clause") else str(named)


def _joined(key: str, sign: str = "; ") -> Callable[[Row], str]:
    return lambda row: sign.join(map(str, row[key]))


def _day(key: str) -> Callable[[Row], str]:
    return lambda row: labels.iso_date(row[key])


_WORDS: Final[Mapping[str, Callable[[Row], str]]] = MappingProxyType(
    {key: _day(key) for key in _DAYS}
    | {key: _joined(key) for key in ("replaced_by", "amended_by", "successors", "sides", "leads")}
    | {
        "assignments": lambda row: assignments(row["assignments"]),
        "value": _amount,
        "state": _state,
        "relation": lambda row: _relation(row["relation"]),
        "heading_path": lambda row: " › ".join(row["heading_path"][-2:]),
        "deadline": _due,
        "roles": _roles,
        "finding": _finding,
        "source": _source,
        "fits": lambda row: _FITS[row["fits"]],
        WHERE: lambda row: f"dòng {', '.join(map(str, lines(row)))}",
    }
)


def _relation(code: str) -> str:
    """A relation in words; the code itself where it is none of the citation graph's."""
    known = {relation.value: relation for relation in Relation}
    if code in known:
        return labels.RELATIONS[known[code]]
    return {"succeeds": "tiếp nối"}.get(code, code)
