"""A check as cells of text: what every form of report shows, in the same words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from kg.terms import InconsistencyKind, ProblemCode
from ui import check_findings_wording as findings
from ui import check_row_wording as told
from ui import check_wording as wording
from ui import choice_wording as chosen
from ui import inconsistency_wording as unfitting
from ui.check_advice_wording import action
from ui.labels import iso_date

Report = Mapping[str, Any]
_UNWRITABLE: Final = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (section 2.2), and so a workbook or a Word file, has no way to hold."""
_TOLD_AS: Final = {
    ProblemCode.CONFLICTING_NUMBERS: InconsistencyKind.OWN_NUMBER,
    ProblemCode.SELF_CITED: InconsistencyKind.SELF_CITED,
}
COLUMNS: Final = (
    "Mức",
    "Văn bản được viện dẫn",
    "Ngày ban hành",
    "Tên văn bản",
    "Vai trò",
    "Tình trạng",
    "Hiệu lực đến hết ngày",
    "Văn bản thay thế",
    "Vào ngày ban hành văn bản",
    "Bằng chứng",
    "Hướng xử lý",
    "Dòng",
    "Lời văn viện dẫn",
)


def rows(report: Report) -> list[tuple[str, ...]]:
    """One tuple of cells for each row of a check, worst first, in Vietnamese."""
    return [tuple(writable(cell) for cell in _cells(row)) for row in report["rows"]]


def _cells(row: Report) -> tuple[str, ...]:
    quotes = [str(mention["quote"]) for mention in row["mentions"][:1]]
    return (
        wording.severity_label(row["severity"]),
        row["canonical"] or "",
        iso_date(row["date"]),
        row["title"] or "",
        wording.role(row),
        told.state(row),
        iso_date(row["effective_until"]),
        "; ".join(str(item["canonical"]) for item in row["replaced_by"]),
        told.state_then(row),
        " ".join(told.proofs(row)),
        " ".join((*told.doubts(row), action(row))).strip(),
        ", ".join(dict.fromkeys(str(mention["line"]) for mention in row["mentions"])),
        " ".join(quotes),
    )


def writable(text: str) -> str:
    """Text without the signs (form feeds, halves of a pair) that a file cannot hold."""
    return _UNWRITABLE.sub(" ", text)


def heading(report: Report) -> str:
    """Title of a report: which document, on which day."""
    number, kind = report.get("document_number"), report.get("document_type") or "Văn bản"
    named = number or f"{kind} chưa ghi số ({report['document']})"
    day = iso_date(report["as_of"])
    return writable(f"Kiểm tra căn cứ của {named}, xét vào ngày {day}")


def sections(report: Report) -> list[tuple[str, list[str]]]:
    """Headings with their sentences, for what follows the table; empty ones are left out."""
    serious, slight = findings.chains(report)
    chains = [*serious, *([findings.SLIGHT_CHAINS, *slight] if slight else [])]
    found = [
        ("problems", [_problem(item) for item in _untold(report)]),
        ("inconsistencies", unfitting.sentences(report.get("inconsistencies", ()))),
        ("form", [_form(item) for item in report.get("form", ())]),
        ("chain", chains),
        ("territory", findings.territories(report)),
        ("offices", [findings.office(row) for row in report["offices"]]),
        ("places", [findings.place(row) for row in report["places"]]),
        ("choices", list(chosen.sentences(report.get("choices", ())))),
        ("changes", wording.changes(report)),
    ]
    return [
        (_named(name, report), [writable(sentence) for sentence in sentences])
        for name, sentences in found
        if sentences
    ]


def _untold(report: Report) -> Iterator[Report]:
    """Problems of the document that its inconsistencies do not tell with more places."""
    found = report.get("inconsistencies", ())
    kinds = {item["kind"] for item in found}
    for item in report.get("problems", ()):
        if _TOLD_AS.get(item["code"]) not in kinds and not _is_told_day(item, found):
            yield item


def _is_told_day(problem: Report, found: Sequence[Report]) -> bool:
    """Whether the problem is an impossible day that stands among the inconsistencies."""
    if problem["code"] != ProblemCode.DATE_IMPOSSIBLE:
        return False
    days = (item for item in found if item["kind"] == InconsistencyKind.IMPOSSIBLE_DAY)
    said = (said for item in days for said in item["readings"])
    return any(
        problem["place"] == f"line {one['line']}" and one["value"] in (problem["found"] or "")
        for one in said
    )


def _named(name: str, report: Report) -> str:
    """Heading of a section; that of changes says since when."""
    since = f" {iso_date(report['since'])}" if name == "changes" else ""
    return f"{wording.HEADINGS[name]}{since}"


def _problem(item: Report) -> str:
    place = str(item["place"]).replace("line ", "dòng ")
    where = f"{place[:1].upper()}{place[1:]}: " if place else ""
    return f"{where}{told.problem(item)}"


def _form(item: Report) -> str:
    level = wording.severity_label(item["severity"])
    return f"{level}, dòng {item['line']}: {findings.form_sentence(item)}"


def opening(report: Report) -> list[str]:
    """What stands above the table: the document, the verdict, a warning on the data's day."""
    title = report.get("document_title")
    named = wording.document_sentence(report)
    said = [
        f"{named}: {title}." if title else f"{named}.",
        wording.verdict(report),
        wording.counted(report),
        wording.beyond(report),
    ]
    return [writable(sentence) for sentence in said if sentence]
