"""What a check advises on one cited document, in whole Vietnamese sentences."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from kg.citation_wording import joined
from kg.rules import rule
from kg.terms import CitationRole, Relation, Severity, ValidityState
from kg.whom_to_ask import Where
from ui.check_row_wording import titled
from ui.labels import iso_date
from ui.number_words import named

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


RAN_OUT: Final = (
    "Đã hết thời kỳ thực hiện, không phải bị thay thế hay bãi bỏ. Văn bản kế tiếp cùng mục đích"
)


def _replace(row: Row) -> str:
    heirs = row["suggestion"]
    presumed = "Cần xác nhận với cơ quan ban hành vì hết hiệu lực theo suy đoán. "
    lead = presumed if row.get("presumed") else ""
    if not heirs:
        return f"{lead}Chưa ghi nhận văn bản thay thế: tra cứu văn bản mới hoặc bỏ viện dẫn này."
    only = heirs[0] if len(heirs) == 1 else {}
    drop = f"{lead}Bỏ viện dẫn này: văn bản thay thế ({named(heirs[0]['canonical'])})"
    if only.get("with_line"):
        return f"{drop} đã nêu ở phần xử lý của dòng {only['with_line']}."
    if only.get("cited_on"):
        return f"{drop} đã được viện dẫn ở dòng {only['cited_on']}."
    if row.get("successors") and not row["replaced_by"]:
        return f"{lead}{RAN_OUT}: {_worded(heirs, row)}"
    return f"{lead}Thay bằng: {_worded(heirs, row)}"


def _worded(heirs: Sequence[Row], row: Row) -> str:
    """The lines to write, each with the number where the line itself gives none."""
    said = []
    for item in heirs:
        wording = _heir(item, row) if item.get("wording") else ""
        since = f", từ ngày {iso_date(item['since'])}" if item["since"] else ""
        number = "" if item["canonical"] in wording else f" (số {item['canonical']}{since})"
        said.append(f"“{wording}”{number}" if wording else _bare(item))
    return joined(said)


def _heir(item: Row, row: Row) -> str:
    """The basis in full; in a task, without "Căn cứ"."""
    wording = str(item["wording"])
    basis = row["role"] == CitationRole.BASIS and row["relation"] == Relation.LEGAL_BASIS
    return wording if basis else wording.removeprefix("Căn cứ ").removesuffix(";")


def _bare(item: Row) -> str:
    since = f" (từ ngày {iso_date(item['since'])})" if item["since"] else ""
    title = f" {item['title']}" if item["title"] else ""
    return f"{named(item['canonical'])}{title}{since}"


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
    """What the rule on detailing documents makes of one whose parent has died, and whom to ask.

    The rule is the one that the evidence names: that of the day on which the parent ended (Law
    80/2015/QH13, khoản 4 Điều 154; from 1 April 2025 on Law 64/2025/QH15, khoản 2 Điều 57).
    """
    parents = joined([named(parent) for parent in row["dead_parents"]])
    proved = [(item["document"], item["clause"]) for item in row["proof"]]
    rules = [said for where, said in _detailing() if where in proved]
    means = "; ".join(rules) or "cần xét có cùng hết hiệu lực hay không"
    return (
        f"Văn bản mà nó quy định chi tiết ({parents}) đã hết hiệu lực: {means}. "
        f"{_capital(_ask(row))}."
    )


_RULES: Final = (
    ("details_2015", "văn bản quy định chi tiết đồng thời hết hiệu lực"),
    (
        "details_2025",
        (
            "nếu do bị thay thế, sửa đổi thì văn bản quy định chi tiết tiếp tục có hiệu lực phần "
            "không trái với văn bản mới, trừ khi được công bố hết hiệu lực"
        ),
    ),
)
"""Rules on documents that detail a dead one, in short; in full they are the row's evidence."""


def _detailing() -> Iterator[tuple[tuple[str, str], str]]:
    """Each of these rules: document and clause, and what it says."""
    for name, said in _RULES:
        found = rule(name)
        where = (found.document, found.clause)
        yield where, f"theo {found.clause} Luật số {found.document}, {said}"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _look_up(row: Row) -> str:
    """Whom to ask: the body that issued it, or the one that now has its land and its matters."""
    if row.get("dead_parents"):
        return _orphan(row)
    if row["effective_until"]:
        return f"Đã qua sắp xếp đơn vị hành chính, chưa rõ đã bị thay thế chưa: {_ask(row)}."
    return f"Chưa có dữ liệu hiệu lực: {_ask(row)}."


def _ask(row: Row) -> str:
    """Where to look a document up before it is used; never a body that has ended."""
    asked = row.get("asked") or {"where": Where.BODY, "body": None}
    body = asked["body"]
    match Where(asked["where"]):
        case Where.DATABASE:
            return f"tra cứu tại {DATABASE} trước khi dùng"
        case Where.ARCHIVE:
            held = f"lưu trữ của {body}" if body else "lưu trữ của cấp tỉnh"
            return f"tra cứu tại {held} (cơ quan ban hành không còn) trước khi dùng"
        case Where.LAND_HEIR:
            return f"xác nhận với {body} (kế thừa địa bàn) trước khi dùng"
        case Where.HEIR:
            return f"xác nhận với {body} (tiếp nhận nhiệm vụ của {row['issuer']}) trước khi dùng"
    return f"xác nhận với {body or row['issuer'] or 'cơ quan ban hành'} trước khi dùng"


DATABASE: Final = "Cơ sở dữ liệu quốc gia về văn bản pháp luật"


def _amended(row: Row) -> str:
    if not row.get("amended") or row.get("amendments_cited"):
        return ""
    if row.get("wording"):
        return f"Nên ghi đầy đủ: “{row['wording']}”"
    names = [named(item["canonical"]) for item in row["amended_by"]]
    return f"Áp dụng cùng văn bản sửa đổi, bổ sung: {joined(names)}." if names else ""


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
    names = [f"{named(item['canonical'])}{titled(item['title'])}" for item in later]
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


def written(row: Row) -> list[str]:
    """The lines that the advice gives word for word, to be put into the document as they are."""
    advised = action(row)
    lines = [_heir(item, row) for item in row["suggestion"] if item.get("wording")]
    lines += [str(row["wording"])] if row.get("wording") else []
    return [line for line in dict.fromkeys(lines) if f"“{line}”" in advised]
