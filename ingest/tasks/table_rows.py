"""Tasks of single rows of a table: of its cells by column, and of a title over a group of rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ingest.deadlines import cell_deadline
from ingest.tasks.actors import actors_at, office_name
from ingest.tasks.duties import make_task
from ingest.tasks.label_lines import listed
from kg.folding import fold
from kg.model import Assignment, Task
from kg.terms import OfficeRole, TaskSource

# A product cell that says who issues it: "Quyết định của Chủ tịch UBND tỉnh".
_ISSUED = re.compile(
    r"(?:quyet dinh|ke hoach|nghi quyet|chi thi|quy che|quy dinh|cong van|van ban|de an|thong bao)"
    r"[^,;.]{0,40}?(?: (?:cua|do))? (?=(?:chu tich|uy ban|ubnd|hdnd|hoi dong|giam doc|so|bo)\b)"
)
_OWNED = re.compile(
    r"\((?P<said>[^()]{8,140}?)\s(?:huong dan|chu tri|phoi hop|tham muu)[^()]*\)?\s*$"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: cells by column name, label of the row and of its group, lines."""

    cells: Mapping[str, str]
    label: str
    group: str
    lines: tuple[int, int]


def row_task(row: Row, year: int | None) -> Task | None:
    """The task of a row, or None where its cells name no task or no office."""
    text = " ".join(row.cells.get("task", "").split())
    if len(text) < 8:
        return None
    offices = [
        Assignment(name, role)
        for key, role in (
            ("lead", OfficeRole.LEAD),
            ("doing", OfficeRole.PERFORMING),
            ("coordinating", OfficeRole.COORDINATING),
            ("approving", OfficeRole.APPROVING),
            ("watching", OfficeRole.MONITORING),
        )
        for name in listed(row.cells.get(key, ""))
    ]
    if not offices:
        return None
    if "approving" not in row.cells:
        product = " ".join(row.cells.get("product", "").split())
        offices += [Assignment(name, OfficeRole.APPROVING) for name in issuers(product)]
    task = make_task(text, (), row.lines, year=year, confidence=0.9, source=TaskSource.TABLE)
    when = row.cells.get("deadline", "")
    due = cell_deadline(when, year=year) if when else None
    approver = "; ".join(a.office for a in offices if a.role is OfficeRole.APPROVING)
    return replace(
        task,
        assignments=tuple(dict.fromkeys(offices)),
        deadline=due.day if due else task.deadline,
        deadline_text=due.text if due else task.deadline_text,
        product=" ".join(row.cells.get("product", "").split()) or task.product,
        approver=approver or task.approver,
        row=row_label(row),
    )


def row_label(row: Row) -> str | None:
    """The label of a row with its group's, where it does not hold that: "II.3", "1.2"."""
    if row.group and row.label.startswith(f"{row.group}."):
        return row.label
    return ".".join(part for part in (row.group, row.label) if part) or None


def issuers(product: str) -> list[str]:
    """Who issues what a row brings forth, where its cell says so.

    >>> issuers("Quyết định của Chủ tịch UBND tỉnh")
    ['Chủ tịch UBND tỉnh']
    """
    said = _ISSUED.match(fold(product))
    listed_in = actors_at(fold(product), said.end()) if said else None
    return [office_name(product[a:b]) for a, b in listed_in.spans] if listed_in else []


def heading_task(text: str, lines: tuple[int, int]) -> Task | None:
    """The task of a group heading that says who guides it: "I. … (Công chức … hướng dẫn)"."""
    folded = fold(text)
    said = _OWNED.search(folded)
    if not said:
        return None
    named = actors_at(folded, said.start("said"))
    offices = [text[a:b] for a, b in named.spans] if named else []
    offices = offices or [text[said.start("said") : said.end("said")]]
    role = OfficeRole.COORDINATING if "phoi hop" in folded[said.end("said") :] else None
    title = re.sub(r"\s*\($", "", text[: said.start() + 1]).strip()
    task = make_task(
        f"{text[said.end('said') : said.end()].strip(' ()')} các nhiệm vụ Mục {title} của Phụ lục",
        offices,
        lines,
        year=None,
        role=role or OfficeRole.PERFORMING,
        context=title,
        confidence=0.8,
        source=TaskSource.APPENDIX_HEADING,
    )
    return replace(
        task, assignments=tuple(Assignment(o, role or OfficeRole.PERFORMING) for o in offices)
    )
