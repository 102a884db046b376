"""What a check says, in Vietnamese: whole sentences, for the reports and the page alike."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from kg.basis_finding import FormCode
from kg.terms import CitationRole, Event, Relation, Severity, ValidityState
from ui.check_row_wording import cut, in_days, name, titled
from ui.labels import EVENTS, SEVERITIES, SEVERITY_SIGNS, STATES, iso_date

Row = Mapping[str, Any]
_ALIVE: Final = (ValidityState.IN_FORCE, ValidityState.PARTLY)
_DEAD: Final = (ValidityState.EXPIRED, ValidityState.SUSPENDED)
_LISTED: Final = 4  # names told of a list; the JSON holds all of them
NO_HEIR_OFFICE: Final = "chưa ghi nhận cơ quan kế thừa"
NO_HEIR_PLACE: Final = "chưa ghi nhận đơn vị kế thừa"
NO_ROWS: Final = "Văn bản không viện dẫn văn bản nào."

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
        "form": "Hình thức của các căn cứ",
        "chain": "Văn bản còn hiệu lực nhưng dựa trên văn bản đã hết hiệu lực",
        "offices": "Cơ quan, chức danh không còn",
        "places": "Địa danh không còn",
        "changes": "Thay đổi giữa hai ngày",
        "certificate": "Xác nhận kết quả kiểm tra",
    }
)


def listed(names: Sequence[str], most: int = _LISTED) -> str:
    """Names joined, cut after a few with the count of the rest.

    >>> listed(["a", "b", "c"], 2)
    'a; b và 1 đơn vị khác'
    """
    rest = len(names) - most
    shown = "; ".join(names[:most])
    return f"{shown} và {rest} đơn vị khác" if rest > 0 else shown


# --- the whole --------------------------------------------------------------------------------
def verdict(report: Row) -> str:
    """The outcome in one sentence, as a lawyer would begin."""
    counts, day = report["summary"], iso_date(report["as_of"])
    if not report["rows"]:
        return NO_ROWS
    if counts[Severity.ERROR]:
        return _failed(report, day)
    if counts[Severity.WARNING] or counts[Severity.REVIEW]:
        found = _counted(counts, (Severity.WARNING, Severity.REVIEW))
        return (
            f"Chưa phát hiện căn cứ đã hết hiệu lực vào ngày {day}, nhưng có {found} "
            "trước khi sử dụng."
        )
    if counts[Severity.UNKNOWN]:
        return (
            f"Chưa phát hiện căn cứ đã hết hiệu lực vào ngày {day}; "
            f"{counts[Severity.UNKNOWN]} văn bản chưa có dữ liệu hiệu lực, cần tra cứu thêm."
        )
    return f"Các văn bản được viện dẫn đều còn hiệu lực vào ngày {day}."


def _failed(report: Row, day: str) -> str:
    wrong = [row for row in report["rows"] if row["severity"] == Severity.ERROR]
    said = (
        f"Cần sửa: {len(wrong)} văn bản mà kế hoạch, quyết định này dựa vào không có hiệu lực "
        f"vào ngày {day}."
    )
    then = [row["state_on_document_day"] for row in wrong]
    signed = iso_date(report["document_date"])
    if signed and all(state in _ALIVE for state in then):
        return f"{said} Vào ngày ban hành ({signed}) các văn bản ấy còn hiệu lực."
    if signed and any(state in _DEAD for state in then):
        dead = sum(1 for state in then if state in _DEAD)
        return f"{said} {dead} văn bản đã không còn hiệu lực ngay vào ngày ban hành ({signed})."
    return said


def _counted(counts: Mapping[str, int], severities: Sequence[Severity]) -> str:
    words = {Severity.WARNING: "điểm phải lưu ý", Severity.REVIEW: "điểm cần xem lại"}
    told = [f"{counts[s]} {words[s]}" for s in severities if counts[s]]
    return " và ".join(told)


def document_sentence(report: Row) -> str:
    """Which document was checked: kind, number, day, issuer."""
    number, signed = report.get("document_number"), iso_date(report.get("document_date"))
    parts = [
        f"{report.get('document_type') or 'Văn bản'} {f'số {number}' if number else 'chưa ghi số'}",
        f"ngày {signed}" if signed else "chưa ghi ngày ban hành",
        f"của {report['document_issuer']}" if report.get("document_issuer") else "",
    ]
    return " ".join(part for part in parts if part)


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


# --- form, chains, bodies, places ---------------------------------------------------------------
_FORM: Final[Mapping[FormCode, str]] = MappingProxyType(
    {
        FormCode.NO_NUMBER: "Không ghi số, ký hiệu của “{found}”.",
        FormCode.NO_YEAR: "Số, ký hiệu {found} thiếu năm ban hành.",
        FormCode.NO_DATE: "Không ghi ngày ban hành của {found}{expected}.",
        FormCode.NO_ISSUER: "Không ghi cơ quan ban hành của {found}.",
        FormCode.NO_TITLE: "Không ghi trích yếu của {found}{expected}.",
        FormCode.TITLE_PERIOD: "Trích yếu ghi “{found}”, tên đã đăng ký là “{expected}”.",
        FormCode.TITLE_OF_ANOTHER: "Trích yếu được dẫn (“{found}”) là của văn bản khác: "
        "{expected}.",
        FormCode.TITLE_DIFFERS: "Trích yếu ghi “{found}”, tên đã đăng ký ghi “{expected}”.",
        FormCode.TITLE_CUT: "Trích yếu chưa đầy đủ; tên đã đăng ký: “{expected}”.",
        FormCode.LAW_UNDATED: "“{found}” không ghi ngày hoặc số: có nhiều luật cùng tên, "
        "{expected}.",
        FormCode.NO_DOCUMENT: "Căn cứ không nêu văn bản cụ thể.",
        FormCode.NO_LEGAL_BASIS: "{found} là {expected}, theo thông lệ không phải căn cứ pháp lý.",
        FormCode.LOWER_BODY: "{found} do cấp dưới ban hành ({expected}), theo thông lệ không làm "
        "căn cứ cho văn bản của cấp trên.",
        FormCode.SHARED_LINE: "Nhiều căn cứ trên một dòng: tách {found} thành dòng riêng.",
        FormCode.LINE_END: "Dòng căn cứ kết thúc bằng {found}; phải là dấu “{expected}”.",
        FormCode.ORDER: "{found} xếp sau {expected}, văn bản có thứ bậc thấp hơn.",
        FormCode.NO_AUTHORITY: "Chưa có căn cứ về thẩm quyền ban hành của {found} ({expected}).",
    }
)


def form_sentence(item: Row) -> str:
    """One finding on form: what, what should stand there, by which rule."""
    code = FormCode(item["code"])
    found, expected = str(item["found"]), in_days(str(item["expected"]))
    if code is FormCode.NO_DATE and expected:
        expected = f" (dữ liệu ghi ngày {expected})"
    elif code is FormCode.NO_TITLE and expected:
        expected = f" (“{expected}”)"
    elif code is FormCode.NO_LEGAL_BASIS:
        expected = expected.lower()
    elif code is FormCode.LINE_END:
        found = f"“{found}”" if found else "không có dấu"
    said = _FORM[code].format(found=cut(found, 200), expected=cut(expected, 240))
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
    dead = f"{risk['dead']}{titled(risk['title'])}"
    through = "" if risk["through"] in (row["canonical"], said) else f", qua {risk['through']},"
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


def office(row: Row) -> str:
    """A body or title that ended: since when, who took over, by which clause."""
    lead = "Cơ quan ban hành văn bản này, " if row.get("issuer") else ""
    return f"{lead}{_ended(row, str(row['office']), NO_HEIR_OFFICE)}"


def place(row: Row) -> str:
    """A place that ended: since when, what took its place."""
    return _ended(row, str(row["place"]), NO_HEIR_PLACE)


def _ended(row: Row, called: str, none: str) -> str:
    since = iso_date(row["since"])
    heirs = (row["successor"] or "").split("; ") if row["successor"] else []
    state_word = "có thể không còn" if row["state"] == "may_have_ceased" else "không còn"
    heir = f"kế thừa: {listed(heirs)}" if heirs else none
    clause = next((p for p in row["proof"] if p["clause"]), None)
    by = f" ({clause['clause']}, {clause['document']})" if clause else ""
    return f"{called} {state_word} từ ngày {since}{by}; {heir}. {lines(row)}."


def lines(row: Row, most: int = 8) -> str:
    """Where something stands: "Dòng 3, 9"."""
    numbers = list(dict.fromkeys(str(mention["line"]) for mention in row["mentions"]))
    rest = len(numbers) - most
    more = f" và {rest} chỗ khác" if rest > 0 else ""
    return f"Dòng {', '.join(numbers[:most])}{more}" if numbers else "Trong phần đầu văn bản"


# --- what changed ---------------------------------------------------------------------------
def changes(report: Row) -> list[str]:
    """What became of the bases between the two days asked about; empty where nothing was asked."""
    found = report.get("changes")
    if not found:
        return []
    said = [_change(row) for row in found["rows"]]
    for key, word in (("offices", "Cơ quan, chức danh"), ("places", "Địa danh")):
        said += [f"{word} {ended} không còn." for ended in found[key]]
    return said


def _change(row: Row) -> str:
    before, after = (STATES[ValidityState(row[day]["state"])].lower() for day in _DAYS)
    called = row["canonical"] or row["title"]
    events = "; ".join(_event(item) for item in row["events"])
    heirs = ", ".join(str(item["canonical"]) for item in row["suggestion"])
    became = f"từ {before} thành {after}" if before != after else f"vẫn {after}, mức thay đổi"
    return (
        f"{called} {became}{f' ({events})' if events else ''}"
        f"{f'; nay viện dẫn {heirs}' if heirs else ''}."
    )


_DAYS: Final = ("before", "after")


def _event(item: Row) -> str:
    other = f" {item['other']}" if item["other"] else ""
    return f"{iso_date(item['date'])}: {EVENTS[Event(item['event'])]}{other}"


# --- what it rests on -----------------------------------------------------------------------------
def certificate(report: Row) -> list[tuple[str, str]]:
    """Name and value of each part of the certificate."""
    item = report["certificate"]
    return [
        ("Ngày xét hiệu lực", iso_date(item["as_of"])),
        ("Dữ liệu hiệu lực kiểm tra đến ngày", iso_date(item["registry_as_of"])),
        ("Phiên bản dữ liệu hiệu lực", item["registry_version"] or "không ghi"),
        ("Phiên bản chương trình", f"cancu {item['program_version']}"),
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
