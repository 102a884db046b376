"""What a check advises on one cited document, in whole Vietnamese sentences."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from kg.terms import CitationRole, Relation, Severity, ValidityState
from ui.check_row_wording import titled
from ui.labels import iso_date

Row = Mapping[str, Any]
_ALIVE: Final = (ValidityState.IN_FORCE, ValidityState.PARTLY)
_DEAD: Final = (ValidityState.EXPIRED, ValidityState.SUSPENDED)
_LIVE_ROLES: Final = (CitationRole.BASIS, CitationRole.TASK)
_ENDS: Final = (Relation.REPLACES, Relation.REPEALS, Relation.ANNULS, Relation.SUSPENDS)


def is_live(row: Row) -> bool:
    """Whether the document rests on what it cites."""
    return row["role"] in _LIVE_ROLES and row["relation"] not in _ENDS


def action(row: Row) -> str:
    """What to do about a row; empty where nothing is to be done."""
    return " ".join(part for part in (_action(row), _succeeded(row)) if part)


def _action(row: Row) -> str:
    code = ValidityState(row["state"])
    if row["role"] == CitationRole.QUOTED_TITLE:
        return IN_A_TITLE if code in _DEAD else ""
    if row["choices"]:
        return _choose(row)
    if row.get("standard") or row["relation"] == Relation.PROPOSED_BY:
        return STANDARD if row.get("standard") else PROPOSAL
    if not is_live(row):
        return REPEATED if code in _DEAD else ""
    if row.get("dead_parents") and code in _ALIVE:
        return _orphan(row)
    return _BY_STATE[code](row)


STANDARD: Final = "Chương trình không theo dõi hiệu lực của tiêu chuẩn, quy chuẩn."
PROPOSAL: Final = "Văn bản trình, đề nghị: không đặt ra vấn đề hiệu lực."
IN_A_TITLE: Final = "Chỉ nằm trong tên văn bản khác: không phải sửa riêng."
REPEATED: Final = "Chỉ được nhắc lại, không phải căn cứ: không phải sửa."


def _replace(row: Row) -> str:
    heirs = row["suggestion"]
    presumed = "Cần xác nhận với cơ quan ban hành vì hết hiệu lực theo suy đoán. "
    lead = presumed if row.get("presumed") else ""
    if not heirs:
        return f"{lead}Chưa ghi nhận văn bản thay thế: tra cứu văn bản mới hoặc bỏ viện dẫn này."
    shared = next((item for item in heirs if item.get("with_line")), None)
    if shared and len(heirs) == 1:
        return (
            f"{lead}Bỏ viện dẫn này: văn bản thay thế ({shared['canonical']}) đã nêu ở phần xử lý "
            f"của dòng {shared['with_line']}."
        )
    cited = next((item for item in heirs if item.get("cited_on")), None)
    if cited and len(heirs) == 1:
        return (
            f"{lead}Bỏ viện dẫn này: văn bản thay thế ({cited['canonical']}) đã được viện dẫn ở "
            f"dòng {cited['cited_on']}."
        )
    return f"{lead}Thay bằng: {_worded(heirs, row)}"


def _worded(heirs: Sequence[Row], row: Row) -> str:
    """The lines to write, each with the number where the line itself gives none."""
    said = []
    for item in heirs:
        wording = _heir(item, row) if item.get("wording") else ""
        since = f", từ ngày {iso_date(item['since'])}" if item["since"] else ""
        number = "" if item["canonical"] in wording else f" (số {item['canonical']}{since})"
        said.append(f"“{wording}”{number}" if wording else _bare(item))
    return " và ".join(said)


def _heir(item: Row, row: Row) -> str:
    """The basis in full; in a task, without "Căn cứ"."""
    wording = str(item["wording"])
    basis = row["role"] == CitationRole.BASIS and row["relation"] == Relation.LEGAL_BASIS
    return wording if basis else wording.removeprefix("Căn cứ ").removesuffix(";")


def _bare(item: Row) -> str:
    since = f" (từ ngày {iso_date(item['since'])})" if item["since"] else ""
    title = f" {item['title']}" if item["title"] else ""
    return f"{item['canonical']}{title}{since}"


def _partly(row: Row) -> str:
    said = "Kiểm tra điều, khoản được viện dẫn còn hiệu lực hay không"
    heirs = row["suggestion"]
    return f"{said}; phần đã hết hiệu lực nay theo: {_worded(heirs, row)}" if heirs else f"{said}."


def _not_yet(row: Row) -> str:
    if row["severity"] == Severity.ERROR:
        return (
            "Có hiệu lực sau ngày văn bản này có hiệu lực nên không thể làm căn cứ: "
            "thay bằng văn bản đang có hiệu lực, hoặc lùi ngày hiệu lực."
        )
    return (
        "Chưa có hiệu lực vào ngày xét; dùng làm căn cứ được nếu có hiệu lực không muộn hơn "
        "văn bản này."
    )


def _orphan(row: Row) -> str:
    parents = ", ".join(row["dead_parents"])
    return (
        f"Văn bản mà nó quy định chi tiết ({parents}) đã hết hiệu lực, nên có thể cùng hết hiệu "
        "lực (Điều 154 Luật số 80/2015/QH13): xác nhận với cơ quan ban hành trước khi dùng."
    )


def _look_up(row: Row) -> str:
    """Whom to ask: the body that issued it, or the one that now has its land and its matters."""
    asked = f"xác nhận với {_now_asked(row)} trước khi dùng"
    if row.get("dead_parents"):
        return f"{_orphan(row)}"
    if row["effective_until"]:
        return f"Đã qua sắp xếp đơn vị hành chính, chưa rõ đã bị thay thế chưa: {asked}."
    return f"Chưa có dữ liệu hiệu lực: {asked}."


def _now_asked(row: Row) -> str:
    issuer, borders = row["issuer"] or "cơ quan ban hành", row.get("territory")
    body = next((body for body in ("UBND", "HĐND") if body in issuer), None)
    if not (borders and borders["now_in"] and body) or borders["now_in"] in issuer:
        return str(issuer)
    return f"{body} {borders['now_in']} (kế thừa địa bàn)"


def _amended(row: Row) -> str:
    if not row.get("amended"):
        return ""
    if row.get("wording"):
        return f"Nên ghi đầy đủ: “{row['wording']}”"
    names = [item["canonical"] for item in row["amended_by"]]
    return f"Áp dụng cùng văn bản sửa đổi, bổ sung: {', '.join(names)}." if names else ""


def _choose(row: Row) -> str:
    shown = [
        f"{item['canonical'] or ''} ngày {iso_date(item['date'])} {item['title'] or ''}".strip()
        if item["date"]
        else f"{item['canonical'] or ''} {item['title'] or ''}".strip()
        for item in row["choices"][:3]
    ]
    return f"Ghi rõ ngày ban hành; có thể là: {'; '.join(shown)}."


def _succeeded(row: Row) -> str:
    later = row.get("successors") or ()
    if not later or not is_live(row) or row["suggestion"]:
        return ""
    names = [f"{item['canonical']}{titled(item['title'])}" for item in later]
    return f"Văn bản cùng mục đích cho giai đoạn sau: {'; '.join(names)}."


_BY_STATE: Final[Mapping[ValidityState, Callable[[Row], str]]] = MappingProxyType(
    {
        ValidityState.EXPIRED: _replace,
        ValidityState.SUSPENDED: _replace,
        ValidityState.PARTLY: _partly,
        ValidityState.NOT_YET: _not_yet,
        ValidityState.UNKNOWN: _look_up,
        ValidityState.IN_FORCE: _amended,
    }
)
