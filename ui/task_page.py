"""Tasks as a page: a table, a matrix of offices by fields, a workbook."""

import io
from collections.abc import Mapping, Sequence
from typing import Final

from kg.assignments import reform_fields, workloads
from kg.model import Task
from kg.terms import OfficeRole
from ui import labels, views, wording
from ui.cards import assignments
from ui.links import address, empty, link, table, text

Found = Sequence[tuple[str | None, Task]]
MOST_ROWS: Final = 200
MOST_OFFICES: Final = 25


def page(found: Found, names: Mapping[str, str]) -> str:
    """The tasks that fit. names: number or title of each document by id."""
    if not found:
        return empty(wording.NO_TASKS, wording.NO_TASKS_ADVICE)
    rows = [_row(document, task, names) for document, task in found[:MOST_ROWS]]
    rest = len(found) - MOST_ROWS
    more = f'<p class="cc-small">{wording.MORE_ROWS.format(count=rest)}</p>' if rest > 0 else ""
    count = f'<p class="cc-small">{len(found)} nhiệm vụ.</p>'
    return count + table(wording.TASK_COLUMNS, rows, kind="cc-tasks") + more


def _row(document: str | None, task: Task, names: Mapping[str, str]) -> tuple[str, ...]:
    product = f"<br><small>Sản phẩm: {text(task.product)}</small>" if task.product else ""
    where = f"{names.get(document or '', document or '')}, dòng {task.line_start}"
    to = address("document", doc=document, line=task.line_start)
    return (
        text(task.task) + product,
        text(assignments(views.plain(task.assignments))),
        text(deadline(task)),
        text(task.field),
        link(to, where) if document else text(where),
    )


def deadline(task: Task) -> str:
    """The words of a deadline, with the day where one was computed from them."""
    day = labels.vietnamese_date(task.deadline)
    if not task.deadline_text:
        return day
    return task.deadline_text if not day else f"{task.deadline_text} ({day})"


def matrix(found: Found) -> str:
    """How many tasks each office has in each field; a task of two offices counts for both."""
    loads = workloads([task for _, task in found])
    if not loads:
        return ""
    known = [field.name for field in reform_fields()]
    fields = [name for name in known if any(load.fields.get(name) for load in loads)]
    open_field = any(load.fields.get(None) for load in loads)
    columns: list[str | None] = [*fields, *([None] if open_field else [])]
    rows = [
        [
            text(load.office),
            *(_count(load.fields.get(field)) for field in columns),
            f"<b>{len(load.tasks)}</b>",
        ]
        for load in loads[:MOST_OFFICES]
    ]
    heads = ["Cơ quan", *(field or wording.NO_FIELD for field in columns), wording.TOTAL]
    rest = len(loads) - MOST_OFFICES
    more = wording.OTHER_OFFICES.format(count=rest) if rest > 0 else ""
    return (
        "<h3>Số nhiệm vụ theo cơ quan và lĩnh vực</h3>"
        '<p class="cc-small">Một nhiệm vụ của nhiều cơ quan được tính cho từng cơ quan.</p>'
        + table(heads, rows, kind="cc-matrix")
        + (f'<p class="cc-small">{text(more)}</p>' if more else "")
    )


def _count(number: int | None) -> str:
    return str(number) if number else '<span class="cc-none">–</span>'


def workbook(found: Found, names: Mapping[str, str]) -> bytes:
    """All the tasks found, as an XLSX."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Nhiệm vụ")
    sheet.append(wording.TASK_SHEET_COLUMNS)
    for document, task in found:
        sheet.append(_cells(document, task, names))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column, width in zip("ABCDEFGHI", (60, 30, 30, 20, 14, 24, 28, 22, 8), strict=True):
        sheet.column_dimensions[column].width = width
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(document: str | None, task: Task, names: Mapping[str, str]) -> list[str | int]:
    helping = [a.office for a in task.assignments if a.role is OfficeRole.COORDINATING]
    acting = [a.office for a in task.assignments if a.role is not OfficeRole.COORDINATING]
    said = (
        task.task,
        "; ".join(acting),
        "; ".join(helping),
        task.deadline_text or "",
        task.deadline.isoformat() if task.deadline else "",
        task.product or "",
        task.field or "",
        names.get(document or "", document or ""),
    )
    return [*(_harmless(cell) for cell in said), task.line_start]


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula is kept as text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell
