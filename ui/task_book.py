"""Tasks as a workbook (XLSX) or a table (CSV): what to do, who has how much, what is open.

Days are days, figures are figures; no cell is ever a formula.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from kg.placed_tasks import PlacedTask, gaps
from kg.reform_fields import reform_fields
from kg.terms import OfficeRole
from kg.workload import OfficeLoad
from ui import task_wording as wording
from ui import wording as page_wording
from ui.reports.sheets import harmless
from ui.task_desk import FoundTasks

if TYPE_CHECKING:
    from openpyxl import Workbook

Json = dict[str, Any]
Cell: TypeAlias = str | int | dt.date | None
_DAY: Final = "dd/mm/yyyy"
_UNPRINTABLE: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
)  # XML 1.0, section 2.2
_LONGEST: Final = 32_767  # characters of a cell that Excel opens
_ROLES: Final = (
    OfficeRole.LEAD,
    OfficeRole.PERFORMING,
    OfficeRole.COORDINATING,
    OfficeRole.ADVISING,
    OfficeRole.MONITORING,
    OfficeRole.APPROVING,
)
_WIDTHS: Final = {
    wording.SHEET_TASKS: (60, 30, 30, 24, 22, 12, 24, 26, 20, 20, 8, 22),
    wording.SHEET_LOADS: (40, 24, 14, *(12,) * 7, 16, 14, 16),
    wording.SHEET_FIELDS: (40, 24, *(16,) * 9),
    wording.SHEET_OPEN: (28, 24, *(14,) * 5, 50, 50),
}


def task_rows(found: FoundTasks) -> list[list[Cell]]:
    """A row for each task, in the order of `task_wording.TASK_SHEET_COLUMNS`."""
    return [_row(one, found) for one in found.tasks]


def _row(one: PlacedTask, found: FoundTasks) -> list[Cell]:
    task, record = one.task, found.record(one)
    apart = (OfficeRole.COORDINATING, OfficeRole.APPROVING)
    approving = [_named(one, OfficeRole.APPROVING), task.approver or ""]
    return [
        task.task,
        "; ".join(a.office for a in task.assignments if a.role not in apart),
        _named(one, OfficeRole.COORDINATING),
        "; ".join(dict.fromkeys(filter(None, approving))),
        task.deadline_text,
        task.deadline,
        task.product,
        task.field,
        one.place.name if one.place else None,
        record.header.number or record.name,
        task.line_start,
        "; ".join(wording.GAPS[gap] for gap in wording.GAPS if gap in gaps(one)),
    ]


def _named(one: PlacedTask, role: OfficeRole) -> str:
    return "; ".join(given.office for given in one.task.assignments if given.role is role)


def as_csv(found: FoundTasks) -> bytes:
    """The tasks, UTF-8 with a byte order mark, so that Excel reads the accents; days are ISO."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(wording.TASK_SHEET_COLUMNS)
    writer.writerows([harmless(str(cell or "")) for cell in row] for row in task_rows(found))
    return ("\ufeff" + out.getvalue()).encode("utf-8", "replace")


def as_xlsx(found: FoundTasks, loads: Sequence[OfficeLoad], open_: Json, *, on: dt.date) -> bytes:
    """A workbook: tasks, workload on a day, offices by fields, what is open.

    open_: the JSON of `TaskDesk.coverage`. Written row by row: 30,000 tasks need no more memory
    than 300.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    _sheet(book, wording.SHEET_TASKS, wording.TASK_SHEET_COLUMNS, task_rows(found))
    _sheet(book, wording.SHEET_LOADS, wording.LOAD_COLUMNS, (_load(each, on) for each in loads))
    _sheet(book, wording.SHEET_FIELDS, *_fields(loads))
    _sheet(book, wording.SHEET_OPEN, wording.OPEN_COLUMNS, _open_rows(open_))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _load(load: OfficeLoad, on: dt.date) -> list[Cell]:
    kind = wording.A_GROUP if load.office.group else wording.ONE_OFFICE
    return [
        load.office.name,
        load.unit,
        kind,
        len(load.tasks),
        *(load.by_role.get(role, 0) for role in _ROLES),
        load.passed(on),
        load.upcoming(on),
        load.undated,
    ]


def _fields(loads: Sequence[OfficeLoad]) -> tuple[list[str], list[list[Cell]]]:
    """Heads and rows of the matrix; a task of two offices counts for both."""
    names: list[str | None] = [*(field.name for field in reform_fields()), None]
    heads = (wording.LOAD_COLUMNS[0], wording.LOAD_COLUMNS[1])
    shown = [name or page_wording.NO_FIELD for name in names]
    rows: list[list[Cell]] = [
        [
            load.office.name,
            load.unit,
            *(load.by_field.get(name, 0) for name in names),
            len(load.tasks),
        ]
        for load in loads
    ]
    return [*heads, *shown, page_wording.TOTAL], rows


def _open_rows(open_: Json) -> Iterable[list[Cell]]:
    """A row for each document: figures, then what is missing in words."""
    for row in open_["documents"]:
        idle = row["offices_without_task"]
        yield [
            row["number"] or row["title"] or row["document"],
            row["place"],
            row["tasks"],
            *(len(row["open"][gap.value]) for gap in wording.GAPS),
            "; ".join(row["fields_missing"] or ()),
            "; ".join(one["office"] for one in idle) if idle is not None else wording.NOT_LOOKED,
        ]


def _sheet(
    book: "Workbook", name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    """A sheet with its heads in bold and always in sight, and a filter on them."""
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(_WIDTHS[name], 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    bold, plain, days = (_cells(sheet, len(heads), kind) for kind in ("bold", "plain", "day"))
    sheet.append(_filled(bold, bold, heads))
    count = 1
    for row in rows:
        sheet.append(_filled(plain, days, row))
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{count}"


def _cells(sheet: Any, count: int, kind: str) -> list[Any]:  # noqa: ANN401 - openpyxl's own
    """A row of dressed cells, to be filled again and again: dressing costs more than writing."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cells = [WriteOnlyCell(sheet) for _ in range(count)]
    for cell in cells:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if kind == "bold":
            cell.font = Font(bold=True)
        if kind == "day":
            cell.number_format = _DAY
    return cells


def _filled(cells: list[Any], days: list[Any], row: Sequence[Cell]) -> list[Any]:
    filled: list[Any] = []
    for place, value in enumerate(row):
        if value in {None, "", 0}:  # an empty cell costs nothing
            filled.append(None)
            continue
        cell = days[place] if isinstance(value, dt.date) else cells[place]
        cell.value = _kept(value)
        if isinstance(value, dt.date):
            cell.number_format = _DAY  # a day's own comes with its value
        filled.append(cell)
    return filled


def _kept(value: Cell) -> Cell:
    """A value as a cell takes it: no signs that XML forbids, nothing that runs as a formula."""
    if not isinstance(value, str):
        return value
    return harmless(_UNPRINTABLE.sub(" ", value))[:_LONGEST] or None
