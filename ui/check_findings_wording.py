"""What a check found beside its rows, in Vietnamese: form, chains, borders, bodies, places."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from kg.basis_finding import FormCode
from kg.citation_wording import joined
from kg.terms import Relation, Severity
from ui.check_advice_wording import is_live
from ui.check_row_wording import cut, in_days, name, titled
from ui.labels import iso_date
from ui.number_words import named

Row = Mapping[str, Any]
_LISTED: Final = 4  # names told of a list; the JSON holds all of them
NO_HEIR_OFFICE: Final = "chưa ghi nhận cơ quan kế thừa"
NO_HEIR_PLACE: Final = "chưa ghi nhận đơn vị kế thừa"


def listed(names: Sequence[str], most: int = _LISTED) -> str:
    """Names joined, cut after a few with the count of the rest.

    >>> listed(["a", "b", "c"], 2)
    'a; b và 1 đơn vị khác'
    """
    rest = len(names) - most
    shown = "; ".join(names[:most])
    return f"{shown} và {rest} đơn vị khác" if rest > 0 else shown


_FORM: Final[Mapping[FormCode, str]] = MappingProxyType(
    {
        FormCode.NO_NUMBER: "Không ghi số, ký hiệu của “{found}”.",
        FormCode.NO_YEAR: "Số, ký hiệu {found} thiếu năm ban hành.",
        FormCode.NO_DATE: "Không ghi ngày ban hành của {found}{expected}.",
        FormCode.NO_ISSUER: "Không ghi cơ quan ban hành của {found}.",
        FormCode.NO_TITLE: "Không ghi trích yếu của {found}{expected}.",
        FormCode.TITLE_PERIOD: "Trích yếu{of} ghi “{found}”; tên đã đăng ký ghi “{expected}”.",
        FormCode.TITLE_OF_ANOTHER: "Trích yếu{of} được dẫn là “{found}”, tên của văn bản khác: "
        "{expected}.",
        FormCode.TITLE_DIFFERS: "Trích yếu{of} ghi “{found}”; tên đã đăng ký ghi “{expected}”.",
        FormCode.TITLE_CUT: "Trích yếu{of} chưa đầy đủ; tên đã đăng ký: “{expected}”.",
        FormCode.LAW_UNDATED: "“{found}” không ghi ngày hoặc số: có nhiều luật cùng tên, "
        "{expected}.",
        FormCode.DOUBLED_OPENING: "Từ “Căn cứ” ghi lặp.",
        FormCode.KIND_MISSPELT: "Tên loại văn bản ghi “{found}”; theo số, ký hiệu là “{expected}”.",
        FormCode.KIND_WRONG: "Ghi “{found}”; văn bản này là {expected}.",
        FormCode.NO_DOCUMENT: "Căn cứ không nêu văn bản cụ thể.",
        FormCode.NO_LEGAL_BASIS: "{found} là {expected}, theo thông lệ không phải căn cứ pháp lý.",
        FormCode.LOWER_BODY: "{found} do cấp dưới ban hành ({expected}), theo thông lệ không làm "
        "căn cứ cho văn bản của cấp trên.",
        FormCode.SHARED_LINE: "Nhiều căn cứ trên một dòng: tách {found} thành dòng riêng.",
        FormCode.LINE_END: "Dòng căn cứ kết thúc bằng {found}; phải là dấu “{expected}”.",
        FormCode.ORDER: "{found} xếp sau {expected}, văn bản có thứ bậc thấp hơn.",
        FormCode.NO_AUTHORITY: "Chưa có căn cứ về thẩm quyền của {found}: bổ sung “{expected}”.",
    }
)


_EXTRA: Final = "Trích yếu{of} thừa “{found}” so với tên đã đăng ký."


def form_sentence(item: Row) -> str:
    """One finding on form: what, what should stand there, by which rule."""
    code = FormCode(item["code"])
    found, expected = str(item["found"]), in_days(str(item["expected"])).rstrip(" .")
    if code is FormCode.NO_DATE and expected:
        expected = f" (dữ liệu ghi ngày {expected})"
    elif code is FormCode.NO_TITLE and expected:
        expected = f" (“{expected}”)"
    elif code is FormCode.NO_LEGAL_BASIS:
        expected = expected.lower()
    elif code is FormCode.LINE_END:
        found = f"“{found}”" if found else "không có dấu"
    number = str(item["key"] or "").partition("@")[0]
    extra = code is FormCode.TITLE_DIFFERS and not expected
    said = (_EXTRA if extra else _FORM[code]).format(
        found=cut(found, 200),
        expected=f"{' ' if expected.startswith(' ') else ''}{cut(expected, 240)}",
        of=f" của {named(number)}" if number else "",
    )
    rule = f" ({rule_name(item['rule'])})" if item["rule"] else ""
    return f"{said[:-1]}{rule}." if rule else said


def rule_name(rule: str) -> str:
    """An article as one says it."""
    number, _, rest = rule.partition(", ")
    kind = "Luật số" if "/QH" in number else "Nghị định số"
    return f"{rest}, {kind} {number}" if rest else f"{kind} {number}"


def chain_sentence(row: Row, risk: Row) -> str:
    """A dead document below a living one."""
    said = name(row)
    since = f" từ ngày {iso_date(risk['since'])}" if risk["since"] else ""
    dead = f"{named(risk['dead'])}{titled(risk['title'])}"
    through = (
        "" if risk["through"] in (row["canonical"], said) else f", qua {named(risk['through'])},"
    )
    if risk["relation"] == Relation.GUIDES:
        return f"{said}{through} quy định chi tiết {dead}, đã hết hiệu lực{since}."
    return f"{said}{through} được ban hành căn cứ vào {dead}, đã hết hiệu lực{since}."


def chains(report: Row) -> tuple[list[str], list[str]]:
    """Sentences on chains: those for review, then those on acts that only gave authority."""
    serious: dict[str, None] = {}
    slight: dict[str, None] = {}
    for row in report["rows"]:
        for risk in row.get("chain", ()):
            group = serious if risk["severity"] == Severity.REVIEW else slight
            group.setdefault(chain_sentence(row, risk))
    return list(serious), list(slight)


SLIGHT_CHAINS: Final = (
    "Luật tổ chức được thay thế không tự nó làm hết hiệu lực văn bản ban hành trước đó; "
    "ghi lại để biết:"
)


def territories(report: Row) -> list[str]:
    """Where documents of merged or ended units still hold: one sentence for each land."""
    found: dict[tuple[Any, ...], list[str]] = {}
    for row in report["rows"]:
        borders = row.get("territory")
        rests = is_live(row) and row["relation"] != Relation.PROPOSED_BY
        if borders and rests and row["canonical"]:
            clause = next((p for p in borders["proof"] if p["clause"]), None)
            by = f"{clause['clause']}, {named(clause['document'])}" if clause else ""
            where = ("; ".join(borders["holds_in"]), borders["now_in"], borders["until"], by)
            found.setdefault(where, []).append(str(row["canonical"]))
    return [_territory(where, names) for where, names in found.items()]


def _territory(where: tuple[Any, ...], names: Sequence[str]) -> str:
    land, now, until, by = where
    moved = f", nay thuộc {now}" if now else ""
    last = f", chậm nhất đến hết ngày {iso_date(until)}" if until else ""
    rule = f", theo {by}" if by else ""
    documents = joined([named(one) for one in dict.fromkeys(names)])
    return (
        f"{documents}: nếu chưa bị thay thế hoặc bãi bỏ thì chỉ áp dụng "
        f"trong phạm vi {land}{moved}{last}{rule}."
    )


def office(row: Row) -> str:
    """A body or title that ended: since when, who took over, by which clause."""
    called = str(row["office"])
    issuer = f"Cơ quan ban hành văn bản này, {called}," if row.get("issuer") else called
    return _ended(row, issuer, NO_HEIR_OFFICE)


def place(row: Row) -> str:
    """A place that ended: since when, what took its place."""
    return _ended(row, str(row["place"]), NO_HEIR_PLACE)


def _ended(row: Row, called: str, none: str) -> str:
    since = iso_date(row["since"])
    heirs = (row["successor"] or "").split("; ") if row["successor"] else []
    state_word = "có thể không còn" if row["state"] == "may_have_ceased" else "không còn"
    heir = f"kế thừa: {listed(heirs)}" if heirs else none
    clause = next((p for p in row["proof"] if p["clause"]), None)
    by = f" ({clause['clause']}, {named(clause['document'])})" if clause else ""
    told = f"{called[:1].upper()}{called[1:]}"
    return f"{told} {state_word} từ ngày {since}{by}; {heir}. {lines(row)}."


def lines(row: Row, most: int = 8) -> str:
    """Where something stands: "Dòng 3, 9"."""
    numbers = list(dict.fromkeys(str(mention["line"]) for mention in row["mentions"]))
    rest = len(numbers) - most
    more = f" và {rest} chỗ khác" if rest > 0 else ""
    return f"Dòng {', '.join(numbers[:most])}{more}" if numbers else "Trong phần đầu văn bản"
