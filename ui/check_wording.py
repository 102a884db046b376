"""What a check says, in Vietnamese: whole sentences, for the reports and the page alike."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from kg.basis_rules import NO_BASIS
from kg.terms import CitationRole, Event, Relation, Severity, ValidityState
from ui import inconsistency_wording
from ui.check_advice_wording import is_live
from ui.labels import EVENTS, SEVERITIES, SEVERITY_SIGNS, STATES, iso_date

Row = Mapping[str, Any]
_ALIVE: Final = (ValidityState.IN_FORCE, ValidityState.PARTLY)
_DEAD: Final = (ValidityState.EXPIRED, ValidityState.SUSPENDED)
NO_ROWS: Final = "Văn bản không viện dẫn văn bản nào."

PROPOSED: Final = "Theo đề nghị tại"
ROLES: Final = MappingProxyType(
    {
        CitationRole.BASIS: "Căn cứ ban hành",
        CitationRole.TASK: "Nhiệm vụ dựa vào",
        CitationRole.REPORT: "Nhắc trong phần kết quả",
        CitationRole.HISTORY: "Nhắc trong quá trình trước đây",
        CitationRole.AMENDED_OBJECT: "Bị văn bản này tác động",
        CitationRole.QUOTED_TITLE: "Nằm trong tên văn bản khác",
    }
)

HEADINGS: Final = MappingProxyType(
    {
        "rows": "Văn bản được viện dẫn",
        "problems": "Mâu thuẫn trong chính văn bản",
        "inconsistencies": inconsistency_wording.HEADING,
        "form": "Hình thức viện dẫn",
        "chain": "Văn bản dựa trên văn bản đã hết hiệu lực",
        "territory": "Phạm vi áp dụng sau khi sắp xếp đơn vị hành chính",
        "offices": "Cơ quan, chức danh không còn",
        "places": "Địa danh không còn",
        "choices": "Văn bản do người dùng chọn",
        "changes": "Thay đổi kể từ ngày",
        "certificate": "Xác nhận kết quả kiểm tra",
    }
)


def role(row: Row) -> str:
    """Why a document is cited, as a reader sees it."""
    proposed = row["relation"] == Relation.PROPOSED_BY
    return PROPOSED if proposed else ROLES[CitationRole(row["role"])]


# --- the whole --------------------------------------------------------------------------------
def verdict(report: Row) -> str:
    """The outcome in one sentence, as a lawyer would begin."""
    counts, day = report["summary"], iso_date(report["as_of"])
    if not report["rows"]:
        return NO_ROWS
    if counts[Severity.ERROR]:
        return _told(_failed(report, day), _besides(report))
    if counts[Severity.WARNING] or counts[Severity.REVIEW]:
        found = _counted(counts, (Severity.WARNING, Severity.REVIEW))
        said = (
            f"Chưa phát hiện căn cứ đã hết hiệu lực vào ngày {day}, nhưng có {found} "
            "trước khi sử dụng."
        )
        return _told(said, _besides(report))
    if counts[Severity.UNKNOWN]:
        lacking = _unknown(report)
        more = f"; {lacking} {LACKING}" if lacking else ""
        return f"Chưa phát hiện căn cứ đã hết hiệu lực vào ngày {day}{more}."
    return f"Các văn bản được viện dẫn đều còn hiệu lực vào ngày {day}."


LACKING: Final = "căn cứ, nhiệm vụ chưa có dữ liệu hiệu lực, cần tra cứu thêm"


def _told(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _besides(report: Row) -> str:
    """What else is to be looked up, in a sentence of its own."""
    lacking = _unknown(report)
    return f"Ngoài ra, {lacking} {LACKING}." if lacking else ""


def _unknown(report: Row) -> int:
    """How many bases and tasks of unknown effect can be looked up.

    Proposals, reports and letters have no effect to look up; standards are not followed.
    """
    return sum(1 for row in report["rows"] if row["severity"] == Severity.UNKNOWN and _sought(row))


def _sought(row: Row) -> bool:
    informs = row.get("standard") or row["relation"] == Relation.PROPOSED_BY
    return is_live(row) and not informs and row.get("type") not in NO_BASIS


def _failed(report: Row, day: str) -> str:
    wrong = [row for row in report["rows"] if row["severity"] == Severity.ERROR]
    kind = (report.get("document_type") or "văn bản").lower()
    lacks = (
        "chưa có" if all(row["state"] == ValidityState.NOT_YET for row in wrong) else "không còn"
    )
    said = f"Cần sửa: {len(wrong)} văn bản mà {kind} này dựa vào {lacks} hiệu lực vào ngày {day}."
    then = [row["state_on_document_day"] for row in wrong]
    signed = iso_date(report["document_date"])
    if signed and all(state in _ALIVE for state in then):
        return f"{said} Vào ngày ban hành ({signed}) {_alive_then(then)}."
    if signed and any(state in _DEAD for state in then):
        dead = sum(1 for state in then if state in _DEAD)
        return f"{said} {dead} văn bản đã hết hiệu lực ngay vào ngày ban hành ({signed})."
    return said


def _alive_then(states: Sequence[str]) -> str:
    """That all held on the document's own day, and how many of them only in part."""
    partly = sum(1 for state in states if state == ValidityState.PARTLY)
    if len(states) == 1:
        return f"văn bản ấy còn hiệu lực{' (đã hết hiệu lực một phần)' if partly else ''}"
    told = f", trong đó {partly} văn bản hết hiệu lực một phần" if partly else ""
    return f"các văn bản ấy đều còn hiệu lực{told}"


def _counted(counts: Mapping[str, int], severities: Sequence[Severity]) -> str:
    words = {Severity.WARNING: "điểm phải lưu ý", Severity.REVIEW: "điểm cần xem lại"}
    told = [f"{counts[s]} {words[s]}" for s in severities if counts[s]]
    return " và ".join(told)


def document_sentence(report: Row) -> str:
    """Which document was checked: kind, number, day, issuer; what it does not state, in brackets.

    >>> document_sentence({"document_type": "Kế hoạch", "document_issuer": "UBND xã Tân Phú"})
    'Kế hoạch của UBND xã Tân Phú (chưa ghi số, chưa ghi đủ ngày ban hành)'
    """
    number, signed = report.get("document_number"), iso_date(report.get("document_date"))
    issuer = report.get("document_issuer")
    parts = (
        report.get("document_type") or "Văn bản",
        f"số {number}" if number else "",
        f"ngày {signed}" if signed else "",
        f"của {issuer}" if issuer else "",
    )
    lacks = ("" if number else "chưa ghi số", "" if signed else "chưa ghi đủ ngày ban hành")
    missing = ", ".join(part for part in lacks if part)
    return " ".join(part for part in parts if part) + (f" ({missing})" if missing else "")


def counts(report: Row) -> list[tuple[Severity, int]]:
    """Severities that occur, with how many rows each has."""
    return [(s, report["summary"][s]) for s in Severity if report["summary"].get(s)]


def counted(report: Row) -> str:
    """How many documents of each severity, in one sentence."""
    total = sum(count for _, count in counts(report))
    told = ", ".join(f"{count} {SEVERITIES[code].lower()}" for code, count in counts(report))
    return f"{total} văn bản được viện dẫn: {told}." if total else NO_ROWS


def severity_label(value: str) -> str:
    """Sign and word of a severity: colour never carries meaning alone."""
    code = Severity(value)
    return f"{SEVERITY_SIGNS[code]} {SEVERITIES[code]}"


# --- what changed ---------------------------------------------------------------------------
def changes(report: Row) -> list[str]:
    """What became of the bases between the two days asked about; empty where nothing was asked."""
    found = report.get("changes")
    if not found:
        return []
    said = [_change(row) for row in found["rows"]]
    for key, word in (("offices", "Cơ quan, chức danh"), ("places", "Địa danh")):
        said += [f"{word} không còn: {'; '.join(found[key])}."] if found[key] else []
    return said


def _change(row: Row) -> str:
    before, after = (STATES[ValidityState(row[day]["state"])].lower() for day in _DAYS)
    called = row["canonical"] or row["title"]
    told = [item for item in row["events"] if item["event"] not in _ON_OTHERS]
    replaced = any(item["event"] == Event.REPLACED for item in told)
    events = "; ".join(
        _event(item) for item in told if not (replaced and item["event"] == Event.EXPIRED)
    )
    heirs = ", ".join(str(item["canonical"]) for item in row["suggestion"])
    became = f"từ {before} thành {after}" if before != after else f"vẫn {after} nhưng có thay đổi"
    return (
        f"{called} {became}{f' ({events})' if events else ''}"
        f"{f'; nay viện dẫn {heirs}' if heirs else ''}."
    )


_DAYS: Final = ("before", "after")
_ON_OTHERS: Final = (Event.REPLACES, Event.PARTLY_REPLACES, Event.AMENDS)


def _event(item: Row) -> str:
    other = f" {item['other']}" if item["other"] else ""
    return f"{iso_date(item['date'])}: {EVENTS[Event(item['event'])]}{other}"


# --- what it rests on -----------------------------------------------------------------------------
def certificate(report: Row) -> list[tuple[str, str]]:
    """Name and value of each part of the certificate."""
    item = report["certificate"]
    chosen = sum(1 for one in report.get("choices", ()) if one["active"])
    by_users = [("Lựa chọn của người dùng", f"{chosen} ({item['choices'][:8]})")] if chosen else []
    return [
        ("Ngày xét hiệu lực", iso_date(item["as_of"])),
        ("Dữ liệu hiệu lực kiểm tra đến ngày", iso_date(item["registry_as_of"])),
        ("Phiên bản dữ liệu hiệu lực", item["registry_version"] or "không ghi"),
        ("Phiên bản chương trình", f"cancu {item['program_version']}"),
        *by_users,
        ("SHA-256 của tệp được kiểm tra", item["input_sha256"]),
    ]


CERTIFICATE_NOTE: Final = (
    "Kiểm tra lại đúng tệp này bằng cùng phiên bản và cùng ngày sẽ cho đúng kết quả này. "
    "“Chưa rõ” không có nghĩa là còn hiệu lực."
)


def beyond(report: Row) -> str:
    """A warning where the day of view is later than the day to which facts were checked."""
    if report["as_of"] <= report["registry_as_of"]:
        return ""
    return (
        f"Ngày xét {iso_date(report['as_of'])} sau ngày dữ liệu được kiểm tra "
        f"({iso_date(report['registry_as_of'])}): thay đổi trong khoảng đó chưa được biết."
    )
